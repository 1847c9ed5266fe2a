//! SAML 2.0, the service provider's side: what a portal of many municipalities needs to let people sign in at their own
//! identity providers, by the rules of the Swedish federations.
//!
//! A pure library. The clock, the identifiers of requests, the keys and the memory of used assertions are arguments; nothing
//! here talks to a network, a file or a database. Signatures, encryption and the protocol's own checks are `saml-rs`, pinned and
//! hidden behind our own types; before it stands a check of the message's shape ([`response`]) and after it a gate of our own
//! over what was verified. No type of `saml-rs` leaves this crate.
//!
//! The way of a sign-in: [`metadata::Provider::read`] reads whom we trust, [`ServiceProvider::start`] makes the signed request
//! and what must be kept until the answer comes ([`Pending`]), [`finish`] turns the answer into an [`Identity`] or a
//! [`Refused`].
//!
//! A federation's list of providers is read by [`Aggregate::read`], which verifies it first.
//!
//! Rules are cited as "Core" (saml-core-2.0-os), "Bindings", "Profiles", "Metadata" (its sisters) and "Sweden Connect"
//! (Deployment Profile for the Swedish eID Framework, 1.8).

pub mod aggregate;
mod certificate;
mod connection;
mod identity;
mod instant;
pub mod keys;
pub mod logout;
pub mod metadata;
pub mod names;
pub mod own;
mod refused;
mod request;
pub mod response;
mod sign;

mod xml;

pub use aggregate::{Aggregate, AggregateRefused, Listed};
pub use certificate::{Certificate, CertificateError, PublicKey};
pub use connection::{Connection, Encryption, Pending, Scopes, ServiceProvider, SetupError};
pub use identity::{Attributes, Identity, Scoped};
pub use keys::Key;
pub use metadata::Provider;
pub use refused::{Reason, Refused};
pub use request::{Ask, Binding, NameFormat, Start, StartError, Way};
pub use response::{Examined, FormPost, Replay, Use, examine, finish};
