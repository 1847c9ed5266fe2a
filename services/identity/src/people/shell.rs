//! The first roles of an installation, given by whoever has a shell on the machine: somebody must be the first who can give roles in
//! the portal.

use contracts::Tenant;
use platform::{Actor, Ctx, Error, Result};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{Failure, givers, lock, put, staff};
use crate::{
    domain::grant::{Refusal, Wish},
    entities::{grant as row, person},
};

const SHELL: Actor = Actor::System("operator");

/// Those who have signed in and hold no role anywhere, the first first.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(ctx: Ctx, _: Vec<String>) -> Result<Vec<String>> {
    let across = ctx.store.across_read(SHELL).await?;
    let held = across.find::<row::Entity>().select_only().column(row::Column::Person).into_query();
    let rows = across.find::<person::Entity>().filter(person::Column::Id.not_in_subquery(held)).filter(staff());
    let rows = rows.order_by_asc(person::Column::CreatedAt).all(across.db()).await?;
    if rows.is_empty() {
        return Ok(vec!["Nobody waits for a role. Whoever signs in for the first time is listed here.".into()]);
    }
    let line = |one: person::Model| {
        let since = one.created_at.format("%Y-%m-%d %H:%M");
        format!("{} {} {since} UTC {} ({})", one.id, one.tenant, one.name, one.issuer)
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Gives a person (the first word, her id) a role (the second) in her home organisation.
///
/// # Errors
/// The rule that forbids it, also where somebody can give roles already; [`Error::NotFound`] when there is no such person.
pub async fn grant(ctx: Ctx, words: Vec<String>) -> Result<Vec<String>> {
    let [id, role] = words.as_slice() else {
        return Err(Error::invalid("words", "are a person's id and a role"));
    };
    let id = id.parse().map_err(|_| Error::invalid("id", "is a person's id, as listed by people waiting"))?;
    let tenant = give(&ctx, id, &Wish { role: role.clone(), service: None }).await?;
    Ok(vec![format!("The person is {role} in {tenant} from now on.")])
}

async fn give(ctx: &Ctx, id: Uuid, wish: &Wish) -> Result<Tenant, Failure> {
    let across = ctx.store.across_for(SHELL).await?;
    let person =
        across.find::<person::Entity>().filter(person::Column::Id.eq(id)).filter(staff()).one(across.db()).await?;
    let home = person.ok_or(Error::NotFound)?.tenant;
    let tenant: Tenant = home.parse().map_err(|error| Error::from(anyhow::Error::new(error)))?;
    let tx = across.tenant(&tenant);
    lock(&tx).await?;
    if givers(&across, &tenant).await? > 0 {
        return Err(Refusal::InPortal.into());
    }
    put(&across, &tx, (None, id), wish, &ctx.site.services).await?;
    drop(tx);
    across.commit().await?;
    Ok(tenant)
}
