//! Taking use in, waiting, freezing, telling and checking: on SQLite, and on PostgreSQL where `SAMBRUK_TEST_POSTGRES` names one.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contracts::{
    Tenant,
    usage::{Measure, UsageRecorded},
};
use platform::{
    Aggregation, Meter, MeterKind, Module, Store,
    clock::Clock,
    id,
    site::Site,
    store::{Actor, migrate, system::outbox},
    verify::{Facts, Finding, Tally},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};

use super::{
    charges::{self, NewCharge},
    check, cost,
    domain::{Item, Rate, Refused, Told, Vat, Waits},
    entities::{charge, frozen, organisation, quarantine, rollup, subscription, usage},
    ingest::{self, Outcome},
    prices::{self, NewPrice},
    quarantine as act, tell,
};

static LOAN: Meter = Meter { name: "loan", unit: "loan", kind: MeterKind::Amount, aggregation: Aggregation::Sum };
static BUNDLE: Meter =
    Meter { name: "bundle-loan", unit: "loan", kind: MeterKind::Quantity, aggregation: Aggregation::Sum };
const WHO: Actor = Actor::System("test");

struct Bench {
    store: Store,
    site: Site,
    clock: Clock,
    tenant: Tenant,
    _directory: tempfile::TempDir,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Bench {
    /// One on each database there is.
    async fn all() -> Vec<Self> {
        #[expect(
            clippy::disallowed_methods,
            reason = "where the tests find a database is no configuration of the product"
        )]
        let postgres = std::env::var("SAMBRUK_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
        let mut benches = vec![Self::on(None).await];
        if let Some(url) = postgres {
            benches.push(Self::on(Some(url)).await);
        }
        benches
    }

    async fn on(postgres: Option<String>) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2026-11-22T10:00:00Z".parse().unwrap());
        let unique = id::random().simple().to_string();
        // Schemas and roles are shared by the cluster.
        let service: &'static str = Box::leak(format!("b{}", &unique[..12]).into_boxed_str());
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
        migrate::up(&admin, service, super::migrations).await.unwrap();
        let store = Store::open(service, &url, clock.clone(), 4).await.unwrap();
        let texts = ui::Source { sv: "service-bibblix = Bibblix", en: "service-bibblix = Bibblix" };
        let site = Site::new(&[Module::new("bibblix", "book", texts).meters(&[&LOAN, &BUNDLE])], false).unwrap();
        Self { store, site, clock, tenant: "sandviken-2181".parse().unwrap(), _directory: directory }
    }

    async fn price(&self, item: Item, ore: Option<i64>, from: &str) -> Result<uuid::Uuid, Refused> {
        let across = self.store.across_for(WHO).await.unwrap();
        let new = NewPrice {
            service: "bibblix".into(),
            item,
            valid_from: day(from),
            rate: ore.and_then(|ore| Rate::new(ore, 1)),
            vat: Vat::S25,
            account: "3041".into(),
            decision: "FR § 4".into(),
            reason: "Prov".into(),
        };
        let added = prices::add(&self.site, &across, new).await.unwrap();
        across.commit().await.unwrap();
        added
    }

    async fn subscribe(&self, begins: &str) {
        let tx = self.store.begin_for(&self.tenant, WHO).await.unwrap();
        let row = subscription::ActiveModel {
            id: Set(id::new()),
            service: Set("bibblix".into()),
            member: Set(self.tenant.to_string()),
            payer: Set(self.tenant.to_string()),
            begins: Set(day(begins)),
            ends: Set(None),
            ..Default::default()
        };
        let row = tx.insert(row).await.unwrap();
        charges::raise_connection_fee(&tx, &row).await.unwrap();
        ingest::retry(&self.site, &tx, Some("bibblix")).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn ready(&self) {
        self.price(Item::Meter("loan".into()), None, "2024-01-01").await.unwrap();
        self.price(Item::Meter("bundle-loan".into()), Some(950), "2024-01-01").await.unwrap();
        self.price(Item::ConnectionFee, Some(1_500_000), "2024-01-01").await.unwrap();
        self.subscribe("2026-01-01").await;
    }

    fn told(&self, meter: &str, measure: Measure, at: &str) -> Told {
        let id = id::new();
        Told {
            id,
            tenant: self.tenant.clone(),
            source: "/bibblix".into(),
            external_id: id.to_string(),
            time: self.clock.now(),
            data: UsageRecorded {
                service: "bibblix".into(),
                meter: meter.into(),
                measure,
                occurred_at: at.parse::<DateTime<Utc>>().unwrap(),
                source_ref: format!("loan/{id}"),
                reverses: None,
            },
        }
    }

    fn loan(&self, ore: i64, at: &str) -> Told {
        self.told("loan", Measure::Amount { quantity: ore.signum(), ore, price_list: "2026-1".into() }, at)
    }

    async fn take(&self, told: &[Told]) -> Vec<Outcome> {
        let tx = self.store.begin_for(&self.tenant, WHO).await.unwrap();
        let (outcomes, _) = ingest::take(&self.site, &tx, told, |_| ()).await.unwrap();
        tx.commit().await.unwrap();
        outcomes
    }

    async fn freeze(&self, month: &str) {
        let across = self.store.across_for(WHO).await.unwrap();
        let row = frozen::ActiveModel {
            service: Set("bibblix".into()),
            month: Set(day(month)),
            run: Set(id::new()),
            frozen_at: Set(across.now()),
        };
        across.insert(row).await.unwrap();
        across.commit().await.unwrap();
    }

    async fn rollups(&self) -> Vec<rollup::Model> {
        let read = self.store.read(&self.tenant).await.unwrap();
        read.find::<rollup::Entity>()
            .order_by_asc(rollup::Column::BilledMonth)
            .order_by_asc(rollup::Column::Meter)
            .all(read.db())
            .await
            .unwrap()
    }

    async fn quarantine(&self) -> Vec<quarantine::Model> {
        let read = self.store.read(&self.tenant).await.unwrap();
        read.find::<quarantine::Entity>().filter(quarantine::Column::Outcome.is_null()).all(read.db()).await.unwrap()
    }

    async fn check(&self, facts: &Facts) -> Vec<Finding> {
        check::findings(&self.store, &self.site, facts).await.unwrap()
    }
}

#[tokio::test]
async fn use_is_stored_once_and_summed() {
    for bench in Bench::all().await {
        bench.ready().await;
        let (a, b) = (bench.loan(2000, "2026-11-21T10:00:00Z"), bench.loan(1500, "2026-11-21T11:00:00Z"));
        assert_eq!(
            bench.take(&[a.clone(), b.clone(), a.clone()]).await,
            [Outcome::Accepted, Outcome::Accepted, Outcome::Duplicate]
        );
        assert_eq!(bench.take(std::slice::from_ref(&a)).await, [Outcome::Duplicate]);
        let mut other = a.clone();
        other.data.measure = Measure::Amount { quantity: 1, ore: 1, price_list: "2026-1".into() };
        for _ in 0..2 {
            assert_eq!(bench.take(std::slice::from_ref(&other)).await, [Outcome::Waits(Waits::Conflict)]);
        }
        let mut back = bench.loan(-2000, "2026-11-22T09:00:00Z");
        back.data.reverses = Some(a.id);
        assert_eq!(bench.take(&[back]).await, [Outcome::Accepted]);
        let rows = bench.rollups().await;
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].events, rows[0].quantity, rows[0].ore, rows[0].max_quantity), (3, 1, 1500, 1));
        assert_eq!(bench.quarantine().await.len(), 1, "the conflict is shown once");
        let tally = Tally {
            service: "bibblix".into(),
            tenant: bench.tenant.clone(),
            meter: "loan".into(),
            day: day("2026-11-22"),
            events: 3,
            quantity: 1,
            ore: 1500,
        };
        assert_eq!(bench.check(&Facts { tallies: vec![tally.clone()] }).await, []);
        let wrong = bench.check(&Facts { tallies: vec![Tally { events: 4, ..tally }] }).await;
        assert_eq!(wrong.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["control-total-differs"]);
    }
}

#[tokio::test]
async fn what_cannot_be_charged_waits_until_it_can() {
    for bench in Bench::all().await {
        let loan = bench.loan(2000, "2026-11-21T10:00:00Z");
        let bundle = bench.told("bundle-loan", Measure::Quantity { quantity: 2 }, "2026-11-21T10:00:00Z");
        let kind = bench.told("loan", Measure::Quantity { quantity: 2 }, "2026-11-21T10:00:00Z");
        let mut service = bench.loan(1, "2026-11-21T10:00:00Z");
        service.data.service = "uka".into();
        let all = [
            loan.clone(),
            bundle,
            kind,
            bench.told("sms", Measure::Quantity { quantity: 1 }, "2026-11-21T10:00:00Z"),
            service,
        ];
        let waits =
            [Waits::NotSubscribed, Waits::NotSubscribed, Waits::WrongKind, Waits::UnknownMeter, Waits::UnknownService];
        assert_eq!(bench.take(&all).await, waits.map(Outcome::Waits));
        bench.take(std::slice::from_ref(&loan)).await;
        assert_eq!(bench.quarantine().await.len(), 5, "waiting use is kept once");
        bench.subscribe("2026-11-01").await;
        assert!(bench.quarantine().await.iter().filter(|row| row.reason == "no-price").count() == 2);
        bench.price(Item::Meter("loan".into()), None, "2024-01-01").await.unwrap();
        bench.price(Item::Meter("bundle-loan".into()), Some(950), "2024-01-01").await.unwrap();
        let rows = bench.rollups().await;
        assert_eq!(
            rows.iter().map(|row| (row.meter.as_str(), row.quantity, row.ore)).collect::<Vec<_>>(),
            [("bundle-loan", 2, 0), ("loan", 1, 2000)]
        );
        let left = bench.quarantine().await;
        assert_eq!(left.len(), 3);
        assert_eq!(bench.take(&[loan]).await, [Outcome::Duplicate]);
        let across = bench.store.across_for(WHO).await.unwrap();
        act::retry_all(&bench.site, &across).await.unwrap();
        act::retry_one(&bench.site, &across, left[0].id).await.unwrap();
        assert_eq!(act::drop_one(&across, left[0].id, "").await.unwrap(), Err(Refused::Reason));
        assert_eq!(act::drop_one(&across, left[0].id, "Felskickad").await.unwrap(), Ok(()));
        assert!(act::drop_one(&across, left[0].id, "Felskickad").await.is_err(), "already dropped");
        across.commit().await.unwrap();
        assert_eq!(bench.quarantine().await.len(), 2);
        assert_eq!(bench.check(&Facts::default()).await, []);
    }
}

#[tokio::test]
async fn late_use_is_billed_in_the_next_open_month_at_its_own_price() {
    for bench in Bench::all().await {
        bench.ready().await;
        bench.price(Item::Meter("bundle-loan".into()), Some(1000), "2026-11-01").await.unwrap();
        bench.freeze("2026-10-01").await;
        let bundle = |at| bench.told("bundle-loan", Measure::Quantity { quantity: 1 }, at);
        // The last is in November in Swedish time.
        bench
            .take(&[bundle("2026-10-15T10:00:00Z"), bundle("2026-11-15T10:00:00Z"), bundle("2026-10-31T23:30:00Z")])
            .await;
        let rows = bench.rollups().await;
        assert_eq!(
            rows.iter()
                .map(|row| (row.month.to_string(), row.billed_month.to_string(), row.quantity))
                .collect::<Vec<_>>(),
            [("2026-10-01".into(), "2026-11-01".into(), 1), ("2026-11-01".into(), "2026-11-01".into(), 2),]
        );
        assert_eq!(bench.price(Item::Meter("loan".into()), None, "2026-10-01").await, Err(Refused::Closed));
        assert_eq!(tell::tell(&bench.store, &bench.site).await.unwrap(), 1);
        assert_eq!(tell::tell(&bench.store, &bench.site).await.unwrap(), 0, "told once");
        let across = bench.store.across_read(WHO).await.unwrap();
        let told = across.find::<outbox::Entity>().all(across.db()).await.unwrap();
        assert_eq!(told.len(), 1);
        let told: contracts::Envelope<contracts::billing::UsageRolledUp> =
            serde_json::from_str(&told[0].envelope).unwrap();
        assert_eq!((told.data.quantity, told.data.ore, told.data.month), (3, 950 + 2 * 1000, day("2026-11-01")));
        assert_eq!(bench.check(&Facts::default()).await, []);
    }
}

#[tokio::test]
async fn prices_and_charges_follow_their_rules() {
    for bench in Bench::all().await {
        bench.ready().await;
        assert_eq!(bench.price(Item::Meter("loan".into()), Some(1), "2026-12-01").await, Err(Refused::PassedOn));
        assert_eq!(bench.price(Item::FixedMonthly, None, "2026-12-01").await, Err(Refused::Rate));
        assert_eq!(bench.price(Item::FixedMonthly, Some(1), "2026-12-02").await, Err(Refused::FirstOfMonth));
        assert_eq!(bench.price(Item::Meter("sms".into()), Some(1), "2026-12-01").await, Err(Refused::Item));
        bench.price(Item::FixedPerInhabitant, Some(100), "2026-01-01").await.unwrap();
        bench.price(Item::FixedPerInhabitant, Some(120), "2026-01-01").await.unwrap();
        let tx = bench.store.begin_for(&bench.tenant, WHO).await.unwrap();
        let row = organisation::ActiveModel {
            name: Set("Sandvikens kommun".into()),
            short_name: Set("Sandviken".into()),
            kind: Set("municipality".into()),
            population: Set(Some(38_789)),
            ..Default::default()
        };
        tx.insert(row).await.unwrap();
        tx.commit().await.unwrap();
        let across = bench.store.across_for(WHO).await.unwrap();
        let new = NewCharge {
            organisation: bench.tenant.clone(),
            service: "bibblix".into(),
            ore: -5000,
            vat: Vat::S25,
            account: "3044".into(),
            month: day("2026-01-01"),
            reason: "Avdrag".into(),
        };
        assert!(charges::add(&bench.site, &across, new.clone()).await.unwrap().is_ok());
        let none = NewCharge { month: day("2025-12-01"), ..new };
        assert_eq!(charges::add(&bench.site, &across, none).await.unwrap(), Err(Refused::NotSubscribed));
        across.commit().await.unwrap();
        let read = bench.store.read(&bench.tenant).await.unwrap();
        let fees = read
            .find::<charge::Entity>()
            .filter(charge::Column::Kind.eq(charges::CONNECTION_FEE))
            .all(read.db())
            .await
            .unwrap();
        assert_eq!(fees.iter().map(|row| (row.ore, row.month)).collect::<Vec<_>>(), [(1_500_000, day("2026-01-01"))]);
        let costs = cost::Costs::load(&read, day("2026-01-01")).await.unwrap();
        let year: i64 = (1..=12)
            .map(|month| cost::sums(&costs.of(&bench.site, NaiveDate::from_ymd_opt(2026, month, 1).unwrap())).fixed)
            .sum();
        assert_eq!(year, 38_789 * 120, "the replaced version counts for nothing");
        let january = cost::sums(&costs.of(&bench.site, day("2026-01-01")));
        assert_eq!((january.fixed, january.once), (387_890, 1_495_000));
    }
}

#[tokio::test]
async fn one_changed_byte_is_found() {
    for bench in Bench::all().await {
        bench.ready().await;
        bench.take(&[bench.loan(2000, "2026-11-21T10:00:00Z")]).await;
        bench.clock.advance(TimeDelta::hours(1));
        for (sql, codes) in [
            ("UPDATE billing_usage SET source_ref = 'loan/other'", &["usage-changed"][..]),
            ("UPDATE billing_usage SET ore = 2001", &["usage-changed", "rollup-differs"]),
            (
                "UPDATE billing_usage SET ore = 2000, occurred_at = '2026-10-21 10:00:00+00:00'",
                &["usage-changed", "usage-wrong-month"],
            ),
            ("UPDATE billing_rollup SET events = 2", &["usage-changed", "usage-wrong-month", "rollup-differs"]),
            (
                "DELETE FROM billing_subscription",
                &["usage-changed", "usage-wrong-month", "usage-not-subscribed", "rollup-differs"],
            ),
        ] {
            let across = bench.store.across_for(WHO).await.unwrap();
            across.execute(sql, []).await.unwrap();
            across.commit().await.unwrap();
            let found: Vec<_> = bench.check(&Facts::default()).await.into_iter().map(|finding| finding.code).collect();
            assert_eq!(found, codes, "{sql}");
        }
        let across = bench.store.across_for(WHO).await.unwrap();
        assert_eq!(across.find::<usage::Entity>().all(across.db()).await.unwrap().len(), 1);
    }
}
