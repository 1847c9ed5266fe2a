//! A secret that was made just now: shown this once, with commands that can be run as they stand.

use axum::response::Response;
use platform::{View, token};
use ui::{Actions, Button, Card, Confirmation, Facts, Html, Notice, Page, Sample};

use crate::{
    clients::{Credential, Made},
    domain::{client_assertion::TYPE, client_key::PublicKey},
    entities::client::Model,
};

/// Why there is a new secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// With a new client.
    Made,
    /// In the place of another.
    Rotated,
}

/// Not after a redirect: a secret stands on this one page and nowhere else.
pub fn shown_once(view: &View, made: &Made, occasion: Occasion) -> Response {
    let row = &made.client;
    let own = format!("/identity/clients/{}", row.id);
    let (title, text) = match (occasion, &made.credential) {
        (Occasion::Made, _) => ("identity-clients-made-title", "identity-clients-made"),
        (Occasion::Rotated, Credential::Secret(_)) => ("identity-clients-rotated-title", "identity-clients-rotated"),
        (Occasion::Rotated, Credential::Key(_)) => ("identity-client-key-rotated-title", "identity-client-key-rotated"),
    };
    let receipt = Confirmation::new(view.lang, view.ta(text, &[("name", (&row.name).into())]));
    let mut page =
        Page::new(view.t(title)).crumb(view.t("identity-clients"), "/identity/clients").crumb(&row.name, own.clone());
    let mut facts = Facts::new()
        .row("client_id", row.id.to_string())
        .row(view.t("identity-clients-token-url"), token_url(view))
        .row(view.t("identity-clients-acts-for"), &row.acts_for);
    let (receipt, fetch) = match &made.credential {
        Credential::Secret(secret) => {
            page = page.body(Notice::warning(view.lang, view.t("identity-clients-once")));
            let receipt = receipt.reference(view.t("identity-clients-secret"), secret);
            (receipt.text(view.t("identity-clients-secret-text")), with_secret(view, row, secret))
        }
        Credential::Key(key) => {
            facts = facts.row(view.t("identity-client-key-algorithm"), key.algorithm());
            let receipt = receipt.reference(view.t("identity-client-key-thumbprint"), key.thumbprint());
            (receipt.text(view.t("identity-client-key-text")), with_key(view, row, key))
        }
    };
    let call = format!(
        "curl --header \"Authorization: Bearer $TOKEN\" \\\n  {}{}",
        token::issuer(&view.ctx.config),
        first_call(view, row)
    );
    let used = Html::new().with(fetch).with(Sample::new(view.t("identity-clients-call"), call));
    let page = page
        .body(receipt)
        .body(Card::new(view.t("identity-clients-use")).body(facts).body(used))
        .body(Actions::new().button(Button::link(view.t("identity-clients-to"), own)));
    view.page(page)
}

fn token_url(view: &View) -> String {
    format!("{}/api/identity/v1/token", token::issuer(&view.ctx.config))
}

/// A command that fetches a token, with these parameters beside the grant.
fn fetch(view: &View, parameters: &[(&str, &str)]) -> String {
    let data: Vec<String> = parameters.iter().map(|(name, value)| format!("  --data {name}={value} \\\n")).collect();
    let read = "sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/'";
    format!(
        "TOKEN=$(curl --silent --data grant_type=client_credentials \\\n{}  {} | {read})",
        data.concat(),
        token_url(view)
    )
}

fn with_secret(view: &View, row: &Model, secret: &str) -> Html {
    let command = fetch(view, &[("client_id", &row.id.to_string()), ("client_secret", secret)]);
    Html::new().with(Sample::new(view.t("identity-clients-fetch"), command))
}

fn with_key(view: &View, row: &Model, key: &PublicKey) -> Html {
    let (id, algorithm, kid) = (row.id, key.algorithm(), key.thumbprint());
    let signed = format!(
        "{{\"alg\": \"{algorithm}\", \"kid\": \"{kid}\"}}\n{{\"iss\": \"{id}\", \"sub\": \"{id}\",\n \"aud\": \"{}\", \"exp\": …, \"jti\": …}}",
        token::issuer(&view.ctx.config)
    );
    let command = fetch(view, &[("client_assertion_type", TYPE), ("client_assertion", "$ASSERTION")]);
    Html::new()
        .with(Sample::new(view.t("identity-client-key-claims"), signed))
        .with(Sample::new(view.t("identity-client-key-fetch"), command))
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
