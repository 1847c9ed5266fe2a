//! The portal's tables, step by step.

use platform::store::migrate::{Ddl, Migration, tenant_table};
use sea_orm_migration::{
    prelude::{Index, IndexCreateStatement},
    schema::{
        big_integer, date, date_null, string, text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid_null,
    },
};

/// In order; never changed once released.
pub fn migrations() -> Vec<Migration> {
    vec![Migration { name: "m0001_copies", up: copies }]
}

fn copies() -> Vec<Ddl> {
    let organisation = tenant_table("portal_organisation").col(string("name")).col(string("short_name")).to_owned();
    let usage = tenant_table("portal_usage")
        .col(string("service"))
        .col(string("meter"))
        .col(date("month"))
        .col(big_integer("quantity"))
        .col(big_integer("ore"))
        .col(timestamp_with_time_zone("as_of"))
        .to_owned();
    let subscription = tenant_table("portal_subscription")
        .col(string("service"))
        .col(string("payer"))
        .col(date("begins"))
        .col(date_null("ends"))
        .to_owned();
    let task = tenant_table("portal_task")
        .col(string("service"))
        .col(string("text"))
        .col(text("arguments"))
        .col(string("href"))
        .col(string("role"))
        .col(timestamp_with_time_zone_null("due"))
        .col(uuid_null("not_by"))
        .col(timestamp_with_time_zone("opened_at"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .to_owned();
    let invoice = tenant_table("portal_invoice")
        .col(string("number"))
        .col(string("service"))
        .col(date("month"))
        .col(big_integer("payable_ore"))
        .col(date("due"))
        .col(timestamp_with_time_zone("issued_at"))
        .to_owned();
    vec![
        Ddl::Table(organisation),
        one("portal_organisation_one", "portal_organisation", &["tenant"]),
        Ddl::Table(usage),
        one("portal_usage_one", "portal_usage", &["tenant", "service", "meter", "month"]),
        Ddl::Table(subscription),
        Ddl::Table(task),
        Ddl::Table(invoice),
    ]
}

fn one(name: &'static str, table: &'static str, columns: &[&'static str]) -> Ddl {
    let mut index: IndexCreateStatement = Index::create().name(name).table(table).unique().to_owned();
    for column in columns {
        index.col(*column);
    }
    Ddl::Index(index)
}
