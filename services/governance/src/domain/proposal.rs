//! Proposals and their way through the roadmap.

use super::refusal::Refusal;

/// The longest title, in characters.
pub(crate) const LONGEST_TITLE: usize = 120;
/// The longest description, in characters.
pub(crate) const LONGEST_TEXT: usize = 2000;
/// The highest estimate, in hours.
pub(crate) const MOST_ESTIMATE: i64 = 20_000;

/// Where a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Waits for an estimate.
    Proposed,
    /// May be voted on.
    Estimated,
    /// Is being voted on.
    OnBallot,
    /// Was chosen.
    Next,
    /// Is being made.
    Now,
    /// Is delivered.
    Done,
}

impl State {
    pub(crate) const ALL: [Self; 6] =
        [Self::Proposed, Self::Estimated, Self::OnBallot, Self::Next, Self::Now, Self::Done];

    /// Its name in the database and the API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Estimated => "estimated",
            Self::OnBallot => "on-ballot",
            Self::Next => "next",
            Self::Now => "now",
            Self::Done => "done",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// The roadmap's column: what is not chosen yet comes later.
    pub(crate) const fn column(self) -> Column {
        match self {
            Self::Now => Column::Now,
            Self::Next => Column::Next,
            Self::Proposed | Self::Estimated | Self::OnBallot => Column::Later,
            Self::Done => Column::Done,
        }
    }

    /// What it becomes when work goes on: votes decide what is next, the office tells what is being made and what is done.
    pub(crate) const fn moved(self) -> Result<Self, Refusal> {
        match self {
            Self::Next => Ok(Self::Now),
            Self::Now => Ok(Self::Done),
            _ => Err(Refusal::NoSuchMove),
        }
    }
}

/// A column of the roadmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Now,
    Next,
    Later,
    Done,
}

impl Column {
    pub(crate) const ALL: [Self; 4] = [Self::Now, Self::Next, Self::Later, Self::Done];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Next => "next",
            Self::Later => "later",
            Self::Done => "done",
        }
    }
}

/// Title and description without space around them, if they say something.
pub(crate) fn words<'a>(title: &'a str, text: &'a str) -> Result<(&'a str, &'a str), Refusal> {
    let (title, text) = (title.trim(), text.trim());
    if !(5..=LONGEST_TITLE).contains(&title.chars().count()) || title.contains('\n') {
        return Err(Refusal::Title);
    }
    if !(10..=LONGEST_TEXT).contains(&text.chars().count()) {
        return Err(Refusal::Text);
    }
    Ok((title, text))
}

/// Hours: the likely number, which the count uses, and its spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Estimate {
    pub hours: i64,
    pub low: i64,
    pub high: i64,
}

impl Estimate {
    /// An estimate; without a spread, low and high are the likely number.
    pub(crate) fn new(hours: i64, low: Option<i64>, high: Option<i64>) -> Result<Self, Refusal> {
        let estimate = Self { hours, low: low.unwrap_or(hours), high: high.unwrap_or(hours) };
        let all = [estimate.hours, estimate.low, estimate.high];
        if all.iter().any(|hours| !(1..=MOST_ESTIMATE).contains(hours)) {
            return Err(Refusal::Hours);
        }
        if estimate.low > hours || estimate.high < hours {
            return Err(Refusal::Spread);
        }
        Ok(estimate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_says_what_and_why() {
        assert_eq!(words(" Läslistor ", " Förskolan ber om det. "), Ok(("Läslistor", "Förskolan ber om det.")));
        for title in ["", "   ", "Abcd", &"å".repeat(121), "Två\nrader"] {
            assert_eq!(words(title, "Förskolan ber om det."), Err(Refusal::Title), "{title}");
        }
        assert!(words(&"å".repeat(120), &"ö".repeat(2000)).is_ok());
        for text in ["", "Kort", &"ö".repeat(2001)] {
            assert_eq!(words("Läslistor", text), Err(Refusal::Text));
        }
    }

    #[test]
    fn an_estimate_is_some_hours_within_its_spread() {
        assert_eq!(Estimate::new(120, None, None), Ok(Estimate { hours: 120, low: 120, high: 120 }));
        assert!(Estimate::new(120, Some(90), Some(160)).is_ok());
        for (hours, low, high) in [(0, None, None), (-5, None, None), (20_001, None, None), (10, Some(0), None)] {
            assert_eq!(Estimate::new(hours, low, high), Err(Refusal::Hours), "{hours}");
        }
        assert_eq!(Estimate::new(10, Some(11), None), Err(Refusal::Spread));
        assert_eq!(Estimate::new(10, None, Some(9)), Err(Refusal::Spread));
    }

    #[test]
    fn votes_decide_what_is_next_and_work_goes_on_from_there() {
        let moves: Vec<_> = State::ALL.iter().map(|state| state.moved().ok()).collect();
        assert_eq!(moves, [None, None, None, Some(State::Now), Some(State::Done), None]);
        assert!(State::ALL.iter().all(|state| State::parse(state.name()) == Some(*state)));
    }
}
