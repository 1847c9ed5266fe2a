//! `GET /billing/invoices/{invoice}/pdf`.

use axum::{extract::State as Ambient, response::Response};
use platform::{Caller, Ctx, Result, documents, extract::Path};
use uuid::Uuid;

use super::paper;
use crate::runs::{bills, originals};

/// The invoice's PDF, to be saved.
pub(super) async fn file(Ambient(ctx): Ambient<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let bill = bills::show(&ctx, &caller, id).await?;
    let pdf = originals::pdf(&ctx, &bill).await?;
    Ok(documents::answer(&format!("{}.pdf", paper::name(&ctx, &bill)), pdf))
}
