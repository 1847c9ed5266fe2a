//! What only one organisation may see, and whether an answer to another holds any of it.

use std::collections::BTreeSet;

use contracts::Tenant;
use serde_json::Value;

/// Fields whose values name one organisation's things without being ids.
const TELLING: [&str; 5] = ["number", "ocr", "prefix", "sourceRef", "card"];
/// Shorter values of such fields would be found everywhere.
const SHORTEST: usize = 7;

/// What only one organisation may see.
#[derive(Debug, Clone, Default)]
pub struct Canaries {
    ids: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Canaries {
    /// What is known before anything is learnt: the organisation's name without its code, which its full names begin with.
    pub fn of(tenant: &Tenant) -> Self {
        let name = tenant.as_str().split('-').next().unwrap_or_default().to_owned();
        Self { ids: BTreeSet::new(), words: BTreeSet::from([name]) }
    }

    /// Learns from an answer that the organisation itself got.
    pub fn learn(&mut self, body: &str) {
        self.ids.extend(ids_in(body));
        if let Ok(json) = serde_json::from_str::<Value>(body) {
            self.learn_fields(&json);
        }
    }

    fn learn_fields(&mut self, json: &Value) {
        match json {
            Value::Array(items) => items.iter().for_each(|item| self.learn_fields(item)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) if TELLING.contains(&name.as_str()) && text.len() >= SHORTEST => {
                            self.words.insert(text.to_lowercase());
                        }
                        other => self.learn_fields(other),
                    }
                }
            }
            _ => {}
        }
    }

    /// Forgets what is everybody's.
    pub fn forget(&mut self, shared: &BTreeSet<String>) {
        self.ids.retain(|id| !shared.contains(id));
    }

    /// How many ids it knows.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// What of it stands in a body that somebody else got. What she had sent herself is no news to her.
    pub fn leaked(&self, body: &str, sent: &str, names_are_public: bool) -> Vec<String> {
        let sent = sent.to_lowercase();
        let mut found: Vec<String> =
            ids_in(body).into_iter().filter(|id| self.ids.contains(id) && !sent.contains(id.as_str())).collect();
        if !names_are_public {
            let body = body.to_lowercase();
            found.extend(self.words.iter().filter(|word| body.contains(*word) && !sent.contains(*word)).cloned());
        }
        found
    }
}

/// All UUIDs in a text, in lower case.
pub fn ids_in(text: &str) -> BTreeSet<String> {
    const LENGTH: usize = 36;
    let is_id = |bytes: &[u8]| {
        bytes.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
    };
    let windows = text.as_bytes().windows(LENGTH).filter(|bytes| bytes[8] == b'-' && is_id(bytes));
    windows.map(|bytes| String::from_utf8_lossy(bytes).to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOAN: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
    const TITLE: &str = "01890a5d-ac96-774b-bcce-b302099a8058";

    fn sandviken() -> Canaries {
        let mut canaries = Canaries::of(&"sandviken-2181".parse().unwrap());
        canaries.learn(&format!(r#"{{"items":[{{"loan":"{LOAN}","title":"{TITLE}","number":"2026-000123"}}]}}"#));
        canaries.forget(&BTreeSet::from([TITLE.to_owned()]));
        canaries
    }

    /// The sweep can fail: each kind of leak is found in an answer made to leak.
    #[test]
    fn a_leaking_answer_is_found() {
        let canaries = sandviken();
        let link = format!("<a href=\"/bibblix/loans/{}\">Ett lån</a>", LOAN.to_uppercase());
        assert_eq!(canaries.leaked(&link, "", false), [LOAN]);
        assert_eq!(canaries.leaked("Faktura 2026-000123", "", false), ["2026-000123"]);
        assert_eq!(canaries.leaked("<td>Sandvikens kommun</td>", "", false), ["sandviken"]);
        assert_eq!(canaries.leaked(&link, "", true), [LOAN], "an id is never public");
    }

    #[test]
    fn what_is_shared_or_was_sent_is_no_leak() {
        let canaries = sandviken();
        assert!(canaries.leaked(&format!("<p>{TITLE}</p>"), "", false).is_empty());
        assert!(canaries.leaked(&format!("{LOAN} finns inte"), &format!("/bibblix/loans/{LOAN}"), false).is_empty());
        assert!(canaries.leaked("<td>Sandvikens kommun</td>", "", true).is_empty());
        assert!(canaries.leaked("Uppsala, 2026-000124", "", false).is_empty());
    }

    #[test]
    fn ids_are_found_inside_other_text() {
        assert_eq!(ids_in(&format!("loan/{LOAN}/x{TITLE}.")).len(), 2);
        assert!(ids_in("01890a5d-ac96-774b-bcce-b302099a805").is_empty());
    }
}
