//! Starting and ending subscriptions.

use chrono::NaiveDate;
use contracts::{
    Tenant,
    members::{SubscriptionEnded, SubscriptionStarted},
};
use platform::{Across, Ctx, Error, clock::local_date};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{self, Refusal, Span},
    entities::{membership, organisation, subscription},
    register,
};

/// What is to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Who uses the service.
    pub user: Tenant,
    /// The service.
    pub service: String,
    /// Whose agreement it is.
    pub member: Tenant,
    /// Who is invoiced.
    pub payer: Tenant,
    /// First day of use.
    pub begins: NaiveDate,
    /// The user's department that works with the service.
    pub department: Option<String>,
    /// Address of the function there that answers.
    pub contact: Option<String>,
}

/// Why it was not done.
pub type Failure = platform::Failure<Refusal>;

/// The services that one can subscribe to.
pub fn services(ctx: &Ctx) -> Vec<&'static str> {
    ctx.site.entries.iter().filter(|entry| entry.charged).map(|entry| entry.name).collect()
}

/// Starts a subscription and tells it.
///
/// # Errors
/// The rule that forbids it, or [`Error::NotFound`] when the user is not in the register.
pub async fn start(ctx: &Ctx, across: &Across, start: Start) -> Result<subscription::Model, Failure> {
    if !services(ctx).contains(&start.service.as_str()) {
        return Err(Refusal::UnknownService.into());
    }
    // Locking the user's row lets one at a time ask whether it already uses the service.
    let names = [start.user.as_str(), start.member.as_str(), start.payer.as_str()];
    let locked = across
        .find::<organisation::Entity>()
        .filter(organisation::Column::Tenant.is_in(names))
        .order_by_asc(organisation::Column::Tenant)
        .lock_exclusive()
        .all(across.db())
        .await?;
    let known = |tenant: &Tenant| locked.iter().any(|row| row.tenant == tenant.as_str());
    if !known(&start.user) {
        return Err(Error::NotFound.into());
    }
    if !known(&start.member) || !known(&start.payer) {
        return Err(Refusal::UnknownOrganisation.into());
    }
    let memberships: Vec<Span> =
        register::memberships(across, &start.member).await?.iter().map(span_of_member).collect();
    let uses = across.find::<subscription::Entity>().filter(subscription::Column::Tenant.eq(start.user.as_str()));
    let uses = uses.filter(subscription::Column::Service.eq(&start.service)).all(across.db()).await?;
    let uses: Vec<Span> = uses.iter().map(span).collect();
    domain::department(start.department.as_deref(), start.contact.as_deref())?;
    domain::may_start(start.begins, local_date(across.now()), &memberships, &uses)?;
    let row = enter(across, platform::id::new(), &start).await?;
    let detail =
        json!({ "service": start.service, "member": start.member, "payer": start.payer, "begins": start.begins });
    across.audit(&start.user, "members.subscription.start", &row.id.to_string(), &detail).await?;
    Ok(row)
}

/// Writes the row and tells it; the rules have been asked.
///
/// # Errors
/// When the database does not answer.
pub async fn enter(across: &Across, id: Uuid, start: &Start) -> Result<subscription::Model, Error> {
    let tx = across.tenant(&start.user);
    let row = tx
        .insert(subscription::ActiveModel {
            tenant: Set(start.user.to_string()),
            id: Set(id),
            service: Set(start.service.clone()),
            member: Set(start.member.to_string()),
            payer: Set(start.payer.to_string()),
            begins: Set(start.begins),
            ends: Set(None),
            department: Set(start.department.clone()),
            contact: Set(start.contact.clone()),
        })
        .await?;
    let Start { service, member, payer, begins, department, .. } = start.clone();
    tx.emit(SubscriptionStarted { subscription: id, service, member, payer, begins, department }).await?;
    Ok(row)
}

/// Any organisation's subscription.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(across: &Across, id: Uuid) -> Result<subscription::Model, Error> {
    let row = across.find::<subscription::Entity>().filter(subscription::Column::Id.eq(id)).one(across.db()).await?;
    row.ok_or(Error::NotFound)
}

/// Gives a subscription its last day and tells it.
///
/// # Errors
/// The rule that forbids it, or [`Error::NotFound`].
pub async fn end(across: &Across, id: Uuid, ends: NaiveDate) -> Result<subscription::Model, Failure> {
    let locked = across.find::<subscription::Entity>().filter(subscription::Column::Id.eq(id)).lock_exclusive();
    let row = locked.one(across.db()).await?.ok_or(Error::NotFound)?;
    domain::may_end(span(&row), ends, local_date(across.now()))?;
    let user: Tenant = row.tenant.parse().map_err(|error| Error::Internal(anyhow::Error::new(error)))?;
    let tx = across.tenant(&user);
    let mut change = row.into_active_model();
    change.ends = Set(Some(ends));
    let row = tx.update(change).await?;
    tx.emit(SubscriptionEnded { subscription: id, service: row.service.clone(), ends }).await?;
    across.audit(&user, "members.subscription.end", &id.to_string(), &json!({ "ends": ends })).await?;
    Ok(row)
}

/// When it is in use.
pub fn span(row: &subscription::Model) -> Span {
    Span { first: row.begins, last: row.ends }
}

fn span_of_member(row: &membership::Model) -> Span {
    Span { first: row.joined, last: row.left_on }
}
