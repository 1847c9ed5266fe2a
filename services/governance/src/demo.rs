//! Demonstration data: Bibblix' council with a ballot that is closed and counted, and one that is open. Deterministic given the day
//! and the seed, but for ids and the lot's salt.

mod meetings;
mod wishes;

use chrono::{DateTime, Days, TimeDelta, Utc};
use contracts::Tenant;
use platform::{Across, Actor, Ctx, Demo, Result, clock::local_date};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::{
    close, councils,
    domain::{
        proposal::{Estimate, State},
        refusal::Refusal,
    },
    entities::{ballot, proposal},
    failure::Failure,
    open::{self, Opening},
    proposals,
    vote::{self, Wish},
};
use wishes::{EARLIER, LATER, UNTOUCHED, Wanted, chance, interest};

/// The council that is shown.
pub(crate) const COUNCIL: &str = "bibblix";
/// Who has not voted in the open ballot yet.
const UNDECIDED: &str = "sandviken-2181";
/// Who always votes.
const EAGER: &str = "uppsala-0380";

pub(crate) async fn make(ctx: Ctx, demo: Demo) -> Result<()> {
    if demo.percent == 0 || ctx.subscriptions_heard(COUNCIL).await?.is_empty() {
        return Ok(());
    }
    let across = ctx.store.across_for(Actor::System("demo")).await?;
    if across.find::<ballot::Entity>().count(across.db()).await? > 0 {
        return Ok(());
    }
    fill(&across, demo.seed).await?;
    across.commit().await
}

async fn fill(across: &Across, seed: u64) -> Result<(), Failure> {
    let now = across.now();
    let (first, second) = (now - TimeDelta::days(75), now - TimeDelta::days(12));
    propose(across, &EARLIER, first - TimeDelta::days(20)).await?;
    let closed = open(across, "Bibblix färdplan, första omgången", 340, first, 25).await?;
    vote(across, &closed, seed, 88).await?;
    close::close(across, COUNCIL, closed.number, closed.closes_at).await?;
    go_on(across).await?;
    propose(across, &LATER, second - TimeDelta::days(16)).await?;
    let open = open(across, "Bibblix färdplan, andra omgången", 420, second, 21).await?;
    vote(across, &open, seed, 62).await?;
    propose(across, &UNTOUCHED, now - TimeDelta::days(5)).await?;
    meetings::make(across, seed).await
}

/// Proposals of different municipalities, estimated by the office where there are hours.
async fn propose(across: &Across, wanted: &[Wanted], at: DateTime<Utc>) -> Result<(), Failure> {
    let register = councils::register(across, COUNCIL, local_date(at)).await?;
    for (place, one) in wanted.iter().enumerate() {
        let Some(seat) = register.get((place * 7 + 3) % register.len().max(1)) else { return Ok(()) };
        let tx = across.tenant(&tenant(&seat.tenant)?);
        let (council, number) = proposals::propose(&tx, seat.id, (one.title, one.text), at).await?;
        if let Some((hours, low, high)) = one.hours {
            let estimate = Estimate::new(hours, Some(low), Some(high))?;
            proposals::estimate(across, &council, number, estimate).await?;
        }
    }
    Ok(())
}

async fn open(
    across: &Across,
    title: &str,
    hours: i64,
    opened: DateTime<Utc>,
    days: u64,
) -> Result<ballot::Model, Failure> {
    let closing = local_date(opened).checked_add_days(Days::new(days)).unwrap_or_default();
    open::open(across, COUNCIL, Opening { title: title.into(), hours, closing, opened }).await
}

/// So many of a hundred municipalities vote, on different days; each by its own interests.
async fn vote(across: &Across, ballot: &ballot::Model, seed: u64, percent: u64) -> Result<(), Failure> {
    let items = close::items(across, COUNCIL, ballot.number).await?;
    let is_open = ballot.closes_at > across.now();
    for paper in close::papers(across, COUNCIL, ballot.number).await? {
        let turn = chance(seed, &paper.tenant, &ballot.title);
        if paper.tenant != EAGER && (turn % 100 >= percent || (is_open && paper.tenant == UNDECIDED)) {
            continue;
        }
        let mut ranked: Vec<(u64, i64)> =
            items.iter().map(|item| (interest(seed, &paper.tenant, &item.title), item.position)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        let liked = ranked.iter().enumerate().filter(|(place, (interest, _))| *place < 3 || *interest >= 100);
        let wish = Wish { items: liked.map(|(_, (_, item))| *item).collect(), seen: 0 };
        let at = ballot.opened_at + TimeDelta::hours(i64::try_from(turn % 260).unwrap_or(0));
        vote::cast(&across.tenant(&tenant(&paper.tenant)?), paper.id, &wish, at).await?;
    }
    Ok(())
}

/// One of the chosen is delivered already, one is being made.
async fn go_on(across: &Across) -> Result<(), Failure> {
    let chosen = across.find::<proposal::Entity>().filter(proposal::Column::State.eq(State::Next.name()));
    let chosen = chosen.order_by_asc(proposal::Column::Hours).all(across.db()).await?;
    for (row, times) in chosen.iter().zip([2, 1]) {
        for _ in 0..times {
            proposals::advance(across, COUNCIL, row.number).await?;
        }
    }
    Ok(())
}

/// A tenant out of a row.
pub(crate) fn tenant(name: &str) -> Result<Tenant> {
    name.parse().map_err(|error| anyhow::Error::new(error).into())
}

/// What every example is made of: three proposals with estimates.
pub(crate) async fn estimated(across: &Across, council: &str) -> Result<(), Failure> {
    let register = councils::register(across, council, local_date(across.now())).await?;
    let seat = register.first().ok_or(Refusal::NoSeats)?;
    let tx = across.tenant(&tenant(&seat.tenant)?);
    for wanted in LATER.iter().take(3) {
        let (_, number) = proposals::propose(&tx, seat.id, (wanted.title, wanted.text), across.now()).await?;
        proposals::estimate(across, council, number, Estimate::new(40, None, None)?).await?;
    }
    Ok(())
}
