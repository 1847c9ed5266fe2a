//! The rules of a billing run, without any I/O: states, rating, documents with VAT and rounding, deviations.

pub mod deviation;
pub mod document;
pub mod line;
pub mod ocr;
pub mod rating;
pub mod refusal;
pub mod state;

pub use deviation::Deviation;
pub use line::Line;
pub use refusal::Refused;
pub use state::{Act, State};
