//! A told use: what it must look like, its identity and its fingerprint.

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};
use contracts::{
    Tenant,
    usage::{Measure, UsageRecorded},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The largest quantity of one use, in the meter's unit.
const MAX_QUANTITY: u64 = 1_000_000_000;
/// The largest amount of one use: ten million kronor.
const MAX_ORE: u64 = 1_000_000_000;
/// Use may be told so long before it happens (clocks differ) …
const AHEAD: TimeDelta = TimeDelta::hours(1);
/// … and so long after.
const BEHIND: TimeDelta = TimeDelta::days(400);

/// A use as it was told, not yet judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub id: Uuid,
    pub tenant: Tenant,
    /// Who told it: `/bibblix` for a shared service, a URI for others.
    pub source: String,
    /// The teller's id of it.
    pub external_id: String,
    /// When it was told.
    pub time: DateTime<Utc>,
    pub data: UsageRecorded,
}

/// Why a told use is not taken at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("{0} is empty, too long or has characters that are not allowed")]
    Text(&'static str),
    #[error("{0} is larger than one use can be")]
    TooLarge(&'static str),
    #[error("time or occurred_at is more than an hour ahead")]
    Future,
    #[error("occurred_at is more than 400 days ago")]
    TooOld,
}

/// Why a told use waits in quarantine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Waits {
    UnknownService,
    UnknownMeter,
    /// A count where the service prices, or an amount where billing prices.
    WrongKind,
    NoPrice,
    NotSubscribed,
    /// The same id came before with other content.
    Conflict,
}

impl Waits {
    /// Stored and sent as this; its text is `billing-waits-<code>`.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::UnknownService => "unknown-service",
            Self::UnknownMeter => "unknown-meter",
            Self::WrongKind => "wrong-kind",
            Self::NoPrice => "no-price",
            Self::NotSubscribed => "not-subscribed",
            Self::Conflict => "conflict",
        }
    }

    /// Whether it is tried again by itself.
    pub(crate) const fn may_come(self) -> bool {
        !matches!(self, Self::Conflict)
    }

    /// For the API.
    pub(crate) const fn sentence(self) -> &'static str {
        match self {
            Self::UnknownService => "the service is not known here; it waits until it is",
            Self::UnknownMeter => "the service has no such meter; it waits until it has",
            Self::WrongKind => {
                "the meter wants the other kind of measure (quantity or amount); finance must look at it"
            }
            Self::NoPrice => "the meter has no price for that month; it waits until it has",
            Self::NotSubscribed => {
                "the organisation does not subscribe to the service on that day; it waits until it does"
            }
            Self::Conflict => "the same id was told before with other content; the first stands",
        }
    }
}

impl Told {
    /// Cuts times to microseconds, which is what is kept.
    pub(crate) fn trimmed(mut self) -> Self {
        self.time = self.time.trunc_subsecs(6);
        self.data.occurred_at = self.data.occurred_at.trunc_subsecs(6);
        self
    }

    /// The UTC day on which it was told.
    pub(crate) fn told_day(&self) -> NaiveDate {
        self.time.date_naive()
    }

    /// The version of the service's own price list, for an amount.
    pub(crate) fn price_list(&self) -> Option<&str> {
        match &self.data.measure {
            Measure::Amount { price_list, .. } => Some(price_list),
            Measure::Quantity { .. } => None,
        }
    }

    /// Refuses sizes that no use has.
    pub(crate) fn check_sizes(&self) -> Result<(), Refusal> {
        let plain = |text: &str, max: usize| (1..=max).contains(&text.len()) && text.chars().all(|c| !c.is_control());
        let name = |text: &str| {
            plain(text, 40) && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        let texts = [
            ("source", plain(&self.source, 200)),
            ("id", plain(&self.external_id, 200)),
            ("service", name(&self.data.service)),
            ("meter", name(&self.data.meter)),
            ("source_ref", plain(&self.data.source_ref, 200)),
            ("price_list", self.price_list().is_none_or(|list| plain(list, 60))),
        ];
        if let Some((field, _)) = texts.into_iter().find(|(_, fits)| !fits) {
            return Err(Refusal::Text(field));
        }
        if self.data.measure.quantity().unsigned_abs() > MAX_QUANTITY {
            return Err(Refusal::TooLarge("quantity"));
        }
        if self.data.measure.ore().unsigned_abs() > MAX_ORE {
            return Err(Refusal::TooLarge("ore"));
        }
        Ok(())
    }

    /// Refuses times that are not plausible for use that is told now.
    pub(crate) fn check_times(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.time > now + AHEAD || self.data.occurred_at > now + AHEAD {
            return Err(Refusal::Future);
        }
        if self.data.occurred_at < now - BEHIND { Err(Refusal::TooOld) } else { Ok(()) }
    }

    /// The fingerprint of what was told.
    pub(crate) fn sha256(&self) -> String {
        let data = &self.data;
        let (quantity, ore) = (data.measure.quantity(), data.measure.ore());
        let list = self.price_list();
        content_sha256(
            &self.tenant,
            self.id,
            &self.source,
            &[
                &data.service,
                &data.meter,
                &quantity.to_string(),
                &ore.to_string(),
                if list.is_some() { "amount" } else { "quantity" },
                list.unwrap_or_default(),
                &data.occurred_at.timestamp_micros().to_string(),
                &self.told_day().to_string(),
                &data.source_ref,
                &data.reverses.map(|id| id.to_string()).unwrap_or_default(),
            ],
        )
    }
}

/// SHA-256 in hex over the fields, each with its length before it so that no two contents look alike.
fn content_sha256(tenant: &Tenant, id: Uuid, source: &str, fields: &[&str]) -> String {
    let mut digest = Sha256::new();
    for field in [tenant.as_str(), &id.to_string(), source].iter().chain(fields) {
        digest.update((field.len() as u64).to_be_bytes());
        digest.update(field);
    }
    hex::encode(digest.finalize())
}

/// The id of a use that came with an id of the teller's own: the same for the same source and id, for ever.
pub(crate) fn id_of(source: &str, external_id: &str) -> Uuid {
    let digest: [u8; 32] = Sha256::digest(format!("{}:{source}:{external_id}", source.len())).into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use contracts::Event;

    use super::*;

    fn told() -> Told {
        Told {
            id: id_of("urn:library", "1"),
            tenant: "habo-0643".parse().unwrap(),
            source: "urn:library".into(),
            external_id: "1".into(),
            time: "2026-11-22T10:00:00Z".parse().unwrap(),
            data: UsageRecorded::sample(),
        }
    }

    #[test]
    fn what_no_use_looks_like_is_refused() {
        assert_eq!(told().check_sizes(), Ok(()));
        let with = |change: fn(&mut Told)| {
            let mut told = told();
            change(&mut told);
            told.check_sizes()
        };
        assert_eq!(with(|told| told.source.clear()), Err(Refusal::Text("source")));
        assert_eq!(with(|told| told.data.service = "Bibblix".into()), Err(Refusal::Text("service")));
        assert_eq!(with(|told| told.data.source_ref = "a\nb".into()), Err(Refusal::Text("source_ref")));
        assert_eq!(
            with(|told| told.data.measure = Measure::Quantity { quantity: i64::MIN }),
            Err(Refusal::TooLarge("quantity"))
        );
    }

    #[test]
    fn times_must_be_plausible() {
        let at = |hours: i64| {
            let mut told = told();
            told.data.occurred_at = told.time + TimeDelta::hours(hours);
            told.check_times(told.time)
        };
        assert_eq!((at(0), at(1), at(2)), (Ok(()), Ok(()), Err(Refusal::Future)));
        assert_eq!((at(-400 * 24), at(-400 * 24 - 1)), (Ok(()), Err(Refusal::TooOld)));
    }

    #[test]
    fn the_fingerprint_covers_every_field() {
        let first = told().sha256();
        let changes: [fn(&mut Told); 9] = [
            |told| told.tenant = "habo-0305".parse().unwrap(),
            |told| told.source = "urn:other".into(),
            |told| told.data.service = "uka".into(),
            |told| told.data.meter = "sms".into(),
            |told| told.data.measure = Measure::Quantity { quantity: 1 },
            |told| told.data.measure = Measure::Amount { quantity: 1, ore: 2001, price_list: "2026-1".into() },
            |told| told.data.occurred_at += TimeDelta::microseconds(1),
            |told| told.data.source_ref.push('x'),
            |told| told.data.reverses = Some(Uuid::nil()),
        ];
        for (number, change) in changes.iter().enumerate() {
            let mut other = told();
            change(&mut other);
            assert_ne!(other.sha256(), first, "change {number}");
        }
        assert_eq!(told().sha256(), first);
        assert_ne!(id_of("a:b", "c"), id_of("a", "b:c"));
    }
}
