//! One search over the logs of all services: each tells its own rows to whom it lets see them, and they stand in the order of time.

use contracts::Question;
use platform::{Actor, Error, caller::secret_hash};
use reqwest::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use testbed::{Bed, Browser, Database};
use uuid::Uuid;

use super::{HOME, signed_in};
use crate::clients::bed;

const PAGE: &str = "/portal/logs";

/// The rows of a page or file, by service and id, in its order.
fn rows(body: &str) -> Vec<(String, Uuid)> {
    let links = body.split("href=\"/").skip(1).filter_map(|rest| rest.split('"').next());
    let row = |to: &str| {
        let (service, id) = to.split_once("/audit/")?;
        Some((service.to_owned(), id.parse().ok()?))
    };
    links.filter_map(row).collect()
}

/// Where the page goes on, towards `rel="next"` (older) or `rel="prev"` (newer).
fn turn(body: &str, rel: &str) -> Option<String> {
    let end = body.find(&format!("rel=\"{rel}\""))?;
    let begin = body[..end].rfind("href=\"")? + 6;
    Some(body[begin..].split('"').next()?.replace("&amp;", "&"))
}

/// An organisation's rows in all services' logs, the newest first, as the databases have them.
async fn known(bed: &Bed, tenant: &str) -> Vec<(String, Uuid)> {
    let mut all = Vec::new();
    for (service, ctx) in &bed.running.services {
        let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
        let sql = "SELECT at, id FROM audit WHERE tenant = $1";
        for row in across.query(sql, [tenant.into()]).await.unwrap() {
            let at: chrono::DateTime<chrono::Utc> = row.try_get("", "at").unwrap();
            let id: Uuid = row.try_get("", "id").unwrap();
            all.push((at, id, (*service).to_owned()));
        }
    }
    all.sort();
    all.into_iter().rev().map(|(_, id, service)| (service, id)).collect()
}

/// All pages from an address on.
async fn pages(browser: &Browser, from: &str) -> Vec<Vec<(String, Uuid)>> {
    let (mut all, mut next) = (Vec::new(), Some(from.to_owned()));
    while let Some(path) = next {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        all.push(rows(&page.body));
        next = turn(&page.body, "next");
    }
    all
}

async fn one_search(database: Database) {
    let bed = bed(database).await;
    let (kim, charlie, alex) =
        (signed_in(&bed, "kim").await, signed_in(&bed, "charlie").await, signed_in(&bed, "alex").await);
    kim.step_up("kim").await;
    // Something of hers in several services, newest last.
    for path in
        ["/uka", "/uka/audit", "/bibblix/audit?export=csv", "/identity/audit?export=csv", "/members/audit?export=csv"]
    {
        assert_eq!(kim.get(path).await.status, StatusCode::OK, "{path}");
    }
    let page = kim.get(PAGE).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in ["Vad som har gjorts för", "Kim Exempelsson", "Hämtade spårbarhetsloggen som fil", "Alla tjänster"]
    {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let services: std::collections::BTreeSet<String> =
        rows(&page.body).into_iter().map(|(service, _)| service).collect();
    assert!(services.len() >= 3, "{services:?}");
    // Every row of the organisation's, none twice, none of another's, in the order of time, whichever service has it.
    let told = pages(&kim, PAGE).await;
    let known = known(&bed, HOME).await;
    let flat: Vec<_> = told.concat();
    let begin = known.iter().position(|row| Some(row) == flat.first()).unwrap();
    assert!(flat.len() > 60 && told.len() > 1, "{} rows on {} pages", flat.len(), told.len());
    assert!(flat == known[begin..], "{} rows of {}", flat.len(), known.len() - begin);
    // And back again.
    let second = turn(&page.body, "next").unwrap();
    let back = turn(&kim.get(&second).await.body, "prev").unwrap();
    assert_eq!(rows(&kim.get(&back).await.body).len(), 50);
    // A row leads to its own page; others find neither that nor the search, or their own rows in it.
    let (service, id) = flat.iter().find(|(service, _)| service == "identity").unwrap();
    let one = format!("/{service}/audit/{id}");
    assert_eq!(kim.get(&one).await.status, StatusCode::OK);
    assert_eq!(charlie.get(&one).await.status, StatusCode::NOT_FOUND);
    let hers = pages(&charlie, PAGE).await.concat();
    assert!(!hers.is_empty() && hers.iter().all(|row| !known.contains(row)));
    assert_eq!(alex.get(PAGE).await.status, StatusCode::NOT_FOUND);
    // The filters are those of each log.
    let exports = kim.get(&format!("{PAGE}?act=platform.audit.export")).await.body;
    let mut found: Vec<String> = rows(&exports).into_iter().map(|(service, _)| service).collect();
    found.sort();
    assert_eq!(found, ["bibblix", "identity", "members"]);
    let only = kim.get(&format!("{PAGE}?act=platform.audit.export&service=bibblix")).await.body;
    assert_eq!(rows(&only).len(), 1);
    assert!(kim.get(&format!("{PAGE}?first=2100-01-01")).await.body.contains("Inget passar filtret"));
    assert!(kim.get(&format!("{PAGE}?act=no.such.act")).await.body.contains("Adressen har värden som inte finns"));
    assert_eq!(kim.get(&format!("{PAGE}?before=yesterday")).await.status, StatusCode::BAD_REQUEST);
    // A file has the rows of all services, and each service logs that they were taken out, by whom and from where.
    let file = String::from_utf8(kim.bytes(&format!("{PAGE}?export=csv")).await).unwrap();
    for words in ["Tjänst", "identity.session.sign-in", "platform.audit.export", "127.0.0.1"] {
        assert!(file.contains(words), "{words}: {file}");
    }
    for service in ["identity", "bibblix", "uka", "portal"] {
        let taken = bed.audited(service, HOME, "platform.audit.export").await;
        assert!(taken.last().is_some_and(|row| row.contains("rows")), "{service}: {taken:?}");
    }
    assert!(kim.bytes(&format!("{PAGE}?export=xlsx")).await.starts_with(b"PK"));
    assert!(!bed.audited("uka", HOME, "platform.audit.look").await.is_empty(), "looking at a register's log is logged");
    assert!(bed.audited("bibblix", HOME, "platform.audit.look").await.is_empty());
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_search_finds_what_was_done_in_every_service_on_sqlite() {
    Box::pin(one_search(Database::Sqlite)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_search_finds_what_was_done_in_every_service_on_postgres() {
    Box::pin(one_search(Database::Postgres)).await;
}

/// What a service is asked, as somebody may write it who has taken over another service's process.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Forged(Value);

impl Question for Forged {
    const SERVICE: &'static str = "uka";
    const NAME: &'static str = "audit-search";
    type Answer = Value;
}

fn forged(bed_secret: &str) -> Forged {
    let by =
        json!({ "secret_sha256": secret_hash(bed_secret), "machine": false, "origin": null, "request": Uuid::nil() });
    Forged(json!({ "by": by, "wanted": {}, "begin": "newest", "most": 50, "file": false }))
}

/// Which rows are told is decided by the service that has them, from who asks.
#[tokio::test(flavor = "multi_thread")]
async fn a_service_decides_itself_to_whom_it_tells_its_log() {
    let bed = bed(Database::Sqlite).await;
    let (kim, charlie, alex) =
        (signed_in(&bed, "kim").await, signed_in(&bed, "charlie").await, signed_in(&bed, "alex").await);
    let portal = bed.service("portal");
    let ask = async |who: &Browser| portal.ask(&forged(&who.cookie("sambruk").unwrap())).await;
    let tenants = |told: &Value| {
        let rows = told["rows"].as_array().unwrap().iter().map(|row| row["tenant"].as_str().unwrap().to_owned());
        rows.collect::<std::collections::BTreeSet<String>>()
    };
    kim.step_up("kim").await;
    assert_eq!(kim.get("/uka").await.status, StatusCode::OK);
    assert_eq!(tenants(&ask(&kim).await.unwrap()), [HOME.to_owned()].into());
    assert_eq!(tenants(&ask(&charlie).await.unwrap()), ["uppsala-0380".to_owned()].into());
    assert!(matches!(ask(&alex).await, Err(Error::NotFound)), "a case officer");
    assert!(matches!(portal.ask(&forged("nobody's")).await, Err(Error::NotFound)));
    // Who administers two services sees the logs of those two.
    let across = bed.service("identity").store.across_for(Actor::System("test")).await.unwrap();
    let hers = "SELECT id FROM identity_person WHERE name LIKE 'Alex %'";
    let person: Uuid = across.query(hers, []).await.unwrap()[0].try_get("", "id").unwrap();
    let give = "INSERT INTO identity_grant (tenant, id, person, role, service, given_at) VALUES ($1, $2, $3, 'administrator', $4, $5)";
    for service in ["portal", "bibblix"] {
        let values = [HOME.into(), platform::id::new().into(), person.into(), service.into(), bed.clock.now().into()];
        across.execute(give, values).await.unwrap();
    }
    across.commit().await.unwrap();
    alex.sign_in("alex").await;
    for service in ["uka", "bibblix"] {
        assert_eq!(kim.get(&format!("/{service}/audit?export=csv")).await.status, StatusCode::OK);
    }
    let page = alex.get(PAGE).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let mut seen: Vec<String> = rows(&page.body).into_iter().map(|(service, _)| service).collect();
    seen.sort();
    seen.dedup();
    assert!(
        seen.contains(&"bibblix".to_owned()) && seen.iter().all(|one| ["bibblix", "portal"].contains(&one.as_str())),
        "{seen:?}"
    );
    let file = String::from_utf8(alex.bytes(&format!("{PAGE}?export=csv")).await).unwrap();
    assert!(!file.contains("identity.session.sign-in"), "{file}");
    assert!(matches!(ask(&alex).await, Err(Error::NotFound)), "UKA's log is still not hers");
    bed.stop_verified().await;
}
