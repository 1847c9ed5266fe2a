//! Who uses a service, and when: what the member register has told, copied into the service's own database. A service asks for it
//! with [`crate::Module::subscribers`] and never keeps a copy of its own.

use std::{collections::BTreeMap, time::Duration};

use chrono::NaiveDate;
use contracts::{
    Envelope, Tenant,
    members::{SubscriptionEnded, SubscriptionStarted},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

use super::{Across, Actor, Read, Tx, system::subscription};
use crate::{
    ctx::Ctx,
    error::{Error, Result},
};

/// How long the demonstration waits for the member register's facts.
const PATIENCE: Duration = Duration::from_mins(2);

/// A period in which an organisation uses the service: both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subscription {
    /// The member register's id of it.
    pub id: Uuid,
    /// First day of use.
    pub begins: NaiveDate,
    /// Last day of use; none as long as it goes on.
    pub ends: Option<NaiveDate>,
}

impl Subscription {
    /// Whether the day lies in it.
    #[must_use]
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.begins <= day && self.ends.is_none_or(|last| day <= last)
    }
}

impl From<subscription::Model> for Subscription {
    fn from(row: subscription::Model) -> Self {
        Self { id: row.id, begins: row.begins, ends: row.ends }
    }
}

/// The one refusal of every use on a day without subscription; pages say it with [`crate::View::not_subscribed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the organisation has no subscription to {service} on {day}")]
pub struct NotSubscribed {
    /// The service.
    pub service: &'static str,
    /// The day.
    pub day: NaiveDate,
}

impl NotSubscribed {
    /// The stable code of the problem.
    pub const CODE: &'static str = "not-subscribed";
}

impl From<NotSubscribed> for Error {
    fn from(refusal: NotSubscribed) -> Self {
        Self::rule(NotSubscribed::CODE, refusal.to_string())
    }
}

/// Rows that cover a day.
#[must_use]
pub fn on(day: NaiveDate) -> Condition {
    let goes_on = Condition::any().add(subscription::Column::Ends.is_null()).add(subscription::Column::Ends.gte(day));
    Condition::all().add(subscription::Column::Begins.lte(day)).add(goes_on)
}

impl Read {
    /// All of the tenant's subscriptions to this service, the first first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn subscriptions(&self) -> Result<Vec<Subscription>> {
        let rows = self.find::<subscription::Entity>().filter(subscription::Column::Service.eq(self.store.service()));
        let rows = rows.order_by_asc(subscription::Column::Begins).order_by_asc(subscription::Column::Id);
        Ok(rows.all(self.db()).await?.into_iter().map(Subscription::from).collect())
    }

    /// The subscription that covers the day, or the refusal. A use says `tx.subscription(day).await??` before anything else.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn subscription(&self, day: NaiveDate) -> Result<Result<Subscription, NotSubscribed>> {
        let found = self.subscriptions().await?.into_iter().find(|one| one.covers(day));
        Ok(found.ok_or(NotSubscribed { service: self.store.service(), day }))
    }

    /// Whether a subscription covers the day, for pages that offer only what is possible.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn subscribed(&self, day: NaiveDate) -> Result<bool> {
        Ok(self.subscription(day).await?.is_ok())
    }
}

impl Across {
    /// Everybody's subscriptions to this service, by organisation; each organisation's first first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn subscriptions(&self) -> Result<BTreeMap<Tenant, Vec<Subscription>>> {
        self.subscriptions_to(self.store.service()).await
    }

    /// The same to another service, for one that hears of all.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn subscriptions_to(&self, service: &str) -> Result<BTreeMap<Tenant, Vec<Subscription>>> {
        let rows = self.find::<subscription::Entity>().filter(subscription::Column::Service.eq(service));
        let rows = rows.order_by_asc(subscription::Column::Begins).order_by_asc(subscription::Column::Id);
        let mut all = BTreeMap::<Tenant, Vec<Subscription>>::new();
        for row in rows.all(self.db()).await? {
            let tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
            all.entry(tenant).or_default().push(row.into());
        }
        Ok(all)
    }

    /// The organisations that use this service on a day, in the order of their names.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn subscribers(&self, day: NaiveDate) -> Result<Vec<Tenant>> {
        let all = self.subscriptions().await?.into_iter();
        Ok(all.filter(|(_, mine)| mine.iter().any(|one| one.covers(day))).map(|(tenant, _)| tenant).collect())
    }
}

impl Ctx {
    /// Everybody's subscriptions to a service (normally the own) when no more of them come, at most two minutes: for demonstration
    /// data, which is made while the member register still speaks. Empty, and a warning in the log, when none was heard of.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn subscriptions_heard(&self, to: &str) -> Result<BTreeMap<Tenant, Vec<Subscription>>> {
        let begun = tokio::time::Instant::now();
        let (mut seen, mut unchanged) = (BTreeMap::new(), 0);
        while begun.elapsed() < PATIENCE {
            let all = self.store.across_read(Actor::System("demo")).await?.subscriptions_to(to).await?;
            unchanged = if !all.is_empty() && all == seen { unchanged + 1 } else { 0 };
            seen = all;
            if unchanged == 4 {
                return Ok(seen);
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        if seen.is_empty() {
            let service = self.service;
            tracing::warn!(service, to, "no subscription was heard of: the demonstration makes nothing of it");
        }
        Ok(seen)
    }
}

/// Keeps a subscription to this service.
pub(crate) async fn started(ctx: Ctx, tx: Tx, event: Envelope<SubscriptionStarted>) -> Result<()> {
    if event.data.service == ctx.service { any_started(ctx, tx, event).await } else { Ok(()) }
}

/// Keeps the last day of a subscription to this service.
pub(crate) async fn ended(ctx: Ctx, tx: Tx, event: Envelope<SubscriptionEnded>) -> Result<()> {
    if event.data.service == ctx.service { any_ended(ctx, tx, event).await } else { Ok(()) }
}

/// Keeps a subscription to whichever service, unless it is the sandbox's.
pub(crate) async fn members_started(ctx: Ctx, tx: Tx, event: Envelope<SubscriptionStarted>) -> Result<()> {
    if event.tenant.is_sandbox() { Ok(()) } else { any_started(ctx, tx, event).await }
}

/// Keeps its last day.
pub(crate) async fn members_ended(ctx: Ctx, tx: Tx, event: Envelope<SubscriptionEnded>) -> Result<()> {
    if event.tenant.is_sandbox() { Ok(()) } else { any_ended(ctx, tx, event).await }
}

async fn any_started(_: Ctx, tx: Tx, event: Envelope<SubscriptionStarted>) -> Result<()> {
    let SubscriptionStarted { subscription, service, begins, .. } = event.data;
    let row = subscription::ActiveModel {
        id: Set(subscription),
        service: Set(service),
        begins: Set(begins),
        ends: Set(None),
        ..Default::default()
    };
    tx.insert_if_new(row).await?;
    Ok(())
}

async fn any_ended(_: Ctx, tx: Tx, event: Envelope<SubscriptionEnded>) -> Result<()> {
    let SubscriptionEnded { subscription, ends, .. } = event.data;
    let known = tx
        .update_many::<subscription::Entity>()
        .col_expr(subscription::Column::Ends, Expr::value(ends))
        .filter(subscription::Column::Id.eq(subscription))
        .exec(tx.db())
        .await?;
    if known.rows_affected == 0 {
        // Its beginning is on the way: the event is tried again.
        return Err(Error::Conflict(format!("subscription {subscription} has not been heard of")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscription_holds_from_its_first_day_through_its_last() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let one = Subscription { id: Uuid::nil(), begins: day("2026-02-01"), ends: Some(day("2026-10-31")) };
        let held = ["2026-01-31", "2026-02-01", "2026-10-31", "2026-11-01"].map(|text| one.covers(day(text)));
        assert_eq!(held, [false, true, true, false]);
        assert!(Subscription { ends: None, ..one }.covers(day("2099-01-01")));
    }
}
