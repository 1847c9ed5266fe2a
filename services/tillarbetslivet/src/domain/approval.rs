//! Who approves a confirmed placement from outside the municipality: the employer first, that the place stands; then the guardians.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contracts::Role;

use super::placing::Refusal;

/// For how long a link works.
const LINK: TimeDelta = TimeDelta::days(14);
/// The longest mail address (RFC 5321).
const LONGEST_ADDRESS: usize = 254;

/// What somebody outside is to a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Party {
    /// Takes the pupil.
    Employer,
    /// Answers for the pupil.
    Guardian,
}

impl Party {
    pub(crate) const ALL: [Self; 2] = [Self::Employer, Self::Guardian];

    /// The role that comes with the invitation.
    pub(crate) const fn role(self) -> Role {
        match self {
            Self::Employer => Role::Employer,
            Self::Guardian => Role::Guardian,
        }
    }

    /// As stored and sent.
    pub(crate) const fn name(self) -> &'static str {
        self.role().name()
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|party| party.name() == name)
    }

    /// How many of them a placement has: one employer, and both who have custody.
    const fn most(self) -> usize {
        match self {
            Self::Employer => 1,
            Self::Guardian => 2,
        }
    }
}

/// How far somebody who was invited has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The link waits for her.
    Invited,
    /// The link ended before she came.
    Lapsed,
    /// She has come in, and not approved yet.
    Accepted,
    Approved,
    Withdrawn,
}

impl Step {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Lapsed => "lapsed",
            Self::Accepted => "accepted",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// One who was invited to a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Side {
    pub party: Party,
    pub step: Step,
}

/// What of a placement decides whether anything is approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct About {
    pub cancelled: bool,
    pub last: NaiveDate,
}

impl About {
    /// Nothing more is approved of what does not happen, or has happened.
    pub(crate) fn stands(self, today: NaiveDate) -> Result<(), Refusal> {
        if self.cancelled {
            return Err(Refusal::PlacementCancelled);
        }
        if self.last < today { Err(Refusal::PlacementOver { last: self.last }) } else { Ok(()) }
    }
}

/// Whether one more may be invited beside those who are.
pub(crate) fn may_invite(about: About, party: Party, sides: &[Side], today: NaiveDate) -> Result<(), Refusal> {
    about.stands(today)?;
    let same = sides.iter().filter(|side| side.party == party && side.step != Step::Withdrawn);
    if same.count() >= party.most() { Err(Refusal::AlreadyInvited) } else { Ok(()) }
}

/// Whether this one may approve now.
pub(crate) fn may_approve(about: About, own: Side, sides: &[Side], today: NaiveDate) -> Result<(), Refusal> {
    about.stands(today)?;
    if own.step == Step::Approved {
        return Err(Refusal::AlreadyApproved);
    }
    let employer = Side { party: Party::Employer, step: Step::Approved };
    if own.party == Party::Guardian && !sides.contains(&employer) {
        return Err(Refusal::EmployerFirst);
    }
    Ok(())
}

/// Whether this one may be reminded: not more than once a day, and not of what she can't do yet.
pub(crate) fn may_remind(
    about: About,
    own: Side,
    sides: &[Side],
    (last, today): (Option<NaiveDate>, NaiveDate),
) -> Result<(), Refusal> {
    may_approve(about, own, sides, today)?;
    if last == Some(today) { Err(Refusal::RemindedToday) } else { Ok(()) }
}

/// Who has still to approve a placement that somebody was invited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Waiting {
    /// Nobody is invited.
    Nobody,
    Employer,
    Guardian,
    /// All have.
    Done,
}

impl Waiting {
    pub(crate) fn of(sides: &[Side]) -> Self {
        let mut all = sides.iter().filter(|side| side.step != Step::Withdrawn).peekable();
        if all.peek().is_none() {
            return Self::Nobody;
        }
        let approved = |party: Party| {
            let mut of = sides.iter().filter(|side| side.party == party && side.step != Step::Withdrawn).peekable();
            of.peek().is_some() && of.all(|side| side.step == Step::Approved)
        };
        match (approved(Party::Employer), approved(Party::Guardian)) {
            (false, _) => Self::Employer,
            (true, false) => Self::Guardian,
            (true, true) => Self::Done,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Employer => "employer",
            Self::Guardian => "guardian",
            Self::Done => "done",
        }
    }
}

/// When a link ends that is made now: before the placement is over in any case.
pub(crate) fn until(now: DateTime<Utc>, end: DateTime<Utc>) -> DateTime<Utc> {
    (now + LINK).min(end)
}

/// An address that a letter can be sent to, if one is written.
pub(crate) fn address(text: &str) -> Result<Option<String>, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let parts =
        text.split_once('@').filter(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    let plain = text.is_ascii() && !text.contains(|c: char| c.is_ascii_control() || " <>,;:\"()[]\\".contains(c));
    let fits = parts.is_some() && plain && text.len() <= LONGEST_ADDRESS && !text.ends_with('.');
    if fits { Ok(Some(text.to_owned())) } else { Err(Refusal::AddressWrong) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn about() -> About {
        About { cancelled: false, last: day("2026-12-11") }
    }

    const fn side(party: Party, step: Step) -> Side {
        Side { party, step }
    }

    #[test]
    fn the_employer_approves_before_the_guardian() {
        let today = day("2026-11-25");
        let (employer, guardian) = (side(Party::Employer, Step::Accepted), side(Party::Guardian, Step::Accepted));
        let both = [employer, guardian];
        assert_eq!(may_approve(about(), guardian, &both, today), Err(Refusal::EmployerFirst));
        assert_eq!(may_approve(about(), employer, &both, today), Ok(()));
        let said = [side(Party::Employer, Step::Approved), guardian];
        assert_eq!(may_approve(about(), guardian, &said, today), Ok(()));
        assert_eq!(may_approve(about(), said[0], &said, today), Err(Refusal::AlreadyApproved));
        let gone = [side(Party::Employer, Step::Withdrawn), guardian];
        assert_eq!(
            may_approve(about(), guardian, &gone, today),
            Err(Refusal::EmployerFirst),
            "she is no party any more"
        );
        assert_eq!(may_approve(about(), guardian, &[guardian], today), Err(Refusal::EmployerFirst), "nor is nobody");
    }

    #[test]
    fn what_is_cancelled_or_over_is_not_approved() {
        let own = side(Party::Employer, Step::Accepted);
        let ask = |about: About, today: &str| may_approve(about, own, &[own], day(today));
        assert_eq!(ask(About { cancelled: true, ..about() }, "2026-11-25"), Err(Refusal::PlacementCancelled));
        assert_eq!(ask(about(), "2026-12-11"), Ok(()), "on its last day");
        assert_eq!(ask(about(), "2026-12-12"), Err(Refusal::PlacementOver { last: day("2026-12-11") }));
    }

    #[test]
    fn one_employer_and_two_guardians_are_invited() {
        let today = day("2026-11-25");
        let ask = |party, sides: &[Side]| may_invite(about(), party, sides, today);
        let employer = side(Party::Employer, Step::Lapsed);
        assert_eq!(ask(Party::Employer, &[]), Ok(()));
        assert_eq!(ask(Party::Employer, &[employer]), Err(Refusal::AlreadyInvited), "she is sent a new link");
        assert_eq!(ask(Party::Employer, &[side(Party::Employer, Step::Withdrawn)]), Ok(()));
        let guardian = side(Party::Guardian, Step::Invited);
        assert_eq!(ask(Party::Guardian, &[employer, guardian]), Ok(()));
        assert_eq!(ask(Party::Guardian, &[guardian, guardian]), Err(Refusal::AlreadyInvited));
    }

    #[test]
    fn nobody_is_reminded_twice_a_day_or_of_what_she_can_not_do() {
        let today = day("2026-11-25");
        let (employer, guardian) = (side(Party::Employer, Step::Accepted), side(Party::Guardian, Step::Accepted));
        let both = [employer, guardian];
        let ask = |own, last| may_remind(about(), own, &both, (last, today));
        assert_eq!(ask(employer, None), Ok(()));
        assert_eq!(ask(employer, Some(today)), Err(Refusal::RemindedToday));
        assert_eq!(ask(employer, Some(day("2026-11-24"))), Ok(()));
        assert_eq!(ask(guardian, None), Err(Refusal::EmployerFirst));
    }

    #[test]
    fn it_is_known_who_is_waited_for() {
        let (employer, guardian) = (side(Party::Employer, Step::Approved), side(Party::Guardian, Step::Approved));
        let late = side(Party::Guardian, Step::Invited);
        for (sides, waiting) in [
            (vec![], Waiting::Nobody),
            (vec![side(Party::Employer, Step::Withdrawn)], Waiting::Nobody),
            (vec![late], Waiting::Employer),
            (vec![employer], Waiting::Guardian),
            (vec![employer, late], Waiting::Guardian),
            (vec![employer, guardian, late], Waiting::Guardian),
            (vec![employer, guardian], Waiting::Done),
            (vec![side(Party::Employer, Step::Withdrawn), guardian], Waiting::Employer),
        ] {
            assert_eq!(Waiting::of(&sides), waiting, "{sides:?}");
        }
    }

    #[test]
    fn a_link_ends_with_the_placement_at_the_latest() {
        let now: DateTime<Utc> = "2026-11-25T10:00:00Z".parse().unwrap();
        assert_eq!(until(now, now + TimeDelta::days(60)), now + TimeDelta::days(14));
        assert_eq!(until(now, now + TimeDelta::days(3)), now + TimeDelta::days(3));
    }

    #[test]
    fn an_address_is_one_or_is_refused() {
        assert_eq!(address("  "), Ok(None));
        assert_eq!(address(" ellis@exempel.example "), Ok(Some("ellis@exempel.example".into())));
        for wrong in [
            "ellis",
            "@a.se",
            "a@b",
            "a@b@c.se",
            "a b@c.se",
            "a@b.se, c@d.se",
            "Ellis <a@b.se>",
            "a@b.se\r\nBcc: c@d.se",
            "a@b.se.",
        ] {
            assert_eq!(address(wrong), Err(Refusal::AddressWrong), "{wrong}");
        }
        assert_eq!(address(&format!("{}@b.se", "a".repeat(250))), Err(Refusal::AddressWrong));
    }
}
