//! The states of a run and what leads from one to the next.

use std::{fmt, str::FromStr};

use super::Refused;

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The basis is frozen and lines are being rated.
    Preparing,
    /// Everything is rated and waits for a second person.
    Preview,
    /// A second person has approved; numbers are being given.
    Approved,
    /// The invoices exist. Final.
    Issued,
    /// Given up before approval: the basis is free again. Final.
    Discarded,
}

/// What happens to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The last line has been rated.
    Finish,
    /// A second person says yes.
    Approve,
    /// Numbers have been given.
    Issue,
    /// It is given up.
    Discard,
}

impl State {
    /// In the order of life.
    pub const ALL: [Self; 5] = [Self::Preparing, Self::Preview, Self::Approved, Self::Issued, Self::Discarded];

    /// The name in database, API and texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Preview => "preview",
            Self::Approved => "approved",
            Self::Issued => "issued",
            Self::Discarded => "discarded",
        }
    }

    /// The state after an act.
    ///
    /// # Errors
    /// [`Refused::WrongState`] when the act does not fit the state.
    pub const fn after(self, act: Act) -> Result<Self, Refused> {
        match (self, act) {
            (Self::Preparing, Act::Finish) => Ok(Self::Preview),
            (Self::Preview, Act::Approve) => Ok(Self::Approved),
            (Self::Approved, Act::Issue) => Ok(Self::Issued),
            (Self::Preparing | Self::Preview, Act::Discard) => Ok(Self::Discarded),
            (state, _) => Err(Refused::WrongState { state }),
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for State {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self, anyhow::Error> {
        Self::ALL
            .into_iter()
            .find(|state| state.name() == name)
            .ok_or_else(|| anyhow::anyhow!("a run has the unknown state \"{name}\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_steps_of_the_process_lead_on() {
        let acts = [Act::Finish, Act::Approve, Act::Issue, Act::Discard];
        let allowed: Vec<_> = State::ALL
            .iter()
            .flat_map(|state| acts.iter().filter_map(|act| Some((*state, *act, state.after(*act).ok()?))))
            .collect();
        assert_eq!(
            allowed,
            [
                (State::Preparing, Act::Finish, State::Preview),
                (State::Preparing, Act::Discard, State::Discarded),
                (State::Preview, Act::Approve, State::Approved),
                (State::Preview, Act::Discard, State::Discarded),
                (State::Approved, Act::Issue, State::Issued),
            ]
        );
    }

    #[test]
    fn names_are_read_back() {
        for state in State::ALL {
            assert_eq!(state.name().parse::<State>().unwrap(), state);
        }
        assert!("sent".parse::<State>().is_err());
    }
}
