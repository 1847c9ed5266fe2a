//! The people of an organisation and their roles in it: given, taken away, in force everywhere within a second.

pub mod shell;

use contracts::{
    Grant, Tenant,
    tasks::{TaskClosed, TaskOpened},
};
use platform::{Across, Caller, Ctx, Error, Result, Tx};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, SimpleExpr},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    domain::{
        grant::{self as rules, Refusal, Wish},
        invitation::OUTSIDE,
        role,
    },
    entities::{grant, organisation, person, rule, session},
    feed, sessions,
};

/// Why roles were not changed.
pub type Failure = platform::Failure<Refusal>;

/// A person as her organisation's administrator sees her.
pub struct Whole {
    /// She.
    pub person: person::Model,
    /// What she holds here, oldest first.
    pub held: Vec<Held>,
    /// Where she is signed in, acting for the organisation; newest first.
    pub sessions: Vec<session::Model>,
}

/// A role that somebody holds, and where it comes from.
pub struct Held {
    /// It.
    pub row: grant::Model,
    /// Who gave it, when that is known.
    pub by: Option<String>,
    /// The rule that gives it, if a person has not.
    pub rule: Option<rule::Model>,
}

/// Those whose home the organisation is, and those of others who hold a role in it. Nobody from outside: what they have follows from
/// invitations, and nobody gives them more.
pub fn of(across: &Across, tenant: &Tenant) -> Select<person::Entity> {
    let held = across.find::<grant::Entity>().filter(grant::Column::Tenant.eq(tenant.as_str())).select_only();
    let held = held.column(grant::Column::Person).into_query();
    let any =
        Condition::any().add(person::Column::Tenant.eq(tenant.as_str())).add(person::Column::Id.in_subquery(held));
    across.find::<person::Entity>().filter(any).filter(staff())
}

/// Rows of people who are not from outside.
pub fn staff() -> SimpleExpr {
    person::Column::Issuer.not_like(format!("{OUTSIDE}%"))
}

/// What these people hold in an organisation.
///
/// # Errors
/// When the database does not answer.
pub async fn held(across: &Across, tenant: &Tenant, people: &[Uuid]) -> Result<Vec<grant::Model>> {
    let rows = across.find::<grant::Entity>().filter(grant::Column::Tenant.eq(tenant.as_str()));
    let rows = rows.filter(grant::Column::Person.is_in(people.to_vec()));
    let rows = rows.filter(grant::Column::Until.is_null().or(grant::Column::Until.gt(across.now())));
    Ok(rows.order_by_asc(grant::Column::GivenAt).order_by_asc(grant::Column::Id).all(across.db()).await?)
}

/// A row as the rules see it; none for a role that this version does not know.
pub fn grant_of(row: &grant::Model) -> Option<Grant> {
    Some(Grant { role: role::named(&row.role)?, service: row.service.clone() })
}

async fn one(across: &Across, tenant: &Tenant, id: Uuid) -> Result<person::Model> {
    of(across, tenant).filter(person::Column::Id.eq(id)).one(across.db()).await?.ok_or(Error::NotFound)
}

/// What somebody who has to do with the organisation is called.
///
/// # Errors
/// When the database does not answer.
pub async fn called(across: &Across, tenant: &Tenant, id: Uuid) -> Result<Option<String>> {
    let found = of(across, tenant).filter(person::Column::Id.eq(id)).one(across.db()).await?;
    Ok(found.map(|person| person.name))
}

/// One person with her roles and sessions in the caller's organisation.
///
/// # Errors
/// [`Error::NotFound`] for whoever has nothing to do with the organisation.
pub async fn find(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<Whole> {
    let across = ctx.store.across_read(caller.actor()).await?;
    let tenant = caller.tenant();
    let person = one(&across, tenant, id).await?;
    let held = held(&across, tenant, &[id]).await?;
    let givers: Vec<Uuid> = held.iter().filter_map(|row| row.given_by).collect();
    let givers = of(&across, tenant).filter(person::Column::Id.is_in(givers)).all(across.db()).await?;
    let name = |id: Uuid| givers.iter().find(|one| one.id == id).map(|one| one.name.clone());
    let rules = across.find::<rule::Entity>().filter(rule::Column::Tenant.eq(tenant.as_str()));
    let rules = rules.filter(rule::Column::Id.is_in(held.iter().filter_map(|row| row.rule))).all(across.db()).await?;
    let rule = |id: Uuid| rules.iter().find(|one| one.id == id).cloned();
    let held = held.into_iter().map(|row| Held { by: row.given_by.and_then(name), rule: row.rule.and_then(rule), row });
    let held = held.collect();
    let mut sessions = sessions::live(&across, id).await?;
    sessions.retain(|row| row.tenant == tenant.as_str());
    Ok(Whole { person, held, sessions })
}

/// How many can give roles in the organisation, given by hand: who can by a rule is gone when her provider says so, and does not keep
/// the organisation from being left without any.
async fn givers(across: &Across, tenant: &Tenant) -> Result<usize> {
    let rows = across.find::<grant::Entity>().filter(grant::Column::Tenant.eq(tenant.as_str()));
    let rows =
        rows.filter(grant::Column::Role.eq(rules::giver(tenant).name())).filter(grant::Column::Service.is_null());
    // Nor does who can for an hour.
    let rows = rows.filter(grant::Column::Rule.is_null()).filter(grant::Column::Until.is_null());
    Ok(rows.all(across.db()).await?.len())
}

/// One at a time changes an organisation's roles, so that two can't take away each other's.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &Tx) -> Result<()> {
    tx.find::<organisation::Entity>().lock_exclusive().one(tx.db()).await?;
    Ok(())
}

/// Gives a person a role in the caller's organisation.
///
/// # Errors
/// The rule that forbids it; [`Error::NotFound`] for whoever has nothing to do with the organisation.
pub async fn give(ctx: &Ctx, caller: &Caller, id: Uuid, wish: &Wish) -> Result<(), Failure> {
    let across = ctx.store.across_for(caller.actor()).await?;
    let (tenant, giver) = (caller.tenant(), caller.session().actor);
    let tx = across.tenant(tenant);
    lock(&tx).await?;
    one(&across, tenant, id).await?;
    let touched = put(&across, &tx, (Some(giver), id), wish, &ctx.site.services).await?;
    drop(tx);
    across.commit().await?;
    feed::tell(ctx, touched).await;
    Ok(())
}

/// Writes a grant in the transaction's organisation; tells whose sessions it changes.
async fn put(
    across: &Across,
    tx: &Tx,
    (giver, id): (Option<Uuid>, Uuid),
    wish: &Wish,
    services: &[&str],
) -> Result<Vec<Uuid>, Failure> {
    let before = held(across, tx.tenant(), &[id]).await?;
    let holds: Vec<Grant> = before.iter().filter_map(grant_of).collect();
    // What a rule gives, or what is lent to support, can be given by hand as well, to stay when that does not.
    let by_hand = before.iter().filter(|row| row.rule.is_none() && row.support.is_none());
    let by_hand: Vec<Grant> = by_hand.filter_map(grant_of).collect();
    let given = rules::give(wish, tx.tenant(), services, (giver, id), &by_hand)?;
    let row = grant::ActiveModel {
        id: Set(platform::id::new()),
        person: Set(id),
        role: Set(given.role.name().into()),
        service: Set(given.service.clone()),
        given_by: Set(giver),
        given_at: Set(across.now()),
        ..Default::default()
    };
    tx.insert(row).await?;
    if before.is_empty() {
        tx.emit(TaskClosed { task: id }).await?;
    }
    let touched = changed(across, tx.tenant(), id).await?;
    let after: Vec<Grant> = holds.iter().cloned().chain([given.clone()]).collect();
    let detail = json!({ "before": named(&holds), "given": name(&given), "after": named(&after) });
    tx.audit("identity.grant.give", &id.to_string(), &detail).await?;
    Ok(touched)
}

/// Takes a role in the caller's organisation away.
///
/// # Errors
/// The rule that forbids it; [`Error::NotFound`] when the person does not hold it (any more).
pub async fn take(ctx: &Ctx, caller: &Caller, id: Uuid, which: Uuid) -> Result<(), Failure> {
    let across = ctx.store.across_for(caller.actor()).await?;
    let tenant = caller.tenant();
    let tx = across.tenant(tenant);
    lock(&tx).await?;
    let before = held(&across, tenant, &[id]).await?;
    let row = before.iter().find(|row| row.id == which).ok_or(Error::NotFound)?;
    let holds: Vec<Grant> = before.iter().filter_map(grant_of).collect();
    if row.rule.is_some() {
        return Err(Refusal::ByRule.into());
    }
    if row.support.is_some() {
        return Err(Refusal::BySupport.into());
    }
    // An hour's role leaves nobody behind who could not be left without it.
    if let Some(grant) = grant_of(row).filter(|_| row.until.is_none() || id == caller.session().actor) {
        rules::take(&grant, tenant, (caller.session().actor, id), givers(&across, tenant).await?)?;
    }
    across.delete::<grant::Entity>().filter(grant::Column::Id.eq(which)).exec(across.db()).await?;
    let touched = changed(&across, tenant, id).await?;
    let taken = json!({ "role": row.role, "service": row.service });
    let after: Vec<Grant> = before.iter().filter(|row| row.id != which).filter_map(grant_of).collect();
    let detail = json!({ "before": named(&holds), "taken": taken, "after": named(&after) });
    tx.audit("identity.grant.take", &id.to_string(), &detail).await?;
    drop(tx);
    across.commit().await?;
    feed::tell(ctx, touched).await;
    Ok(())
}

/// A refusal is noted, so that somebody who tries can be seen.
///
/// # Errors
/// When the database does not answer.
pub async fn note(ctx: &Ctx, caller: &Caller, id: Uuid, wrong: Refusal) -> Result<()> {
    let tx = ctx.store.begin(caller).await?;
    tx.audit("identity.grant.refused", &id.to_string(), &json!({ "why": platform::Rule::code(&wrong) })).await?;
    tx.commit().await
}

/// Marks the person's sessions in the organisation, so that every process asks about them again; what she is in the association also
/// decides about what is lent to her elsewhere.
///
/// # Errors
/// When the database does not answer.
pub async fn changed(across: &Across, tenant: &Tenant, id: Uuid) -> Result<Vec<Uuid>> {
    let mut rows = sessions::live(across, id).await?;
    rows.retain(|row| tenant.is_association() || row.tenant == tenant.as_str());
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let marking = across.update_many::<session::Entity>();
    let marking = marking.col_expr(session::Column::ChangedAt, Expr::value(Some(across.now())));
    marking.filter(session::Column::Id.is_in(ids.clone())).exec(across.db()).await?;
    Ok(ids)
}

fn name(grant: &Grant) -> Value {
    json!({ "role": grant.role.name(), "service": grant.service })
}

/// Roles as the audit log names them.
pub fn named(grants: &[Grant]) -> Value {
    grants.iter().map(name).collect()
}

/// Tells the organisation's administrators that somebody waits for her first role. Her name is in no event.
///
/// # Errors
/// When the database does not answer.
pub async fn waits(tx: &Tx, person: Uuid) -> Result<()> {
    tx.emit(TaskOpened {
        task: person,
        service: "identity".into(),
        text: "identity-task-roles".into(),
        values: std::collections::BTreeMap::new(),
        href: format!("/identity/people/{person}"),
        role: rules::giver(tx.tenant()),
        due: None,
        not_by: None,
    })
    .await?;
    Ok(())
}
