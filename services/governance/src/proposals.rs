//! A proposal's way: a municipality proposes, the office estimates, votes choose, the office tells how work goes on.

use chrono::{DateTime, Utc};
use contracts::{Tenant, governance::RoadmapMoved};
use platform::{Across, Error, Tx, clock::local_date};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect, Statement, Value};
use serde_json::json;
use uuid::Uuid;

use crate::{
    councils::{self, Counter},
    domain::{
        proposal::{Estimate, State, words},
        refusal::Refusal,
    },
    entities::{proposal, seat},
    failure::Failure,
};

/// A proposal's name for people and the audit log: `bibblix/7`.
pub(crate) fn name(service: &str, number: i64) -> String {
    format!("{service}/{number}")
}

/// Proposes in the council of one's seat; gives council and number. `at` is now, but for demonstration data.
pub(crate) async fn propose(
    tx: &Tx,
    seat: Uuid,
    (title, text): (&str, &str),
    at: DateTime<Utc>,
) -> Result<(String, i64), Failure> {
    let seat = tx.get::<seat::Entity>(seat).await?;
    let today = local_date(tx.now());
    if seat.begins > today || seat.ends.is_some_and(|last| last < today) {
        return Err(Error::NotFound.into());
    }
    let (title, text) = words(title, text)?;
    let number = councils::next(tx.db(), &seat.service, Counter::Proposals).await?;
    // The council's proposals belong to no municipality, so the row does not go through the tenant's own door.
    let sql = "INSERT INTO governance_proposal (service, number, title, text, municipality, proposed_at, state) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values: [Value; 7] = [
        seat.service.as_str().into(),
        number.into(),
        title.into(),
        text.into(),
        tx.tenant().as_str().into(),
        at.into(),
        State::Proposed.name().into(),
    ];
    tx.db().execute_raw(Statement::from_sql_and_values(tx.db().get_database_backend(), sql, values)).await?;
    tx.audit("governance.proposal.add", &name(&seat.service, number), &json!({ "seat": seat.id })).await?;
    Ok((seat.service, number))
}

/// Estimates a proposal that is on no ballot; again, as long as it is on none.
pub(crate) async fn estimate(across: &Across, service: &str, number: i64, estimate: Estimate) -> Result<(), Failure> {
    let row = find(across, service, number).await?;
    if !matches!(State::parse(&row.state), Some(State::Proposed | State::Estimated)) {
        return Err(Refusal::EstimateStands.into());
    }
    let sql =
        "UPDATE governance_proposal SET hours = $1, low = $2, high = $3, state = $4 WHERE service = $5 AND number = $6";
    let Estimate { hours, low, high } = estimate;
    let state = State::Estimated.name();
    let values = [hours.into(), low.into(), high.into(), state.into(), service.into(), number.into()];
    across.execute(sql, values).await?;
    let detail = json!({ "before": row.hours, "after": hours, "low": low, "high": high });
    across.audit(&Tenant::association(), "governance.proposal.estimate", &name(service, number), &detail).await?;
    Ok(())
}

/// Moves a chosen proposal on: from next to now, from now to done.
pub(crate) async fn advance(across: &Across, service: &str, number: i64) -> Result<State, Failure> {
    let row = find(across, service, number).await?;
    let state = State::parse(&row.state).ok_or(Refusal::NoSuchMove)?.moved()?;
    let sql = "UPDATE governance_proposal SET state = $1 WHERE service = $2 AND number = $3";
    across.execute(sql, [state.name().into(), service.into(), number.into()]).await?;
    let detail = json!({ "before": row.state, "after": state.name() });
    across.audit(&Tenant::association(), "governance.roadmap.move", &name(service, number), &detail).await?;
    let column = state.column().name().to_owned();
    let moved = RoadmapMoved { council: service.into(), proposal: number, title: row.title, column };
    across.tenant(&Tenant::association()).emit(moved).await?;
    Ok(state)
}

/// A proposal, locked until the transaction ends.
pub(crate) async fn find(across: &Across, service: &str, number: i64) -> Result<proposal::Model, Error> {
    let one = across.find::<proposal::Entity>().filter(proposal::Column::Service.eq(service));
    one.filter(proposal::Column::Number.eq(number)).lock_exclusive().one(across.db()).await?.ok_or(Error::NotFound)
}
