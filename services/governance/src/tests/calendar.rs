//! The calendar that people subscribe to: read by an independent implementation, and closed to whoever may not see it any more.

use std::sync::atomic::Ordering;

use super::*;

const CALENDAR: &str = "/governance/councils/bibblix/calendar";

/// Makes an address and gives its path.
async fn address(browser: &Browser) -> String {
    let page = browser.send_only(CALENDAR, &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let (_, rest) = page.body.split_once("/governance/calendar/").expect("an address");
    format!("/governance/calendar/{}", rest.get(..68).unwrap())
}

/// What icalendar reads, with its version.
async fn read(text: &str) -> Value {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let installed = root.join("../../.cache/icalendar");
    assert!(installed.join("icalendar").exists(), "icalendar is not there: run `infra/setup.sh test`");
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("calendar.ics");
    std::fs::write(&file, text).unwrap();
    let script = root.join("src/tests/icalendar_peer.py");
    let paths = [&script, &installed, &file].map(|path| path.to_str().unwrap());
    let output = testbed::command("python3", &paths).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

async fn plan(office: &Browser, title: &str, day: &str, place: &str) {
    let wish = json!({ "title": title, "day": day, "from": "13.00", "to": "15:30", "place": place });
    let made = post(office, "/councils/bibblix/meetings", wish).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_independent_implementation_reads_the_same() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let office = office(&bed);
        let long = "Å, \\ och ; i en rubrik som är så lång att raden viks på mitten av ett tecken öööööööö";
        plan(&office, long, "2026-12-10", "Gävle, \"Stora; salen\"").await;
        plan(&office, "Sommarmöte", "2027-06-01", "Örebro").await;
        plan(&office, "Inställt möte", "2027-01-20", "Örebro").await;
        for (path, fields) in [
            ("1/agenda", vec![("title", "Prislistan, nästa år"), ("decides", "yes"), ("subject", "")]),
            ("1/notice", vec![]),
            ("3/cancel", vec![]),
        ] {
            let sent = office.send_only(&format!("/governance/councils/bibblix/meetings/{path}"), &fields).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path}: {}", sent.body);
        }
        let sandviken = member(&bed, "sandviken-2181");
        let nobody = bed.browser();
        let answer = nobody.get(&address(&sandviken).await).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
        let said = read(&answer.body).await;
        let events = said["events"].as_array().unwrap();
        let field = |name: &str| events.iter().map(|event| event[name].clone()).collect::<Vec<_>>();
        assert_eq!(field("summary"), [json!(long), json!("Inställt möte"), json!("Sommarmöte")]);
        assert_eq!(field("status"), ["CONFIRMED", "CANCELLED", "TENTATIVE"]);
        assert_eq!(field("sequence"), [1, 1, 0]);
        assert_eq!(field("zone"), ["Europe/Stockholm"; 3]);
        let begins = ["2026-12-10T13:00:00+01:00", "2027-01-20T13:00:00+01:00", "2027-06-01T13:00:00+02:00"];
        assert_eq!(field("begins"), begins);
        assert_eq!(field("ends")[0], "2026-12-10T15:30:00+01:00");
        assert_eq!(events[0]["location"], "Gävle, \"Stora; salen\"");
        assert_eq!(events[0]["description"], "1. Prislistan, nästa år");
        assert_eq!(said["offsets"], json!([3600.0, 3600.0, 7200.0]), "the zone's own rules");
        assert_eq!(said["faults"], json!([]));
        let uids: std::collections::BTreeSet<_> = events.iter().map(|event| event["uid"].as_str().unwrap()).collect();
        assert_eq!(uids.len(), 3);
        println!("oracle: icalendar {} reads 3 of 3 meetings as they are", said["version"].as_str().unwrap());
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_ends_with_the_role_the_seat_or_when_its_person_says_so() {
    let bed = ALONE.on(Database::Sqlite).await;
    plan(&office(&bed), "Rådsmöte i vinter", "2026-12-10", "Gävle").await;
    let (habo, nobody) = (member(&bed, "habo-0643"), bed.browser());
    let status = |path: String| {
        let nobody = &nobody;
        async move { nobody.get(&path).await.status }
    };
    let first = address(&habo).await;
    assert_eq!(status(first.clone()).await, StatusCode::OK);
    assert_eq!(status(first.replace(".ics", "")).await, StatusCode::NOT_FOUND);
    assert_eq!(status(format!("/governance/calendar/{}.ics", "0".repeat(64))).await, StatusCode::NOT_FOUND);
    let stored = {
        let across = bed.service("governance").store.across_read(Actor::System("test")).await.unwrap();
        let rows = across.query("SELECT token_sha256 FROM governance_calendar", []).await.unwrap();
        rows[0].try_get::<String>("", "token_sha256").unwrap()
    };
    assert!(stored.len() == 64 && !first.contains(&stored), "only a hash is kept");
    let second = address(&habo).await;
    assert_eq!((status(first).await, status(second.clone()).await), (StatusCode::NOT_FOUND, StatusCode::OK));
    assert!(habo.get(CALENDAR).await.body.contains("Du har en kalenderadress"));
    ROLES_GONE.store(true, Ordering::Relaxed);
    assert_eq!(status(second.clone()).await, StatusCode::NOT_FOUND, "her role is gone");
    ROLES_GONE.store(false, Ordering::Relaxed);
    assert_eq!(status(second.clone()).await, StatusCode::OK, "the control");
    let tx =
        bed.service("members").store.begin_for(&"habo-0643".parse().unwrap(), Actor::System("test")).await.unwrap();
    let subscription = own_seat(&habo).await.parse().unwrap();
    let ends = "2026-11-21".parse().unwrap();
    tx.emit(SubscriptionEnded { subscription, service: "bibblix".into(), ends }).await.unwrap();
    tx.commit().await.unwrap();
    bed.running.settle().await.unwrap();
    assert_eq!(status(second).await, StatusCode::NOT_FOUND, "the municipality's seat is gone");
    let uppsala = member(&bed, "uppsala-0380");
    let own = address(&uppsala).await;
    assert_eq!(status(own.clone()).await, StatusCode::OK);
    assert_eq!(uppsala.send_only(&format!("{CALENDAR}/end"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(status(own).await, StatusCode::NOT_FOUND, "she ended it");
    assert_eq!(bed.audited("governance", "habo-0643", "governance.calendar.make").await.len(), 2);
    bed.stop_verified().await;
}
