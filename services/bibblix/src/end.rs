//! How loans end: returned, taken back by the staff, or expired.

use chrono::{DateTime, Utc};
use platform::{Ctx, Result, Tx, clock::local_month, store::Actor};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::{
    budgets,
    domain::{loan::Status, price::Price},
    entities::loan,
    events::LoanEnded,
    failure::Failure,
    lend::{Cost, reference, status},
};

/// Loans marked as expired in one transaction.
const BATCH: u64 = 500;

/// The reader gives the title back. It costs as much: the loan was paid for when it started.
pub(crate) async fn give_back(tx: &Tx, id: Uuid) -> Result<loan::Model, Failure> {
    let row = locked(tx, id).await?;
    status(&row).at(row.due, tx.now()).may_return()?;
    let row = end(tx, row, Status::Returned).await?;
    tx.audit("bibblix.loan.return", &id.to_string(), &json!({})).await?;
    Ok(row)
}

/// The staff takes a loan back that technology failed: a use of minus one, and the money returns to the month it came from.
pub(crate) async fn reverse(tx: &Tx, id: Uuid, reason: &str) -> Result<loan::Model, Failure> {
    budgets::lock(tx).await?;
    let mut row = locked(tx, id).await?;
    status(&row).at(row.due, tx.now()).may_reverse(row.started, tx.now())?;
    let (meter, measure) = cost(&row).measure(-1);
    // The use never was, so it is taken back where it stood: in its own month.
    let event = tx.record_usage(meter, measure, row.started, reference(id), Some(row.usage_event)).await?;
    if row.price_ore != 0 {
        budgets::give_back(tx, local_month(row.started), row.price_ore).await?;
    }
    row.reversal_event = Some(event);
    row.reversal_reason = Some(reason.to_owned());
    let row = end(tx, row, Status::Reversed).await?;
    tx.audit("bibblix.loan.reverse", &id.to_string(), &json!({ "priceOre": row.price_ore })).await?;
    Ok(row)
}

/// What the loan cost, as it was resolved when it started.
fn cost(row: &loan::Model) -> Cost {
    match (&row.price_list, &row.price_step) {
        (Some(version), Some(step)) => {
            Cost::Priced(Price { ore: row.price_ore, version: version.clone(), step: step.clone() })
        }
        _ => Cost::Prepaid,
    }
}

/// The loan's row, locked: two returns at once are one return and one refusal.
async fn locked(tx: &Tx, id: Uuid) -> Result<loan::Model> {
    let row = tx.find::<loan::Entity>().filter(loan::Column::Id.eq(id)).lock_exclusive().one(tx.db()).await?;
    row.ok_or(platform::Error::NotFound)
}

async fn end(tx: &Tx, row: loan::Model, how: Status) -> Result<loan::Model> {
    let (event, reason) = (row.reversal_event, row.reversal_reason.clone());
    let mut row = row.into_active_model();
    row.status = Set(how.name().into());
    row.ended = Set(Some(tx.now()));
    row.reversal_event = Set(event);
    row.reversal_reason = Set(reason);
    let row = tx.update(row).await?;
    tx.emit(LoanEnded { loan: row.id, how: how.name().into(), ended: tx.now() }).await?;
    Ok(row)
}

/// Marks loans whose time is over, every hour. Until then they count as expired all the same (see [`Status::at`]).
pub(crate) async fn expire(ctx: Ctx, _planned: DateTime<Utc>) -> Result<()> {
    while expire_some(&ctx).await? == BATCH {}
    Ok(())
}

async fn expire_some(ctx: &Ctx) -> Result<u64> {
    let across = ctx.store.across_for(Actor::System("expire")).await?;
    let over = across.find::<loan::Entity>().filter(loan::Column::Status.eq(Status::Active.name()));
    let over =
        over.filter(loan::Column::Due.lte(across.now())).order_by_asc(loan::Column::Due).limit(BATCH).lock_exclusive();
    let mut marked = 0;
    for row in over.all(across.db()).await? {
        let tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
        let (id, due) = (row.id, row.due);
        let mut row = row.into_active_model();
        row.status = Set(Status::Expired.name().into());
        row.ended = Set(Some(due));
        across.update(row).await?;
        across.tenant(&tenant).emit(LoanEnded { loan: id, how: Status::Expired.name().into(), ended: due }).await?;
        marked += 1;
    }
    across.commit().await?;
    Ok(marked)
}
