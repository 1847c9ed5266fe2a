//! The acts on a real store, and the pages and the API over HTTP: on SQLite always, and on PostgreSQL where a test cluster is named.

mod acts;
mod pages;
mod protected;

use std::pin::Pin;

use chrono::NaiveDate;
use contracts::{Assurance, Event, Grant, Role, Session, SessionLookup, Tenant, members::SubscriptionStarted};
use platform::{Actor, Clock, Ctx, Module, Result};
use sea_orm::PaginatorTrait;
use testbed::{Bed, Browser, Database, Setup, eventually};
use uuid::Uuid;

use crate::{
    cases::{self, New},
    desk::Desk,
    domain::{
        codes::{Closing, MeasureKind, Outcome, Situation, Way},
        number::PersonalNumber,
        refusal::Refusal,
    },
    entities::{subscription, youth},
    failure::Failure,
};

const DEFAULTS: &str = include_str!("../../sambruk/default.toml");
const NOW: &str = "2026-11-22T10:00:00Z";

fn habo() -> Tenant {
    "habo-0643".parse().unwrap()
}

fn sandviken() -> Tenant {
    "sandviken-2181".parse().unwrap()
}

/// UKA, something that tells what the member register would tell, and something that knows who is signed in.
fn registry() -> Vec<Module> {
    let texts = ui::Source { sv: "", en: "" };
    let members = Module::new("members", "building-2", texts).emits::<SubscriptionStarted>();
    let identity = Module::new("identity", "key-round", texts).answers::<SessionLookup, _, _>(session);
    vec![members, identity, crate::module()]
}

/// A cookie `<tenant>:<role>` is a session.
async fn session(ctx: Ctx, lookup: SessionLookup) -> Result<Option<Session>> {
    let now = ctx.clock.now();
    let who = [habo(), sandviken()].into_iter().flat_map(|tenant| Role::ALL.map(|role| (tenant.clone(), role)));
    let mut known = who.filter(|(tenant, role)| {
        platform::caller::secret_hash(&format!("{tenant}:{}", role.name())) == lookup.secret_sha256
    });
    Ok(known.next().map(|(tenant, role)| Session {
        id: platform::id::new(),
        actor: platform::id::new(),
        name: format!("Kim {}", role.name()),
        machine: lookup.machine,
        scopes: None,
        organisation: tenant.to_string(),
        tenant,
        organisations: 1,
        grants: vec![Grant { role, service: None }],
        assurance: Assurance::Loa2,
        authenticated_at: now,
        expires_at: now + chrono::TimeDelta::hours(8),
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
    for tenant in [habo(), sandviken()] {
        let tx = bed.service("members").store.begin_for(&tenant, Actor::System("test")).await.unwrap();
        let (begins, service) = (day("2025-06-01"), "uka".into());
        let fact =
            SubscriptionStarted { subscription: platform::id::new(), begins, service, ..SubscriptionStarted::sample() };
        tx.emit(fact).await.unwrap();
        tx.commit().await.unwrap();
    }
    let ctx = bed.service("uka");
    eventually("the subscriptions are heard", 20, || async {
        let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
        (across.find::<subscription::Entity>().count(across.db()).await.unwrap() == 2).then_some(())
    })
    .await;
    bed.demonstrate(0).await;
    bed
}

/// Lets time pass once the audit log is sealed: the sealer looks back a while, but not over days.
async fn leap(bed: &Bed, days: i64) {
    const UNSEALED: &str = "SELECT a.id FROM audit a WHERE NOT EXISTS \
        (SELECT 1 FROM audit_seal s WHERE s.tenant = a.tenant AND s.audit_id = a.id) LIMIT 1";
    let ctx = bed.service("uka");
    eventually("the audit log is sealed", 20, || async {
        let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
        across.query(UNSEALED, []).await.unwrap().is_empty().then_some(())
    })
    .await;
    bed.clock.advance(chrono::TimeDelta::days(days));
}

fn person(bed: &Bed, who: &str) -> Browser {
    let browser = bed.browser();
    browser.set_cookie("sambruk", who);
    browser
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A number that belongs to nobody.
fn number(born: &str) -> PersonalNumber {
    PersonalNumber::invented(day(born), 239)
}

/// Registers somebody in Habo.
async fn open(ctx: &Ctx, born: &str, protected: bool) -> Result<youth::Model, Failure> {
    let desk = Desk::of_system(ctx, &habo(), "test").await?;
    let (number, situation) = (number(born), Situation::DroppedOut);
    let new = New { number: &number, name: "Nova Provberg", situation, resident: true, protected };
    let result = cases::open(&desk, new).await;
    desk.finish(result).await
}

async fn close(ctx: &Ctx, id: Uuid) -> Result<youth::Model, Failure> {
    let desk = Desk::of_system(ctx, &habo(), "test").await?;
    let result = cases::close(&desk, id, Closing::StartedEducation).await;
    desk.finish(result).await
}

fn refused<T: std::fmt::Debug>(result: Result<T, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn every_text_exists_in_both_languages_and_every_refusal_and_code_has_one() {
    let module = crate::module();
    let texts = ui::Texts::new(&[module.texts]).unwrap();
    let (at, youth) = (day("2026-11-22"), Uuid::nil());
    let refusals = [
        Refusal::NotSubscribed,
        Refusal::AlreadyRegistered { youth },
        Refusal::OverAge { turned: at },
        Refusal::UnderAge { from: 2027 },
        Refusal::NotResident,
        Refusal::InCompulsory,
        Refusal::AttendsUpper,
        Refusal::Completed,
        Refusal::ProtectedIdentity,
        Refusal::ContactInFuture { today: at },
        Refusal::BeforeCase { opened: at },
        Refusal::FollowUpInPast { today: at },
        Refusal::EndsBeforeStart { starts: at },
        Refusal::MeasureEnded,
        Refusal::CaseClosed { closed: at },
        Refusal::NotTwentyYet { turns: at },
    ];
    let mut keys: Vec<String> = refusals.iter().map(|refusal| format!("uka-refusal-{}", refusal.code())).collect();
    keys.extend(Situation::ALL.iter().map(|code| format!("uka-situation-{}", code.name())));
    keys.extend(Way::ALL.iter().map(|code| format!("uka-way-{}", code.name())));
    keys.extend(Outcome::ALL.iter().map(|code| format!("uka-outcome-{}", code.name())));
    keys.extend(MeasureKind::ALL.iter().map(|code| format!("uka-measure-{}", code.name())));
    keys.extend(Closing::ALL.iter().map(|code| format!("uka-closing-{}", code.name())));
    let drawn = [
        include_str!("pages/acts.rs"),
        include_str!("pages/common.rs"),
        include_str!("pages/list.rs"),
        include_str!("pages/register.rs"),
        include_str!("pages/youth.rs"),
    ]
    .concat();
    let drawn = drawn.split('"').filter(|text| text.starts_with("uka-") && !text.contains('{'));
    keys.extend(drawn.map(ToOwned::to_owned));
    for lang in ui::Lang::ALL {
        assert_eq!(texts.missing(lang), Vec::<String>::new());
        for key in &keys {
            assert!(texts.has(lang, key), "{key}");
        }
    }
}
