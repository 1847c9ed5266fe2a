use std::{collections::HashMap, sync::{Arc, atomic::AtomicBool}};
pub(crate) struct Health { pub ctxs: Vec<crate::ctx::Ctx>, pub ready: Arc<AtomicBool> }
pub(crate) fn router(_: Health) -> axum::Router { axum::Router::new() }
pub(crate) async fn backlog(_: &crate::store::Store) -> crate::error::Result<HashMap<&'static str, i64>> { Ok(HashMap::new()) }
