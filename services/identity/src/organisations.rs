//! The organisations' names, copied from the member register.

use contracts::{Envelope, members::OrganisationRegistered};
use platform::{Ctx, Result, Tx};
use sea_orm::{ActiveValue::Set, sea_query::Expr};

use crate::entities::organisation;

/// Keeps an organisation's present name.
pub async fn registered(_: Ctx, tx: Tx, event: Envelope<OrganisationRegistered>) -> Result<()> {
    let renaming =
        tx.update_many::<organisation::Entity>().col_expr(organisation::Column::Name, Expr::value(&event.data.name));
    if renaming.exec(tx.db()).await?.rows_affected == 0 {
        tx.insert(organisation::ActiveModel { name: Set(event.data.name), ..Default::default() }).await?;
    }
    Ok(())
}
