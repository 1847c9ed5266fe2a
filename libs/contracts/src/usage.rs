//! The shared vocabulary of use: what is measured, and the services' own daily count of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Event;

/// How much was used: a number in the meter's unit, or an amount whose price the service itself resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Measure {
    /// A count in the meter's unit; negative in a reversal.
    Quantity {
        /// Whole units.
        quantity: i64,
    },
    /// A priced use, passed on as it stands; negative in a reversal.
    Amount {
        /// Whole units, for statistics and explanation.
        quantity: i64,
        /// The price in öre, excluding VAT.
        ore: i64,
        /// The version of the service's own price list that gave the price.
        price_list: String,
    },
}

impl Measure {
    /// Whole units used.
    #[must_use]
    pub const fn quantity(&self) -> i64 {
        match self {
            Self::Quantity { quantity } | Self::Amount { quantity, .. } => *quantity,
        }
    }

    /// The amount in öre that the service resolved, zero for a quantity meter.
    #[must_use]
    pub const fn ore(&self) -> i64 {
        match self {
            Self::Quantity { .. } => 0,
            Self::Amount { ore, .. } => *ore,
        }
    }
}

/// A municipality used a shared service in a way that is charged. The envelope's tenant is the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UsageRecorded {
    /// The service that was used.
    pub service: String,
    /// Which of its meters.
    pub meter: String,
    /// How much.
    pub measure: Measure,
    /// When it was used (UTC); the billing month follows from it in Swedish time.
    pub occurred_at: DateTime<Utc>,
    /// An opaque reference that only the service can resolve; never a title or a person.
    pub source_ref: String,
    /// The usage event that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<Uuid>,
}

impl Event for UsageRecorded {
    const SERVICE: &'static str = "usage";
    const NAME: &'static str = "recorded";

    fn key(&self) -> String {
        self.source_ref.clone()
    }

    fn sample() -> Self {
        Self {
            service: "bibblix".into(),
            meter: "loan".into(),
            measure: Measure::Amount { quantity: 1, ore: 2000, price_list: "2026-1".into() },
            occurred_at: DateTime::from_timestamp(1_795_338_000, 0).unwrap_or_default(),
            source_ref: "loan/01890a5d-ac96-774b-bcce-b302099a8057".into(),
            reverses: None,
        }
    }
}

/// The most uses that one [`UsageBatchRecorded`] carries: some 25 kB.
pub const BATCH: usize = 100;

/// Several uses of one meter by one municipality, told together: what is entered afterwards, as when an earlier system's history is
/// taken over, and what others than the shared services have told over the API. What happens now in a shared service is told one by
/// one, as [`UsageRecorded`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UsageBatchRecorded {
    /// The service that was used.
    pub service: String,
    /// Which of its meters.
    pub meter: String,
    /// The uses, at most [`BATCH`].
    pub uses: Vec<BatchedUse>,
}

/// One use among several. Its fields mean what those of [`UsageRecorded`] mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BatchedUse {
    /// Its own id, which a reversal names; unique for ever, as an event's.
    pub id: Uuid,
    /// How much.
    pub measure: Measure,
    /// When it was used (UTC).
    pub occurred_at: DateTime<Utc>,
    /// An opaque reference that only the service can resolve.
    pub source_ref: String,
    /// The use that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<Uuid>,
    /// Who told it first, when that was another than the event's source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Teller>,
}

/// Who told a use over the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Teller {
    /// The teller's URI.
    pub source: String,
    /// The teller's own id of the use.
    pub external_id: String,
    /// When it was told (UTC).
    pub time: DateTime<Utc>,
}

impl Event for UsageBatchRecorded {
    const SERVICE: &'static str = "usage";
    const NAME: &'static str = "batch-recorded";

    fn key(&self) -> String {
        self.uses.first().map_or_else(String::new, |first| first.source_ref.clone())
    }

    fn sample() -> Self {
        let UsageRecorded { service, meter, measure, occurred_at, source_ref, reverses } = UsageRecorded::sample();
        let id = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8058);
        Self { service, meter, uses: vec![BatchedUse { id, measure, occurred_at, source_ref, reverses, told: None }] }
    }
}

/// A service's own count of a day's usage per meter and tenant, which billing compares with what arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ControlTotalReported {
    /// The counting service.
    pub service: String,
    /// The meter.
    pub meter: String,
    /// The day on which the usage was recorded (UTC day of the envelope's time, so that a closed day never changes).
    pub day: NaiveDate,
    /// Usage events, reversals included.
    pub events: i64,
    /// Sum of quantities.
    pub quantity: i64,
    /// Sum of amounts in öre.
    pub ore: i64,
}

impl Event for ControlTotalReported {
    const SERVICE: &'static str = "usage";
    const NAME: &'static str = "control-total-reported";

    fn key(&self) -> String {
        format!("{}/{}/{}", self.service, self.meter, self.day)
    }

    fn sample() -> Self {
        Self {
            service: "bibblix".into(),
            meter: "loan".into(),
            day: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap_or_default(),
            events: 42,
            quantity: 42,
            ore: 79_200,
        }
    }
}
