//! What pages, API and checks read of runs, lines and invoices.

use platform::{Across, Error, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::{
    domain::{
        Line, State,
        line::{Explanation, Kind, UnitPrice},
    },
    entities::{invoice_line, line, part, run},
};
use crate::usage::entities::usage;

/// A run.
pub(crate) async fn run(across: &Across, id: Uuid) -> Result<run::Model> {
    across.find::<run::Entity>().filter(run::Column::Id.eq(id)).one(across.db()).await?.ok_or(Error::NotFound)
}

/// A run, kept from changing elsewhere until the transaction ends.
pub(crate) async fn run_locked(across: &Across, id: Uuid) -> Result<run::Model> {
    across
        .find::<run::Entity>()
        .filter(run::Column::Id.eq(id))
        .lock_exclusive()
        .one(across.db())
        .await?
        .ok_or(Error::NotFound)
}

/// The run of the same service that was issued before.
pub(crate) async fn run_before(across: &Across, run: &run::Model) -> Result<Option<run::Model>> {
    let earlier = across
        .find::<run::Entity>()
        .filter(run::Column::Service.eq(&run.service))
        .filter(run::Column::Month.lt(run.month));
    let issued = earlier.filter(run::Column::State.eq(State::Issued.name()));
    Ok(issued.order_by_desc(run::Column::Month).one(across.db()).await?)
}

/// A run's parts that match, by user.
pub(crate) fn parts(across: &Across, run: Uuid) -> Select<part::Entity> {
    across.find::<part::Entity>().filter(part::Column::Run.eq(run)).order_by_asc(part::Column::Tenant)
}

/// All lines of a run, in the order that its hash is made in.
pub(crate) async fn lines_of(across: &Across, run: Uuid) -> Result<Vec<line::Model>> {
    let rows = across.find::<line::Entity>().filter(line::Column::Run.eq(run));
    Ok(rows.order_by_asc(line::Column::Tenant).order_by_asc(line::Column::Position).all(across.db()).await?)
}

/// A stored line as the rules see it.
pub(crate) fn line_of(row: &line::Model) -> Result<Line> {
    Ok(Line {
        user: row.tenant.clone(),
        payer: row.payer.clone(),
        kind: kind_of(&row.kind)?,
        item: row.item.clone(),
        month: row.month,
        quantity: row.quantity,
        unit_price: unit_price(row.ore_numerator, row.ore_denominator),
        ore: row.ore,
        vat: row
            .vat
            .parse()
            .map_err(|()| anyhow::anyhow!("line {} has the unknown VAT category \"{}\"", row.id, row.vat))?,
        account: row.account.clone(),
        price: row.price,
        version: row.version,
        explanation: serde_json::from_str(&row.explanation)?,
    })
}

/// A line of an invoice as the rules see it.
pub(crate) fn invoiced(payer: &str, row: &invoice_line::Model) -> Result<Line> {
    Ok(Line {
        user: row.used_by.clone(),
        payer: payer.into(),
        kind: kind_of(&row.kind)?,
        item: row.item.clone(),
        month: row.month,
        quantity: row.quantity,
        unit_price: unit_price(row.ore_numerator, row.ore_denominator),
        ore: row.ore,
        vat: row
            .vat
            .parse()
            .map_err(|()| anyhow::anyhow!("line {} has the unknown VAT category \"{}\"", row.id, row.vat))?,
        account: row.account.clone(),
        price: row.price,
        version: row.version,
        explanation: serde_json::from_str(&row.explanation)?,
    })
}

fn kind_of(name: &str) -> Result<Kind> {
    let kind = [Kind::Usage, Kind::Fixed, Kind::Charge].into_iter().find(|kind| kind.name() == name);
    Ok(kind.ok_or_else(|| anyhow::anyhow!("unknown kind of line \"{name}\""))?)
}

fn unit_price(numerator: Option<i64>, denominator: Option<i64>) -> Option<UnitPrice> {
    numerator.zip(denominator).map(|(numerator, denominator)| UnitPrice { numerator, denominator })
}

/// The single uses behind a line, newest first.
pub(crate) fn uses_behind(select: Select<usage::Entity>, row: &line::Model) -> Result<Select<usage::Entity>> {
    use usage::Column::{BilledMonth, Id, Meter, Month, OccurredAt, PriceList, Service};
    let line = line_of(row)?;
    let select = select
        .filter(usage::Column::Tenant.eq(&row.tenant))
        .filter(Service.eq(&row.service))
        .filter(Meter.eq(&row.item));
    let select = select.filter(BilledMonth.eq(row.billed_month)).filter(Month.eq(row.month));
    let select = match line.explanation {
        Explanation::PassedThrough { .. } => select.filter(PriceList.is_not_null()),
        Explanation::Priced { .. } => select.filter(PriceList.is_null()),
        // Fees and one-off amounts have no use behind them.
        _ => select.filter(Id.is_null()),
    };
    Ok(select.order_by_desc(OccurredAt).order_by_desc(Id))
}

/// Page and limit as asked for: from 1, and 1 to 100.
pub(crate) fn paging(page: Option<u64>, limit: Option<u64>) -> (u64, u64) {
    (page.unwrap_or(1).max(1), limit.unwrap_or(20).clamp(1, 100))
}

/// Limits a select to a page.
pub(crate) fn page_of<E: EntityTrait>(select: Select<E>, page: u64, limit: u64) -> Select<E> {
    select.offset((page - 1).saturating_mul(limit)).limit(limit)
}
