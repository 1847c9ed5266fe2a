//! The acts on a real store: on SQLite always, and on PostgreSQL where a test cluster is named.

mod acts;
mod pages;

use std::pin::Pin;

use contracts::{
    Assurance, Event, Grant, Role, Session, SessionLookup, Tenant,
    members::{OrganisationRegistered, SubscriptionStarted},
};
use platform::{Actor, Clock, Ctx, Module, Result};
use sea_orm::PaginatorTrait;
use testbed::{Bed, Database, Setup, eventually};

use crate::{domain::lending::Refusal, entities::subscription};

const DEFAULTS: &str = include_str!("../../sambruk/default.toml");
const NOW: &str = "2026-11-22T10:00:00Z";

fn habo() -> Tenant {
    "habo-0643".parse().unwrap()
}

fn sandviken() -> Tenant {
    "sandviken-2181".parse().unwrap()
}

/// Bibblix, something that tells what the member register would tell, and something that knows who is signed in.
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
        tx.emit(SubscriptionStarted { subscription: platform::id::new(), begins, ..SubscriptionStarted::sample() })
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let ctx = bed.service("bibblix");
    eventually("the subscriptions are heard", 20, || async {
        let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
        (across.find::<subscription::Entity>().count(across.db()).await.unwrap() == 2).then_some(())
    })
    .await;
    bed.demonstrate(0).await;
    bed
}

#[test]
fn every_text_exists_in_both_languages_and_every_refusal_has_one() {
    let module = crate::module();
    let texts = ui::Texts::new(&[module.texts]).unwrap();
    for lang in ui::Lang::ALL {
        assert_eq!(texts.missing(lang), Vec::<String>::new());
        let day = "2026-11-22".parse().unwrap();
        for refusal in [
            Refusal::NotSubscribed,
            Refusal::UnknownTitle,
            Refusal::NotPublished { published: day },
            Refusal::NoPrice,
            Refusal::LoanLimit { free: day },
            Refusal::WeeklyLimit { free: day },
            Refusal::AlreadyOnLoan { due: day },
            Refusal::BudgetExhausted { price: 1, left: 0, until: day },
            Refusal::AlreadyReturned,
            Refusal::AlreadyReversed,
            Refusal::LoanEnded,
            Refusal::TooLateToReverse { until: NOW.parse().unwrap() },
            Refusal::CapBelowCommitted { committed: 1 },
        ] {
            assert!(texts.has(lang, &format!("bibblix-refusal-{}", refusal.code())), "{refusal:?}");
        }
        let used = [
            include_str!("pages/home.rs"),
            include_str!("pages/lend.rs"),
            include_str!("pages/loan.rs"),
            include_str!("pages/loans.rs"),
            include_str!("pages/titles.rs"),
            include_str!("pages/budget.rs"),
            include_str!("pages/common.rs"),
        ]
        .concat();
        for key in used.split('"').filter(|text| text.starts_with("bibblix-") && !text.contains(['{', '.'])) {
            assert!(texts.has(lang, key), "{key}");
        }
    }
}
