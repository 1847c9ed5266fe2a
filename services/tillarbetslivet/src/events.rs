//! What Tillarbetslivet tells apart from use: ids and numbers, nothing of a pupil.

use chrono::{DateTime, NaiveDate, Utc};
use contracts::Event;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const OFFER: Uuid = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057);
const PLACEMENT: Uuid = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8058);

/// A placement was offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct PlacementOffered {
    /// The placement on offer.
    pub offer: Uuid,
    /// `prao` or `apl`.
    pub kind: String,
    /// How many pupils at a time.
    pub seats: i32,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

impl Event for PlacementOffered {
    const SERVICE: &'static str = "tillarbetslivet";
    const NAME: &'static str = "placement-offered";

    fn key(&self) -> String {
        format!("offer/{}", self.offer)
    }

    fn sample() -> Self {
        let first = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default();
        let last = NaiveDate::from_ymd_opt(2026, 12, 11).unwrap_or_default();
        Self { offer: OFFER, kind: "prao".into(), seats: 2, first, last }
    }
}

/// A pupil got a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct PlacementConfirmed {
    /// The confirmed placement.
    pub placement: Uuid,
    /// The placement on offer.
    pub offer: Uuid,
    /// When.
    pub confirmed: DateTime<Utc>,
}

impl Event for PlacementConfirmed {
    const SERVICE: &'static str = "tillarbetslivet";
    const NAME: &'static str = "placement-confirmed";

    fn key(&self) -> String {
        format!("placement/{}", self.placement)
    }

    fn sample() -> Self {
        let confirmed = DateTime::from_timestamp(1_795_338_000, 0).unwrap_or_default();
        Self { placement: PLACEMENT, offer: OFFER, confirmed }
    }
}

/// A confirmed placement was approved from outside the municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct PlacementApproved {
    /// The confirmed placement.
    pub placement: Uuid,
    /// `employer` or `guardian`.
    pub by: String,
    /// When.
    pub approved: DateTime<Utc>,
}

impl Event for PlacementApproved {
    const SERVICE: &'static str = "tillarbetslivet";
    const NAME: &'static str = "placement-approved";

    fn key(&self) -> String {
        format!("placement/{}", self.placement)
    }

    fn sample() -> Self {
        let approved = DateTime::from_timestamp(1_795_424_400, 0).unwrap_or_default();
        Self { placement: PLACEMENT, by: "employer".into(), approved }
    }
}

/// A confirmed placement was cancelled before it began; the seat is free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct PlacementCancelled {
    /// The confirmed placement.
    pub placement: Uuid,
    /// The placement on offer.
    pub offer: Uuid,
    /// When.
    pub cancelled: DateTime<Utc>,
}

impl Event for PlacementCancelled {
    const SERVICE: &'static str = "tillarbetslivet";
    const NAME: &'static str = "placement-cancelled";

    fn key(&self) -> String {
        format!("placement/{}", self.placement)
    }

    fn sample() -> Self {
        let cancelled = DateTime::from_timestamp(1_795_424_400, 0).unwrap_or_default();
        Self { placement: PLACEMENT, offer: OFFER, cancelled }
    }
}
