//! How to begin: from the first key to retries and events.

use axum::response::Response;
use platform::{Result, View};
use ui::{Card, Code, Html, Page, TextLink};

/// Where a client or a key is made, in the order in which they are preferred.
const CREDENTIALS: [&str; 2] = ["/identity/clients", "/identity/keys"];

/// `GET /portal/api/start`.
pub(super) async fn page(view: View) -> Result<Response> {
    let origin = view.ctx.config.http.origin();
    let has_tokens = token_address(&view);
    let mut page = Page::new(view.t("portal-begin-title"))
        .crumb(view.t("portal-api-title"), "/portal/api")
        .lead(view.t("portal-begin-lead"))
        .body(Card::new(view.t("portal-begin-access")).body(access(&view)));
    if let Some(path) = has_tokens {
        let call = format!(
            "KEY=$(curl -s -X POST {origin}{path} \\\n    -d grant_type=client_credentials -d client_id=$CLIENT_ID -d client_secret=$CLIENT_SECRET \\\n    | jq -r .access_token)"
        );
        page = page.body(step(&view, "token", &call));
    }
    let calls = [
        ("first", format!("curl -H \"Authorization: Bearer $KEY\" {origin}/api/identity/v1/me")),
        ("lists", format!("curl -H \"Authorization: Bearer $KEY\" '{origin}/api/members/v1/organisations?page=2&limit=50'")),
        (
            "once",
            format!(
                "curl -X POST {origin}/api/bibblix/v1/loans \\\n    -H \"Authorization: Bearer $KEY\" -H \"Idempotency-Key: $(uuidgen)\" \\\n    \
                 -H 'Content-Type: application/json' \\\n    -d '{{\"title\":\"b1bb0000-0000-7000-8000-0000000000aa\",\"card\":\"21810012345\"}}'"
            ),
        ),
        (
            "changes",
            format!(
                "curl -i -H \"Authorization: Bearer $KEY\" {origin}/api/bibblix/v1/budget\ncurl -X PUT {origin}/api/bibblix/v1/budget \\\n    \
                 -H \"Authorization: Bearer $KEY\" -H 'If-Match: \"7\"' \\\n    -H 'Content-Type: application/json' -d '{{\"capOre\":2500000}}'"
            ),
        ),
        (
            "errors",
            "{\n  \"type\": \"https://sambruk.se/problems/already-on-loan\",\n  \"title\": \"Unprocessable Entity\",\n  \"status\": 422,\n  \
             \"detail\": \"the card already has this title on loan until 2026-12-21\",\n  \
             \"instance\": \"urn:uuid:1632bccb-1101-4eff-b71a-13d94f13ab80\"\n}"
                .to_owned(),
        ),
        (
            "events",
            format!(
                "curl -H \"Authorization: Bearer $KEY\" '{origin}/api/bibblix/v1/events?limit=100'\n\
                 curl -H \"Authorization: Bearer $KEY\" \"{origin}/api/bibblix/v1/events?limit=100&cursor=$NEXT\""
            ),
        ),
    ];
    let page = calls.iter().fold(page, |page, (key, call)| page.body(step(&view, key, call)));
    let more = Html::paragraph(view.t("portal-begin-more-text"))
        .with(Html::paragraph(TextLink::new(view.t("portal-begin-to-reference"), "/portal/api")));
    Ok(view.page(page.body(Card::new(view.t("portal-begin-more")).body(more))))
}

/// Where tokens are given, if they are: said by the service that gives them.
fn token_address(view: &View) -> Option<String> {
    let paths = view.ctx.site.entry("identity")?.document["paths"].as_object()?;
    paths.contains_key("/token").then(|| "/api/identity/v1/token".to_owned())
}

fn access(view: &View) -> Html {
    let text = ["portal-begin-access-text", "portal-begin-sandbox"];
    let text: Html = text.into_iter().map(|key| Html::paragraph(Code::prose(&view.t(key)))).collect();
    let open = CREDENTIALS.into_iter().find(|href| view.may_open(href));
    text.with(open.map(|href| Html::paragraph(TextLink::new(view.t("portal-begin-to-access"), href))))
}

fn step(view: &View, key: &str, call: &str) -> Card {
    let title = view.t(&format!("portal-begin-{key}"));
    Card::new(&title)
        .body(Html::paragraph(Code::prose(&view.t(&format!("portal-begin-{key}-text")))))
        .body(Code::block(view.ta("portal-begin-example", &[("step", title.into())]), call))
}
