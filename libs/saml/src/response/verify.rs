//! The part that `saml-rs` does: signature, decryption, and the checks of the protocol.

use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};
use saml_rs::{
    AcsEndpoint, AudienceValidationPolicy, AuthnRequestSigningPolicy, BrowserInput, CertificatePem, ClockSkew,
    Credentials, EntityId, FormField, IdpDescriptor, MessageId, MetadataTrustPolicy, PendingAuthnRequest,
    PrivateKeyPem, RelayStateParam, ReplayCache, ReplayKey, ReplayPolicy, ResponseSignaturePolicy, Saml, SamlError,
    SamlValidationContext, SpConfig, SpValidationPolicy, SsoResponse, SsoResponseBinding, SsoSession,
    VerifiedXmlSignatureCoverage, XmlEncryptionPolicy, XmlPolicy,
    binding::base64_encode,
    crypto::{AssertionDecryptionOptions, decrypt_assertion, keys::load_private_key, verify_signature},
    error::{SignatureVerificationReason, SubjectConfirmationReason, TimeWindowField},
};

use super::{SKEW, shape};
use crate::{
    Certificate, Connection, Encryption, Key, Pending, Reason, Refused, ServiceProvider, names,
    refused::refuse,
    xml::{self, Node},
};

/// What was verified.
pub(super) struct Verified {
    /// The response, decrypted where it was encrypted.
    pub text: String,
    /// The signature algorithms of what was verified, each with whether it is over the assertion itself.
    pub signatures: Vec<(String, bool)>,
    /// What may be used once, and how long to remember it.
    pub uses: Vec<(String, DateTime<Utc>)>,
}

/// Verifies a response whose shape is good.
pub(super) fn verify(
    own: &ServiceProvider,
    connection: &Connection,
    pending: &Pending,
    text: &str,
    now: DateTime<Utc>,
) -> Result<Verified, Refused> {
    let attempt = Attempt { own, connection, pending, text, now };
    match connection.encryption {
        Encryption::Forbidden => attempt.with(None).map_err(|error| attempt.reason(None, &error)),
        Encryption::Required => {
            // Nothing is decrypted before the response's signature has been verified: whoever can't sign learns nothing about
            // the ciphertext (XML Encryption 1.1, 6.1.2).
            is_signed(text, &connection.provider.signing)?;
            // The new key first, during a rollover then the old one (Sweden Connect 2.1.1.2).
            let found = own.decryption.iter().find_map(|key| Some((key, decrypted(text, key)?)));
            // How it failed is nobody's business, not even the log's: that is what an attacker would ask for.
            let Some((key, root)) = found else { return refuse(Reason::Decryption, "it can't be decrypted") };
            shape::check_decrypted(&root)?;
            attempt.with(Some(key)).map_err(|error| attempt.reason(Some(key), &error))
        }
    }
}

/// The response as it is when it can be decrypted with the key, and is XML then. What a wrong key makes is not.
fn decrypted(text: &str, key: &Key) -> Option<Node> {
    let private = load_private_key(key.private_pem(), None).ok()?;
    let (response, _) = decrypt_assertion(text, &private, AssertionDecryptionOptions::default()).ok()?;
    xml::parse(&response).ok().filter(|root| root.only(names::ASSERTION, "Assertion").is_some())
}

/// Checks that the document, a response or an assertion alone, is signed by one of the keys.
pub(crate) fn is_signed(text: &str, keys: &[Certificate]) -> Result<(), Refused> {
    let keys: Vec<String> = keys.iter().map(Certificate::base64).collect();
    match verify_signature(text, &keys) {
        Ok((true, Some(_))) => Ok(()),
        Ok(_) => refuse(Reason::Signature, "the signature does not hold"),
        Err(error) => Err(Refused::new(signature_reason(&error), error)),
    }
}

fn signature_reason(error: &SamlError) -> Reason {
    match error {
        SamlError::CertificateMismatch | SamlError::UnmatchCertificate => Reason::WrongKey,
        SamlError::PotentialWrappingAttack => Reason::Wrapped,
        SamlError::ReferenceResolution { .. } | SamlError::SignedReferenceMismatch => Reason::Reference,
        SamlError::NoTrustedCertificate => Reason::Setup,
        _ => Reason::Signature,
    }
}

/// One attempt to verify.
struct Attempt<'a> {
    own: &'a ServiceProvider,
    connection: &'a Connection,
    pending: &'a Pending,
    text: &'a str,
    now: DateTime<Utc>,
}

impl Attempt<'_> {
    fn with(&self, key: Option<&Key>) -> Result<Verified, SamlError> {
        let skew = SKEW.num_milliseconds();
        let mut used = Used::default();
        let session = self.session(key, ClockSkew::from_millis(-skew, skew), &mut used)?;
        let over_assertion = |coverage| coverage != VerifiedXmlSignatureCoverage::ResponseRoot;
        let signatures = session.verified_xml_signatures().iter();
        let signatures = signatures.map(|one| (one.algorithm_uri().to_owned(), over_assertion(one.coverage())));
        Ok(Verified { text: session.raw_flow().saml_content.clone(), signatures: signatures.collect(), uses: used.0 })
    }

    fn session(&self, key: Option<&Key>, skew: ClockSkew, used: &mut Used) -> Result<SsoSession, SamlError> {
        let provider = &self.connection.provider;
        let peer = EntityId::try_new(provider.entity_id.as_str())?;
        // The description is our own, and what it was made of has been looked at.
        let unsigned = MetadataTrustPolicy::UnsignedForCompatibility;
        let peer = IdpDescriptor::from_metadata_xml_for(peer, &provider.for_verifier(), unsigned)?;
        let pending = PendingAuthnRequest::try_new(
            MessageId::try_new(self.pending.id.as_str())?,
            RelayStateParam::try_from_option(Some(self.pending.relay_state.as_str()))?,
            AcsEndpoint::post(self.own.acs.as_str())?,
            SsoResponseBinding::Post,
            peer.entity_id().clone(),
        )?;
        let fields = vec![
            FormField::new("SAMLResponse", base64_encode(self.text.as_bytes())),
            FormField::new("RelayState", self.pending.relay_state.as_str()),
        ];
        let context = SamlValidationContext::new(SystemTime::from(self.now), ReplayPolicy::RequireCache(used));
        let input = BrowserInput::<SsoResponse>::post(fields);
        Saml::sp(self.config(key)?)?.finish_sso(&peer, &pending, input, context.with_clock_skew(skew))
    }

    /// Ourselves, as strict as can be. `SpConfig::new`, `try_new` and `Default` start from choices made for compatibility; only
    /// this is used.
    fn config(&self, key: Option<&Key>) -> Result<SpConfig, SamlError> {
        let policy = SpValidationPolicy {
            audience: AudienceValidationPolicy::Validate,
            authn_requests: AuthnRequestSigningPolicy::Sign,
            responses: match key {
                Some(_) => ResponseSignaturePolicy::RequireSigned,
                None => ResponseSignaturePolicy::RequireForEncryptedCbc,
            },
            ..SpValidationPolicy::recommended()
        };
        let pem = |key: &Key| (PrivateKeyPem::new(key.private_pem()), CertificatePem::new(key.certificate().pem()));
        let (signing_key, signing_certificate) = pem(&self.own.signing);
        let (decryption_key, encryption_certificate) = key.map(pem).unzip();
        let credentials = Credentials {
            signing_key: Some(signing_key),
            signing_certificate: Some(signing_certificate),
            decryption_key,
            encryption_certificate,
            ..Credentials::default()
        };
        let encryption =
            if key.is_some() { XmlEncryptionPolicy::encrypt_assertions() } else { XmlEncryptionPolicy::default() };
        SpConfig::builder(EntityId::try_new(self.own.entity_id.as_str())?)
            .acs_endpoint(AcsEndpoint::post(self.own.acs.as_str())?)
            .credentials(credentials)
            .validation(policy)
            .xml(XmlPolicy { encryption, ..XmlPolicy::default() })
            .build()
    }

    /// Our reason for what `saml-rs` says.
    fn reason(&self, key: Option<&Key>, error: &SamlError) -> Refused {
        let reason = match error {
            SamlError::IssuerMismatch { .. } | SamlError::UnmatchIssuer => Reason::Issuer,
            SamlError::DestinationMismatch { .. } | SamlError::UnmatchDestination => Reason::Destination,
            SamlError::InResponseToMismatch { .. } | SamlError::InvalidInResponseTo => Reason::InResponseTo,
            SamlError::RelayStateMismatch { .. } => Reason::RelayState,
            SamlError::AudienceMismatch { .. } | SamlError::UnmatchAudience => Reason::Audience,
            SamlError::UnrecognizedCondition { .. } => Reason::Condition,
            SamlError::StatusNotSuccess { .. } | SamlError::FailedStatus { .. } => Reason::Status,
            SamlError::TimeWindowInvalid { field: TimeWindowField::Conditions } => self.which_end(key),
            SamlError::TimeWindowInvalid { .. } | SamlError::ExpiredSession => Reason::Expired,
            SamlError::SubjectConfirmationInvalid { reason } => confirmation(*reason),
            SamlError::SubjectUnconfirmed => Reason::SubjectConfirmation,
            SamlError::ReplayDetected { .. } => Reason::Replayed,
            SamlError::SignatureMissing | SamlError::AssertionSignatureRequired => Reason::Unsigned,
            SamlError::SignatureVerification { reason: SignatureVerificationReason::RelayStateCorrelation } => {
                Reason::RelayState
            }
            SamlError::SignatureVerification { .. } | SamlError::Crypto(_) => Reason::Signature,
            SamlError::AlgorithmUnsupported => Reason::Algorithm,
            SamlError::CertificateMismatch
            | SamlError::UnmatchCertificate
            | SamlError::PotentialWrappingAttack
            | SamlError::ReferenceResolution { .. }
            | SamlError::SignedReferenceMismatch => signature_reason(error),
            SamlError::NoTrustedCertificate | SamlError::MissingKey(_) | SamlError::MissingMetadata(_) => Reason::Setup,
            _ => Reason::Malformed,
        };
        Refused::new(reason, error)
    }

    /// `saml-rs` does not say at which end of the time it is outside. So it is asked once more with an end that never comes, for
    /// the reason alone: the answer stays refused.
    fn which_end(&self, key: Option<&Key>) -> Reason {
        let never = TimeDelta::days(36_500).num_milliseconds();
        let skew = ClockSkew::from_millis(-SKEW.num_milliseconds(), never);
        match self.session(key, skew, &mut Used::default()) {
            Err(SamlError::TimeWindowInvalid { field: TimeWindowField::Conditions }) => Reason::NotYetValid,
            _ => Reason::Expired,
        }
    }
}

const fn confirmation(reason: SubjectConfirmationReason) -> Reason {
    match reason {
        SubjectConfirmationReason::TimeWindowInvalid => Reason::Expired,
        SubjectConfirmationReason::RecipientMismatch => Reason::Recipient,
        SubjectConfirmationReason::InResponseToMismatch => Reason::InResponseTo,
        _ => Reason::SubjectConfirmation,
    }
}

/// Collects what may be used once; the memory itself is asked at the very end.
#[derive(Default)]
struct Used(Vec<(String, DateTime<Utc>)>);

impl ReplayCache for Used {
    fn check_and_store(&mut self, key: ReplayKey, expires_at: SystemTime) -> Result<(), SamlError> {
        self.0.push((key.cache_key(), DateTime::<Utc>::from(expires_at)));
        Ok(())
    }
}
