//! The audit log as the municipality uses it: searched, taken out, followed up, each service for itself and each organisation alone.

mod everywhere;

use chrono::TimeDelta;
use platform::Actor;
use reqwest::StatusCode;
use testbed::{Bed, Browser, Database, eventually};

use crate::clients::bed;

const HOME: &str = "sandviken-2181";

async fn signed_in(bed: &Bed, person: &str) -> Browser {
    let browser = bed.browser();
    browser.sign_in(person).await;
    browser
}

/// The first link on a page that leads below an address.
fn link(body: &str, below: &str) -> String {
    let found = body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    found
        .into_iter()
        .find(|to| to.starts_with(below) && to.len() > below.len())
        .unwrap_or_else(|| panic!("{body}"))
        .into()
}

async fn searched(database: Database) {
    let bed = bed(database).await;
    let (kim, charlie, alex, drew) = (
        signed_in(&bed, "kim").await,
        signed_in(&bed, "charlie").await,
        signed_in(&bed, "alex").await,
        signed_in(&bed, "drew").await,
    );
    // Who, what, from where; whom to choose stands in the page, and nobody's name in an address.
    let page = kim.get("/identity/audit?act=identity.session.sign-in").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in ["Spårbarhetslogg för", "Kim Exempelsson", "Loggade in"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let row = link(&page.body, "/identity/audit/0");
    let one = kim.get(&row).await;
    assert!(one.status == StatusCode::OK && one.body.contains("127.0.0.1"), "{}", one.body);
    eventually("it is sealed", 10, || async { kim.get(&row).await.body.contains("i kedjan").then_some(()) }).await;
    // One's own organisation's administrators, and nobody else: neither others' nor those who work in it.
    for (stranger, name) in [(&charlie, "charlie"), (&drew, "drew")] {
        assert_eq!(stranger.get(&row).await.status, StatusCode::NOT_FOUND, "{name}");
        let own = stranger.get("/identity/audit").await;
        assert_eq!(own.status, StatusCode::OK, "{name} has a log of her own");
        assert!(!own.body.contains("Kim Exempelsson") && !own.body.contains(&row), "{name}");
    }
    for path in ["/identity/audit", "/uka/audit", "/uka/audit/follow-ups", row.as_str()] {
        assert_eq!(alex.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Filters: by person, by period, by object; what does not exist is said.
    let who = link(&page.body, "/identity/audit?who=person");
    assert!(!who.contains("Kim"));
    let hers = kim.get(&who).await.body;
    assert!(hers.contains("Kim Exempelsson</a>") && !hers.contains("Systemet</a>"), "{hers}");
    let future = kim.get("/identity/audit?first=2100-01-01").await;
    assert!(future.body.contains("Inget passar filtret"), "{}", future.body);
    let wrong = kim.get("/identity/audit?first=igår").await;
    assert!(wrong.body.contains("Adressen har värden som inte finns"));
    // A file holds before and after, and leaves a row of its own; looking at identity's log leaves none.
    assert!(bed.audited("identity", HOME, "platform.audit.export").await.is_empty());
    let file = String::from_utf8(kim.bytes("/identity/audit?export=csv").await).unwrap();
    assert!(file.contains("Före") && file.contains("identity.session.sign-in") && file.contains("127.0.0.1"), "{file}");
    assert_eq!(bed.audited("identity", HOME, "platform.audit.export").await.len(), 1);
    assert!(bed.audited("identity", HOME, "platform.audit.look").await.is_empty());
    let workbook = kim.bytes("/identity/audit?export=xlsx").await;
    assert!(workbook.starts_with(b"PK"));
    // Looking at a sensitive register's log is logged there.
    assert_eq!(kim.get("/uka/audit").await.status, StatusCode::OK);
    assert_eq!(bed.audited("uka", HOME, "platform.audit.look").await.len(), 1);
    // Every service has the page, without having asked for it.
    for module in sambruk::registry() {
        let path = format!("/{}/audit", module.name);
        assert_eq!(kim.get(&path).await.status, StatusCode::OK, "{path}");
        assert_eq!(drew.get(&path).await.status, StatusCode::OK, "{path}");
    }
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_searched_by_the_own_organisation_on_sqlite() {
    Box::pin(searched(Database::Sqlite)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_searched_by_the_own_organisation_on_postgres() {
    Box::pin(searched(Database::Postgres)).await;
}

/// The follow-ups of a rule, as a page's links.
async fn follow_ups(browser: &Browser) -> Vec<String> {
    let body = browser.get("/uka/audit/follow-ups?state=open").await.body;
    let links = body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|to| to.starts_with("/uka/audit/follow-ups/")).map(str::to_owned).collect()
}

async fn followed(database: Database) {
    let bed = bed(database).await;
    let (kim, charlie) = (signed_in(&bed, "kim").await, signed_in(&bed, "charlie").await);
    kim.step_up("kim").await;
    let ctx = bed.service("uka");
    // A protected identity is read by Kim, who may, and by somebody of the same municipality.
    let youth = sambruk::registry().into_iter().find(|module| module.name == "uka").unwrap().examples;
    let youth = youth.into_iter().find(|one| one.parameter == "youth").unwrap();
    let id = (youth.find)(ctx.clone(), HOME.parse().unwrap()).await.unwrap().unwrap();
    let tx = ctx.store.across_for(Actor::System("test")).await.unwrap();
    tx.execute("UPDATE uka_youth SET protected = $2 WHERE tenant = $1", [HOME.into(), true.into()]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(kim.get(&format!("/uka/youths/{id}")).await.status, StatusCode::OK);
    let another = platform::id::new();
    let tx = ctx.store.across_for(Actor::Person(another)).await.unwrap();
    let read = "INSERT INTO audit (tenant, id, at, actor, action, object, detail) SELECT tenant, $2, at, $3, action, object, detail \
                FROM audit WHERE tenant = $1 AND object = $4 AND action = 'uka.why.record' ORDER BY at DESC LIMIT 1";
    let values = [HOME.into(), platform::id::new().into(), format!("person:{another}").into(), id.as_str().into()];
    assert_eq!(tx.execute(read, values).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert!(follow_ups(&kim).await.is_empty());
    // Two nights: early in the morning, the next one looks at the day before this.
    bed.leap(TimeDelta::days(2)).await;
    for (browser, name) in [(&kim, "kim"), (&charlie, "charlie")] {
        browser.sign_in(name).await;
    }
    eventually("the night's work is done", 60, || async {
        let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
        let sql =
            "SELECT error FROM schedule WHERE name = 'follow-up' AND started_at >= $1 AND finished_at IS NOT NULL";
        let rows = across.query(sql, [bed.clock.now().into()]).await.unwrap();
        let error: Option<String> = rows.first()?.try_get("", "error").unwrap();
        assert_eq!(error, None);
        Some(())
    })
    .await;
    let open = eventually("the rules have picked", 60, || async {
        let open = follow_ups(&kim).await;
        (open.len() >= 2).then_some(open)
    })
    .await;
    eventually("the task waits, and names nobody", 60, || async {
        kim.get("/").await.body.contains("Bedöm läsning om skyddad identitet").then_some(())
    })
    .await;
    let good = [("verdict", "justified"), ("reason", "Handlägger ungdomens ärende.")];
    let (mut own, mut others) = (0, 0);
    for path in &open {
        let page = kim.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(charlie.get(path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(charlie.send_only(path, &good).await.status, StatusCode::NOT_FOUND);
        let short = kim.send_only(path, &[("verdict", "justified"), ("reason", "ja")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        if page.body.contains("Uppföljningen gäller dig själv") {
            own += 1;
            let refused = kim.send_only(path, &good).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains("Ingen avslutar en uppföljning om sig själv"), "{}", refused.body);
        } else {
            others += 1;
            assert!(short.body.contains("Skriv skälet med 10 till 500 tecken"), "{}", short.body);
            let closed = kim.send_only(path, &good).await;
            assert_eq!(closed.location(), Some(path.as_str()), "{}", closed.body);
            let page = kim.get(path).await.body;
            assert!(page.contains("Hörde till arbetet") && page.contains("Kim Exempelsson"), "{page}");
            let again = kim.send_only(path, &good).await;
            assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("redan avslutat"));
        }
    }
    assert!(own > 0 && others > 0, "{own} about herself, {others} about others");
    assert_eq!(bed.audited("uka", HOME, "platform.follow-up.close").await.len(), others);
    eventually("only her own wait", 60, || async { (follow_ups(&kim).await.len() == own).then_some(()) }).await;
    handed(&bed, &kim, &good).await;
    bed.stop_verified().await;
}

/// Kim is the only administrator: what is about her goes to the association's office, and to nobody else there.
async fn handed(bed: &Bed, kim: &Browser, good: &[(&str, &str)]) {
    let waiting = follow_ups(kim).await;
    let (mika, robin, drew) =
        (signed_in(bed, "mika").await, signed_in(bed, "robin").await, signed_in(bed, "drew").await);
    eventually("the office has a task", 60, || async {
        mika.get("/").await.body.contains("Bedöm en uppföljning från en organisation").then_some(())
    })
    .await;
    assert_eq!(bed.audited("uka", HOME, "platform.follow-up.hand-over").await.len(), waiting.len());
    let doors: Vec<String> = waiting.iter().map(|own| own.replace("/follow-ups/", "/handed/")).collect();
    for (own, door) in waiting.iter().zip(&doors) {
        for (who, name) in [(&robin, "finance"), (&drew, "an operator"), (kim, "herself")] {
            assert_eq!(who.get(door).await.status, StatusCode::NOT_FOUND, "{name}");
            assert_eq!(who.send_only(door, good).await.status, StatusCode::NOT_FOUND, "{name}");
        }
        assert_eq!(
            mika.get(own).await.status,
            StatusCode::NOT_FOUND,
            "the organisation's own page is not the office's"
        );
        let page = mika.get(door).await;
        assert!(page.status == StatusCode::OK && page.body.contains("Lämnad till föreningen"), "{}", page.body);
        assert!(page.body.contains("Sandvikens kommun") && page.body.contains("Kim Exempelsson"), "{}", page.body);
        let short = mika.send_only(door, &[("verdict", "justified"), ("reason", "ja")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let closed = mika.send_only(door, good).await;
        assert_eq!(closed.location(), Some(door.as_str()), "{}", closed.body);
        let office = mika.get(door).await.body;
        assert!(
            office.contains("Hörde till arbetet") && office.matches("Bedömd av</dt><dd>Mika Mönster").count() == 1,
            "{office}"
        );
        let seen = kim.get(own).await.body;
        assert!(seen.contains("Föreningens kansli") && !seen.contains("Mika"), "{seen}");
        let again = mika.send_only(door, good).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("redan avslutat"));
    }
    // Both logs know: whose follow-ups they are, and who came through the door.
    assert!(bed.audited("uka", HOME, "platform.follow-up.look").await.len() >= doors.len());
    assert!(bed.audited("uka", "sambruk", "uka.audit.handed.across").await.len() >= 2 * doors.len());
    assert!(follow_ups(kim).await.is_empty());
    eventually("the tasks are gone", 60, || async {
        let gone = !mika.get("/").await.body.contains("Bedöm en uppföljning från en organisation");
        (gone && !kim.get("/").await.body.contains("Bedöm läsning om skyddad identitet")).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_picked_is_closed_by_somebody_else_on_sqlite() {
    followed(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_picked_is_closed_by_somebody_else_on_postgres() {
    followed(Database::Postgres).await;
}

/// What is logged of sign-ins, each with its provider or level and the address that it came from.
#[tokio::test(flavor = "multi_thread")]
async fn sign_ins_leave_rows_that_say_from_where() {
    let bed = bed(Database::Sqlite).await;
    let kim = signed_in(&bed, "kim").await;
    kim.step_up("kim").await;
    kim.send_only("/identity/sign-out", &[]).await;
    for _ in 0..2 {
        let nova = bed.browser();
        let chosen = nova.get("/identity/start?provider=demonstration&return=/").await;
        let form = testbed::FoundForm::on(&chosen.body, "/identity/demonstration/authorize").unwrap();
        nova.submit(&form, &[("person", "nova")]).await;
    }
    let across = bed.service("identity").store.across_read(Actor::System("test")).await.unwrap();
    for (action, noted) in [
        ("identity.session.sign-in", "provider"),
        ("identity.session.step-up", "assurance"),
        ("identity.session.end", ""),
        ("identity.session.sign-in-failed", "no-rights"),
    ] {
        let sql = "SELECT detail, origin FROM audit WHERE tenant = $1 AND action = $2";
        let rows = across.query(sql, [HOME.into(), action.into()]).await.unwrap();
        assert!(!rows.is_empty(), "{action}");
        for row in rows {
            let (detail, origin): (String, Option<String>) =
                (row.try_get("", "detail").unwrap(), row.try_get("", "origin").unwrap());
            assert!(detail.contains(noted) && origin.as_deref() == Some("127.0.0.1"), "{action}: {detail} {origin:?}");
        }
    }
    drop(across);
    bed.stop_verified().await;
}
