//! Casting a municipality's vote. Its paper is locked first, so that of two votes at once the second sees the first; the ballot is
//! held, so that it can't be closed between the check and the vote.

use chrono::{DateTime, Utc};
use contracts::tasks::TaskClosed;
use platform::{Caller, Ctx, Error, Read, Result, Tx, id};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{ballot::Open, lot, refusal::Refusal},
    entities::{ballot, paper, vote},
    failure::Failure,
};

/// What a vote says.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    /// Numbers of items on the ballot.
    pub items: Vec<i64>,
    /// How many votes of the municipality the voter has seen: 0 for the first.
    pub seen: i64,
}

impl ballot::Model {
    /// What decides whether it takes votes.
    pub(crate) const fn state(&self) -> Open {
        Open { items: self.items, minimum: self.minimum, closes: self.closes_at, closed: self.closed_at }
    }
}

impl paper::Model {
    /// The items that the municipality supports; none before it has voted.
    pub(crate) fn supported(&self) -> Vec<i64> {
        self.items.as_deref().and_then(|items| serde_json::from_str(items).ok()).unwrap_or_default()
    }
}

/// Casts or changes the vote of a request's caller. What is refused leaves a row in the municipality's audit log.
pub(crate) async fn send(ctx: &Ctx, caller: &Caller, paper: Uuid, wish: &Wish) -> Result<paper::Model, Failure> {
    let tx = ctx.store.begin(caller).await?;
    let now = tx.now();
    match cast(&tx, paper, wish, now).await {
        Ok(row) => {
            tx.commit().await?;
            Ok(row)
        }
        Err(failure) => {
            drop(tx);
            refused(ctx, caller, paper, &failure).await?;
            Err(failure)
        }
    }
}

/// Writes that a vote was refused, after the transaction that refused it has been rolled back.
pub(crate) async fn refused(ctx: &Ctx, caller: &Caller, paper: Uuid, failure: &Failure) -> Result<()> {
    let tx = ctx.store.begin_for(caller.tenant(), caller.actor()).await?;
    tx.audit("governance.vote.refused", &paper.to_string(), &json!({ "why": failure.code() })).await?;
    tx.commit().await
}

/// Casts or changes the vote of the paper's municipality.
pub(crate) async fn cast(tx: &Tx, id: Uuid, wish: &Wish, now: DateTime<Utc>) -> Result<paper::Model, Failure> {
    let row = tx.find::<paper::Entity>().filter(paper::Column::Id.eq(id)).lock_exclusive().one(tx.db()).await?;
    let row = row.ok_or(Error::NotFound)?;
    let ballot = held(tx, &row).await?;
    let items = ballot.state().approvals(&wish.items, now)?;
    if row.version != wish.seen {
        return Err(Refusal::VotedMeanwhile.into());
    }
    let version = row.version + 1;
    let text = serde_json::to_string(&items)?;
    let reference = reference(&row, version, &text);
    tx.insert(vote::ActiveModel {
        id: Set(id::new()),
        paper: Set(row.id),
        version: Set(version),
        items: Set(text.clone()),
        reference: Set(reference.clone()),
        cast_at: Set(now),
        ..Default::default()
    })
    .await?;
    if version == 1 && ballot.closes_at > tx.now() {
        tx.emit(TaskClosed { task: row.id }).await?;
    }
    let detail = json!({ "version": version, "items": items, "reference": reference });
    tx.audit("governance.vote.cast", &row.id.to_string(), &detail).await?;
    let mut row = row.into_active_model();
    row.version = Set(version);
    row.items = Set(Some(text));
    row.reference = Set(Some(reference));
    row.voted_at = Set(Some(now));
    Ok(tx.update(row).await?)
}

/// The paper's ballot, which can't be closed as long as this transaction lasts.
async fn held(tx: &Tx, paper: &paper::Model) -> Result<ballot::Model> {
    let one = tx.reference::<ballot::Entity>().filter(ballot::Column::Service.eq(&paper.service));
    let one = one.filter(ballot::Column::Number.eq(paper.ballot)).lock_shared().one(tx.db()).await?;
    one.ok_or(Error::NotFound)
}

/// A municipality's own paper.
pub(crate) async fn find(read: &Read, id: Uuid) -> Result<paper::Model> {
    read.get::<paper::Entity>(id).await
}

/// What the voter can quote: it names the ballot and fits one vote only.
fn reference(paper: &paper::Model, version: i64, items: &str) -> String {
    let hash = lot::hash(&format!("{}/{}/{version}/{items}", paper.tenant, paper.id));
    format!("{}-{}-{}", paper.service, paper.ballot, hash.get(..8).unwrap_or_default()).to_uppercase()
}
