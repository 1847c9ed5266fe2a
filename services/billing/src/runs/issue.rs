//! What ends a run: approval by a second person, numbers and invoices, or giving it up before that.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use contracts::{Tenant, billing::InvoiceIssued, tasks::TaskClosed};
use platform::{Across, Result, Rule, Store, id, store::Actor};
use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use super::{
    domain::{
        Act, Line, Refused, State,
        document::{DAYS_TO_PAY, Draft, assemble, number},
        line::digest,
        ocr,
    },
    entities::{invoice, invoice_line, line, part, run},
    read,
};
use crate::usage::{
    entities::{charge, frozen, organisation},
    known::lock,
};

/// Approves a run; it is issued by what comes after. The invoices will bear the date `on`.
pub(crate) async fn approve(across: &Across, id: Uuid, on: NaiveDate) -> Result<Result<(), Refused>> {
    let run = read::run_locked(across, id).await?;
    let state: State = run.state.parse()?;
    let after = match state.after(Act::Approve) {
        Ok(after) => after,
        Err(refused) => return Ok(Err(refused)),
    };
    if run.prepared_by == across.actor().to_string() {
        return Ok(Err(Refused::SamePerson));
    }
    let lines: Vec<Line> = read::lines_of(across, id).await?.iter().map(read::line_of).collect::<Result<_>>()?;
    if Some(digest(&lines)?) != run.lines_sha256 {
        return Ok(Err(Refused::LinesChanged));
    }
    if let Some(payer) = negative(across, id, &lines).await? {
        return Ok(Err(Refused::NegativeInvoice { payer }));
    }
    let mut row = run.into_active_model();
    row.state = Set(after.name().into());
    row.approved_by = Set(Some(across.actor().to_string()));
    row.approved_at = Set(Some(across.now()));
    row.invoice_date = Set(Some(on));
    let run = across.update(row).await?;
    let association = across.tenant(&Tenant::association());
    let detail = json!({ "payable": run.payable, "invoices": run.invoices, "linesSha256": run.lines_sha256 });
    association.audit("billing.run.approve", &id.to_string(), &detail).await?;
    association.emit(TaskClosed { task: id }).await?;
    Ok(Ok(()))
}

/// Writes down that somebody tried to approve a run of her own.
pub(crate) async fn record_refusal(store: &Store, actor: Actor, id: Uuid, refused: &Refused) -> Result<()> {
    let tx = store.begin_for(&Tenant::association(), actor).await?;
    tx.audit("billing.run.approve-refused", &id.to_string(), &json!({ "reason": refused.code() })).await?;
    tx.commit().await
}

/// The payer of the first invoice that would be negative.
async fn negative(across: &Across, id: Uuid, lines: &[Line]) -> Result<Option<String>> {
    let drafts = assemble(lines)?;
    let Some(draft) = drafts.iter().find(|draft| draft.totals.payable < 0) else { return Ok(None) };
    let names = payer_names(across, id).await?;
    Ok(Some(names.get(&draft.payer).unwrap_or(&draft.payer).clone()))
}

/// Payers' full names: as they were when the month was frozen, else as they are now.
async fn payer_names(across: &Across, id: Uuid) -> Result<BTreeMap<String, String>> {
    let now = across.find::<organisation::Entity>().all(across.db()).await?;
    let mut names: BTreeMap<String, String> = now.into_iter().map(|one| (one.tenant, one.name)).collect();
    let frozen = read::parts(across, id).all(across.db()).await?;
    names.extend(frozen.into_iter().map(|part| (part.payer, part.payer_name)));
    Ok(names)
}

/// Issues an approved run, all invoices or none; does nothing when it has been issued already, so that it may be tried again.
pub(crate) async fn issue(store: &Store, id: Uuid, actor: Actor) -> Result<()> {
    let across = store.across_for(actor).await?;
    let run = read::run_locked(&across, id).await?;
    let state: State = run.state.parse()?;
    let Ok(after) = state.after(Act::Issue) else { return Ok(()) };
    let on = run.invoice_date.unwrap_or_else(|| platform::clock::local_date(across.now()));
    let rows = read::lines_of(&across, id).await?;
    let lines: Vec<Line> = rows.iter().map(read::line_of).collect::<Result<_>>()?;
    if Some(digest(&lines)?) != run.lines_sha256 {
        // What was approved is what is issued, or nothing: it stops here with its words, for verify and a person to look into.
        let mut row = run.into_active_model();
        row.problem = Set(Some(Refused::LinesChanged.to_string()));
        across.update(row).await?;
        return across.commit().await;
    }
    let drafts = assemble(&lines)?;
    let first = numbers(&across, on.year(), drafts.len()).await?;
    let names = Names { payers: payer_names(&across, id).await?, users: user_names(&across, id).await? };
    for (place, draft) in (first..).zip(&drafts) {
        write(&across, &run, &Issue { on, place, draft, rows: &rows, names: &names }).await?;
    }
    let mut row = run.into_active_model();
    row.state = Set(after.name().into());
    row.problem = Set(None);
    row.issued_at = Set(Some(across.now()));
    across.update(row).await?;
    let detail = json!({ "invoices": drafts.len(), "first": drafts.first().map(|_| number(on.year(), first)) });
    across.audit(&Tenant::association(), "billing.run.issue", &id.to_string(), &detail).await?;
    across.commit().await
}

struct Names {
    payers: BTreeMap<String, String>,
    users: BTreeMap<String, String>,
}

struct Issue<'a> {
    on: NaiveDate,
    place: i64,
    draft: &'a Draft,
    rows: &'a [line::Model],
    names: &'a Names,
}

async fn user_names(across: &Across, id: Uuid) -> Result<BTreeMap<String, String>> {
    let parts = read::parts(across, id).all(across.db()).await?;
    Ok(parts.into_iter().map(|part| (part.tenant, part.name)).collect())
}

/// Takes a block of numbers of a year's series and tells the first. A transaction that does not commit gives them back, and no other
/// can take numbers until then: so there are no gaps.
async fn numbers(across: &Across, year: i32, count: usize) -> Result<i64> {
    across
        .execute("INSERT INTO billing_series (year, last) VALUES ($1, 0) ON CONFLICT (year) DO NOTHING", [year.into()])
        .await?;
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let sql = "UPDATE billing_series SET last = last + $1 WHERE year = $2 RETURNING last";
    let rows = across.query(sql, [count.into(), year.into()]).await?;
    let last: i64 = rows.first().ok_or_else(|| anyhow::anyhow!("the series of {year} is gone"))?.try_get("", "last")?;
    Ok(last - count + 1)
}

async fn write(across: &Across, run: &run::Model, issue: &Issue<'_>) -> Result<()> {
    let Issue { on, place, draft, rows, names } = issue;
    let (id, number) = (id::new(), number(on.year(), *place));
    let due = on.checked_add_days(Days::new(DAYS_TO_PAY)).unwrap_or(*on);
    let totals = &draft.totals;
    let invoice = invoice::ActiveModel {
        tenant: Set(draft.payer.clone()),
        id: Set(id),
        run: Set(run.id),
        service: Set(run.service.clone()),
        month: Set(run.month),
        year: Set(on.year()),
        place: Set(*place),
        ocr: Set(ocr::reference(&number)),
        number: Set(number.clone()),
        buyer: Set(names.payers.get(&draft.payer).unwrap_or(&draft.payer).clone()),
        issued_on: Set(*on),
        due: Set(due),
        net: Set(totals.net),
        vat_rows: Set(serde_json::to_string(&totals.rows)?),
        vat: Set(totals.vat),
        rounding: Set(totals.rounding),
        payable: Set(totals.payable),
    };
    across.insert(invoice).await?;
    let mine: Vec<&line::Model> = draft.lines.iter().filter_map(|at| rows.get(*at)).collect();
    across
        .insert_all(mine.iter().enumerate().map(|(at, row)| copy(&draft.payer, id, at, row, names)).collect())
        .await?;
    let ids: Vec<Uuid> = mine.iter().map(|row| row.id).collect();
    let mark = across.update_many::<line::Entity>().col_expr(line::Column::Invoice, Expr::value(id));
    mark.filter(line::Column::Id.is_in(ids)).exec(across.db()).await?;
    let payer = across.tenant(&draft.payer.parse().map_err(anyhow::Error::new)?);
    payer
        .audit("billing.invoice.issue", &id.to_string(), &json!({ "number": number, "payable": totals.payable }))
        .await?;
    let (service, month) = (run.service.clone(), run.month);
    payer.emit(InvoiceIssued { invoice: id, number, service, month, payable_ore: totals.payable, due }).await?;
    Ok(())
}

fn copy(payer: &str, invoice: Uuid, position: usize, row: &line::Model, names: &Names) -> invoice_line::ActiveModel {
    let row = row.clone();
    invoice_line::ActiveModel {
        // The same id as the user's line: the one is a copy of the other.
        tenant: Set(payer.to_owned()),
        id: Set(row.id),
        invoice: Set(invoice),
        position: Set(i64::try_from(position).unwrap_or(i64::MAX)),
        used_by_name: Set(names.users.get(&row.tenant).unwrap_or(&row.tenant).clone()),
        used_by: Set(row.tenant),
        kind: Set(row.kind),
        item: Set(row.item),
        month: Set(row.month),
        quantity: Set(row.quantity),
        ore_numerator: Set(row.ore_numerator),
        ore_denominator: Set(row.ore_denominator),
        ore: Set(row.ore),
        vat: Set(row.vat),
        account: Set(row.account),
        price: Set(row.price),
        version: Set(row.version),
        explanation: Set(row.explanation),
    }
}

/// Gives a run up: the month is open again, its charges are free, its lines are gone, and what remains says who, when and why.
pub(crate) async fn discard(across: &Across, id: Uuid, reason: &str) -> Result<Result<(), Refused>> {
    lock(across.db()).await?;
    let run = read::run_locked(across, id).await?;
    let state: State = run.state.parse()?;
    let after = match state.after(Act::Discard) {
        Ok(after) => after,
        Err(refused) => return Ok(Err(refused)),
    };
    across.delete::<frozen::Entity>().filter(frozen::Column::Run.eq(id)).exec(across.db()).await?;
    let free =
        across.update_many::<charge::Entity>().col_expr(charge::Column::LineRun, Expr::value(Option::<Uuid>::None));
    free.filter(charge::Column::LineRun.eq(id)).exec(across.db()).await?;
    across
        .delete::<line::Entity>()
        .filter(line::Column::Run.eq(id).and(line::Column::Invoice.is_null()))
        .exec(across.db())
        .await?;
    across.delete::<part::Entity>().filter(part::Column::Run.eq(id)).exec(across.db()).await?;
    let was_preview = state == State::Preview;
    let mut row = run.into_active_model();
    row.state = Set(after.name().into());
    row.discarded_by = Set(Some(across.actor().to_string()));
    row.discarded_at = Set(Some(across.now()));
    row.discard_reason = Set(Some(reason.to_owned()));
    across.update(row).await?;
    let association = across.tenant(&Tenant::association());
    association.audit("billing.run.discard", &id.to_string(), &json!({ "reason": reason })).await?;
    if was_preview {
        association.emit(TaskClosed { task: id }).await?;
    }
    Ok(Ok(()))
}
