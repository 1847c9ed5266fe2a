//! Facts that billing tells: what use has cost so far, and which invoices were issued.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Event, Question};

/// The month's use and accrued cost of one service so far. The envelope's tenant is the user. Sent when it has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UsageRolledUp {
    /// The service.
    pub service: String,
    /// The meter.
    pub meter: String,
    /// First day of the month (Swedish time).
    pub month: NaiveDate,
    /// Whole units so far.
    pub quantity: i64,
    /// Accrued cost so far in öre, excluding VAT and fixed fees.
    pub ore: i64,
    /// What the figures include (UTC).
    pub as_of: DateTime<Utc>,
}

impl Event for UsageRolledUp {
    const SERVICE: &'static str = "billing";
    const NAME: &'static str = "usage-rolled-up";

    fn key(&self) -> String {
        format!("{}/{}/{}", self.service, self.meter, self.month)
    }

    fn sample() -> Self {
        Self {
            service: "bibblix".into(),
            meter: "loan".into(),
            month: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default(),
            quantity: 1284,
            ore: 2_112_000,
            as_of: DateTime::from_timestamp(1_795_338_000, 0).unwrap_or_default(),
        }
    }
}

/// An invoice was issued. The envelope's tenant is the payer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct InvoiceIssued {
    /// The invoice's id.
    pub invoice: Uuid,
    /// Its number in the series.
    pub number: String,
    /// The billed service.
    pub service: String,
    /// First day of the billed month.
    pub month: NaiveDate,
    /// Payable amount in öre, VAT and rounding included.
    pub payable_ore: i64,
    /// Due date.
    pub due: NaiveDate,
}

impl Event for InvoiceIssued {
    const SERVICE: &'static str = "billing";
    const NAME: &'static str = "invoice-issued";

    fn key(&self) -> String {
        format!("invoice/{}", self.invoice)
    }

    fn sample() -> Self {
        Self {
            invoice: Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057),
            number: "2026-000001".into(),
            service: "bibblix".into(),
            month: NaiveDate::from_ymd_opt(2026, 10, 1).unwrap_or_default(),
            payable_ore: 4_189_100,
            due: NaiveDate::from_ymd_opt(2026, 12, 2).unwrap_or_default(),
        }
    }
}

/// Asks billing how the services' own counts since a day compare with what arrived.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ControlTotals {
    /// The first UTC day.
    pub since: NaiveDate,
}

/// How they compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsControlSummary)]
pub struct ControlSummary {
    /// The last day of which a count was told; none when none was.
    pub last: Option<NaiveDate>,
    /// Counts by day, service, meter and organisation.
    pub compared: u64,
    /// Those that are not what arrived.
    pub differing: u64,
}

impl Question for ControlTotals {
    const SERVICE: &'static str = "billing";
    const NAME: &'static str = "control-totals";
    type Answer = ControlSummary;
}
