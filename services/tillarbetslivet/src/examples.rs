//! For the platform-wide tests: an offer, an open choice and a placement that a tenant owns, and bodies that its caller may send.

use chrono::{Datelike, Days, NaiveDate};
use contracts::Tenant;
use platform::{Actor, Ctx, Result, Tx, clock::local_date, id};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    domain::{
        approval::Party,
        hours::{Hours, Kind, Weekdays},
        offer::{Draft, Schools},
    },
    entities::party,
    failure::Failure,
    inviting::{self, Host},
    offering, placing,
    wishing::{self, Told},
};

const WHO: Actor = Actor::System("example");

/// The Monday four to five weeks after a day.
fn monday(today: NaiveDate) -> NaiveDate {
    let ahead = 35 - u64::from(today.weekday().num_days_from_monday());
    today.checked_add_days(Days::new(ahead)).unwrap_or(today)
}

fn draft(today: NaiveDate) -> Draft {
    let first = monday(today);
    Draft {
        kind: Kind::Prao,
        employer: "Exempelbolaget AB".into(),
        workplace: "Verkstaden".into(),
        tasks: "Följa med och hjälpa till i verkstaden".into(),
        seats: 2,
        first,
        last: first.checked_add_days(Days::new(4)).unwrap_or(first),
        hours: Hours { days: Weekdays::MON_TO_FRI, starts: 8 * 60, ends: 15 * 60, pause: 60 },
        min_age: 13,
        schools: Schools::default(),
        assessed: true,
    }
}

/// A pupil that nobody has heard of, fourteen years old.
fn told(today: NaiveDate) -> Told {
    let code: String = id::random().simple().to_string().chars().filter(char::is_ascii_hexdigit).take(5).collect();
    let born = NaiveDate::from_ymd_opt(monday(today).year() - 15, 12, 1).unwrap_or(today);
    Told { reference: format!("{code}-8"), school: "Exempelskolan".into(), class: "8B".into(), grade: "8".into(), born }
}

/// Does something as the tenant. Who does not use the service owns nothing in it.
async fn made<F, Fut>(ctx: Ctx, tenant: Tenant, act: F) -> Result<Option<String>>
where
    F: FnOnce(Tx) -> Fut,
    Fut: Future<Output = Result<Uuid, Failure>>,
{
    let tx = ctx.store.begin_for(&tenant, WHO).await?;
    match act(tx.clone()).await {
        Ok(id) => {
            tx.commit().await?;
            Ok(Some(id.to_string()))
        }
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Failed(error)) => Err(error),
    }
}

/// A new offer with free seats.
pub(crate) async fn offer(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    made(ctx, tenant, |tx| async move { Ok(offering::offer(&tx, &draft(local_date(tx.now()))).await?.id) }).await
}

async fn open(tx: &Tx) -> Result<Uuid, Failure> {
    let today = local_date(tx.now());
    let offer = offering::offer(tx, &draft(today)).await?;
    Ok(wishing::wish(tx, &told(today), offer.id, 1).await?.id)
}

/// A new choice that can be confirmed.
pub(crate) async fn wish(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    made(ctx, tenant, |tx| async move { open(&tx).await }).await
}

/// A new placement that can be cancelled.
pub(crate) async fn placement(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    made(ctx, tenant, |tx| async move {
        let wish = open(&tx).await?;
        Ok(placing::confirm(&tx, wish).await?.id)
    })
    .await
}

const HOST: Host<'_> = Host { organisation: "Exempelkommunen", contact: "Kim Exempel" };

/// A placement that somebody was invited to.
async fn invited(ctx: &Ctx, tx: &Tx, party: Party) -> Result<Uuid, Failure> {
    let wish = open(tx).await?;
    let placement = placing::confirm(tx, wish).await?.id;
    Ok(inviting::invite((ctx, tx), placement, (party, ""), HOST).await?.row.id)
}

/// A new invitation that nobody has come in by.
pub(crate) async fn invitation(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    made(ctx.clone(), tenant, |tx| async move { invited(&ctx, &tx, Party::Employer).await }).await
}

/// A new placement to approve, of somebody whom the demonstration has invited there; nobody else can have one.
pub(crate) async fn own(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let read = ctx.store.read(&tenant).await?;
    let known = read.find::<party::Entity>().filter(party::Column::Person.is_not_null());
    let known = known.filter(party::Column::Party.eq(Party::Employer.name())).one(read.db()).await?;
    drop(read);
    let Some(person) = known.and_then(|row| row.person) else { return Ok(None) };
    made(ctx.clone(), tenant, |tx| async move {
        let id = invited(&ctx, &tx, Party::Employer).await?;
        let mut row = tx.get::<party::Entity>(id).await?.into_active_model();
        (row.person, row.accepted_at) = (Set(Some(person)), Set(Some(tx.now())));
        Ok(tx.update(row).await?.id)
    })
    .await
}

pub(crate) async fn add_offer(ctx: Ctx, _tenant: Tenant) -> Result<Value> {
    let draft = draft(local_date(ctx.clock.now()));
    Ok(json!({
        "kind": draft.kind.name(), "employer": draft.employer, "workplace": draft.workplace, "tasks": draft.tasks, "seats": draft.seats,
        "first": draft.first, "last": draft.last, "days": draft.hours.days.names(), "starts": "08:00", "ends": "15:00",
        "breakMinutes": draft.hours.pause, "minAge": draft.min_age, "schools": [], "assessed": draft.assessed
    }))
}

/// A choice of an offer of the tenant's by a new pupil.
pub(crate) async fn add_wish(ctx: Ctx, tenant: Tenant) -> Result<Value> {
    let told = told(local_date(ctx.clock.now()));
    let offer = offer(ctx, tenant).await?;
    Ok(json!({
        "offer": offer, "rank": 1, "reference": told.reference, "school": told.school, "class": told.class, "grade": told.grade,
        "born": told.born.format("%Y-%m").to_string()
    }))
}
