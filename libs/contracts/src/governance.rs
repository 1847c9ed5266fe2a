//! What the councils tell that others hear: meetings, to each municipality that sits there; ballots and roadmaps, to all.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Event;

const MEETING: Uuid = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057);

/// A council's meeting was planned. The envelope's tenant is a municipality with a seat, or the association; who gets a seat
/// later is told then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MeetingPlanned {
    /// The meeting's lasting id.
    pub meeting: Uuid,
    /// The service whose council meets.
    pub council: String,
    /// The meeting's number in the council.
    pub number: i64,
    /// What it is called.
    pub title: String,
    /// When it begins.
    pub begins: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
    /// Where; empty when it is held at a link only.
    pub place: String,
    /// Whether the notice has been sent: from then on the agenda's decisions are fixed.
    pub noticed: bool,
    /// Grows with every change.
    pub sequence: i64,
}

impl Event for MeetingPlanned {
    const SERVICE: &'static str = "governance";
    const NAME: &'static str = "meeting-planned";

    fn key(&self) -> String {
        format!("meeting/{}", self.meeting)
    }

    fn sample() -> Self {
        let begins = DateTime::from_timestamp(1_796_896_800, 0).unwrap_or_default();
        Self {
            meeting: MEETING,
            council: "bibblix".into(),
            number: 3,
            title: "Rådsmöte".into(),
            begins,
            ends: begins + chrono::TimeDelta::hours(2),
            place: "Gävle".into(),
            noticed: false,
            sequence: 0,
        }
    }
}

/// A meeting was changed, or its notice was sent: everything as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MeetingChanged {
    /// The meeting.
    pub now: MeetingPlanned,
}

impl Event for MeetingChanged {
    const SERVICE: &'static str = "governance";
    const NAME: &'static str = "meeting-changed";

    fn key(&self) -> String {
        self.now.key()
    }

    fn sample() -> Self {
        Self { now: MeetingPlanned { noticed: true, sequence: 1, ..MeetingPlanned::sample() } }
    }
}

/// A meeting will not be held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MeetingCancelled {
    /// The meeting's lasting id.
    pub meeting: Uuid,
    /// The service whose council was to meet.
    pub council: String,
    /// Grows with every change.
    pub sequence: i64,
}

impl Event for MeetingCancelled {
    const SERVICE: &'static str = "governance";
    const NAME: &'static str = "meeting-cancelled";

    fn key(&self) -> String {
        format!("meeting/{}", self.meeting)
    }

    fn sample() -> Self {
        Self { meeting: MEETING, council: "bibblix".into(), sequence: 2 }
    }
}

/// A ballot was closed and counted. The envelope's tenant is the association.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BallotClosed {
    /// The service whose council voted.
    pub council: String,
    /// The ballot's number in the council.
    pub ballot: i64,
    /// The rule that it was counted by.
    pub rule: String,
    /// Seats in the voting register.
    pub voters: i64,
    /// How many of them voted.
    pub voted: i64,
    /// Numbers of the chosen proposals in the council: they move to the roadmap's column of what is next.
    pub chosen: Vec<i64>,
    /// Hours of the chosen ones.
    pub used_hours: i64,
}

impl Event for BallotClosed {
    const SERVICE: &'static str = "governance";
    const NAME: &'static str = "ballot-closed";

    fn key(&self) -> String {
        format!("ballot/{}-{}", self.council, self.ballot)
    }

    fn sample() -> Self {
        let (council, rule) = ("bibblix".into(), "mes-1".into());
        Self { council, ballot: 2, rule, voters: 70, voted: 58, chosen: vec![3, 4, 9], used_hours: 415 }
    }
}

/// Work on a chosen proposal went on. The envelope's tenant is the association.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RoadmapMoved {
    /// The service whose roadmap it is.
    pub council: String,
    /// The proposal's number in the council.
    pub proposal: i64,
    /// What is made.
    pub title: String,
    /// The roadmap's column now: `now` or `done`.
    pub column: String,
}

impl Event for RoadmapMoved {
    const SERVICE: &'static str = "governance";
    const NAME: &'static str = "roadmap-moved";

    fn key(&self) -> String {
        format!("proposal/{}-{}", self.council, self.proposal)
    }

    fn sample() -> Self {
        Self {
            council: "bibblix".into(), proposal: 3, title: "Läslistor för förskolan".into(), column: "now".into()
        }
    }
}
