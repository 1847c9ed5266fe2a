//! One provider of several organisations: whose people somebody is is decided by a scope that it vouches for, and by nothing else.

use reqwest::StatusCode;
use serde_json::{Value, json};
use testbed::{Bed, Browser, Database};

use crate::{
    clients::bed,
    connections::{administrator, id_of, made},
    rules::{arrives, connected, in_use, provider::Provider, rule, tried},
};

const LIST: &str = "/identity/connections";
/// The organisations' numbers, as a provider vouches for them.
const SANDVIKEN: &str = "2120002346";
const UPPSALA: &str = "2120003005";

fn affiliated(scope: &str) -> Value {
    json!({ "name": "Vera Lindqvist", "groups": ["Alla"], "https://id.oidc.se/claim/orgAffiliation": format!("vera@{scope}") })
}

async fn uppsalas(bed: &Bed) -> Browser {
    let charlie = bed.browser();
    charlie.sign_in("charlie").await;
    charlie.step_up("charlie").await;
    charlie
}

async fn is_known(browser: &Browser) -> bool {
    browser.get("/api/identity/v1/me").await.status == StatusCode::OK
}

/// What Uppsala's administrator writes of the provider.
fn wish<'a>(provider: &'a Provider, scopes: &'a str) -> [(&'a str, &'a str); 5] {
    let issuer = provider.issuer.as_str();
    [("protocol", "oidc"), ("label", "Regionen"), ("issuer", issuer), ("client_id", "sambruk"), ("scopes", scopes)]
}

async fn told_apart(database: Database) {
    let bed = bed(database).await;
    let (kim, charlie) = (administrator(&bed).await, uppsalas(&bed).await);
    let (provider, ours) = connected(&bed, &kim, json!({ "groups": ["Alla"] })).await;
    rule(&kim, &ours, "Alla", "economist").await;
    // Alone, the organisation takes everybody whom its provider knows.
    provider.tell("somebody", json!({ "groups": ["Alla"] }), json!({}));
    let (browser, answer) = arrives(&bed, &ours).await;
    assert!(is_known(&browser).await, "{} {}", answer.status, answer.body);

    // Whoever comes beside it names scopes of its own, and proves one.
    let unnamed = charlie.send_only(LIST, &wish(&provider, "")).await;
    assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unnamed.body.contains("Andra organisationer använder den inloggningstjänsten"), "{}", unnamed.body);
    let bad = charlie.send_only(LIST, &wish(&provider, "upp sala;se")).await;
    assert!(bad.body.contains("Ett scope är en domän"), "{}", bad.body);
    let theirs = made(&charlie, &wish(&provider, UPPSALA)).await;
    provider.tell("charlie-there", affiliated(SANDVIKEN), json!({}));
    let report = tried(&charlie, &theirs).await;
    assert!(report.contains("not-of-organisation") && report.contains(SANDVIKEN), "{report}");
    provider.tell("charlie-there", affiliated(UPPSALA), json!({}));
    assert!(tried(&charlie, &theirs).await.contains("Provet gick bra"));
    let on = charlie.send_only(&format!("{theirs}/switch"), &[("state", "live")]).await;
    assert_eq!(on.location(), Some(theirs.as_str()), "{}", on.body);
    rule(&charlie, &theirs, "Alla", "economist").await;

    // From now on nobody comes in at the first one either without a scope, or with the other's; what a browser chooses does not help.
    for (told, place, comes_in) in [
        (affiliated(SANDVIKEN), &ours, true),
        (affiliated(UPPSALA), &ours, false),
        (json!({ "groups": ["Alla"], "email": "vera@sandviken.se", "email_verified": true }), &ours, false),
        (affiliated(UPPSALA), &theirs, true),
        (affiliated(SANDVIKEN), &theirs, false),
        (json!({ "groups": ["Alla"] }), &theirs, false),
    ] {
        provider.tell("vera", told.clone(), json!({}));
        let (browser, answer) = arrives(&bed, place).await;
        assert_eq!(is_known(&browser).await, comes_in, "{told}: {}", answer.body);
        if !comes_in {
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert!(answer.body.contains("används av flera organisationer"), "{}", answer.body);
        }
    }
    // The UserInfo endpoint is asked when the token names no scope.
    provider.tell("vera", json!({ "name": "Vera", "groups": ["Alla"] }), affiliated(UPPSALA));
    let (browser, answer) = arrives(&bed, &theirs).await;
    assert!(is_known(&browser).await, "{} {}", answer.status, answer.body);
    // She is one person at each, and neither organisation sees the other's.
    let noted = bed.audited("identity", "uppsala-0380", "identity.session.sign-in-failed").await;
    assert_eq!(noted.len(), 2, "{noted:?}");
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn organisations_that_share_a_provider_are_told_apart_on_sqlite() {
    told_apart(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn organisations_that_share_a_provider_are_told_apart_on_postgres() {
    told_apart(Database::Postgres).await;
}

/// The scopes can be said later, and no two organisations say the same.
#[tokio::test(flavor = "multi_thread")]
async fn scopes_are_changed_in_place_and_belong_to_one_organisation() {
    let bed = bed(Database::Sqlite).await;
    let (kim, charlie) = (administrator(&bed).await, uppsalas(&bed).await);
    let provider = Provider::start(bed.clock.now()).await;
    provider.tell("vera", affiliated(SANDVIKEN), json!({}));
    let ours = in_use(&kim, &provider).await;
    let scopes = |place: &str| format!("{place}/scopes");
    let said = kim.send_only(&scopes(&ours), &[("scopes", "2120002346  sandviken.se")]).await;
    assert_eq!(said.location(), Some(ours.as_str()), "{}", said.body);
    assert!(kim.get(&ours).await.body.contains("value=\"2120002346 sandviken.se\""));
    let wrong = kim.send_only(&scopes(&ours), &[("scopes", "@sandviken.se")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Ett scope är en domän"), "{}", wrong.body);

    let taken = charlie.send_only(LIST, &wish(&provider, "uppsala.se sandviken.se")).await;
    assert!(taken.body.contains("En annan organisation har redan angett"), "{}", taken.body);
    let theirs = made(&charlie, &wish(&provider, "uppsala.se")).await;
    for (scopes_said, words) in
        [("sandviken.se", "En annan organisation har redan angett"), ("", "Andra organisationer använder")]
    {
        let refused = charlie.send_only(&scopes(&theirs), &[("scopes", scopes_said)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(words), "{}", refused.body);
    }
    // Nobody changes another organisation's.
    let other = charlie.send_only(&scopes(&ours), &[("scopes", "uppsala.se")]).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "{}", id_of(&ours));
    assert_eq!(bed.audited("identity", "sandviken-2181", "identity.connection.scope").await.len(), 1);
    bed.stop_verified().await;
}
