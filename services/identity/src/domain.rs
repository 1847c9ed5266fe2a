//! The rules of identity: pure, with time and secrets as arguments.

pub mod break_glass;
pub mod client;
pub mod client_assertion;
pub mod client_key;
pub mod connection;
pub mod federation;
pub mod grant;
pub mod invitation;
pub mod key;
pub mod logout_token;
pub mod mapping;
pub mod role;
pub mod saml_key;
pub mod session;
pub mod sharing;
pub mod signing;
pub mod support;
pub mod token;
pub mod token_request;
