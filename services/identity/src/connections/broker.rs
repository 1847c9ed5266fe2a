//! The e-identification broker by which people outside the organisations come in: a connection of the association's, one at a time. What
//! two brokers tell are two persons, so that whoever was invited under one is invited again under the next.

use contracts::Tenant;
use platform::{Ctx, Error, Result, Tx};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::Failure;
use crate::{
    domain::connection::{Refusal, State},
    entities::connection,
    people,
};

/// The one that is in use.
///
/// # Errors
/// When the database does not answer.
pub async fn in_use(ctx: &Ctx) -> Result<Option<Uuid>> {
    let read = ctx.store.read(&Tenant::association()).await?;
    let rows = read.find::<connection::Entity>().filter(connection::Column::Outside.eq(true));
    let live = rows.filter(connection::Column::State.eq(State::Live.name()));
    Ok(live.select_only().column(connection::Column::Id).into_tuple().one(read.db()).await?)
}

/// Whether an organisation may have one at all: no municipality decides who comes in to the others.
///
/// # Errors
/// [`Refusal::Outside`].
pub fn may_be_of(tenant: &Tenant) -> Result<(), Refusal> {
    if tenant.is_association() { Ok(()) } else { Err(Refusal::Outside) }
}

/// Whether no other is in use. Two that are switched on at the same time wait for each other.
///
/// # Errors
/// [`Refusal::OneOutside`], or when the database does not answer.
pub async fn alone(tx: &Tx, id: Uuid) -> Result<(), Failure> {
    use connection::Column;
    people::lock(tx).await?;
    let others = tx.find::<connection::Entity>().filter(Column::Outside.eq(true)).filter(Column::Id.ne(id));
    let live = others.filter(Column::State.eq(State::Live.name())).count(tx.db()).await.map_err(Error::from)?;
    if live > 0 { Err(Refusal::OneOutside.into()) } else { Ok(()) }
}
