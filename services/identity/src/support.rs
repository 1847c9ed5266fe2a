//! Access for the association's own people to an organisation's data: they ask, the organisation's administrators answer, and it ends
//! by itself. It is a role like any other for as long as it lasts, so that all that it reaches is guarded, logged and kept apart as
//! what the organisation's own people do.

use chrono::{DateTime, TimeDelta, Utc};
use contracts::{
    Role, Tenant,
    tasks::{TaskClosed, TaskOpened},
};
use platform::{Across, Actor, Caller, Ctx, Error, Result, Tx};
use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, Select};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::support::{self as rules, ANSWERED_WITHIN, Plan, Refusal, Step},
    entities::{grant, organisation, support, support::Model},
    feed, people,
};

/// Why access was not asked for, given or ended.
pub type Failure = platform::Failure<Refusal>;

/// The clock that ends what nobody has ended.
const CLOCK: Actor = Actor::System("support-access");

/// Where access stands now.
pub fn stands(row: &Model, now: DateTime<Utc>) -> Step {
    Step::named(&row.step).unwrap_or(Step::Ended).at(now, row.answer_by, row.until)
}

/// The organisations that access can be asked for in, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn organisations(across: &Across) -> Result<Vec<(Tenant, String)>> {
    let rows = across.find::<organisation::Entity>().order_by_asc(organisation::Column::Name).all(across.db()).await?;
    let named = rows.into_iter().filter_map(|row| Some((row.tenant.parse::<Tenant>().ok()?, row.name)));
    Ok(named.filter(|(tenant, _)| !tenant.is_association() && !tenant.is_sandbox()).collect())
}

/// What has been asked for in all organisations.
pub fn everywhere(across: &Across) -> Select<support::Entity> {
    across.find::<support::Entity>()
}

/// Asks an organisation for access.
///
/// # Errors
/// The rule that forbids it.
pub async fn ask(ctx: &Ctx, caller: &Caller, plan: Plan) -> Result<Uuid, Failure> {
    let across = ctx.store.across(caller, "support access is asked for").await?;
    let tx = across.tenant(&plan.tenant);
    people::lock(&tx).await?;
    let (person, now) = (caller.session().actor, tx.now());
    let mine = tx.find::<support::Entity>().filter(support::Column::Person.eq(person)).all(tx.db()).await?;
    if mine.iter().any(|row| matches!(stands(row, now), Step::Asked | Step::Given)) {
        return Err(Refusal::Known.into());
    }
    let told = json!({
        "role": plan.grant.role.name(), "service": plan.grant.service, "hours": plan.hours, "reason": plan.reason,
    });
    let row = tx.insert(fresh(person, &caller.session().name, plan, now)).await?;
    tx.audit("identity.support.ask", &row.id.to_string(), &told).await?;
    tx.emit(TaskOpened {
        task: row.id,
        service: "identity".into(),
        text: "identity-task-support".into(),
        values: [("hours".to_owned(), row.hours.to_string())].into(),
        href: format!("/identity/support-access/{}", row.id),
        role: Role::Administrator,
        due: Some(row.answer_by),
        not_by: Some(person),
    })
    .await?;
    drop(tx);
    across.commit().await?;
    Ok(row.id)
}

/// The row of access that has just been asked for; the transaction stamps the tenant.
pub fn fresh(person: Uuid, name: &str, plan: Plan, now: DateTime<Utc>) -> support::ActiveModel {
    support::ActiveModel {
        id: Set(platform::id::new()),
        person: Set(person),
        name: Set(name.to_owned()),
        role: Set(plan.grant.role.name().into()),
        service: Set(plan.grant.service),
        hours: Set(plan.hours),
        reason: Set(plan.reason),
        step: Set(Step::Asked.name().into()),
        asked_at: Set(now),
        answer_by: Set(now + ANSWERED_WITHIN),
        answered_by: Set(None),
        answered_at: Set(None),
        until: Set(None),
        ended_at: Set(None),
        ..Default::default()
    }
}

/// Gives up for the association what was asked for or given: whoever helps an organisation leaves it when she is done.
///
/// # Errors
/// The rule that forbids it; [`Error::NotFound`] when there is no such access.
pub async fn give_up(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<(), Failure> {
    let across = ctx.store.across(caller, "support access is given up").await?;
    let row = across.find::<support::Entity>().filter(support::Column::Id.eq(id)).one(across.db()).await?;
    let tenant: Tenant = row.ok_or(Error::NotFound)?.tenant.parse().map_err(|_| Error::NotFound)?;
    let tx = across.tenant(&tenant);
    let touched = over(&across, &tx, id).await?;
    drop(tx);
    across.commit().await?;
    feed::tell(ctx, touched).await;
    Ok(())
}

/// Access as the organisation sees it, with who has answered, when that is known.
///
/// # Errors
/// [`Error::NotFound`] when it is not the organisation's.
pub async fn find(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<(Model, Option<String>)> {
    let across = ctx.store.across_read(caller.actor()).await?;
    let row = across.tenant(caller.tenant()).get::<support::Entity>(id).await?;
    let answered = match row.answered_by {
        Some(person) => people::called(&across, caller.tenant(), person).await?,
        None => None,
    };
    Ok((row, answered))
}

/// Answers for the organisation. Yes: the one who asked has the role from now on, until the time is over.
///
/// # Errors
/// The rule that forbids it; [`Error::NotFound`] when it is not the organisation's.
pub async fn answer(ctx: &Ctx, caller: &Caller, id: Uuid, yes: bool) -> Result<(), Failure> {
    let across = ctx.store.across_for(caller.actor()).await?;
    let tx = across.tenant(caller.tenant());
    people::lock(&tx).await?;
    let (row, now, answers) = (tx.get::<support::Entity>(id).await?, tx.now(), caller.session().actor);
    rules::answer(stands(&row, now), row.person, answers)?;
    let until = yes.then(|| now + TimeDelta::hours(row.hours));
    let mut changed = row.clone().into_active_model();
    changed.step = Set(if yes { Step::Given } else { Step::Refused }.name().into());
    (changed.answered_by, changed.answered_at, changed.until) = (Set(Some(answers)), Set(Some(now)), Set(until));
    tx.update(changed).await?;
    tx.emit(TaskClosed { task: id }).await?;
    let touched = if until.is_some() {
        tx.insert(grant_of(&row, answers, until, now)).await?;
        people::changed(&across, tx.tenant(), row.person).await?
    } else {
        Vec::new()
    };
    let action = if yes { "identity.support.give" } else { "identity.support.refuse" };
    let told = json!({ "person": row.person, "role": row.role, "service": row.service, "until": until });
    tx.audit(action, &id.to_string(), &told).await?;
    drop(tx);
    across.commit().await?;
    feed::tell(ctx, touched).await;
    Ok(())
}

fn grant_of(row: &Model, by: Uuid, until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> grant::ActiveModel {
    grant::ActiveModel {
        id: Set(platform::id::new()),
        person: Set(row.person),
        role: Set(row.role.clone()),
        service: Set(row.service.clone()),
        given_by: Set(Some(by)),
        support: Set(Some(row.id)),
        until: Set(until),
        given_at: Set(now),
        ..Default::default()
    }
}

/// Ends for the organisation what it has given.
///
/// # Errors
/// The rule that forbids it; [`Error::NotFound`] when it is not the organisation's.
pub async fn end(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<(), Failure> {
    let across = ctx.store.across_for(caller.actor()).await?;
    let tx = across.tenant(caller.tenant());
    let row = tx.get::<support::Entity>(id).await?;
    if stands(&row, tx.now()) != Step::Given {
        return Err(Refusal::Over.into());
    }
    let touched = over(&across, &tx, id).await?;
    drop(tx);
    across.commit().await?;
    feed::tell(ctx, touched).await;
    Ok(())
}

/// Ends what is asked for or given, with the role, in every process; tells whose sessions it changes.
async fn over(across: &Across, tx: &Tx, id: Uuid) -> Result<Vec<Uuid>, Failure> {
    people::lock(tx).await?;
    let (row, now) = (tx.get::<support::Entity>(id).await?, tx.now());
    // What is kept, not where it stands by the clock: the clock's own work ends here, too.
    let (step, action) = match Step::named(&row.step) {
        Some(Step::Given) => (Step::Ended, "identity.support.end"),
        Some(Step::Asked) if row.answer_by <= now => (Step::Lapsed, "identity.support.lapse"),
        Some(Step::Asked) => (Step::Withdrawn, "identity.support.withdraw"),
        _ => return Err(Refusal::Over.into()),
    };
    let (person, asked) = (row.person, step != Step::Ended);
    let told = json!({ "person": person, "role": row.role, "service": row.service });
    let mut changed = row.into_active_model();
    (changed.step, changed.ended_at) = (Set(step.name().into()), Set(Some(now)));
    tx.update(changed).await?;
    across.delete::<grant::Entity>().filter(grant::Column::Support.eq(id)).exec(across.db()).await?;
    if asked {
        tx.emit(TaskClosed { task: id }).await?;
    }
    tx.audit(action, &id.to_string(), &told).await?;
    Ok(people::changed(across, tx.tenant(), person).await?)
}

/// Notes what is over by the clock, which has been without effect since then.
///
/// # Errors
/// When the database does not answer.
pub async fn due(ctx: Ctx, _: DateTime<Utc>) -> Result<()> {
    use support::Column;
    let across = ctx.store.across_read(CLOCK).await?;
    let now = across.now();
    let given = Column::Step.eq(Step::Given.name()).and(Column::Until.lte(now));
    let asked = Column::Step.eq(Step::Asked.name()).and(Column::AnswerBy.lte(now));
    let rows = across.find::<support::Entity>().filter(given.or(asked)).all(across.db()).await?;
    drop(across);
    for row in rows {
        let across = ctx.store.across_for(CLOCK).await?;
        let tx = across.tenant(&row.tenant.parse().map_err(anyhow::Error::new)?);
        match over(&across, &tx, row.id).await {
            Ok(touched) => {
                drop(tx);
                across.commit().await?;
                feed::tell(&ctx, touched).await;
            }
            // Somebody was faster.
            Err(Failure::Refused(_)) => {}
            Err(Failure::Failed(error)) => return Err(error),
        }
    }
    Ok(())
}
