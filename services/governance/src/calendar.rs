//! A council's meetings in people's own calendars: a secret address for each person, kept as a hash, that ends with her role.

use chrono::{Days, NaiveDate, TimeDelta};
use contracts::{RolesLookup, Tenant};
use platform::{
    Across, Actor, Caller, Ctx, Error, Result, Tx,
    caller::secret_hash,
    clock::{local_date, start_of},
    id,
};
use rand::RngCore;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;

use crate::{
    councils, demo,
    domain::ical::{self, Entry},
    entities::{calendar, meeting},
    meetings,
    permissions::READ,
};

/// Meetings leave the calendar so long after they were held.
const KEPT: TimeDelta = TimeDelta::days(400);

/// The person's address of a council's calendar, if she has one.
pub(crate) async fn current(ctx: &Ctx, caller: &Caller, service: &str) -> Result<Option<calendar::Model>> {
    let read = ctx.store.read(caller.tenant()).await?;
    let own = read.find::<calendar::Entity>().filter(calendar::Column::Service.eq(service));
    let own = own.filter(calendar::Column::Person.eq(caller.session().actor));
    Ok(own.filter(calendar::Column::EndedAt.is_null()).one(read.db()).await?)
}

/// Makes a new address, which is shown once; the one before it ends.
pub(crate) async fn make(ctx: &Ctx, caller: &Caller, service: &str) -> Result<String> {
    if caller.session().machine {
        return Err(Error::rule("persons-only", "a calendar's address is a person's"));
    }
    let mut bits = [0; 32];
    rand::rng().fill_bytes(&mut bits);
    let token = hex::encode(bits);
    let tx = ctx.store.begin(caller).await?;
    let ended = end(&tx, caller, service).await?;
    let id = id::new();
    tx.insert(calendar::ActiveModel {
        id: Set(id),
        service: Set(service.into()),
        person: Set(caller.session().actor),
        token_sha256: Set(secret_hash(&token)),
        made_at: Set(tx.now()),
        ended_at: Set(None),
        ..Default::default()
    })
    .await?;
    let detail = json!({ "council": service, "ended": ended });
    tx.audit("governance.calendar.make", &id.to_string(), &detail).await?;
    tx.commit().await?;
    Ok(format!("{}/governance/calendar/{token}.ics", ctx.config.http.origin()))
}

/// Ends the person's address.
pub(crate) async fn stop(ctx: &Ctx, caller: &Caller, service: &str) -> Result<()> {
    let tx = ctx.store.begin(caller).await?;
    let ended = end(&tx, caller, service).await?;
    tx.audit("governance.calendar.end", service, &json!({ "ended": ended })).await?;
    tx.commit().await
}

async fn end(tx: &Tx, caller: &Caller, service: &str) -> Result<u64> {
    let done = tx
        .update_many::<calendar::Entity>()
        .col_expr(calendar::Column::EndedAt, Expr::value(tx.now()))
        .filter(calendar::Column::Service.eq(service))
        .filter(calendar::Column::Person.eq(caller.session().actor))
        .filter(calendar::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected)
}

/// Deletes addresses that ended over 90 days ago.
pub(crate) async fn forget(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    let limit = start_of(today.checked_sub_days(Days::new(90)).unwrap_or(today));
    let across = ctx.store.across_for(Actor::System("retention")).await?;
    let ended = across.delete::<calendar::Entity>().filter(calendar::Column::EndedAt.lt(limit));
    let gone = ended.exec(across.db()).await?;
    across.commit().await?;
    Ok(gone.rows_affected)
}

/// The calendar behind an address, as long as its person holds a role that sees councils and the municipality its seat.
pub(crate) async fn fetch(ctx: &Ctx, token: &str, name: impl Fn(&str) -> String) -> Result<String> {
    let across = ctx.store.across_read(Actor::System("calendar")).await?;
    let row = across.find::<calendar::Entity>().filter(calendar::Column::TokenSha256.eq(secret_hash(token)));
    let row = row.filter(calendar::Column::EndedAt.is_null()).one(across.db()).await?.ok_or(Error::NotFound)?;
    drop(across);
    let tenant = demo::tenant(&row.tenant)?;
    ctx.take_request(&tenant, row.id)?;
    let grants = ctx.ask(&RolesLookup { person: row.person, tenant: tenant.clone() }).await?;
    let sees = grants.iter().any(|grant| {
        READ.roles.contains(&grant.role) && grant.service.as_deref().is_none_or(|only| only == "governance")
    });
    let across = ctx.store.across_read(Actor::System("calendar")).await?;
    if !sees || !sits(&across, &tenant, &row.service).await? {
        return Err(Error::NotFound);
    }
    let entries = entries(ctx, &across, &row.service).await?;
    Ok(ical::calendar(&name(&row.service), &entries))
}

async fn sits(across: &Across, tenant: &Tenant, service: &str) -> Result<bool> {
    let seats = councils::register(across, service, local_date(across.now())).await?;
    Ok(tenant.is_association() || seats.iter().any(|seat| seat.tenant == tenant.as_str()))
}

async fn entries(ctx: &Ctx, across: &Across, service: &str) -> Result<Vec<Entry>> {
    let since = ctx.clock.now().checked_sub_signed(KEPT).unwrap_or_else(|| ctx.clock.now());
    let rows = across.find::<meeting::Entity>().filter(meeting::Column::Service.eq(service));
    let rows = rows.filter(meeting::Column::BeginsAt.gt(since));
    let rows = rows.order_by_asc(meeting::Column::BeginsAt).all(across.db()).await?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let whole = meetings::of(across, row).await?;
        let row = whole.meeting;
        let items = whole.agenda.iter().zip(1..).map(|(item, number)| format!("{number}. {}", item.title));
        let about: Vec<String> = row.link.iter().cloned().chain(items).collect();
        entries.push(Entry {
            uid: format!("{}@sambruk.se", row.uid),
            sequence: row.sequence,
            changed: row.changed_at,
            begins: row.begins_at,
            ends: row.ends_at,
            title: row.title,
            place: if row.place.is_empty() { row.link.unwrap_or_default() } else { row.place },
            about: about.join("\n"),
            page: format!("{}/governance/councils/{service}/meetings/{}", ctx.config.http.origin(), row.number),
            noticed: row.noticed_at.is_some(),
            cancelled: row.cancelled_at.is_some(),
        });
    }
    Ok(entries)
}
