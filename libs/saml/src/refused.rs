//! Why an answer is refused.

/// The reason. Each has a code that never changes, for texts, statistics and audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// It can't be read: base64, UTF-8, XML, or what a SAML response must have (Core 3.3.3).
    Malformed,
    /// It is too large, too deep, or has too many parts.
    TooLarge,
    /// It has a document type declaration.
    Dtd,
    /// It is of another version than 2.0.
    Version,
    /// The provider says that the sign-in failed; [`Refused::status`] has its codes.
    Status,
    /// It holds no assertion.
    NoAssertion,
    /// It holds more than one assertion.
    TwoAssertions,
    /// An assertion, signature or identifier stands where none belongs: how wrapped signatures are made.
    Wrapped,
    /// Two parts have the same identifier.
    DuplicateId,
    /// The assertion is in plain text, and the connection demands encryption.
    NotEncrypted,
    /// The assertion is encrypted, and the connection forbids it.
    EncryptedForbidden,
    /// What must be signed is not.
    Unsigned,
    /// A signature points at something else than the element it stands in.
    Reference,
    /// An algorithm that is not taken, for signature, digest, transform or encryption.
    Algorithm,
    /// It is signed with a key that is not the provider's.
    WrongKey,
    /// A signature does not verify.
    Signature,
    /// The assertion can't be decrypted, whatever the cause: one code, so that nobody learns from it.
    Decryption,
    /// It was issued by someone else than the provider of the connection.
    Issuer,
    /// It is meant for another service.
    Audience,
    /// It was delivered to another address than it is meant for.
    Destination,
    /// The subject is confirmed for another address.
    Recipient,
    /// The subject is not confirmed as its bearer (Profiles 4.1.4.2).
    SubjectConfirmation,
    /// It answers another request than the one that is pending.
    InResponseTo,
    /// It came back with another RelayState.
    RelayState,
    /// It is past its end.
    Expired,
    /// It, or the authentication in it, lies in the future.
    NotYetValid,
    /// It was issued too long ago.
    TooOld,
    /// The request was made too long ago.
    PendingExpired,
    /// The provider's metadata is past its end.
    MetadataExpired,
    /// It was used before.
    Replayed,
    /// A condition that is not understood (Core 2.5.1.1).
    Condition,
    /// It names nobody, or more than one.
    NoNameId,
    /// It does not say how the person was authenticated, or says it more than once.
    NoAuthnStatement,
    /// The level of assurance is none of those asked for.
    Assurance,
    /// The provider is not certified for the level of assurance that it claims.
    AssuranceNotCertified,
    /// The person was not authenticated anew, which was asked for.
    StaleAuthentication,
    /// An attribute's scope is not the provider's.
    Scope,
    /// The installation is at fault: its keys or addresses are not usable.
    Setup,
}

impl Reason {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::TooLarge => "too-large",
            Self::Dtd => "dtd",
            Self::Version => "version",
            Self::Status => "status",
            Self::NoAssertion => "no-assertion",
            Self::TwoAssertions => "two-assertions",
            Self::Wrapped => "wrapped",
            Self::DuplicateId => "duplicate-id",
            Self::NotEncrypted => "not-encrypted",
            Self::EncryptedForbidden => "encrypted-forbidden",
            Self::Unsigned => "unsigned",
            Self::Reference => "reference",
            Self::Algorithm => "algorithm",
            Self::WrongKey => "wrong-key",
            Self::Signature => "signature",
            Self::Decryption => "decryption",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Destination => "destination",
            Self::Recipient => "recipient",
            Self::SubjectConfirmation => "subject-confirmation",
            Self::InResponseTo => "in-response-to",
            Self::RelayState => "relay-state",
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
            Self::TooOld => "too-old",
            Self::PendingExpired => "pending-expired",
            Self::MetadataExpired => "metadata-expired",
            Self::Replayed => "replayed",
            Self::Condition => "condition",
            Self::NoNameId => "no-name-id",
            Self::NoAuthnStatement => "no-authn-statement",
            Self::Assurance => "assurance",
            Self::AssuranceNotCertified => "assurance-not-certified",
            Self::StaleAuthentication => "stale-authentication",
            Self::Scope => "scope",
            Self::Setup => "setup",
        }
    }
}

/// A refused answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", .reason.code())]
pub struct Refused {
    /// The reason.
    pub reason: Reason,
    /// More about it, for logs only: it may quote the answer, which anybody may have written. Never a name or a personal number.
    pub detail: String,
    /// The provider's status codes, the outer first, when it says that the sign-in failed. Nobody has vouched for them: they
    /// choose a text to show and nothing more.
    pub status: Vec<String>,
}

impl Refused {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        self.reason.code()
    }

    pub(crate) fn new(reason: Reason, detail: impl std::fmt::Display) -> Self {
        let detail = detail.to_string().chars().filter(|c| !c.is_control()).take(300).collect();
        Self { reason, detail, status: Vec::new() }
    }
}

/// The short way to refuse.
pub(crate) fn refuse<T>(reason: Reason, detail: impl std::fmt::Display) -> Result<T, Refused> {
    Err(Refused::new(reason, detail))
}
