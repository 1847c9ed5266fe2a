//! Deleting use that accounts no longer need.

use chrono::NaiveDate;
use platform::{Ctx, Result, store::Actor};
use sea_orm::{ColumnTrait, QueryFilter};

use super::{
    domain::first_month_kept,
    entities::{control_total, quarantine, rollup, usage},
    known::lock,
};

/// Deletes use, with its sums, control totals and what was decided about waiting use, after the seventh year that follows the
/// calendar year. What still waits is never deleted.
pub(super) async fn usage(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    let first = first_month_kept(today);
    let across = ctx.store.across_for(Actor::System("retention")).await?;
    lock(across.db()).await?;
    let uses = across.delete::<usage::Entity>().filter(usage::Column::BilledMonth.lt(first)).exec(across.db()).await?;
    across.delete::<rollup::Entity>().filter(rollup::Column::BilledMonth.lt(first)).exec(across.db()).await?;
    across.delete::<control_total::Entity>().filter(control_total::Column::Day.lt(first)).exec(across.db()).await?;
    let decided = across.delete::<quarantine::Entity>().filter(quarantine::Column::Outcome.is_not_null());
    decided.filter(quarantine::Column::ToldDay.lt(first)).exec(across.db()).await?;
    across.commit().await?;
    Ok(uses.rows_affected)
}
