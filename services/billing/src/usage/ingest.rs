//! Taking use in: each told use is stored once, with its sums, or waits in quarantine; nothing is dropped.

use std::collections::{BTreeMap, HashMap, HashSet, hash_map::Entry};

use chrono::NaiveDate;
use platform::{Result, Tx, id, site::Site};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbBackend, QueryFilter, QueryOrder, QuerySelect, Statement, Value,
    sea_query::{Func, Query},
};
use uuid::Uuid;

use super::{
    domain::{Told, Waits},
    entities::{quarantine, usage},
    known::{Known, Placed, lock},
    rows,
};

/// What became of a told use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Stored now.
    Accepted,
    /// Stored before with the same content.
    Duplicate,
    /// Kept in quarantine.
    Waits(Waits),
}

/// Takes in uses of the transaction's organisation; the outcomes come in their order. `meanwhile` works with those that most likely are
/// new, while the database stores them; what it makes of them is told when they were, all of them.
pub(super) async fn take<T: Send>(
    site: &Site,
    tx: &Tx,
    told: &[Told],
    meanwhile: impl FnOnce(&[Fresh<'_>]) -> T + Send,
) -> Result<(Vec<Outcome>, Option<T>)> {
    let (settled, made) = settle(site, tx, told, meanwhile).await?;
    for (one, (hash, outcome)) in told.iter().zip(&settled) {
        if let Outcome::Waits(why) = outcome {
            wait(tx, one, hash, *why).await?;
        }
    }
    Ok((settled.into_iter().map(|(_, outcome)| outcome).collect(), made))
}

/// Tries what waits again, for one service or all of them; tells how much was taken in.
pub(super) async fn retry(site: &Site, tx: &Tx, service: Option<&str>) -> Result<usize> {
    let mut taken = 0;
    let mut after = Uuid::nil();
    loop {
        let mut waiting = tx.find::<quarantine::Entity>().filter(open()).filter(quarantine::Column::Id.gt(after));
        if let Some(service) = service {
            waiting = waiting.filter(quarantine::Column::Service.eq(service));
        }
        let rows = waiting.order_by_asc(quarantine::Column::Id).limit(500).all(tx.db()).await?;
        let Some(last) = rows.last() else { return Ok(taken) };
        after = last.id;
        taken += retry_rows(site, tx, &rows).await?;
    }
}

/// Rows that wait for something that may come.
fn open() -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(quarantine::Column::Outcome.is_null())
        .add(quarantine::Column::Reason.ne(Waits::Conflict.code()))
}

/// Tries some rows again.
pub(super) async fn retry_rows(site: &Site, tx: &Tx, waiting: &[quarantine::Model]) -> Result<usize> {
    let told = waiting.iter().map(rows::of_quarantine).collect::<Result<Vec<_>>>()?;
    let (settled, _) = settle(site, tx, &told, |_| ()).await?;
    let (mut accepted, mut done) = (0, Vec::new());
    for (row, (_, outcome)) in waiting.iter().zip(&settled) {
        match outcome {
            Outcome::Accepted => accepted += 1,
            Outcome::Duplicate => {}
            Outcome::Waits(why) => {
                if why.code() != row.reason {
                    let changed =
                        tx.update_many::<quarantine::Entity>().col_expr(quarantine::Column::Reason, why.code().into());
                    changed.filter(quarantine::Column::Id.eq(row.id)).exec(tx.db()).await?;
                }
                continue;
            }
        }
        done.push(row.id);
    }
    if !done.is_empty() {
        let closed = tx.update_many::<quarantine::Entity>().filter(quarantine::Column::Id.is_in(done));
        let closed = closed.col_expr(quarantine::Column::Outcome, "accepted".into());
        closed.col_expr(quarantine::Column::OutcomeAt, tx.now().into()).exec(tx.db()).await?;
    }
    Ok(accepted)
}

/// Stores what can be charged and is not stored yet; the fingerprint of each, and what became of it. See [`take`] of the rest.
async fn settle<T: Send>(
    site: &Site,
    tx: &Tx,
    told: &[Told],
    meanwhile: impl FnOnce(&[Fresh<'_>]) -> T + Send,
) -> Result<(Vec<(String, Outcome)>, Option<T>)> {
    lock(tx.db()).await?;
    let known = Known::load(tx, told).await?;
    let hashes: Vec<String> = told.iter().map(Told::sha256).collect();
    let verdicts: Vec<Result<Placed, Waits>> = told.iter().map(|one| known.judge(site, one)).collect();
    // The first of those with the same id counts.
    let mut first: HashMap<Uuid, &str> = HashMap::new();
    let mut fresh = Vec::new();
    for ((one, hash), verdict) in told.iter().zip(&hashes).zip(&verdicts) {
        if let (Ok(placed), Entry::Vacant(place)) = (verdict, first.entry(one.id)) {
            place.insert(hash);
            fresh.push((one, hash.as_str(), *placed));
        }
    }
    let (mut inserted, made) = store(tx, &fresh, meanwhile).await?;
    let made = (inserted.len() == fresh.len()).then_some(made);
    let others: Vec<Uuid> = told.iter().map(|one| one.id).filter(|id| !inserted.contains(id)).collect();
    let stored = if others.is_empty() { HashMap::new() } else { stored(tx, others).await? };
    let mut settled = Vec::with_capacity(told.len());
    for ((one, hash), verdict) in told.iter().zip(&hashes).zip(verdicts) {
        let before = stored.get(&one.id).map(String::as_str).or_else(|| first.get(&one.id).copied());
        settled.push(match (before, verdict) {
            (_, Ok(_)) if inserted.remove(&one.id) => Outcome::Accepted,
            (Some(before), _) if before != hash => Outcome::Waits(Waits::Conflict),
            (None, Err(why)) => Outcome::Waits(why),
            _ => Outcome::Duplicate,
        });
    }
    Ok((hashes.into_iter().zip(settled).collect(), made))
}

/// The fingerprints of those that are stored.
async fn stored(tx: &Tx, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>> {
    let rows = tx.find::<usage::Entity>();
    let rows = match tx.db().get_database_backend() {
        // One parameter, however many they are.
        DbBackend::Postgres => {
            let unnested = Query::select().expr(Func::cust("unnest").arg(Value::from(ids))).to_owned();
            rows.filter(usage::Column::Id.in_subquery(unnested))
        }
        _ => rows.filter(usage::Column::Id.is_in(ids)),
    };
    let rows = rows.select_only().column(usage::Column::Id).column(usage::Column::ContentSha256);
    Ok(rows.into_tuple::<(Uuid, String)>().all(tx.db()).await?.into_iter().collect())
}

/// Keeps a use until somebody can make sense of it; once, however often it is told.
async fn wait(tx: &Tx, told: &Told, hash: &str, why: Waits) -> Result<()> {
    tracing::info!(tenant = %told.tenant, usage = %told.id, reason = why.code(), "a use waits in quarantine");
    let row = quarantine::ActiveModel {
        tenant: Set(told.tenant.to_string()),
        id: Set(id::new()),
        usage: Set(told.id),
        source: Set(told.source.clone()),
        external_id: Set(told.external_id.clone()),
        service: Set(told.data.service.clone()),
        meter: Set(told.data.meter.clone()),
        quantity: Set(told.data.measure.quantity()),
        ore: Set(told.data.measure.ore()),
        price_list: Set(told.price_list().map(str::to_owned)),
        occurred_at: Set(told.data.occurred_at),
        told_day: Set(told.told_day()),
        source_ref: Set(told.data.source_ref.clone()),
        reverses: Set(told.data.reverses),
        content_sha256: Set(hash.to_owned()),
        reason: Set(why.code().into()),
        received_at: Set(tx.now()),
        outcome: Set(None),
        outcome_reason: Set(None),
        outcome_at: Set(None),
    };
    tx.insert_if_new(row).await?;
    Ok(())
}

/// A use that can be charged and has not been told before in the same request, and its fingerprint.
pub(super) type Fresh<'a> = (&'a Told, &'a str, Placed);
type Key<'a> = (&'a str, &'a str, NaiveDate, NaiveDate, &'a str);

#[derive(Default)]
struct Sum {
    events: i64,
    quantity: i64,
    ore: i64,
    max_quantity: i64,
}

/// The last place in the tenant's feed. Whoever adds holds `known::lock`, so the places are given in the order of commits.
async fn last_place(tx: &Tx) -> Result<i64> {
    let last = tx.find::<usage::Entity>().select_only().column(usage::Column::FeedSeq);
    let last = last.order_by_desc(usage::Column::FeedSeq).limit(1).into_tuple::<i64>().one(tx.db()).await?;
    Ok(last.unwrap_or(0))
}

/// Writes those uses that are not there yet, and their sums; tells which they are, and what was made meanwhile.
async fn store<T: Send>(
    tx: &Tx,
    fresh: &[Fresh<'_>],
    meanwhile: impl FnOnce(&[Fresh<'_>]) -> T + Send,
) -> Result<(HashSet<Uuid>, T)> {
    if fresh.is_empty() {
        return Ok((HashSet::new(), meanwhile(fresh)));
    }
    let (now, last) = (tx.now(), last_place(tx).await?);
    let row = |((told, hash, placed), place): (&Fresh<'_>, i64)| usage::ActiveModel {
        feed_seq: Set(place),
        tenant: Set(told.tenant.to_string()),
        id: Set(told.id),
        source: Set(told.source.clone()),
        external_id: Set(told.external_id.clone()),
        service: Set(told.data.service.clone()),
        meter: Set(told.data.meter.clone()),
        quantity: Set(told.data.measure.quantity()),
        ore: Set(told.data.measure.ore()),
        price_list: Set(told.price_list().map(str::to_owned)),
        occurred_at: Set(told.data.occurred_at),
        told_day: Set(told.told_day()),
        recorded_at: Set(now),
        month: Set(placed.month),
        billed_month: Set(placed.billed_month),
        source_ref: Set(told.data.source_ref.clone()),
        reverses: Set(told.data.reverses),
        content_sha256: Set((*hash).to_owned()),
    };
    let rows = fresh.iter().zip(last + 1..).map(row).collect();
    let meanwhile = async {
        // The rows are on their way before this begins.
        tokio::task::yield_now().await;
        meanwhile(fresh)
    };
    let (inserted, made) = tokio::join!(tx.insert_all_new(rows), meanwhile);
    let inserted = inserted?;
    let mut sums: BTreeMap<Key<'_>, Sum> = BTreeMap::new();
    for (told, _, placed) in fresh.iter().filter(|(told, ..)| inserted.contains(&told.id)) {
        let data = &told.data;
        let key = (
            data.service.as_str(),
            data.meter.as_str(),
            placed.month,
            placed.billed_month,
            told.price_list().unwrap_or_default(),
        );
        let sum = sums.entry(key).or_default();
        sum.events += 1;
        sum.quantity += data.measure.quantity();
        sum.ore += data.measure.ore();
        sum.max_quantity = sum.max_quantity.max(data.measure.quantity());
    }
    let sums: Vec<_> = sums.into_iter().collect();
    for some in sums.chunks(500) {
        add(tx, some).await?;
    }
    if !sums.is_empty() {
        tx.wake_work();
    }
    Ok((inserted, made))
}

/// Adds sums to the roll-ups in one statement.
async fn add(tx: &Tx, sums: &[(Key<'_>, Sum)]) -> Result<()> {
    let now = tx.now();
    let mut values: Vec<Value> = Vec::with_capacity(sums.len() * 11);
    let mut rows = Vec::with_capacity(sums.len());
    for ((service, meter, month, billed_month, list), sum) in sums {
        let from = values.len();
        let marks: Vec<String> = (1..=11).map(|offset| format!("${}", from + offset)).collect();
        rows.push(format!("({}, NULL)", marks.join(", ")));
        values.extend([
            tx.tenant().as_str().into(),
            (*service).into(),
            (*meter).into(),
            (*month).into(),
            (*billed_month).into(),
        ]);
        values.extend([
            (*list).into(),
            sum.events.into(),
            sum.quantity.into(),
            sum.ore.into(),
            sum.max_quantity.into(),
            now.into(),
        ]);
    }
    let sql = format!(
        "INSERT INTO billing_rollup (tenant, service, meter, month, billed_month, price_list, events, quantity, ore, max_quantity, \
         changed_at, told_at) VALUES {} ON CONFLICT (tenant, service, meter, month, billed_month, price_list) DO UPDATE SET \
         events = billing_rollup.events + excluded.events, quantity = billing_rollup.quantity + excluded.quantity, \
         ore = billing_rollup.ore + excluded.ore, max_quantity = CASE WHEN excluded.max_quantity > billing_rollup.max_quantity \
         THEN excluded.max_quantity ELSE billing_rollup.max_quantity END, changed_at = excluded.changed_at, told_at = NULL",
        rows.join(", ")
    );
    let backend = tx.db().get_database_backend();
    tx.db().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}
