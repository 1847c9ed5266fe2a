//! Roles that follow from what a municipality's own provider tells: found anew at each sign-in, beside those that are given by hand, and
//! gone at once with the rule.

pub mod provider;

use provider::Provider;
use reqwest::StatusCode;
use serde_json::{Value, json};
use testbed::{Answer, Bed, Browser, Database, eventually};

use crate::{
    clients::bed,
    connections::{administrator, id_of, made},
};

const HOME: &str = "sandviken-2181";
/// What an economist sees and a case officer does not.
const INVOICES: &str = "/billing/invoices";
/// What a case officer sees and an economist does not.
const LEND: &str = "/bibblix/lend";

/// A connection that was tried and is in use, to a provider that tells `told`.
pub async fn connected(bed: &Bed, kim: &Browser, told: Value) -> (Provider, String) {
    let provider = Provider::start(bed.service("identity").clock.now()).await;
    provider.tell("kim-there", told, json!({}));
    let place = in_use(kim, &provider).await;
    (provider, place)
}

/// Makes a connection to the provider, tries it and switches it on.
pub async fn in_use(kim: &Browser, provider: &Provider) -> String {
    let fields = [("protocol", "oidc"), ("label", "Personal"), ("issuer", &provider.issuer), ("client_id", "sambruk")];
    let place = made(kim, &fields).await;
    let report = tried(kim, &place).await;
    assert!(report.contains("Provet gick bra"), "{report}");
    assert_eq!(kim.send_only(&format!("{place}/switch"), &[("state", "live")]).await.location(), Some(place.as_str()));
    place
}

pub async fn tried(kim: &Browser, place: &str) -> String {
    kim.get(&format!("/identity/start?provider={}&trial=on", id_of(place))).await.body
}

/// Signs somebody in through the connection, and tells where she ends up.
pub async fn arrives(bed: &Bed, place: &str) -> (Browser, Answer) {
    let browser = bed.browser();
    let answer = browser.get(&format!("/identity/start?provider={}&return=/", id_of(place))).await;
    (browser, answer)
}

async fn sees(browser: &Browser, path: &str) -> bool {
    browser.request(reqwest::Method::GET, path, None).await.status == StatusCode::OK
}

async fn loses(browser: &Browser, path: &str) {
    eventually("the role is gone where she is signed in", 1, || async { (!sees(browser, path).await).then_some(()) })
        .await;
}

/// Adds a rule, and tells its address.
pub async fn rule(kim: &Browser, place: &str, value: &str, role: &str) -> String {
    let fields = [("attribute", "groups"), ("value", value), ("role", role), ("service", "")];
    let answer = kim.send_only(&format!("{place}/rules"), &fields).await;
    assert_eq!(answer.location(), Some(format!("{place}#rules").as_str()), "{}", answer.body);
    let page = kim.get(place).await.body;
    let row = page.split("<tr").find(|row| row.contains(value) && row.contains("/identity/rules/")).unwrap();
    let at = row.split("href=\"").find(|rest| rest.starts_with("/identity/rules/")).unwrap();
    at.split('"').next().unwrap().to_owned()
}

async fn person(kim: &Browser, name: &str) -> String {
    let page = kim.get("/identity/people").await.body;
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split_once("\">"));
    let mut hers = links.filter(|(to, words)| to.starts_with("/identity/people/") && words.starts_with(name));
    hers.next().unwrap().0.to_owned()
}

fn told(groups: &[&str]) -> Value {
    json!({ "name": "Vera Lindqvist", "groups": groups })
}

async fn follow_the_provider(database: Database) {
    let bed = bed(database).await;
    let kim = administrator(&bed).await;
    let (provider, place) = connected(&bed, &kim, json!({ "groups": ["Ekonomi"], "department": "Skola" })).await;
    assert!(kim.get(&place).await.body.contains("Ingen regel än"));

    provider.tell("vera", told(&["Ekonomi"]), json!({}));
    let (_, refused) = arrives(&bed, &place).await;
    assert!(refused.body.contains("Du har ingen behörighet än"), "without rules nobody has a role: {}", refused.body);
    let first = rule(&kim, &place, "Ekonomi", "economist").await;
    rule(&kim, &place, "ekonomi", "integrator").await;
    let (vera, _) = arrives(&bed, &place).await;
    assert!(sees(&vera, INVOICES).await && !sees(&vera, LEND).await, "one of the two rules is about her");

    let at = person(&kim, "Vera Lindqvist").await;
    let given = kim.send_only(&format!("{at}/give"), &[("role", "case-officer"), ("service", "bibblix")]).await;
    assert_eq!(given.location(), Some(at.as_str()), "{}", given.body);
    let page = kim.get(&at).await.body;
    assert!(page.contains("genom regeln groups = Ekonomi") && page.contains("Följer regeln"), "{page}");
    assert!(page.contains("Ta bort Handläggare (Bibblix)") && !page.contains("Ta bort Ekonom"), "{page}");
    eventually("what is given by hand holds", 1, || async { sees(&vera, LEND).await.then_some(()) }).await;

    // A grant that follows from a rule is not taken away by hand, whoever knows its id.
    let across = bed.service("identity").store.across_read(platform::Actor::System("test")).await.unwrap();
    let rows = across.query("SELECT id FROM identity_grant WHERE rule IS NOT NULL", []).await.unwrap();
    drop(across);
    let by_rule: Vec<uuid::Uuid> = rows.iter().map(|row| row.try_get("", "id").unwrap()).collect();
    assert_eq!(by_rule.len(), 1);
    let taken = kim.send_only(&format!("{at}/grants/{}/take", by_rule[0]), &[]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.body.contains("Rollen följer av en regel"), "{}", taken.body);

    // The provider says it no more: at the next sign-in it is gone, also where she is signed in already.
    provider.tell("vera", told(&["Annat"]), json!({}));
    let (again, _) = arrives(&bed, &place).await;
    assert!(!sees(&again, INVOICES).await && sees(&again, LEND).await, "what was given by hand stays");
    loses(&vera, INVOICES).await;
    assert!(sees(&vera, LEND).await);

    // At the UserInfo endpoint it is as good as in the token.
    provider.tell("vera", json!({ "name": "Vera Lindqvist" }), json!({ "groups": "Ekonomi" }));
    let (back, _) = arrives(&bed, &place).await;
    assert!(sees(&back, INVOICES).await);
    let shown = kim.get(&first).await.body;
    assert!(shown.contains("En person har en roll genom regeln"), "{shown}");
    let removed = kim.send_only(&format!("{first}/remove"), &[]).await;
    assert_eq!(removed.location(), Some(format!("{place}#rules").as_str()));
    loses(&back, INVOICES).await;
    assert!(sees(&back, LEND).await);
    assert_eq!(kim.get(&first).await.status, StatusCode::NOT_FOUND);

    let noted = bed.audited("identity", HOME, "identity.grant.vouch").await;
    assert_eq!(noted.len(), 3, "given, gone, given: {noted:?}");
    assert_eq!(bed.audited("identity", HOME, "identity.rule.remove").await.len(), 1);
    bed.stop_verified().await;
}

async fn ends_with_the_connection(database: Database) {
    let bed = bed(database).await;
    let kim = administrator(&bed).await;
    let (provider, place) = connected(&bed, &kim, json!({ "groups": ["Ekonomi"], "department": "Skola" })).await;
    rule(&kim, &place, "Ekonomi", "economist").await;
    provider.tell("kim-there", json!({ "groups": ["Ekonomi", "Kören"], "department": "Skola" }), json!({}));
    let report = tried(&kim, &place).await;
    let facts = report.split("id=\"trial\"").nth(1).unwrap().split("id=\"use\"").next().unwrap();
    assert!(facts.contains("Ekonom") && facts.contains("department"), "{facts}");
    assert!(!facts.contains("Kören") && !facts.contains("Skola"), "the report tells no values: {facts}");

    provider.tell("vera", told(&["Ekonomi"]), json!({}));
    let (vera, answer) = arrives(&bed, &place).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(sees(&vera, INVOICES).await, "who is new comes in at once when a rule is about her");
    eventually("nobody waits for a role", 10, || async {
        (!kim.get("/").await.body.contains("väntar på en roll")).then_some(())
    })
    .await;
    let off = kim.send_only(&format!("{place}/switch"), &[("state", "off")]).await;
    assert_eq!(off.location(), Some(place.as_str()));
    eventually("she is out", 1, || async {
        vera.get(INVOICES).await.path.starts_with("/identity/sign-in").then_some(())
    })
    .await;
    let on = kim.send_only(&format!("{place}/switch"), &[("state", "live")]).await;
    assert_eq!(on.location(), Some(place.as_str()));
    assert!(!sees(&vera, INVOICES).await, "not before she signs in");
    let (vera, _) = arrives(&bed, &place).await;
    assert!(sees(&vera, INVOICES).await);

    kim.send_only(&format!("{place}/switch"), &[("state", "off")]).await;
    let gone = kim.send_only(&format!("{place}/remove"), &[]).await;
    assert_eq!(gone.location(), Some("/identity/connections"));
    let across = bed.service("identity").store.across_read(platform::Actor::System("test")).await.unwrap();
    for sql in [
        "SELECT id FROM identity_rule WHERE tenant = $1",
        "SELECT id FROM identity_grant WHERE rule IS NOT NULL AND tenant = $1",
    ] {
        assert!(across.query(sql, [HOME.into()]).await.unwrap().is_empty(), "{sql}");
    }
    drop(across);
    bed.stop_verified().await;
}

/// Whoever makes a connection decides whose word it takes: made anew, to the same provider, it tells strangers, whatever roles somebody of
/// the same name there was given by hand.
async fn made_anew(database: Database) {
    let bed = bed(database).await;
    let kim = administrator(&bed).await;
    let (provider, place) = connected(&bed, &kim, json!({})).await;
    provider.tell("vera", told(&[]), json!({}));
    arrives(&bed, &place).await;
    let at = person(&kim, "Vera Lindqvist").await;
    let given = kim.send_only(&format!("{at}/give"), &[("role", "case-officer"), ("service", "bibblix")]).await;
    assert_eq!(given.location(), Some(at.as_str()), "{}", given.body);
    let (vera, _) = arrives(&bed, &place).await;
    assert!(sees(&vera, LEND).await, "she is known");

    kim.send_only(&format!("{place}/switch"), &[("state", "off")]).await;
    let gone = kim.send_only(&format!("{place}/remove"), &[]).await;
    assert_eq!(gone.location(), Some("/identity/connections"));
    let place = in_use(&kim, &provider).await;
    provider.tell("vera", told(&[]), json!({}));
    let (other, answer) = arrives(&bed, &place).await;
    assert!(answer.body.contains("Du har ingen behörighet än"), "{}", answer.body);
    assert!(!sees(&other, LEND).await);
    bed.stop_verified().await;
}

async fn refusals(database: Database) {
    let bed = bed(database).await;
    let (kim, charlie) = (administrator(&bed).await, bed.browser());
    charlie.sign_in("charlie").await;
    charlie.step_up("charlie").await;
    let oidc =
        [("protocol", "oidc"), ("label", "Personal"), ("issuer", "http://127.0.0.1:1"), ("client_id", "sambruk")];
    let place = made(&kim, &oidc).await;
    let rules = format!("{place}/rules");
    let send = async |browser: &Browser, attribute: &str, value: &str, role: &str, service: &str| {
        let fields = [("attribute", attribute), ("value", value), ("role", role), ("service", service)];
        browser.send_only(&rules, &fields).await
    };
    let weak = bed.browser();
    weak.sign_in("kim").await;
    let asked = send(&weak, "groups", "Ekonomi", "economist", "").await;
    assert!(asked.location().is_some_and(|to| to.starts_with("/identity/step-up")), "{}", asked.status);

    let at = rule(&kim, &place, "Ekonomi", "economist").await;
    for (attribute, value, role, service, words) in [
        ("groups", "Ledning", "council-member", "", "Roller som når andra organisationer ges för hand"),
        ("groups", "Ledning", "finance", "", "Välj en av rollerna"),
        ("groups", "Ledning", "operator", "", "Välj en av rollerna"),
        ("groups", "Ledning", "root", "", "Välj en av rollerna"),
        ("groups", "Ledning", "", "", "Välj en av rollerna"),
        ("groups", "Ledning", "reader", "skolskjuts", "Välj en av tjänsterna"),
        ("groups", "Ledning", "administrator", "uka", "Välj en av tjänsterna"),
        ("två ord", "Ledning", "reader", "", "Skriv attributets namn"),
        ("personalIdentityNumber", "199001019999", "reader", "", "inte en enda persons nummer"),
        ("groups", "", "reader", "", "Skriv värdet som det kommer"),
        ("groups", "Ekonomi", "economist", "", "Anslutningen har redan den regeln"),
    ] {
        let answer = send(&kim, attribute, value, role, service).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{attribute} {value} {role}: {}", answer.body);
        assert!(answer.body.contains(words), "{attribute} {value} {role} does not say {words}: {}", answer.body);
    }
    assert_eq!(send(&kim, "groups", "Ledning", "reader", "bibblix").await.status, StatusCode::SEE_OTHER);
    assert_eq!(bed.audited("identity", HOME, "identity.rule.make").await.len(), 2);
    assert_eq!(bed.audited("identity", HOME, "identity.rule.refused").await.len(), 4);

    // Another municipality's administrator does not see them at all; nor does a colleague who is no administrator.
    let alex = bed.browser();
    alex.sign_in("alex").await;
    for stranger in [&charlie, &alex] {
        for path in [&place, &at] {
            assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(send(stranger, "groups", "Alla", "administrator", "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.send_only(&format!("{at}/remove"), &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert!(kim.get(&at).await.body.contains("Ekonomi"), "it is still there");

    for number in 0..98 {
        assert_eq!(send(&kim, "groups", &format!("Grupp {number}"), "reader", "").await.status, StatusCode::SEE_OTHER);
    }
    let many = send(&kim, "groups", "En till", "reader", "").await;
    assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(many.body.contains("högst 100 regler"), "{}", many.body);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_follow_what_the_provider_tells_on_sqlite() {
    follow_the_provider(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_follow_what_the_provider_tells_on_postgres() {
    follow_the_provider(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_by_rules_end_with_their_connection_on_sqlite() {
    ends_with_the_connection(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_by_rules_end_with_their_connection_on_postgres() {
    ends_with_the_connection(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_made_anew_knows_nobody_on_sqlite() {
    made_anew(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_made_anew_knows_nobody_on_postgres() {
    made_anew(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_rule_may_give_is_refused_on_sqlite() {
    refusals(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_rule_may_give_is_refused_on_postgres() {
    refusals(Database::Postgres).await;
}
