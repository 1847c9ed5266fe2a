//! A secret that was made just now: shown this once, with commands that can be run as they stand.

use axum::response::Response;
use platform::{View, token};
use ui::{Actions, Button, Card, Confirmation, Facts, Html, Notice, Page, Sample};

use crate::{clients::Made, entities::client::Model};

/// Why there is a new secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// With a new client.
    Made,
    /// In the place of another.
    Rotated,
}

/// Not after a redirect: the secret stands on this one page and nowhere else.
pub fn shown_once(view: &View, made: &Made, occasion: Occasion) -> Response {
    let row = &made.client;
    let own = format!("/identity/clients/{}", row.id);
    let (title, text) = match occasion {
        Occasion::Made => ("identity-clients-made-title", "identity-clients-made"),
        Occasion::Rotated => ("identity-clients-rotated-title", "identity-clients-rotated"),
    };
    let receipt = Confirmation::new(view.lang, view.ta(text, &[("name", (&row.name).into())]))
        .reference(view.t("identity-clients-secret"), &made.secret)
        .text(view.t("identity-clients-secret-text"));
    let facts = Facts::new()
        .row("client_id", row.id.to_string())
        .row(view.t("identity-clients-token-url"), format!("{}/api/identity/v1/token", token::issuer(&view.ctx.config)))
        .row(view.t("identity-clients-acts-for"), &row.acts_for);
    let page = Page::new(view.t(title))
        .crumb(view.t("identity-clients"), "/identity/clients")
        .crumb(&row.name, own.clone())
        .body(Notice::warning(view.lang, view.t("identity-clients-once")))
        .body(receipt)
        .body(Card::new(view.t("identity-clients-use")).body(facts).body(samples(view, row, &made.secret)))
        .body(Actions::new().button(Button::link(view.t("identity-clients-to"), own)));
    view.page(page)
}

fn samples(view: &View, row: &Model, secret: &str) -> Html {
    let origin = token::issuer(&view.ctx.config);
    let fetch = format!(
        "TOKEN=$(curl --silent --data grant_type=client_credentials \\\n  --data client_id={} \\\n  --data client_secret={secret} \\\n  \
         {origin}/api/identity/v1/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')",
        row.id
    );
    let call = format!("curl --header \"Authorization: Bearer $TOKEN\" \\\n  {origin}{}", first_call(view, row));
    Html::new()
        .with(Sample::new(view.t("identity-clients-fetch"), fetch))
        .with(Sample::new(view.t("identity-clients-call"), call))
}

/// Something that the client may read without naming an object; else who it is itself.
fn first_call(view: &View, row: &Model) -> String {
    let scopes: Vec<&str> = row.scopes.split(' ').collect();
    let all = view.ctx.site.entries.iter().flat_map(|entry| entry.operations.iter().map(|one| (entry.name, one)));
    let mut simple =
        all.filter(|(_, one)| one.method == "GET" && !one.path.contains('{') && scopes.contains(&one.permission.name));
    let found = simple.next().map(|(service, one)| format!("/api/{service}/v1{}", one.path));
    found.unwrap_or_else(|| "/api/identity/v1/me".into())
}
