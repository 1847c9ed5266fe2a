//! The acts on a real store: on SQLite always, and on PostgreSQL where a test cluster is named.

mod api;
mod calendar;
mod meetings;
mod oracle;
mod pages;
mod votes;

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use contracts::{
    Event, Grant, Role, RolesLookup,
    members::{SubscriptionEnded, SubscriptionStarted},
};
use platform::{Actor, Ctx, Result, Rule};
use serde_json::{Value, json};
use testbed::{Alone, Bed, Browser, Database, alone_with, databases, eventually, person_of};

const NOW: &str = "2026-11-22T10:00:00Z";
/// Those with a seat in Bibblix' council.
const SEATED: [&str; 3] = ["habo-0643", "sandviken-2181", "uppsala-0380"];
/// A member that does not use Bibblix.
const SEATLESS: &str = "arboga-1984";

const ALONE: Alone = Alone {
    registry: || alone_with(crate::module(), |identity| identity.answers::<RolesLookup, _, _>(roles)),
    service: "governance",
    to: "bibblix",
    users: &SEATED,
    others: &[SEATLESS],
    now: NOW,
};

/// Whether Habo's council member has lost her roles.
static ROLES_GONE: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

/// Everybody is a council member, until the test says otherwise.
async fn roles(_: Ctx, question: RolesLookup) -> Result<Vec<Grant>> {
    let gone = question.person == person_of("habo-0643:council-member")
        && ROLES_GONE.load(std::sync::atomic::Ordering::Relaxed);
    Ok(if gone { Vec::new() } else { vec![Grant { role: Role::CouncilMember, service: None }] })
}

async fn leap(bed: &Bed, by: TimeDelta) {
    bed.leap(by).await;
}

fn member(bed: &Bed, tenant: &str) -> Browser {
    bed.person(&format!("{tenant}:council-member"))
}

fn office(bed: &Bed) -> Browser {
    bed.person("sambruk:office")
}

async fn post(browser: &Browser, path: &str, body: Value) -> testbed::Answer {
    browser.json(Method::POST, &format!("/api/governance/v1{path}"), &body).await
}

/// The caller's seat in Bibblix' council.
async fn own_seat(browser: &Browser) -> String {
    let councils = browser.get("/api/governance/v1/councils").await.json();
    councils["items"][0]["seat"].as_str().unwrap_or_else(|| panic!("no seat: {councils}")).to_owned()
}

/// Four proposals of Habo's with estimates of 40, 30, 20 and 60 hours, and an open ballot over them with a budget of 90.
async fn opened(bed: &Bed) -> i64 {
    let (habo, office) = (member(bed, "habo-0643"), office(bed));
    let seat = own_seat(&habo).await;
    for (title, hours) in [("Läslistor", 40), ("Sökning", 30), ("Mörkt läge", 20), ("Ny läsare", 60)] {
        let wish = json!({ "title": title, "text": "Barnen behöver det här." });
        let made = post(&habo, &format!("/seats/{seat}/proposals"), wish).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let path = format!("/councils/bibblix/proposals/{}/estimate", made.json()["proposal"]);
        assert_eq!(post(&office, &path, json!({ "hours": hours })).await.status, StatusCode::NO_CONTENT);
    }
    let wish = json!({ "title": "Färdplan 2027", "hours": 90, "closes": "2026-12-06" });
    let opened = post(&office, "/councils/bibblix/ballots", wish).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.body);
    opened.json()["ballot"].as_i64().unwrap()
}

/// A municipality's paper in the open ballot, by the link on its page.
async fn own_paper(browser: &Browser) -> String {
    let home = browser.get("/governance/councils/bibblix").await.body;
    let (_, rest) = home.split_once("/governance/papers/").unwrap_or_else(|| panic!("no paper: {home}"));
    rest.get(..36).unwrap().to_owned()
}

#[test]
fn every_text_exists_in_both_languages_and_every_refusal_has_one() {
    use crate::domain::refusal::Refusal;

    let module = crate::module();
    let texts = ui::Texts::new(&[module.texts]).unwrap();
    let (at, day) = (NOW.parse().unwrap(), "2026-11-22".parse().unwrap());
    for lang in ui::Lang::ALL {
        assert_eq!(texts.missing(lang), Vec::<String>::new());
        for refusal in [
            Refusal::Closed { closed: at },
            Refusal::UnknownItem { item: 9, items: 4 },
            Refusal::ItemTwice { item: 1 },
            Refusal::TooFew { minimum: 3, chosen: 1 },
            Refusal::VotedMeanwhile,
            Refusal::TooEarly { closes: at, left: 2 },
            Refusal::ClosedAlready,
            Refusal::Title,
            Refusal::Text,
            Refusal::Hours,
            Refusal::Spread,
            Refusal::EstimateStands,
            Refusal::TooFewItems { needed: 3, found: 1 },
            Refusal::Frame,
            Refusal::ClosingDay { first: day, last: day },
            Refusal::NoSeats,
            Refusal::NoSuchMove,
        ]
        .into_iter()
        .chain(of_meetings(at, day))
        {
            let key = format!("governance-refusal-{}", refusal.code());
            assert!(texts.has(lang, &key), "{key} in {}", lang.tag());
        }
    }
}

fn of_meetings(at: chrono::DateTime<chrono::Utc>, day: chrono::NaiveDate) -> Vec<crate::domain::refusal::Refusal> {
    use crate::domain::refusal::Refusal;

    vec![
        Refusal::MeetingDay { first: day, last: day },
        Refusal::MeetingTime,
        Refusal::MeetingPlace,
        Refusal::MeetingLink,
        Refusal::MeetingCancelled,
        Refusal::MeetingBegun,
        Refusal::MeetingNotBegun { begins: at },
        Refusal::NoticeSent,
        Refusal::NoticeLate { last: day },
        Refusal::NoAgenda,
        Refusal::ListedLate,
        Refusal::UnknownSubject,
        Refusal::NotListed,
        Refusal::NotNoticed,
        Refusal::NotQuorate { present: 0, needed: 2 },
        Refusal::NotSeated { municipality: "habo-0643".into() },
        Refusal::Verifiers,
        Refusal::MinutesText,
        Refusal::DecisionText,
        Refusal::MinutesFixed,
        Refusal::NotVerifying,
        Refusal::WriterVerifies,
        Refusal::SamePerson,
        Refusal::ReturnReason,
    ]
}
