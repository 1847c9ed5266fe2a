//! Follow-up: each night rules pick what somebody else than who did it must look at. What is picked opens a task for the
//! organisation's administrators, which names nobody; one of them, never the person herself, closes it with a verdict and a reason.
//! What nobody there can close, or has closed in time, is handed to the association's office.

mod handed;
mod pages;
mod rules;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use contracts::{Role, Tenant, tasks::TaskOpened};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

pub(crate) use handed::example as handed_example;
pub(crate) use pages::pages;
pub use rules::Pick;
use rules::{DUE, Deed};

use crate::{
    clock::{local_date, start_of},
    ctx::Ctx,
    error::Result,
    id,
    store::{
        Actor, Tx,
        system::{follow_up, follow_up_draw},
    },
};

/// What of what is done in a service is followed up.
#[derive(Debug, Clone, Copy)]
pub struct Follows {
    /// A select of what was read in a sensitive register from $1 and before $2: `tenant, id, at, actor, act, object, protected`. None
    /// for a service that has no such register: its rules look at the audit log.
    pub reads: Option<&'static str>,
    /// What is picked.
    pub rules: &'static [Pick],
}

/// What the rules look at in a service without a sensitive register.
const ACTS: &str = "SELECT tenant, id, at, actor, action AS act, object, CAST(NULL AS BOOLEAN) AS protected FROM audit WHERE at >= $1 AND at < $2";
/// Days looked at each night: a night that was missed is made up for, and what is picked already is not picked again.
const DAYS: u64 = 7;
/// Deeds kept with a follow-up; it says how many there were.
const KEPT: usize = 100;

/// Looks at the days before the planned time, and draws the sample of the month before.
pub(crate) async fn follow(ctx: Ctx, planned: DateTime<Utc>, follows: Follows) -> Result<()> {
    let today = local_date(planned);
    let month = today.with_day(1).unwrap_or(today);
    for before in (1..=DAYS).rev() {
        let day = today.checked_sub_days(Days::new(before)).unwrap_or(today);
        let after = day.checked_add_days(Days::new(1)).unwrap_or(day);
        for (tenant, deeds) in done(&ctx, follows, day, after).await? {
            pick_of_day(&ctx, follows, &tenant, day, &deeds).await?;
        }
    }
    let sizes = follows.rules.iter().filter_map(|rule| if let Pick::Sample(size) = rule { Some(*size) } else { None });
    let last = month.checked_sub_months(Months::new(1)).unwrap_or(month);
    for size in sizes.take(1) {
        for tenant in tenants(&ctx, follows, last, month).await? {
            draw(&ctx, follows, &tenant, (last, month), size).await?;
        }
    }
    handed::hand_over(&ctx).await
}

/// Whose task it is to look at what is done in an organisation.
fn who_looks(tenant: &Tenant) -> Role {
    if tenant.is_association() { Role::Operator } else { Role::Administrator }
}

/// Who has done anything in a period.
async fn tenants(ctx: &Ctx, follows: Follows, first: NaiveDate, after: NaiveDate) -> Result<Vec<Tenant>> {
    let read = ctx.store.across_read(Actor::System("follow-up")).await?;
    let sql = format!("SELECT DISTINCT d.tenant FROM ({}) d ORDER BY d.tenant", follows.reads.unwrap_or(ACTS));
    let rows = read.query(&sql, [start_of(first).into(), start_of(after).into()]).await?;
    let tenant = |row: &sea_orm::QueryResult| -> Result<Tenant> {
        Ok(row.try_get::<String>("", "tenant")?.parse().map_err(anyhow::Error::new)?)
    };
    rows.iter().map(tenant).collect()
}

async fn done(ctx: &Ctx, follows: Follows, first: NaiveDate, after: NaiveDate) -> Result<Vec<(Tenant, Vec<Deed>)>> {
    let mut all = Vec::new();
    for tenant in tenants(ctx, follows, first, after).await? {
        let deeds = deeds(ctx, follows, &tenant, (first, after)).await?;
        all.push((tenant, deeds));
    }
    Ok(all)
}

/// What people of an organisation have done in a period; what machines and the platform do is not picked.
async fn deeds(
    ctx: &Ctx,
    follows: Follows,
    tenant: &Tenant,
    (first, after): (NaiveDate, NaiveDate),
) -> Result<Vec<Deed>> {
    let read = ctx.store.across_read(Actor::System("follow-up")).await?;
    let sql = format!(
        "SELECT d.id, d.at, d.actor, d.act, d.object, CASE WHEN d.protected THEN 1 ELSE 0 END AS protected FROM ({}) d \
         WHERE d.tenant = $3 AND d.actor LIKE 'person:%' ORDER BY d.at, d.id",
        follows.reads.unwrap_or(ACTS)
    );
    let values = [start_of(first).into(), start_of(after).into(), tenant.as_str().into()];
    let mut deeds = Vec::new();
    for row in read.query(&sql, values).await? {
        let actor: String = row.try_get("", "actor")?;
        let Some(person) = actor.strip_prefix("person:").and_then(|id| id.parse().ok()) else { continue };
        deeds.push(Deed {
            id: row.try_get("", "id")?,
            at: row.try_get("", "at")?,
            person,
            act: row.try_get("", "act")?,
            object: row.try_get("", "object")?,
            protected: row.try_get::<i32>("", "protected")? != 0,
        });
    }
    Ok(deeds)
}

async fn pick_of_day(ctx: &Ctx, follows: Follows, tenant: &Tenant, day: NaiveDate, deeds: &[Deed]) -> Result<()> {
    let picked: Vec<_> = follows.rules.iter().map(|rule| (*rule, rule.of_a_day(deeds))).collect();
    if picked.iter().all(|(_, picked)| picked.is_empty()) {
        return Ok(());
    }
    let tx = ctx.store.begin_for(tenant, Actor::System("follow-up")).await?;
    for (rule, picked) in picked {
        open_all(&tx, ctx, rule, day, picked).await?;
    }
    tx.commit().await
}

/// A month's sample, once: its seed is kept, so that anybody can draw it again.
async fn draw(
    ctx: &Ctx,
    follows: Follows,
    tenant: &Tenant,
    (month, after): (NaiveDate, NaiveDate),
    size: usize,
) -> Result<()> {
    let read = ctx.store.read(tenant).await?;
    let drawn = read.find::<follow_up_draw::Entity>().filter(follow_up_draw::Column::Period.eq(month));
    if drawn.one(read.db()).await?.is_some() {
        return Ok(());
    }
    drop(read);
    let deeds = deeds(ctx, follows, tenant, (month, after)).await?;
    let seed = id::random().simple().to_string();
    let tx = ctx.store.begin_for(tenant, Actor::System("follow-up")).await?;
    let row = follow_up_draw::ActiveModel {
        id: Set(id::new()),
        period: Set(month),
        seed: Set(seed.clone()),
        among: Set(i64::try_from(deeds.len()).unwrap_or(i64::MAX)),
        drawn_at: Set(tx.now()),
        ..Default::default()
    };
    if !tx.insert_if_new(row).await? {
        return Ok(());
    }
    tx.audit("platform.follow-up.draw", &month.to_string(), &json!({ "seed": seed, "among": deeds.len() })).await?;
    open_all(&tx, ctx, Pick::Sample(size), month, rules::sample(&deeds, &seed, size)).await?;
    tx.commit().await
}

/// Opens a follow-up for each person of whom something was picked, unless there is one of the same rule and time.
async fn open_all(tx: &Tx, ctx: &Ctx, rule: Pick, period: NaiveDate, picked: BTreeMap<Uuid, Vec<&Deed>>) -> Result<()> {
    for (person, deeds) in picked {
        let (id, now) = (id::new(), tx.now());
        let first: Vec<&Deed> = deeds.iter().take(KEPT).copied().collect();
        let row = follow_up::ActiveModel {
            id: Set(id),
            rule: Set(rule.name().into()),
            person: Set(person),
            period: Set(period),
            count: Set(i64::try_from(deeds.len()).unwrap_or(i64::MAX)),
            deeds: Set(serde_json::to_string(&first)?),
            opened_at: Set(now),
            ..Default::default()
        };
        if !tx.insert_if_new(row).await? {
            continue;
        }
        tx.audit("platform.follow-up.open", &id.to_string(), &json!({ "rule": rule.name() })).await?;
        tx.emit(TaskOpened {
            task: id,
            service: ctx.service.into(),
            text: format!("audit-task-{}", rule.name()),
            values: BTreeMap::new(),
            href: format!("/{}/audit/follow-ups/{id}", ctx.service),
            role: who_looks(tx.tenant()),
            due: Some(now + DUE),
            not_by: Some(person),
        })
        .await?;
    }
    Ok(())
}

/// For the platform-wide tests: an open follow-up about somebody who is nobody.
pub(crate) async fn example(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    let open = tx.find::<follow_up::Entity>().filter(follow_up::Column::ClosedAt.is_null());
    let open = open.filter(follow_up::Column::Rule.eq("example"));
    if let Some(row) = open.one(tx.db()).await? {
        return Ok(Some(row.id.to_string()));
    }
    let (id, now) = (id::new(), tx.now());
    tx.insert(follow_up::ActiveModel {
        id: Set(id),
        rule: Set("example".into()),
        person: Set(id::random()),
        period: Set(local_date(now)),
        count: Set(0),
        deeds: Set("[]".into()),
        opened_at: Set(now),
        ..Default::default()
    })
    .await?;
    tx.commit().await?;
    Ok(Some(id.to_string()))
}

#[cfg(test)]
mod tests;
