//! The sandbox: shared by all, in nobody's way, and never billed.

use chrono::TimeDelta;
use platform::{Clock, store::Actor};
use reqwest::StatusCode;
use serde_json::json;
use testbed::{Bed, Browser, Database, FoundForm, Setup, eventually};

use super::machine::{Machine, make};

const SANDBOX: &str = "sandlada-0000";

async fn count(bed: &Bed, service: &str, sql: &str) -> i64 {
    let across = bed.service(service).store.across_read(Actor::System("test")).await.unwrap();
    across.query(sql, []).await.unwrap()[0].try_get("", "found").unwrap()
}

async fn sandbox(database: Database) {
    let clock = Clock::fixed("2026-10-18T09:00:00Z".parse().unwrap());
    let bed = Bed::start(sambruk::registry, Setup { database, clock, defaults: sambruk::DEFAULTS }).await;
    bed.demonstrate(1).await;
    let (kim, charlie) = (bed.browser(), bed.browser());
    kim.step_up("kim").await;
    charlie.step_up("charlie").await;
    let client = make(&kim, &json!({ "name": "Prov", "days": 90, "sandbox": true })).await;
    let other = make(&charlie, &json!({ "name": "Prov", "days": 90, "sandbox": true })).await;
    for (own, theirs, who) in [(&client, &other, &kim), (&other, &client, &charlie)] {
        let list = who.get("/api/identity/v1/clients").await;
        assert!(list.body.contains(&own.id) && !list.body.contains(&theirs.id), "{}", list.body);
        assert_eq!(who.get(&format!("/api/identity/v1/clients/{}", own.id)).await.status, StatusCode::OK);
        assert_eq!(who.get(&format!("/api/identity/v1/clients/{}", theirs.id)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(who.get(&format!("/identity/clients/{}", theirs.id)).await.status, StatusCode::NOT_FOUND);
    }
    let machine = Machine::new(&bed, &client.token(&bed, "").await);
    let me = machine.get("/api/identity/v1/me").await.json();
    assert_eq!(me["organisation"], SANDBOX);
    assert!(me["scopes"].as_array().unwrap().len() > 10, "all that integrators may: {me}");

    // The same use is told in Sandviken, as the control: there it becomes money.
    let home = make(&kim, &json!({ "name": "Kassan", "scopes": ["billing.usage.send"], "days": 90 })).await;
    let home = Machine::new(&bed, &home.token(&bed, "").await);
    for (machine, tenant) in [(&machine, SANDBOX), (&home, super::HOME)] {
        let sent = machine.post("/api/billing/v1/usage", &used(tenant)).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
        assert_eq!(sent.json()["accepted"], 1, "{}", sent.body);
    }
    let foreign = machine.post("/api/billing/v1/usage", &used(super::HOME)).await;
    assert_eq!(
        foreign.json()["items"][0]["code"],
        "other-organisation",
        "the sandbox tells of itself only: {}",
        foreign.body
    );
    let stored =
        format!("SELECT COUNT(*) AS found FROM billing_usage WHERE tenant = '{SANDBOX}' AND source LIKE 'https:%'");
    assert_eq!(count(&bed, "billing", &stored).await, 1, "the use is there, and can be looked at");

    bed.leap(TimeDelta::days(35)).await;
    let robin = bed.browser();
    robin.sign_in("robin").await;
    let new = robin.get("/billing/runs/new").await;
    assert!(new.body.contains("Sandlådan är utelämnad"), "{}", new.body);
    issue_what_waits(&bed, &robin).await;
    let started = robin.send_only("/billing/runs/new", &[("service", "bibblix"), ("month", "2026-10")]).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.body);
    let run = run_in(&robin, "preview").await;
    let preview = robin.get(&format!("/billing/runs/{run}/preview")).await;
    assert!(preview.body.contains("Sandlådan är utelämnad"), "{}", preview.body);
    let of = |tenant: &str| format!("SELECT COUNT(*) AS found FROM billing_part WHERE tenant = '{tenant}'");
    assert!(count(&bed, "billing", &of(super::HOME)).await > 0, "Sandviken is in the runs");
    assert_eq!(count(&bed, "billing", &of(SANDBOX)).await, 0, "the sandbox is in none");
    let seats = format!("SELECT COUNT(*) AS found FROM subscription WHERE tenant = '{SANDBOX}'");
    assert_eq!(count(&bed, "governance", &seats).await, 0, "and has no seat");
    let register = robin.get("/api/members/v1/organisations?q=testkommunen").await.json();
    assert_eq!(register["total"], 0, "{register}");
    let own = robin.get(&format!("/api/members/v1/organisations/{SANDBOX}")).await.json();
    assert_eq!(own["sandbox"], true, "{own}");
    bed.stop_verified().await;
}

/// The newest run of Bibblix in a state.
async fn run_in(robin: &Browser, state: &str) -> String {
    eventually("the run gets there", 60, || async {
        let runs = robin.get(&format!("/api/billing/v1/runs?service=bibblix&state={state}&limit=1")).await.json();
        runs["items"][0]["run"].as_str().map(str::to_owned)
    })
    .await
}

/// September is billed before October.
async fn issue_what_waits(bed: &Bed, robin: &Browser) {
    let run = run_in(robin, "preview").await;
    let sam = bed.browser();
    sam.step_up("sam").await;
    let path = format!("/billing/runs/{run}/approval");
    let form = FoundForm::on(&sam.get(&path).await.body, &path).expect("an approval form");
    let approved = sam.submit(&form, &[]).await;
    assert_eq!(approved.status, StatusCode::OK, "{}", approved.body);
    eventually("the invoices are issued", 60, || async {
        let issued = robin.get(&format!("/api/billing/v1/runs/{run}")).await.json();
        (issued["state"] == "issued").then_some(())
    })
    .await;
}

/// A use told from outside.
fn used(tenant: &str) -> serde_json::Value {
    json!([{
        "specversion": "1.0", "id": format!("{tenant}/1"), "source": "https://prov.example/kassa",
        "type": "se.sambruk.usage.recorded.v1", "time": "2026-10-18T08:30:00Z", "tenant": tenant,
        "data": { "service": "bibblix", "meter": "bundle-loan", "measure": { "kind": "quantity", "quantity": 3 },
                  "occurred_at": "2026-10-18T08:29:00Z", "source_ref": "kassa/42" }
    }])
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_is_shared_and_never_billed_on_sqlite() {
    sandbox(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_is_shared_and_never_billed_on_postgres() {
    sandbox(Database::Postgres).await;
}
