//! What waits for a municipality's coordinators: pupils' choices that nobody has answered, while a seat is free and the placement has not
//! begun. Acts begin and end it, and so does the day on which a placement begins.

use chrono::{DateTime, Utc};
use contracts::{Role, Tenant};
use platform::{Actor, Ctx, Result, Tx, Waiting, clock::local_date};
use sea_orm::{
    ColumnTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query},
};

use crate::{
    demo,
    domain::placing::Wish,
    entities::{offer, wish},
};

/// Choices to confirm. It says nothing of whose they are.
pub(crate) static CHOICES: Waiting = Waiting {
    key: "tillarbetslivet-task-choices",
    href: "/tillarbetslivet/wishes?status=open",
    role: Role::CaseOfficer,
};

/// Tells when the first choice waits, and when none does any more. Called last in a transaction.
pub(crate) async fn look(tx: &Tx) -> Result<()> {
    // What is invented passes through many acts, and is looked at when it is done.
    if tx.actor() == demo::WHO { Ok(()) } else { look_now(tx).await }
}

/// As [`look`], whoever acts.
pub(crate) async fn look_now(tx: &Tx) -> Result<()> {
    let open = async {
        let today = local_date(tx.now());
        let ahead = Query::select()
            .column(offer::Column::Id)
            .from(offer::Entity)
            .and_where(offer::Column::Tenant.eq(tx.tenant().as_str()))
            .and_where(offer::Column::FirstDay.gt(today))
            .and_where(Expr::col(offer::Column::Taken).lt(Expr::col(offer::Column::Seats)))
            .to_owned();
        let open = tx.find::<wish::Entity>().filter(wish::Column::Status.eq(Wish::Open.name()));
        let open = open.filter(wish::Column::Offer.in_subquery(ahead)).limit(1);
        Ok(tx.subscribed(today).await? && open.count(tx.db()).await? > 0)
    };
    tx.waits(&CHOICES, open).await
}

/// Every night, where choices have not been answered or somebody was told so; one municipality that fails keeps no other waiting.
pub(crate) async fn look_everywhere(ctx: Ctx, _planned: DateTime<Utc>) -> Result<()> {
    let across = ctx.store.across_read(Actor::System("waiting")).await?;
    let sql = "SELECT tenant FROM tillarbetslivet_wish WHERE status = $1 UNION SELECT tenant FROM waiting WHERE task IS NOT NULL";
    let rows = across.query(sql, [Wish::Open.name().into()]).await?;
    drop(across);
    let mut failed = Ok(());
    for row in rows {
        let tenant: Tenant = row.try_get::<String>("", "tenant")?.parse().map_err(anyhow::Error::new)?;
        let look = async {
            let tx = ctx.store.begin_for(&tenant, Actor::System("waiting")).await?;
            look(&tx).await?;
            tx.commit().await
        };
        if let Err(error) = look.await {
            tracing::error!(%tenant, error = error.full(), "choices that wait can't be looked for");
            failed = Err(error);
        }
    }
    failed
}
