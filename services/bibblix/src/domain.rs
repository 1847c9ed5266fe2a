//! The rules of lending, pure: prices, limits, budget, catalogue search. Time comes in as an argument; nothing here does I/O.

pub(crate) mod budget;
pub(crate) mod card;
pub(crate) mod catalogue;
pub(crate) mod lending;
pub(crate) mod loan;
pub(crate) mod price;
