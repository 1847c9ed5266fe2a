//! The register's JSON API.

use axum::{extract::State, http::StatusCode, response::IntoResponse};
use chrono::NaiveDate;
use contracts::{Tenant, members::OrganisationKind};
use platform::{
    Api, Caller, Ctx, Listed, Paging, Result,
    clock::local_date,
    extract::{Json, Path},
    listing::Slice,
};
use sea_orm::{QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;

use crate::{
    domain::kind_of,
    entities::subscription,
    permissions::{READ, READ_OWN, SANDBOX, SUBSCRIBE},
    register::{self, Filter, Row},
    sandbox,
    subscriptions::{self, Start},
};

/// The operations.
pub fn api() -> Api {
    Api::new()
        .at(&READ, routes!(list_organisations))
        .at(&READ, routes!(get_organisation))
        .at(&READ_OWN, routes!(list_subscriptions))
        .at(&SUBSCRIBE, routes!(start_subscription))
        .at(&SUBSCRIBE, routes!(end_subscription))
        .at(&SANDBOX, routes!(make_sandbox))
}

/// An organisation in the register.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "organisation": "sandviken-2181", "name": "Sandvikens kommun", "shortName": "Sandviken", "kind": "municipality",
    "municipalityCode": "2181", "county": "Gävleborgs län", "population": 38360, "populationDate": "2024-12-31",
    "organisationNumber": null, "memberSince": "2005-03-01", "sandbox": false
}))]
struct Organisation {
    /// Its lasting short name.
    organisation: String,
    /// Full name.
    name: String,
    /// Short name.
    short_name: String,
    /// Its kind.
    kind: OrganisationKind,
    /// Four-digit code (SCB) of a municipality.
    municipality_code: Option<String>,
    /// County.
    county: Option<String>,
    /// Inhabitants of a municipality.
    population: Option<i64>,
    /// The day that the population refers to.
    population_date: Option<NaiveDate>,
    /// Organisation number, when it is known.
    organisation_number: Option<String>,
    /// First day of the membership that holds today; none when it is no member.
    member_since: Option<NaiveDate>,
    /// Whether it is the sandbox, in which integrators try their systems: in no list or total, and never billed.
    sandbox: bool,
}

/// A page of organisations.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Organisations {
    /// This page's.
    items: Vec<Organisation>,
    /// The page, from 1.
    page: u64,
    /// The most on a page.
    limit: u64,
    /// On all pages.
    total: i64,
}

/// A time as user of a shared service.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "subscription": "01890a5d-ac96-774b-bcce-b302099a8057", "service": "bibblix", "user": "sandviken-2181",
    "member": "sandviken-2181", "payer": "sandviken-2181", "begins": "2025-07-01", "ends": null,
    "department": "Kultur- och fritidsförvaltningen", "contact": "kultur@sandviken.example"
}))]
pub struct Subscription {
    /// Its id.
    subscription: Uuid,
    /// The shared service.
    service: String,
    /// Who uses it.
    user: String,
    /// Whose agreement it is.
    member: String,
    /// Who is invoiced.
    payer: String,
    /// First day of use.
    begins: NaiveDate,
    /// Last day of use; none while it lasts.
    ends: Option<NaiveDate>,
    /// The user's department that works with the service, when it is known.
    department: Option<String>,
    /// Address of the function there that answers, when it is known.
    contact: Option<String>,
}

/// A page of subscriptions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Subscriptions {
    /// This page's.
    items: Vec<Subscription>,
    /// The page, from 1.
    page: u64,
    /// The most on a page.
    limit: u64,
    /// On all pages.
    total: u64,
}

/// What to start.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "service": "bibblix", "begins": "2026-12-01" }))]
struct NewSubscription {
    /// The shared service.
    service: String,
    /// First day of use.
    begins: NaiveDate,
    /// Whose agreement it is; the user itself when left out.
    member: Option<Tenant>,
    /// Who is invoiced; the holder of the agreement when left out.
    payer: Option<Tenant>,
    /// The user's department that works with the service, 3 to 80 characters.
    department: Option<String>,
    /// E-mail address of the function there that answers, never a person's own; at most 120 characters.
    contact: Option<String>,
}

/// When to end.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "ends": "2026-12-31" }))]
struct LastDay {
    /// Last day of use.
    ends: NaiveDate,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Part of a name, a municipality code or an organisation number; without å, ä and ö it finds names with them too.
    #[serde(default)]
    q: String,
    /// A county's name.
    #[serde(default)]
    county: String,
    /// Only members of the association.
    #[serde(default)]
    members_only: bool,
}

/// Lists the register in Swedish order of names. It is public within the association: any signed-in caller reads all of it.
/// Refuses with 400 when a parameter is wrong.
#[utoipa::path(get, path = "/organisations", operation_id = "members.list_organisations", tag = "register", params(ListQuery, Paging),
    responses((status = 200, description = "A page of organisations", body = Organisations)))]
async fn list_organisations(
    State(ctx): State<Ctx>,
    Listed(query, paging): Listed<ListQuery>,
) -> Result<Json<Organisations>> {
    let ((page, limit), offset) = (paging.parts(), paging.offset());
    let today = local_date(ctx.clock.now());
    let filter =
        Filter { text: query.q, county: query.county, service: String::new(), members_only: query.members_only };
    let across = register::open(&ctx).await?;
    let summary = register::summary(&across, &filter, today).await?;
    let rows = register::list(&across, &filter, today, "o.sort_key, o.tenant", Slice { limit, offset, page }).await?;
    let total = if filter.members_only { summary.members } else { summary.organisations };
    Ok(Json(Organisations { items: rows.into_iter().map(organisation).collect(), page, limit, total }))
}

/// Shows one organisation. Refuses with 404 when it is not in the register.
#[utoipa::path(get, path = "/organisations/{organisation}", operation_id = "members.get_organisation", tag = "register",
    params(("organisation" = String, Path, description = "The organisation's lasting short name", example = "sandviken-2181")),
    responses((status = 200, description = "The organisation", body = Organisation)))]
async fn get_organisation(State(ctx): State<Ctx>, Path(tenant): Path<Tenant>) -> Result<Json<Organisation>> {
    let across = register::open(&ctx).await?;
    let row = register::organisation(&across, tenant.as_str(), local_date(ctx.clock.now())).await?;
    Ok(Json(organisation(row)))
}

/// Lists the own organisation's subscriptions, ended ones too, the newest first. Refuses with 400 when a parameter is wrong.
#[utoipa::path(get, path = "/subscriptions", operation_id = "members.list_subscriptions", tag = "subscriptions", params(Paging),
    responses((status = 200, description = "A page of subscriptions", body = Subscriptions)))]
async fn list_subscriptions(State(ctx): State<Ctx>, caller: Caller, paging: Paging) -> Result<Json<Subscriptions>> {
    let ((page, limit), offset) = (paging.parts(), paging.offset());
    let read = ctx.store.read(caller.tenant()).await?;
    let own = read.find::<subscription::Entity>();
    let total = read.total(&own).await?;
    let own = own.order_by_desc(subscription::Column::Begins).order_by_asc(subscription::Column::Id);
    let rows = own.limit(limit).offset(offset).all(read.db()).await?;
    Ok(Json(Subscriptions { items: rows.into_iter().map(Subscription::from).collect(), page, limit, total }))
}

/// Starts an organisation's use of a shared service. Refuses with 404 when the organisation is not in the register, and with 422
/// when there is no such service, the holder of the agreement is not a member on the first day, or it already uses the service then.
#[utoipa::path(post, path = "/organisations/{organisation}/subscriptions", operation_id = "members.start_subscription",
    tag = "subscriptions", request_body = NewSubscription,
    params(("organisation" = String, Path, description = "Who is to use the service", example = "sandviken-2181")),
    responses(
        (status = 201, description = "The subscription", body = Subscription),
        (status = 422, description = "A rule forbids it", body = platform::error::Problem, content_type = "application/problem+json")))]
async fn start_subscription(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(user): Path<Tenant>,
    Json(new): Json<NewSubscription>,
) -> Result<impl IntoResponse> {
    let across = ctx.store.across(&caller, "start a subscription").await?;
    let member = new.member.unwrap_or_else(|| user.clone());
    let payer = new.payer.unwrap_or_else(|| member.clone());
    let NewSubscription { service, begins, department, contact, .. } = new;
    let start = Start { user, service, member, payer, begins, department, contact };
    let row = subscriptions::start(&ctx, &across, start).await?;
    across.commit().await?;
    Ok((StatusCode::CREATED, Json(Subscription::from(row))))
}

/// Gives a subscription its last day. Refuses with 404 when there is no such subscription, and with 422 when the day is before the
/// first or the subscription already has a last day.
#[utoipa::path(post, path = "/subscriptions/{subscription}/end", operation_id = "members.end_subscription", tag = "subscriptions",
    request_body = LastDay, params(("subscription" = Uuid, Path, description = "The subscription")),
    responses(
        (status = 200, description = "The subscription with its last day", body = Subscription),
        (status = 422, description = "A rule forbids it", body = platform::error::Problem, content_type = "application/problem+json")))]
async fn end_subscription(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(last): Json<LastDay>,
) -> Result<Json<Subscription>> {
    let across = ctx.store.across(&caller, "end a subscription").await?;
    let row = subscriptions::end(&across, id, last.ends).await?;
    across.commit().await?;
    Ok(Json(row.into()))
}

/// Makes the sandbox, an invented municipality that uses every service, is in no list, total or council and is never billed. Made again,
/// it begins to use services that are new.
#[utoipa::path(post, path = "/sandbox", operation_id = "members.make_sandbox", tag = "register",
    responses((status = 201, description = "The sandbox", body = Organisation)))]
async fn make_sandbox(State(ctx): State<Ctx>, caller: Caller) -> Result<impl IntoResponse> {
    let across = ctx.store.across(&caller, "the sandbox is made").await?;
    sandbox::make(&ctx, &across).await?;
    let row = register::organisation(&across, Tenant::sandbox().as_str(), local_date(ctx.clock.now())).await?;
    across.commit().await?;
    Ok((StatusCode::CREATED, Json(organisation(row))))
}

fn organisation(row: Row) -> Organisation {
    Organisation {
        sandbox: row.tenant == Tenant::sandbox().as_str(),
        organisation: row.tenant,
        name: row.name,
        short_name: row.short_name,
        kind: kind_of(&row.kind),
        municipality_code: row.municipality_code,
        county: row.county,
        population: row.population,
        population_date: row.population_date,
        organisation_number: row.organisation_number,
        member_since: row.joined,
    }
}

impl From<subscription::Model> for Subscription {
    fn from(row: subscription::Model) -> Self {
        Self {
            subscription: row.id,
            service: row.service,
            user: row.tenant,
            member: row.member,
            payer: row.payer,
            begins: row.begins,
            ends: row.ends,
            department: row.department,
            contact: row.contact,
        }
    }
}
