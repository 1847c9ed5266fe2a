//! What Bibblix does when the member register speaks: it keeps a copy of its own subscriptions and of populations.

use contracts::{
    Envelope,
    members::{OrganisationRegistered, SubscriptionEnded, SubscriptionStarted},
};
use platform::{Ctx, Error, Result, Tx};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, sea_query::Expr};

use crate::entities::{organisation, subscription};

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

pub(crate) async fn registered(_ctx: Ctx, tx: Tx, event: Envelope<OrganisationRegistered>) -> Result<()> {
    let Some(population) = event.data.population else { return Ok(()) };
    if tx.insert_if_new(organisation::ActiveModel { population: Set(population), ..Default::default() }).await? {
        return Ok(());
    }
    let newer = Expr::value(population);
    tx.update_many::<organisation::Entity>().col_expr(organisation::Column::Population, newer).exec(tx.db()).await?;
    Ok(())
}
