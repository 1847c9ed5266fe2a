//! Who may have which seat: every way to refuse, and the checks before a wish, a confirmation and a cancellation.

use chrono::{Days, NaiveDate};
use platform::{NotSubscribed, Rule};
use uuid::Uuid;

use super::{
    hours::{Kind, time},
    offer::Schools,
    pupil::{kind_of, old_enough},
};

/// The choices that a pupil may rank for one period.
pub(crate) const CHOICES: i32 = 6;

/// Why something was refused. The codes are part of the API's contract.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(transparent)]
    NotSubscribed(#[from] NotSubscribed),
    #[error("write the {field} in at least two characters")]
    TextMissing { field: &'static str },
    #[error("a placement has 1 to 30 seats")]
    SeatsOutOfRange,
    #[error("the first day must be later than today")]
    PeriodBegun,
    #[error("the last day must not be before the first, nor a year or more after it")]
    PeriodWrong,
    #[error("the minimum age of such a placement is {from} to {to} years")]
    AgeOutOfRange { from: i32, to: i32 },
    #[error("the workplace's risk assessment must be known, and a supervisor named, before anybody is placed there")]
    NotAssessed,
    #[error("the end of the day must be later than its start and leave time to work")]
    HoursBackwards,
    #[error("AFS 2023:2 chapter 8: work lies between {}, never at night", spans(*.kind))]
    NightWork { kind: Kind },
    #[error("AFS 2023:2 chapter 8: at most {} hours a day; this is {}", time(*.limit), time(*.minutes))]
    DayTooLong { minutes: i32, limit: i32 },
    #[error("AFS 2023:2 chapter 8: {} hours of rest each night", .limit / 60)]
    NightRest { limit: i32 },
    #[error("AFS 2023:2 chapter 8: two days of rest each week")]
    WeeklyRest,
    #[error("AFS 2023:2 chapter 8: a break of at least 30 minutes within four and a half hours")]
    BreakMissing,
    #[error("prao is not done on Saturdays and Sundays: the pupil's insurance does not hold then")]
    Weekend,
    #[error("no day of the period is worked")]
    NoDays,
    #[error("the placement is for pupils of {schools}")]
    WrongSchool { schools: String },
    #[error("the placement is {}; the pupil's grade has another kind", .kind.name())]
    WrongGrade { kind: Kind },
    #[error("the pupil must be at least {years} years old on the first day")]
    TooYoung { years: i32 },
    #[error("the placement began on {first}")]
    Begun { first: NaiveDate },
    #[error("all {seats} seats are taken")]
    Full { seats: i32 },
    #[error("the pupil has a confirmed placement from {first} to {last}")]
    Overlap { first: NaiveDate, last: NaiveDate },
    #[error("the pupil has chosen this placement already")]
    AlreadyWished,
    #[error("the pupil has another choice with number {rank} for the same time")]
    RankTaken { rank: i32 },
    #[error("choices are numbered 1 to {CHOICES}")]
    RankOutOfRange,
    #[error("the choice is not open")]
    NotOpen,
    #[error("the placement has been cancelled already")]
    AlreadyCancelled,
    #[error("the placement is cancelled: there is nothing to approve")]
    PlacementCancelled,
    #[error("the placement was over on {last}: there is nothing to approve")]
    PlacementOver { last: NaiveDate },
    #[error("the employer approves before the guardian")]
    EmployerFirst,
    #[error("this has been approved already")]
    AlreadyApproved,
    #[error(
        "a placement has one employer and at most two guardians: withdraw an invitation first, or send its link anew"
    )]
    AlreadyInvited,
    #[error("write one mail address, or none")]
    AddressWrong,
    #[error("there is no address to remind at")]
    NoAddress,
    #[error("one reminder a day is enough")]
    RemindedToday,
}

/// `06:00 and 22:00, or 07:00 and 23:00`.
fn spans(kind: Kind) -> String {
    let span = |(from, to): &(i32, i32)| format!("{} and {}", time(*from), time(*to));
    kind.limits().spans.iter().map(span).collect::<Vec<_>>().join(", or ")
}

impl Rule for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotSubscribed(_) => NotSubscribed::CODE,
            Self::TextMissing { .. } => "text-missing",
            Self::SeatsOutOfRange => "seats-out-of-range",
            Self::PeriodBegun => "period-begun",
            Self::PeriodWrong => "period-wrong",
            Self::AgeOutOfRange { .. } => "age-out-of-range",
            Self::NotAssessed => "not-assessed",
            Self::HoursBackwards => "hours-backwards",
            Self::NightWork { .. } => "night-work",
            Self::DayTooLong { .. } => "day-too-long",
            Self::NightRest { .. } => "night-rest",
            Self::WeeklyRest => "weekly-rest",
            Self::BreakMissing => "break-missing",
            Self::Weekend => "weekend",
            Self::NoDays => "no-days",
            Self::WrongSchool { .. } => "wrong-school",
            Self::WrongGrade { .. } => "wrong-grade",
            Self::TooYoung { .. } => "too-young",
            Self::Begun { .. } => "begun",
            Self::Full { .. } => "full",
            Self::Overlap { .. } => "overlap",
            Self::AlreadyWished => "already-wished",
            Self::RankTaken { .. } => "rank-taken",
            Self::RankOutOfRange => "rank-out-of-range",
            Self::NotOpen => "not-open",
            Self::AlreadyCancelled => "already-cancelled",
            Self::PlacementCancelled => "placement-cancelled",
            Self::PlacementOver { .. } => "placement-over",
            Self::EmployerFirst => "employer-first",
            Self::AlreadyApproved => "already-approved",
            Self::AlreadyInvited => "already-invited",
            Self::AddressWrong => "address-wrong",
            Self::NoAddress => "no-address",
            Self::RemindedToday => "reminded-today",
        }
    }
}

impl Refusal {
    /// The form's field in which it can be put right, if there is one.
    pub(crate) const fn field(&self) -> Option<&'static str> {
        match self {
            Self::TextMissing { field } => Some(field),
            Self::SeatsOutOfRange => Some("seats"),
            Self::PeriodBegun => Some("first"),
            Self::PeriodWrong => Some("last"),
            Self::AgeOutOfRange { .. } => Some("minAge"),
            Self::NotAssessed => Some("assessed"),
            Self::HoursBackwards | Self::NightWork { .. } | Self::DayTooLong { .. } | Self::NightRest { .. } => {
                Some("ends")
            }
            Self::BreakMissing => Some("pause"),
            Self::Weekend | Self::WeeklyRest | Self::NoDays => Some("days"),
            Self::WrongSchool { .. } => Some("school"),
            Self::WrongGrade { .. } => Some("grade"),
            Self::TooYoung { .. } => Some("born"),
            Self::AlreadyWished => Some("reference"),
            Self::RankTaken { .. } | Self::RankOutOfRange => Some("rank"),
            Self::AddressWrong => Some("address"),
            _ => None,
        }
    }
}

/// Both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Period {
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// What has begun is neither newly confirmed nor cancelled.
    pub(crate) fn not_begun(self, today: NaiveDate) -> Result<(), Refusal> {
        if self.first <= today { Err(Refusal::Begun { first: self.first }) } else { Ok(()) }
    }

    /// The last day on which it can be cancelled.
    pub(crate) fn cancel_until(self) -> NaiveDate {
        self.first.checked_sub_days(Days::new(1)).unwrap_or(self.first)
    }
}

/// What of a placement decides whom it may be for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Terms {
    pub kind: Kind,
    pub period: Period,
    pub min_age: i32,
    pub schools: Schools,
}

/// What of a pupil decides where she may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Traits<'a> {
    pub school: &'a str,
    pub grade: &'a str,
    pub born: NaiveDate,
}

impl Terms {
    /// Whether the placement may be for the pupil at all.
    pub(crate) fn fit(&self, pupil: &Traits<'_>) -> Result<(), Refusal> {
        if !self.schools.admit(pupil.school) {
            return Err(Refusal::WrongSchool { schools: self.schools.text() });
        }
        if kind_of(pupil.grade) != Some(self.kind) {
            return Err(Refusal::WrongGrade { kind: self.kind });
        }
        if !old_enough(self.kind, self.min_age, pupil.born, self.period.first) {
            return Err(Refusal::TooYoung { years: self.min_age });
        }
        Ok(())
    }
}

/// Where a choice is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Waits for the coordinator.
    Open,
    /// The pupil has the seat.
    Confirmed,
    /// Another choice at the same time was confirmed; opens again if that one is cancelled.
    Passed,
    /// Its placement was cancelled.
    Cancelled,
}

impl Wish {
    pub(crate) const ALL: [Self; 4] = [Self::Open, Self::Confirmed, Self::Passed, Self::Cancelled];

    /// As stored and in the API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Confirmed => "confirmed",
            Self::Passed => "passed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.name() == name)
    }
}

/// One of the pupil's choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub offer: Uuid,
    pub rank: i32,
    pub state: Wish,
    pub period: Period,
}

/// Whether a pupil with these choices may add one.
pub(crate) fn may_wish(chosen: &[Chosen], offer: Uuid, rank: i32, period: Period) -> Result<(), Refusal> {
    if !(1..=CHOICES).contains(&rank) {
        return Err(Refusal::RankOutOfRange);
    }
    let counted = || chosen.iter().filter(|one| one.state != Wish::Cancelled);
    if counted().any(|one| one.offer == offer) {
        return Err(Refusal::AlreadyWished);
    }
    no_overlap(chosen, period)?;
    if counted().any(|one| one.rank == rank && one.period.overlaps(period)) {
        return Err(Refusal::RankTaken { rank });
    }
    Ok(())
}

/// Whether nothing that is confirmed lies in the period.
pub(crate) fn no_overlap(chosen: &[Chosen], period: Period) -> Result<(), Refusal> {
    let mut confirmed = chosen.iter().filter(|one| one.state == Wish::Confirmed);
    match confirmed.find(|one| one.period.overlaps(period)) {
        Some(one) => Err(Refusal::Overlap { first: one.period.first, last: one.period.last }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn period(first: &str, last: &str) -> Period {
        Period { first: day(first), last: day(last) }
    }

    fn chosen(offer: u128, rank: i32, state: Wish) -> Chosen {
        Chosen { offer: Uuid::from_u128(offer), rank, state, period: period("2026-11-30", "2026-12-04") }
    }

    #[test]
    fn periods_overlap_by_the_day() {
        let week = period("2026-11-30", "2026-12-04");
        assert!(week.overlaps(period("2026-12-04", "2026-12-11")));
        assert!(!week.overlaps(period("2026-12-05", "2026-12-11")));
        assert_eq!(week.not_begun(day("2026-11-29")), Ok(()));
        assert_eq!(week.not_begun(day("2026-11-30")), Err(Refusal::Begun { first: day("2026-11-30") }));
        assert_eq!(week.cancel_until(), day("2026-11-29"));
    }

    #[test]
    fn a_placement_is_for_some_schools_grades_and_ages() {
        let terms = Terms {
            kind: Kind::Prao,
            period: period("2026-11-30", "2026-12-04"),
            min_age: 14,
            schools: Schools::parse("Exempelskolan"),
        };
        let ask = |school, grade, born: &str| terms.fit(&Traits { school, grade, born: day(born) });
        assert_eq!(ask("Exempelskolan", "8", "2012-05-01"), Ok(()));
        let schools = "Exempelskolan".to_owned();
        assert_eq!(ask("Provskolan", "8", "2012-05-01"), Err(Refusal::WrongSchool { schools }));
        assert_eq!(ask("Exempelskolan", "gy1", "2010-05-01"), Err(Refusal::WrongGrade { kind: Kind::Prao }));
        assert_eq!(ask("Exempelskolan", "8", "2012-11-01"), Err(Refusal::TooYoung { years: 14 }));
    }

    #[test]
    fn choices_are_few_and_ranked() {
        let (new, week) = (Uuid::from_u128(9), period("2026-12-03", "2026-12-09"));
        assert_eq!(may_wish(&[chosen(1, 1, Wish::Open)], new, 2, week), Ok(()));
        assert_eq!(may_wish(&[chosen(1, 1, Wish::Open)], new, 1, week), Err(Refusal::RankTaken { rank: 1 }));
        assert_eq!(may_wish(&[chosen(1, 1, Wish::Cancelled)], new, 1, week), Ok(()));
        assert_eq!(may_wish(&[chosen(9, 1, Wish::Passed)], new, 2, week), Err(Refusal::AlreadyWished));
        assert_eq!(may_wish(&[], new, 7, week), Err(Refusal::RankOutOfRange));
        let overlap = Refusal::Overlap { first: day("2026-11-30"), last: day("2026-12-04") };
        assert_eq!(may_wish(&[chosen(1, 1, Wish::Confirmed)], new, 2, week), Err(overlap));
        let later = period("2027-01-11", "2027-01-15");
        assert_eq!(may_wish(&[chosen(1, 1, Wish::Confirmed)], new, 1, later), Ok(()), "another period, ranks anew");
    }
}
