//! What is unusual about a municipality's month, for whoever looks a run through.

use std::{fmt, str::FromStr};

/// Something worth a look before approval.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Deviation {
    /// The sum is below zero.
    Negative,
    /// A fee per inhabitant is due, but the number of inhabitants is not known: it was counted as zero.
    PopulationMissing,
    /// Used without a subscription in the month.
    NoSubscription,
    /// A subscriber that used nothing in the month.
    Unused,
    /// More than twice the month before.
    Doubled,
    /// The first month.
    New,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    /// The month's sum in öre.
    pub net: i64,
    /// The sum of the month before, none when there was none.
    pub previous: Option<i64>,
    /// Units used in the month.
    pub used: i64,
    /// Whether a subscription is valid in the month.
    pub subscribed: bool,
    /// Whether the subscription begins in the month.
    pub begins_now: bool,
    /// Whether a fee per inhabitant lacks its number of inhabitants.
    pub population_missing: bool,
}

impl Deviation {
    /// Most serious first.
    pub const ALL: [Self; 6] =
        [Self::Negative, Self::PopulationMissing, Self::NoSubscription, Self::Unused, Self::Doubled, Self::New];

    /// The name in database, API and texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::PopulationMissing => "population-missing",
            Self::NoSubscription => "no-subscription",
            Self::Unused => "unused",
            Self::Doubled => "doubled",
            Self::New => "new",
        }
    }

    /// Everything unusual, most serious first. A new subscriber is not also called unused.
    #[must_use]
    pub fn find(signs: Signs) -> Vec<Self> {
        let doubled = signs.previous.is_some_and(|before| before > 0 && signs.net > before.saturating_mul(2));
        let new = signs.begins_now || (signs.subscribed && signs.previous.is_none());
        [
            (signs.net < 0, Self::Negative),
            (signs.population_missing, Self::PopulationMissing),
            (!signs.subscribed, Self::NoSubscription),
            (signs.subscribed && !new && signs.used <= 0, Self::Unused),
            (doubled, Self::Doubled),
            (new, Self::New),
        ]
        .into_iter()
        .filter_map(|(found, deviation)| found.then_some(deviation))
        .collect()
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Deviation {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self, anyhow::Error> {
        Self::ALL
            .into_iter()
            .find(|one| one.name() == name)
            .ok_or_else(|| anyhow::anyhow!("unknown deviation \"{name}\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Signs = Signs {
        net: 1000,
        previous: Some(900),
        used: 5,
        subscribed: true,
        begins_now: false,
        population_missing: false,
    };

    #[test]
    fn the_usual_is_no_deviation() {
        assert!(Deviation::find(USUAL).is_empty());
        assert!(Deviation::find(Signs { net: 1800, ..USUAL }).is_empty(), "exactly twice is not more than twice");
    }

    #[test]
    fn each_sign_is_found() {
        assert_eq!(Deviation::find(Signs { net: 1801, ..USUAL }), [Deviation::Doubled]);
        assert_eq!(Deviation::find(Signs { used: 0, ..USUAL }), [Deviation::Unused]);
        assert_eq!(Deviation::find(Signs { previous: None, used: 0, ..USUAL }), [Deviation::New]);
        assert_eq!(Deviation::find(Signs { population_missing: true, ..USUAL }), [Deviation::PopulationMissing]);
        assert_eq!(Deviation::find(Signs { subscribed: false, used: 0, ..USUAL }), [Deviation::NoSubscription]);
        assert_eq!(Deviation::find(Signs { net: -1, ..USUAL }), [Deviation::Negative]);
        assert!(
            Deviation::find(Signs { previous: Some(0), net: 5000, ..USUAL }).is_empty(),
            "twice nothing says nothing"
        );
    }

    #[test]
    fn names_are_read_back() {
        for deviation in Deviation::ALL {
            assert_eq!(deviation.name().parse::<Deviation>().unwrap(), deviation);
        }
    }
}
