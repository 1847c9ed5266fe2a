//! What it costs: twelve months as bars, and this month so far in words.

use chrono::{Datelike, NaiveDate};
use platform::{Caller, View};
use ui::{Bar, BarChart, Card, Empty, Html, Icon, TextLink, format};

use super::{services::leads_to, start::month};
use crate::domain::{self, Used};

/// Where the cost is shown line by line, for who may see it.
const DETAILS: &str = "/billing/cost";

/// The card; `key` is its title.
pub fn card(view: &View, caller: &Caller, key: &str, used: &[Used], months: &[NaiveDate]) -> Card {
    let card = Card::new(view.t(key)).id("cost");
    let costs = domain::cost_by_month(used, months);
    if costs.iter().all(|ore| *ore == 0) {
        return card.body(Empty::new(Icon::Coins, view.t("portal-no-cost")));
    }
    let (Some(this), Some(ore)) = (months.last().copied(), costs.last().copied()) else { return card };
    let heads = (view.t("portal-month"), view.t("portal-cost-kr"));
    let chart = BarChart::new(view.lang, view.t("portal-cost-chart"), (&heads.0, &heads.1));
    let chart = months.iter().zip(&costs).fold(chart, |chart, (at, ore)| {
        let short = format::month_short(view.lang, at.month());
        let bar = Bar::new(short, month(view, *at), *ore, format::money(*ore));
        chart.bar(if *at == this { bar.highlight() } else { bar })
    });
    let so_far = view.ta(
        "portal-cost-so-far",
        &[("month", capitalised(&month(view, this)).into()), ("amount", format::kronor(ore).into())],
    );
    let updated = used.iter().map(|row| row.as_of).max().map(|at| updated(view, at));
    let sentence = [Some(so_far), updated].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut words = Html::text(&sentence);
    if leads_to(view, caller, DETAILS) {
        words = words.with(" ").with(TextLink::new(view.t("portal-cost-details"), DETAILS));
    }
    card.body(chart).body(Html::paragraph(words))
}

/// Today only the time of day, before that the day too.
fn updated(view: &View, at: chrono::DateTime<chrono::Utc>) -> String {
    let today = format::local_day(view.ctx.clock.now());
    let when =
        if format::local_day(at) == today { format::clock(view.lang, at) } else { format::date_time(view.lang, at) };
    view.ta("portal-updated", &[("when", when.into())])
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
