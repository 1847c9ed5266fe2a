//! The rules of placing pupils, pure: working hours of minors, who may have which seat, who approves it. Days come in as arguments.

pub(crate) mod approval;
pub(crate) mod hours;
pub(crate) mod offer;
pub(crate) mod placing;
pub(crate) mod pupil;
pub(crate) mod school_year;
