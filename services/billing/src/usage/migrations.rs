//! Tables of usage, copies, prices and charges, the same on both databases.

use platform::store::migrate::{Ddl, Migration, tenant_table};
use sea_orm::sea_query::{Index, Table, TableCreateStatement};
use sea_orm_migration::schema::{
    big_integer, big_integer_null, date, date_null, string, string_null, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

pub(crate) fn all() -> Vec<Migration> {
    vec![Migration { name: "m0001_usage", up: usage }, Migration { name: "m0002_prices", up: prices }]
}

/// A table with a key of its own.
fn keyed(name: &'static str, key: &[&'static str]) -> TableCreateStatement {
    let mut index = Index::create();
    for column in key {
        index.col(*column);
    }
    Table::create().table(name).primary_key(&mut index).to_owned()
}

/// What both tables of use hold.
///
/// - `source`, `external_id`: who told it and under which id (CloudEvents); `told_day`: UTC day on which it was told.
/// - `quantity` in the meter's unit, `ore` resolved by the service when `price_list` names its price list.
/// - `source_ref`: opaque, resolved by the service that told it. `reverses`: the use that this one takes back.
/// - `content_sha256`: over everything above, so that a changed row is noticed.
fn told(table: &mut TableCreateStatement) -> &mut TableCreateStatement {
    table
        .col(string("source"))
        .col(string("external_id"))
        .col(string("service"))
        .col(string("meter"))
        .col(big_integer("quantity"))
        .col(big_integer("ore"))
        .col(string_null("price_list"))
        .col(timestamp_with_time_zone("occurred_at"))
        .col(date("told_day"))
        .col(string("source_ref"))
        .col(uuid_null("reverses"))
        .col(string("content_sha256"))
}

fn index(name: &'static str, table: &'static str, columns: &[&'static str], unique: bool) -> Ddl {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    if unique {
        index.unique();
    }
    Ddl::Index(index)
}

fn usage() -> Vec<Ddl> {
    let mut usage = tenant_table("billing_usage");
    told(&mut usage)
        // `month`: Swedish month of the use. `billed_month`: the month whose run it belongs to; later than `month` when that
        // run was frozen before the use arrived.
        .col(timestamp_with_time_zone("recorded_at"))
        .col(date("month"))
        .col(date("billed_month"))
        // The tenant's uses in the order in which they became final; given under `known::lock`, so none is seen late.
        .col(big_integer("feed_seq"));
    let mut quarantine = tenant_table("billing_quarantine");
    told(&mut quarantine)
        // `usage`: the id that the row gets in billing_usage. `outcome`: accepted or dropped; none while it waits.
        .col(uuid("usage"))
        .col(string("reason"))
        .col(timestamp_with_time_zone("received_at"))
        .col(string_null("outcome"))
        .col(text_null("outcome_reason"))
        .col(timestamp_with_time_zone_null("outcome_at"));
    let mut rollup = keyed("billing_rollup", &["tenant", "service", "meter", "month", "billed_month", "price_list"]);
    rollup
        .col(string("tenant"))
        .col(string("service"))
        .col(string("meter"))
        .col(date("month"))
        .col(date("billed_month"))
        // Empty for a meter that billing prices.
        .col(string("price_list"))
        .col(big_integer("events"))
        .col(big_integer("quantity"))
        .col(big_integer("ore"))
        .col(big_integer("max_quantity"))
        .col(timestamp_with_time_zone("changed_at"))
        // None while a change has not been told to the portal.
        .col(timestamp_with_time_zone_null("told_at"));
    let mut control = keyed("billing_control_total", &["tenant", "service", "meter", "day"]);
    control
        .col(string("tenant"))
        .col(string("service"))
        .col(string("meter"))
        .col(date("day"))
        .col(big_integer("events"))
        .col(big_integer("quantity"))
        .col(big_integer("ore"))
        .col(timestamp_with_time_zone("received_at"));
    let mut frozen = keyed("billing_frozen", &["service", "month"]);
    frozen.col(string("service")).col(date("month")).col(uuid("run")).col(timestamp_with_time_zone("frozen_at"));
    let untold = "CREATE INDEX billing_rollup_untold ON billing_rollup (tenant) WHERE told_at IS NULL";
    let waiting =
        "CREATE INDEX billing_quarantine_waiting ON billing_quarantine (tenant, service) WHERE outcome IS NULL";
    vec![
        Ddl::Table(usage),
        index("billing_usage_told", "billing_usage", &["tenant", "source", "external_id"], true),
        index("billing_usage_billed", "billing_usage", &["service", "billed_month", "tenant"], false),
        index("billing_usage_feed", "billing_usage", &["tenant", "feed_seq"], true),
        Ddl::Table(quarantine),
        index("billing_quarantine_usage", "billing_quarantine", &["tenant", "usage", "content_sha256"], true),
        Ddl::Sql { sqlite: waiting, postgres: waiting },
        Ddl::Table(rollup),
        index("billing_rollup_billed", "billing_rollup", &["service", "billed_month"], false),
        Ddl::Sql { sqlite: untold, postgres: untold },
        Ddl::Table(control),
        Ddl::Table(frozen),
    ]
}

fn prices() -> Vec<Ddl> {
    let mut organisation = keyed("billing_organisation", &["tenant"]);
    organisation
        .col(string("tenant"))
        .col(string("name"))
        .col(string("short_name"))
        .col(string("kind"))
        .col(string_null("municipality_code"))
        .col(big_integer_null("population"))
        .col(date_null("population_date"));
    let subscription = tenant_table("billing_subscription")
        .col(string("service"))
        .col(string("member"))
        .col(string("payer"))
        .col(date("begins"))
        // Last day of use.
        .col(date_null("ends"))
        .to_owned();
    let mut price = keyed("billing_price", &["id"]);
    price
        .col(uuid("id"))
        .col(string("service"))
        // meter:<name>, fixed-per-inhabitant, fixed-monthly or connection-fee.
        .col(string("item"))
        .col(big_integer("version"))
        // First day of a month; valid until the next version begins.
        .col(date("valid_from"))
        // Öre as an exact fraction; none for a meter that is passed on as it stands.
        .col(big_integer_null("ore_numerator"))
        .col(big_integer_null("ore_denominator"))
        .col(string("vat"))
        .col(string("account"))
        .col(string("decision"))
        .col(text("reason"))
        .col(string("decided_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(uuid_null("replaced_by"));
    let charge = tenant_table("billing_charge")
        .col(string("service"))
        .col(string("payer"))
        .col(string("kind"))
        .col(text("reason"))
        .col(big_integer("ore"))
        .col(string("vat"))
        .col(string("account"))
        .col(date("month"))
        .col(string("raised_by"))
        .col(timestamp_with_time_zone("created_at"))
        // The run that billed it.
        .col(uuid_null("line_run"))
        .to_owned();
    vec![
        Ddl::Table(organisation),
        Ddl::Table(subscription),
        index("billing_subscription_service", "billing_subscription", &["service", "begins"], false),
        Ddl::Table(price),
        index("billing_price_version", "billing_price", &["service", "item", "version"], true),
        Ddl::Table(charge),
        index("billing_charge_month", "billing_charge", &["service", "month"], false),
    ]
}
