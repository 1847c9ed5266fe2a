//! A billing database of one's own, with prices and three municipalities of which two have a federation as payer.

use chrono::NaiveDate;
use platform::{
    Aggregation, Meter, MeterKind, Module, Store,
    clock::Clock,
    id,
    site::Site,
    store::{Actor, migrate},
};
use sea_orm::{ActiveValue::Set, QueryOrder};
use uuid::Uuid;

use crate::{
    runs::{
        check,
        domain::Refused,
        entities::{invoice, run},
        issue, rate, read, start,
    },
    usage::entities::{charge, organisation, price, rollup, subscription},
};

static LOAN: Meter = Meter { name: "loan", unit: "loan", kind: MeterKind::Amount, aggregation: Aggregation::Sum };
static SEARCH: Meter =
    Meter { name: "search", unit: "search", kind: MeterKind::Quantity, aggregation: Aggregation::Sum };
pub(super) const ROBIN: Actor = Actor::System("robin");
pub(super) const SAM: Actor = Actor::System("sam");
pub(super) const SERVICE: &str = "bibblix";

pub(super) struct Bench {
    pub store: Store,
    pub site: Site,
    pub clock: Clock,
    _directory: tempfile::TempDir,
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn migrations() -> Vec<migrate::Migration> {
    crate::migrations()
}

impl Bench {
    /// One on each database there is, with prices, and three municipalities of which two have a federation as payer.
    pub async fn all() -> Vec<Self> {
        #[expect(
            clippy::disallowed_methods,
            reason = "where the tests find a database is no configuration of the product"
        )]
        let postgres = std::env::var("SAMBRUK_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
        let mut benches = vec![Self::on(None).await];
        if let Some(url) = postgres {
            benches.push(Self::on(Some(url)).await);
        }
        for bench in &benches {
            bench.furnish().await;
        }
        benches
    }

    pub async fn on(postgres: Option<String>) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2026-11-22T10:00:00Z".parse().unwrap());
        let unique = id::random().simple().to_string();
        // Schemas and roles are shared by the cluster.
        let service: &'static str = Box::leak(format!("r{}", &unique[..12]).into_boxed_str());
        let (admin, url) = match &postgres {
            None => {
                let url = format!("sqlite://{}?mode=rwc", directory.path().join("billing.sqlite").display());
                (platform::store::connect(&url, None, 1).await.unwrap(), url)
            }
            Some(admin) => {
                let db = platform::store::connect(admin, Some(service), 1).await.unwrap();
                migrate::prepare_postgres(&db, service, "test").await.unwrap();
                (db, format!("postgres://sambruk_{service}:test@{}", admin.rsplit_once('@').unwrap().1))
            }
        };
        migrate::up(&admin, service, migrations).await.unwrap();
        let store = Store::open(service, &url, clock.clone(), 4).await.unwrap();
        let texts = ui::Source { sv: "service-bibblix = Bibblix", en: "service-bibblix = Bibblix" };
        let site = Site::new(&[Module::new(SERVICE, "book", texts).meters(&[&LOAN, &SEARCH])], false).unwrap();
        Self { store, site, clock, _directory: directory }
    }

    pub async fn furnish(&self) {
        let across = self.store.across_for(ROBIN).await.unwrap();
        for (user, payer) in [("a-0001", "a-0001"), ("b-0002", "forbund"), ("c-0003", "forbund")] {
            let row = subscription::ActiveModel {
                tenant: Set(user.into()),
                id: Set(id::new()),
                service: Set(SERVICE.into()),
                member: Set(payer.into()),
                payer: Set(payer.into()),
                begins: Set(day("2026-09-01")),
                ends: Set(None),
            };
            across.insert(row).await.unwrap();
        }
        for (tenant, population) in
            [("a-0001", Some(10_001)), ("b-0002", Some(5000)), ("c-0003", None), ("forbund", None)]
        {
            let row = organisation::ActiveModel {
                tenant: Set(tenant.into()),
                name: Set(format!("{tenant} kommun")),
                short_name: Set(tenant.into()),
                kind: Set("municipality".into()),
                municipality_code: Set(None),
                population: Set(population),
                population_date: Set(None),
            };
            across.insert(row).await.unwrap();
        }
        across.commit().await.unwrap();
        for (item, ore, vat) in [
            ("meter:loan", None, "S6"),
            ("meter:search", Some((25, 2)), "S25"),
            ("fixed-per-inhabitant", Some((120, 1)), "S25"),
        ] {
            self.price(item, ore, vat).await;
        }
    }

    pub async fn price(&self, item: &str, ore: Option<(i64, i64)>, vat: &str) {
        let across = self.store.across_for(ROBIN).await.unwrap();
        let row = price::ActiveModel {
            id: Set(id::new()),
            service: Set(SERVICE.into()),
            item: Set(item.into()),
            version: Set(1),
            valid_from: Set(day("2026-01-01")),
            ore_numerator: Set(ore.map(|ore| ore.0)),
            ore_denominator: Set(ore.map(|ore| ore.1)),
            vat: Set(vat.into()),
            account: Set("3041".into()),
            decision: Set("FR § 4".into()),
            reason: Set("Prov".into()),
            decided_by: Set("system:test".into()),
            created_at: Set(across.now()),
            replaced_by: Set(None),
        };
        across.insert(row).await.unwrap();
        across.commit().await.unwrap();
    }

    pub async fn used(&self, user: &str, meter: &str, month: &str, quantity: i64, ore: i64) {
        let across = self.store.across_for(ROBIN).await.unwrap();
        let row = rollup::ActiveModel {
            tenant: Set(user.into()),
            service: Set(SERVICE.into()),
            meter: Set(meter.into()),
            month: Set(day(month)),
            billed_month: Set(day(month)),
            price_list: Set(if meter == "loan" { "2026-1".into() } else { String::new() }),
            events: Set(quantity.abs()),
            quantity: Set(quantity),
            ore: Set(ore),
            max_quantity: Set(quantity),
            changed_at: Set(across.now()),
            told_at: Set(None),
        };
        across.insert(row).await.unwrap();
        across.commit().await.unwrap();
    }

    pub async fn charge(&self, user: &str, payer: &str, vat: &str, ore: i64, month: &str) {
        let across = self.store.across_for(ROBIN).await.unwrap();
        let row = charge::ActiveModel {
            tenant: Set(user.into()),
            id: Set(id::new()),
            service: Set(SERVICE.into()),
            payer: Set(payer.into()),
            kind: Set("other".into()),
            reason: Set("Utbildning".into()),
            ore: Set(ore),
            vat: Set(vat.into()),
            account: Set("3044".into()),
            month: Set(day(month)),
            raised_by: Set("system:test".into()),
            created_at: Set(across.now()),
            line_run: Set(None),
        };
        across.insert(row).await.unwrap();
        across.commit().await.unwrap();
    }

    pub async fn start(&self, month: &str) -> Result<Uuid, Refused> {
        let across = self.store.across_for(ROBIN).await.unwrap();
        let started = start::start(&self.site, &across, SERVICE, day(month)).await.unwrap();
        if started.is_ok() {
            across.commit().await.unwrap();
        }
        started
    }

    pub async fn rate(&self, id: Uuid) {
        while rate::step(&self.store, &self.site, id).await.unwrap() {}
    }

    pub async fn approve(&self, id: Uuid, who: Actor) -> Result<(), Refused> {
        let across = self.store.across_for(who).await.unwrap();
        let approved = issue::approve(&across, id, day("2026-11-22")).await.unwrap();
        if approved.is_ok() {
            across.commit().await.unwrap();
        }
        approved
    }

    pub async fn discard(&self, id: Uuid) -> Result<(), Refused> {
        let across = self.store.across_for(ROBIN).await.unwrap();
        let discarded = issue::discard(&across, id, "Fel pris").await.unwrap();
        if discarded.is_ok() {
            across.commit().await.unwrap();
        }
        discarded
    }

    pub async fn run(&self, id: Uuid) -> run::Model {
        read::run(&self.store.across_read(ROBIN).await.unwrap(), id).await.unwrap()
    }

    pub async fn invoices(&self) -> Vec<invoice::Model> {
        let across = self.store.across_read(ROBIN).await.unwrap();
        across.find::<invoice::Entity>().order_by_asc(invoice::Column::Place).all(across.db()).await.unwrap()
    }

    /// Codes of what verify finds.
    pub async fn findings(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> =
            check::check(&self.store, &self.site).await.unwrap().into_iter().map(|finding| finding.code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}
