//! The acts on a real store: on SQLite always, and on PostgreSQL where a test cluster is named.

mod acts;
mod pages;

use std::pin::Pin;

use chrono::NaiveDate;
use contracts::{
    Assurance, Event, Grant, Role, Session, SessionLookup, Tenant,
    members::{OrganisationRegistered, SubscriptionStarted},
};
use platform::{Actor, Clock, Ctx, Module, Result};
use sea_orm::PaginatorTrait;
use testbed::{Bed, Database, Setup, eventually};

use crate::{
    domain::{hours::Kind, placing::Refusal},
    entities::subscription,
};

const DEFAULTS: &str = include_str!("../../sambruk/default.toml");
const NOW: &str = "2026-11-25T10:00:00Z";

fn habo() -> Tenant {
    "habo-0643".parse().unwrap()
}

fn sandviken() -> Tenant {
    "sandviken-2181".parse().unwrap()
}

/// Tillarbetslivet, something that tells what the member register would tell, and something that knows who is signed in.
fn registry() -> Vec<Module> {
    let texts = ui::Source { sv: "", en: "" };
    let members =
        Module::new("members", "building-2", texts).emits::<SubscriptionStarted>().emits::<OrganisationRegistered>();
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
        name: "Kim Exempelsson".into(),
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
    for (tenant, population) in [(habo(), 12_500), (sandviken(), 38_789)] {
        let tx = bed.service("members").store.begin_for(&tenant, Actor::System("test")).await.unwrap();
        let fact = OrganisationRegistered { population: Some(population), ..OrganisationRegistered::sample() };
        tx.emit(fact).await.unwrap();
        let begins = "2025-06-01".parse().unwrap();
        let started =
            SubscriptionStarted { service: "tillarbetslivet".into(), begins, ..SubscriptionStarted::sample() };
        tx.emit(SubscriptionStarted { subscription: platform::id::new(), ..started }).await.unwrap();
        tx.commit().await.unwrap();
    }
    let ctx = bed.service("tillarbetslivet");
    eventually("the subscriptions are heard", 20, || async {
        let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
        (across.find::<subscription::Entity>().count(across.db()).await.unwrap() == 2).then_some(())
    })
    .await;
    bed.demonstrate(0).await;
    bed
}

/// The sealer looks back a while, but not over days: let it seal before time leaps.
async fn leap(bed: &Bed, by: chrono::TimeDelta) {
    const UNSEALED: &str = "SELECT a.id FROM audit a WHERE NOT EXISTS \
        (SELECT 1 FROM audit_seal s WHERE s.tenant = a.tenant AND s.audit_id = a.id) LIMIT 1";
    eventually("the audit rows are sealed", 20, || async {
        let across = bed.service("tillarbetslivet").store.across_read(Actor::System("test")).await.unwrap();
        across.query(UNSEALED, []).await.unwrap().is_empty().then_some(())
    })
    .await;
    bed.clock.advance(by);
}

#[test]
fn every_text_exists_in_both_languages_and_every_refusal_has_one() {
    let module = crate::module();
    let texts = ui::Texts::new(&[module.texts]).unwrap();
    for lang in ui::Lang::ALL {
        assert_eq!(texts.missing(lang), Vec::<String>::new());
        let day: NaiveDate = "2026-11-22".parse().unwrap();
        for refusal in refusals(day) {
            let key = format!("tillarbetslivet-refusal-{}", refusal.code());
            let keys = match refusal {
                Refusal::WrongGrade { .. } => Kind::ALL.map(|kind| format!("{key}-{}", kind.name())).to_vec(),
                _ => vec![key],
            };
            for key in keys {
                assert!(texts.has(lang, &key), "{key}");
            }
        }
        let used = [
            include_str!("pages/home.rs"),
            include_str!("pages/offers.rs"),
            include_str!("pages/new_offer.rs"),
            include_str!("pages/offer.rs"),
            include_str!("pages/wishes.rs"),
            include_str!("pages/wish.rs"),
            include_str!("pages/placement.rs"),
            include_str!("pages/common.rs"),
        ]
        .concat();
        for key in used
            .split('"')
            .filter(|text| text.starts_with("tillarbetslivet-") && !text.ends_with('-') && !text.contains(['{', '.']))
        {
            assert!(texts.has(lang, key), "{key}");
        }
    }
}

/// Every way to refuse.
fn refusals(day: NaiveDate) -> Vec<Refusal> {
    vec![
        Refusal::NotSubscribed,
        Refusal::TextMissing { field: "tasks" },
        Refusal::SeatsOutOfRange,
        Refusal::PeriodBegun,
        Refusal::PeriodWrong,
        Refusal::AgeOutOfRange { from: 13, to: 20 },
        Refusal::NotAssessed,
        Refusal::HoursBackwards,
        Refusal::NightWork { from: 360, to: 1200 },
        Refusal::DayTooLong { minutes: 480, limit: 420 },
        Refusal::WeekTooLong { minutes: 480, limit: 420 },
        Refusal::NightRest { limit: 840 },
        Refusal::WeeklyRest,
        Refusal::BreakMissing,
        Refusal::Weekend,
        Refusal::NoDays,
        Refusal::WrongSchool { schools: "Exempelskolan".into() },
        Refusal::WrongGrade { kind: Kind::Prao },
        Refusal::TooYoung { years: 13 },
        Refusal::Begun { first: day },
        Refusal::Full { seats: 1 },
        Refusal::Overlap { first: day, last: day },
        Refusal::AlreadyWished,
        Refusal::RankTaken { rank: 1 },
        Refusal::RankOutOfRange,
        Refusal::NotOpen,
        Refusal::AlreadyCancelled,
    ]
}
