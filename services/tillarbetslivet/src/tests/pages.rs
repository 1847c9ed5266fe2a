//! The pages and the API over HTTP, as different people.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testbed::{Answer, Browser, Database};

use super::{ALONE, leap};

/// The fields of a placement within the law, with some changed.
fn offer<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("kind", "prao"),
        ("employer", "Exempelbolaget AB"),
        ("workplace", "Verkstaden"),
        ("tasks", "Hjälpa till"),
        ("seats", "1"),
        ("first", "2026-11-30"),
        ("last", "2026-12-11"),
        ("days", "mon"),
        ("days", "tue"),
        ("days", "wed"),
        ("starts", "08:00"),
        ("ends", "15:00"),
        ("pause", "60"),
        ("minAge", "13"),
        ("schools", ""),
        ("assessed", "true"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

fn choice<'a>(reference: &'a str, school: &'a str) -> [(&'a str, &'a str); 6] {
    [("reference", reference), ("school", school), ("class", "8B"), ("grade", "8"), ("born", "2012-05"), ("rank", "1")]
}

/// Refused on the page, in these words, by this field.
fn says(answer: &Answer, field: &str, words: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.body.contains(words), "no \"{words}\" in {}", answer.body);
    let at = format!("field-{field}-error");
    assert!(field.is_empty() || answer.body.contains(&at), "no {at} in {}", answer.body);
}

fn led(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_outside_the_law_are_refused_by_the_name_of_the_rule() {
    let bed = ALONE.on(Database::Sqlite).await;
    let coordinator = bed.person("habo-0643:case-officer");
    let ask = async |changed: &[(&str, &str)]| coordinator.send_only("/tillarbetslivet/new", &offer(changed)).await;
    let late = ask(&[("ends", "20:30"), ("starts", "13:00")]).await;
    says(&late, "ends", "Reglerna för minderåriga (AFS 2023:2, 8 kap.) tillåter arbete bara mellan 06:00 och 20:00");
    let long = ask(&[("ends", "16:30")]).await;
    says(&long, "ends", "tillåter högst 7 timmar om dagen. Det här är 7 tim 30 min.");
    says(&ask(&[("ends", "13:00"), ("pause", "10")]).await, "pause", "minst 30 minuters rast");
    says(&ask(&[("days", "sat")]).await, "days", "då gäller inte elevens försäkring");
    says(
        &ask(&[("kind", "apl"), ("minAge", "16"), ("ends", "23:01"), ("starts", "15:00")]).await,
        "ends",
        "06:00 och 22:00 eller mellan 07:00 och 23:00",
    );
    says(&ask(&[("first", "2026-11-25")]).await, "first", "senare än i dag");
    says(&ask(&[("seats", "999")]).await, "seats", "1 till 30");
    says(&ask(&[("assessed", "")]).await, "assessed", "riskbedömningen");
    let noted = bed.audited("tillarbetslivet", "habo-0643", "tillarbetslivet.offer.refused").await;
    assert_eq!(noted.len(), 8, "each rule that refused is noted: {noted:?}");
    assert!(noted[0].contains("night-work") && noted[7].contains("not-assessed"), "{noted:?}");
    says(&ask(&[("starts", "åtta")]).await, "starts", "Skriv klockslaget när dagen börjar som 08:00.");
    let page = led(&ask(&[]).await);
    assert!(coordinator.get(&page).await.body.contains("1 av 1 platser är lediga."));
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coordinator_confirms_a_seat_and_is_told_in_words_why_not() {
    let bed = ALONE.on(Database::Sqlite).await;
    let coordinator = bed.person("habo-0643:case-officer");
    let empty = coordinator.get("/tillarbetslivet").await;
    assert!(
        empty.body.contains("Inga val väntar på besked") && empty.body.contains("Lägg in en praktikplats"),
        "{}",
        empty.body
    );
    let fields = offer(&[("schools", "Exempelskolan")]);
    let page = led(&coordinator.send_only("/tillarbetslivet/new", &fields).await);
    let wishes = format!("{page}/wishes");
    let ask = async |reference, school| coordinator.send_only(&wishes, &choice(reference, school)).await;
    says(&ask("8B-14", "Provskolan").await, "school", "Praktikplatsen är bara för elever på Exempelskolan.");
    says(&ask("Alva Al", "Exempelskolan").await, "reference", "Skriv aldrig namn eller personnummer.");
    says(&ask("20120501-2384", "Exempelskolan").await, "reference", "Skriv aldrig namn eller personnummer.");
    let wish = led(&ask("8B-14", "Exempelskolan").await);
    let second = led(&ask("8B-15", "Exempelskolan").await);
    says(&ask("8B-14", "Exempelskolan").await, "reference", "redan valt den här praktikplatsen");
    let receipt = led(&coordinator.send_only(&format!("{wish}/confirmation"), &[]).await);
    let receipt_page = coordinator.get(&receipt).await;
    assert!(
        receipt_page.body.contains("Platsen är bekräftad") && receipt_page.body.contains("placement/"),
        "{}",
        receipt_page.body
    );
    assert!(receipt_page.body.contains("6 av minst 10 praodagar"), "{}", receipt_page.body);
    let full = coordinator.send_only(&format!("{second}/confirmation"), &[]).await;
    says(&full, "", "Den enda platsen är redan bekräftad.");
    let other = led(&coordinator
        .send_only("/tillarbetslivet/new", &offer(&[("first", "2026-12-07"), ("last", "2026-12-18")]))
        .await);
    let overlap = coordinator.send_only(&format!("{other}/wishes"), &choice("8B-14", "Exempelskolan")).await;
    says(&overlap, "", "redan en bekräftad plats 30\u{a0}november 2026 till 11\u{a0}december 2026");
    let placement = receipt.trim_end_matches("/receipt").to_owned();
    led(&coordinator.send_only(&format!("{placement}/cancellation"), &[]).await);
    let cancelled = coordinator.get(&placement).await;
    assert!(cancelled.body.contains("debiteras inte"), "{}", cancelled.body);
    says(&coordinator.send_only(&format!("{placement}/cancellation"), &[]).await, "", "Platsen är redan avbokad.");
    let placement = led(&coordinator.send_only(&format!("{second}/confirmation"), &[]).await);
    leap(&bed, chrono::TimeDelta::days(5)).await;
    let begun = coordinator.send_only(&placement.replace("/receipt", "/cancellation"), &[]).await;
    says(&begun, "", "Praktiken började 30\u{a0}november 2026");
    for (act, whys) in [
        ("wish", &["wrong-school", "already-wished", "overlap"][..]),
        ("confirmation", &["full"]),
        ("cancellation", &["already-cancelled", "begun"]),
    ] {
        let noted = bed.audited("tillarbetslivet", "habo-0643", &format!("tillarbetslivet.{act}.refused")).await;
        assert!(
            noted.len() == whys.len() && noted.iter().zip(whys).all(|(row, why)| row.contains(why)),
            "{act}: {noted:?}"
        );
    }
    let reader = bed.person("habo-0643:reader");
    assert_eq!(reader.get(&wish).await.status, StatusCode::NOT_FOUND, "pupils are for those who place them");
    let seen = reader.get(&page).await;
    assert!(seen.status == StatusCode::OK && !seen.body.contains("8B-14"), "{}", seen.body);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_drawn_in_words() {
    let bed = ALONE.on(Database::Sqlite).await;
    bed.demonstrate(100).await;
    let coordinator = bed.person("sandviken-2181:case-officer");
    let api = async |path: &str| coordinator.get(&format!("/api/tillarbetslivet/v1/{path}")).await.json();
    let id = |list: &Value| list["items"][0]["id"].as_str().unwrap().to_owned();
    let (offers, wishes) = (api("offers?status=full").await, api("wishes?status=open").await);
    let placements = api("placements").await;
    let mut pages: Vec<String> =
        ["", "/new", "/offers", "/offers?status=free&kind=prao", "/offers?page=2&limit=3", "/wishes?status=passed"]
            .map(|path| format!("/tillarbetslivet{path}"))
            .to_vec();
    pages.extend([
        format!("/tillarbetslivet/offers/{}", id(&offers)),
        format!("/tillarbetslivet/wishes/{}", id(&wishes)),
        format!("/tillarbetslivet/placements/{}", id(&placements)),
        format!("/tillarbetslivet/placements/{}/receipt", id(&placements)),
    ]);
    for lang in ["sv", "en"] {
        coordinator.set_cookie("sambruk_language", lang);
        for page in &pages {
            let answer = coordinator.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.body);
            let words: String = answer.body.split(['<', '>']).skip(2).step_by(2).collect::<Vec<_>>().join(" ");
            for key in ["tillarbetslivet-", "{$", "{ $"] {
                assert!(!words.contains(key), "{page} in {lang} shows {key}: {words}");
            }
        }
    }
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_places_pupils_of_its_own_municipality_only() {
    let bed = ALONE.on(Database::Sqlite).await;
    let (machine, other) = (
        Browser::with_key(bed.url(""), "habo-0643:integrator"),
        Browser::with_key(bed.url(""), "sandviken-2181:integrator"),
    );
    let body = |ends: &str| {
        json!({ "kind": "prao", "employer": "Exempelbolaget AB", "workplace": "Verkstaden", "tasks": "Hjälpa till", "seats": 1,
            "first": "2026-11-30", "last": "2026-12-11", "days": ["mon", "tue"], "starts": "08:00", "ends": ends,
            "breakMinutes": 60, "minAge": 13, "schools": [], "assessed": true })
    };
    let made = machine.json(Method::POST, "/api/tillarbetslivet/v1/offers", &body("15:00")).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let (path, id) = (made.location().unwrap().to_owned(), made.json()["id"].clone());
    let problem = |answer: &Answer| answer.json()["type"].as_str().unwrap().to_owned();
    let long = machine.json(Method::POST, "/api/tillarbetslivet/v1/offers", &body("17:00")).await;
    assert_eq!(problem(&long), "https://sambruk.se/problems/day-too-long");
    assert!(long.body.contains("AFS 2023:2") && long.body.contains("07:00"), "{}", long.body);
    let wish = |reference: &str| json!({ "offer": id, "rank": 1, "reference": reference, "school": "Exempelskolan", "class": "8B", "grade": "8", "born": "2012-05" });
    let foreign = other.json(Method::POST, "/api/tillarbetslivet/v1/wishes", &wish("8B-14")).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    let wished = machine.json(Method::POST, "/api/tillarbetslivet/v1/wishes", &wish("8B-14")).await;
    assert_eq!(wished.status, StatusCode::CREATED, "{}", wished.body);
    let confirm = format!("{}/confirmation", wished.location().unwrap());
    assert_eq!(
        machine.json(Method::POST, &confirm, &json!({})).await.status,
        StatusCode::NOT_FOUND,
        "machines do not confirm"
    );
    let stranger = bed.person("sandviken-2181:case-officer");
    assert_eq!(stranger.json(Method::POST, &confirm, &json!({})).await.status, StatusCode::NOT_FOUND);
    let coordinator = bed.person("habo-0643:case-officer");
    let placed = coordinator.json(Method::POST, &confirm, &json!({})).await;
    assert_eq!(placed.status, StatusCode::CREATED, "{}", placed.body);
    assert_eq!(machine.get(placed.location().unwrap()).await.json()["offer"], id);
    assert_eq!(machine.get(&path).await.json()["status"], "full");
    let cancel = format!("{}/cancellation", placed.location().unwrap());
    assert_eq!(coordinator.json(Method::POST, &cancel, &json!({})).await.status, StatusCode::OK);
    assert_eq!(machine.get(&path).await.json()["status"], "free");
    for bad in ["7", "gy9"] {
        let mut body = wish("8B-16");
        body["grade"] = bad.into();
        let answer = machine.json(Method::POST, "/api/tillarbetslivet/v1/wishes", &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{bad}");
    }
    bed.stop_verified().await;
}
