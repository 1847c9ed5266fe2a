//! Demonstration data: invented young people in the municipalities that use UKA, with contacts, measures and closings over two
//! years, through the service's own acts. Their personal numbers have birth numbers that Skatteverket keeps for tests, so they
//! belong to nobody. The same seed and day give the same people.

mod people;

use chrono::{DateTime, Days, TimeDelta, Utc};
use contracts::Tenant;
use platform::{
    Ctx, Demo, Result,
    clock::{local_date, next_month, start_of},
};
use sea_orm::PaginatorTrait;
use uuid::Uuid;

use crate::{
    cases::{self, New},
    desk::Desk,
    domain::codes::{Closing, MeasureKind, Outcome, Way},
    entities::{municipality, youth},
    failure::Failure,
    follow::{self, NewContact},
    peaks, waiting,
};
use people::{Chance, Person};

/// Young people of a municipality at 100 per cent.
const MANY: u32 = 60;
/// The same where nobody looks closer.
const FEW: u32 = 5;
/// The municipalities that documents and tests lean on.
const IN_FULL: [&str; 2] = ["sandviken-2181", "uppsala-0380"];
/// How far back the first cases were opened.
const DAYS: u64 = 400;

pub(crate) async fn make(ctx: Ctx, demo: Demo) -> Result<()> {
    if demo.percent == 0 {
        return Ok(());
    }
    let users = ctx.subscriptions_heard(ctx.service).await?;
    demo.progress.begin(ctx.service, users.len());
    for (tenant, periods) in users {
        let Some(first) = periods.first() else { continue };
        let most = if IN_FULL.contains(&tenant.as_str()) { MANY } else { FEW };
        // Never so few that nothing is seen.
        let count = (most * demo.percent / 100).max(4);
        fill(&ctx, &tenant, start_of(first.begins), demo.seed, count).await?;
        demo.progress.step();
    }
    Ok(())
}

/// What happens to somebody, at an instant.
struct Happening {
    at: DateTime<Utc>,
    /// Whom: the index in the list of people.
    whom: usize,
    what: What,
}

enum What {
    Registered,
    Contacted(Way, Outcome, Option<&'static str>),
    Offered(MeasureKind),
    Closed(Closing),
}

/// All of one municipality's young people, in one transaction, in the order of time: peaks are counted as they were.
async fn fill(ctx: &Ctx, tenant: &Tenant, begins: DateTime<Utc>, seed: u64, count: u32) -> Result<()> {
    let mut desk = Desk::of_system(ctx, tenant, "demo").await?;
    if desk.tx.find::<youth::Entity>().count(desk.tx.db()).await? > 0 {
        return Ok(());
    }
    let now = desk.tx.now();
    let mut chance = Chance::of(&format!("uka {tenant} {seed}"));
    let people = people::invent(&mut chance, local_date(now), count);
    let mut happenings = Vec::new();
    for whom in 0..people.len() {
        life(&mut chance, whom, begins, now, &mut happenings);
    }
    happenings.sort_by_key(|one| one.at);
    let mut ids: Vec<Option<Uuid>> = vec![None; people.len()];
    let mut month = next_month(local_date(begins));
    for one in happenings {
        while start_of(month) <= one.at {
            carry(&desk, start_of(month)).await?;
            month = next_month(month);
        }
        desk.at = Some(one.at);
        match happen(&desk, &people, &mut ids, &one).await {
            // The law's scope, or the case has ended: invention must not be better than the rules.
            Ok(()) | Err(Failure::Refused(_)) => {}
            Err(Failure::Failed(error)) => return Err(error),
        }
    }
    while start_of(month) <= now {
        carry(&desk, start_of(month)).await?;
        month = next_month(month);
    }
    desk.at = None;
    waiting::look(&desk).await?;
    desk.tx.commit().await
}

/// A month begins with those that are open.
async fn carry(desk: &Desk, at: DateTime<Utc>) -> Result<()> {
    match desk.tx.find::<municipality::Entity>().one(desk.tx.db()).await? {
        Some(row) => peaks::count(&desk.tx, row.open_count, at).await,
        None => Ok(()),
    }
}

/// One young person's time with the municipality.
fn life(chance: &mut Chance, whom: usize, begins: DateTime<Utc>, now: DateTime<Utc>, happenings: &mut Vec<Happening>) {
    let earliest = begins.max(now - Days::new(DAYS));
    let span = u64::try_from((now - earliest).num_minutes()).unwrap_or(1);
    let mut at = earliest + TimeDelta::minutes(i64::try_from(chance.below(span)).unwrap_or(0));
    happenings.push(Happening { at, whom, what: What::Registered });
    // Some have not been looked up since: their follow-up is overdue.
    let diligent = chance.below(8) != 0;
    loop {
        at += TimeDelta::minutes(i64::try_from(5 * 24 * 60 + chance.below(20 * 24 * 60)).unwrap_or(0));
        if at >= now || (!diligent && chance.below(3) == 0) {
            return;
        }
        let (way, outcome) = people::contact(chance);
        let note = outcome.is_contact().then(|| people::note(chance)).flatten();
        happenings.push(Happening { at, whom, what: What::Contacted(way, outcome, note) });
        let later = at + TimeDelta::hours(2);
        if later >= now || !outcome.is_contact() {
            continue;
        }
        match chance.below(5) {
            0 => happenings.push(Happening { at: later, whom, what: What::Offered(people::measure(chance)) }),
            1 => {
                happenings.push(Happening { at: later, whom, what: What::Closed(people::closing(chance)) });
                return;
            }
            _ => {}
        }
    }
}

async fn happen(desk: &Desk, people: &[Person], ids: &mut [Option<Uuid>], one: &Happening) -> Result<(), Failure> {
    let person = &people[one.whom];
    if let What::Registered = one.what {
        let Person { number, name, situation, protected } = person;
        let new = New { number, name, situation: *situation, resident: true, protected: *protected };
        ids[one.whom] = Some(cases::open(desk, new).await?.id);
        return Ok(());
    }
    let Some(id) = ids[one.whom] else { return Ok(()) };
    let day = local_date(one.at);
    match &one.what {
        What::Registered => {}
        What::Contacted(way, outcome, note) => {
            let new = NewContact { day, way: *way, outcome: *outcome, note: *note, next: None };
            follow::record(desk, id, new).await?;
        }
        What::Offered(kind) => {
            follow::start(desk, id, *kind, day, None).await?;
        }
        What::Closed(why) => {
            cases::close(desk, id, *why).await?;
        }
    }
    Ok(())
}
