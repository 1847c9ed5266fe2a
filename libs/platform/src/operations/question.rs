//! The questions that every service answers about its own operations.

use contracts::Question;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::state::{Instance, ParkedDetail, ParkedEvent, ServiceState};
use crate::{caller::Caller, store::Actor};

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident = $token:literal { $($(#[$about:meta])* $field:ident: $kind:ty),* } -> $answer:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize, Deserialize)]
        pub struct $name { $($(#[$about])* pub $field: $kind),* }

        impl Question for $name {
            const SERVICE: &'static str = "platform";
            const NAME: &'static str = $token;
            type Answer = $answer;
        }
    )*};
}

questions! {
    /// How a service is.
    State = "operations-state" {} -> ServiceState;
    /// Which processes of a service are there: each answers.
    Hello = "operations-hello" {} -> Instance;
    /// Whether its demonstration data has been made and told in full.
    Demonstrated = "operations-demonstrated" {} -> bool;
    /// Its parked events.
    ParkedList = "operations-parked" {} -> Vec<ParkedEvent>;
    /// One of them.
    ParkedOne = "operations-parked-event" {
        /// As listed.
        id: Uuid
    } -> ParkedDetail;
    /// An operator's decision about one of them.
    Decide = "operations-decide" {
        /// As listed.
        id: Uuid,
        /// What to do.
        decision: Decision,
        /// Who says so.
        by: By
    } -> ();
    /// A run out of turn.
    Run = "operations-run" {
        /// The schedule's name.
        schedule: String,
        /// Who says so.
        by: Option<By>
    } -> ();
}

/// What is to be done with a parked event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "act")]
pub enum Decision {
    /// Handle it once more.
    Retry,
    /// Never handle it.
    Drop {
        /// Why; 10 to 500 characters, kept on record.
        reason: String,
    },
}

/// Who gave a command to a service that has not seen the request itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    id: Uuid,
    machine: bool,
}

impl By {
    /// Who made the request.
    #[must_use]
    pub fn of(caller: &Caller) -> Self {
        Self { id: caller.session().actor, machine: caller.session().machine }
    }

    /// For audit rows.
    #[must_use]
    pub fn actor(self) -> Actor {
        if self.machine { Actor::Client(self.id) } else { Actor::Person(self.id) }
    }
}
