//! The portal's tables, step by step.

use platform::store::migrate::{Ddl, Migration, tenant_table};
use sea_orm_migration::{
    prelude::{Index, IndexCreateStatement, Table},
    schema::{
        big_integer, boolean, date, date_null, string, string_null, text, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid, uuid_null,
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
        .col(string_null("department"))
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
    let meeting = tenant_table("portal_meeting")
        .col(string("council"))
        .col(big_integer("number"))
        .col(string("title"))
        .col(timestamp_with_time_zone("begins_at"))
        .col(timestamp_with_time_zone("ends_at"))
        .col(string("place"))
        .col(boolean("noticed"))
        .col(boolean("cancelled"))
        .col(big_integer("sequence"))
        .col(timestamp_with_time_zone("told_at"))
        .to_owned();
    // Roadmaps are the councils': no tenant's.
    let news = Table::create()
        .table("portal_news")
        .col(uuid("id").primary_key())
        .col(string("council"))
        .col(string("kind"))
        .col(big_integer("number"))
        .col(string("place"))
        .col(string("title"))
        .col(big_integer("chosen"))
        .col(big_integer("hours"))
        .col(timestamp_with_time_zone("at"))
        .to_owned();
    vec![
        Ddl::Table(organisation),
        one("portal_organisation_one", "portal_organisation", &["tenant"]),
        Ddl::Table(usage),
        one("portal_usage_one", "portal_usage", &["tenant", "service", "meter", "month"]),
        Ddl::Table(subscription),
        Ddl::Table(task),
        Ddl::Table(invoice),
        Ddl::Table(meeting),
        Ddl::Table(news),
        one("portal_news_one", "portal_news", &["council", "kind", "number", "place"]),
    ]
}

fn one(name: &'static str, table: &'static str, columns: &[&'static str]) -> Ddl {
    let mut index: IndexCreateStatement = Index::create().name(name).table(table).unique().to_owned();
    for column in columns {
        index.col(*column);
    }
    Ddl::Index(index)
}
