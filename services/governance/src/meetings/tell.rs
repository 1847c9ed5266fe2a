//! Telling of meetings: each municipality with a seat and the association hear of every change; who gets a seat later hears then.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use contracts::{
    Role, Tenant,
    governance::{MeetingCancelled, MeetingChanged, MeetingPlanned},
    tasks::{TaskClosed, TaskOpened},
};
use platform::{
    Across, Actor, Ctx, Result, Tx,
    clock::{local_date, start_of},
    id,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, sea_query::Expr};

use crate::{
    councils,
    domain::meeting::last_notice,
    entities::{invitation, meeting},
};

/// What happened to a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum News {
    Planned,
    Changed,
    Cancelled,
}

impl meeting::Model {
    fn facts(&self) -> MeetingPlanned {
        MeetingPlanned {
            meeting: self.uid,
            council: self.service.clone(),
            number: self.number,
            title: self.title.clone(),
            begins: self.begins_at,
            ends: self.ends_at,
            place: self.place.clone(),
            noticed: self.noticed_at.is_some(),
            sequence: self.sequence,
        }
    }
}

/// Tells all who sit in the council, all who were told before, and the association.
pub(super) async fn all(across: &Across, row: &meeting::Model, news: News, now: DateTime<Utc>) -> Result<()> {
    let told = told(across, row).await?;
    let mut hearers = seated(across, row, now).await?;
    hearers.extend(told.iter().cloned());
    for tenant in &hearers {
        say(&across.tenant(tenant), row, news).await?;
    }
    across
        .update_many::<invitation::Entity>()
        .col_expr(invitation::Column::Sequence, Expr::value(row.sequence))
        .col_expr(invitation::Column::ToldAt, Expr::value(now))
        .filter(invitation::Column::Service.eq(&row.service))
        .filter(invitation::Column::Meeting.eq(row.number))
        .exec(across.db())
        .await?;
    remember(across, row, hearers.difference(&told), now).await
}

async fn say(tx: &Tx, row: &meeting::Model, news: News) -> Result<()> {
    let cancelled = || MeetingCancelled { meeting: row.uid, council: row.service.clone(), sequence: row.sequence };
    match news {
        News::Planned => tx.emit(row.facts()).await,
        News::Changed => tx.emit(MeetingChanged { now: row.facts() }).await,
        News::Cancelled => tx.emit(cancelled()).await,
    }?;
    Ok(())
}

async fn seated(across: &Across, row: &meeting::Model, now: DateTime<Utc>) -> Result<BTreeSet<Tenant>> {
    let seats = councils::register(across, &row.service, local_date(now)).await?;
    let tenants = seats.into_iter().map(|seat| crate::demo::tenant(&seat.tenant));
    tenants.chain([Ok(Tenant::association())]).collect()
}

async fn told(across: &Across, row: &meeting::Model) -> Result<BTreeSet<Tenant>> {
    let rows = across.find::<invitation::Entity>().filter(invitation::Column::Service.eq(&row.service));
    let rows = rows.filter(invitation::Column::Meeting.eq(row.number)).all(across.db()).await?;
    rows.into_iter().map(|row| crate::demo::tenant(&row.tenant)).collect()
}

async fn remember(
    across: &Across,
    row: &meeting::Model,
    tenants: impl Iterator<Item = &Tenant>,
    now: DateTime<Utc>,
) -> Result<()> {
    let rows = tenants.map(|tenant| invitation::ActiveModel {
        tenant: Set(tenant.to_string()),
        id: Set(id::new()),
        service: Set(row.service.clone()),
        meeting: Set(row.number),
        sequence: Set(row.sequence),
        told_at: Set(now),
    });
    across.insert_all(rows.collect()).await
}

/// Tells those of meetings ahead who got a seat after they were planned.
pub(crate) async fn newcomers(ctx: Ctx, _: DateTime<Utc>) -> Result<()> {
    let across = ctx.store.across_for(Actor::System("invite")).await?;
    let now = across.now();
    let ahead = across.find::<meeting::Entity>().filter(meeting::Column::BeginsAt.gt(now));
    let ahead = ahead.filter(meeting::Column::CancelledAt.is_null()).all(across.db()).await?;
    let mut news = false;
    for row in ahead {
        let told = told(&across, &row).await?;
        let new: BTreeSet<Tenant> = seated(&across, &row, now).await?.difference(&told).cloned().collect();
        for tenant in &new {
            say(&across.tenant(tenant), &row, News::Planned).await?;
        }
        news |= !new.is_empty();
        remember(&across, &row, new.iter(), now).await?;
    }
    if news { across.commit().await } else { Ok(()) }
}

/// The office has a task until the notice is sent.
pub(super) async fn notice_is_due(across: &Across, row: &meeting::Model) -> Result<()> {
    let due = start_of(last_notice(row.begins_at)) + TimeDelta::hours(16);
    let task = task(row, "governance-task-notice", "meetings", Some(due));
    across.tenant(&Tenant::association()).emit(task).await?;
    Ok(())
}

/// The office has a task when minutes were sent back.
pub(super) async fn minutes_came_back(across: &Across, row: &meeting::Model) -> Result<()> {
    let task = task(row, "governance-task-correct", "minutes", None);
    across.tenant(&Tenant::association()).emit(task).await?;
    Ok(())
}

/// The office has done what waited for it.
pub(super) async fn office_is_done(across: &Across, row: &meeting::Model) -> Result<()> {
    across.tenant(&Tenant::association()).emit(TaskClosed { task: row.uid }).await?;
    Ok(())
}

fn task(row: &meeting::Model, text: &str, page: &str, due: Option<DateTime<Utc>>) -> TaskOpened {
    TaskOpened {
        task: row.uid,
        service: "governance".into(),
        text: text.into(),
        values: values(row),
        href: format!("/governance/councils/{}/{page}/{}", row.service, row.number),
        role: Role::Office,
        due,
        not_by: None,
    }
}

/// What the texts of a meeting's tasks name.
pub(super) fn values(row: &meeting::Model) -> BTreeMap<String, String> {
    let day = local_date(row.begins_at).to_string();
    BTreeMap::from([("service".to_owned(), row.service.clone()), ("meeting-date".to_owned(), day)])
}
