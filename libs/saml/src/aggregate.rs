//! Signed metadata of a whole federation, and the answers of its metadata query service (MDQ).
//!
//! A federation publishes one document with the descriptions of all its members (`md:EntitiesDescriptor`, Metadata 2.3.1), or
//! answers for one of them at a time (`md:EntityDescriptor`, draft-young-md-query-saml). Either is trusted for one reason: it is
//! signed as a whole by a key that the federation published elsewhere and an administrator configured. Sweden Connect 2.1: it is
//! fetched regularly and its signature verified before use.
//!
//! The way of a document: its size and structure are looked at first, in one pass that keeps nothing but places (`scan`); then
//! its only signature is verified (`signature`); and only then are the identity providers cut out of it, one at a time
//! (`entity`). What is signed is the root element, whole, so all that stands in it is covered; what an enveloped signature leaves
//! out, comments and the signature itself, is never read as anything else.
//!
//! Two descriptions with the same entity id refuse the document. Nobody could say which of the two the federation means, and an
//! attacker who gets a second one in would choose; the last good document serves until its end, which the alarm announces.

mod entity;
mod groups;
mod mdq;
mod refused;
mod scan;
mod signature;

use chrono::{DateTime, TimeDelta, Utc};

use self::scan::Scan;
pub use self::{
    entity::{Listed, PassedOver},
    mdq::{mdq_url, mdq_url_hashed},
    refused::AggregateRefused,
};
use crate::{Certificate, instant, names, xml};

/// Clocks that differ by less are taken to agree.
const SKEW: TimeDelta = TimeDelta::minutes(5);
/// The longest time until a document is fetched again.
const LATEST_REFRESH: TimeDelta = TimeDelta::hours(1);
/// The shortest, whatever the federation asks for: it is a service to many.
const EARLIEST_REFRESH: TimeDelta = TimeDelta::minutes(5);
/// How long before its end somebody must be told that no newer document has come.
const ALARM: TimeDelta = TimeDelta::hours(24);

/// How much is taken from a federation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes. Swedish federations' documents are of 1 to 13 MB.
    pub bytes: usize,
    /// The most elements, each of which costs memory while the signature is verified.
    pub elements: usize,
    /// How far ahead `validUntil` may lie. The longer, the longer somebody who holds back newer documents can keep a provider
    /// trusted that the federation has expelled.
    pub validity: TimeDelta,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 * 1024 * 1024, elements: 1_000_000, validity: TimeDelta::days(14) }
    }
}

/// How fresh a document is: what to keep of it to judge the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freshness {
    /// The root's ID, if it has one. Many federations make a new one for every document.
    pub id: Option<String>,
    /// Until when the document may be used.
    pub valid_until: DateTime<Utc>,
    /// When it was made, if it says so (`mdrpi:PublicationInfo`, Metadata Extensions for Registration and Publication 2.2).
    pub created: Option<DateTime<Utc>>,
    /// How long it may be kept before it is fetched again (Metadata 2.3.1), if it says so.
    pub cache_duration: Option<TimeDelta>,
}

impl Freshness {
    /// Whether the document may still be used (Metadata 2.3.1).
    pub fn is_valid(&self, now: DateTime<Utc>) -> bool {
        now < self.valid_until
    }

    /// When to fetch the document again: after an hour, or earlier when it asks for that, but not before five minutes.
    pub fn refresh_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let asked = self.cache_duration.unwrap_or(LATEST_REFRESH);
        now + asked.clamp(EARLIEST_REFRESH, LATEST_REFRESH)
    }

    /// Whether somebody must be told: in less than a day there will be no provider of this federation left.
    pub fn alarm(&self, now: DateTime<Utc>) -> bool {
        self.valid_until - now < ALARM
    }
}

/// Whether a document may take the place of an older one. A document that was made before it is a replay: genuine once, and
/// perhaps with a provider that has been expelled since. When either does not say when it was made, or both were made at the
/// same instant, the end of their validity decides.
///
/// # Errors
/// When the new document is older than the old one.
pub fn may_replace(old: &Freshness, new: &Freshness) -> Result<(), AggregateRefused> {
    if let (Some(old), Some(new)) = (old.created, new.created)
        && old != new
    {
        return if new > old { Ok(()) } else { Err(AggregateRefused::RolledBack { old, new }) };
    }
    if new.valid_until < old.valid_until {
        return Err(AggregateRefused::RolledBack { old: old.valid_until, new: new.valid_until });
    }
    Ok(())
}

/// The verified metadata of a federation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Aggregate {
    /// The federation's name for the document, if it has one.
    pub name: Option<String>,
    /// The entity id, when the document describes one entity and is no list.
    pub entity_id: Option<String>,
    /// How fresh it is.
    pub freshness: Freshness,
    /// Who published it, if it says so.
    pub publisher: Option<String>,
    /// Which of the trusted keys it is signed with: during a rollover the operators want to know when the old one can go.
    pub signed_by: Certificate,
    /// The identity providers, in document order.
    pub providers: Vec<Listed>,
    /// Identity providers that can't be used, and why.
    pub passed_over: Vec<PassedOver>,
    /// How many entities are no identity providers.
    pub others: usize,
}

impl Aggregate {
    /// Reads and verifies a document: a federation's `EntitiesDescriptor`, groups within it included, or one signed
    /// `EntityDescriptor`.
    ///
    /// Several keys may be trusted, so that a federation can change its key: the document is signed by any one of them. Keys within
    /// the document are never used, and the dates of the certificates decide nothing (Sweden Connect 2.1).
    ///
    /// # Errors
    /// When the document is not to be used; nothing of it is then.
    pub fn read(
        bytes: &[u8],
        trusted: &[Certificate],
        now: DateTime<Utc>,
        limits: &Limits,
    ) -> Result<Self, AggregateRefused> {
        if trusted.is_empty() {
            return Err(AggregateRefused::NoTrustedKey);
        }
        if bytes.len() > limits.bytes {
            return Err(AggregateRefused::TooLarge("bytes"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| AggregateRefused::Malformed("it is not UTF-8".into()))?;
        // A byte order mark is no part of the document.
        let scan = Scan::of(text.strip_prefix('\u{feff}').unwrap_or(text), limits.elements)?;
        let signed_by = signature::verify(&scan, trusted)?.clone();
        let (freshness, publisher) = freshness(&scan, now, limits)?;
        if let Some(twice) = scan.twice() {
            return Err(AggregateRefused::DuplicateEntity(twice.chars().take(200).collect()));
        }
        let (mut providers, mut passed_over, mut others) = (Vec::new(), Vec::new(), 0);
        for place in &scan.entities {
            match entity::read(&scan, place, freshness.valid_until, now) {
                Ok(Some(provider)) => providers.push(provider),
                Ok(None) => others += 1,
                Err(why) => passed_over.push(PassedOver { entity_id: place.entity_id.clone(), why }),
            }
        }
        Ok(Self {
            name: scan.root.name.clone(),
            entity_id: scan.root.entity_id.clone(),
            freshness,
            publisher,
            signed_by,
            providers,
            passed_over,
            others,
        })
    }

    /// Reads and verifies the answer of a metadata query service to a question for one provider.
    ///
    /// # Errors
    /// As [`Self::read`], and when the answer describes another entity than the one asked for, or no usable provider: a genuine
    /// description in answer to another question is how one provider is put in the place of another.
    pub fn read_answer(
        bytes: &[u8],
        asked: &str,
        trusted: &[Certificate],
        now: DateTime<Utc>,
        limits: &Limits,
    ) -> Result<(Listed, Freshness), AggregateRefused> {
        let answer = Self::read(bytes, trusted, now, limits)?;
        if answer.entity_id.is_none() {
            return Err(AggregateRefused::NotOneEntity);
        }
        if let Some(other) = answer.entity_id.filter(|found| found != asked) {
            return Err(AggregateRefused::OtherEntity(other.chars().take(200).collect()));
        }
        match (answer.providers.into_iter().next(), answer.passed_over.into_iter().next()) {
            (Some(found), _) => Ok((found, answer.freshness)),
            (None, Some(passed_over)) => Err(AggregateRefused::NotAProvider(passed_over.why)),
            (None, None) => Err(AggregateRefused::NotAProvider("it has no such role".into())),
        }
    }

    /// The provider with the entity id, compared to the byte.
    pub fn provider(&self, entity_id: &str) -> Option<&Listed> {
        self.providers.iter().find(|listed| listed.entity_id == entity_id)
    }
}

/// How fresh the document is, and who published it, or why it is too old or too new.
fn freshness(
    scan: &Scan<'_>,
    now: DateTime<Utc>,
    limits: &Limits,
) -> Result<(Freshness, Option<String>), AggregateRefused> {
    let root = &scan.root;
    let until = root.valid_until.as_deref().ok_or(AggregateRefused::NoValidUntil)?;
    let valid_until = instant::read(until).ok_or(AggregateRefused::Date("validUntil"))?;
    if valid_until <= now {
        return Err(AggregateRefused::Expired(valid_until));
    }
    let latest = now.checked_add_signed(limits.validity).unwrap_or(DateTime::<Utc>::MAX_UTC);
    if valid_until > latest {
        return Err(AggregateRefused::TooFarAhead { until: valid_until, latest });
    }
    let duration = |text: &String| instant::read_duration(text).ok_or(AggregateRefused::Date("cacheDuration"));
    let cache_duration = root.cache_duration.as_ref().map(duration).transpose()?;
    let (created, publisher) = publication(scan)?;
    // One that claims to be made later than now would make every one that follows look like a replay.
    let latest = now.checked_add_signed(SKEW).unwrap_or(now);
    if let Some(created) = created
        && created > latest
    {
        return Err(AggregateRefused::NotYetMade(created));
    }
    Ok((Freshness { id: root.id.clone(), valid_until, created, cache_duration }, publisher))
}

type Publication = (Option<DateTime<Utc>>, Option<String>);

/// When the document was made and by whom, from the extensions of its root.
fn publication(scan: &Scan<'_>) -> Result<Publication, AggregateRefused> {
    let Some(place) = &scan.extensions else { return Ok((None, None)) };
    let extensions = xml::parse(&scan.cut(place)?)?;
    let Some(info) = extensions.first(names::REGISTRATION, "PublicationInfo") else { return Ok((None, None)) };
    let instant = |text: &str| instant::read(text).ok_or(AggregateRefused::Date("creationInstant"));
    let created = info.attribute("creationInstant").map(instant).transpose()?;
    Ok((created, info.attribute("publisher").filter(|name| !name.is_empty()).map(str::to_owned)))
}
