//! What finance does once a month: freeze, rate, preview, approve, issue; and the invoices that come of it.

mod bills;
mod check;
mod coming;
mod demo;
mod domain;
mod entities;
mod examples;
mod http;
mod issue;
mod migrations;
mod originals;
mod pages;
mod rate;
mod read;
mod rights;
mod start;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use contracts::{
    billing::InvoiceIssued,
    tasks::{TaskClosed, TaskOpened},
};
use platform::{
    Api, Cadence, Ctx, Module, NavEntry, Pages, Place, Result,
    store::migrate::Migration,
    verify::{Facts, Finding},
};
use ui::Icon;

pub(crate) use rights::READ_RUNS;

pub(crate) fn migrations() -> Vec<Migration> {
    migrations::all()
}

pub(crate) fn api() -> Api {
    http::api()
}

pub(crate) fn pages() -> Pages {
    pages::pages()
}

pub(crate) fn declare(module: Module) -> Module {
    module
        .emits::<InvoiceIssued>()
        .emits::<TaskOpened>()
        .emits::<TaskClosed>()
        .background("runs", rate::worker)
        .schedule("invoice-archive", Cadence::Daily(3, 40), originals::complete)
        .demo(demo::make)
        .verify(verify)
        .nav(NavEntry {
            place: Place::Association,
            key: "billing-run-nav",
            icon: Icon::Receipt,
            href: "/billing/runs",
            permission: &READ_RUNS,
        })
        .example("run", examples::run)
        .example("user", examples::user)
        .example("line", examples::line)
        .example("invoice", examples::invoice)
        .example_body("billing.create_run", examples::create_run)
        .example_body("billing.discard_run", examples::discard_run)
}

async fn verify(ctx: Ctx, facts: Arc<Facts>) -> Result<Vec<Finding>> {
    let mut findings = crate::usage::check(&ctx, &facts).await?;
    findings.extend(check::check(&ctx.store, &ctx.site).await?);
    Ok(findings)
}
