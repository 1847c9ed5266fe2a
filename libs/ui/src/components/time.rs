//! Times as elements that machines can read too.

use askama::Template;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use crate::{Html, Lang, format};

#[derive(Template)]
#[template(path = "time.html")]
struct TimeElement<'a> {
    machine: &'a str,
    text: &'a str,
}

/// Date and time in running text: `22 november 2026 kl. 9.00`.
pub fn time_tag(lang: Lang, instant: DateTime<Utc>) -> Html {
    element(&machine(instant), &format::date_time(lang, instant))
}

/// Date and minute for tables: `2026-11-22 09:00`.
pub fn minute_tag(instant: DateTime<Utc>) -> Html {
    element(&machine(instant), &format::minute(instant))
}

/// A calendar day for tables: `2026-11-22`.
pub fn date_tag(day: NaiveDate) -> Html {
    element(&format::day(day), &format::day(day))
}

/// A calendar day in running text: `22 november 2026`.
pub fn day_tag(lang: Lang, day: NaiveDate) -> Html {
    element(&format::day(day), &format::day_long(lang, day))
}

fn machine(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn element(machine: &str, text: &str) -> Html {
    Html::render(&TimeElement { machine, text })
}
