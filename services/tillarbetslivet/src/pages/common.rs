//! What several pages draw: an offer's state and row, a pupil, a refusal in plain Swedish.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use platform::{Rule, View};
use serde::Deserialize;
use ui::{Badge, Cell, Column, Icon, Table, format};
use uuid::Uuid;

use crate::{
    domain::{
        hours::{Weekdays, time},
        placing::{Refusal, Wish},
    },
    entities::{offer, pupil, wish},
    offering::hours,
    reading::Stand,
    wishing::state,
};

/// Rows on a page of a list.
const ROWS: u64 = 20;

/// Which page of a list, and what is chosen. What can't be is put right rather than refused: it stands in an address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Listing {
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    limit: String,
}

impl Listing {
    pub(super) fn page(&self) -> u64 {
        self.page.parse().unwrap_or(1).clamp(1, 1_000_000)
    }

    pub(super) fn limit(&self) -> u64 {
        self.limit.parse().unwrap_or(ROWS).clamp(1, 100)
    }
}

/// An offer's state as a word with an icon.
pub(super) fn stand_badge(view: &View, stand: Stand) -> Badge {
    let word = view.t(&format!("tillarbetslivet-stand-{}", stand.name()));
    match stand {
        Stand::Free => Badge::good(word).icon(Icon::Check),
        Stand::Full => Badge::warning(word),
        Stand::Ongoing => Badge::neutral(word).icon(Icon::Briefcase),
        Stand::Past => Badge::neutral(word).icon(Icon::Clock),
    }
}

/// A choice's state as a word with an icon.
pub(super) fn wish_badge(view: &View, wish: Wish) -> Badge {
    let word = view.t(&format!("tillarbetslivet-wish-{}", wish.name()));
    match wish {
        Wish::Open => Badge::warning(word).icon(Icon::Clock),
        Wish::Confirmed => Badge::good(word).icon(Icon::Check),
        Wish::Passed => Badge::neutral(word),
        Wish::Cancelled => Badge::neutral(word).icon(Icon::Minus),
    }
}

/// `v. 49–50, 30 november till 11 december 2026` in the reader's language.
pub(super) fn period(view: &View, first: NaiveDate, last: NaiveDate) -> String {
    let (from, to) = (first.iso_week().week(), last.iso_week().week());
    let weeks = if from == to { from.to_string() } else { format!("{from}–{to}") };
    let day = |day| ui::Arg::from(format::day_long(view.lang, day));
    view.ta("tillarbetslivet-period", &[("weeks", weeks.into()), ("first", day(first)), ("last", day(last))])
}

/// `måndag, tisdag` in the reader's language.
pub(super) fn days(view: &View, days: Weekdays) -> String {
    if days == Weekdays::MON_TO_FRI {
        return view.t("tillarbetslivet-days-weekdays");
    }
    let words: Vec<String> =
        days.names().into_iter().map(|day| view.t(&format!("tillarbetslivet-day-{day}"))).collect();
    words.join(", ")
}

/// `1 av 2`.
pub(super) fn seats(view: &View, row: &offer::Model) -> String {
    view.ta("tillarbetslivet-seats-of", &[("taken", row.taken.into()), ("seats", row.seats.into())])
}

/// `Exempelbolaget AB, Verkstaden`.
pub(super) fn place(row: &offer::Model) -> String {
    format!("{}, {}", row.employer, row.workplace)
}

/// `8B-14, Exempelskolan 8B`; when the pupil is forgotten, that she is.
pub(super) fn pupil_name(view: &View, row: Option<&pupil::Model>) -> String {
    row.map_or_else(
        || view.t("tillarbetslivet-pupil-removed"),
        |row| format!("{}, {} {}", row.reference, row.school, row.class),
    )
}

/// Offers as a table, each leading to its page.
pub(super) fn offer_table(view: &View, caption: String, rows: &[offer::Model], today: NaiveDate) -> Table {
    let mut table = Table::new(view.lang, caption)
        .column(Column::text(view.t("tillarbetslivet-column-place")))
        .column(Column::text(view.t("tillarbetslivet-column-kind")))
        .column(Column::text(view.t("tillarbetslivet-column-first")))
        .column(Column::text(view.t("tillarbetslivet-column-last")))
        .column(Column::text(view.t("tillarbetslivet-column-taken")))
        .column(Column::text(view.t("tillarbetslivet-column-status")));
    for row in rows {
        table = table.row([
            Cell::link(place(row), format!("/tillarbetslivet/offers/{}", row.id)),
            Cell::text(view.t(&format!("tillarbetslivet-kind-{}", row.kind))),
            Cell::text(unbroken(&format::day(row.first_day))),
            Cell::text(unbroken(&format::day(row.last_day))),
            Cell::text(seats(view, row)),
            Cell::badge(stand_badge(view, Stand::of(row, today))),
        ]);
    }
    table
}

/// What a table of choices says besides pupil and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Pupil and place: choices of the same state.
    All,
    /// Pupil, place and state.
    State,
    /// The pupil alone: choices of one placement that wait.
    Pupil,
    /// The place and state: choices of one pupil.
    Place,
}

/// Choices as a table, each leading to where it is decided.
pub(super) fn wish_table(
    view: &View,
    caption: String,
    shown: Shown,
    rows: &[wish::Model],
    (pupils, offers): (&HashMap<Uuid, pupil::Model>, &HashMap<Uuid, offer::Model>),
) -> Table {
    let word = |key: &str| Column::text(view.t(&format!("tillarbetslivet-column-{key}")));
    let (pupil_too, place_too) = (shown != Shown::Place, shown != Shown::Pupil);
    let state_too = matches!(shown, Shown::State | Shown::Place);
    let columns = [
        (pupil_too, "pupil"),
        (pupil_too, "school"),
        (true, "rank"),
        (place_too, "place"),
        (place_too, "first"),
        (place_too, "taken"),
        (state_too, "status"),
    ];
    let mut table = Table::new(view.lang, caption);
    for (_, key) in columns.into_iter().filter(|(there, _)| *there) {
        table = table.column(word(key));
    }
    for row in rows {
        let (pupil, offer) = (pupils.get(&row.pupil), offers.get(&row.offer));
        let text = |value: Option<String>| value.map_or_else(Cell::empty, Cell::text);
        let href = format!("/tillarbetslivet/wishes/{}", row.id);
        let removed = || view.t("tillarbetslivet-pupil-removed");
        let name = pupil.map_or_else(removed, |pupil| unbroken(&pupil.reference));
        let place = offer.map(place).unwrap_or_default();
        let (name, place) = if pupil_too {
            (Cell::link(name, href), Cell::text(place))
        } else {
            (Cell::empty(), Cell::link(place, href))
        };
        let cells = [
            (pupil_too, name),
            (pupil_too, text(pupil.map(|pupil| format!("{} {}", pupil.school, pupil.class)))),
            (true, Cell::text(row.rank.to_string())),
            (place_too, place),
            (place_too, text(offer.map(|offer| unbroken(&format::day(offer.first_day))))),
            (place_too, text(offer.map(|offer| seats(view, offer)))),
            (state_too, Cell::badge(wish_badge(view, state(row)))),
        ];
        table = table.row(cells.into_iter().filter(|(there, _)| *there).map(|(_, cell)| cell));
    }
    table
}

/// A day or a code that stays on one line in a narrow column: its hyphens do not break.
pub(super) fn unbroken(text: &str) -> String {
    text.replace('-', "\u{2011}")
}

/// A refusal in plain words: the rule that forbids it, and how it becomes possible.
pub(super) fn refusal(view: &View, refusal: &Refusal) -> String {
    let key = format!("tillarbetslivet-refusal-{}", refusal.code());
    let day = |day: NaiveDate| ui::Arg::from(format::day_long(view.lang, day));
    match refusal {
        Refusal::NotSubscribed(_) => view.not_subscribed(),
        Refusal::AgeOutOfRange { from, to } => view.ta(&key, &[("from", (*from).into()), ("to", (*to).into())]),
        Refusal::DayTooLong { minutes, limit } => {
            let hours = |minutes: i32| ui::Arg::from(in_hours(view, minutes));
            view.ta(&key, &[("limit", hours(*limit)), ("hours", hours(*minutes))])
        }
        Refusal::NightRest { limit } => view.ta(&key, &[("limit", (limit / 60).into())]),
        Refusal::WrongSchool { schools } => view.ta(&key, &[("schools", schools.as_str().into())]),
        Refusal::WrongGrade { kind } | Refusal::NightWork { kind } => view.t(&format!("{key}-{}", kind.name())),
        Refusal::TooYoung { years } => view.ta(&key, &[("years", (*years).into())]),
        Refusal::PlacementOver { last } => view.ta(&key, &[("day", day(*last))]),
        Refusal::Begun { first } => view.ta(&key, &[("day", day(*first))]),
        Refusal::Full { seats } => view.ta(&key, &[("seats", (*seats).into())]),
        Refusal::Overlap { first, last } => view.ta(&key, &[("first", day(*first)), ("last", day(*last))]),
        Refusal::RankTaken { rank } => view.ta(&key, &[("rank", (*rank).into())]),
        _ => view.t(&key),
    }
}

/// `måndag till fredag 08:00–15:00 med 60 minuters rast (6 timmar om dagen)`.
pub(super) fn day_told(view: &View, row: &offer::Model) -> String {
    let hours = hours(row);
    view.ta(
        "tillarbetslivet-hours-told",
        &[
            ("days", days(view, hours.days).into()),
            ("starts", time(hours.starts).into()),
            ("ends", time(hours.ends).into()),
            ("pause", hours.pause.into()),
            ("work", in_hours(view, hours.a_day()).into()),
        ],
    )
}

/// `7 timmar och 30 minuter`.
pub(super) fn in_hours(view: &View, minutes: i32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let key = if rest == 0 { "tillarbetslivet-hours" } else { "tillarbetslivet-hours-minutes" };
    view.ta(key, &[("hours", hours.into()), ("minutes", rest.into())])
}
