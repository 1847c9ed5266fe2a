//! What UKA tells: opaque ids, days and codes of fixed lists; never who somebody is.

use chrono::NaiveDate;
use contracts::Event;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const SAMPLE: Uuid = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057);

fn sample_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
}

/// A young person was registered: a case began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct CaseOpened {
    /// The case.
    pub case: Uuid,
    /// The Swedish day.
    pub day: NaiveDate,
    /// The school situation's code.
    pub situation: String,
}

impl Event for CaseOpened {
    const SERVICE: &'static str = "uka";
    const NAME: &'static str = "case-opened";

    fn key(&self) -> String {
        format!("case/{}", self.case)
    }

    fn sample() -> Self {
        Self { case: SAMPLE, day: sample_day(), situation: "dropped-out".into() }
    }
}

/// A contact, or an attempt at one, was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct ContactMade {
    /// The case.
    pub case: Uuid,
    /// The contact.
    pub contact: Uuid,
    /// The Swedish day of it.
    pub day: NaiveDate,
    /// The code of the way.
    pub way: String,
    /// The code of what came of it.
    pub outcome: String,
    /// Whether the young person was spoken with.
    pub reached: bool,
}

impl Event for ContactMade {
    const SERVICE: &'static str = "uka";
    const NAME: &'static str = "contact-made";

    fn key(&self) -> String {
        format!("case/{}", self.case)
    }

    fn sample() -> Self {
        let contact = Uuid::from_u128(SAMPLE.as_u128() + 1);
        Self {
            case: SAMPLE,
            contact,
            day: sample_day(),
            way: "letter".into(),
            outcome: "reached".into(),
            reached: true,
        }
    }
}

/// A case was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct CaseClosed {
    /// The case.
    pub case: Uuid,
    /// The Swedish day.
    pub day: NaiveDate,
    /// The code of the reason.
    pub reason: String,
}

impl Event for CaseClosed {
    const SERVICE: &'static str = "uka";
    const NAME: &'static str = "case-closed";

    fn key(&self) -> String {
        format!("case/{}", self.case)
    }

    fn sample() -> Self {
        Self { case: SAMPLE, day: sample_day(), reason: "started-education".into() }
    }
}
