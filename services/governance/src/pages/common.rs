//! What several pages draw: hours and minutes, a refusal in plain words, where a proposal is.

use std::collections::HashMap;

use platform::{Ctx, Error, Result, Rule, View};
use ui::{Badge, Icon, Page, format};

use crate::{
    councils,
    domain::{proposal::State, refusal::Refusal},
};

/// A refusal in plain words: what forbids it and what to do.
pub(super) fn refusal(view: &View, refusal: &Refusal) -> String {
    let key = format!("governance-refusal-{}", refusal.code());
    match refusal {
        Refusal::Closed { closed } => view.ta(&key, &[("time", format::date_time(view.lang, *closed).into())]),
        Refusal::UnknownItem { item, items } => view.ta(&key, &[("item", (*item).into()), ("items", (*items).into())]),
        Refusal::ItemTwice { item } => view.ta(&key, &[("item", (*item).into())]),
        Refusal::TooFew { minimum, chosen } => {
            view.ta(&key, &[("minimum", (*minimum).into()), ("chosen", (*chosen).into())])
        }
        Refusal::TooEarly { closes, left } => {
            let time = format::date_time(view.lang, *closes);
            view.ta(&key, &[("time", time.into()), ("left", (*left).into())])
        }
        Refusal::TooFewItems { needed, found } => {
            view.ta(&key, &[("needed", (*needed).into()), ("found", (*found).into())])
        }
        Refusal::ClosingDay { first, last } | Refusal::MeetingDay { first, last } => {
            let day = |day| ui::Arg::from(format::day_long(view.lang, day));
            view.ta(&key, &[("first", day(*first)), ("last", day(*last))])
        }
        Refusal::NoticeLate { last } => view.ta(&key, &[("date", format::day_long(view.lang, *last).into())]),
        Refusal::MeetingNotBegun { begins } => view.ta(&key, &[("time", format::date_time(view.lang, *begins).into())]),
        Refusal::NotQuorate { present, needed } => {
            view.ta(&key, &[("present", (*present).into()), ("needed", (*needed).into())])
        }
        _ => view.t(&key),
    }
}

/// `120 h`.
pub(super) fn hours(count: i64) -> String {
    format!("{}\u{a0}h", format::integer(count))
}

/// `6 h`, `99 h 54 min`.
pub(super) fn minutes(count: i64) -> String {
    match (count / 60, count % 60) {
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (whole, 0) => hours(whole),
        (whole, minutes) => format!("{}\u{a0}{minutes}\u{a0}min", hours(whole)),
    }
}

/// The spread of an estimate, where there is one: `90 till 160`.
pub(super) fn spread(view: &View, low: i64, high: i64) -> Option<String> {
    (low != high).then(|| view.ta("governance-spread", &[("low", low.into()), ("high", high.into())]))
}

/// Where a proposal is, in a word.
pub(super) fn badge(view: &View, state: State) -> Badge {
    let word = view.t(&format!("governance-state-{}", state.name()));
    match state {
        State::Proposed => Badge::warning(word).icon(Icon::Clock),
        State::Estimated => Badge::neutral(word).icon(Icon::Clock),
        State::OnBallot => Badge::good(word).icon(Icon::Vote),
        State::Next => Badge::good(word).icon(Icon::ArrowRight),
        State::Now => Badge::good(word).icon(Icon::Refresh),
        State::Done => Badge::neutral(word).icon(Icon::Check),
    }
}

/// A page below the council's.
pub(super) fn below(view: &View, council: &str, title: impl Into<String>) -> Page {
    Page::new(title)
        .crumb(view.t("service-governance"), "/governance")
        .crumb(view.ctx.site.title(view.lang, council), format!("/governance/councils/{council}"))
}

/// Municipalities' short names by tenant.
pub(super) async fn names(ctx: &Ctx) -> Result<HashMap<String, String>, Error> {
    Ok(councils::names(ctx).await?.into_iter().map(|row| (row.tenant, row.short_name)).collect())
}
