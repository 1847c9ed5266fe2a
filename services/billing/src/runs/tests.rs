//! Whole runs on SQLite, and on PostgreSQL where `SAMBRUK_TEST_POSTGRES` names one.

use chrono::{NaiveDate, TimeDelta};
use contracts::{Envelope, billing::InvoiceIssued};
use platform::{
    Aggregation, Meter, MeterKind, Module, Store,
    clock::Clock,
    id,
    site::Site,
    store::{Actor, migrate, system::outbox},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    bills::{self, Filter},
    check,
    domain::{Refused, State},
    entities::{invoice, invoice_line, line, part, run},
    issue,
    pages::warnings,
    rate, read, start,
};
use crate::usage::entities::{charge, frozen, organisation, price, rollup, subscription};

static LOAN: Meter = Meter { name: "loan", unit: "loan", kind: MeterKind::Amount, aggregation: Aggregation::Sum };
static SEARCH: Meter =
    Meter { name: "search", unit: "search", kind: MeterKind::Quantity, aggregation: Aggregation::Sum };
const ROBIN: Actor = Actor::System("robin");
const SAM: Actor = Actor::System("sam");
const SERVICE: &str = "bibblix";

struct Bench {
    store: Store,
    site: Site,
    clock: Clock,
    _directory: tempfile::TempDir,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn migrations() -> Vec<migrate::Migration> {
    crate::migrations()
}

impl Bench {
    /// One on each database there is, with prices, and three municipalities of which two have a federation as payer.
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
        for bench in &benches {
            bench.furnish().await;
        }
        benches
    }

    async fn on(postgres: Option<String>) -> Self {
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

    async fn furnish(&self) {
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

    async fn price(&self, item: &str, ore: Option<(i64, i64)>, vat: &str) {
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

    async fn used(&self, user: &str, meter: &str, month: &str, quantity: i64, ore: i64) {
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

    async fn charge(&self, user: &str, payer: &str, vat: &str, ore: i64, month: &str) {
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

    async fn start(&self, month: &str) -> Result<Uuid, Refused> {
        let across = self.store.across_for(ROBIN).await.unwrap();
        let started = start::start(&self.site, &across, SERVICE, day(month)).await.unwrap();
        if started.is_ok() {
            across.commit().await.unwrap();
        }
        started
    }

    async fn rate(&self, id: Uuid) {
        while rate::step(&self.store, &self.site, id).await.unwrap() {}
    }

    async fn approve(&self, id: Uuid, who: Actor) -> Result<(), Refused> {
        let across = self.store.across_for(who).await.unwrap();
        let approved = issue::approve(&across, id, day("2026-11-22")).await.unwrap();
        if approved.is_ok() {
            across.commit().await.unwrap();
        }
        approved
    }

    async fn discard(&self, id: Uuid) -> Result<(), Refused> {
        let across = self.store.across_for(ROBIN).await.unwrap();
        let discarded = issue::discard(&across, id, "Fel pris").await.unwrap();
        if discarded.is_ok() {
            across.commit().await.unwrap();
        }
        discarded
    }

    async fn run(&self, id: Uuid) -> run::Model {
        read::run(&self.store.across_read(ROBIN).await.unwrap(), id).await.unwrap()
    }

    async fn invoices(&self) -> Vec<invoice::Model> {
        let across = self.store.across_read(ROBIN).await.unwrap();
        across.find::<invoice::Entity>().order_by_asc(invoice::Column::Place).all(across.db()).await.unwrap()
    }

    /// Codes of what verify finds.
    async fn findings(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> =
            check::check(&self.store, &self.site).await.unwrap().into_iter().map(|finding| finding.code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

async fn september(bench: &Bench) {
    bench.used("a-0001", "loan", "2026-09-01", 10, 15_000).await;
    bench.used("b-0002", "search", "2026-09-01", 3, 0).await;
    bench.charge("c-0003", "forbund", "O", 100_049, "2026-09-01").await;
}

#[tokio::test]
async fn a_month_becomes_numbered_invoices_that_sum_to_it() {
    for bench in Bench::all().await {
        september(&bench).await;
        let id = bench.start("2026-09-01").await.unwrap();
        assert_eq!(bench.run(id).await.state, "preparing");
        bench.rate(id).await;
        let run = bench.run(id).await;
        // 150,00 + 1 000,10 (a year's 12 001,20 cut in twelve), 0,38 (37,5 öre to even) + 500,00, 1 000,49.
        assert_eq!(
            (run.state.as_str(), run.lines, run.net),
            ("preview", Some(6), Some(15_000 + 100_010 + 38 + 50_000 + 100_049))
        );
        assert_eq!(bench.approve(id, ROBIN).await, Err(Refused::SamePerson));
        bench.approve(id, SAM).await.unwrap();
        assert_eq!(bench.approve(id, SAM).await, Err(Refused::WrongState { state: State::Approved }));
        let (once, twice) = tokio::join!(issue::issue(&bench.store, id, SAM), issue::issue(&bench.store, id, SAM));
        once.unwrap();
        twice.unwrap();
        let invoices = bench.invoices().await;
        let told: Vec<_> = invoices
            .iter()
            .map(|one| (one.tenant.as_str(), one.number.as_str(), one.net, one.vat, one.payable))
            .collect();
        assert_eq!(
            told,
            [
                ("a-0001", "2026-000001", 115_010, 900 + 25_003, 140_900),
                ("forbund", "2026-000002", 50_038, 12_510, 62_500),
                ("forbund", "2026-000003", 100_049, 0, 100_000),
            ],
            "what is outside VAT stands alone"
        );
        assert_eq!(bench.findings().await, [""; 0]);
        assert_eq!(bench.discard(id).await, Err(Refused::WrongState { state: State::Issued }));
        let across = bench.store.across_read(SAM).await.unwrap();
        let events = across.find::<outbox::Entity>().filter(outbox::Column::Kind.contains("invoice-issued"));
        let events = events.order_by_asc(outbox::Column::Seq).all(across.db()).await.unwrap();
        let first: Envelope<InvoiceIssued> = serde_json::from_str(&events[0].envelope).unwrap();
        assert_eq!((events.len(), first.tenant.as_str(), first.data.payable_ore), (3, "a-0001", 140_900));
    }
}

#[tokio::test]
async fn doing_it_again_gives_the_same_bytes_and_a_crash_loses_nothing() {
    for bench in Bench::all().await {
        september(&bench).await;
        let first = bench.start("2026-09-01").await.unwrap();
        assert_eq!(bench.start("2026-09-01").await, Err(Refused::AlreadyRun));
        // One batch, then the process is gone; the next one finishes it.
        assert!(rate::step(&bench.store, &bench.site, first).await.unwrap());
        bench.rate(first).await;
        let before = bench.run(first).await;
        bench.discard(first).await.unwrap();
        assert_eq!(bench.findings().await, [""; 0]);
        bench.clock.advance(TimeDelta::hours(1));
        let second = bench.start("2026-09-01").await.unwrap();
        bench.rate(second).await;
        let after = bench.run(second).await;
        assert_eq!((before.lines_sha256, before.basis_sha256), (after.lines_sha256, after.basis_sha256));
        assert_eq!(bench.findings().await, [""; 0]);
    }
}

#[tokio::test]
async fn months_are_billed_when_they_are_over_and_in_order() {
    for bench in Bench::all().await {
        assert_eq!(bench.start("2026-11-01").await, Err(Refused::MonthNotOver { month: day("2026-11-01") }));
        bench.used("a-0001", "loan", "2026-09-01", 1, 1000).await;
        assert_eq!(bench.start("2026-10-01").await, Err(Refused::EarlierMonthOpen { earlier: day("2026-09-01") }));
        assert_eq!(bench.start("2025-01-01").await, Err(Refused::NothingToBill));
        bench.used("a-0001", "scan", "2026-09-01", 1, 0).await;
        assert_eq!(bench.start("2026-09-01").await, Err(Refused::PriceMissing { items: vec!["scan".into()] }));
        bench.price("meter:scan", Some((100, 1)), "S25").await;
        let id = bench.start("2026-09-01").await.unwrap();
        assert_eq!(bench.start("2026-10-01").await, Err(Refused::EarlierMonthOpen { earlier: day("2026-09-01") }));
        bench.rate(id).await;
        bench.approve(id, SAM).await.unwrap();
        issue::issue(&bench.store, id, SAM).await.unwrap();
        let october = bench.start("2026-10-01").await.unwrap();
        bench.rate(october).await;
        let across = bench.store.across_read(ROBIN).await.unwrap();
        let part = read::parts(&across, october)
            .filter(part::Column::Tenant.eq("a-0001"))
            .one(across.db())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((part.previous, part.net), (Some(1000 + 100 + 100_010), 100_010));
        assert_eq!(part.deviations, "unused");
        let part = read::parts(&across, october)
            .filter(part::Column::Tenant.eq("c-0003"))
            .one(across.db())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((part.payer.as_str(), part.deviations.as_str()), ("forbund", "population-missing,unused"));
    }
}

#[tokio::test]
async fn a_negative_invoice_is_refused_by_name() {
    for bench in Bench::all().await {
        bench.charge("c-0003", "forbund", "S25", -9_000_000, "2026-09-01").await;
        let id = bench.start("2026-09-01").await.unwrap();
        bench.rate(id).await;
        assert_eq!(bench.approve(id, SAM).await, Err(Refused::NegativeInvoice { payer: "forbund kommun".into() }));
        bench.discard(id).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_issued_is_fixed_and_what_is_changed_is_found() {
    for bench in Bench::all().await {
        september(&bench).await;
        let id = bench.start("2026-09-01").await.unwrap();
        bench.rate(id).await;
        bench.approve(id, SAM).await.unwrap();
        let across = bench.store.across_for(ROBIN).await.unwrap();
        let row =
            across.find::<line::Entity>().filter(line::Column::Run.eq(id)).one(across.db()).await.unwrap().unwrap();
        let mut changed = row.clone().into_active_model();
        changed.ore = Set(row.ore + 1);
        across.update(changed).await.unwrap();
        across.commit().await.unwrap();
        let wanted = ["run-lines-changed", "run-not-repeatable", "run-part-differs", "run-sum-differs"];
        assert_eq!(bench.findings().await, wanted);
        issue::issue(&bench.store, id, SAM).await.unwrap();
        let stopped = bench.run(id).await;
        assert_eq!(
            (stopped.state.as_str(), stopped.problem.is_some(), bench.invoices().await.len()),
            ("approved", true, 0)
        );
        let across = bench.store.across_for(ROBIN).await.unwrap();
        across.update(row.into_active_model().reset_all()).await.unwrap();
        across.commit().await.unwrap();
        issue::issue(&bench.store, id, SAM).await.unwrap();
        assert_eq!(bench.findings().await, [""; 0]);
        let across = bench.store.across_read(ROBIN).await.unwrap();
        let filter = Filter { text: "FORBUND".into(), year: Some(2026), service: Some(SERVICE.into()) };
        let found = bills::found(across.find(), across.db(), &filter, 1, 20, true).await.unwrap();
        assert_eq!((found.rows.len(), found.total, found.years), (2, 2, vec![2026]));
        let doubts = warnings::doubts(&across, SERVICE, day("2026-09-01")).await.unwrap();
        assert_eq!((doubts.waiting, doubts.differing), (0, 0));
        drop(across);
        for table in ["billing_invoice SET payable = 0", "billing_invoice_line SET ore = 0", "billing_line SET ore = 0"]
        {
            let across = bench.store.across_for(ROBIN).await.unwrap();
            assert!(across.execute(&format!("UPDATE {table}"), []).await.is_err(), "{table} was allowed");
        }
        let across = bench.store.across_for(ROBIN).await.unwrap();
        let last = bench.invoices().await.pop().unwrap();
        across
            .delete::<invoice_line::Entity>()
            .filter(invoice_line::Column::Invoice.eq(last.id))
            .exec(across.db())
            .await
            .unwrap();
        across.delete::<invoice::Entity>().filter(invoice::Column::Id.eq(last.id)).exec(across.db()).await.unwrap();
        across.delete::<frozen::Entity>().filter(frozen::Column::Run.eq(id)).exec(across.db()).await.unwrap();
        across.commit().await.unwrap();
        let wanted = [
            "invoice-lines-differ",
            "invoices-differ-from-run",
            "line-without-invoice",
            "run-not-frozen",
            "series-broken",
        ];
        assert_eq!(bench.findings().await, wanted);
    }
}

#[test]
fn both_languages_have_every_text() {
    let texts = ui::Texts::new(&[crate::module().texts]).unwrap();
    assert_eq!(texts.missing(ui::Lang::Sv), [""; 0]);
    assert_eq!(texts.missing(ui::Lang::En), [""; 0]);
    for state in State::ALL {
        assert!(texts.has(ui::Lang::Sv, &format!("billing-run-state-{state}")));
        assert!(texts.has(ui::Lang::Sv, &format!("billing-run-lead-{state}")));
    }
    for deviation in super::domain::Deviation::ALL {
        assert!(texts.has(ui::Lang::Sv, &format!("billing-run-deviation-{deviation}")));
    }
}
