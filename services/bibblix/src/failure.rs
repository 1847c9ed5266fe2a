//! Why an act was not done: a rule, which pages tell by the field, or anything else.

use crate::domain::lending::Refusal;

/// Why an act was not done.
pub(crate) type Failure = platform::Failure<Refusal>;
