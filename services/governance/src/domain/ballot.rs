//! When a ballot may be opened, voted on and closed.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::refusal::Refusal;

/// Items that a ballot must support at least; half of the voters of a city chose one item only, and their money got stuck.
pub(crate) const MINIMUM: i64 = 3;
/// A ballot among municipalities is open at least so long: officials have to ask at home.
pub(crate) const SHORTEST_DAYS: u64 = 14;
/// And at most so long.
pub(crate) const LONGEST_DAYS: u64 = 90;
/// The highest hours budget.
pub(crate) const MOST_HOURS: i64 = 100_000;

/// What decides whether a ballot takes a vote.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Open {
    pub items: i64,
    pub minimum: i64,
    pub closes: DateTime<Utc>,
    pub closed: Option<DateTime<Utc>>,
}

impl Open {
    /// Whether votes are taken at an instant.
    pub(crate) fn takes_votes(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        let over = self.closed.or_else(|| (now >= self.closes).then_some(self.closes));
        over.map_or(Ok(()), |closed| Err(Refusal::Closed { closed }))
    }

    /// The approvals in order, if the ballot takes them now.
    pub(crate) fn approvals(&self, chosen: &[i64], now: DateTime<Utc>) -> Result<Vec<i64>, Refusal> {
        self.takes_votes(now)?;
        let mut sorted = chosen.to_vec();
        sorted.sort_unstable();
        if let Some(item) = sorted.iter().find(|item| !(1..=self.items).contains(*item)) {
            return Err(Refusal::UnknownItem { item: *item, items: self.items });
        }
        if let Some(pair) = sorted.windows(2).find(|pair| pair.first() == pair.last()) {
            return Err(Refusal::ItemTwice { item: pair.first().copied().unwrap_or_default() });
        }
        let number = i64::try_from(sorted.len()).unwrap_or(i64::MAX);
        if number < self.minimum {
            return Err(Refusal::TooFew { minimum: self.minimum, chosen: number });
        }
        Ok(sorted)
    }

    /// Whether it may be closed: when its time has come, or before that when all have voted.
    pub(crate) fn may_close(&self, left: i64, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.closed.is_some() {
            return Err(Refusal::ClosedAlready);
        }
        if now < self.closes && left > 0 {
            return Err(Refusal::TooEarly { closes: self.closes, left });
        }
        Ok(())
    }
}

/// Whether a ballot may be opened with so many items and hours; the last day is counted in Swedish days.
pub(crate) fn may_open(items: i64, hours: i64, today: NaiveDate, closing: NaiveDate) -> Result<(), Refusal> {
    if !(1..=MOST_HOURS).contains(&hours) {
        return Err(Refusal::Frame);
    }
    let on = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
    let (first, last) = (on(SHORTEST_DAYS), on(LONGEST_DAYS));
    if !(first..=last).contains(&closing) {
        return Err(Refusal::ClosingDay { first, last });
    }
    if items < MINIMUM {
        return Err(Refusal::TooFewItems { needed: MINIMUM, found: items });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn open() -> Open {
        Open { items: 5, minimum: 3, closes: at("2026-12-06T15:00:00Z"), closed: None }
    }

    #[test]
    fn a_vote_supports_at_least_three_of_the_ballots_items() {
        let now = at("2026-12-06T14:59:59Z");
        assert_eq!(open().approvals(&[5, 1, 3], now), Ok(vec![1, 3, 5]));
        assert_eq!(open().approvals(&[1, 2, 3, 4, 5], now), Ok(vec![1, 2, 3, 4, 5]), "there is no cap");
        assert_eq!(open().approvals(&[1, 2], now), Err(Refusal::TooFew { minimum: 3, chosen: 2 }));
        assert_eq!(open().approvals(&[], now), Err(Refusal::TooFew { minimum: 3, chosen: 0 }));
        assert_eq!(open().approvals(&[1, 2, 6], now), Err(Refusal::UnknownItem { item: 6, items: 5 }));
        assert_eq!(open().approvals(&[0, 2, 3], now), Err(Refusal::UnknownItem { item: 0, items: 5 }));
        assert_eq!(open().approvals(&[2, 2, 3], now), Err(Refusal::ItemTwice { item: 2 }));
    }

    #[test]
    fn nothing_is_taken_from_the_closing_time_on() {
        let closed = at("2026-12-06T15:00:00Z");
        assert_eq!(open().approvals(&[1, 2, 3], closed), Err(Refusal::Closed { closed }));
        let early = Open { closed: Some(at("2026-12-01T09:00:00Z")), ..open() };
        assert_eq!(
            early.takes_votes(at("2026-12-02T09:00:00Z")),
            Err(Refusal::Closed { closed: at("2026-12-01T09:00:00Z") })
        );
    }

    #[test]
    fn it_closes_early_only_when_all_have_voted() {
        let (before, after) = (at("2026-12-06T14:59:59Z"), at("2026-12-06T15:00:00Z"));
        assert_eq!(open().may_close(1, before), Err(Refusal::TooEarly { closes: after, left: 1 }));
        assert_eq!(open().may_close(0, before), Ok(()));
        assert_eq!(open().may_close(40, after), Ok(()));
        assert_eq!(Open { closed: Some(before), ..open() }.may_close(0, after), Err(Refusal::ClosedAlready));
    }

    #[test]
    fn a_ballot_has_three_items_some_hours_and_two_weeks() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (today, fits) = (day("2026-11-22"), day("2026-12-06"));
        assert_eq!(may_open(3, 420, today, fits), Ok(()));
        assert_eq!(may_open(2, 420, today, fits), Err(Refusal::TooFewItems { needed: 3, found: 2 }));
        assert_eq!(may_open(3, 0, today, fits), Err(Refusal::Frame));
        let window = Refusal::ClosingDay { first: fits, last: day("2027-02-20") };
        for closing in ["2026-11-21", "2026-12-05", "2027-02-21"] {
            assert_eq!(may_open(3, 420, today, day(closing)), Err(window.clone()), "{closing}");
        }
    }
}
