//! Examples for the platform-wide tests: an object of a tenant for each path parameter, a body for each operation that takes one.

use chrono::{Days, NaiveDate};
use contracts::Tenant;
use platform::{Ctx, Result, clock::local_date, id};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::{
    cases::{self, New},
    desk::Desk,
    domain::{
        codes::{MeasureKind, Situation},
        number::PersonalNumber,
    },
    entities::{measure as measures, youth as youths},
    failure::Failure,
    follow,
};

/// Somebody with an open case and no protected identity; registered when there is nobody.
pub(crate) async fn youth(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let desk = Desk::of_system(&ctx, &tenant, "example").await?;
    let open = desk.tx.find::<youths::Entity>().filter(youths::Column::ClosedAt.is_null());
    let open = open.filter(youths::Column::Protected.eq(false)).order_by_desc(youths::Column::OpenedAt);
    if let Some(row) = open.one(desk.tx.db()).await? {
        return Ok(Some(row.id.to_string()));
    }
    let now = desk.tx.now();
    let number = unused(local_date(now));
    let situation = Situation::DroppedOut;
    let new = New { number: &number, name: "Exempel Exempelsson", situation, resident: true, protected: false };
    let result = cases::open(&desk, new).await;
    match desk.finish(result).await {
        Ok(row) => Ok(Some(row.id.to_string())),
        // Who does not use the service has nobody.
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Failed(error)) => Err(error),
    }
}

/// A measure that goes on, of somebody without a protected identity.
pub(crate) async fn measure(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let Some(youth) = youth(ctx.clone(), tenant.clone()).await? else { return Ok(None) };
    let youth = youth.parse().map_err(anyhow::Error::new)?;
    let desk = Desk::of_system(&ctx, &tenant, "example").await?;
    let going = desk.tx.find::<measures::Entity>().filter(measures::Column::Youth.eq(youth));
    if let Some(row) = going.filter(measures::Column::Ends.is_null()).one(desk.tx.db()).await? {
        return Ok(Some(row.id.to_string()));
    }
    let today = local_date(desk.tx.now());
    let result = follow::start(&desk, youth, MeasureKind::Guidance, today, None).await;
    Ok(Some(desk.finish(result).await?.id.to_string()))
}

/// A number that belongs to nobody, of somebody between 16 and 19.
fn unused(today: NaiveDate) -> PersonalNumber {
    let chance = id::random().as_u128();
    let days = 16 * 366 + u64::try_from(chance % 1000).unwrap_or(0);
    let born = today.checked_sub_days(Days::new(days)).unwrap_or(today);
    PersonalNumber::invented(born, [238, 239, 980][usize::try_from(chance / 1000 % 3).unwrap_or(0)])
}

pub(crate) async fn register(ctx: Ctx, _: Tenant) -> Result<Value> {
    let number = unused(local_date(ctx.clock.now())).written();
    Ok(json!({ "personalNumber": number, "name": "Exempel Exempelsson", "situation": "dropped-out", "resident": true }))
}

pub(crate) async fn contact(ctx: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "day": local_date(ctx.clock.now()), "way": "phone", "outcome": "reached" }))
}

pub(crate) async fn start_measure(ctx: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "kind": "guidance", "starts": local_date(ctx.clock.now()) }))
}

pub(crate) async fn end_measure(ctx: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "ends": local_date(ctx.clock.now()) }))
}

pub(crate) async fn close(_: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "reason": "started-education" }))
}

pub(crate) async fn protect(_: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "protected": true }))
}
