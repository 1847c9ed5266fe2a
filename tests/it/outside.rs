//! People from outside: an employer and guardians come in by their links through the e-identification broker, see and approve what they
//! were invited to, and nothing else; the broker is the association's, and one at a time.

use chrono::{Datelike, Days};
use platform::{Actor, clock::local_date};
use reqwest::{Method, StatusCode};
use serde_json::json;
use testbed::{Answer, Bed, Browser, Database, FoundForm, eventually};

use crate::clients::bed;

const OWN: &str = "/tillarbetslivet/own";
const API: &str = "/api/tillarbetslivet/v1";

async fn signed_in(bed: &Bed, person: &str) -> Browser {
    let browser = bed.browser();
    browser.sign_in(person).await;
    browser
}

/// A confirmed placement of a new pupil, in some weeks; tells its page.
async fn placed(bed: &Bed, alex: &Browser, reference: &str) -> String {
    let today = local_date(bed.clock.now());
    let monday = today + Days::new(42 - u64::from(today.weekday().num_days_from_monday()));
    let offer = json!({ "kind": "prao", "employer": "Journalbolaget AB", "workplace": "Lagret", "tasks": "Packa", "seats": 3,
        "first": monday, "last": monday + Days::new(4), "days": ["mon", "tue"], "starts": "08:00", "ends": "15:00", "breakMinutes": 60,
        "minAge": 13, "schools": [], "assessed": true });
    let offer = alex.json(Method::POST, &format!("{API}/offers"), &offer).await;
    assert_eq!(offer.status, StatusCode::CREATED, "{}", offer.body);
    let born = format!("{}-01", monday.year() - 15);
    let wish = json!({ "offer": offer.json()["id"], "rank": 1, "reference": reference, "school": "Exempelskolan", "class": "8B",
        "grade": "8", "born": born });
    let wish = alex.json(Method::POST, &format!("{API}/wishes"), &wish).await;
    assert_eq!(wish.status, StatusCode::CREATED, "{}", wish.body);
    let confirm = format!("{}/confirmation", wish.location().unwrap());
    let placement = alex.json(Method::POST, &confirm, &json!({})).await;
    assert_eq!(placement.status, StatusCode::CREATED, "{}", placement.body);
    format!("/tillarbetslivet/placements/{}", placement.json()["id"].as_str().unwrap())
}

/// Invites somebody; tells the link's path, which is shown once.
async fn link(alex: &Browser, page: &str, party: &str) -> String {
    let made = alex.send_only(&format!("{page}/invitations"), &[("party", party), ("address", "")]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let from = made.body.find("/identity/invitation?code=").unwrap_or_else(|| panic!("no link: {}", made.body));
    made.body[from..].split(['<', '"', ' ']).next().unwrap().trim_end().to_owned()
}

/// The way from a link's page to the broker, once identity has heard of the invitation.
async fn way(bed: &Bed, link: &str) -> String {
    let page = eventually("identity knows of the link", 10, || async {
        let page = bed.browser().get(link).await;
        (page.status == StatusCode::OK).then_some(page)
    })
    .await;
    let from = page.body.find("/identity/start?provider=").unwrap();
    page.body[from..].split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&")
}

async fn says(answer: &Answer, status: StatusCode, words: &str) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert!(answer.body.contains(words), "no \"{words}\": {}", answer.body);
}

/// The address of the withdrawal of the invitation that stands at this place on the page.
async fn withdrawal(alex: &Browser, page: &str, at: usize) -> String {
    let body = alex.get(page).await.body;
    let found: Vec<&str> = body.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    found.into_iter().filter(|to| to.ends_with("/withdrawal")).nth(at).unwrap().to_owned()
}

async fn approvals(database: Database) {
    let bed = bed(database).await;
    let alex = signed_in(&bed, "alex").await;
    let page = placed(&bed, &alex, "J9-1").await;
    let (employers, guardians) = (link(&alex, &page, "employer").await, link(&alex, &page, "guardian").await);

    // A link says who invites, to what and until when; nothing of the pupil, and to a guardian not where she will be.
    let (to_employer, to_guardian) = (way(&bed, &employers).await, way(&bed, &guardians).await);
    let opened = bed.browser().get(&employers).await;
    for words in ["Sandvikens kommun", "Journalbolaget AB, Lagret", "Arbetsgivare", "Länken gäller till"] {
        says(&opened, StatusCode::OK, words).await;
    }
    assert!(!opened.body.contains("J9-1") && !opened.body.contains("Exempelskolan"), "{}", opened.body);
    let opened = bed.browser().get(&guardians).await;
    assert!(!opened.body.contains("Journalbolaget") && !opened.body.contains("J9-1"), "{}", opened.body);
    let foreign = bed.browser().get("/identity/invitation?code=0123456789").await;
    says(&foreign, StatusCode::NOT_FOUND, "Länken är inte hel").await;

    // The first who comes by it is the one.
    let nadja = bed.browser();
    let refused = nadja.sign_in_outside("nadja").await;
    says(&refused, StatusCode::OK, "Du är inte inbjuden till något").await;
    let came = nadja.come(&to_employer, "nadja").await;
    assert!(came.path.starts_with(&format!("{OWN}/")), "{} {}", came.path, came.body);
    says(&came, StatusCode::OK, "Ditt godkännande saknas").await;
    assert!(came.body.contains("J9-1") && came.body.contains("Årskurs 8") && came.body.contains("Alex Mall"));
    assert!(!came.body.contains("Exempelskolan"), "more of the pupil than is hers: {}", came.body);
    says(&bed.browser().get(&employers).await, StatusCode::GONE, "Inbjudan är redan använd").await;
    let second = bed.browser().come(&to_employer, "enar").await;
    says(&second, StatusCode::BAD_REQUEST, "Någon annan har redan använt inbjudan").await;
    let again = bed.browser().come(&to_employer, "nadja").await;
    assert_eq!(again.path, came.path, "hers it stays");

    nothing_else(&bed, &nadja).await;

    let vilja = bed.browser();
    let hers = vilja.come(&to_guardian, "vilja").await;
    says(&hers, StatusCode::OK, "Arbetsgivaren godkänner först").await;
    assert_eq!(vilja.get(&came.path).await.status, StatusCode::NOT_FOUND, "it is the employer's");
    assert_eq!(nadja.get(&hers.path).await.status, StatusCode::NOT_FOUND, "it is the guardian's");
    let enar = bed.browser();
    enar.sign_in_outside("enar").await;
    assert_eq!(enar.get(OWN).await.status, StatusCode::OK, "an employer of another municipality is known");
    assert_eq!(enar.get(&came.path).await.status, StatusCode::NOT_FOUND, "and this is not hers");

    let weak = nadja.send_only(&format!("{}/approval", came.path), &[]).await;
    assert!(weak.location().is_some_and(|to| to.starts_with("/identity/step-up")), "{:?}", weak.location());
    vilja.step_up_outside("vilja").await;
    let early = vilja.send_only(&format!("{}/approval", hers.path), &[]).await;
    says(&early, StatusCode::UNPROCESSABLE_ENTITY, "Arbetsgivaren godkänner platsen först").await;
    nadja.step_up_outside("nadja").await;
    says(&nadja.send(&format!("{}/approval", came.path), &[]).await, StatusCode::OK, "Du har godkänt platsen").await;
    says(&vilja.send(&format!("{}/approval", hers.path), &[]).await, StatusCode::OK, "Du har godkänt platsen").await;
    let twice = vilja.send_only(&format!("{}/approval", hers.path), &[]).await;
    says(&twice, StatusCode::UNPROCESSABLE_ENTITY, "Platsen är redan godkänd").await;
    let whole = alex.get(&page).await;
    for words in ["har godkänt platsen", "Arbetsgivare, Nadja Nyinbjuden", "Vårdnadshavare, Vilja Vårdnad"] {
        says(&whole, StatusCode::OK, words).await;
    }

    // Withdrawn, her role is over, and with it her session; the guardian's other placement stays.
    let withdraw = withdrawal(&alex, &page, 0).await;
    assert_eq!(alex.send_only(&withdraw, &[]).await.status, StatusCode::SEE_OTHER);
    eventually("she is out", 2, || async { nadja.get(OWN).await.path.starts_with("/identity/sign-in").then_some(()) })
        .await;
    says(&bed.browser().sign_in_outside("nadja").await, StatusCode::OK, "Du är inte inbjuden till något").await;
    says(&bed.browser().get(&employers).await, StatusCode::GONE, "tillbakadragen").await;
    bed.stop_verified().await;
}

/// Two who have the same link and use it at the same moment: one is the one.
async fn at_once(database: Database) {
    let bed = bed(database).await;
    let alex = signed_in(&bed, "alex").await;
    for turn in 0..3 {
        let page = placed(&bed, &alex, &format!("J9-{turn}")).await;
        let there = way(&bed, &link(&alex, &page, "employer").await).await;
        let (one, other) = (bed.browser(), bed.browser());
        let came = tokio::join!(one.come(&there, "ellis"), other.come(&there, "enar"));
        let mut came = [came.0, came.1];
        came.sort_by_key(|answer| answer.status);
        let [inside, out] = came;
        says(&inside, StatusCode::OK, "Ditt godkännande saknas").await;
        says(&out, StatusCode::BAD_REQUEST, "Någon annan har redan använt inbjudan").await;
    }
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_with_one_link_at_once_one_comes_in_on_sqlite() {
    at_once(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_with_one_link_at_once_one_comes_in_on_postgres() {
    at_once(Database::Postgres).await;
}

/// Whoever comes from outside is on no staff's page and reaches none; nothing in the rows names her at the broker.
async fn nothing_else(bed: &Bed, nadja: &Browser) {
    let me = nadja.get("/api/identity/v1/me").await.json();
    assert_eq!(me["roles"], json!([{ "role": "employer", "service": "tillarbetslivet" }]), "{me}");
    assert_eq!(nadja.get("/").await.path, OWN, "the first page leads her on");
    for path in [
        "/bibblix/loans",
        "/tillarbetslivet",
        "/tillarbetslivet/wishes",
        "/uka/register",
        "/members",
        "/identity/people",
        "/identity/connections",
        "/api/members/v1/organisations",
        "/api/portal/v1/tasks",
        "/api/tillarbetslivet/v1/placements",
    ] {
        assert_eq!(nadja.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let (kim, drew) = (signed_in(bed, "kim").await, signed_in(bed, "drew").await);
    kim.step_up("kim").await;
    drew.step_up("drew").await;
    let person = format!("/identity/people/{}", me["actor"].as_str().unwrap());
    for administrator in [&kim, &drew] {
        assert!(!administrator.get("/identity/people?limit=100").await.body.contains("Nadja"));
        assert_eq!(administrator.get(&person).await.status, StatusCode::NOT_FOUND);
        let given = administrator.send_only(&format!("{person}/give"), &[("role", "reader"), ("service", "")]).await;
        assert_eq!(given.status, StatusCode::NOT_FOUND);
    }
    // Even a row that nothing here writes gives her nothing.
    let across = bed.service("identity").store.across_for(Actor::System("test")).await.unwrap();
    let actor: uuid::Uuid = me["actor"].as_str().unwrap().parse().unwrap();
    let sql =
        "INSERT INTO identity_grant (tenant, id, person, role, given_at) VALUES ($1, $2, $3, 'administrator', $4)";
    let values = ["sandviken-2181".into(), platform::id::new().into(), actor.into(), across.now().into()];
    assert_eq!(across.execute(sql, values).await.unwrap(), 1);
    across.commit().await.unwrap();
    let fresh = bed.browser();
    fresh.sign_in_outside("nadja").await;
    assert_eq!(fresh.get("/api/identity/v1/me").await.json()["roles"], me["roles"]);
    let across = bed.service("identity").store.across_read(Actor::System("test")).await.unwrap();
    let sql = "SELECT subject, email FROM identity_person WHERE issuer LIKE 'outside %'";
    let rows = across.query(sql, []).await.unwrap();
    assert!(rows.len() >= 4, "{}", rows.len());
    for row in rows {
        let subject: String = row.try_get("", "subject").unwrap();
        assert!(subject.len() == 64 && row.try_get::<Option<String>>("", "email").unwrap().is_none(), "{subject}");
    }
    let refused = bed.audited("identity", "sandviken-2181", "identity.invitation.accept").await;
    assert!(!refused.is_empty(), "who came in is noted");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_employer_and_a_guardian_come_in_and_approve_on_sqlite() {
    Box::pin(approvals(Database::Sqlite)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_employer_and_a_guardian_come_in_and_approve_on_postgres() {
    Box::pin(approvals(Database::Postgres)).await;
}

async fn broker(database: Database) {
    let bed = bed(database).await;
    let (kim, drew) = (signed_in(&bed, "kim").await, signed_in(&bed, "drew").await);
    kim.step_up("kim").await;
    drew.step_up("drew").await;
    let list = "/identity/connections";
    let fields = |issuer: &'static str| {
        [
            ("protocol", "oidc"),
            ("label", "E-legitimation"),
            ("issuer", issuer),
            ("client_id", "sambruk"),
            ("outside", "on"),
        ]
    };
    assert!(!kim.get(list).await.body.contains("name=\"outside\""), "a municipality is not asked");
    let own = kim.send_only(list, &fields("http://127.0.0.1:1/kim")).await;
    says(&own, StatusCode::UNPROCESSABLE_ENTITY, "en tjänst som Sambruk ansluter").await;

    // The demonstration's is one like others: it is tried, and has neither scopes nor rules.
    let id = drew.broker().await.split("provider=").nth(1).unwrap().to_owned();
    let page = format!("{list}/{id}");
    let shown = drew.get(&page).await;
    says(&shown, StatusCode::OK, "För arbetsgivare och vårdnadshavare").await;
    assert!(FoundForm::on(&shown.body, &format!("{page}/rules")).is_none(), "{}", shown.body);
    let rule = [("attribute", "groups"), ("value", "Alla"), ("role", "reader"), ("service", "")];
    let refused = drew.send_only(&format!("{page}/rules"), &rule).await;
    says(&refused, StatusCode::UNPROCESSABLE_ENTITY, "får ingen roll av en regel").await;
    let tried = drew.come(&format!("/identity/start?provider={id}&trial=on"), "ellis").await;
    assert_eq!(tried.path, page);
    says(&tried, StatusCode::OK, "Provet gick bra").await;
    assert!(!tried.body.contains("Ellis"), "a trial tells nothing of whom it was tried with: {}", tried.body);

    // Of two, one is in use.
    let made = drew.send_only(list, &fields("http://127.0.0.1:1/eid")).await;
    let other = made.location().unwrap_or_else(|| panic!("{}", made.body)).to_owned();
    let across = bed.service("identity").store.across_for(Actor::System("test")).await.unwrap();
    let sql = "UPDATE identity_connection SET tried_at = changed_at WHERE issuer = 'http://127.0.0.1:1/eid'";
    assert_eq!(across.execute(sql, []).await.unwrap(), 1);
    across.commit().await.unwrap();
    let on = drew.send_only(&format!("{other}/switch"), &[("state", "live")]).await;
    says(&on, StatusCode::UNPROCESSABLE_ENTITY, "En annan e-legitimationstjänst är i bruk").await;

    // Switched off, it lets nobody in, and who is in is out.
    let ellis = bed.browser();
    assert_eq!(ellis.sign_in_outside("ellis").await.path, OWN);
    assert_eq!(drew.send_only(&format!("{page}/switch"), &[("state", "off")]).await.status, StatusCode::SEE_OTHER);
    eventually("she is out", 2, || async { ellis.get(OWN).await.path.starts_with("/identity/sign-in").then_some(()) })
        .await;
    let sign_in = bed.browser().get("/identity/sign-in").await;
    assert!(!sign_in.body.contains("id=\"outside\""), "the way is not offered: {}", sign_in.body);
    let start = bed.browser().get(&format!("/identity/start?provider={id}")).await;
    assert_eq!(start.status, StatusCode::NOT_FOUND);
    let on = drew.send_only(&format!("{other}/switch"), &[("state", "live")]).await;
    assert_eq!(on.status, StatusCode::SEE_OTHER, "now it may be: {}", on.body);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_broker_is_the_associations_and_one_at_a_time_on_sqlite() {
    broker(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_broker_is_the_associations_and_one_at_a_time_on_postgres() {
    broker(Database::Postgres).await;
}
