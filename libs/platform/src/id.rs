//! Ids: UUIDs of version 7, so that keys arrive in time order and indexes stay dense.

use uuid::Uuid;

/// A new time-ordered id.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place where ids are made")]
pub fn new() -> Uuid {
    Uuid::now_v7()
}

/// A new random id, for what must not tell when it was made.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place where ids are made")]
pub fn random() -> Uuid {
    Uuid::new_v4()
}
