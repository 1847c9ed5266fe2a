//! A rated line: what, how much, at which price, why, and where it is booked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::usage::domain::{Rate, Vat};

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Measured use.
    Usage,
    /// A fee.
    Fixed,
    /// A one-off amount.
    Charge,
}

/// An exact price in öre, excluding VAT, as a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UnitPrice {
    /// Öre above the line.
    pub numerator: i64,
    /// Below the line, at least 1.
    pub denominator: i64,
}

/// What one of a service's own price lists stands for in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PriceListShare {
    /// The price list's version, as the service names it.
    pub price_list: String,
    /// Units.
    pub quantity: i64,
    /// Öre.
    pub ore: i64,
}

/// How a line's sum came about, for whoever asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Explanation {
    /// Quantity times unit price.
    Priced {
        /// Usage events behind it.
        events: i64,
    },
    /// Amounts that the service priced use by use.
    PassedThrough {
        /// Usage events behind it.
        events: i64,
        /// The service's price lists that gave the amounts.
        #[serde(rename = "priceLists")]
        price_lists: Vec<PriceListShare>,
    },
    /// Inhabitants times the yearly price, and of that a month's share.
    PerInhabitant {
        /// Inhabitants.
        inhabitants: i64,
        /// The year's sum in öre; its twelve shares add up to it.
        #[serde(rename = "yearSum")]
        year_sum: i64,
    },
    /// A fee per month.
    Monthly,
    /// A one-off amount.
    OneOff {
        /// The charge.
        charge: Uuid,
        /// Why.
        reason: String,
    },
}

/// A rated line. The order of the fields is part of its stored hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The user.
    pub user: String,
    /// Who pays.
    pub payer: String,
    /// What it is for.
    pub kind: Kind,
    /// Meter, fee, or kind of one-off amount.
    pub item: String,
    /// First day of the month of use.
    pub month: NaiveDate,
    /// Units; 1 for fees and one-off amounts.
    pub quantity: i64,
    /// None where each use has its own price.
    pub unit_price: Option<UnitPrice>,
    /// The line's sum in öre, excluding VAT.
    pub ore: i64,
    /// Its VAT.
    pub vat: Vat,
    /// The account of the association's books.
    pub account: String,
    /// The price that was used, with its decision; none for one-off amounts.
    pub price: Option<Uuid>,
    /// That price's version.
    pub version: Option<i64>,
    /// How the sum came about.
    pub explanation: Explanation,
}

impl From<Rate> for UnitPrice {
    fn from(rate: Rate) -> Self {
        let (numerator, denominator) = rate.parts();
        Self { numerator, denominator }
    }
}

impl UnitPrice {
    /// Kronor in words of digits, `9,50` or `0,0825`: as many decimals as the price has, at least two; a fraction that has no end is
    /// cut after six.
    #[must_use]
    pub fn kronor(self) -> String {
        let denominator = i128::from(self.denominator.max(1)) * 100;
        let places =
            (2..6).find(|places| i128::from(self.numerator) * 10_i128.pow(*places) % denominator == 0).unwrap_or(6);
        let scaled = i128::from(self.numerator) * 10_i128.pow(places) / denominator;
        ui::format::decimal(i64::try_from(scaled).unwrap_or(i64::MAX), places)
    }
}

impl Kind {
    /// The name in database and texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Fixed => "fixed",
            Self::Charge => "charge",
        }
    }
}

/// SHA-256 in hex over lines in their order: the same lines have the same hash on every machine.
///
/// # Errors
/// Never in practice: lines are plain data.
pub fn digest<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Result<String, serde_json::Error> {
    let mut text = String::new();
    for line in lines {
        text.push_str(&serde_json::to_string(line)?);
        text.push('\n');
    }
    Ok(platform::caller::secret_hash(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unit_prices_show_the_decimals_that_they_have() {
        let shown = |numerator, denominator| UnitPrice { numerator, denominator }.kronor();
        assert_eq!(shown(950, 1), "9,50");
        assert_eq!(shown(33, 4), "0,0825");
        assert_eq!(shown(1_500_000, 1), "15\u{a0}000,00");
        assert_eq!(shown(1, 3), "0,003333");
    }
}
