//! The rules, without any I/O.

pub(crate) mod codes;
pub(crate) mod number;
pub(crate) mod refusal;
pub(crate) mod scope;
