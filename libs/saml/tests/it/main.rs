//! The crate as others use it.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod aggregate;
mod encrypted;
mod federation;
mod forged;
mod gate;
mod idp;
mod logout;
mod metadata;
mod request;
mod robust;
mod support;
mod vectors;
mod wrapped;
mod xml;
