//! Support access: the association's people see an organisation's data when it has said yes, for as long as it likes, and leave a
//! trace there.

use chrono::TimeDelta;
use reqwest::StatusCode;
use testbed::{Bed, Browser, Database, eventually};

use crate::{clients::bed, roles::address};

const REASON: &str = "Lånen från i går syns inte i summan, ärende 4711";
const ASSOCIATION: &str = "/identity/support";
const MUNICIPALITY: &str = "/identity/support-access";

async fn signed_in(bed: &Bed, person: &str, strong: bool) -> Browser {
    let browser = bed.browser();
    browser.sign_in(person).await;
    if strong {
        browser.step_up(person).await;
    }
    browser
}

/// What is sent to ask Sandviken, with some of it changed.
fn wish<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let all = [
        ("organisation", "sandviken-2181"),
        ("role", "reader"),
        ("service", "bibblix"),
        ("hours", "4"),
        ("reason", REASON),
    ];
    let now = |name| changed.iter().find(|(one, _)| *one == name).copied();
    all.into_iter().map(|(name, value)| now(name).unwrap_or((name, value))).collect()
}

/// The address of what waits for the organisation's answer.
async fn waiting(administrator: &Browser) -> String {
    let list = administrator.get(&format!("{MUNICIPALITY}?step=asked")).await;
    assert_eq!(list.status, StatusCode::OK);
    let from = list.body.find(&format!("{MUNICIPALITY}/")).unwrap_or_else(|| panic!("nothing waits: {}", list.body));
    list.body[from..].split('"').next().unwrap().to_owned()
}

/// Asked for, answered yes, and the browser of the one who asked now acts for Sandviken.
async fn let_in(drew: &Browser, kim: &Browser) -> String {
    let asked = drew.send_only(ASSOCIATION, &wish(&[])).await;
    assert_eq!(asked.location(), Some(ASSOCIATION), "{}", asked.body);
    let access = waiting(kim).await;
    let given = kim.send_only(&format!("{access}/answer"), &[("answer", "yes")]).await;
    assert_eq!(given.location(), Some(access.as_str()), "{}", given.body);
    let there = drew.send_only("/identity/organisations", &[("organisation", "sandviken-2181")]).await;
    assert_eq!(there.location(), Some("/"), "{}", there.body);
    access
}

async fn asked_given_and_ended(database: Database) {
    let bed = bed(database).await;
    let (drew, kim) = (signed_in(&bed, "drew", true).await, signed_in(&bed, "kim", false).await);
    // Before anybody has said yes there is no way in.
    let nothing = drew.send_only("/identity/organisations", &[("organisation", "sandviken-2181")]).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);

    let asked = drew.send_only(ASSOCIATION, &wish(&[])).await;
    assert_eq!(asked.location(), Some(ASSOCIATION), "{}", asked.body);
    eventually("the administrator is told", 10, || async {
        kim.get("/").await.body.contains("Sambruks support ber om åtkomst").then_some(())
    })
    .await;
    let access = waiting(&kim).await;
    let page = kim.get(&access).await.body;
    for words in [REASON, "Drew Drift, Sambruk", "Läsare i Bibblix, 4 timmar"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let weak = kim.send_only(&format!("{access}/answer"), &[("answer", "yes")]).await;
    assert!(weak.location().is_some_and(|to| to.starts_with("/identity/step-up")), "{:?}", weak.location());
    kim.step_up("kim").await;
    let given = kim.send_only(&format!("{access}/answer"), &[("answer", "yes")]).await;
    assert_eq!(given.location(), Some(access.as_str()), "{}", given.body);
    let twice = kim.send_only(&format!("{access}/answer"), &[("answer", "no")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("Det är redan besvarat"), "{}", twice.body);
    eventually("the task is closed", 10, || async {
        (!kim.get("/").await.body.contains("Sambruks support ber om åtkomst")).then_some(())
    })
    .await;

    // She goes there, sees what the role sees and no more, and every page says by whose leave.
    let chosen = drew.get("/identity/organisations").await.body;
    assert!(chosen.contains("Läsare (support till"), "{chosen}");
    drew.send_only("/identity/organisations", &[("organisation", "sandviken-2181")]).await;
    let loans = drew.get("/bibblix/loans").await;
    assert_eq!(loans.status, StatusCode::OK);
    assert!(loans.body.contains("som support till"), "{}", loans.body);
    for closed in ["/bibblix/lend", "/uka/register", "/identity/people", MUNICIPALITY, ASSOCIATION] {
        assert_eq!(drew.get(closed).await.status, StatusCode::NOT_FOUND, "{closed}");
    }
    // The organisation sees her among its people, and does not end her role by another way.
    let people = kim.send("/identity/people/search", &[("q", "Drew")]).await.body;
    let hers = people.split("href=\"").find(|rest| rest.contains("Drew Drift")).unwrap().split('"').next().unwrap();
    let person = kim.get(hers).await.body;
    assert!(person.contains("Supportåtkomst till") && !person.contains("/take\""), "{person}");

    let ended = kim.send_only(&format!("{access}/end"), &[]).await;
    assert_eq!(ended.location(), Some(access.as_str()), "{}", ended.body);
    eventually("she is out", 1, || async {
        drew.get("/bibblix/loans").await.path.starts_with("/identity/sign-in").then_some(())
    })
    .await;
    assert!(kim.get(&access).await.body.contains("Åtkomsten är slut"));
    let again = kim.send_only(&format!("{access}/end"), &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    for action in ["ask", "give", "end"] {
        let noted = bed.audited("identity", "sandviken-2181", &format!("identity.support.{action}")).await;
        assert_eq!(noted.len(), 1, "{action}: {noted:?}");
    }
    assert_eq!(bed.audited("identity", "sandviken-2181", "identity.session.switch").await.len(), 1);
    let log = kim.get("/identity/audit").await.body;
    assert!(log.contains("Drew Drift (support)"), "the log names who helped: {log}");
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_organisation_lets_support_in_and_out_on_sqlite() {
    asked_given_and_ended(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_organisation_lets_support_in_and_out_on_postgres() {
    asked_given_and_ended(Database::Postgres).await;
}

/// Who is the association's no more is nobody's support either, also where she is signed in.
async fn ends_with_her_own_role(database: Database) {
    let bed = bed(database).await;
    let (mika, kim) = (signed_in(&bed, "mika", true).await, signed_in(&bed, "kim", true).await);
    let_in(&mika, &kim).await;
    assert_eq!(mika.get("/bibblix/loans").await.status, StatusCode::OK);
    let drew = signed_in(&bed, "drew", true).await;
    let hers = address(&drew, "Mika Mönster").await;
    let page = drew.get(&hers).await.body;
    let take =
        page.split("action=\"").find(|rest| rest.contains("/take\"")).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(drew.send_only(&take, &[]).await.location(), Some(hers.as_str()));
    eventually("she is out", 1, || async {
        mika.get("/bibblix/loans").await.path.starts_with("/identity/sign-in").then_some(())
    })
    .await;
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn support_access_ends_with_the_role_in_the_association_on_sqlite() {
    ends_with_her_own_role(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn support_access_ends_with_the_role_in_the_association_on_postgres() {
    ends_with_her_own_role(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn support_access_is_over_by_the_clock() {
    let bed = bed(Database::Sqlite).await;
    let (drew, kim) = (signed_in(&bed, "drew", true).await, signed_in(&bed, "kim", true).await);
    let access = let_in(&drew, &kim).await;
    assert_eq!(drew.get("/bibblix/loans").await.status, StatusCode::OK);
    // Used meanwhile, so that it is not for want of use that she is out.
    for _ in 0..9 {
        bed.leap(TimeDelta::minutes(25)).await;
        assert_eq!(drew.get("/bibblix/loans").await.status, StatusCode::OK);
    }
    bed.leap(TimeDelta::minutes(15)).await;
    assert!(drew.get("/bibblix/loans").await.path.starts_with("/identity/sign-in"), "the four hours are over");
    let late = signed_in(&bed, "kim", false).await;
    assert!(late.get(&access).await.body.contains("Åtkomsten är slut"));
    eventually("the end is noted", 70, || async {
        (bed.audited("identity", "sandviken-2181", "identity.support.end").await.len() == 1).then_some(())
    })
    .await;

    // What nobody answers lapses, and can be asked for again.
    let drew = signed_in(&bed, "drew", true).await;
    assert_eq!(drew.send_only(ASSOCIATION, &wish(&[])).await.location(), Some(ASSOCIATION));
    let unanswered = waiting(&late).await;
    bed.leap(TimeDelta::days(7)).await;
    let kim = signed_in(&bed, "kim", true).await;
    assert!(kim.get(&unanswered).await.body.contains("Ingen svarade i tid"));
    let late = kim.send_only(&format!("{unanswered}/answer"), &[("answer", "yes")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.body);
    let drew = signed_in(&bed, "drew", true).await;
    assert_eq!(drew.send_only(ASSOCIATION, &wish(&[])).await.location(), Some(ASSOCIATION));
    bed.stop_verified().await;
}

async fn refusals(database: Database) {
    let bed = bed(database).await;
    let (drew, kim, charlie) = (
        signed_in(&bed, "drew", true).await,
        signed_in(&bed, "kim", true).await,
        signed_in(&bed, "charlie", true).await,
    );
    let weak = signed_in(&bed, "mika", false).await.send_only(ASSOCIATION, &wish(&[])).await;
    assert!(weak.location().is_some_and(|to| to.starts_with("/identity/step-up")), "{:?}", weak.location());
    let bad = [
        ("organisation", "sambruk", "Välj en av organisationerna"),
        ("organisation", "", "Välj en av organisationerna"),
        ("role", "administrator", "Välj läsare eller handläggare"),
        ("service", "skolskjuts", "Välj en av tjänsterna"),
        ("hours", "5", "Välj hur många timmar"),
        ("hours", "många", "Välj hur många timmar"),
        ("reason", "hjälp", "Skriv med 10 till 500 tecken"),
    ];
    for (name, value, words) in bad {
        let answer = drew.send_only(ASSOCIATION, &wish(&[(name, value)])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}: {}", answer.body);
        assert!(answer.body.contains(words), "{name}={value} does not say {words}: {}", answer.body);
    }
    assert!(bed.audited("identity", "sandviken-2181", "identity.support.ask").await.is_empty());
    assert_eq!(drew.send_only(ASSOCIATION, &wish(&[])).await.location(), Some(ASSOCIATION));
    let twice = drew.send_only(ASSOCIATION, &wish(&[])).await;
    assert!(twice.body.contains("Du har redan åtkomst där"), "{}", twice.body);

    // It concerns Sandviken's administrators and nobody else in any municipality.
    let access = waiting(&kim).await;
    let love = signed_in(&bed, "love", true).await;
    for stranger in [&charlie, &love, &drew] {
        assert_eq!(stranger.get(&access).await.status, StatusCode::NOT_FOUND);
        for act in ["answer", "end"] {
            let answer = stranger.send_only(&format!("{access}/{act}"), &[("answer", "yes")]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
        }
    }
    assert!(!charlie.get(MUNICIPALITY).await.body.contains(REASON));
    for outside in [&kim, &charlie] {
        assert_eq!(outside.get(ASSOCIATION).await.status, StatusCode::NOT_FOUND);
        assert_eq!(outside.send_only(ASSOCIATION, &wish(&[])).await.status, StatusCode::NOT_FOUND);
    }
    // No means no; and the association can take back what it has asked for, once.
    assert!(kim.send_only(&format!("{access}/answer"), &[("answer", "no")]).await.location().is_some());
    let nothing = drew.send_only("/identity/organisations", &[("organisation", "sandviken-2181")]).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    assert_eq!(drew.send_only(ASSOCIATION, &wish(&[])).await.location(), Some(ASSOCIATION));
    let mine = waiting(&kim).await.replace(MUNICIPALITY, ASSOCIATION);
    assert_eq!(drew.send_only(&format!("{mine}/give-up"), &[]).await.location(), Some(ASSOCIATION));
    let over = drew.send_only(&format!("{mine}/give-up"), &[]).await;
    assert!(over.body.contains("Det är redan besvarat"), "{}", over.body);
    assert_eq!(bed.audited("identity", "sandviken-2181", "identity.support.withdraw").await.len(), 1);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_rules_of_support_forbid_is_refused_on_sqlite() {
    refusals(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_rules_of_support_forbid_is_refused_on_postgres() {
    refusals(Database::Postgres).await;
}
