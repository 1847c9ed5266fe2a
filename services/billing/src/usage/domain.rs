//! The rules of rating: prices and money, months, and what a told use must look like. Pure.

mod money;
mod period;
mod price;
mod refused;
mod told;

pub(crate) use money::{Rate, divide_half_even, shares_of_year};
pub(crate) use period::{Span, billed_month, counted_in, estimate, first_month_kept, months_back, valid_month};
pub(crate) use price::{Item, Price, Vat, fixed_fees, price_at};
pub(crate) use refused::{Refused, check_account, check_text};
pub(crate) use told::{Told, Waits, id_of};
