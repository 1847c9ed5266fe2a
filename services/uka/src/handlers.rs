//! What UKA does when the member register speaks: it keeps a copy of its own subscriptions.

use contracts::{
    Envelope,
    members::{SubscriptionEnded, SubscriptionStarted},
};
use platform::{Ctx, Error, Result, Tx};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, sea_query::Expr};

use crate::entities::subscription;

pub(crate) async fn started(ctx: Ctx, tx: Tx, event: Envelope<SubscriptionStarted>) -> Result<()> {
    let fact = event.data;
    if fact.service != ctx.service {
        return Ok(());
    }
    let row = subscription::ActiveModel {
        id: Set(fact.subscription),
        begins: Set(fact.begins),
        ends: Set(None),
        ..Default::default()
    };
    tx.insert_if_new(row).await?;
    Ok(())
}

pub(crate) async fn ended(ctx: Ctx, tx: Tx, event: Envelope<SubscriptionEnded>) -> Result<()> {
    let fact = event.data;
    if fact.service != ctx.service {
        return Ok(());
    }
    let known = tx
        .update_many::<subscription::Entity>()
        .col_expr(subscription::Column::Ends, Expr::value(fact.ends))
        .filter(subscription::Column::Id.eq(fact.subscription))
        .exec(tx.db())
        .await?;
    if known.rows_affected == 0 {
        return Err(Error::Conflict(format!("subscription {} has not been heard of", fact.subscription)));
    }
    Ok(())
}
