//! Lending, ending, forgetting and demonstrating on a real store.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use contracts::{Envelope, usage::UsageRecorded};
use platform::{
    Actor, Ctx,
    clock::{local_date, local_month},
    store::system::{audit_seal, outbox},
};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use testbed::{Database, databases, eventually, habo, sandviken};
use uuid::Uuid;

use super::{ALONE, NOW};
use crate::{
    budgets,
    demo::EXAMPLE_TITLE,
    domain::{card::CardNumber, lending::Refusal, loan::Status},
    end,
    entities::{budget, loan, title},
    failure::Failure,
    lend, retention,
};

async fn try_lend(ctx: &Ctx, title: Uuid, card: &str) -> Result<loan::Model, Failure> {
    let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await?;
    let loan = lend::start(&tx, title, &CardNumber::parse(card).unwrap()).await?;
    tx.commit().await?;
    Ok(loan)
}

fn refused(result: Result<loan::Model, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn titles(ctx: &Ctx) -> Vec<title::Model> {
    let read = ctx.store.read(&habo()).await.unwrap();
    let priced = read.reference::<title::Entity>().filter(title::Column::PriceModel.eq("per-loan"));
    priced.order_by_asc(title::Column::Published).all(read.db()).await.unwrap()
}

async fn set_cap(ctx: &Ctx, ore: i64) {
    let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await.unwrap();
    budgets::decide(&tx, ore, None).await.unwrap();
    tx.commit().await.unwrap();
}

async fn committed(ctx: &Ctx) -> i64 {
    let read = ctx.store.read(&habo()).await.unwrap();
    let month = local_month(ctx.clock.now());
    let row = read.find::<budget::Entity>().filter(budget::Column::Month.eq(month)).one(read.db()).await.unwrap();
    row.map_or(0, |row| row.committed_ore)
}

async fn usage(ctx: &Ctx) -> Vec<Envelope<UsageRecorded>> {
    let read = ctx.store.read(&habo()).await.unwrap();
    let kind = contracts::event::type_of::<UsageRecorded>();
    let rows = read.find::<outbox::Entity>().filter(outbox::Column::Kind.eq(kind)).order_by_asc(outbox::Column::Seq);
    rows.all(read.db()).await.unwrap().iter().map(|row| serde_json::from_str(&row.envelope).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loan_tells_its_use_once_and_its_reversal_takes_it_back() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("bibblix");
        let loan = try_lend(ctx, EXAMPLE_TITLE.parse().unwrap(), "AB 1234").await.unwrap();
        assert_eq!(
            (loan.price_ore, loan.price_list.as_deref(), loan.price_step.as_deref()),
            (800, Some("2026-1"), Some("24+"))
        );
        assert_eq!(committed(ctx).await, 800);
        let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await.unwrap();
        end::reverse(&tx, loan.id, "Boken gick inte att öppna").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(committed(ctx).await, 0);
        let told = usage(ctx).await;
        assert_eq!(
            told.iter().map(|one| (one.data.measure.quantity(), one.data.measure.ore())).collect::<Vec<_>>(),
            [(1, 800), (-1, -800)]
        );
        assert_eq!((told[0].id, told[1].data.reverses), (loan.usage_event, Some(loan.usage_event)));
        assert_eq!(told[0].data.source_ref, format!("loan/{}", loan.id));
        let text = serde_json::to_string(&told[0]).unwrap();
        assert!(
            !text.contains(EXAMPLE_TITLE) && !text.contains("1234") && !text.contains(loan.card.as_deref().unwrap()),
            "{text}"
        );
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_can_not_take_the_same_last_krona_nor_the_same_fifth_place() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("bibblix");
        let titles: Vec<Uuid> = titles(ctx).await.iter().map(|title| title.id).collect();
        // The oldest titles cost 8 kr each: money for three.
        set_cap(ctx, 2_500).await;
        let grants = |cards: Vec<String>| {
            let titles = titles.clone();
            async move {
                let tries = cards.iter().enumerate().map(|(n, card)| try_lend(ctx, titles[n], card));
                futures_util::future::join_all(tries).await
            }
        };
        let results = grants((0..20).map(|n| format!("CARD{n}")).collect()).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 3);
        assert_eq!(committed(ctx).await, 2_400);
        let until = "2026-12-01".parse().unwrap();
        for result in results.into_iter().filter(Result::is_err) {
            assert_eq!(refused(result), Refusal::BudgetExhausted { price: 800, left: 100, until });
        }
        set_cap(ctx, 1_000_000).await;
        let results = grants((0..12).map(|_| "SAMECARD".to_owned()).collect()).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 5);
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cap_can_not_fall_below_what_is_used_and_a_stale_decision_is_refused() {
    let bed = ALONE.on(Database::Sqlite).await;
    let ctx = bed.service("bibblix");
    try_lend(ctx, EXAMPLE_TITLE.parse().unwrap(), "AB1234").await.unwrap();
    let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await.unwrap();
    let below = budgets::decide(&tx, 700, Some(0)).await;
    assert!(matches!(below, Err(Failure::Refused(Refusal::CapBelowCommitted { committed: 800 }))), "{below:?}");
    let stale = budgets::decide(&tx, 900, Some(7)).await;
    assert!(matches!(stale, Err(Failure::Failed(platform::Error::Stale))), "{stale:?}");
    budgets::decide(&tx, 900, Some(0)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(
        refused(try_lend(ctx, titles(ctx).await[0].id, "CD5678").await),
        Refusal::BudgetExhausted { left: 100, .. }
    ));
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_days_after_a_loan_nothing_links_the_card_to_a_title() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("bibblix");
        let list = titles(ctx).await;
        let returned = try_lend(ctx, list[0].id, "AB1234").await.unwrap();
        try_lend(ctx, list[1].id, "AB1234").await.unwrap();
        let pseudonym = returned.card.clone().unwrap();
        let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await.unwrap();
        assert_eq!(end::give_back(&tx, returned.id).await.unwrap().status, Status::Returned.name());
        tx.commit().await.unwrap();
        // The sealer looks back a while, but not over a month: let it seal before time leaps.
        eventually("the audit rows are sealed", 20, || async {
            let read = ctx.store.read(&habo()).await.unwrap();
            (read.find::<audit_seal::Entity>().count(read.db()).await.unwrap() == 3).then_some(())
        })
        .await;
        let forget = || async { retention::forget_cards(ctx.clone(), local_date(ctx.clock.now())).await.unwrap() };
        bed.clock.advance(TimeDelta::days(29));
        end::expire(ctx.clone(), ctx.clock.now()).await.unwrap();
        assert_eq!(forget().await, 0, "29 days after the return it is kept");
        bed.clock.advance(TimeDelta::days(2));
        assert_eq!(forget().await, 1, "the returned one is forgotten first");
        bed.clock.advance(TimeDelta::days(28));
        assert_eq!(forget().await, 1, "and the expired one 30 days after its end");
        let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
        for (table, columns) in [
            ("bibblix_loan", "COALESCE(card, '') || COALESCE(reversal_reason, '')"),
            ("outbox", "envelope"),
            ("audit", "detail || object"),
            ("idempotency", "COALESCE(body, '')"),
        ] {
            let sql = format!("SELECT COUNT(*) AS rows FROM {table} WHERE {columns} LIKE $1 OR {columns} LIKE $2");
            let found = across.query(&sql, [format!("%{pseudonym}%").into(), "%AB1234%".into()]).await.unwrap();
            assert_eq!(found[0].try_get::<i64>("", "rows").unwrap(), 0, "{table} still knows the card");
        }
        drop(across);
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn demonstration_loans_keep_every_rule_and_reach_this_minute() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("bibblix");
        let begun = std::time::Instant::now();
        bed.demonstrate(20).await;
        println!("20 per cent in {:?}", begun.elapsed());
        assert!(begun.elapsed() < Duration::from_mins(1));
        let read = ctx.store.read(&sandviken()).await.unwrap();
        let loans = read.find::<loan::Entity>().order_by_asc(loan::Column::Started).all(read.db()).await.unwrap();
        let now: DateTime<Utc> = NOW.parse().unwrap();
        let from = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let in_month =
            |a: &str, b: &str| loans.iter().filter(|loan| loan.started >= from(a) && loan.started < from(b)).count();
        let october = in_month("2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z");
        assert!((180..=260).contains(&october), "{october} loans in October at 20 per cent");
        assert!(loans.last().is_some_and(|loan| loan.started <= now && now - loan.started < TimeDelta::days(1)));
        assert!(loans.iter().any(|loan| loan.reversal_event.is_some()));
        assert!(
            loans
                .iter()
                .all(|loan| loan.card.is_some()
                    != loan.ended.is_some_and(|at| at + crate::domain::loan::CARD_KEPT < now))
        );
        drop(read);
        let before = loans.len();
        bed.demonstrate(20).await;
        let read = ctx.store.read(&sandviken()).await.unwrap();
        assert_eq!(read.find::<loan::Entity>().count(read.db()).await.unwrap(), before as u64, "made once");
        drop(read);
        bed.stop_verified().await;
    }
}
