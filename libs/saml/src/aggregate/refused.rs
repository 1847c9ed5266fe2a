//! Why metadata of a federation are refused.

use chrono::{DateTime, Utc};

use crate::xml::Flaw;

/// Why a document is refused, with what to do about it. Until a good one comes the last good one serves, to its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AggregateRefused {
    /// No key is configured. Anybody could sign then.
    #[error("no key of the federation is configured: give the certificate that it publishes for its metadata")]
    NoTrustedKey,
    /// It is too long, has too many parts, or is nested too deeply.
    #[error("the metadata are too large ({0}): check the address, or raise the limit if the federation has grown")]
    TooLarge(&'static str),
    /// It has a document type declaration, which metadata never have.
    #[error("the metadata have a document type declaration: check the address, and tell the federation")]
    Dtd,
    /// It can't be read. Often it was cut off on its way.
    #[error("the metadata can't be read: fetch them again, and tell the federation if that does not help: {0}")]
    Malformed(String),
    /// It is neither a list of entities nor an entity.
    #[error("the document is no SAML metadata: check the address")]
    NotMetadata,
    /// It is not signed.
    #[error("the metadata are not signed: take the federation's signed metadata, or import a single provider by hand")]
    Unsigned,
    /// A signature or an entity stands where none belongs: how wrapped signatures are made (attack S19).
    #[error("the metadata may have been tampered with: {0}. Don't use them, and tell the federation")]
    Wrapped(&'static str),
    /// Two parts have the same identifier, so that a signature could be over either.
    #[error("two parts of the metadata have the same identifier. Don't use them, and tell the federation")]
    DuplicateId,
    /// The signature is over something else than the whole document.
    #[error("the signature does not cover the whole document: {0}. Don't use it, and tell the federation")]
    Reference(&'static str),
    /// It is signed by an algorithm that is not taken, SHA-1 above all.
    #[error("the metadata are signed by an algorithm that is not taken; ask the federation for SHA-256 or better: {0}")]
    Algorithm(String),
    /// It is signed with a key that is not trusted.
    #[error(
        "the metadata are signed with another key than those configured: if the federation has announced a new one, add its \
         certificate; otherwise don't use them"
    )]
    WrongKey,
    /// The signature does not hold.
    #[error(
        "the signature does not hold, the metadata have been changed: fetch them again, and tell the federation: {0}"
    )]
    Signature(String),
    /// It does not say until when it may be used, so an old one could be given to us for ever.
    #[error("the metadata have no validUntil: ask the federation for metadata that end")]
    NoValidUntil,
    /// It is past its end.
    #[error("the metadata ended at {0}: check the address and this machine's clock, and tell the federation")]
    Expired(DateTime<Utc>),
    /// Its end lies further ahead than is accepted.
    #[error(
        "the metadata are valid until {until}, longer than is accepted (until {latest}): ask the federation, or allow it"
    )]
    TooFarAhead {
        /// The end.
        until: DateTime<Utc>,
        /// The latest that is accepted.
        latest: DateTime<Utc>,
    },
    /// It claims to be made in the future.
    #[error("the metadata say that they are made at {0}, which is yet to come: check this machine's clock")]
    NotYetMade(DateTime<Utc>),
    /// A date or duration is not one.
    #[error("{0} of the metadata can't be read: tell the federation")]
    Date(&'static str),
    /// Two descriptions have the same entity id.
    #[error(
        "two entities have the same entity id: tell the federation, and keep the metadata in use until it is corrected: {0}"
    )]
    DuplicateEntity(String),
    /// It is older than the one in use.
    #[error(
        "the metadata are older than those in use ({new} before {old}): somebody may be replaying them; keep those in use, and \
         tell the federation if this lasts"
    )]
    RolledBack {
        /// When those in use were made, or end.
        old: DateTime<Utc>,
        /// When these were made, or end.
        new: DateTime<Utc>,
    },
    /// The answer to a question for one entity is a list.
    #[error("the answer is a list of entities: check that the address is that of a metadata query service")]
    NotOneEntity,
    /// The answer describes another entity.
    #[error("the answer describes another entity than the one asked for. Don't use it, and tell the federation: {0}")]
    OtherEntity(String),
    /// The entity asked for is no provider that can be used.
    #[error("the entity asked for is no identity provider that can be used: {0}")]
    NotAProvider(String),
    /// The installation is at fault.
    #[error("a configured certificate can't be used, or the cryptographic library does not start: {0}")]
    Setup(String),
}

impl AggregateRefused {
    /// A code that never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoTrustedKey => "aggregate-no-trusted-key",
            Self::TooLarge(_) => "aggregate-too-large",
            Self::Dtd => "aggregate-dtd",
            Self::Malformed(_) => "aggregate-malformed",
            Self::NotMetadata => "aggregate-not-metadata",
            Self::Unsigned => "aggregate-unsigned",
            Self::Wrapped(_) => "aggregate-wrapped",
            Self::DuplicateId => "aggregate-duplicate-id",
            Self::Reference(_) => "aggregate-reference",
            Self::Algorithm(_) => "aggregate-algorithm",
            Self::WrongKey => "aggregate-wrong-key",
            Self::Signature(_) => "aggregate-signature",
            Self::NoValidUntil => "aggregate-no-valid-until",
            Self::Expired(_) => "aggregate-expired",
            Self::TooFarAhead { .. } => "aggregate-too-far-ahead",
            Self::NotYetMade(_) => "aggregate-not-yet-made",
            Self::Date(_) => "aggregate-date",
            Self::DuplicateEntity(_) => "aggregate-duplicate-entity",
            Self::RolledBack { .. } => "aggregate-rolled-back",
            Self::NotOneEntity => "aggregate-not-one-entity",
            Self::OtherEntity(_) => "aggregate-other-entity",
            Self::NotAProvider(_) => "aggregate-not-a-provider",
            Self::Setup(_) => "aggregate-setup",
        }
    }

    /// For words of others, which may quote the document: short, and without what would break a line of a log.
    pub(super) fn words(error: impl std::fmt::Display) -> String {
        error.to_string().chars().filter(|c| !c.is_control()).take(300).collect()
    }

    pub(super) fn malformed(error: impl std::fmt::Display) -> Self {
        Self::Malformed(Self::words(error))
    }
}

impl From<Flaw> for AggregateRefused {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Dtd => Self::Dtd,
            Flaw::TooLarge(what) => Self::TooLarge(what),
            Flaw::Malformed(what) => Self::malformed(what),
        }
    }
}
