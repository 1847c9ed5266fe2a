//! What Bibblix tells apart from use: ids only, never a title's name or a card.

use chrono::{DateTime, Utc};
use contracts::Event;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A loan began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct LoanStarted {
    /// The loan.
    pub loan: Uuid,
    /// When.
    pub started: DateTime<Utc>,
    /// When its time is over.
    pub due: DateTime<Utc>,
}

impl Event for LoanStarted {
    const SERVICE: &'static str = "bibblix";
    const NAME: &'static str = "loan-started";

    fn key(&self) -> String {
        format!("loan/{}", self.loan)
    }

    fn sample() -> Self {
        let started = DateTime::from_timestamp(1_795_338_000, 0).unwrap_or_default();
        Self {
            loan: Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057),
            started,
            due: started + crate::domain::loan::LOAN_TIME,
        }
    }
}

/// A loan came to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct LoanEnded {
    /// The loan.
    pub loan: Uuid,
    /// `returned`, `expired` or `reversed`.
    pub how: String,
    /// When.
    pub ended: DateTime<Utc>,
}

impl Event for LoanEnded {
    const SERVICE: &'static str = "bibblix";
    const NAME: &'static str = "loan-ended";

    fn key(&self) -> String {
        format!("loan/{}", self.loan)
    }

    fn sample() -> Self {
        let LoanStarted { loan, started, .. } = LoanStarted::sample();
        Self { loan, how: "returned".into(), ended: started + chrono::TimeDelta::days(9) }
    }
}

/// A month's use of the budget reached one of its warning levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct BudgetLevelReached {
    /// First day of the month.
    pub month: chrono::NaiveDate,
    /// Per cent of the cap.
    pub level: i64,
    /// The cap in öre.
    pub cap_ore: i64,
    /// Used in öre.
    pub committed_ore: i64,
}

impl Event for BudgetLevelReached {
    const SERVICE: &'static str = "bibblix";
    const NAME: &'static str = "budget-level-reached";

    fn key(&self) -> String {
        format!("budget/{}", self.month)
    }

    fn sample() -> Self {
        let month = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default();
        Self { month, level: 80, cap_ore: 2_500_000, committed_ore: 2_001_200 }
    }
}
