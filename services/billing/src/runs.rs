//! What finance does once a month: freeze, rate, preview, approve, issue; and the invoices that come of it.

mod domain;
mod entities;
mod issue;
mod migrations;
mod rate;
mod read;
mod rights;
mod start;

use contracts::{
    billing::InvoiceIssued,
    tasks::{TaskClosed, TaskOpened},
};
use platform::{Api, Module, Pages, store::migrate::Migration};

pub(crate) fn migrations() -> Vec<Migration> {
    migrations::all()
}

pub(crate) fn api() -> Api {
    Api::new()
}

pub(crate) fn pages() -> Pages {
    Pages::new()
}

pub(crate) fn declare(module: Module) -> Module {
    module.emits::<InvoiceIssued>().emits::<TaskOpened>().emits::<TaskClosed>().background("runs", rate::worker)
}
