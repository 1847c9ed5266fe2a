//! The rules: pure, with time and chance as arguments.

pub(crate) mod ballot;
pub(crate) mod ical;
pub(crate) mod lot;
pub(crate) mod meeting;
pub(crate) mod mes;
mod mes_order;
mod mes_purses;
pub(crate) mod outcome;
pub(crate) mod proposal;
pub(crate) mod refusal;
