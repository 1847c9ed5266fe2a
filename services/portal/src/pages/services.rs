//! A tile for each service: what it was used for this month and what that has cost so far.

use chrono::{Datelike, Months, NaiveDate};
use platform::{Caller, View, clock::first_of_month};
use ui::{Badge, Button, Empty, Grid, Html, Icon, Stat, format};

use super::start::month;
use crate::{
    domain::{self, Used},
    entities::subscription,
    overview::{Overview, Totals},
};

/// The services that one organisation uses.
pub fn of_one(view: &View, caller: &Caller, own: &Overview, today: NaiveDate) -> Html {
    if own.subscriptions.is_empty() {
        let register = Button::link(view.t("portal-to-register"), "/members").secondary();
        return Empty::new(Icon::Plug, view.t("portal-no-services")).action(register).into();
    }
    let grid = own.subscriptions.iter().fold(Grid::new(), |grid, used| {
        grid.item(tile(view, caller, &own.used, &used.service, today).badge(state(view, used, today)))
    });
    grid.into()
}

/// The services that somebody uses.
pub fn of_all(view: &View, caller: &Caller, totals: &Totals, today: NaiveDate) -> Html {
    if totals.users.is_empty() {
        return Empty::new(Icon::Plug, view.t("portal-no-users")).into();
    }
    let grid = totals.users.iter().fold(Grid::new(), |grid, (service, users)| {
        let count = view.ta("portal-users", &[("count", (*users).into())]);
        grid.item(tile(view, caller, &totals.used, service, today).badge(Badge::neutral(count).icon(Icon::Users)))
    });
    grid.into()
}

fn tile(view: &View, caller: &Caller, used: &[Used], service: &str, today: NaiveDate) -> Stat {
    let this = first_of_month(today);
    let title = view.ctx.site.title(view.lang, service);
    let (value, note) = match domain::main_meter(used, service) {
        None => (view.t("portal-unused"), view.t("portal-unused-note")),
        Some(meter) => {
            let alike = alike(view, service, meter);
            let now = domain::month_of(used, service, &alike, this);
            let before =
                this.checked_sub_months(Months::new(12)).map(|then| domain::month_of(used, service, &alike, then));
            let unit = unit(view, service, meter, now.quantity);
            let name = name_of(view, this);
            let cost = format::kronor(now.ore);
            let mut note = view.ta("portal-tile", &[("month", name.into()), ("amount", cost.into())]);
            if let Some(before) = before.filter(|before| before.quantity != 0) {
                let last = [
                    ("month", month(view, this.with_year(this.year() - 1).unwrap_or(this)).into()),
                    ("count", before.quantity.into()),
                ];
                note = format!("{note} {}", view.ta("portal-tile-before", &last));
            }
            (format!("{}\u{a0}{unit}", format::integer(now.quantity)), note)
        }
    };
    let stat = Stat::new(title, value).note(note).id(format!("service-{service}"));
    let href = format!("/{service}");
    if leads_to(view, caller, &href) { stat.href(href) } else { stat }
}

/// The meters of a service that count in the same unit: loans by the price list and loans that were paid beforehand are loans.
fn alike<'a>(view: &View, service: &str, meter: &'a str) -> Vec<&'a str> {
    let meters = view.ctx.site.entry(service).map(|entry| entry.meters.as_slice()).unwrap_or_default();
    let unit = meters.iter().find(|known| known.name == meter).map(|known| known.unit);
    let mut alike: Vec<&'a str> =
        meters.iter().filter(|known| Some(known.unit) == unit).map(|known| known.name).collect();
    if alike.is_empty() {
        alike.push(meter);
    }
    alike
}

/// The menu knows which of the services' pages the person may open.
pub fn leads_to(view: &View, caller: &Caller, href: &str) -> bool {
    view.ctx.site.leads_to(href, caller.session())
}

fn unit(view: &View, service: &str, meter: &str, count: i64) -> String {
    let key = format!("meter-{service}-{meter}-unit");
    if view.ctx.site.texts.has(view.lang, &key) { view.ta(&key, &[("count", count.into())]) } else { meter.to_owned() }
}

fn name_of(view: &View, at: NaiveDate) -> String {
    let name = month(view, at);
    name.split_whitespace().next().unwrap_or_default().to_owned()
}

fn state(view: &View, used: &subscription::Model, today: NaiveDate) -> Badge {
    let date = |day| format::day_long(view.lang, day);
    if used.begins > today {
        return Badge::neutral(view.ta("portal-begins", &[("date", date(used.begins).into())]))
            .icon(Icon::CalendarDays);
    }
    match used.ends {
        Some(ends) => Badge::warning(view.ta("portal-ends", &[("date", date(ends).into())])).icon(Icon::CalendarDays),
        None => Badge::good(view.t("portal-connected")),
    }
}
