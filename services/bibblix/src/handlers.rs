//! What Bibblix does when the member register speaks: it keeps a copy of populations.

use contracts::{Envelope, members::OrganisationRegistered};
use platform::{Ctx, Result, Tx};
use sea_orm::{ActiveValue::Set, sea_query::Expr};

use crate::entities::organisation;

pub(crate) async fn registered(_ctx: Ctx, tx: Tx, event: Envelope<OrganisationRegistered>) -> Result<()> {
    let Some(population) = event.data.population else { return Ok(()) };
    if tx.insert_if_new(organisation::ActiveModel { population: Set(population), ..Default::default() }).await? {
        return Ok(());
    }
    let newer = Expr::value(population);
    tx.update_many::<organisation::Entity>().col_expr(organisation::Column::Population, newer).exec(tx.db()).await?;
    Ok(())
}
