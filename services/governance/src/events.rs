//! What the councils tell: which ballot, how many, when; never who voted how, nor any person.

use chrono::{DateTime, Utc};
use contracts::Event;
use serde::{Deserialize, Serialize};

/// A ballot was opened in a service's council. The envelope's tenant is the association.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct BallotOpened {
    /// The service whose council votes.
    pub council: String,
    /// The ballot's number in the council.
    pub ballot: i64,
    /// Items on it.
    pub items: i64,
    /// The hours budget.
    pub hours: i64,
    /// Seats in the voting register.
    pub voters: i64,
    /// When it closes.
    pub closes: DateTime<Utc>,
}

impl Event for BallotOpened {
    const SERVICE: &'static str = "governance";
    const NAME: &'static str = "ballot-opened";

    fn key(&self) -> String {
        format!("ballot/{}-{}", self.council, self.ballot)
    }

    fn sample() -> Self {
        let closes = DateTime::from_timestamp(1_796_400_000, 0).unwrap_or_default();
        Self { council: "bibblix".into(), ballot: 2, items: 9, hours: 420, voters: 70, closes }
    }
}
