//! What the councils learn from the member register besides subscriptions: names.

use contracts::{Envelope, members::OrganisationRegistered};
use platform::{Ctx, Result, Tx};
use sea_orm::{ActiveValue::Set, sea_query::Expr};

use crate::entities::organisation;

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
