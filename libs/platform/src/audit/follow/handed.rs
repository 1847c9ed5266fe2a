//! Follow-ups that wait for the association, because the organisation has nobody who may close them, or nobody who has in time. Its
//! office sees them as tasks and closes them through the door, which leaves a row in both logs.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::Response,
};
use contracts::{HoldersLookup, Role, Tenant, tasks::TaskOpened};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use super::{
    pages::{self, Door, FORM, Sent},
    rules::{self, DUE},
    who_looks,
};
use crate::{
    audit::{keep, permission},
    caller::Caller,
    clock::local_date,
    ctx::Ctx,
    error::{Error, Result},
    extract::Form,
    id,
    module::Permission,
    page::{Pages, View},
    store::{Across, Actor, system::follow_up},
};

/// `<service>.audit.handed`: the association's office.
pub(super) fn pages(service: &'static str) -> Pages {
    let handed = permission(service, "handed", Permission::across, &[Role::Office]);
    let one = keep(format!("/{service}/audit/handed/{{handed}}"));
    Pages::new().get(handed, one, show).post(handed, one, close, FORM)
}

/// Hands on what nobody in an organisation can close, or has closed in time.
pub(super) async fn hand_over(ctx: &Ctx) -> Result<()> {
    let read = ctx.store.across_read(Actor::System("follow-up")).await?;
    let waiting = read.find::<follow_up::Entity>().filter(follow_up::Column::ClosedAt.is_null());
    let waiting = waiting.filter(follow_up::Column::HandedAt.is_null()).all(read.db()).await?;
    let now = read.now();
    drop(read);
    let mut by_tenant: BTreeMap<String, Vec<follow_up::Model>> = BTreeMap::new();
    for row in waiting {
        by_tenant.entry(row.tenant.clone()).or_default().push(row);
    }
    for (tenant, rows) in by_tenant {
        let tenant: Tenant = tenant.parse().map_err(anyhow::Error::new)?;
        let asked = HoldersLookup { role: who_looks(&tenant), service: ctx.service.into(), tenant: tenant.clone() };
        let told = ctx.ask(&asked).await;
        let told = told.inspect_err(|error| tracing::debug!(error = error.full(), "who may close is not known"));
        let may = told.ok();
        for row in rows.iter().filter(|row| rules::goes_on(row.person, row.opened_at, may.as_deref(), now)) {
            hand(ctx, &tenant, row).await?;
        }
    }
    Ok(())
}

async fn hand(ctx: &Ctx, tenant: &Tenant, row: &follow_up::Model) -> Result<()> {
    let across = ctx.store.across_for(Actor::System("follow-up")).await?;
    let now = across.now();
    let handed = across
        .update_many::<follow_up::Entity>()
        .col_expr(follow_up::Column::HandedAt, Expr::value(now))
        .filter(follow_up::Column::Tenant.eq(tenant.as_str()))
        .filter(follow_up::Column::Id.eq(row.id))
        .filter(follow_up::Column::ClosedAt.is_null())
        .filter(follow_up::Column::HandedAt.is_null())
        .exec(across.db())
        .await?;
    if handed.rows_affected == 0 {
        return Ok(());
    }
    across.audit(tenant, "platform.follow-up.hand-over", &row.id.to_string(), &json!({ "rule": row.rule })).await?;
    let task = TaskOpened {
        task: row.id,
        service: ctx.service.into(),
        text: "audit-task-handed".into(),
        values: BTreeMap::new(),
        href: format!("/{}/audit/handed/{}", ctx.service, row.id),
        role: Role::Office,
        due: Some(now + DUE),
        not_by: Some(row.person),
    };
    across.tenant(&Tenant::association()).emit(task).await?;
    across.commit().await
}

async fn find(across: &Across, id: &str) -> Result<follow_up::Model> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let handed = across.find::<follow_up::Entity>().filter(follow_up::Column::Id.eq(id));
    handed.filter(follow_up::Column::HandedAt.is_not_null()).one(across.db()).await?.ok_or(Error::NotFound)
}

async fn show(State(ctx): State<Ctx>, view: View, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let across = ctx.store.across(&caller, &id).await?;
    let row = find(&across, &id).await?;
    let tenant: Tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
    across.audit(&tenant, "platform.follow-up.look", &row.id.to_string(), &json!({})).await?;
    across.commit().await?;
    let page = pages::draw(&view, &caller, &row, Door::Handed, &Sent::default(), None).await?;
    Ok(view.page(page))
}

async fn close(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let across = ctx.store.across_of(&caller).await?;
    let row = find(&across, &id).await?;
    drop(across);
    pages::answered(&view, &caller, row, Door::Handed, &sent).await
}

/// For the platform-wide tests: what has been handed to the association, about somebody who is nobody.
pub(crate) async fn example(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    if !tenant.is_association() {
        return Ok(None);
    }
    let across = ctx.store.across_for(Actor::System("example")).await?;
    let open = across.find::<follow_up::Entity>().filter(follow_up::Column::ClosedAt.is_null());
    let open = open.filter(follow_up::Column::Rule.eq("example")).filter(follow_up::Column::HandedAt.is_not_null());
    if let Some(row) = open.one(across.db()).await? {
        return Ok(Some(row.id.to_string()));
    }
    let (id, now) = (id::new(), across.now());
    across
        .insert(follow_up::ActiveModel {
            tenant: Set("habo-0643".into()),
            id: Set(id),
            rule: Set("example".into()),
            person: Set(id::random()),
            period: Set(local_date(now)),
            count: Set(0),
            deeds: Set("[]".into()),
            opened_at: Set(now),
            handed_at: Set(Some(now)),
            ..Default::default()
        })
        .await?;
    across.commit().await?;
    Ok(Some(id.to_string()))
}
