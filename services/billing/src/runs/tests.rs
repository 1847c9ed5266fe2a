//! Whole runs on SQLite, and on PostgreSQL where `SAMBRUK_TEST_POSTGRES` names one.

mod bench;

use chrono::TimeDelta;
use contracts::{Envelope, billing::InvoiceIssued};
use platform::store::system::outbox;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder};

use super::{
    bills::{self, Filter},
    domain::{Refused, State},
    entities::{invoice, invoice_line, line, part},
    issue,
    pages::warnings,
    rate, read,
};
use crate::usage::entities::frozen;
use bench::{Bench, ROBIN, SAM, SERVICE, day};

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
        let found = bills::found(across.find(), across.db(), &filter, 1, 20).await.unwrap();
        assert_eq!((found.rows.len(), found.total), (2, 2));
        assert_eq!(bills::years(&across.find(), across.db()).await.unwrap(), [2026]);
        let doubts = warnings::doubts(&across, &[(SERVICE, day("2026-09-01"))]).await.unwrap().remove(SERVICE).unwrap();
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
