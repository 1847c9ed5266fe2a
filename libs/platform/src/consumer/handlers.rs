//! A service's handlers, as its consumer looks them up.

use std::{collections::HashMap, sync::Arc};

use crate::module::Handler;

/// The handlers of a service by event type.
#[derive(Clone)]
pub(crate) struct Handlers {
    by_kind: Arc<HashMap<String, Handler>>,
    tables: Arc<Vec<&'static str>>,
}

impl Handlers {
    pub(crate) fn new(handlers: Vec<Handler>, tables: Vec<&'static str>) -> Self {
        let by_kind = handlers.into_iter().map(|handler| (handler.kind.clone(), handler)).collect();
        Self { by_kind: Arc::new(by_kind), tables: Arc::new(tables) }
    }

    /// The tables that the projections fill.
    pub(crate) fn tables(&self) -> &[&'static str] {
        &self.tables
    }

    /// All types that are handled.
    pub(crate) fn kinds(&self) -> Vec<String> {
        self.by_kind.keys().cloned().collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_kind.is_empty()
    }

    pub(crate) fn get(&self, kind: &str) -> Option<&Handler> {
        self.by_kind.get(kind)
    }

    pub(super) fn filters(&self) -> Vec<String> {
        let mut filters: Vec<String> = self.by_kind.values().map(|handler| handler.filter.clone()).collect();
        filters.sort();
        filters.dedup();
        filters
    }

    /// Types whose handlers only keep copies.
    pub(crate) fn projections(&self) -> Vec<String> {
        self.by_kind.values().filter(|handler| handler.projection).map(|handler| handler.kind.clone()).collect()
    }
}
