//! Warns an organisation in time when what it has told of its provider comes to an end: a task for its administrators, which closes
//! by itself when newer metadata have come.

use chrono::{DateTime, TimeDelta, Utc};
use contracts::tasks::{TaskClosed, TaskOpened};
use platform::{Ctx, Result, Tx};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};

use super::refresh::WHO;
use crate::{
    domain::{connection::State, grant},
    entities::connection::{self, Model},
};

/// A certificate is changed by agreement between people.
const CERTIFICATES: TimeDelta = TimeDelta::days(30);
/// Metadata that are fetched are normally renewed long before.
const FETCHED: TimeDelta = TimeDelta::hours(24);

/// The end to warn of, of the certificates or of the metadata.
fn near_end(
    certificates: Option<DateTime<Utc>>,
    metadata: Option<DateTime<Utc>>,
    fetched: bool,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let early = if fetched { FETCHED } else { CERTIFICATES };
    let certificates = certificates.filter(|end| *end - CERTIFICATES <= now);
    certificates.into_iter().chain(metadata.filter(|end| *end - early <= now)).min()
}

/// Opens or closes the task of one connection.
pub(super) async fn look(ctx: &Ctx, row: &Model) -> Result<()> {
    let provider = super::provider(row).ok();
    let live = State::named(&row.state) == State::Live;
    let fetched = row.metadata_url.is_some() || row.federation.is_some();
    let end = provider
        .filter(|_| live)
        .and_then(|one| near_end(one.certificates_end(), one.valid_until, fetched, ctx.clock.now()));
    if end == row.warned_of {
        return Ok(());
    }
    let tx = ctx.store.begin_for(&row.tenant.parse().map_err(anyhow::Error::new)?, WHO).await?;
    let row = tx.find::<connection::Entity>().filter(connection::Column::Id.eq(row.id)).one(tx.db()).await?;
    // It may have been removed meanwhile.
    let Some(row) = row else { return Ok(()) };
    match end {
        Some(end) => warn(&tx, &row, end).await?,
        None => tx.emit(TaskClosed { task: row.id }).await.map(drop)?,
    }
    let mut row = row.into_active_model();
    row.warned_of = Set(end);
    tx.update(row).await?;
    tx.commit().await
}

async fn warn(tx: &Tx, row: &Model, end: DateTime<Utc>) -> Result<()> {
    let task = TaskOpened {
        task: row.id,
        service: "identity".into(),
        text: "identity-task-provider-ends".into(),
        values: [("end-date".to_owned(), platform::clock::local_date(end).to_string())].into(),
        href: format!("/identity/connections/{}", row.id),
        role: grant::giver(tx.tenant()),
        due: Some(end),
        not_by: None,
    };
    tx.emit(task).await.map(drop)
}

/// Nothing waits any more: the connection is switched off or gone.
pub(super) async fn forget(tx: &Tx, row: &Model) -> Result<()> {
    if row.warned_of.is_some() {
        tx.emit(TaskClosed { task: row.id }).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_warned_of_what_ends_first_and_early_enough_to_act() {
        let now = DateTime::UNIX_EPOCH;
        let after = |hours| Some(now + TimeDelta::hours(hours));
        let (year, month) = (after(400 * 24), after(29 * 24));
        assert_eq!(near_end(year, None, false, now), None);
        assert_eq!(near_end(after(31 * 24), None, true, now), None);
        assert_eq!(near_end(month, None, true, now), month);
        assert_eq!(near_end(year, after(30), true, now), None, "it is fetched again in time");
        assert_eq!(near_end(year, after(30), false, now), after(30), "nobody fetches what was pasted");
        assert_eq!(near_end(month, after(20), true, now), after(20), "what ends first");
    }
}
