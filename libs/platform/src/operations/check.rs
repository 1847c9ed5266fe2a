//! A service's check of its own data: every night, and when an operator asks. What only a comparison of several databases finds,
//! `sambruk verify` finds.

use std::sync::Arc;

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, sea_query::Expr};

use super::{Declared, state::FindingState};
use crate::{
    audit,
    ctx::Ctx,
    error::{Error, Result},
    store::{Actor, Store, system::verification},
    verify::{self, Finding},
};

/// Its name among the schedules.
pub(super) const SCHEDULE: &str = "verify";
/// What is kept of a check's findings.
const MOST: usize = 200;
/// How long results are kept.
const KEPT: TimeDelta = TimeDelta::days(90);
/// Parts: events, audit log, files, handlers, the service's own.
const STEPS: i64 = 5;

/// Checks, writes down how far it is, and in the end what was found. Fails when it could not be made, not when something is wrong.
pub(super) async fn run(ctx: Ctx, declared: Arc<Declared>) -> Result<()> {
    let store = &ctx.store;
    let mut row = begin(store).await?;
    let mut findings = Vec::new();
    let mut failed = None;
    for step in 0..STEPS {
        match part(&ctx, &declared, step).await {
            Ok(found) => findings.extend(found),
            // One part that can't be made must not hide what the others find.
            Err(error) => failed = Some(error),
        }
        row = progress(store, row, step + 1).await?;
    }
    let broken = failed.as_ref().map(Error::full);
    end(store, row, &findings, broken).await?;
    tracing::info!(service = ctx.service, findings = findings.len(), "checked its own data");
    failed.map_or(Ok(()), Err)
}

async fn part(ctx: &Ctx, declared: &Declared, step: i64) -> Result<Vec<Finding>> {
    match step {
        0 => verify::events(ctx).await,
        1 => audit::check(&ctx.store, &ctx.config.data_dir).await,
        2 => ctx.files.check().await,
        3 => verify::unknown_handlers(&ctx.store, &declared.handled).await,
        _ => match &declared.check {
            None => Ok(Vec::new()),
            Some(check) => check(ctx.clone(), Arc::new(verify::facts(std::slice::from_ref(ctx)).await?)).await,
        },
    }
}

async fn begin(store: &Store) -> Result<verification::Model> {
    let tx = store.across_for(Actor::System("verify")).await?;
    let now = tx.now();
    tx.delete::<verification::Entity>().filter(verification::Column::StartedAt.lt(now - KEPT)).exec(tx.db()).await?;
    // What has no end was broken off with its process: two never run at a time.
    tx.update_many::<verification::Entity>()
        .col_expr(verification::Column::Error, Expr::value("broken off: the process ended before the check did"))
        .col_expr(verification::Column::FinishedAt, Expr::value(now))
        .filter(verification::Column::FinishedAt.is_null())
        .exec(tx.db())
        .await?;
    let row = tx
        .insert(verification::ActiveModel {
            id: Set(crate::id::new()),
            started_at: Set(now),
            finished_at: Set(None),
            step: Set(0),
            steps: Set(STEPS),
            findings: Set("[]".into()),
            error: Set(None),
        })
        .await?;
    tx.commit().await?;
    Ok(row)
}

async fn progress(store: &Store, row: verification::Model, step: i64) -> Result<verification::Model> {
    let tx = store.across_for(Actor::System("verify")).await?;
    let mut row = row.into_active_model();
    row.step = Set(step);
    let row = tx.update(row).await?;
    tx.commit().await?;
    Ok(row)
}

async fn end(store: &Store, row: verification::Model, found: &[Finding], error: Option<String>) -> Result<()> {
    let kept = found.iter().take(MOST);
    let kept: Vec<_> = kept
        .map(|one| FindingState { code: one.code.into(), detail: one.detail.chars().take(2000).collect() })
        .collect();
    let tx = store.across_for(Actor::System("verify")).await?;
    let mut row = row.into_active_model();
    row.findings = Set(serde_json::to_string(&kept)?);
    row.finished_at = Set(Some(tx.now()));
    row.error = Set(error);
    tx.update(row).await?;
    tx.commit().await
}
