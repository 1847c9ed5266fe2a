//! How far the making of demonstration data has come, for whoever waits for it.

use std::sync::{Arc, Mutex, PoisonError};

/// Tells and shows how far long work has come.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Mutex<Part>>);

/// The part of the work that is being done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// What is being done: a service's name, or a word of the platform's own (`events`).
    pub name: &'static str,
    /// Steps done of it.
    pub done: u64,
    /// Steps in all; 0 when that is not known.
    pub total: u64,
}

impl Progress {
    /// A part begins that has so many steps.
    pub fn begin(&self, name: &'static str, total: usize) {
        self.tell(name, 0, total as u64);
    }

    /// One step more of the part is done.
    pub fn step(&self) {
        let mut part = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        part.done += 1;
    }

    /// So much of a part is done.
    pub fn tell(&self, name: &'static str, done: u64, total: u64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Part { name, done, total };
    }

    /// What is being done now.
    #[must_use]
    pub fn now(&self) -> Part {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
