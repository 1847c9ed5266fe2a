//! The call as a command, made of the document's examples.

use serde_json::Value;

use super::Operation;

/// The command; `origin` is the platform's own address.
pub(super) fn of(operation: &Operation<'_>, origin: &str) -> String {
    let parameters = operation.document["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let example = operation.document["requestBody"]["content"]["application/json"].get("example");
    command(operation.declared.method, &format!("{origin}{}", operation.address()), parameters, example)
}

fn command(method: &str, address: &str, parameters: &[Value], body: Option<&Value>) -> String {
    let (mut address, mut query, mut lines) = (address.to_owned(), Vec::new(), Vec::new());
    for parameter in parameters {
        let name = parameter["name"].as_str().unwrap_or_default();
        let value = plain(&parameter["example"]);
        match parameter["in"].as_str() {
            Some("path") => address = address.replace(&format!("{{{name}}}"), &value),
            Some("query") if parameter["required"] == true => query.push((name, value)),
            Some("header") if name == "Idempotency-Key" => lines.push("-H \"Idempotency-Key: $(uuidgen)\"".to_owned()),
            Some("header") if parameter["required"] == true => {
                lines.push(format!("-H {}", quoted(&format!("{name}: {value}"))));
            }
            _ => {}
        }
    }
    let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let address = if query.is_empty() { address } else { ui::url(&address, &query) };
    let mut command =
        vec![format!("curl -X {method} {}", quoted(&address)), "-H \"Authorization: Bearer $KEY\"".to_owned()];
    command.append(&mut lines);
    if let Some(body) = body {
        command.push("-H 'Content-Type: application/json'".to_owned());
        command.push(format!("-d {}", quoted(&body.to_string())));
    }
    command.join(" \\\n    ")
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// As the shell takes it literally.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_command_can_be_pasted() {
        let parameters = [
            json!({ "name": "loan", "in": "path", "required": true, "example": "17" }),
            json!({ "name": "Idempotency-Key", "in": "header", "required": true, "example": "x" }),
            json!({ "name": "If-Match", "in": "header", "required": true, "example": "\"7\"" }),
            json!({ "name": "page", "in": "query", "required": false, "example": 1 }),
        ];
        let body = json!({ "reason": "it's broken" });
        assert_eq!(
            command("POST", "http://127.0.0.1/api/bibblix/v1/loans/{loan}/reversal", &parameters, Some(&body)),
            "curl -X POST 'http://127.0.0.1/api/bibblix/v1/loans/17/reversal' \\\n    -H \"Authorization: Bearer $KEY\" \\\n    \
             -H \"Idempotency-Key: $(uuidgen)\" \\\n    -H 'If-Match: \"7\"' \\\n    -H 'Content-Type: application/json' \\\n    \
             -d '{\"reason\":\"it'\\''s broken\"}'"
        );
    }
}
