//! What the councils learn from the member register: who uses a service has a seat in its council as long as the use lasts.

use contracts::{
    Envelope,
    members::{OrganisationRegistered, SubscriptionEnded, SubscriptionStarted},
};
use platform::{Ctx, Error, Result, Tx};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, sea_query::Expr};

use crate::entities::{organisation, seat};

pub(crate) async fn started(_: Ctx, tx: Tx, event: Envelope<SubscriptionStarted>) -> Result<()> {
    // The sandbox tries services; it does not decide about them.
    if event.tenant.is_sandbox() {
        return Ok(());
    }
    let SubscriptionStarted { subscription, service, begins, .. } = event.data;
    let row = seat::ActiveModel {
        id: Set(subscription),
        service: Set(service),
        begins: Set(begins),
        ends: Set(None),
        ..Default::default()
    };
    tx.insert_if_new(row).await?;
    Ok(())
}

pub(crate) async fn ended(_: Ctx, tx: Tx, event: Envelope<SubscriptionEnded>) -> Result<()> {
    if event.tenant.is_sandbox() {
        return Ok(());
    }
    let known = tx
        .update_many::<seat::Entity>()
        .col_expr(seat::Column::Ends, Expr::value(event.data.ends))
        .filter(seat::Column::Id.eq(event.data.subscription))
        .exec(tx.db())
        .await?;
    if known.rows_affected == 0 {
        return Err(Error::Conflict(format!("subscription {} has not been heard of", event.data.subscription)));
    }
    Ok(())
}

pub(crate) async fn registered(_: Ctx, tx: Tx, event: Envelope<OrganisationRegistered>) -> Result<()> {
    let OrganisationRegistered { name, short_name, .. } = event.data;
    let row = organisation::ActiveModel {
        name: Set(name.clone()),
        short_name: Set(short_name.clone()),
        ..Default::default()
    };
    if tx.insert_if_new(row).await? {
        return Ok(());
    }
    tx.update_many::<organisation::Entity>()
        .col_expr(organisation::Column::Name, Expr::value(name))
        .col_expr(organisation::Column::ShortName, Expr::value(short_name))
        .exec(tx.db())
        .await?;
    Ok(())
}
