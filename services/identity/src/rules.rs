//! A connection's rules: who its provider vouches for has the role, as long as it does. What follows from rules is kept apart from what
//! people have given: it is found anew at each sign-in, and ends at once with the rule, or when its connection is switched off or removed.

use contracts::{Grant, tasks::TaskClosed};
use platform::{Across, Caller, Ctx, Result, Tx, store::Read};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{
        connection::State,
        mapping::{self, Arrived, Plan, Refusal, Rule},
    },
    entities::{connection, grant, rule, rule::Model, session},
    feed, people,
    sign_in::provider::Provider,
};

/// Why a rule was not made.
pub type Failure = platform::Failure<Refusal>;

/// A rule as its page shows it.
pub struct Whole {
    /// It.
    pub row: Model,
    /// What its connection is called.
    pub label: String,
    /// How many hold the role by it.
    pub holders: u64,
}

/// A connection's rules, by attribute and value.
///
/// # Errors
/// When the database does not answer.
pub async fn list(ctx: &Ctx, caller: &Caller, connection: Uuid) -> Result<Vec<Model>> {
    rows(&ctx.store.read(caller.tenant()).await?, connection).await
}

/// One of the organisation's rules.
///
/// # Errors
/// [`platform::Error::NotFound`] when it is not the organisation's.
pub async fn find(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<Whole> {
    let read = ctx.store.read(caller.tenant()).await?;
    let row = read.get::<rule::Entity>(id).await?;
    let label = read.find::<connection::Entity>().filter(connection::Column::Id.eq(row.connection)).select_only();
    let label = label.column(connection::Column::Label).into_tuple().one(read.db()).await?;
    let holders = read.find::<grant::Entity>().filter(grant::Column::Rule.eq(id)).count(read.db()).await?;
    Ok(Whole { row, label: label.unwrap_or_default(), holders })
}

/// A row as the rules see it; none for a role that no rule may give here, however the row came there.
pub fn rule_of(row: &Model) -> Option<Rule> {
    let tenant = row.tenant.parse().ok()?;
    let role = mapping::offered(&tenant).into_iter().find(|role| role.name() == row.role)?;
    Some(Rule {
        id: row.id,
        attribute: row.attribute.clone(),
        value: row.value.clone(),
        grant: Grant { role, service: row.service.clone() },
        made_by: row.made_by,
    })
}

/// The rules by which a sign-in goes; none where a provider is no connection of an organisation's.
///
/// # Errors
/// When the database does not answer.
pub async fn of_provider(ctx: &Ctx, provider: &Provider) -> Result<Vec<Rule>> {
    let (Some(connection), Some(tenant)) = (provider.connection(), &provider.tenant) else { return Ok(Vec::new()) };
    if provider.outside {
        return Ok(Vec::new());
    }
    of_connection(&ctx.store.read(tenant).await?, connection).await
}

async fn of_connection(read: &Read, connection: Uuid) -> Result<Vec<Rule>> {
    Ok(rows(read, connection).await?.iter().filter_map(rule_of).collect())
}

async fn rows(read: &Read, connection: Uuid) -> Result<Vec<Model>> {
    use rule::Column;
    let rows = read.find::<rule::Entity>().filter(Column::Connection.eq(connection)).order_by_asc(Column::Attribute);
    Ok(rows.order_by_asc(Column::Value).order_by_asc(Column::Id).all(read.db()).await?)
}

/// Makes a rule. It takes effect at the next sign-in: nothing is kept of what earlier ones told.
///
/// # Errors
/// The rule that forbids it; [`platform::Error::NotFound`] when the connection is not the organisation's.
pub async fn make(ctx: &Ctx, caller: &Caller, connection: Uuid, plan: Plan) -> Result<(), Failure> {
    let tx = ctx.store.begin(caller).await?;
    enter(&tx, connection, plan, caller.session().actor).await?;
    tx.commit().await?;
    Ok(())
}

/// As [`make`], in a transaction of the organisation's.
///
/// # Errors
/// The rule that forbids it; [`platform::Error::NotFound`] when the connection is not the organisation's.
pub async fn enter(tx: &Tx, connection: Uuid, plan: Plan, by: Uuid) -> Result<Uuid, Failure> {
    people::lock(tx).await?;
    if tx.get::<connection::Entity>(connection).await?.outside {
        return Err(Refusal::Outside.into());
    }
    mapping::fits(&plan, &of_connection(tx, connection).await?)?;
    let row = rule::ActiveModel {
        id: Set(platform::id::new()),
        connection: Set(connection),
        attribute: Set(plan.attribute),
        value: Set(plan.value),
        role: Set(plan.grant.role.name().into()),
        service: Set(plan.grant.service),
        made_by: Set(by),
        made_at: Set(tx.now()),
        ..Default::default()
    };
    let row = tx.insert(row).await?;
    tx.audit("identity.rule.make", &row.id.to_string(), &told(&row)).await?;
    Ok(row.id)
}

fn told(row: &Model) -> serde_json::Value {
    json!({
        "connection": row.connection, "attribute": row.attribute, "value": row.value, "role": row.role, "service": row.service,
    })
}

/// Removes a rule, and with it the roles that it gave; tells which connection it was of.
///
/// # Errors
/// [`platform::Error::NotFound`] when it is not the organisation's.
pub async fn remove(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<Uuid> {
    let tx = ctx.store.begin(caller).await?;
    people::lock(&tx).await?;
    let row = tx.get::<rule::Entity>(id).await?;
    let ended = withdraw(&tx, &[id]).await?;
    tx.delete::<rule::Entity>().filter(rule::Column::Id.eq(id)).exec(tx.db()).await?;
    let mut detail = told(&row);
    detail["people"] = json!(ended.people);
    tx.audit("identity.rule.remove", &id.to_string(), &detail).await?;
    tx.commit().await?;
    feed::tell(ctx, ended.sessions).await;
    Ok(row.connection)
}

/// A role that no rule may give is noted, so that somebody who tries can be seen.
///
/// # Errors
/// When the database does not answer.
pub async fn note(ctx: &Ctx, caller: &Caller, connection: Uuid, role: &str) -> Result<()> {
    let tx = ctx.store.begin(caller).await?;
    let role: String = role.chars().filter(|c| !c.is_control()).take(40).collect();
    tx.audit("identity.rule.refused", &connection.to_string(), &json!({ "role": role })).await?;
    tx.commit().await
}

/// What ends with rules.
#[derive(Debug, Default)]
pub struct Ended {
    /// Who held a role by them.
    pub people: Vec<Uuid>,
    /// Their sessions, to be told of when the transaction is committed.
    pub sessions: Vec<Uuid>,
}

/// Ends all roles that follow from a connection's rules, and with `rules` these as well: it vouches for nobody any more.
///
/// # Errors
/// When the database does not answer.
pub async fn end(tx: &Tx, connection: Uuid, rules: bool) -> Result<Ended> {
    people::lock(tx).await?;
    let ids: Vec<Uuid> = rows(tx, connection).await?.into_iter().map(|row| row.id).collect();
    let ended = withdraw(tx, &ids).await?;
    if rules {
        tx.delete::<rule::Entity>().filter(rule::Column::Connection.eq(connection)).exec(tx.db()).await?;
    }
    Ok(ended)
}

async fn withdraw(tx: &Tx, rules: &[Uuid]) -> Result<Ended> {
    let by_them = grant::Column::Rule.is_in(rules.to_vec());
    let held = tx.find::<grant::Entity>().filter(by_them.clone()).select_only().column(grant::Column::Person);
    let mut people: Vec<Uuid> = held.clone().into_tuple().all(tx.db()).await?;
    people.sort_unstable();
    people.dedup();
    if people.is_empty() {
        return Ok(Ended::default());
    }
    let theirs = session::Column::Person.in_subquery(held.into_query());
    let live = theirs.and(session::Column::EndedAt.is_null()).and(session::Column::ExpiresAt.gt(tx.now()));
    let sessions = tx.find::<session::Entity>().filter(live.clone()).select_only().column(session::Column::Id);
    let sessions = sessions.into_tuple().all(tx.db()).await?;
    let marking = tx.update_many::<session::Entity>();
    let marking = marking.col_expr(session::Column::ChangedAt, Expr::value(Some(tx.now())));
    marking.filter(live).exec(tx.db()).await?;
    tx.delete::<grant::Entity>().filter(by_them).exec(tx.db()).await?;
    Ok(Ended { people, sessions })
}

/// Where a person stands: what she holds in the organisation, and the rules that she meets.
struct Standing {
    held: Vec<grant::Model>,
    met: Vec<Rule>,
}

impl Standing {
    async fn of(tx: &Tx, connection: Uuid, person: Uuid, arrived: &Arrived) -> Result<Self> {
        let held = tx.find::<grant::Entity>().filter(grant::Column::Person.eq(person)).all(tx.db()).await?;
        let rules = of_connection(tx, connection).await?;
        let mut met: Vec<Rule> = mapping::met(&rules, arrived, Some(person)).into_iter().cloned().collect();
        if !met.is_empty() {
            let live = tx.find::<connection::Entity>().filter(connection::Column::Id.eq(connection));
            let live = live.filter(connection::Column::State.eq(State::Live.name())).count(tx.db()).await?;
            met.retain(|_| live > 0);
        }
        Ok(Self { held, met })
    }

    /// Rows of rules that she does not meet any more.
    fn gone(&self) -> Vec<Uuid> {
        let met = |id: Uuid| self.met.iter().any(|rule| rule.id == id);
        self.held.iter().filter(|row| row.rule.is_some_and(|rule| !met(rule))).map(|row| row.id).collect()
    }

    /// Rules that she meets and has no row of.
    fn come(&self) -> Vec<&Rule> {
        let held = |rule: &&Rule| !self.held.iter().any(|row| row.rule == Some(rule.id));
        self.met.iter().filter(held).collect()
    }
}

/// Makes the roles that a person holds by rules those that her provider vouches for now; tells whose sessions that changes. `new`: the
/// account is made in this transaction, and nobody has been told that she waits.
///
/// # Errors
/// When the database does not answer.
pub async fn vouch(
    across: &Across,
    provider: &Provider,
    (person, new): (Uuid, bool),
    arrived: &Arrived,
) -> Result<Vec<Uuid>> {
    let (Some(connection), Some(tenant)) = (provider.connection(), &provider.tenant) else { return Ok(Vec::new()) };
    if provider.outside {
        return Ok(Vec::new());
    }
    let tx = across.tenant(tenant);
    let standing = Standing::of(&tx, connection, person, arrived).await?;
    if standing.gone().is_empty() && standing.come().is_empty() {
        return Ok(Vec::new());
    }
    // Whoever removes a rule ends what it has given; the two wait for each other, so that nothing is given by it afterwards.
    people::lock(&tx).await?;
    let standing = Standing::of(&tx, connection, person, arrived).await?;
    let (gone, come) = (standing.gone(), standing.come());
    if gone.is_empty() && come.is_empty() {
        return Ok(Vec::new());
    }
    let rows = come.iter().map(|rule| grant::ActiveModel {
        tenant: Set(tenant.to_string()),
        id: Set(platform::id::new()),
        person: Set(person),
        role: Set(rule.grant.role.name().into()),
        service: Set(rule.grant.service.clone()),
        given_by: Set(None),
        rule: Set(Some(rule.id)),
        support: Set(None),
        until: Set(None),
        given_at: Set(tx.now()),
    });
    tx.insert_all(rows.collect()).await?;
    tx.delete::<grant::Entity>().filter(grant::Column::Id.is_in(gone.clone())).exec(tx.db()).await?;
    let holds =
        |rows: &mut dyn Iterator<Item = &grant::Model>| -> Vec<Grant> { rows.filter_map(people::grant_of).collect() };
    let before = holds(&mut standing.held.iter());
    let mut after = holds(&mut standing.held.iter().filter(|row| !gone.contains(&row.id)));
    after.extend(come.iter().map(|rule| rule.grant.clone()));
    let (before, after) = (people::named(&before), people::named(&after));
    let detail = json!({ "connection": connection, "before": before, "after": after });
    tx.audit("identity.grant.vouch", &person.to_string(), &detail).await?;
    if standing.held.is_empty() && !new {
        tx.emit(TaskClosed { task: person }).await?;
    }
    people::changed(across, tenant, person).await
}
