//! The rules of identity: pure, with time and secrets as arguments.

pub mod key;
pub mod role;
pub mod session;
pub mod token;
