//! What verify says of runs and invoices: rated again from the frozen basis everything comes out the same, lines equal invoices equal
//! the run, VAT and rounding recompute, numbers have no gaps.

use std::collections::{BTreeMap, HashMap};

use platform::{Across, Result, Store, site::Site, store::Actor, verify::Finding};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    domain::{
        Line, State,
        document::totals,
        line::digest,
        rating::{self, Basis},
    },
    entities::{invoice, invoice_line, line, part, run, series},
    rate, read, start,
};
use crate::usage::entities::{charge, frozen};

/// Findings so far.
struct Said(Vec<Finding>);

impl Said {
    fn say(&mut self, code: &'static str, detail: String) {
        self.0.push(Finding { service: "billing".into(), code, detail });
    }
}

/// Checks every run that was not given up, every invoice and the series of numbers.
pub(crate) async fn check(store: &Store, site: &Site) -> Result<Vec<Finding>> {
    let across = store.across_read(Actor::System("verify")).await?;
    let mut said = Said(Vec::new());
    let runs = across.find::<run::Entity>().filter(run::Column::State.ne(State::Discarded.name()));
    let runs = runs.order_by_asc(run::Column::Month).all(across.db()).await?;
    for run in &runs {
        frozen_basis(&across, run, &mut said).await?;
        if run.state != State::Preparing.name() {
            rated_again(site, &across, run, &mut said).await?;
        }
        if run.state == State::Issued.name() {
            issued(&across, run, &mut said).await?;
        }
    }
    strays(&across, &runs, &mut said).await?;
    numbers(&across, &mut said).await?;
    Ok(said.0)
}

/// The roll-ups are those that were frozen.
async fn frozen_basis(across: &Across, run: &run::Model, said: &mut Said) -> Result<()> {
    let rows = start::billed(across, &run.service, run.month).all(across.db()).await?;
    if start::basis_sha256(&rows) != run.basis_sha256 {
        let (now, then) = (rows.len(), run.rollups);
        let detail = format!(
            "The sums of {} {} have changed since run {} froze them ({now} sums now, {then} then).",
            run.service, run.month, run.id
        );
        said.say("run-basis-changed", detail);
    }
    Ok(())
}

/// Rating the frozen basis again gives the same lines, and the stored lines are those.
async fn rated_again(site: &Site, across: &Across, run: &run::Model, said: &mut Said) -> Result<()> {
    let rows = read::lines_of(across, run.id).await?;
    let mut stored = BTreeMap::<String, Vec<Line>>::new();
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let line = read::line_of(row)?;
        stored.entry(line.user.clone()).or_default().push(line.clone());
        all.push(line);
    }
    if Some(digest(&all)?) != run.lines_sha256 {
        said.say("run-lines-changed", format!("The lines of run {} are not those that were rated.", run.id));
    }
    let net: i64 = all.iter().map(|line| line.ore).sum();
    if Some(net) != run.net {
        said.say(
            "run-sum-differs",
            format!("The lines of run {} sum to {net} öre, but the run says {:?}.", run.id, run.net),
        );
    }
    let parts = read::parts(across, run.id).all(across.db()).await?;
    let users: Vec<String> = parts.iter().map(|part| part.tenant.clone()).collect();
    let mut uses = rate::uses(site, across, run, &users).await?;
    let mut charges = rate::charges(across, run.id, &users).await?;
    let prices = start::prices(across, &run.service).await?;
    for part in &parts {
        let basis = Basis {
            user: part.tenant.clone(),
            payer: part.payer.clone(),
            population: part.population,
            subscribed: part.subscribed,
            uses: uses.remove(&part.tenant).unwrap_or_default(),
            charges: charges.remove(&part.tenant).unwrap_or_default(),
        };
        let lines = stored.remove(&part.tenant).unwrap_or_default();
        compare(run, part, &lines, rating::rate(&basis, &prices, run.month), said)?;
    }
    for user in uses.keys().chain(charges.keys()).chain(stored.keys()) {
        said.say("run-user-missing", format!("{user} has use, charges or lines in run {} but no part in it.", run.id));
    }
    Ok(())
}

fn compare(
    run: &run::Model,
    part: &part::Model,
    stored: &[Line],
    again: Result<Vec<Line>, super::domain::Refused>,
    said: &mut Said,
) -> Result<()> {
    let (user, id) = (&part.tenant, run.id);
    match again {
        Err(refused) => said.say("run-not-repeatable", format!("{user} in run {id} can't be rated again: {refused}")),
        Ok(again) if again != stored => {
            said.say(
                "run-not-repeatable",
                format!("{user} in run {id} has other lines than its use, fees and charges give."),
            );
        }
        Ok(_) => {}
    }
    if digest(stored)? != part.lines_sha256 || stored.iter().map(|line| line.ore).sum::<i64>() != part.net {
        said.say(
            "run-part-differs",
            format!("{user} in run {id} has lines that do not give its sum of {} öre.", part.net),
        );
    }
    Ok(())
}

/// Lines equal invoices equal the run; each line stands on one invoice, which recomputes.
async fn issued(across: &Across, run: &run::Model, said: &mut Said) -> Result<()> {
    let rows = across.find::<line::Entity>().filter(line::Column::Run.eq(run.id)).all(across.db()).await?;
    let invoices = across.find::<invoice::Entity>().filter(invoice::Column::Run.eq(run.id)).all(across.db()).await?;
    let ids: Vec<Uuid> = invoices.iter().map(|one| one.id).collect();
    let copies = across.find::<invoice_line::Entity>().filter(invoice_line::Column::Invoice.is_in(ids));
    let copies = copies.order_by_asc(invoice_line::Column::Position).all(across.db()).await?;
    let by_id: HashMap<Uuid, &invoice_line::Model> = copies.iter().map(|copy| (copy.id, copy)).collect();
    for row in &rows {
        let Some(copy) = by_id.get(&row.id).filter(|copy| Some(copy.invoice) == row.invoice) else {
            said.say(
                "line-without-invoice",
                format!("Line {} of {} in the issued run {} stands on no invoice.", row.id, row.tenant, run.id),
            );
            continue;
        };
        if read::invoiced(&row.payer, copy)? != read::line_of(row)? {
            said.say(
                "invoice-line-differs",
                format!("Line {} says something else than its invoice {}.", row.id, copy.invoice),
            );
        }
    }
    if copies.len() != rows.len() {
        said.say(
            "invoice-lines-differ",
            format!("Run {} has {} lines, but its invoices have {}.", run.id, rows.len(), copies.len()),
        );
    }
    let mut lines = HashMap::<Uuid, Vec<Line>>::new();
    for copy in &copies {
        let payer =
            invoices.iter().find(|one| one.id == copy.invoice).map(|one| one.tenant.as_str()).unwrap_or_default();
        lines.entry(copy.invoice).or_default().push(read::invoiced(payer, copy)?);
    }
    for one in &invoices {
        let sums = totals(lines.get(&one.id).map(Vec::as_slice).unwrap_or_default());
        let same = sums.is_ok_and(|sums| {
            let rows = serde_json::to_string(&sums.rows).unwrap_or_default();
            (sums.net, rows, sums.vat, sums.rounding, sums.payable)
                == (one.net, one.vat_rows.clone(), one.vat, one.rounding, one.payable)
        });
        if !same {
            said.say("invoice-sum-differs", format!("The sums of invoice {} are not those of its lines.", one.number));
        }
    }
    let sum = |of: fn(&invoice::Model) -> i64| Some(invoices.iter().map(of).sum::<i64>());
    if sum(|one| one.net) != run.net || sum(|one| one.vat) != run.vat || sum(|one| one.payable) != run.payable {
        said.say("invoices-differ-from-run", format!("The invoices of run {} do not sum to it.", run.id));
    }
    Ok(())
}

/// A closed month has its run, and a billed charge too.
async fn strays(across: &Across, runs: &[run::Model], said: &mut Said) -> Result<()> {
    let closed = across.find::<frozen::Entity>().all(across.db()).await?;
    let closed: HashMap<Uuid, &frozen::Model> = closed.iter().map(|row| (row.run, row)).collect();
    for run in runs {
        let fits = closed.get(&run.id).is_some_and(|row| row.service == run.service && row.month == run.month);
        if !fits {
            said.say(
                "run-not-frozen",
                format!("{} {} has the run {} but is not closed.", run.service, run.month, run.id),
            );
        }
    }
    let known: Vec<Uuid> = runs.iter().map(|run| run.id).collect();
    for row in closed.values().filter(|row| !known.contains(&row.run)) {
        said.say(
            "frozen-without-run",
            format!("{} {} is closed by {}, which is no run.", row.service, row.month, row.run),
        );
    }
    let billed = across.find::<charge::Entity>().filter(charge::Column::LineRun.is_not_null()).all(across.db()).await?;
    for row in billed.iter().filter(|row| row.line_run.is_none_or(|run| !known.contains(&run))) {
        said.say(
            "charge-without-run",
            format!("Charge {} of {} is claimed by {:?}, which is no run.", row.id, row.tenant, row.line_run),
        );
    }
    Ok(())
}

/// Each year's numbers are 1, 2, 3 … to the last that was given.
async fn numbers(across: &Across, said: &mut Said) -> Result<()> {
    let invoices =
        across.find::<invoice::Entity>().order_by_asc(invoice::Column::Year).order_by_asc(invoice::Column::Place);
    let mut given = BTreeMap::<i32, Vec<i64>>::new();
    for one in invoices.all(across.db()).await? {
        if !super::domain::ocr::is_valid(&one.ocr) || super::domain::ocr::reference(&one.number) != one.ocr {
            said.say(
                "invoice-reference-wrong",
                format!("Invoice {} has the OCR reference {}, which is not its own.", one.number, one.ocr),
            );
        }
        given.entry(one.year).or_default().push(one.place);
    }
    for row in across.find::<series::Entity>().all(across.db()).await? {
        let places = given.remove(&row.year).unwrap_or_default();
        if !places.iter().copied().eq(1..=row.last) {
            let detail = format!(
                "The series of {} should be 1 to {}, but has {} invoices with gaps or doubles.",
                row.year,
                row.last,
                places.len()
            );
            said.say("series-broken", detail);
        }
    }
    for (year, places) in given {
        said.say("series-broken", format!("{} invoices are numbered in {year}, which has no series.", places.len()));
    }
    Ok(())
}
