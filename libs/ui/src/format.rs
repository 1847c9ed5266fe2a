//! How numbers, times and names are written: the Swedish way in both languages, with month names and clock words translated.

mod collate;
mod number;
mod time;

pub use collate::collation_key;
pub use number::{decimal, integer, kronor, money, percent, signed, signed_integer};
pub use time::{clock, date, date_time, day, day_long, local_day, long_date, minute, month, month_short};
