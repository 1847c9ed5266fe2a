//! Closing a ballot: its votes are counted, the outcome is kept with its reasons, and the roadmap changes.

use chrono::{DateTime, Utc};
use contracts::{Tenant, governance::BallotClosed, tasks::TaskClosed};
use platform::{Across, Actor, Ctx, Error, Result};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use crate::{
    domain::{
        lot,
        outcome::{Outcome, Vote, outcome},
        proposal::State,
    },
    entities::{ballot, item, paper},
    failure::Failure,
    proposals,
};

/// Closes every ballot whose time has come; one that fails does not hinder the others.
pub(crate) async fn close_due(ctx: Ctx, _: DateTime<Utc>) -> Result<()> {
    let now = ctx.clock.now();
    let across = ctx.store.across_read(Actor::System("close")).await?;
    let due = across.find::<ballot::Entity>().filter(ballot::Column::ClosedAt.is_null());
    let due = due.filter(ballot::Column::ClosesAt.lte(now)).all(across.db()).await?;
    drop(across);
    let mut failed = None;
    for row in due {
        let across = ctx.store.across_for(Actor::System("close")).await?;
        match close(&across, &row.service, row.number, now).await {
            Ok(_) => across.commit().await?,
            // Somebody else was faster.
            Err(Failure::Refused(_)) => {}
            Err(Failure::Failed(error)) => failed = Some(error),
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Closes and counts a ballot, if it may be closed now.
pub(crate) async fn close(across: &Across, service: &str, number: i64, now: DateTime<Utc>) -> Result<Outcome, Failure> {
    let row = across.find::<ballot::Entity>().filter(ballot::Column::Service.eq(service));
    let row = row.filter(ballot::Column::Number.eq(number)).lock_exclusive().one(across.db()).await?;
    let row = row.ok_or(Error::NotFound)?;
    let papers = papers(across, service, number).await?;
    let left = papers.iter().filter(|paper| paper.version == 0).count();
    row.state().may_close(i64::try_from(left).unwrap_or(i64::MAX), now)?;
    let items = items(across, service, number).await?;
    let outcome = count(&row, &items, &papers);
    let text = serde_json::to_string(&outcome)?;
    let mut closed = row.clone().into_active_model();
    closed.closed_at = Set(Some(now.min(row.closes_at)));
    closed.outcome_hash = Set(Some(lot::hash(&text)));
    closed.outcome = Set(Some(text));
    across.update(closed).await?;
    decide(across, &row, &items, &outcome).await?;
    for paper in papers.iter().filter(|paper| paper.version == 0) {
        let tenant: Tenant = paper.tenant.parse().map_err(anyhow::Error::new).map_err(Error::from)?;
        across.tenant(&tenant).emit(TaskClosed { task: paper.id }).await?;
    }
    Ok(outcome)
}

/// The outcome of a ballot's votes as they lie in the database.
pub(crate) fn count(ballot: &ballot::Model, items: &[item::Model], papers: &[paper::Model]) -> Outcome {
    let hours: Vec<i64> = items.iter().map(|item| item.hours).collect();
    let voted = papers.iter().filter(|paper| paper.version > 0);
    let votes = voted.map(|paper| Vote { municipality: paper.tenant.clone(), items: paper.supported() }).collect();
    outcome(&hours, ballot.hours, votes, &ballot.salt)
}

/// A ballot's voting register.
pub(crate) async fn papers(across: &Across, service: &str, number: i64) -> Result<Vec<paper::Model>> {
    let all = across.find::<paper::Entity>().filter(paper::Column::Service.eq(service));
    let all = all.filter(paper::Column::Ballot.eq(number)).order_by_asc(paper::Column::Tenant);
    Ok(all.all(across.db()).await?)
}

/// A ballot's items in its order.
pub(crate) async fn items(across: &Across, service: &str, number: i64) -> Result<Vec<item::Model>> {
    let all = across.find::<item::Entity>().filter(item::Column::Service.eq(service));
    let all = all.filter(item::Column::Ballot.eq(number)).order_by_asc(item::Column::Position);
    Ok(all.all(across.db()).await?)
}

/// What was chosen comes next; the rest may be voted on again. Then it is told.
async fn decide(across: &Across, row: &ballot::Model, items: &[item::Model], outcome: &Outcome) -> Result<(), Failure> {
    let mut chosen = Vec::new();
    for (item, verdict) in items.iter().zip(&outcome.verdicts) {
        let state = if verdict.chosen { State::Next } else { State::Estimated };
        let sql = "UPDATE governance_proposal SET state = $1 WHERE service = $2 AND number = $3 AND ballot = $4";
        let values = [state.name().into(), row.service.as_str().into(), item.proposal.into(), row.number.into()];
        across.execute(sql, values).await?;
        if verdict.chosen {
            chosen.push(item.proposal);
        }
    }
    let association = across.tenant(&Tenant::association());
    let voted = i64::try_from(outcome.votes.len()).unwrap_or(i64::MAX);
    let detail =
        json!({ "voted": voted, "chosen": chosen, "usedHours": outcome.used_hours, "votes": outcome.votes_hash });
    association.audit("governance.ballot.close", &proposals::name(&row.service, row.number), &detail).await?;
    association
        .emit(BallotClosed {
            council: row.service.clone(),
            ballot: row.number,
            rule: outcome.rule.clone(),
            voters: row.voters,
            voted,
            chosen,
            used_hours: outcome.used_hours,
        })
        .await?;
    Ok(())
}
