//! The first page as data, for other systems.

mod operations;

use std::collections::BTreeMap;

use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use platform::{Api, Caller, Ctx, Paging, Result, extract::Json};
use sea_orm::QueryOrder;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::{
    domain,
    entities::{task, usage},
    overview,
    permissions::{TASKS, USAGE},
};

/// The operations.
pub fn api() -> Api {
    Api::new().at(&TASKS, routes!(list_tasks)).at(&USAGE, routes!(list_usage)).merge(operations::api())
}

/// Something that waits.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "task": "01890a5d-ac96-774b-bcce-b302099a8057", "service": "billing", "text": "billing-task-approve",
    "values": { "service": "bibblix" }, "href": "/billing/runs/01890a5d-ac96-774b-bcce-b302099a8057", "role": "finance",
    "due": null, "openedAt": "2026-11-22T08:00:00Z", "yours": true
}))]
struct Task {
    /// Its id.
    task: Uuid,
    /// The service that it belongs to.
    service: String,
    /// Key of its text in the portal.
    text: String,
    /// Values of the text.
    values: BTreeMap<String, String>,
    /// The page where it is done.
    href: String,
    /// The role that it waits for.
    role: String,
    /// When it must be done.
    due: Option<DateTime<Utc>>,
    /// Since when it waits.
    opened_at: DateTime<Utc>,
    /// False when another person than the caller must do it.
    yours: bool,
}

/// A page of tasks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Tasks {
    /// This page's.
    items: Vec<Task>,
    /// The page, from 1.
    page: u64,
    /// The most on a page.
    limit: u64,
    /// On all pages.
    total: usize,
}

/// A month's use of one meter so far.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "service": "bibblix", "meter": "loan", "month": "2026-11-01", "quantity": 1284, "ore": 2_112_000, "asOf": "2026-11-22T08:00:00Z"
}))]
struct Usage {
    /// The service.
    service: String,
    /// The meter.
    meter: String,
    /// First day of the month.
    month: NaiveDate,
    /// Whole units so far.
    quantity: i64,
    /// Cost so far in öre, excluding VAT and fixed fees.
    ore: i64,
    /// What the figures include.
    as_of: DateTime<Utc>,
}

/// A page of use.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Usages {
    /// This page's.
    items: Vec<Usage>,
    /// The page, from 1.
    page: u64,
    /// The most on a page.
    limit: u64,
    /// On all pages.
    total: usize,
}

/// Lists what waits for the caller's roles, the most urgent first, from the portal's own copy. Refuses with 400 when a parameter is
/// wrong.
#[utoipa::path(get, path = "/tasks", operation_id = "portal.list_tasks", tag = "portal", params(Paging),
    responses((status = 200, description = "A page of tasks", body = Tasks)))]
async fn list_tasks(State(ctx): State<Ctx>, caller: Caller, paging: Paging) -> Result<Json<Tasks>> {
    let read = ctx.store.read(caller.tenant()).await?;
    let rows = overview::tasks(&read, caller.session()).await?;
    let (total, (page, limit)) = (rows.len(), paging.parts());
    let rows = paging.cut(rows);
    let actor = caller.session().actor;
    Ok(Json(Tasks { items: rows.into_iter().map(|row| task(row, actor)).collect(), page, limit, total }))
}

/// Lists the own organisation's use and cost by month, service and meter, the newest month first, from the portal's own copy. Only
/// services in which the caller has a role are told. Refuses with 400 when a parameter is wrong.
#[utoipa::path(get, path = "/usage", operation_id = "portal.list_usage", tag = "portal", params(Paging),
    responses((status = 200, description = "A page of use", body = Usages)))]
async fn list_usage(State(ctx): State<Ctx>, caller: Caller, paging: Paging) -> Result<Json<Usages>> {
    let read = ctx.store.read(caller.tenant()).await?;
    let own = read.find::<usage::Entity>().order_by_desc(usage::Column::Month);
    let own = own.order_by_asc(usage::Column::Service).order_by_asc(usage::Column::Meter);
    let mut rows = own.all(read.db()).await?;
    rows.retain(|row| domain::sees(&caller.session().grants, &row.service));
    let (total, (page, limit)) = (rows.len(), paging.parts());
    let rows = paging.cut(rows);
    Ok(Json(Usages { items: rows.into_iter().map(Usage::from).collect(), page, limit, total }))
}

fn task(row: task::Model, actor: Uuid) -> Task {
    Task {
        task: row.id,
        service: row.service,
        text: row.text,
        values: serde_json::from_str(&row.arguments).unwrap_or_default(),
        href: row.href,
        role: row.role,
        due: row.due,
        opened_at: row.opened_at,
        yours: row.not_by != Some(actor),
    }
}

impl From<usage::Model> for Usage {
    fn from(row: usage::Model) -> Self {
        let usage::Model { service, meter, month, quantity, ore, as_of, .. } = row;
        Self { service, meter, month, quantity, ore, as_of }
    }
}
