//! Keeping the copies. Each handler only writes its table, so that a replay builds the same again.

use chrono::{DateTime, Days, NaiveDate, Utc};
use contracts::{
    Envelope,
    billing::{InvoiceIssued, UsageRolledUp},
    governance::{BallotClosed, MeetingCancelled, MeetingChanged, MeetingPlanned, RoadmapMoved},
    members::{OrganisationRegistered, SubscriptionEnded, SubscriptionStarted},
    tasks::{TaskClosed, TaskOpened},
};
use platform::{Actor, Ctx, Error, Result, Tx};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, QueryFilter, Statement, Value, sea_query::Expr};

use crate::entities::{invoice, subscription, task};

/// A month's use so far; older news than what is known is passed over.
pub async fn usage_rolled_up(_: Ctx, tx: Tx, event: Envelope<UsageRolledUp>) -> Result<()> {
    let UsageRolledUp { service, meter, month, quantity, ore, as_of } = event.data;
    let sql = "INSERT INTO portal_usage (tenant, id, service, meter, month, quantity, ore, as_of) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
               ON CONFLICT (tenant, service, meter, month) DO UPDATE SET quantity = excluded.quantity, ore = excluded.ore, \
               as_of = excluded.as_of WHERE excluded.as_of >= portal_usage.as_of";
    let values: [Value; 8] = [
        tx.tenant().as_str().into(),
        event.id.into(),
        service.into(),
        meter.into(),
        month.into(),
        quantity.into(),
        ore.into(),
        as_of.into(),
    ];
    execute(&tx, sql, values).await
}

/// An issued invoice.
pub async fn invoice_issued(_: Ctx, tx: Tx, event: Envelope<InvoiceIssued>) -> Result<()> {
    let InvoiceIssued { invoice, number, service, month, payable_ore, due } = event.data;
    let row = invoice::ActiveModel {
        id: Set(invoice),
        number: Set(number),
        service: Set(service),
        month: Set(month),
        payable_ore: Set(payable_ore),
        due: Set(due),
        issued_at: Set(event.time),
        ..Default::default()
    };
    tx.insert_if_new(row).await?;
    Ok(())
}

/// An organisation's names, as they are now.
pub async fn organisation_registered(_: Ctx, tx: Tx, event: Envelope<OrganisationRegistered>) -> Result<()> {
    let sql = "INSERT INTO portal_organisation (tenant, id, name, short_name) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (tenant) DO UPDATE SET name = excluded.name, short_name = excluded.short_name";
    let OrganisationRegistered { name, short_name, .. } = event.data;
    execute(&tx, sql, [tx.tenant().as_str().into(), event.id.into(), name.into(), short_name.into()]).await
}

/// A service that the organisation uses.
pub async fn subscription_started(_: Ctx, tx: Tx, event: Envelope<SubscriptionStarted>) -> Result<()> {
    let SubscriptionStarted { subscription, service, payer, begins, department, .. } = event.data;
    let row = subscription::ActiveModel {
        id: Set(subscription),
        service: Set(service),
        payer: Set(payer.to_string()),
        begins: Set(begins),
        ends: Set(None),
        department: Set(department),
        ..Default::default()
    };
    tx.insert_if_new(row).await?;
    Ok(())
}

/// Its last day. An end without a beginning waits for the beginning, which may be parked.
pub async fn subscription_ended(_: Ctx, tx: Tx, event: Envelope<SubscriptionEnded>) -> Result<()> {
    let ended = tx
        .update_many::<subscription::Entity>()
        .col_expr(subscription::Column::Ends, Expr::value(event.data.ends))
        .filter(subscription::Column::Id.eq(event.data.subscription))
        .exec(tx.db())
        .await?;
    if ended.rows_affected == 0 {
        return Err(Error::Conflict(format!("subscription {} has not begun", event.data.subscription)));
    }
    Ok(())
}

/// Something waits. Told again, it replaces what was told; told again after it was closed, it waits anew. What was told before it
/// was closed but is heard after (a parked event that an operator retries) changes nothing.
pub async fn task_opened(_: Ctx, tx: Tx, event: Envelope<TaskOpened>) -> Result<()> {
    let TaskOpened { task, service, text, values, href, role, due, not_by } = event.data;
    let sql = "INSERT INTO portal_task (tenant, id, service, text, arguments, href, role, due, not_by, opened_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (tenant, id) DO UPDATE SET \
               service = excluded.service, text = excluded.text, arguments = excluded.arguments, href = excluded.href, \
               role = excluded.role, due = excluded.due, not_by = excluded.not_by, opened_at = excluded.opened_at, \
               closed_at = NULL WHERE portal_task.closed_at IS NULL OR portal_task.closed_at <= excluded.opened_at";
    let values: [Value; 10] = [
        tx.tenant().as_str().into(),
        task.into(),
        service.into(),
        text.into(),
        serde_json::to_string(&values)?.into(),
        href.into(),
        role.name().into(),
        due.into(),
        not_by.into(),
        event.time.into(),
    ];
    execute(&tx, sql, values).await
}

/// It is done. The row stays as a mark, should its opening come late.
pub async fn task_closed(_: Ctx, tx: Tx, event: Envelope<TaskClosed>) -> Result<()> {
    let sql = "INSERT INTO portal_task (tenant, id, service, text, arguments, href, role, opened_at, closed_at) \
               VALUES ($1, $2, '', '', '{}', '', '', $3, $3) ON CONFLICT (tenant, id) DO UPDATE SET \
               closed_at = excluded.closed_at WHERE portal_task.opened_at <= excluded.closed_at";
    execute(&tx, sql, [tx.tenant().as_str().into(), event.data.task.into(), event.time.into()]).await
}

/// A meeting was planned.
pub async fn meeting_planned(_: Ctx, tx: Tx, event: Envelope<MeetingPlanned>) -> Result<()> {
    meeting(&tx, event.data, event.time).await
}

/// A meeting was changed or called.
pub async fn meeting_changed(_: Ctx, tx: Tx, event: Envelope<MeetingChanged>) -> Result<()> {
    meeting(&tx, event.data.now, event.time).await
}

/// A meeting as it is now; older news than what is known is passed over.
async fn meeting(tx: &Tx, now: MeetingPlanned, at: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO portal_meeting (tenant, id, council, number, title, begins_at, ends_at, place, noticed, cancelled, sequence, \
               told_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (tenant, id) DO UPDATE SET \
               title = excluded.title, begins_at = excluded.begins_at, ends_at = excluded.ends_at, place = excluded.place, \
               noticed = excluded.noticed, sequence = excluded.sequence, told_at = excluded.told_at \
               WHERE excluded.sequence > portal_meeting.sequence";
    let MeetingPlanned { meeting, council, number, title, begins, ends, place, noticed, sequence } = now;
    let values: [Value; 12] = [
        tx.tenant().as_str().into(),
        meeting.into(),
        council.into(),
        number.into(),
        title.into(),
        begins.into(),
        ends.into(),
        place.into(),
        noticed.into(),
        false.into(),
        sequence.into(),
        at.into(),
    ];
    execute(tx, sql, values).await
}

/// A meeting will not be held. One that was never heard of leaves a mark, should its planning come late.
pub async fn meeting_cancelled(_: Ctx, tx: Tx, event: Envelope<MeetingCancelled>) -> Result<()> {
    let sql = "INSERT INTO portal_meeting (tenant, id, council, number, title, begins_at, ends_at, place, noticed, cancelled, sequence, \
               told_at) VALUES ($1, $2, $3, 0, '', $4, $4, '', $5, $6, $7, $4) ON CONFLICT (tenant, id) DO UPDATE SET \
               cancelled = excluded.cancelled, sequence = excluded.sequence, told_at = excluded.told_at \
               WHERE excluded.sequence > portal_meeting.sequence";
    let MeetingCancelled { meeting, council, sequence } = event.data;
    let values: [Value; 7] = [
        tx.tenant().as_str().into(),
        meeting.into(),
        council.into(),
        event.time.into(),
        false.into(),
        true.into(),
        sequence.into(),
    ];
    execute(&tx, sql, values).await
}

/// A council has chosen.
pub async fn ballot_closed(_: Ctx, tx: Tx, event: Envelope<BallotClosed>) -> Result<()> {
    let BallotClosed { council, ballot, chosen, used_hours, .. } = event.data;
    let chosen = i64::try_from(chosen.len()).unwrap_or(i64::MAX);
    news(
        &tx,
        event.id,
        [
            council.into(),
            "ballot".into(),
            ballot.into(),
            "next".into(),
            "".into(),
            chosen.into(),
            used_hours.into(),
            event.time.into(),
        ],
    )
    .await
}

/// Work on something has begun, or it is delivered.
pub async fn roadmap_moved(_: Ctx, tx: Tx, event: Envelope<RoadmapMoved>) -> Result<()> {
    let RoadmapMoved { council, proposal, title, column } = event.data;
    news(
        &tx,
        event.id,
        [
            council.into(),
            "item".into(),
            proposal.into(),
            column.into(),
            title.into(),
            0_i64.into(),
            0_i64.into(),
            event.time.into(),
        ],
    )
    .await
}

/// Roadmaps belong to no tenant, so that the row does not go through one's own door.
async fn news(tx: &Tx, id: uuid::Uuid, values: [Value; 8]) -> Result<()> {
    let sql = "INSERT INTO portal_news (id, council, kind, number, place, title, chosen, hours, at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (council, kind, number, place) DO NOTHING";
    execute(tx, sql, std::iter::once(id.into()).chain(values)).await
}

/// Deletes tasks that were closed over 90 days ago.
pub async fn forget_closed_tasks(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    let limit = platform::clock::start_of(today.checked_sub_days(Days::new(90)).unwrap_or(today));
    let across = ctx.store.across_for(Actor::System("retention")).await?;
    let gone = across.delete::<task::Entity>().filter(task::Column::ClosedAt.lt(limit)).exec(across.db()).await?;
    across.commit().await?;
    Ok(gone.rows_affected)
}

async fn execute(tx: &Tx, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<()> {
    let db = tx.db();
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    Ok(())
}
