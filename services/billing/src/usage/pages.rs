//! The pages of cost, use, prices, one-off charges, waiting use and control totals.

mod charges;
mod control;
mod cost;
mod prices;
mod quarantine;
mod usage;

use chrono::{Datelike, NaiveDate};
use platform::{Pages, Rule, View};
use ui::{Choice, Tabs, format};

use super::{
    domain::{Item, Price, Rate, Refused, Vat, divide_half_even},
    permissions::{ADD_CHARGE, ADD_PRICE, CHARGES, CONTROL, COST, PRICES, RESOLVE, USAGE},
};
use crate::runs::READ_RUNS;

pub(super) fn pages() -> Pages {
    Pages::new()
        .get(&COST, "/billing/cost", cost::show)
        .get(&USAGE, "/billing/usage", usage::show)
        .get(&PRICES, "/billing/prices", prices::show)
        .post(
            &ADD_PRICE,
            "/billing/prices",
            prices::add,
            &[
                ("what", "bibblix/fixed-monthly"),
                ("month", "2099-01"),
                ("kronor", "100,00"),
                ("vat", "S25"),
                ("account", "3041"),
                ("decision", "FR 2026-11-12"),
                ("reason", "Prov"),
            ],
        )
        .get(&CHARGES, "/billing/charges", charges::show)
        .post(
            &ADD_CHARGE,
            "/billing/charges",
            charges::add,
            &[
                ("organisation", "sandviken-2181"),
                ("service", "bibblix"),
                ("kronor", "100,00"),
                ("vat", "S25"),
                ("account", "3044"),
                ("month", "2098-12"),
                ("reason", "Prov"),
            ],
        )
        .get(&CONTROL, "/billing/quarantine", quarantine::show)
        .post(&RESOLVE, "/billing/quarantine", quarantine::resolve, &[("act", "retry")])
        .get(&CONTROL, "/billing/control", control::show)
}

/// The ways between finance's pages, as far as they are open to who is looking.
fn tabs(view: &View, current: &str) -> Tabs {
    let pages = [
        ("runs", &READ_RUNS),
        ("prices", &PRICES),
        ("charges", &CHARGES),
        ("quarantine", &CONTROL),
        ("control", &CONTROL),
    ];
    let open = pages.into_iter().filter(|(_, permission)| view.may(permission));
    open.fold(Tabs::new(view.t("billing-finance-pages")), |tabs, (page, _)| {
        tabs.tab(view.t(&format!("billing-tab-{page}")), format!("/billing/{page}"), page == current)
    })
}

/// `november 2026`.
fn month_name(view: &View, month: NaiveDate) -> String {
    format::month(view.lang, month.year(), month.month())
}

/// `2026-11`, as forms send it, or the first day of the month.
fn month_of(text: &str) -> Option<NaiveDate> {
    format!("{}-01", text.trim().get(..7)?).parse().ok()
}

fn month_value(month: NaiveDate) -> String {
    month.format("%Y-%m").to_string()
}

fn service_name(view: &View, service: &str) -> String {
    let known = view.ctx.site.services.contains(&service);
    if known { view.ctx.site.title(view.lang, service) } else { service.to_owned() }
}

fn meter_name(view: &View, service: &str, meter: &str) -> String {
    text_or(view, &format!("meter-{service}-{meter}"), meter)
}

fn text_or(view: &View, key: &str, otherwise: &str) -> String {
    if view.ctx.site.texts.has(view.lang, key) { view.t(key) } else { otherwise.to_owned() }
}

fn item_name(view: &View, service: &str, item: &Item) -> String {
    match item {
        Item::Meter(meter) => meter_name(view, service, meter),
        other => view.t(&format!("billing-item-{other}")),
    }
}

/// `9,50 kr` or, with parts of an öre, `0,0825 kr`.
fn rate_text(rate: Rate) -> String {
    let (numerator, denominator) = rate.parts();
    let hundredths = divide_half_even(i128::from(numerator) * 100, i128::from(denominator)).unwrap_or(i64::MAX);
    let amount =
        if hundredths % 100 == 0 { format::decimal(hundredths / 100, 2) } else { format::decimal(hundredths, 4) };
    format!("{amount}\u{a0}kr")
}

/// What one unit costs, or that it is passed on at cost.
fn price_text(view: &View, price: &Price) -> String {
    price.rate.map_or_else(|| view.t("billing-at-cost"), rate_text)
}

/// Whole öre from an amount that a person wrote in kronor; may be negative.
fn ore_of(text: &str) -> Option<i64> {
    let trimmed = text.trim();
    let (sign, digits) = match trimmed.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, trimmed),
    };
    let (numerator, denominator) = Rate::from_kronor(digits)?.parts();
    (denominator == 1).then_some(numerator * sign)
}

fn vat_choices(view: &View) -> Vec<Choice> {
    Vat::ALL
        .into_iter()
        .map(|vat| Choice::new(vat.code(), view.t(&format!("billing-vat-{}", vat.code().to_lowercase()))))
        .collect()
}

fn refused_text(view: &View, refused: Refused) -> String {
    view.t(&format!("billing-refused-{}", refused.code()))
}

/// The error of a field, if it is what was refused.
fn error_of(view: &View, refused: Option<Refused>, field: &str) -> Option<String> {
    refused.filter(|refused| refused.field() == field).map(|refused| refused_text(view, refused))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_months_are_read_as_people_write_them() {
        assert_eq!(ore_of("15 000"), Some(1_500_000));
        assert_eq!(ore_of("-12,50"), Some(-1250));
        assert_eq!((ore_of("0,001"), ore_of("abc"), ore_of("")), (None, None, None));
        assert_eq!(month_of("2026-11"), NaiveDate::from_ymd_opt(2026, 11, 1));
        assert_eq!((month_of("2026-13"), month_of("å"), month_of("")), (None, None, None));
        assert_eq!(rate_text(Rate::new(950, 1).unwrap()), "9,50\u{a0}kr");
        assert_eq!(rate_text(Rate::new(33, 4).unwrap()), "0,0825\u{a0}kr");
    }
}
