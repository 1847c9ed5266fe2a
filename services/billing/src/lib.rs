//! Billing: usage events become rated lines, a billing run, approved and numbered invoices.
//!
//! `usage` is what arrives all month: events, roll-ups, copies of others' facts, price lists, one-off charges, what it has cost so far.
//! `runs` is what finance does once a month: freeze, rate, preview, approve, issue.

mod runs;
mod usage;

use platform::{Module, store::migrate::Migration};

/// The service.
#[must_use]
pub fn module() -> Module {
    let texts = ui::Source {
        sv: concat!(
            include_str!("../texts/sv/usage.ftl"),
            "\n",
            include_str!("../texts/sv/runs.ftl"),
            "\n",
            include_str!("../texts/sv/api.ftl")
        ),
        en: concat!(
            include_str!("../texts/en/usage.ftl"),
            "\n",
            include_str!("../texts/en/runs.ftl"),
            "\n",
            include_str!("../texts/en/api.ftl")
        ),
    };
    let module = Module::new("billing", "receipt", texts)
        .migrations(migrations)
        .api(usage::api().merge(runs::api()))
        .api_in_swedish(include_str!("../texts/sv/api.txt"))
        .pages(usage::pages().merge(runs::pages()));
    runs::declare(usage::declare(module))
}

fn migrations() -> Vec<Migration> {
    let mut all = usage::migrations();
    all.extend(runs::migrations());
    all
}
