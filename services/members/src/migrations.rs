//! The register's tables, step by step.

use platform::store::migrate::{Ddl, Migration, tenant_table};
use sea_orm_migration::{
    prelude::Index,
    schema::{big_integer_null, date, date_null, string, string_null, text},
};

/// In order; never changed once released.
pub fn migrations() -> Vec<Migration> {
    vec![Migration { name: "m0001_register", up: register }]
}

fn register() -> Vec<Ddl> {
    let organisation = tenant_table("members_organisation")
        .col(string("name"))
        .col(string("short_name"))
        .col(string("kind"))
        .col(string_null("municipality_code"))
        .col(string_null("county"))
        .col(big_integer_null("population"))
        .col(date_null("population_date"))
        .col(string_null("organisation_number"))
        .col(text("search"))
        .col(text("sort_key"))
        .to_owned();
    let membership = tenant_table("members_membership").col(date("joined")).col(date_null("left_on")).to_owned();
    let subscription = tenant_table("members_subscription")
        .col(string("service"))
        .col(string("member"))
        .col(string("payer"))
        .col(date("begins"))
        .col(date_null("ends"))
        .col(string_null("department"))
        .col(string_null("contact"))
        .to_owned();
    let one_organisation = Index::create()
        .name("members_organisation_one")
        .table("members_organisation")
        .col("tenant")
        .unique()
        .to_owned();
    let by_id =
        Index::create().name("members_subscription_id").table("members_subscription").col("id").unique().to_owned();
    vec![
        Ddl::Table(organisation),
        Ddl::Index(one_organisation),
        Ddl::Table(membership),
        both("CREATE UNIQUE INDEX members_membership_open ON members_membership (tenant) WHERE left_on IS NULL"),
        Ddl::Table(subscription),
        Ddl::Index(by_id),
        both(
            "CREATE UNIQUE INDEX members_subscription_open ON members_subscription (tenant, service) WHERE ends IS NULL",
        ),
    ]
}

const fn both(sql: &'static str) -> Ddl {
    Ddl::Sql { sqlite: sql, postgres: sql }
}
