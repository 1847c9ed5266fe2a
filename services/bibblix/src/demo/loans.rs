//! A municipality's invented loans: by weekday and hour, popular titles more than others, now and then a whole class at once, and
//! within every rule of lending.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use platform::{
    clock::{local_date, local_month, start_of},
    store::Use,
};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{Library, chance::Chance};
use crate::{
    domain::{
        card::CardNumber,
        lending::{Earlier, may_borrow},
        loan::{CARD_KEPT, LOAN_TIME, Status},
        price::Step,
    },
    entities::{loan, title},
    lend::{self, Cost},
};

/// What is needed to make a municipality's loans.
pub(super) struct Plan<'a> {
    pub library: &'a Library,
    pub seed: u64,
    pub per_month: f64,
    pub cap: i64,
    pub key: &'a str,
    pub now: DateTime<Utc>,
    pub first: NaiveDate,
    pub steps: &'a [Step],
    pub titles: &'a [title::Model],
}

/// What came of it.
#[derive(Default)]
pub(super) struct Made {
    pub loans: Vec<Invented>,
    /// Öre used, by month.
    pub committed: BTreeMap<NaiveDate, i64>,
}

/// An invented loan.
#[derive(Clone)]
pub(super) struct Invented {
    id: Uuid,
    title: Uuid,
    card: String,
    started: DateTime<Utc>,
    returned: Option<DateTime<Utc>>,
    pub reversed: Option<DateTime<Utc>>,
    cost: Cost,
    pub usage_event: Uuid,
}

/// A card and what it has borrowed lately.
struct Reader {
    card: String,
    lately: Vec<(Earlier, Option<DateTime<Utc>>)>,
}

/// Everything that changes while loans are made.
struct Making<'a> {
    plan: &'a Plan<'a>,
    chance: Chance,
    readers: Vec<Reader>,
    /// Sums of popularity, in the order of the titles.
    popularity: Vec<f64>,
    made: Made,
}

/// All loans of a municipality.
pub(super) fn made(plan: &Plan<'_>) -> Made {
    let chance = Chance::of(&format!("{} {}", plan.seed, plan.library.tenant));
    let mut making = Making {
        plan,
        chance,
        readers: readers(plan),
        popularity: popularity(plan.titles.len()),
        made: Made::default(),
    };
    let mut owed = 0.0;
    let today = local_date(plan.now);
    for day in plan.first.iter_days().take_while(|day| *day <= today) {
        if !plan.library.periods.iter().any(|one| one.covers(day)) {
            continue;
        }
        owed += plan.per_month / 30.4 * weekday(day.weekday()) * season(day.month());
        if day.weekday() == Weekday::Wed && owed > 12.0 && making.chance.below(3) == 0 {
            owed -= making.class(day);
        }
        let mut hours = Vec::new();
        while owed >= 1.0 {
            owed -= 1.0;
            hours.push(making.time_of(day));
        }
        hours.sort_unstable();
        for started in hours {
            let title = making.popular();
            making.lend(title, started);
        }
    }
    making.made
}

/// About one card for two loans a month.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand at most")]
fn readers(plan: &Plan<'_>) -> Vec<Reader> {
    let count = (plan.per_month / 2.0).ceil().max(8.0) as u32;
    let code = plan.library.tenant.as_str().rsplit('-').next().unwrap_or_default();
    let card = |number: u32| CardNumber::parse(&format!("{code}{number:07}")).map(|card| card.pseudonym(plan.key));
    (0..count).filter_map(|number| Some(Reader { card: card(number).ok()?, lately: Vec::new() })).collect()
}

/// Zipf: the tenth most popular title is lent about a tenth as often as the first.
#[expect(clippy::cast_precision_loss, reason = "a few hundred titles")]
fn popularity(titles: usize) -> Vec<f64> {
    let mut ranks: Vec<usize> = (0..titles).collect();
    ranks.sort_by_key(|title| Chance::of(&format!("rank {title}")).below(1 << 32));
    let mut weights = vec![0.0; titles];
    for (rank, title) in ranks.into_iter().enumerate() {
        weights[title] = 1.0 / ((rank + 1) as f64).powf(1.05);
    }
    let mut sum = 0.0;
    weights
        .iter()
        .map(|weight| {
            sum += weight;
            sum
        })
        .collect()
}

const fn weekday(day: Weekday) -> f64 {
    match day {
        Weekday::Mon | Weekday::Tue | Weekday::Thu => 1.0,
        Weekday::Wed => 1.15,
        Weekday::Fri => 0.9,
        Weekday::Sat => 0.8,
        Weekday::Sun => 1.1,
    }
}

const fn season(month: u32) -> f64 {
    match month {
        6 => 0.9,
        7 => 0.75,
        2 | 11 => 1.1,
        12 => 0.95,
        _ => 1.0,
    }
}

impl Making<'_> {
    /// A time of day: school hours and above all the evening.
    fn time_of(&mut self, day: NaiveDate) -> DateTime<Utc> {
        const HOURS: [i64; 16] = [7, 8, 9, 10, 12, 13, 15, 16, 16, 17, 17, 18, 18, 19, 19, 20];
        let hour = HOURS.get(self.chance.index(HOURS.len())).copied().unwrap_or(17);
        let second = i64::try_from(self.chance.below(3600)).unwrap_or(0);
        start_of(day) + TimeDelta::hours(hour) + TimeDelta::seconds(second)
    }

    fn popular(&mut self) -> usize {
        let all = self.popularity.last().copied().unwrap_or(0.0);
        let at = self.chance.share() * all;
        self.popularity.partition_point(|sum| *sum < at).min(self.popularity.len().saturating_sub(1))
    }

    /// A class that reads the same book: loans within a quarter of an hour.
    fn class(&mut self, day: NaiveDate) -> f64 {
        let (title, pupils) = (self.popular(), 8 + self.chance.below(12));
        let begun = start_of(day) + TimeDelta::minutes(9 * 60 + 10);
        let mut count = 0.0;
        for pupil in 0..pupils {
            let seconds = i64::try_from(pupil * 41).unwrap_or(0);
            self.lend(title, begun + TimeDelta::seconds(seconds));
            count += 1.0;
        }
        count
    }

    /// Lends if the rules allow it to one of a few readers; like a refusal, a loan that they do not allow leaves no trace.
    fn lend(&mut self, title: usize, started: DateTime<Utc>) {
        let Some(title) = self.plan.titles.get(title).filter(|_| started <= self.plan.now) else { return };
        let Ok(cost) = lend::cost(self.plan.steps, title, local_date(started)) else { return };
        let committed = self.made.committed.entry(local_month(started)).or_default();
        if *committed + cost.ore() > self.plan.cap {
            return;
        }
        for _ in 0..6 {
            // Some read far more than others: the product of two chances prefers the first readers.
            let length = self.readers.len();
            let reader = self.chance.index(length).min(self.chance.index(length));
            if self.readers.get(reader).is_some_and(|reader| reader.may(title.id, started)) {
                let loan = self.invent(title.id, reader, started, cost);
                if loan.reversed.is_none() {
                    *self.made.committed.entry(local_month(started)).or_default() += loan.cost.ore();
                }
                self.made.loans.push(loan);
                return;
            }
        }
    }

    fn invent(&mut self, title: Uuid, reader: usize, started: DateTime<Utc>, cost: Cost) -> Invented {
        let minutes = i64::try_from(self.chance.below(26 * 24 * 60)).unwrap_or(0);
        let returned = (self.chance.below(10) < 7).then(|| started + TimeDelta::minutes(30 + minutes));
        let failed = self.chance.below(220) == 0;
        let reversed = failed.then(|| started + TimeDelta::minutes(5 + minutes / 40)).filter(|at| *at <= self.plan.now);
        let returned = returned.filter(|at| reversed.is_none() && *at <= self.plan.now);
        let id = self.chance.id(started);
        let mut card = String::new();
        if let Some(reader) = self.readers.get_mut(reader) {
            card.clone_from(&reader.card);
            reader.lately.retain(|(loan, _)| loan.due > started);
            let status = if reversed.is_some() { Status::Reversed } else { Status::Active };
            reader.lately.push((Earlier { title, status, started, due: started + LOAN_TIME }, returned));
        }
        Invented { id, title, card, started, returned, reversed, cost, usage_event: Uuid::nil() }
    }
}

impl Reader {
    fn may(&self, title: Uuid, now: DateTime<Utc>) -> bool {
        let at = |(loan, returned): &(Earlier, Option<DateTime<Utc>>)| {
            let back = loan.status == Status::Active && returned.is_some_and(|at| at <= now);
            if back { Earlier { status: Status::Returned, ..*loan } } else { *loan }
        };
        let earlier: Vec<Earlier> = self.lately.iter().map(at).collect();
        may_borrow(&earlier, title, now).is_ok()
    }
}

impl Made {
    pub(super) fn priced(&self) -> Vec<Invented> {
        self.loans.iter().filter(|loan| matches!(loan.cost, Cost::Priced(_))).cloned().collect()
    }

    pub(super) fn prepaid(&self) -> Vec<Invented> {
        self.loans.iter().filter(|loan| loan.cost == Cost::Prepaid).cloned().collect()
    }
}

impl Invented {
    pub(super) fn usage(&self, quantity: i64, reverses: Option<Uuid>) -> Use {
        let (_, measure) = self.cost.measure(quantity);
        Use { measure, occurred_at: self.started, source_ref: lend::reference(self.id), reverses }
    }

    pub(super) fn row(self, now: DateTime<Utc>, reversal: Option<Uuid>) -> loan::ActiveModel {
        const REASONS: [&str; 3] =
            ["Boken gick inte att öppna i appen", "Nedladdningen avbröts gång på gång", "Bilderna visades inte"];
        let mut row = lend::row(self.id, self.title, self.card, self.started, &self.cost, self.usage_event);
        let due = self.started + LOAN_TIME;
        let (status, ended) = match (self.reversed, self.returned) {
            (Some(at), _) => (Status::Reversed, Some(at)),
            (None, Some(at)) => (Status::Returned, Some(at)),
            (None, None) if due <= now => (Status::Expired, Some(due)),
            (None, None) => (Status::Active, None),
        };
        row.status = Set(status.name().into());
        row.ended = Set(ended);
        if ended.is_some_and(|at| at + CARD_KEPT < now) {
            row.card = Set(None);
        }
        if reversal.is_some() {
            let reason = REASONS.get(self.id.as_bytes()[15] as usize % REASONS.len()).copied().unwrap_or_default();
            row.reversal_event = Set(reversal);
            row.reversal_reason = Set(Some(reason.into()));
        }
        row
    }
}
