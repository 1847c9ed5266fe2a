//! Who sits in which council, and who may see it.

use std::collections::HashMap;

use chrono::NaiveDate;
use contracts::Tenant;
use platform::{Across, Actor, Caller, Ctx, Error, Read, Result, clock::local_date, store::subscribed_on};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder, QuerySelect, Statement};

use crate::entities::{ballot, item, organisation, proposal, seat};

/// Which number of a council comes next.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Counter {
    Proposals,
    Ballots,
    Meetings,
}

/// The municipality's own seats on a day, by service.
pub(crate) async fn own_seats(read: &Read, day: NaiveDate) -> Result<Vec<seat::Model>> {
    let seats = read.find::<seat::Entity>().filter(subscribed_on(day)).order_by_asc(seat::Column::Service);
    Ok(seats.all(read.db()).await?)
}

/// The municipality's own seat in a council.
pub(crate) async fn own_seat(read: &Read, service: &str, day: NaiveDate) -> Result<Option<seat::Model>> {
    let seats = read.find::<seat::Entity>().filter(subscribed_on(day)).filter(seat::Column::Service.eq(service));
    Ok(seats.one(read.db()).await?)
}

/// All seats of a council on a day, by municipality: the voting register.
pub(crate) async fn register(across: &Across, service: &str, day: NaiveDate) -> Result<Vec<seat::Model>> {
    let seats = across.find::<seat::Entity>().filter(subscribed_on(day)).filter(seat::Column::Service.eq(service));
    Ok(seats.order_by_asc(seat::Column::Tenant).all(across.db()).await?)
}

/// Short names of all organisations, for lists of municipalities: the register of members is public within the association.
pub(crate) async fn names(ctx: &Ctx) -> Result<Vec<organisation::Model>> {
    let across = ctx.store.across_read(Actor::System("council-names")).await?;
    Ok(across.find::<organisation::Entity>().all(across.db()).await?)
}

/// Who sits in a council on a day, for those who may see it.
pub(crate) async fn members(ctx: &Ctx, service: &str, day: NaiveDate) -> Result<Vec<Tenant>> {
    let across = ctx.store.across_read(Actor::System("council-members")).await?;
    let seats = register(&across, service, day).await?;
    seats.into_iter().map(|seat| seat.tenant.parse().map_err(|error| anyhow::Error::new(error).into())).collect()
}

/// Whether somebody acts for the association, whose office and auditors see every council.
pub(crate) fn is_staff(caller: &Caller) -> bool {
    caller.tenant().is_association()
}

/// A council that the caller may see, else it does not exist: her own seat in it, or none when she is the association's.
pub(crate) async fn seen(ctx: &Ctx, caller: &Caller, service: &str) -> Result<Option<seat::Model>> {
    let day = local_date(ctx.clock.now());
    if is_staff(caller) {
        return if members(ctx, service, day).await?.is_empty() { Err(Error::NotFound) } else { Ok(None) };
    }
    let read = ctx.store.read(caller.tenant()).await?;
    own_seat(&read, service, day).await?.map(Some).ok_or(Error::NotFound)
}

/// As [`seen`], in a read at hand and for what the council has: where there is something of a council, staff see it.
pub(crate) async fn seen_in(read: &Read, caller: &Caller, service: &str, day: NaiveDate) -> Result<()> {
    if is_staff(caller) {
        return Ok(());
    }
    own_seat(read, service, day).await?.map(drop).ok_or(Error::NotFound)
}

/// A council as its pages show it.
pub(crate) struct Council {
    /// The caller's own seat, none when she is the association's.
    pub seat: Option<seat::Model>,
    /// Who sits in it.
    pub members: Vec<String>,
    /// Short names of all organisations.
    pub names: HashMap<String, String>,
}

/// As [`seen`], with everybody's seats and names in the same read.
pub(crate) async fn look(ctx: &Ctx, caller: &Caller, service: &str) -> Result<Council> {
    let across = ctx.store.across_read(Actor::System("council-members")).await?;
    let seats = register(&across, service, local_date(ctx.clock.now())).await?;
    let own = seats.iter().find(|seat| seat.tenant == caller.tenant().as_str()).cloned();
    if seats.is_empty() || (own.is_none() && !is_staff(caller)) {
        return Err(Error::NotFound);
    }
    let names = across.find::<organisation::Entity>().all(across.db()).await?;
    Ok(Council {
        seat: own.filter(|_| !is_staff(caller)),
        members: seats.into_iter().map(|seat| seat.tenant).collect(),
        names: names.into_iter().map(|row| (row.tenant, row.short_name)).collect(),
    })
}

/// The councils that the caller may see, with her own seats.
pub(crate) async fn all_seen(ctx: &Ctx, caller: &Caller) -> Result<Vec<(String, Option<seat::Model>)>> {
    let day = local_date(ctx.clock.now());
    if is_staff(caller) {
        let across = ctx.store.across_read(Actor::System("councils")).await?;
        let services = across.find::<seat::Entity>().select_only().column(seat::Column::Service).distinct();
        let services = services.filter(subscribed_on(day)).order_by_asc(seat::Column::Service);
        let services: Vec<String> = services.into_tuple().all(across.db()).await?;
        return Ok(services.into_iter().map(|service| (service, None)).collect());
    }
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(own_seats(&read, day).await?.into_iter().map(|seat| (seat.service.clone(), Some(seat))).collect())
}

/// A council's proposals, the latest first.
pub(crate) async fn proposals(read: &Read, service: &str) -> Result<Vec<proposal::Model>> {
    let all = read.reference::<proposal::Entity>().filter(proposal::Column::Service.eq(service));
    Ok(all.order_by_desc(proposal::Column::Number).all(read.db()).await?)
}

/// A council's ballots, the latest first.
pub(crate) async fn ballots(read: &Read, service: &str) -> Result<Vec<ballot::Model>> {
    let all = read.reference::<ballot::Entity>().filter(ballot::Column::Service.eq(service));
    Ok(all.order_by_desc(ballot::Column::Number).all(read.db()).await?)
}

/// One of a council's ballots.
pub(crate) async fn ballot(read: &Read, service: &str, number: i64) -> Result<ballot::Model> {
    let one = read.reference::<ballot::Entity>().filter(ballot::Column::Service.eq(service));
    one.filter(ballot::Column::Number.eq(number)).one(read.db()).await?.ok_or(Error::NotFound)
}

/// A ballot's items in its order.
pub(crate) async fn items(read: &Read, service: &str, number: i64) -> Result<Vec<item::Model>> {
    let all = read.reference::<item::Entity>().filter(item::Column::Service.eq(service));
    let all = all.filter(item::Column::Ballot.eq(number)).order_by_asc(item::Column::Position);
    Ok(all.all(read.db()).await?)
}

/// The council's next number of a kind. Its row is locked until the transaction ends.
pub(crate) async fn next(db: &DatabaseTransaction, service: &str, counter: Counter) -> Result<i64> {
    let backend = db.get_database_backend();
    let first = "INSERT INTO governance_council (service, proposals, ballots, meetings) VALUES ($1, 0, 0, 0) ON CONFLICT (service) DO NOTHING";
    db.execute_raw(Statement::from_sql_and_values(backend, first, [service.into()])).await?;
    let sql = match counter {
        Counter::Proposals => {
            "UPDATE governance_council SET proposals = proposals + 1 WHERE service = $1 RETURNING proposals AS number"
        }
        Counter::Ballots => {
            "UPDATE governance_council SET ballots = ballots + 1 WHERE service = $1 RETURNING ballots AS number"
        }
        Counter::Meetings => {
            "UPDATE governance_council SET meetings = meetings + 1 WHERE service = $1 RETURNING meetings AS number"
        }
    };
    let row = db.query_one_raw(Statement::from_sql_and_values(backend, sql, [service.into()])).await?;
    let row = row.ok_or_else(|| Error::Unavailable("the council's row".into()))?;
    Ok(row.try_get("", "number")?)
}
