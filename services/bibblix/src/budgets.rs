//! A municipality's budget in the database: one row that it decides about, and one for each month that is used.

use chrono::NaiveDate;
use platform::{Error, Read, Result, Tx, clock::local_month, id};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, IntoActiveModel, QueryFilter, QuerySelect, Statement};
use serde_json::json;

use crate::{
    domain::{
        budget::{Budget, DEFAULT_CAP},
        lending::Refusal,
    },
    entities::{budget, municipality},
    failure::Failure,
};

/// What the municipality has decided, as it stands; none before its first loan and decision.
pub(crate) async fn decided(read: &Read) -> Result<Option<municipality::Model>> {
    Ok(read.find::<municipality::Entity>().one(read.db()).await?)
}

/// The revision that If-Match must name.
pub(crate) fn revision(decided: Option<&municipality::Model>) -> i64 {
    decided.map_or(0, |row| row.revision)
}

/// The month's budget: its own row when it has been used, else what was decided, else the default.
pub(crate) async fn of_month(read: &Read, decided: Option<&municipality::Model>, month: NaiveDate) -> Result<Budget> {
    let row = read.find::<budget::Entity>().filter(budget::Column::Month.eq(month)).one(read.db()).await?;
    Ok(match row {
        Some(row) => Budget { cap: row.cap_ore, committed: row.committed_ore },
        None => Budget { cap: decided.map_or(DEFAULT_CAP, |row| row.cap_ore), committed: 0 },
    })
}

/// The municipality's row, locked until the transaction ends: whoever comes second waits here, and then sees what the first did.
pub(crate) async fn lock(tx: &Tx) -> Result<municipality::Model> {
    let row = || tx.find::<municipality::Entity>().lock_exclusive().one(tx.db());
    if let Some(row) = row().await? {
        return Ok(row);
    }
    tx.insert_if_new(municipality::ActiveModel {
        card_key: Set(format!("{}{}", id::random().simple(), id::random().simple())),
        cap_ore: Set(DEFAULT_CAP),
        decided_at: Set(None),
        revision: Set(0),
        ..Default::default()
    })
    .await?;
    row().await?.ok_or_else(|| Error::Unavailable("the municipality's row".into()))
}

/// Takes öre from the month's budget, if that much is left, in one statement. Tells whether it did.
pub(crate) async fn commit(tx: &Tx, cap: i64, month: NaiveDate, ore: i64) -> Result<bool> {
    let sql = "INSERT INTO bibblix_budget (tenant, month, cap_ore, committed_ore) \
               SELECT $1, $2, $3, $4 WHERE $4 <= $3 \
               ON CONFLICT (tenant, month) DO UPDATE SET committed_ore = bibblix_budget.committed_ore + excluded.committed_ore \
               WHERE bibblix_budget.committed_ore + excluded.committed_ore <= bibblix_budget.cap_ore";
    let values: [sea_orm::Value; 4] = [tx.tenant().as_str().into(), month.into(), cap.into(), ore.into()];
    let done = tx.db().execute_raw(Statement::from_sql_and_values(tx.db().get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

/// Gives öre back to the month that they were taken from.
pub(crate) async fn give_back(tx: &Tx, month: NaiveDate, ore: i64) -> Result<()> {
    let sql = "UPDATE bibblix_budget SET committed_ore = committed_ore - $1 WHERE tenant = $2 AND month = $3";
    let values: [sea_orm::Value; 3] = [ore.into(), tx.tenant().as_str().into(), month.into()];
    tx.db().execute_raw(Statement::from_sql_and_values(tx.db().get_database_backend(), sql, values)).await?;
    Ok(())
}

/// Decides the cap of this month and those that follow, if the caller has seen the latest decision (or does not say).
pub(crate) async fn decide(tx: &Tx, cap: i64, seen: Option<i64>) -> Result<municipality::Model, Failure> {
    let row = lock(tx).await?;
    let revision = row.revision;
    if seen.is_some_and(|seen| seen != revision) {
        return Err(Error::Stale.into());
    }
    let month = local_month(tx.now());
    let used = tx.find::<budget::Entity>().filter(budget::Column::Month.eq(month)).one(tx.db()).await?;
    if let Some(used) = used {
        if used.committed_ore > cap {
            return Err(Refusal::CapBelowCommitted { committed: used.committed_ore }.into());
        }
        let mut used = used.into_active_model();
        used.cap_ore = Set(cap);
        tx.update(used).await?;
    }
    let before = row.cap_ore;
    let mut row = row.into_active_model();
    row.cap_ore = Set(cap);
    row.decided_at = Set(Some(tx.now()));
    row.revision = Set(revision + 1);
    let row = tx.update(row).await?;
    tx.audit("bibblix.budget.set", "budget", &json!({ "beforeOre": before, "capOre": cap })).await?;
    Ok(row)
}
