//! The pages and the API over HTTP, as different people.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testbed::{Browser, Database};

use super::ALONE;
use crate::demo::EXAMPLE_TITLE;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_drawn_in_words() {
    let bed = ALONE.on(Database::Sqlite).await;
    bed.demonstrate(10).await;
    let librarian = bed.person("sandviken-2181:case-officer");
    let mut pages = vec![
        "/bibblix".to_owned(),
        "/bibblix/lend?q=%C3%A4lg".into(),
        format!("/bibblix/lend?title={EXAMPLE_TITLE}"),
        "/bibblix/loans?status=reversed".into(),
        "/bibblix/loans?page=2&limit=50".into(),
        "/bibblix/titles?q=%C3%84LGEN".into(),
        "/bibblix/budget".into(),
    ];
    let loans = librarian.get("/api/bibblix/v1/loans?limit=1").await.json();
    let loan = loans["items"][0]["id"].as_str().unwrap();
    pages.extend([format!("/bibblix/loans/{loan}"), format!("/bibblix/loans/{loan}/receipt")]);
    for lang in ["sv", "en"] {
        librarian.set_cookie("sambruk_language", lang);
        for page in &pages {
            let answer = librarian.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.body);
            let words: String = answer.body.split(['<', '>']).skip(2).step_by(2).collect::<Vec<_>>().join(" ");
            for key in [
                "bibblix-column",
                "bibblix-stat",
                "bibblix-budget-",
                "bibblix-lend-",
                "bibblix-price",
                "bibblix-loan",
                "{$",
                "{ $",
            ] {
                assert!(!words.contains(key), "{page} in {lang} shows {key}: {words}");
            }
        }
    }
    let file = librarian.get("/bibblix/loans?export=csv").await;
    assert!(file.body.starts_with('\u{feff}') && file.body.lines().count() > 1000, "{}", file.body.lines().count());
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_librarian_lends_and_is_told_by_the_field_why_not() {
    let bed = ALONE.on(Database::Sqlite).await;
    let librarian = bed.person("habo-0643:case-officer");
    let wrong = librarian.send_only("/bibblix/lend", &[("title", EXAMPLE_TITLE), ("card", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("4 till 32 bokstäver") && wrong.body.contains("field-card-error"), "{}", wrong.body);
    let sent = librarian.send_only("/bibblix/lend", &[("title", EXAMPLE_TITLE), ("card", "2181 0001")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let receipt = librarian.get(sent.location().unwrap()).await;
    assert!(receipt.body.contains("Titeln är utlånad") && receipt.body.contains("loan/"), "{}", receipt.body);
    let again = librarian.send_only("/bibblix/lend", &[("title", EXAMPLE_TITLE), ("card", "2181-0001")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.body.contains("Kortet har redan den här titeln till och med 20\u{a0}december 2026"),
        "{}",
        again.body
    );
    let administrator = bed.person("habo-0643:administrator");
    let low = administrator.send_only("/bibblix/budget", &[("cap", "7")]).await;
    assert!(low.status == StatusCode::UNPROCESSABLE_ENTITY && low.body.contains("8,00\u{a0}kr använt"), "{}", low.body);
    assert_eq!(administrator.send_only("/bibblix/budget", &[("cap", "9,50")]).await.status, StatusCode::SEE_OTHER);
    let poor = librarian.send_only("/bibblix/lend", &[("title", EXAMPLE_TITLE), ("card", "2181-0002")]).await;
    assert!(
        poor.body.contains("bara 1,50\u{a0}kr återstår") && poor.body.contains("1\u{a0}december 2026"),
        "{}",
        poor.body
    );
    let page = sent.location().unwrap().trim_end_matches("/receipt").to_owned();
    assert_eq!(librarian.send_only(&format!("{page}/return"), &[]).await.status, StatusCode::SEE_OTHER);
    let twice = librarian.send_only(&format!("{page}/return"), &[]).await;
    assert!(
        twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("redan återlämnat"),
        "{}",
        twice.body
    );
    assert_eq!(
        librarian.send_only(&format!("{page}/reversal"), &[("reason", " ")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        librarian.send_only(&format!("{page}/reversal"), &[("reason", "Gick inte att öppna")]).await.status,
        StatusCode::SEE_OTHER
    );
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_lends_to_its_own_municipality_only() {
    let bed = ALONE.on(Database::Sqlite).await;
    let machine = Browser::with_key(bed.url(""), "habo-0643:integrator");
    let wish = json!({ "title": EXAMPLE_TITLE, "card": "21810001" });
    let made = machine.json(Method::POST, "/api/bibblix/v1/loans", &wish).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let path = made.location().unwrap().to_owned();
    assert_eq!(machine.get(&path).await.json()["price"], json!({ "ore": 800, "priceList": "2026-1", "step": "24+" }));
    let other = Browser::with_key(bed.url(""), "sandviken-2181:integrator");
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.json(Method::POST, &format!("{path}/return"), &json!({})).await.status, StatusCode::NOT_FOUND);
    let again = machine.json(Method::POST, "/api/bibblix/v1/loans", &wish).await;
    assert_eq!(
        (again.status, again.json()["type"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("https://sambruk.se/problems/already-on-loan"))
    );
    for bad in [
        json!({ "title": EXAMPLE_TITLE }),
        json!({ "title": "x", "card": "1234" }),
        json!({ "title": EXAMPLE_TITLE, "card": "å" }),
    ] {
        assert_eq!(
            machine.json(Method::POST, "/api/bibblix/v1/loans", &bad).await.status,
            StatusCode::BAD_REQUEST,
            "{bad}"
        );
    }
    let reversal = machine.json(Method::POST, &format!("{path}/reversal"), &json!({ "reason": "Gick inte" })).await;
    assert_eq!(reversal.status, StatusCode::NOT_FOUND, "machines do not take loans back");
    let reader = bed.person("habo-0643:reader");
    assert_eq!(reader.get(&path).await.status, StatusCode::OK);
    assert_eq!(reader.json(Method::POST, "/api/bibblix/v1/loans", &wish).await.status, StatusCode::NOT_FOUND);
    let blind = bed
        .person("habo-0643:administrator")
        .json(Method::PUT, "/api/bibblix/v1/budget", &json!({ "capOre": 900 }))
        .await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(machine.get("/api/bibblix/v1/titles?q=%C3%A4lgen&limit=101").await.status, StatusCode::BAD_REQUEST);
    assert!(machine.get("/api/bibblix/v1/titles?q=%C3%A4lgen").await.json()["total"].as_u64().unwrap() > 5);
    bed.stop_verified().await;
}
