//! Price versions: what is charged, from when, with which VAT and account.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::money::{Rate, shares_of_year};

/// The VAT treatment of a charge (EN 16931 category and Swedish rate), decided by finance for each price version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) enum Vat {
    /// 25 per cent.
    S25,
    /// 12 per cent.
    S12,
    /// 6 per cent (electronic publications among others).
    S6,
    /// Exempt (self-cost of an independent group).
    E,
    /// Outside the scope of VAT (membership fees): may not share a document with the others.
    O,
}

impl Vat {
    pub(crate) const ALL: [Self; 5] = [Self::S25, Self::S12, Self::S6, Self::E, Self::O];

    /// Stored and sent as this.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::S25 => "S25",
            Self::S12 => "S12",
            Self::S6 => "S6",
            Self::E => "E",
            Self::O => "O",
        }
    }

    /// Whole per cent.
    pub(crate) const fn percent(self) -> i64 {
        match self {
            Self::S25 => 25,
            Self::S12 => 12,
            Self::S6 => 6,
            Self::E | Self::O => 0,
        }
    }

    /// VAT in öre on a tax base in öre: half an öre goes up (away from zero), as the Tax Agency computes it.
    pub(crate) const fn of(self, base_ore: i64) -> Option<i64> {
        match base_ore.checked_mul(self.percent()) {
            Some(hundredths) => Some((hundredths.abs() + 50) / 100 * hundredths.signum()),
            None => None,
        }
    }
}

impl FromStr for Vat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|vat| vat.code() == text).ok_or(())
    }
}

/// What a price is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Item {
    /// Each unit of a meter.
    Meter(String),
    /// A yearly fee per inhabitant, billed by the month.
    FixedPerInhabitant,
    /// A monthly fee.
    FixedMonthly,
    /// Once, when a subscription begins.
    ConnectionFee,
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Meter(name) => write!(f, "meter:{name}"),
            Self::FixedPerInhabitant => f.write_str("fixed-per-inhabitant"),
            Self::FixedMonthly => f.write_str("fixed-monthly"),
            Self::ConnectionFee => f.write_str("connection-fee"),
        }
    }
}

impl FromStr for Item {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "fixed-per-inhabitant" => Ok(Self::FixedPerInhabitant),
            "fixed-monthly" => Ok(Self::FixedMonthly),
            "connection-fee" => Ok(Self::ConnectionFee),
            other => match other.strip_prefix("meter:") {
                Some(name) if !name.is_empty() && name.len() <= 40 => Ok(Self::Meter(name.into())),
                _ => Err(()),
            },
        }
    }
}

/// A version of a price. Without a rate the meter carries its own amounts, passed on as they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Price {
    pub id: Uuid,
    pub service: String,
    pub item: Item,
    pub version: i64,
    /// First day of a month.
    pub valid_from: NaiveDate,
    pub rate: Option<Rate>,
    pub vat: Vat,
    /// BAS account of the income.
    pub account: String,
}

/// The version in force in a month: the latest that begins on or before its first day. `prices` holds no replaced versions.
pub(crate) fn price_at<'a>(prices: &'a [Price], service: &str, item: &Item, month: NaiveDate) -> Option<&'a Price> {
    let valid =
        prices.iter().filter(|price| price.service == service && price.item == *item && price.valid_from <= month);
    valid.max_by_key(|price| (price.valid_from, price.version))
}

impl Price {
    /// Whole öre excluding VAT for a month's use of a meter: so many units at the rate, or the amount passed on as it stands. None
    /// when it does not fit.
    pub(crate) fn cost(&self, quantity: i64, ore: i64) -> Option<i64> {
        match self.rate {
            Some(rate) => rate.times(quantity),
            None => Some(ore),
        }
    }
}

/// The fixed fees of a service for a month and their öre excluding VAT: the month's share of the year's fee per inhabitant, and
/// the monthly fee. Without a known population there is no fee per inhabitant.
pub(crate) fn fixed_fees<'a>(
    prices: &'a [Price],
    service: &str,
    population: Option<i64>,
    month: NaiveDate,
) -> Vec<(&'a Price, i64)> {
    let per_inhabitant = price_at(prices, service, &Item::FixedPerInhabitant, month).and_then(|price| {
        let year = price.rate?.times(population?)?;
        shares_of_year(year).get(month.month0() as usize).map(|share| (price, *share))
    });
    let monthly =
        price_at(prices, service, &Item::FixedMonthly, month).and_then(|price| Some((price, price.rate?.times(1)?)));
    per_inhabitant.into_iter().chain(monthly).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(item: &str, version: i64, from: (i32, u32), rate: Option<i64>) -> Price {
        Price {
            id: Uuid::nil(),
            service: "bibblix".into(),
            item: item.parse().unwrap(),
            version,
            valid_from: NaiveDate::from_ymd_opt(from.0, from.1, 1).unwrap(),
            rate: rate.and_then(|ore| Rate::new(ore, 1)),
            vat: Vat::S25,
            account: "3010".into(),
        }
    }

    #[test]
    fn the_latest_version_that_has_begun_is_in_force() {
        let prices = [
            price("meter:a", 2, (2026, 7), Some(2)),
            price("meter:a", 1, (2026, 1), Some(1)),
            price("meter:b", 1, (2020, 1), None),
        ];
        let at = |month| {
            let day = NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
            price_at(&prices, "bibblix", &Item::Meter("a".into()), day).map(|price| price.version)
        };
        assert_eq!((at(1), at(6), at(7), at(12)), (Some(1), Some(1), Some(2), Some(2)));
        let before = NaiveDate::from_ymd_opt(2025, 12, 1).unwrap();
        assert_eq!(price_at(&prices, "bibblix", &Item::Meter("a".into()), before), None);
        assert_eq!(price_at(&prices, "uka", &Item::Meter("a".into()), prices[0].valid_from), None);
    }

    #[test]
    fn vat_is_rounded_as_the_tax_agency_does() {
        // Its own example: 25 per cent of 4 467,75 kr is 1 116,94 kr.
        assert_eq!(Vat::S25.of(446_775), Some(111_694));
        assert_eq!(Vat::S25.of(-446_775), Some(-111_694));
        assert_eq!((Vat::S6.of(50), Vat::E.of(50), Vat::O.of(50)), (Some(3), Some(0), Some(0)));
        assert_eq!(Vat::S12.of(i64::MAX), None);
        for vat in Vat::ALL {
            assert_eq!(vat.code().parse(), Ok(vat));
        }
    }

    #[test]
    fn items_are_written_as_they_are_read() {
        for text in ["meter:loan", "fixed-per-inhabitant", "fixed-monthly", "connection-fee"] {
            assert_eq!(text.parse::<Item>().unwrap().to_string(), text);
        }
        assert!("meter:".parse::<Item>().is_err() && "fixed".parse::<Item>().is_err());
    }

    #[test]
    fn twelve_fixed_fees_make_the_year() {
        let prices = [
            price("fixed-per-inhabitant", 1, (2025, 1), Some(120)),
            price("fixed-monthly", 1, (2026, 7), Some(10_000)),
        ];
        let month = |month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        let fee = |at: u32, population| {
            fixed_fees(&prices, "bibblix", population, month(at)).iter().map(|fee| fee.1).sum::<i64>()
        };
        assert_eq!((1..=12).map(|at| fee(at, Some(38_789))).sum::<i64>(), 38_789 * 120 + 6 * 10_000);
        assert_eq!((fee(6, None), fee(7, None)), (0, 10_000));
        assert_eq!(fixed_fees(&prices, "uka", Some(1), month(1)), []);
    }

    #[test]
    fn an_amount_is_passed_on_as_it_stands() {
        assert_eq!(price("meter:a", 1, (2026, 1), None).cost(3, 4711), Some(4711));
        assert_eq!(price("meter:a", 1, (2026, 1), Some(950)).cost(3, 0), Some(2850));
        assert_eq!(price("meter:a", 1, (2026, 1), Some(950)).cost(i64::MAX, 0), None);
    }
}
