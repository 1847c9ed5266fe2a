//! Which deeds somebody else must look at. Pure: what was done and chance are arguments.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use chrono_tz::Europe::Stockholm;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Something that a person has done or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// The row that tells of it.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    #[serde(skip)]
    pub person: Uuid,
    /// What was done, as a name with dots.
    pub act: String,
    /// With what.
    pub object: String,
    /// Whether it is about somebody whose identity is protected.
    #[serde(skip)]
    pub protected: bool,
}

/// What is picked of what was done in a day, or in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// So many reads of each month, by chance.
    Sample(usize),
    /// Every read about somebody whose identity is protected.
    Protected,
    /// Reads about more people or things than this in a day, by one person.
    Many(usize),
    /// Reads on a working day before the first hour or from the second on, by Swedish time, and on Saturdays and Sundays.
    OutOfHours(u32, u32),
    /// These acts, done by somebody with herself.
    OnOneself(&'static [&'static str]),
}

impl Pick {
    /// Its name in rows and texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sample(_) => "sample",
            Self::Protected => "protected",
            Self::Many(_) => "many",
            Self::OutOfHours(..) => "out-of-hours",
            Self::OnOneself(_) => "on-oneself",
        }
    }

    /// What it picks of a day's deeds, by person. A sample picks nothing of a day.
    pub fn of_a_day(self, deeds: &[Deed]) -> BTreeMap<Uuid, Vec<&Deed>> {
        match self {
            Self::Sample(_) => BTreeMap::new(),
            Self::Protected => by_person(deeds.iter().filter(|deed| deed.protected)),
            Self::Many(most) => {
                let mut all = by_person(deeds.iter());
                let many =
                    |deeds: &[&Deed]| deeds.iter().map(|deed| &deed.object).collect::<BTreeSet<_>>().len() > most;
                all.retain(|_, deeds| many(deeds));
                all
            }
            Self::OutOfHours(opens, closes) => {
                by_person(deeds.iter().filter(|deed| out_of_hours(deed.at, opens, closes)))
            }
            Self::OnOneself(acts) => {
                let own = |deed: &&Deed| acts.contains(&deed.act.as_str()) && deed.object == deed.person.to_string();
                by_person(deeds.iter().filter(own))
            }
        }
    }
}

fn by_person<'a>(deeds: impl Iterator<Item = &'a Deed>) -> BTreeMap<Uuid, Vec<&'a Deed>> {
    let mut by_person: BTreeMap<Uuid, Vec<&Deed>> = BTreeMap::new();
    for deed in deeds {
        by_person.entry(deed.person).or_default().push(deed);
    }
    by_person
}

fn out_of_hours(at: DateTime<Utc>, opens: u32, closes: u32) -> bool {
    let local = at.with_timezone(&Stockholm);
    local.weekday().number_from_monday() > 5 || !(opens..closes).contains(&local.hour())
}

/// So many of a month's deeds, by person. Each deed's place is a hash of the seed and its id, so that the same seed picks the same,
/// whatever order they are read in, and nobody who does not know the seed can tell which.
pub fn sample<'a>(deeds: &'a [Deed], seed: &str, size: usize) -> BTreeMap<Uuid, Vec<&'a Deed>> {
    let place = |deed: &&Deed| {
        let mut digest = Sha256::new();
        digest.update(seed);
        digest.update(deed.id.as_bytes());
        <[u8; 32]>::from(digest.finalize())
    };
    let mut all: Vec<&Deed> = deeds.iter().collect();
    all.sort_by_cached_key(place);
    all.truncate(size);
    all.sort_by_key(|deed| (deed.at, deed.id));
    by_person(all.into_iter())
}

/// How long the organisation's own administrators have.
pub const DUE: TimeDelta = TimeDelta::days(30);

/// Whether what waits is handed to the association: nobody but the person herself may close it in her organisation (as far as that is
/// known), or nobody has in time.
pub fn goes_on(about: Uuid, opened: DateTime<Utc>, who_may: Option<&[Uuid]>, now: DateTime<Utc>) -> bool {
    let alone = who_may.is_some_and(|may| may.iter().all(|one| *one == about));
    alone || now - opened >= DUE
}

/// What whoever looked came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was part of the work.
    Justified,
    /// It was not, or that can't be told: it is taken on outside of the portal.
    Questioned,
}

impl Verdict {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Justified, Self::Questioned];

    /// Its name in rows and texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Justified => "justified",
            Self::Questioned => "questioned",
        }
    }
}

/// Why a follow-up is not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is about her.
    #[error("nobody closes a follow-up about herself: somebody else has to look")]
    Own,
    /// Somebody has.
    #[error("it has been closed already")]
    Closed,
    /// No verdict.
    #[error("say whether it was part of the work")]
    Verdict,
    /// No reason.
    #[error("write the reason in 10 to 500 characters")]
    Reason,
}

impl crate::Rule for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Own => "follow-up-own",
            Self::Closed => "follow-up-closed",
            Self::Verdict => "follow-up-verdict",
            Self::Reason => "follow-up-reason",
        }
    }
}

/// Whether somebody may close a follow-up with these words; with what verdict.
///
/// # Errors
/// What forbids it.
pub fn close(about: Uuid, by: Uuid, closed: bool, verdict: &str, reason: &str) -> Result<Verdict, Refusal> {
    if about == by {
        return Err(Refusal::Own);
    }
    if closed {
        return Err(Refusal::Closed);
    }
    let found = Verdict::ALL.into_iter().find(|one| one.name() == verdict).ok_or(Refusal::Verdict)?;
    if !(10..=500).contains(&reason.trim().chars().count()) {
        return Err(Refusal::Reason);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deed(id: u128, person: u128, at: &str, object: &str) -> Deed {
        let (id, person) = (Uuid::from_u128(id), Uuid::from_u128(person));
        Deed { id, at: at.parse().unwrap(), person, act: "t.read".into(), object: object.into(), protected: false }
    }

    fn ids(picked: &BTreeMap<Uuid, Vec<&Deed>>) -> Vec<u128> {
        picked.values().flatten().map(|deed| deed.id.as_u128()).collect()
    }

    #[test]
    fn protected_identities_and_own_affairs_are_picked_and_others_are_not() {
        let mut deeds = [deed(1, 7, "2026-11-23T10:00:00Z", "a"), deed(2, 8, "2026-11-23T10:00:00Z", "b")];
        assert_eq!(ids(&Pick::Protected.of_a_day(&deeds)), [0; 0]);
        deeds[1].protected = true;
        assert_eq!(ids(&Pick::Protected.of_a_day(&deeds)), [2]);
        let own = Pick::OnOneself(&["t.grant"]);
        deeds[0].object = Uuid::from_u128(7).to_string();
        assert_eq!(ids(&own.of_a_day(&deeds)), [0; 0], "another act");
        deeds[0].act = "t.grant".into();
        assert_eq!(ids(&own.of_a_day(&deeds)), [1]);
        deeds[0].object = Uuid::from_u128(8).to_string();
        assert_eq!(ids(&own.of_a_day(&deeds)), [0; 0], "with somebody else");
    }

    #[test]
    fn many_counts_what_was_read_about_and_not_how_often() {
        let at = "2026-11-23T10:00:00Z";
        let deeds = [deed(1, 7, at, "a"), deed(2, 7, at, "a"), deed(3, 7, at, "b"), deed(4, 8, at, "a")];
        assert_eq!(ids(&Pick::Many(1).of_a_day(&deeds)), [1, 2, 3]);
        assert_eq!(ids(&Pick::Many(2).of_a_day(&deeds)), [0; 0]);
    }

    #[test]
    fn hours_are_swedish_and_weekends_are_out() {
        let hours = Pick::OutOfHours(7, 18);
        let out = |at: &str| !hours.of_a_day(&[deed(1, 7, at, "a")]).is_empty();
        assert!(!out("2026-11-23T06:00:00Z") && out("2026-11-23T05:59:59Z"), "seven in winter");
        assert!(!out("2026-11-23T16:59:59Z") && out("2026-11-23T17:00:00Z"), "six in the evening");
        assert!(!out("2026-06-22T05:00:00Z"), "seven in summer");
        assert!(out("2026-11-22T10:00:00Z"), "a Sunday");
    }

    #[test]
    fn a_sample_is_the_same_for_the_same_seed_whatever_the_order_and_another_for_another() {
        let mut deeds: Vec<Deed> = (0..500).map(|id| deed(id, id % 3, "2026-11-23T10:00:00Z", "a")).collect();
        let first: BTreeSet<u128> = ids(&sample(&deeds, "one", 10)).into_iter().collect();
        deeds.reverse();
        let again: BTreeSet<u128> = ids(&sample(&deeds, "one", 10)).into_iter().collect();
        let other: BTreeSet<u128> = ids(&sample(&deeds, "two", 10)).into_iter().collect();
        assert_eq!((first.len(), &first), (10, &again));
        assert_ne!(first, other);
        assert_eq!(ids(&sample(&deeds[..4], "one", 10)).len(), 4, "no more than there are");
    }

    #[test]
    fn what_nobody_there_may_or_will_close_is_handed_on() {
        let (her, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let opened: DateTime<Utc> = "2026-11-23T03:10:00Z".parse().unwrap();
        let soon = opened + TimeDelta::days(1);
        assert!(goes_on(her, opened, Some(&[her]), soon), "the only one who could is herself");
        assert!(goes_on(her, opened, Some(&[]), soon), "there is nobody");
        assert!(!goes_on(her, opened, Some(&[her, other]), soon) && !goes_on(her, opened, Some(&[other]), soon));
        assert!(!goes_on(her, opened, None, soon), "nobody knows who there is: another night will tell");
        assert!(!goes_on(her, opened, Some(&[other]), opened + DUE - TimeDelta::seconds(1)));
        assert!(goes_on(her, opened, Some(&[other]), opened + DUE) && goes_on(her, opened, None, opened + DUE));
    }

    #[test]
    fn somebody_else_closes_once_with_a_verdict_and_a_reason() {
        let (her, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let why = "Ungdomen är hennes ärende.";
        assert_eq!(close(her, other, false, "justified", why), Ok(Verdict::Justified));
        assert_eq!(close(her, her, false, "justified", why), Err(Refusal::Own));
        assert_eq!(close(her, other, true, "justified", why), Err(Refusal::Closed));
        assert_eq!(close(her, other, false, "fine", why), Err(Refusal::Verdict));
        assert_eq!(close(her, other, false, "questioned", "  kort   "), Err(Refusal::Reason));
    }
}
