//! What finance does with waiting use: tries it again, or drops it with a reason.

use platform::{Across, Result, site::Site};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    domain::{Refused, check_text},
    entities::quarantine,
    ingest, known, prices,
};

/// Tries all waiting use again; tells how much still waits.
pub(super) async fn retry_all(site: &Site, across: &Across) -> Result<()> {
    known::lock(across.db()).await?;
    prices::retry_waiting(site, across, None).await
}

/// Tries one again.
pub(super) async fn retry_one(site: &Site, across: &Across, id: Uuid) -> Result<()> {
    let row = waiting(across, id).await?;
    let tx = across.tenant(&row.tenant.parse().map_err(anyhow::Error::new)?);
    ingest::retry_rows(site, &tx, &[row]).await?;
    Ok(())
}

/// Decides that one is never charged.
pub(super) async fn drop_one(across: &Across, id: Uuid, reason: &str) -> Result<Result<(), Refused>> {
    if let Err(refused) = check_text(reason, 500, Refused::Reason) {
        return Ok(Err(refused));
    }
    let row = waiting(across, id).await?;
    let tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
    let detail = json!({ "usage": row.usage, "service": row.service, "meter": row.meter, "quantity": row.quantity, "ore": row.ore, "reason": reason });
    let mut row = row.into_active_model();
    row.outcome = Set(Some("dropped".into()));
    row.outcome_reason = Set(Some(reason.trim().into()));
    row.outcome_at = Set(Some(across.now()));
    across.update(row).await?;
    across.audit(&tenant, "billing.quarantine.drop", &id.to_string(), &detail).await?;
    Ok(Ok(()))
}

async fn waiting(across: &Across, id: Uuid) -> Result<quarantine::Model> {
    let row = across.find::<quarantine::Entity>().filter(quarantine::Column::Id.eq(id));
    row.filter(quarantine::Column::Outcome.is_null()).one(across.db()).await?.ok_or(platform::Error::NotFound)
}
