//! Demonstration data: an invented catalogue, and fourteen months of loans in every subscribing municipality up to this minute.
//! The same seed and time give the same loans.

mod chance;
mod loans;
mod shelf;

use chrono::{Months, NaiveDate};
use contracts::Tenant;
use platform::{Actor, Ctx, Demo, Result, Subscription, clock::local_date};
use sea_orm::{ActiveValue::Set, PaginatorTrait, QueryOrder};

use crate::{
    domain::price::Step,
    entities::{budget, loan, municipality, organisation, title},
    lend,
    permissions::{BUNDLE_LOAN, LOAN},
};

pub(crate) use shelf::EXAMPLE_TITLE;

/// How far back the loans go.
const MONTHS: Months = Months::new(14);
/// The municipality whose loans are made in full; the others' are thinned so that the demonstration is made quickly.
const IN_FULL: &str = "sandviken-2181";
/// The most loans a month of the others at national scale.
const MOST: f64 = 1300.0;
/// With more members than this it is the whole country that is shown.
const ASSOCIATION: u32 = 140;

/// A municipality to make loans for.
struct Library {
    tenant: Tenant,
    population: i64,
    periods: Vec<Subscription>,
}

pub(crate) async fn make(ctx: Ctx, demo: Demo) -> Result<()> {
    catalogue(&ctx).await?;
    if demo.percent == 0 {
        return Ok(());
    }
    let (libraries, steps, titles) = known(&ctx).await?;
    demo.progress.begin(ctx.service, libraries.len());
    for library in libraries {
        fill(&ctx, &library, &demo, &steps, &titles).await?;
        demo.progress.step();
    }
    Ok(())
}

async fn catalogue(ctx: &Ctx) -> Result<()> {
    let across = ctx.store.across_for(Actor::System("demo")).await?;
    if across.find::<title::Entity>().count(across.db()).await? == 0 {
        across.insert_all(shelf::titles(local_date(ctx.clock.now()))).await?;
    }
    across.commit().await
}

async fn known(ctx: &Ctx) -> Result<(Vec<Library>, Vec<Step>, Vec<title::Model>)> {
    let subscribers = ctx.subscriptions_heard(ctx.service).await?;
    let across = ctx.store.across_read(Actor::System("demo")).await?;
    let organisations = across.find::<organisation::Entity>().all(across.db()).await?;
    let mut libraries = Vec::new();
    for (tenant, periods) in subscribers {
        let population =
            organisations.iter().find(|row| row.tenant == tenant.as_str()).map_or(20_000, |row| row.population);
        libraries.push(Library { tenant, population, periods });
    }
    let titles = across.find::<title::Entity>().order_by_asc(title::Column::Id).all(across.db()).await?;
    let read = across.tenant(&Tenant::association());
    let steps = lend::price_list(&read).await?;
    Ok((libraries, steps, titles))
}

/// All of one municipality's loans, with their usage events, in one transaction.
async fn fill(ctx: &Ctx, library: &Library, demo: &Demo, steps: &[Step], titles: &[title::Model]) -> Result<()> {
    let tx = ctx.store.begin_for(&library.tenant, Actor::System("demo")).await?;
    if tx.find::<loan::Entity>().count(tx.db()).await? > 0 {
        return Ok(());
    }
    let per_month = f64::from(demo.percent) / 100.0 * library.loans_a_month(demo.municipalities > ASSOCIATION);
    let key = chance::key(library.tenant.as_str());
    let cap = cap(per_month, library.tenant.as_str());
    let now = tx.now();
    let first = local_date(now) - MONTHS;
    let made =
        loans::made(&loans::Plan { library, seed: demo.seed, per_month, cap, key: &key, now, first, steps, titles });
    let row = municipality::ActiveModel {
        card_key: Set(key.clone()),
        cap_ore: Set(cap),
        decided_at: Set(Some(platform::clock::start_of(first))),
        revision: Set(1),
        ..Default::default()
    };
    if !tx.insert_if_new(row).await? {
        return Ok(());
    }
    let budget = |(month, committed): (&NaiveDate, &i64)| budget::ActiveModel {
        month: Set(*month),
        cap_ore: Set(cap),
        committed_ore: Set(*committed),
        ..Default::default()
    };
    tx.insert_all(made.committed.iter().map(budget).collect()).await?;
    let mut rows = Vec::with_capacity(made.loans.len());
    for (meter, mut some) in [(&LOAN, made.priced()), (&BUNDLE_LOAN, made.prepaid())] {
        let events = tx.record_usage_all(meter, some.iter().map(|loan| loan.usage(1, None)).collect()).await?;
        for (loan, event) in some.iter_mut().zip(events) {
            loan.usage_event = event;
        }
        let taken_back = some.iter().filter(|loan| loan.reversed.is_some());
        let reversals =
            tx.record_usage_all(meter, taken_back.map(|loan| loan.usage(-1, Some(loan.usage_event))).collect()).await?;
        let mut reversals = reversals.into_iter();
        rows.extend(some.into_iter().map(|loan| {
            let reversal = loan.reversed.and_then(|_| reversals.next());
            loan.row(now, reversal)
        }));
    }
    rows.sort_by_key(|row| row.id.clone().take());
    tx.insert_all(rows).await?;
    tx.commit().await
}

impl Library {
    /// Loans in a normal month: about one for 35 inhabitants in the municipality that everyone looks at; in the others few, so that
    /// the demonstration is made quickly, or at national scale as many as a year of the whole country takes.
    #[expect(clippy::cast_precision_loss, reason = "populations are far below 2^52")]
    fn loans_a_month(&self, national: bool) -> f64 {
        let population = self.population as f64;
        match (self.tenant.as_str(), national) {
            (IN_FULL, _) => population / 35.0,
            (_, false) => population / 1500.0,
            (_, true) => (population / 110.0).min(MOST),
        }
    }
}

/// A cap in whole hundreds of kronor that most months stay below; one municipality in five has been too careful.
fn cap(per_month: f64, tenant: &str) -> i64 {
    let careful = chance::Chance::of(tenant).below(5) == 0;
    let needed = per_month * 1150.0 * if careful { 1.0 } else { 1.35 };
    #[expect(clippy::cast_possible_truncation, reason = "a few million at most")]
    let hundreds = (needed / 10_000.0).ceil() as i64;
    hundreds * 10_000
}
