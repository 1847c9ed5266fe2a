//! The tables, and the price list that the publishers' agreement gives.

use platform::store::migrate::{Ddl, Migration, tenant_table};
use sea_orm_migration::{
    prelude::{Index, Table},
    schema::{
        big_integer, date, integer, integer_null, string, string_null, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

pub(crate) fn all() -> Vec<Migration> {
    vec![Migration { name: "m0001_loans", up: tables }, Migration { name: "m0002_price_list", up: price_list }]
}

fn tables() -> Vec<Ddl> {
    let title = Table::create()
        .table("bibblix_title")
        .col(uuid("id").primary_key())
        .col(string("title"))
        .col(string("author"))
        .col(string("publisher"))
        .col(integer("year"))
        .col(date("published"))
        .col(string("age_band"))
        .col(integer("lix"))
        .col(string("price_model"))
        .col(text("search"))
        .col(text("sort_key"))
        .to_owned();
    let step = Table::create()
        .table("bibblix_price_step")
        .col(string("version"))
        .col(integer("from_months"))
        .col(integer_null("to_months"))
        .col(date("valid_from"))
        .col(big_integer("ore"))
        .primary_key(Index::create().col("version").col("from_months"))
        .to_owned();
    let municipality = Table::create()
        .table("bibblix_municipality")
        .col(string("tenant").primary_key())
        .col(string("card_key"))
        .col(big_integer("cap_ore"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(big_integer("revision"))
        .to_owned();
    let budget = Table::create()
        .table("bibblix_budget")
        .col(string("tenant"))
        .col(date("month"))
        .col(big_integer("cap_ore"))
        .col(big_integer("committed_ore"))
        .primary_key(Index::create().col("tenant").col("month"))
        .to_owned();
    let organisation = Table::create()
        .table("bibblix_organisation")
        .col(string("tenant").primary_key())
        .col(big_integer("population"))
        .to_owned();
    vec![
        Ddl::Table(title),
        Ddl::Index(Index::create().name("bibblix_title_order").table("bibblix_title").col("sort_key").to_owned()),
        Ddl::Table(step),
        Ddl::Table(municipality),
        Ddl::Table(budget),
        Ddl::Table(organisation),
        Ddl::Table(loan()),
        loan_index("bibblix_loan_latest", &["tenant", "started"]),
        loan_index("bibblix_loan_card", &["tenant", "card", "started"]),
        loan_index("bibblix_loan_due", &["status", "due"]),
    ]
}

fn loan() -> sea_orm_migration::prelude::TableCreateStatement {
    tenant_table("bibblix_loan")
        .col(uuid("title"))
        .col(string_null("card"))
        .col(string("status"))
        .col(timestamp_with_time_zone("started"))
        .col(timestamp_with_time_zone("due"))
        .col(timestamp_with_time_zone_null("ended"))
        .col(big_integer("price_ore"))
        .col(string_null("price_list"))
        .col(string_null("price_step"))
        .col(uuid("usage_event"))
        .col(uuid_null("reversal_event"))
        .col(text_null("reversal_reason"))
        .to_owned()
}

fn loan_index(name: &'static str, columns: &[&'static str]) -> Ddl {
    let mut index = Index::create().name(name).table("bibblix_loan").to_owned();
    for column in columns {
        index.col(*column);
    }
    Ddl::Index(index)
}

/// Both versions that have been decided. A new version is a new migration: prices are a decision, and what was decided stays.
fn price_list() -> Vec<Ddl> {
    let sql = "INSERT INTO bibblix_price_step (version, valid_from, from_months, to_months, ore) VALUES \
               ('2025-1', '2025-01-01', 0, 6, 2900), ('2025-1', '2025-01-01', 6, 12, 1900), \
               ('2025-1', '2025-01-01', 12, 24, 1150), ('2025-1', '2025-01-01', 24, NULL, 750), \
               ('2026-1', '2026-01-01', 0, 6, 3000), ('2026-1', '2026-01-01', 6, 12, 2000), \
               ('2026-1', '2026-01-01', 12, 24, 1200), ('2026-1', '2026-01-01', 24, NULL, 800)";
    vec![Ddl::Sql { sqlite: sql, postgres: sql }]
}
