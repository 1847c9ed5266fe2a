//! Gallring: two years after a case was closed, everything about the young person is deleted. The access log keeps its lines, which
//! hold an id that leads to nobody any more: who looked at what must be possible to answer after the record is gone.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use platform::{Actor, Ctx, Result, clock::start_of};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::entities::{contact, earlier_case, measure, youth};

/// How long a closed case is kept.
pub(crate) const KEPT: Months = Months::new(24);
/// Young people deleted in one transaction.
const BATCH: u64 = 200;

/// Deletes whoever's case was closed more than two years before the day; tells how many.
pub(crate) async fn delete(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    let limit = start_of(today.checked_sub_months(KEPT).unwrap_or(today));
    let mut deleted = 0;
    loop {
        let across = ctx.store.across_for(Actor::System("retention")).await?;
        let over = across.find::<youth::Entity>().filter(youth::Column::ClosedAt.lt(limit));
        let over = over.order_by_asc(youth::Column::ClosedAt).limit(BATCH).lock_exclusive().all(across.db()).await?;
        if over.is_empty() {
            return Ok(deleted);
        }
        let mut by_tenant: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
        for row in over {
            by_tenant.entry(row.tenant).or_default().push(row.id);
        }
        for (tenant, ids) in by_tenant {
            let tenant = tenant.parse().map_err(anyhow::Error::new)?;
            let tx = across.tenant(&tenant);
            let of = |column: contact::Column| column.is_in(ids.clone());
            tx.delete::<contact::Entity>().filter(of(contact::Column::Youth)).exec(tx.db()).await?;
            tx.delete::<measure::Entity>().filter(measure::Column::Youth.is_in(ids.clone())).exec(tx.db()).await?;
            tx.delete::<earlier_case::Entity>()
                .filter(earlier_case::Column::Youth.is_in(ids.clone()))
                .exec(tx.db())
                .await?;
            tx.delete::<youth::Entity>().filter(youth::Column::Id.is_in(ids.clone())).exec(tx.db()).await?;
            tx.audit("uka.retention", "closed", &json!({ "count": ids.len() })).await?;
            deleted += ids.len() as u64;
        }
        across.commit().await?;
    }
}
