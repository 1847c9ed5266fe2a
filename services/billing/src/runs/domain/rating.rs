//! Rating: what one user owes for one service and month, as lines. The same basis always gives the same lines, byte for byte.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

use super::{
    Refused,
    line::{Explanation, Kind, Line, PriceListShare},
};
use crate::usage::domain::{Item, Price, Rate, Vat, price_at, shares_of_year};

/// A sum of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The meter.
    pub meter: String,
    /// First day of the month of use; earlier than the billed month when it came late.
    pub month: NaiveDate,
    /// The service's own price list that gave the amount; none when billing prices the quantity.
    pub price_list: Option<String>,
    /// Usage events, reversals included.
    pub events: i64,
    /// Units.
    pub quantity: i64,
    /// Öre, for an amount meter.
    pub ore: i64,
}

/// A one-off amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Its id.
    pub id: Uuid,
    /// Who pays it.
    pub payer: String,
    /// Its kind: a connection fee or something else.
    pub kind: String,
    /// Why, in the words of who entered it.
    pub reason: String,
    /// Öre, excluding VAT.
    pub ore: i64,
    /// Its VAT.
    pub vat: Vat,
    /// The account of the association's books.
    pub account: String,
}

/// What one user is billed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The user.
    pub user: String,
    /// Who pays.
    pub payer: String,
    /// Inhabitants, none when unknown.
    pub population: Option<i64>,
    /// Whether a subscription is valid in the month: only then fees are due.
    pub subscribed: bool,
    /// Sums of use.
    pub uses: Vec<Use>,
    /// One-off amounts.
    pub charges: Vec<Charge>,
}

/// The service's prices, replaced versions apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prices {
    /// The service.
    pub service: String,
    /// All versions of all items.
    pub all: Vec<Price>,
}

impl Prices {
    /// The price of an item in a month.
    #[must_use]
    pub fn valid(&self, item: &Item, month: NaiveDate) -> Option<&Price> {
        price_at(&self.all, &self.service, item, month)
    }

    /// A use's price: one with a rate for a quantity, one without for an amount that passes through.
    fn of(&self, one: &Use) -> Option<&Price> {
        let price = self.valid(&Item::Meter(one.meter.clone()), one.month)?;
        (price.rate.is_none() == one.price_list.is_some()).then_some(price)
    }

    /// The meters in use that have no price in the month of use, each once, in order.
    #[must_use]
    pub fn missing<'a>(&self, uses: impl IntoIterator<Item = &'a Use>) -> Vec<String> {
        let unpriced = |one: &&Use| self.of(one).is_none();
        let missing: std::collections::BTreeSet<_> =
            uses.into_iter().filter(unpriced).map(|one| one.meter.clone()).collect();
        missing.into_iter().collect()
    }

    /// Whether a fee per inhabitant is due in the month.
    #[must_use]
    pub fn per_inhabitant(&self, month: NaiveDate) -> bool {
        self.valid(&Item::FixedPerInhabitant, month).is_some()
    }
}

/// Rates one user's month: use by meter and month of use, then fees, then one-off amounts.
///
/// # Errors
/// [`Refused::PriceMissing`] when a meter that was used has no price, [`Refused::TooLarge`] for sums that no budget holds.
pub fn rate(basis: &Basis, prices: &Prices, month: NaiveDate) -> Result<Vec<Line>, Refused> {
    let missing = prices.missing(&basis.uses);
    if !missing.is_empty() {
        return Err(Refused::PriceMissing { items: missing });
    }
    let mut groups = BTreeMap::<(&str, NaiveDate, bool), Vec<&Use>>::new();
    for one in &basis.uses {
        groups.entry((&one.meter, one.month, one.price_list.is_some())).or_default().push(one);
    }
    let mut lines = Vec::new();
    for ((meter, used_in, _), uses) in groups {
        let price = uses.first().and_then(|one| prices.of(one));
        let price = price.ok_or_else(|| Refused::PriceMissing { items: vec![meter.to_owned()] })?;
        lines.push(usage(basis, meter, used_in, &uses, price)?);
    }
    for item in [Item::FixedPerInhabitant, Item::FixedMonthly] {
        if let (true, Some(price)) = (basis.subscribed, prices.valid(&item, month)) {
            lines.push(fee(basis, price, month)?);
        }
    }
    let mut charges: Vec<&Charge> = basis.charges.iter().collect();
    charges.sort_by_key(|charge| charge.id);
    lines.extend(charges.into_iter().map(|charge| one_off(basis, charge, month)));
    Ok(lines)
}

fn usage(basis: &Basis, meter: &str, used_in: NaiveDate, uses: &[&Use], price: &Price) -> Result<Line, Refused> {
    let sum =
        |of: fn(&Use) -> i64| uses.iter().try_fold(0_i64, |sum, one| sum.checked_add(of(one))).ok_or(Refused::TooLarge);
    let (quantity, events) = (sum(|one| one.quantity)?, sum(|one| one.events)?);
    let mut line = from_price(basis, price, meter, used_in);
    line.quantity = quantity;
    if let Some(rate) = price.rate {
        line.unit_price = Some(rate.into());
        line.ore = times(rate, quantity)?;
        line.explanation = Explanation::Priced { events };
        return Ok(line);
    }
    let mut price_lists: Vec<PriceListShare> = uses.iter().map(|one| share(one)).collect();
    price_lists.sort_by(|a, b| a.price_list.cmp(&b.price_list));
    line.ore = sum(|one| one.ore)?;
    line.explanation = Explanation::PassedThrough { events, price_lists };
    Ok(line)
}

fn share(one: &Use) -> PriceListShare {
    PriceListShare { price_list: one.price_list.clone().unwrap_or_default(), quantity: one.quantity, ore: one.ore }
}

fn times(rate: Rate, quantity: i64) -> Result<i64, Refused> {
    rate.times(quantity).ok_or(Refused::TooLarge)
}

fn fee(basis: &Basis, price: &Price, month: NaiveDate) -> Result<Line, Refused> {
    let rate = price.rate.ok_or_else(|| Refused::PriceMissing { items: vec![price.item.to_string()] })?;
    let mut line = from_price(basis, price, &price.item.to_string(), month);
    line.kind = Kind::Fixed;
    line.unit_price = Some(rate.into());
    if price.item == Item::FixedPerInhabitant {
        let inhabitants = basis.population.unwrap_or(0);
        let year_sum = times(rate, inhabitants)?;
        line.ore = shares_of_year(year_sum)[month.month0() as usize % 12];
        line.explanation = Explanation::PerInhabitant { inhabitants, year_sum };
    } else {
        line.ore = times(rate, 1)?;
    }
    Ok(line)
}

fn from_price(basis: &Basis, price: &Price, item: &str, month: NaiveDate) -> Line {
    Line {
        user: basis.user.clone(),
        payer: basis.payer.clone(),
        kind: Kind::Usage,
        item: item.into(),
        month,
        quantity: 1,
        unit_price: None,
        ore: 0,
        vat: price.vat,
        account: price.account.clone(),
        price: Some(price.id),
        version: Some(price.version),
        explanation: Explanation::Monthly,
    }
}

fn one_off(basis: &Basis, charge: &Charge, month: NaiveDate) -> Line {
    Line {
        user: basis.user.clone(),
        payer: charge.payer.clone(),
        kind: Kind::Charge,
        item: charge.kind.clone(),
        month,
        quantity: 1,
        unit_price: None,
        ore: charge.ore,
        vat: charge.vat,
        account: charge.account.clone(),
        price: None,
        version: None,
        explanation: Explanation::OneOff { charge: charge.id, reason: charge.reason.clone() },
    }
}

#[cfg(test)]
mod tests;
