//! Tasks: for the office when a federation is about to end, for an organisation when its provider is no longer told of.

use contracts::{
    Role,
    tasks::{TaskClosed, TaskOpened},
};
use platform::{Across, Result, Tx};
use sea_orm::{ActiveValue::Set, IntoActiveModel};

use super::association;
use crate::{
    domain::{connection::State, federation as rules, grant},
    entities::{connection, federation},
};

/// Opens or closes the office's task for a federation.
pub async fn office(across: &Across, row: federation::Model) -> Result<()> {
    let end = rules::near_end(row.valid_until, across.now()).filter(|_| row.live);
    if end == row.warned_of {
        return Ok(());
    }
    let tx = across.tenant(&association());
    match end {
        Some(end) => {
            let values = [
                ("federation".to_owned(), row.name.clone()),
                ("end-date".to_owned(), platform::clock::local_date(end).to_string()),
            ];
            let task = TaskOpened {
                task: row.id,
                service: "identity".into(),
                text: "identity-task-federation-ends".into(),
                values: values.into(),
                href: format!("/identity/federations/{}", row.id),
                role: Role::Office,
                due: Some(end),
                not_by: None,
            };
            tx.emit(task).await?;
        }
        None => drop(tx.emit(TaskClosed { task: row.id }).await?),
    }
    let mut row = row.into_active_model();
    row.warned_of = Set(end);
    across.update(row).await.map(drop)
}

/// A connection's provider is not told of in a way that can be used. Whoever signs in through it comes in until the end of what was
/// told last; its administrators are told now.
pub async fn missing(tx: &Tx, row: connection::Model, why: &str) -> Result<()> {
    let (known, live) = (row.missing.as_deref() == Some(why), State::named(&row.state) == State::Live);
    let task = row.missing_task.or_else(|| live.then(platform::id::new));
    if known && task == row.missing_task {
        return Ok(());
    }
    if row.missing_task.is_none()
        && let Some(task) = task
    {
        tx.emit(opened(tx, &row, task)).await?;
    }
    let (id, why) = (row.id, why.to_owned());
    let mut row = row.into_active_model();
    (row.missing, row.missing_task) = (Set(Some(why.clone())), Set(task));
    tx.update(row).await?;
    tx.audit("identity.connection.missing", &id.to_string(), &serde_json::json!({ "reason": why })).await
}

fn opened(tx: &Tx, row: &connection::Model, task: uuid::Uuid) -> TaskOpened {
    let end = row.metadata_until.map(|end| ("end-date".to_owned(), platform::clock::local_date(end).to_string()));
    TaskOpened {
        task,
        service: "identity".into(),
        text: "identity-task-provider-missing".into(),
        values: end.into_iter().collect(),
        href: format!("/identity/connections/{}", row.id),
        role: grant::giver(tx.tenant()),
        due: row.metadata_until,
        not_by: None,
    }
}

/// A connection's provider is told of again, or nobody waits for that any more.
pub async fn named(tx: &Tx, row: connection::Model) -> Result<connection::Model> {
    if row.missing.is_none() {
        return Ok(row);
    }
    returned(tx, &row).await?;
    let mut row = row.into_active_model();
    (row.missing, row.missing_task) = (Set(None), Set(None));
    tx.update(row).await
}

/// Closes the task that waits, if one does.
pub async fn returned(tx: &Tx, row: &connection::Model) -> Result<()> {
    match row.missing_task {
        Some(task) => tx.emit(TaskClosed { task }).await.map(drop),
        None => Ok(()),
    }
}
