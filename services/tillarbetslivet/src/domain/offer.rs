//! What can be offered: seats at a workplace, in a period, at hours that the law allows.

use chrono::{Months, NaiveDate};

use super::{
    hours::{Hours, Kind},
    placing::Refusal,
    pupil::by_law_from,
};

/// The most seats of one placement.
pub(crate) const MOST_SEATS: i32 = 30;
/// The highest age that a workplace may demand.
pub(crate) const HIGHEST_AGE: i32 = 20;

/// A placement to offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub kind: Kind,
    pub employer: String,
    pub workplace: String,
    pub tasks: String,
    pub seats: i32,
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub hours: Hours,
    pub min_age: i32,
    pub schools: Schools,
    /// The workplace's risk assessment is known, a supervisor named, and nothing forbidden to minors among the tasks.
    pub assessed: bool,
}

impl Draft {
    /// Whether it can be offered on a day.
    pub(crate) fn may_offer(&self, today: NaiveDate) -> Result<(), Refusal> {
        let text = |text: &str, longest: usize| (2..=longest).contains(&text.trim().chars().count());
        for (field, fits) in [
            ("employer", text(&self.employer, 100)),
            ("workplace", text(&self.workplace, 100)),
            ("tasks", text(&self.tasks, 500)),
        ] {
            if !fits {
                return Err(Refusal::TextMissing { field });
            }
        }
        if !(1..=MOST_SEATS).contains(&self.seats) {
            return Err(Refusal::SeatsOutOfRange);
        }
        if self.first <= today {
            return Err(Refusal::PeriodBegun);
        }
        let longest = self.first.checked_add_months(Months::new(12)).unwrap_or(self.first);
        if self.last < self.first || self.last >= longest {
            return Err(Refusal::PeriodWrong);
        }
        if !(by_law_from(self.kind)..=HIGHEST_AGE).contains(&self.min_age) {
            return Err(Refusal::AgeOutOfRange { from: by_law_from(self.kind), to: HIGHEST_AGE });
        }
        self.hours.lawful(self.kind)?;
        if self.hours.days.worked(self.first, self.last) == 0 {
            return Err(Refusal::NoDays);
        }
        if !self.assessed {
            return Err(Refusal::NotAssessed);
        }
        Ok(())
    }
}

/// The schools whose pupils may have the seats; none named means all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Schools(Vec<String>);

impl Schools {
    /// Schools by name, one a line or with commas between.
    pub(crate) fn parse(text: &str) -> Self {
        let names = text.split([',', '\n', '\r']).map(str::trim).filter(|name| !name.is_empty());
        Self(names.map(str::to_owned).collect())
    }

    /// As stored and shown.
    pub(crate) fn text(&self) -> String {
        self.0.join(", ")
    }

    pub(crate) fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a school's pupils may have the seats. Case and space around do not matter.
    pub(crate) fn admit(&self, school: &str) -> bool {
        let school = school.trim().to_lowercase();
        self.is_all() || self.0.iter().any(|name| name.to_lowercase() == school)
    }
}

/// A school's name.
pub(crate) fn school(text: &str) -> Option<String> {
    let text = text.trim();
    ((2..=80).contains(&text.chars().count()) && !text.contains([',', '\n'])).then(|| text.to_owned())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::hours::Weekdays;

    pub(crate) fn draft() -> Draft {
        Draft {
            kind: Kind::Prao,
            employer: "Exempelbolaget AB".into(),
            workplace: "Verkstaden".into(),
            tasks: "Hjälpa till i verkstaden".into(),
            seats: 2,
            first: "2026-11-30".parse().unwrap(),
            last: "2026-12-11".parse().unwrap(),
            hours: Hours { days: Weekdays::MON_TO_FRI, starts: 480, ends: 900, pause: 60 },
            min_age: 13,
            schools: Schools::default(),
            assessed: true,
        }
    }

    #[test]
    fn what_can_not_be_is_refused() {
        let today = "2026-11-25".parse().unwrap();
        let ask = |change: fn(&mut Draft)| {
            let mut draft = draft();
            change(&mut draft);
            draft.may_offer(today)
        };
        assert_eq!(ask(|_| ()), Ok(()));
        assert_eq!(ask(|draft| draft.seats = 0), Err(Refusal::SeatsOutOfRange));
        assert_eq!(ask(|draft| draft.seats = 999), Err(Refusal::SeatsOutOfRange));
        assert_eq!(ask(|draft| draft.first = "2026-11-25".parse().unwrap()), Err(Refusal::PeriodBegun));
        assert_eq!(ask(|draft| draft.last = "2026-11-29".parse().unwrap()), Err(Refusal::PeriodWrong));
        assert_eq!(ask(|draft| draft.last = "2027-11-30".parse().unwrap()), Err(Refusal::PeriodWrong));
        assert_eq!(ask(|draft| draft.min_age = 12), Err(Refusal::AgeOutOfRange { from: 13, to: 20 }));
        assert_eq!(ask(|draft| draft.employer = " ".into()), Err(Refusal::TextMissing { field: "employer" }));
        assert_eq!(ask(|draft| draft.assessed = false), Err(Refusal::NotAssessed));
        assert_eq!(ask(|draft| draft.hours.ends = 21 * 60), Err(Refusal::NightWork { kind: Kind::Prao }));
    }

    #[test]
    fn schools_are_named_or_all() {
        let two = Schools::parse("Exempelskolan, Provskolan\n");
        assert!(two.admit(" provskolan ") && !two.admit("Mallskolan"));
        assert!(Schools::parse(" ").admit("Mallskolan"));
        assert_eq!(two.text(), "Exempelskolan, Provskolan");
    }
}
