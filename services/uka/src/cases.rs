//! Opening and closing cases, and protecting an identity.

use chrono::{DateTime, Days, NaiveDate, Utc};
use platform::{Ctx, Result, clock::local_date, id};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use crate::{
    desk::{Desk, Why},
    domain::{
        codes::{Closing, Situation},
        number::PersonalNumber,
        refusal::Refusal,
        scope::{Facts, in_scope, quarter, turns_20},
    },
    entities::{earlier_case, measure, youth},
    events::{CaseClosed, CaseOpened},
    failure::Failure,
    peaks,
    vault::Field,
    waiting,
};

/// Days from registration to the first follow-up.
const FIRST_FOLLOW_UP: Days = Days::new(14);
/// Cases closed in one transaction.
const BATCH: u64 = 100;

/// Whom to register.
#[derive(Debug, Clone, Copy)]
pub(crate) struct New<'a> {
    pub number: &'a PersonalNumber,
    pub name: &'a str,
    pub situation: Situation,
    pub resident: bool,
    pub protected: bool,
}

/// Registers a young person and opens a case; who has been here before and whose case is closed gets a new one.
pub(crate) async fn open(desk: &Desk, new: New<'_>) -> Result<youth::Model, Failure> {
    let municipality = desk.lock().await?;
    let at = desk.now();
    let day = local_date(at);
    desk.tx.subscription(day).await??;
    let known = find(desk, new.number).await?;
    if let Some(row) = &known {
        if !desk.may_see(row) {
            desk.meet(row, Why::Denied).await?;
        }
        if row.closed_at.is_none() {
            desk.saw([row], Why::Search).await?;
            return Err(Refusal::AlreadyRegistered { youth: row.id }.into());
        }
    }
    in_scope(Facts { born: new.number.born(), resident: new.resident, situation: new.situation }, day)?;
    let row = match known {
        Some(row) => again(desk, row, new, at).await?,
        None => first(desk, new, at).await?,
    };
    peaks::change(&desk.tx, municipality, 1, at).await?;
    desk.saw([&row], Why::Registered).await?;
    let situation = new.situation.name();
    desk.tx.emit(CaseOpened { case: row.case_id, day, situation: situation.into() }).await?;
    desk.tx.audit("uka.case.open", &row.case_id.to_string(), &json!({ "situation": situation })).await?;
    Ok(row)
}

/// Somebody by number, through the blind index only.
pub(crate) async fn find(desk: &Desk, number: &PersonalNumber) -> Result<Option<youth::Model>> {
    let index = desk.vault.index(number);
    let found = desk.tx.find::<youth::Entity>().filter(youth::Column::NumberIndex.eq(index));
    Ok(found.one(desk.tx.db()).await?)
}

async fn first(desk: &Desk, new: New<'_>, at: DateTime<Utc>) -> Result<youth::Model> {
    // Random, unlike the ids of what happens: it says nothing of when somebody was registered.
    let id = id::random();
    let row = youth::ActiveModel {
        id: Set(id),
        number_sealed: Set(desk.vault.seal(Field::Number, id, new.number.digits())?),
        number_index: Set(desk.vault.index(new.number)),
        name_sealed: Set(desk.vault.seal(Field::Name, id, new.name)?),
        protected: Set(new.protected),
        twenty_quarter: Set(quarter(turns_20(new.number.born()))),
        case_id: Set(id::random()),
        situation: Set(new.situation.name().into()),
        opened_at: Set(at),
        follow_up: Set(local_date(at).checked_add_days(FIRST_FOLLOW_UP)),
        closed_at: Set(None),
        closing: Set(None),
        ..Default::default()
    };
    desk.tx.insert(row).await
}

async fn again(desk: &Desk, row: youth::Model, new: New<'_>, at: DateTime<Utc>) -> Result<youth::Model> {
    if let (Some(closed_at), Some(closing)) = (row.closed_at, row.closing.clone()) {
        let earlier = earlier_case::ActiveModel {
            id: Set(row.case_id),
            youth: Set(row.id),
            situation: Set(row.situation.clone()),
            opened_at: Set(row.opened_at),
            closed_at: Set(closed_at),
            closing: Set(closing),
            ..Default::default()
        };
        desk.tx.insert(earlier).await?;
    }
    let name = desk.vault.seal(Field::Name, row.id, new.name)?;
    let protected = row.protected || new.protected;
    let mut row = row.into_active_model();
    row.name_sealed = Set(name);
    row.protected = Set(protected);
    row.case_id = Set(id::random());
    row.situation = Set(new.situation.name().into());
    row.opened_at = Set(at);
    row.follow_up = Set(local_date(at).checked_add_days(FIRST_FOLLOW_UP));
    row.closed_at = Set(None);
    row.closing = Set(None);
    desk.tx.update(row).await
}

/// The case's day of opening, or the refusal that it is closed.
pub(crate) fn opened(row: &youth::Model) -> Result<NaiveDate, Refusal> {
    match row.closed_at {
        Some(closed) => Err(Refusal::CaseClosed { closed: local_date(closed) }),
        None => Ok(local_date(row.opened_at)),
    }
}

/// Closes a case with its reason; measures that go on end with it.
pub(crate) async fn close(desk: &Desk, id: Uuid, why: Closing) -> Result<youth::Model, Failure> {
    let row = end(desk, id, why).await?;
    waiting::look(desk).await?;
    Ok(row)
}

async fn end(desk: &Desk, id: Uuid, why: Closing) -> Result<youth::Model, Failure> {
    let municipality = desk.lock().await?;
    let at = desk.now();
    let row = desk.youth(id, Why::Closed).await?;
    opened(&row)?;
    let day = local_date(at);
    if why == Closing::TurnedTwenty {
        let turns = desk.turns_20(&row)?;
        if turns > day {
            return Err(Refusal::NotTwentyYet { turns }.into());
        }
    }
    peaks::change(&desk.tx, municipality, -1, at).await?;
    desk.tx
        .update_many::<measure::Entity>()
        .col_expr(measure::Column::Ends, Expr::value(Some(day)))
        .filter(measure::Column::Youth.eq(id))
        .filter(measure::Column::Ends.is_null())
        .filter(measure::Column::Starts.lte(day))
        .exec(desk.tx.db())
        .await?;
    let case = row.case_id;
    let mut row = row.into_active_model();
    row.closed_at = Set(Some(at));
    row.closing = Set(Some(why.name().into()));
    row.follow_up = Set(None);
    let row = desk.tx.update(row).await?;
    desk.tx.emit(CaseClosed { case, day, reason: why.name().into() }).await?;
    desk.tx.audit("uka.case.close", &case.to_string(), &json!({ "reason": why.name() })).await?;
    Ok(row)
}

/// Marks an identity as protected, or, for who may open such, as no longer protected.
pub(crate) async fn protect(desk: &Desk, id: Uuid, protected: bool) -> Result<youth::Model, Failure> {
    let row = desk.youth(id, Why::Protection).await?;
    if !protected && !desk.opens_protected() {
        return Err(Refusal::ProtectedIdentity.into());
    }
    let mut row = row.into_active_model();
    row.protected = Set(protected);
    let row = desk.tx.update(row).await?;
    desk.tx.audit("uka.youth.protect", &id.to_string(), &json!({ "protected": protected })).await?;
    waiting::look(desk).await?;
    Ok(row)
}

/// Every night: whoever has turned 20 is no longer the municipality's responsibility. The birthday stands nowhere but in the encrypted
/// number, so the numbers of those who turn 20 in this quarter, or have, are opened: at most one in twelve of the open cases.
pub(crate) async fn close_of_age(ctx: Ctx, _planned: DateTime<Utc>) -> Result<()> {
    for tenant in peaks::tenants(&ctx).await? {
        let mut last = Some(Uuid::nil());
        while let Some(after) = last {
            last = close_some(&ctx, &tenant, after).await?;
        }
    }
    Ok(())
}

/// Looks at the next hundred after an id and closes those who have turned 20. Gives the last one looked at, if there was one.
async fn close_some(ctx: &Ctx, tenant: &contracts::Tenant, after: Uuid) -> Result<Option<Uuid>> {
    let desk = Desk::of_system(ctx, tenant, "of-age").await?;
    let today = local_date(desk.now());
    let near = desk.tx.find::<youth::Entity>().filter(youth::Column::ClosedAt.is_null());
    let near = near.filter(youth::Column::TwentyQuarter.lte(today)).filter(youth::Column::Id.gt(after));
    let rows = near.order_by_asc(youth::Column::Id).limit(BATCH).all(desk.tx.db()).await?;
    for row in &rows {
        match desk.turns_20(row) {
            Ok(turns) if turns <= today => {
                end(&desk, row.id, Closing::TurnedTwenty).await?;
            }
            Ok(_) => {}
            // One row that does not open, which verification tells of, must not keep the others open.
            Err(error) => tracing::error!(youth = %row.id, error = error.full(), "the day of turning 20 can't be read"),
        }
    }
    waiting::look(&desk).await?;
    desk.tx.commit().await?;
    Ok(rows.last().map(|row| row.id))
}
