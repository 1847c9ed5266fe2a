//! The acts on a real store: on SQLite always, and on PostgreSQL where a test cluster is named.

mod api;
mod calendar;
mod meetings;
mod oracle;
mod pages;
mod votes;

use std::pin::Pin;

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use contracts::{
    Assurance, Event, Grant, Role, RolesLookup, Session, SessionLookup, Tenant,
    members::{OrganisationRegistered, SubscriptionEnded, SubscriptionStarted},
};
use platform::{Actor, Clock, Ctx, Module, Result};
use sea_orm::PaginatorTrait;
use serde_json::{Value, json};
use testbed::{Bed, Browser, Database, Setup, eventually};

use crate::entities::seat;

const DEFAULTS: &str = include_str!("../../sambruk/default.toml");
const NOW: &str = "2026-11-22T10:00:00Z";
/// Those with a seat in Bibblix' council.
const SEATED: [&str; 3] = ["habo-0643", "sandviken-2181", "uppsala-0380"];
/// A member that does not use Bibblix.
const SEATLESS: &str = "arboga-1984";

/// The councils, something that tells what the member register would tell, and something that knows who is signed in.
fn registry() -> Vec<Module> {
    let texts = ui::Source { sv: "", en: "" };
    let members = Module::new("members", "building-2", texts)
        .emits::<SubscriptionStarted>()
        .emits::<SubscriptionEnded>()
        .emits::<OrganisationRegistered>();
    let identity = Module::new("identity", "key-round", texts)
        .answers::<SessionLookup, _, _>(session)
        .answers::<RolesLookup, _, _>(roles);
    vec![members, identity, crate::module()]
}

/// Whether Habo's council member has lost her roles.
static ROLES_GONE: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

/// Everybody is a council member, until the test says otherwise.
async fn roles(_: Ctx, question: RolesLookup) -> Result<Vec<Grant>> {
    let gone = question.person == person_of("habo-0643:council-member")
        && ROLES_GONE.load(std::sync::atomic::Ordering::Relaxed);
    Ok(if gone { Vec::new() } else { vec![Grant { role: Role::CouncilMember, service: None }] })
}

/// Each cookie is one person.
fn person_of(cookie: &str) -> uuid::Uuid {
    let hash = platform::caller::secret_hash(cookie);
    uuid::Uuid::from_u128(u128::from_str_radix(&hash[..32], 16).unwrap())
}

/// A cookie `<tenant>:<role>` is a session.
async fn session(ctx: Ctx, lookup: SessionLookup) -> Result<Option<Session>> {
    let now = ctx.clock.now();
    let tenants = SEATED.into_iter().chain([SEATLESS, "sambruk"]).map(|name| name.parse::<Tenant>().unwrap());
    let who = tenants.flat_map(|tenant| Role::ALL.map(|role| (tenant.clone(), role)));
    let mut known = who.filter(|(tenant, role)| {
        platform::caller::secret_hash(&format!("{tenant}:{}", role.name())) == lookup.secret_sha256
    });
    Ok(known.next().map(|(tenant, role)| Session {
        id: platform::id::new(),
        actor: person_of(&format!("{tenant}:{}", role.name())),
        name: "Kim Exempelsson".into(),
        machine: lookup.machine,
        organisation: tenant.to_string(),
        tenant,
        organisations: 1,
        grants: vec![Grant { role, service: None }],
        assurance: Assurance::Loa2,
        authenticated_at: now,
        expires_at: now + TimeDelta::days(400),
    }))
}

fn databases() -> Vec<Database> {
    #[expect(clippy::disallowed_methods, reason = "tests are told where the test cluster is")]
    let cluster = std::env::var("SAMBRUK_TEST_POSTGRES").is_ok();
    if cluster { vec![Database::Sqlite, Database::Postgres] } else { vec![Database::Sqlite] }
}

/// The future is large, so it lies on the heap.
fn bed(database: Database) -> Pin<Box<dyn Future<Output = Bed> + Send>> {
    Box::pin(started(database))
}

async fn started(database: Database) -> Bed {
    let clock = Clock::fixed(NOW.parse().unwrap());
    let bed = Bed::start(registry, Setup { database, clock, defaults: DEFAULTS }).await;
    for name in SEATED.into_iter().chain([SEATLESS]) {
        let tx = bed.service("members").store.begin_for(&name.parse().unwrap(), Actor::System("test")).await.unwrap();
        let short_name = name.split('-').next().unwrap().to_uppercase();
        tx.emit(OrganisationRegistered { short_name, ..OrganisationRegistered::sample() }).await.unwrap();
        if name != SEATLESS {
            let begins = "2025-06-01".parse().unwrap();
            let fact =
                SubscriptionStarted { subscription: platform::id::new(), begins, ..SubscriptionStarted::sample() };
            tx.emit(fact).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    let ctx = bed.service("governance");
    eventually("the seats are heard of", 20, || async {
        let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
        (across.find::<seat::Entity>().count(across.db()).await.unwrap() == 3).then_some(())
    })
    .await;
    bed.running.settle().await.unwrap();
    bed
}

/// Lets time pass once the audit log is sealed: the sealer looks back a while, but not over days.
async fn leap(bed: &Bed, by: TimeDelta) {
    const UNSEALED: &str = "SELECT a.id FROM audit a WHERE NOT EXISTS \
        (SELECT 1 FROM audit_seal s WHERE s.tenant = a.tenant AND s.audit_id = a.id) LIMIT 1";
    bed.running.settle().await.unwrap();
    eventually("the audit log is sealed", 20, || async {
        let across = bed.service("governance").store.across_read(Actor::System("test")).await.unwrap();
        across.query(UNSEALED, []).await.unwrap().is_empty().then_some(())
    })
    .await;
    bed.clock.advance(by);
}

fn person(bed: &Bed, who: &str) -> Browser {
    let browser = bed.browser();
    browser.set_cookie("sambruk", who);
    browser
}

fn member(bed: &Bed, tenant: &str) -> Browser {
    person(bed, &format!("{tenant}:council-member"))
}

fn office(bed: &Bed) -> Browser {
    person(bed, "sambruk:office")
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

/// The audit rows of an act in an organisation, as `object detail`.
async fn audited(bed: &Bed, tenant: &str, action: &str) -> Vec<String> {
    let across = bed.service("governance").store.across_read(Actor::System("test")).await.unwrap();
    let sql = "SELECT object, detail FROM audit WHERE tenant = $1 AND action = $2 ORDER BY id";
    let rows = across.query(sql, [tenant.into(), action.into()]).await.unwrap();
    let text = |row: &sea_orm::QueryResult, column: &str| row.try_get::<String>("", column).unwrap();
    rows.iter().map(|row| format!("{} {}", text(row, "object"), text(row, "detail"))).collect()
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
