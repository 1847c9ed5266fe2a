//! Meetings of a council: when one may be planned, called and changed, what it may decide, and who verifies its minutes.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Stockholm;
use platform::clock::local_date;
use uuid::Uuid;

use super::{proposal::LONGEST_TITLE, refusal::Refusal};

/// The notice goes out at least so many days before: officials have to ask at home what to say.
pub(crate) const NOTICE_DAYS: u64 = 14;
/// Nobody plans further ahead.
pub(crate) const FARTHEST_DAYS: u64 = 400;
/// The longest meeting.
const LONGEST: TimeDelta = TimeDelta::hours(12);
/// The longest place and link, in characters.
pub(crate) const LONGEST_PLACE: usize = 200;
/// The longest minutes, in characters.
pub(crate) const LONGEST_MINUTES: usize = 20_000;
/// The longest decision, in characters.
pub(crate) const LONGEST_DECISION: usize = 2000;

/// A meeting as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written<'a> {
    pub title: &'a str,
    pub day: Option<NaiveDate>,
    /// Swedish time.
    pub from: Option<NaiveTime>,
    pub to: Option<NaiveTime>,
    pub place: &'a str,
    pub link: &'a str,
}

/// A meeting as it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    pub title: String,
    pub begins: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    /// Empty when it is held at a link only.
    pub place: String,
    pub link: Option<String>,
}

/// A time of day as people write it: `13.00`, `13:30`, `9`.
pub(crate) fn time_of_day(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.trim().split_once(['.', ':']).unwrap_or((text.trim(), "00"));
    if minute.len() != 2 {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

impl Written<'_> {
    /// What is meant, if such a meeting can be held at all.
    pub(crate) fn meant(&self, today: NaiveDate) -> Result<Plan, Refusal> {
        let title = self.title.trim();
        if !(5..=LONGEST_TITLE).contains(&title.chars().count()) || title.contains('\n') {
            return Err(Refusal::Title);
        }
        let day = self.day.filter(|day| *day <= in_days(today, FARTHEST_DAYS));
        let day = day.ok_or_else(|| Refusal::MeetingDay {
            first: in_days(today, NOTICE_DAYS),
            last: in_days(today, FARTHEST_DAYS),
        })?;
        let at = |time: Option<NaiveTime>| {
            let local = Stockholm.from_local_datetime(&day.and_time(time.ok_or(Refusal::MeetingTime)?));
            // An hour that the clocks pass over does not exist; one that comes twice is meant the first time.
            local.earliest().map(|at| at.with_timezone(&Utc)).ok_or(Refusal::MeetingTime)
        };
        let (begins, ends) = (at(self.from)?, at(self.to)?);
        if ends <= begins || ends - begins > LONGEST {
            return Err(Refusal::MeetingTime);
        }
        let (place, link) = (self.place.trim(), self.link.trim());
        if place.chars().count() > LONGEST_PLACE || (place.is_empty() && link.is_empty()) {
            return Err(Refusal::MeetingPlace);
        }
        let is_address = link.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
        let fits = is_address && link.len() <= LONGEST_PLACE && !link.contains(char::is_whitespace);
        if !link.is_empty() && !fits {
            return Err(Refusal::MeetingLink);
        }
        let link = Some(link.to_owned()).filter(|link| !link.is_empty());
        Ok(Plan { title: title.into(), begins, ends, place: place.into(), link })
    }
}

fn in_days(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The last day on which the notice of a meeting may go out.
pub(crate) fn last_notice(begins: DateTime<Utc>) -> NaiveDate {
    let day = local_date(begins);
    day.checked_sub_days(Days::new(NOTICE_DAYS)).unwrap_or(day)
}

/// Whether a meeting may be planned at that time: its notice can still be sent.
pub(crate) fn may_plan(begins: DateTime<Utc>, today: NaiveDate) -> Result<(), Refusal> {
    if last_notice(begins) < today {
        return Err(Refusal::MeetingDay { first: in_days(today, NOTICE_DAYS), last: in_days(today, FARTHEST_DAYS) });
    }
    Ok(())
}

/// Where the minutes of a meeting are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Minutes {
    /// Nobody has written any.
    None,
    /// The secretary writes.
    Draft,
    /// The chair and the verifier read.
    Verifying,
    /// Both have verified them: nothing of the meeting can be changed any more.
    Verified,
}

impl Minutes {
    pub(crate) const ALL: [Self; 4] = [Self::None, Self::Draft, Self::Verifying, Self::Verified];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Draft => "draft",
            Self::Verifying => "verifying",
            Self::Verified => "verified",
        }
    }

    pub(crate) fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.name() == name).unwrap_or(Self::None)
    }
}

/// What decides what may be done with a meeting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    pub begins: DateTime<Utc>,
    pub noticed: bool,
    pub cancelled: bool,
    pub minutes: Minutes,
}

impl Standing {
    /// Whether it is still ahead: then it may be changed and cancelled.
    pub(crate) fn is_ahead(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.cancelled {
            return Err(Refusal::MeetingCancelled);
        }
        if now >= self.begins {
            return Err(Refusal::MeetingBegun);
        }
        Ok(())
    }

    /// Whether it may be moved to another time; who was called to one time is called anew to another.
    pub(crate) fn may_move(&self, begins: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.is_ahead(now)?;
        if begins == self.begins { Ok(()) } else { may_plan(begins, local_date(now)) }
    }

    /// Whether an item may be put on or taken off the agenda: what is to be decided, until the notice is sent.
    pub(crate) fn may_list(&self, decides: bool, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.is_ahead(now)?;
        if decides && self.noticed { Err(Refusal::ListedLate) } else { Ok(()) }
    }

    /// Whether the notice may be sent, with so many items on the agenda.
    pub(crate) fn may_notice(&self, items: usize, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.is_ahead(now)?;
        if self.noticed {
            return Err(Refusal::NoticeSent);
        }
        let last = last_notice(self.begins);
        if local_date(now) > last {
            return Err(Refusal::NoticeLate { last });
        }
        if items == 0 { Err(Refusal::NoAgenda) } else { Ok(()) }
    }

    /// Whether what happened may be written down.
    pub(crate) fn may_write(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.cancelled {
            return Err(Refusal::MeetingCancelled);
        }
        if now < self.begins {
            return Err(Refusal::MeetingNotBegun { begins: self.begins });
        }
        match self.minutes {
            Minutes::None | Minutes::Draft => Ok(()),
            Minutes::Verifying | Minutes::Verified => Err(Refusal::MinutesFixed),
        }
    }
}

/// Seats that must be present: at least half.
pub(crate) const fn quorum(seats: i64) -> i64 {
    (seats + 1) / 2
}

/// Whether so many of the seats can decide.
pub(crate) const fn quorate(present: i64, seats: i64) -> bool {
    seats > 0 && present >= quorum(seats)
}

/// Whether a decision may be written under an item: it was listed for one, the notice was sent, and the council was quorate.
pub(crate) fn may_decide(decides: bool, noticed: bool, present: i64, seats: i64) -> Result<(), Refusal> {
    if !decides {
        return Err(Refusal::NotListed);
    }
    if !noticed {
        return Err(Refusal::NotNoticed);
    }
    if !quorate(present, seats) {
        return Err(Refusal::NotQuorate { present, needed: quorum(seats).max(1) });
    }
    Ok(())
}

/// Chair and verifier are of two municipalities that were there.
pub(crate) fn verifiers(chair: &str, verifier: &str, present: &[String]) -> Result<(), Refusal> {
    let there = |who: &str| present.iter().any(|one| one == who);
    if chair == verifier || !there(chair) || !there(verifier) { Err(Refusal::Verifiers) } else { Ok(()) }
}

/// Whether a person may verify: two different persons do, and neither wrote the minutes.
pub(crate) fn may_verify(
    minutes: Minutes,
    person: Uuid,
    writer: Option<Uuid>,
    other: Option<Uuid>,
) -> Result<(), Refusal> {
    if minutes != Minutes::Verifying {
        return Err(Refusal::NotVerifying);
    }
    if writer == Some(person) {
        return Err(Refusal::WriterVerifies);
    }
    if other == Some(person) { Err(Refusal::SamePerson) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn written() -> Written<'static> {
        Written {
            title: "Rådsmöte i vinter",
            day: Some(day("2026-12-10")),
            from: time_of_day("13.00"),
            to: time_of_day("15:30"),
            place: "Gävle",
            link: "",
        }
    }

    #[test]
    fn a_meeting_has_a_title_a_time_and_a_place() {
        let today = day("2026-11-22");
        let plan = written().meant(today).unwrap();
        assert_eq!((plan.begins, plan.ends), (at("2026-12-10T12:00:00Z"), at("2026-12-10T14:30:00Z")));
        let change = |change: fn(&mut Written<'static>)| {
            let mut written = written();
            change(&mut written);
            written.meant(today).map(|_| ())
        };
        assert_eq!(change(|one| one.title = "Möte"), Err(Refusal::Title));
        let window = Refusal::MeetingDay { first: day("2026-12-06"), last: day("2027-12-27") };
        assert_eq!(change(|one| one.day = None), Err(window.clone()));
        assert_eq!(change(|one| one.day = NaiveDate::from_ymd_opt(2027, 12, 28)), Err(window));
        for (from, to) in [("15.00", "13.00"), ("13.00", "13.00"), ("1.00", "14.00"), ("", "15.00")] {
            let wrong = Written { from: time_of_day(from), to: time_of_day(to), ..written() };
            assert_eq!(wrong.meant(today), Err(Refusal::MeetingTime), "{from} {to}");
        }
        assert_eq!(change(|one| one.place = "  "), Err(Refusal::MeetingPlace));
        assert_eq!(change(|one| (one.place, one.link) = ("", "https://mote.example/1")), Ok(()));
        for link in ["http://mote.example/1", "https://", "javascript:alert(1)", "https://mote.example/a b"] {
            assert_eq!(Written { link, ..written() }.meant(today), Err(Refusal::MeetingLink), "{link}");
        }
    }

    #[test]
    fn the_hour_that_the_clocks_pass_over_does_not_exist() {
        let night = |from, to| {
            let day = Some(day("2027-03-28"));
            Written { day, from: time_of_day(from), to: time_of_day(to), ..written() }
                .meant("2026-11-22".parse().unwrap())
        };
        assert_eq!(night("2.30", "4.00"), Err(Refusal::MeetingTime));
        let plan = night("1.30", "3.30").unwrap();
        assert_eq!((plan.ends - plan.begins).num_minutes(), 60);
    }

    #[test]
    fn times_of_day_are_written_in_some_ways() {
        let noon = NaiveTime::from_hms_opt(12, 0, 0);
        assert_eq!([" 12 ", "12.00", "12:00"].map(time_of_day), [noon; 3]);
        assert!(["", "24", "12.5", "12.60", "tolv", "12.000", "-1.00"].iter().all(|text| time_of_day(text).is_none()));
    }

    fn standing() -> Standing {
        Standing { begins: at("2026-12-10T12:00:00Z"), noticed: false, cancelled: false, minutes: Minutes::None }
    }

    #[test]
    fn the_notice_goes_out_two_weeks_before_with_an_agenda_and_once() {
        let (in_time, late) = (at("2026-11-26T22:59:00Z"), at("2026-11-26T23:00:00Z"));
        assert_eq!(standing().may_notice(1, in_time), Ok(()));
        assert_eq!(
            standing().may_notice(1, late),
            Err(Refusal::NoticeLate { last: day("2026-11-26") }),
            "Swedish days"
        );
        assert_eq!(standing().may_notice(0, in_time), Err(Refusal::NoAgenda));
        assert_eq!(Standing { noticed: true, ..standing() }.may_notice(1, in_time), Err(Refusal::NoticeSent));
        assert_eq!(Standing { cancelled: true, ..standing() }.may_notice(1, in_time), Err(Refusal::MeetingCancelled));
    }

    #[test]
    fn after_the_notice_nothing_more_is_listed_for_decision() {
        let noticed = Standing { noticed: true, ..standing() };
        let now = at("2026-12-01T12:00:00Z");
        assert_eq!(standing().may_list(true, now), Ok(()));
        assert_eq!(noticed.may_list(true, now), Err(Refusal::ListedLate));
        assert_eq!(noticed.may_list(false, now), Ok(()), "for information");
        assert_eq!(noticed.may_list(false, at("2026-12-10T12:00:00Z")), Err(Refusal::MeetingBegun));
    }

    #[test]
    fn a_meeting_is_moved_only_where_its_notice_is_in_time() {
        let now = at("2026-12-01T12:00:00Z");
        assert_eq!(standing().may_move(standing().begins, now), Ok(()), "another place at the same time");
        assert!(matches!(standing().may_move(at("2026-12-14T12:00:00Z"), now), Err(Refusal::MeetingDay { .. })));
        assert_eq!(standing().may_move(at("2026-12-15T12:00:00Z"), now), Ok(()));
        assert_eq!(
            standing().may_move(at("2027-01-15T12:00:00Z"), at("2026-12-10T12:00:00Z")),
            Err(Refusal::MeetingBegun)
        );
    }

    #[test]
    fn half_the_seats_can_decide_what_was_listed() {
        assert_eq!([0, 1, 2, 3, 70, 71].map(quorum), [0, 1, 1, 2, 35, 36]);
        assert!(!quorate(0, 0) && quorate(35, 70) && !quorate(34, 70) && quorate(2, 3) && !quorate(1, 3));
        assert_eq!(may_decide(true, true, 2, 3), Ok(()));
        assert_eq!(may_decide(false, true, 3, 3), Err(Refusal::NotListed));
        assert_eq!(may_decide(true, false, 3, 3), Err(Refusal::NotNoticed));
        assert_eq!(may_decide(true, true, 1, 3), Err(Refusal::NotQuorate { present: 1, needed: 2 }));
    }

    #[test]
    fn minutes_are_written_after_the_beginning_and_fixed_once_they_are_sent() {
        let (before, after) = (at("2026-12-10T11:59:59Z"), at("2026-12-10T12:00:00Z"));
        assert_eq!(standing().may_write(before), Err(Refusal::MeetingNotBegun { begins: after }));
        let with = |minutes| Standing { minutes, ..standing() }.may_write(after);
        let all = Minutes::ALL.map(with);
        assert_eq!(all, [Ok(()), Ok(()), Err(Refusal::MinutesFixed), Err(Refusal::MinutesFixed)]);
        assert_eq!(Minutes::ALL.map(|each| Minutes::parse(each.name())), Minutes::ALL);
    }

    #[test]
    fn two_others_than_the_writer_verify() {
        let [writer, chair, verifier] = [1, 2, 3].map(Uuid::from_u128);
        let may = |person, other| may_verify(Minutes::Verifying, person, Some(writer), other);
        assert_eq!((may(chair, None), may(verifier, Some(chair))), (Ok(()), Ok(())));
        assert_eq!(may(chair, Some(chair)), Err(Refusal::SamePerson), "she who sits for two municipalities");
        assert_eq!(may(writer, None), Err(Refusal::WriterVerifies));
        assert_eq!(may_verify(Minutes::Verified, chair, None, None), Err(Refusal::NotVerifying));
        let present = ["habo-0643".to_owned(), "uppsala-0380".to_owned()];
        assert_eq!(verifiers("habo-0643", "uppsala-0380", &present), Ok(()));
        for (chair, verifier) in [("habo-0643", "habo-0643"), ("habo-0643", "arboga-1984"), ("", "habo-0643")] {
            assert_eq!(verifiers(chair, verifier, &present), Err(Refusal::Verifiers));
        }
    }
}
