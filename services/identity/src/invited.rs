//! People outside the organisations. A service tells that it has invited somebody; whoever comes back from the broker by the link is the
//! one, and has the role that the invitation is for, in that organisation and service alone, until it is withdrawn.

use contracts::{
    Envelope, Tenant,
    invitation::{InvitationAccepted, InvitationSent, InvitationWithdrawn},
};
use platform::{Across, Actor, Ctx, Error, Result, Tx, caller::secret_hash, page::local_path};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{
        invitation::{Refusal, Standing},
        role,
    },
    entities::{invitation, invitation::Model, session},
    remote,
    sign_in::{self, Step, provider::Provider, relying::Identity},
};

/// Hears that somebody is invited, or that her link is a new one. What is used or withdrawn stays as it is.
pub async fn sent(_: Ctx, tx: Tx, event: Envelope<InvitationSent>) -> Result<()> {
    let told = event.data;
    if !told.role.is_outside() || !role::fits(told.role, tx.tenant()) || local_path(&told.href) != told.href {
        return Err(Error::rule(
            "invitation-refused",
            "an invitation is of a member's, to a role outside and a page of ours",
        ));
    }
    let fresh = invitation::ActiveModel {
        id: Set(told.invitation),
        service: Set(told.service),
        role: Set(told.role.name().into()),
        text: Set(told.text),
        told: Set(serde_json::to_string(&told.values)?),
        href: Set(told.href),
        code_sha256: Set(told.code_sha256.clone()),
        until: Set(told.until),
        used_by: Set(None),
        used_at: Set(None),
        withdrawn_at: Set(None),
        ..Default::default()
    };
    if !tx.insert_if_new(fresh).await? {
        tx.update_many::<invitation::Entity>()
            .col_expr(invitation::Column::CodeSha256, told.code_sha256.into())
            .col_expr(invitation::Column::Until, Expr::value(told.until))
            .filter(invitation::Column::Id.eq(told.invitation))
            .filter(invitation::Column::UsedBy.is_null())
            .filter(invitation::Column::WithdrawnAt.is_null())
            .exec(tx.db())
            .await?;
    }
    Ok(())
}

/// Hears that an invitation is over: so is the role that it gave, also where its holder is signed in.
pub async fn withdrawn(_: Ctx, tx: Tx, event: Envelope<InvitationWithdrawn>) -> Result<()> {
    let found = tx.find::<invitation::Entity>().filter(invitation::Column::Id.eq(event.data.invitation));
    let Some(row) = found.one(tx.db()).await?.filter(|row| row.withdrawn_at.is_none()) else { return Ok(()) };
    let holder = row.used_by;
    let mut row = row.into_active_model();
    row.withdrawn_at = Set(Some(tx.now()));
    tx.update(row).await?;
    if let Some(person) = holder {
        let hers =
            tx.update_many::<session::Entity>().col_expr(session::Column::ChangedAt, Expr::value(Some(tx.now())));
        let hers = hers.filter(session::Column::Person.eq(person)).filter(session::Column::EndedAt.is_null());
        hers.exec(tx.db()).await?;
        tx.wake_work();
    }
    Ok(())
}

/// What decides who comes in by a row.
pub fn standing(row: &Model) -> Standing {
    Standing { used_by: row.used_by, withdrawn: row.withdrawn_at.is_some(), until: row.until }
}

/// The invitation that a link's code belongs to.
///
/// # Errors
/// When the database does not answer.
pub async fn by_code(ctx: &Ctx, code: &str) -> Result<Option<Model>> {
    let across = ctx.store.across_read(Actor::System("invitation")).await?;
    let found = across.find::<invitation::Entity>().filter(invitation::Column::CodeSha256.eq(secret_hash(code)));
    Ok(found.one(across.db()).await?)
}

/// What is kept of whoever comes from outside. A broker may use the personal identity number as her lasting name: what stands in our
/// rows is a keyed hash of it, which finds her again and tells nobody who she is. Nor is any number read that the broker tells besides:
/// that she holds the link is what binds her, so that there is nothing to compare one with. An address is not needed, a name is: whoever
/// approves something is named.
///
/// # Errors
/// When the installation's secret can't be read; the inner one: when she has no name.
pub fn hidden(
    ctx: &Ctx,
    provider: &Provider,
    identity: &Identity,
) -> Result<std::result::Result<Identity, sign_in::Refusal>> {
    if identity.name == identity.subject {
        return Ok(Err(sign_in::Refusal::new(Step::Account, "no-name")));
    }
    let subject = remote::mac(ctx, &provider.name, "person", &identity.subject)?;
    Ok(Ok(Identity { subject, email: None, ..identity.clone() }))
}

/// Lets a person in by an invitation: it is hers from now on. Tells whose it is; none without one.
///
/// # Errors
/// When the database does not answer; the inner one: why she does not come in by it.
pub async fn accept(
    across: &Across,
    id: Option<Uuid>,
    person: Uuid,
) -> Result<std::result::Result<Option<Tenant>, Refusal>> {
    let Some(id) = id else { return Ok(Ok(None)) };
    let found = across.find::<invitation::Entity>().filter(invitation::Column::Id.eq(id)).one(across.db()).await?;
    let Some(row) = found else { return Ok(Err(Refusal::Unknown)) };
    let tenant: Tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
    if let Err(why) = standing(&row).admits(person, across.now()) {
        return Ok(Err(why));
    }
    if row.used_by.is_some() {
        return Ok(Ok(Some(tenant)));
    }
    // Of two at the same moment one comes in.
    let taken = across
        .update_many::<invitation::Entity>()
        .col_expr(invitation::Column::UsedBy, Expr::value(Some(person)))
        .col_expr(invitation::Column::UsedAt, Expr::value(Some(across.now())))
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::UsedBy.is_null())
        .filter(invitation::Column::WithdrawnAt.is_null())
        .exec(across.db())
        .await?;
    if taken.rows_affected == 0 {
        return Ok(Err(Refusal::Used));
    }
    let tx = across.tenant(&tenant);
    tx.emit(InvitationAccepted { invitation: id, person }).await?;
    let detail = json!({ "role": row.role, "service": row.service, "person": person });
    tx.audit("identity.invitation.accept", &id.to_string(), &detail).await?;
    Ok(Ok(Some(tenant)))
}
