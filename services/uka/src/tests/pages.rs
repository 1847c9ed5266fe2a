//! A case officer's day over HTTP: what works, and what is refused in which words.

use axum::http::{Method, StatusCode};
use platform::Actor;
use serde_json::json;
use testbed::{Answer, Browser, Database};

use super::{ALONE, leap, number};

const OK: StatusCode = StatusCode::OK;
const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;
const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// The page's text without markup.
fn words(answer: &Answer) -> String {
    answer.body.split(['<', '>']).skip(2).step_by(2).collect::<Vec<_>>().join(" ").replace('\u{a0}', " ")
}

#[track_caller]
fn says(answer: &Answer, status: StatusCode, text: &str) {
    assert_eq!(answer.status, status, "{}", words(answer));
    assert!(words(answer).contains(text), "{text}: {}", words(answer));
}

async fn register(officer: &Browser, born: &str, situation: &str, resident: &str) -> Answer {
    let number = number(born).written();
    let fields =
        [("number", number.as_str()), ("name", "Nova Provberg"), ("situation", situation), ("resident", resident)];
    officer.send_only("/uka/register", &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_young_person_is_registered_contacted_followed_up_and_closed() {
    let bed = ALONE.on(Database::Sqlite).await;
    let officer = bed.person("habo-0643:case-officer");
    says(&officer.get("/uka").await, OK, "Ännu är ingen registrerad");
    let sent = register(&officer, "2008-05-05", "dropped-out", "true").await;
    assert_eq!(sent.status, SEE_OTHER, "{}", words(&sent));
    let path = sent.location().unwrap().to_owned();
    let page = officer.get(&path).await;
    says(&page, OK, "Nästa uppföljning är 6 december 2026");
    says(&page, OK, "20080505-2396");
    let contacts = format!("{path}/contacts");
    let contact =
        [("day", "2026-11-22"), ("way", "phone"), ("outcome", "no-answer"), ("note", "Ringde"), ("next", "2026-11-24")];
    assert_eq!(officer.send_only(&contacts, &contact).await.status, SEE_OTHER);
    says(&officer.get(&path).await, OK, "Nästa uppföljning är 24 november 2026");
    leap(&bed, 3).await;
    says(&officer.get("/uka").await, OK, "En ungdom är registrerad. Uppföljningen är försenad.");
    says(&officer.get("/uka?state=overdue").await, OK, "Nova Provberg");
    let measure = [("kind", "placement"), ("starts", "2026-11-25"), ("ends", "")];
    assert_eq!(officer.send_only(&format!("{path}/measures"), &measure).await.status, SEE_OTHER);
    let page = officer.get(&path).await;
    says(&page, OK, "Praktik");
    assert!(page.body.contains("name=\"ends-"), "{}", page.body);
    let action = page.body.split('"').find(|text| text.starts_with("/uka/measures/")).unwrap().to_owned();
    says(&officer.send_only(&action, &[("ends", "2026-11-24")]).await, REFUSED, "kan inte sluta innan den börjar");
    let id = action.split('/').nth(3).unwrap();
    let field = format!("ends-{id}");
    assert_eq!(officer.send_only(&action, &[(field.as_str(), "2026-11-25")]).await.status, SEE_OTHER);
    says(&officer.send_only(&action, &[("ends", "2026-11-25")]).await, REFUSED, "redan avslutad");
    let close = format!("{path}/close");
    says(&officer.send_only(&close, &[("reason", "turned-20")]).await, REFUSED, "fyller 20 år först 5 maj 2028");
    says(&officer.send_only(&close, &[("reason", "")]).await, REFUSED, "Välj i listan");
    assert_eq!(officer.send_only(&close, &[("reason", "started-education")]).await.status, SEE_OTHER);
    says(&officer.get(&path).await, OK, "Ärendet avslutades 25 november 2026");
    says(&officer.send_only(&contacts, &contact).await, REFUSED, "avslutades 25 november 2026 och kan inte ändras");
    says(&officer.get("/uka?state=closed").await, OK, "Har börjat en utbildning");
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_can_not_be_registered_is_told_why_by_the_field() {
    let bed = ALONE.on(Database::Sqlite).await;
    let officer = bed.person("habo-0643:case-officer");
    let first = register(&officer, "2008-05-05", "dropped-out", "true").await;
    let path = first.location().unwrap().to_owned();
    let twice = register(&officer, "2008-05-05", "dropped-out", "true").await;
    says(&twice, REFUSED, "redan registrerad i kommunen och kan inte registreras två gånger");
    assert!(
        twice.body.contains(&format!("href=\"{path}\"")) && twice.body.contains("field-number-error"),
        "{}",
        twice.body
    );
    let elsewhere = bed.person("sandviken-2181:case-officer");
    let other = register(&elsewhere, "2008-05-05", "dropped-out", "true").await;
    assert_eq!(other.status, SEE_OTHER, "another municipality knows nothing of it");
    for (born, situation, resident, text) in [
        (
            "2006-11-22",
            "dropped-out",
            "true",
            "fyllde 20 år 22 november 2026. Kommunens aktivitetsansvar har då upphört",
        ),
        ("2012-01-01", "never-started", "true", "för ung: skolplikten kan vara fullgjord tidigast 2027"),
        ("2008-05-06", "dropped-out", "", "inte folkbokförd i kommunen"),
        ("2010-05-06", "in-compulsory", "true", "går i grundskolan omfattas inte"),
        ("2008-05-06", "attends-upper", "true", "går i gymnasiet eller på introduktionsprogram omfattas inte"),
        ("2007-05-06", "completed", "true", "har slutfört gymnasiet omfattas inte"),
        ("2008-05-06", "", "true", "Välj i listan"),
    ] {
        let answer = register(&officer, born, situation, resident).await;
        says(&answer, REFUSED, text);
        assert!(answer.body.contains("-error"), "by the field: {}", answer.body);
    }
    for (number, text) in [
        ("20080505-2392", "Sista siffran stämmer inte"),
        ("20080230-2391", "en dag som inte finns"),
        ("x", "10 eller 12 siffror"),
    ] {
        let fields = [("number", number), ("name", "Nova"), ("situation", "dropped-out"), ("resident", "true")];
        says(&officer.send_only("/uka/register", &fields).await, REFUSED, text);
        says(&officer.send_only("/uka/find", &[("number", number)]).await, REFUSED, text);
    }
    let found = officer.send_only("/uka/find", &[("number", &number("2008-05-05").written())]).await;
    assert_eq!((found.status, found.location()), (SEE_OTHER, Some(path.as_str())));
    let noted = bed.audited("uka", "habo-0643", "uka.register.refused").await;
    assert_eq!(noted.len(), 7, "each rule that refused is noted: {noted:?}");
    assert!(noted[0].contains("already-registered") && noted[1].contains("over-age"), "{noted:?}");
    let nobody = officer.send_only("/uka/find", &[("number", &number("2009-05-05").written())]).await;
    says(&nobody, OK, "Ingen med det personnumret är registrerad i kommunen");
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_in_the_future_is_refused_by_the_field() {
    let bed = ALONE.on(Database::Sqlite).await;
    let officer = bed.person("habo-0643:case-officer");
    let path = register(&officer, "2008-05-05", "dropped-out", "true").await.location().unwrap().to_owned();
    let contacts = format!("{path}/contacts");
    let long = "å".repeat(501);
    for (day, next, note, text) in [
        ("2026-11-23", "", "", "En kontakt kan inte ligga i framtiden. I dag är det 22 november 2026."),
        ("2026-11-21", "", "", "ligger före registreringen 22 november 2026"),
        ("2026-11-22", "2026-11-21", "", "Nästa uppföljning kan inte ligga i det förflutna"),
        ("i går", "", "", "Skriv dagen som år-månad-dag"),
        ("", "", long.as_str(), "Skriv högst 500 tecken"),
    ] {
        let fields = [("day", day), ("way", "phone"), ("outcome", "reached"), ("next", next), ("note", note)];
        let answer = officer.send_only(&contacts, &fields).await;
        says(&answer, REFUSED, text);
        assert!(answer.body.contains("-error"), "by the field: {}", answer.body);
    }
    says(&officer.get(&path).await, OK, "Ännu finns inga");
    let log = bed.person("habo-0643:administrator").get(&path).await.body;
    assert_eq!(log.matches("Nekades av en regel").count(), 3, "what a rule refused is noted: {log}");
    let noted = bed.audited("uka", "habo-0643", "uka.why.refused").await;
    let rules = ["contact-in-future", "before-case", "follow-up-in-past"];
    assert!(noted.len() == 3 && noted.iter().zip(rules).all(|(row, rule)| row.contains(rule)), "{noted:?}");
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_serves_its_own_municipality_only() {
    let bed = ALONE.on(Database::Sqlite).await;
    let machine = Browser::with_key(bed.url(""), "habo-0643:integrator");
    let wish = json!({ "personalNumber": number("2008-05-05").digits(), "name": "Nova Provberg", "situation": "studiebevis", "resident": true });
    let made = machine.json(Method::POST, "/api/uka/v1/youths", &wish).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let path = made.location().unwrap().to_owned();
    // The refusal leaves a trace in the access log, so it is an act too: the same key is told the same, once logged.
    let key = "another-registration";
    let first = machine.json_as(key, Method::POST, "/api/uka/v1/youths", &wish).await;
    let again = first.json();
    assert_eq!(again["type"], "https://sambruk.se/problems/already-registered");
    assert!(again["detail"].as_str().unwrap().contains(&path), "{again}");
    let repeated = machine.json_as(key, Method::POST, "/api/uka/v1/youths", &wish).await;
    assert_eq!((repeated.status, &repeated.json()["detail"]), (first.status, &again["detail"]));
    assert!(first.headers.get("idempotency-replayed").is_none());
    assert_eq!(repeated.headers["idempotency-replayed"], "true");
    assert_eq!(repeated.headers["content-type"], first.headers["content-type"]);
    let other = json!({ "personalNumber": number("2008-05-06").digits(), "name": "N P", "situation": "studiebevis", "resident": true });
    let reused = machine.json_as(key, Method::POST, "/api/uka/v1/youths", &other).await.json();
    assert_eq!(reused["type"], "https://sambruk.se/problems/idempotency-key-reused", "{reused}");
    // A refusal that left nothing behind is kept nowhere: it is judged anew.
    let key = "one-that-leaves-no-trace";
    let old = json!({ "personalNumber": number("2000-01-01").digits(), "name": "Nova Provberg", "situation": "studiebevis", "resident": true });
    for _ in 0..2 {
        let refused = machine.json_as(key, Method::POST, "/api/uka/v1/youths", &old).await;
        assert_eq!((refused.status, refused.headers.get("idempotency-replayed")), (REFUSED, None));
    }
    // What the register encrypts is not plain in the answers that are kept for repeated requests either.
    let across = bed.service("uka").store.across_read(Actor::System("test")).await.unwrap();
    let kept = across.query("SELECT body FROM idempotency WHERE body IS NOT NULL", []).await.unwrap();
    assert_eq!(kept.len(), 2);
    for row in kept {
        let body: String = row.try_get("", "body").unwrap();
        assert!(!["Nova", "200805052396", "person"].iter().any(|plain| body.contains(plain)), "{body}");
    }
    drop(across);
    let shown = machine.get(&path).await.json();
    assert_eq!((&shown["name"], &shown["personalNumber"]), (&json!("Nova Provberg"), &json!("200805052396")));
    let listed = machine.get("/api/uka/v1/youths").await.json();
    assert_eq!((&listed["total"], &listed["items"][0]["personalNumber"]), (&json!(1), &json!(null)));
    for bad in [
        json!({ "personalNumber": "20080505-2392", "name": "N", "situation": "x", "resident": true }),
        json!({ "personalNumber": number("2008-05-06").digits(), "name": "Nova", "situation": "bored", "resident": true }),
        json!({ "personalNumber": number("2008-05-06").digits(), "name": "Nova", "situation": "dropped-out" }),
    ] {
        assert_eq!(
            machine.json(Method::POST, "/api/uka/v1/youths", &bad).await.status,
            StatusCode::BAD_REQUEST,
            "{bad}"
        );
    }
    assert_eq!(machine.get("/api/uka/v1/youths?state=lost").await.status, StatusCode::BAD_REQUEST);
    let contact = json!({ "day": "2026-11-23", "way": "letter", "outcome": "reached" });
    let officer = bed.person("habo-0643:case-officer");
    let refused = officer.json(Method::POST, &format!("{path}/contacts"), &contact).await;
    assert_eq!(
        (refused.status, refused.json()["type"].as_str()),
        (REFUSED, Some("https://sambruk.se/problems/contact-in-future"))
    );
    let none = StatusCode::NOT_FOUND;
    assert_eq!(
        machine.json(Method::POST, &format!("{path}/contacts"), &contact).await.status,
        none,
        "machines make no contacts"
    );
    assert_eq!(Browser::with_key(bed.url(""), "sandviken-2181:integrator").get(&path).await.status, none);
    for role in ["reader", "economist"] {
        assert_eq!(bed.person(&format!("habo-0643:{role}")).get(&path).await.status, none, "{role}");
    }
    assert_eq!(officer.get(&format!("{path}/accesses")).await.status, none);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_drawn_in_words() {
    let bed = ALONE.on(Database::Sqlite).await;
    bed.demonstrate(60).await;
    let administrator = bed.person("sandviken-2181:administrator");
    let open = administrator.get("/api/uka/v1/youths?limit=1").await.json();
    let closed = administrator.get("/api/uka/v1/youths?limit=1&state=closed").await.json();
    let youth = |list: &serde_json::Value| format!("/uka/youths/{}", list["items"][0]["id"].as_str().unwrap());
    let pages = [
        "/uka".to_owned(),
        "/uka?state=overdue".into(),
        "/uka?state=closed&page=2&limit=5".into(),
        "/uka/register".into(),
        "/uka/registered".into(),
        youth(&open),
        youth(&closed),
    ];
    for lang in ["sv", "en"] {
        administrator.set_cookie("sambruk_language", lang);
        for page in &pages {
            let answer = administrator.get(page).await;
            assert_eq!(answer.status, OK, "{page}: {}", answer.body);
            let words = words(&answer);
            assert!(!words.contains("uka-") && !words.contains("{ $"), "{page} in {lang}: {words}");
        }
    }
    bed.stop_verified().await;
}
