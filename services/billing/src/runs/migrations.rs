//! Tables of runs and invoices, the same on both databases. What is issued can't be changed: a trigger refuses it.

use platform::store::migrate::{Ddl, Migration, tenant_table};
use sea_orm::sea_query::{Index, Table, TableCreateStatement};
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, date_null, integer, string, string_null, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

pub(crate) fn all() -> Vec<Migration> {
    vec![
        Migration { name: "m0101_runs", up: runs },
        Migration { name: "m0102_invoices", up: invoices },
        Migration { name: "m0103_immutable", up: immutable },
        Migration { name: "m0104_originals", up: originals },
    ]
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

/// What a rated line holds, wherever it stands. `month`: month of use; `ore`: sum without VAT; `ore_numerator` over `ore_denominator`:
/// unit price, none where each use has its own; `price`, `version`: which price gave it; `explanation`: JSON, how it came about.
fn rated(table: &mut TableCreateStatement) -> &mut TableCreateStatement {
    table
        .col(big_integer("position"))
        .col(string("kind"))
        .col(string("item"))
        .col(date("month"))
        .col(big_integer("quantity"))
        .col(big_integer_null("ore_numerator"))
        .col(big_integer_null("ore_denominator"))
        .col(big_integer("ore"))
        .col(string("vat"))
        .col(string("account"))
        .col(uuid_null("price"))
        .col(big_integer_null("version"))
        .col(text("explanation"))
}

fn runs() -> Vec<Ddl> {
    let run = tenant_table("billing_run")
        .col(string("service"))
        .col(date("month"))
        .col(string("state"))
        .col(string("prepared_by"))
        .col(timestamp_with_time_zone("prepared_at"))
        // The roll-ups that were frozen: how many and SHA-256 over them. `users`: parts to rate.
        .col(big_integer("rollups"))
        .col(string("basis_sha256"))
        .col(big_integer("users"))
        // Why rating stopped, when it did.
        .col(text_null("problem"))
        // Sums in öre and SHA-256 over all lines; none until everything is rated.
        .col(big_integer_null("lines"))
        .col(string_null("lines_sha256"))
        .col(big_integer_null("invoices"))
        .col(big_integer_null("net"))
        .col(big_integer_null("vat"))
        .col(big_integer_null("payable"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .col(string_null("approved_by"))
        .col(timestamp_with_time_zone_null("approved_at"))
        .col(date_null("invoice_date"))
        .col(timestamp_with_time_zone_null("issued_at"))
        .col(string_null("discarded_by"))
        .col(timestamp_with_time_zone_null("discarded_at"))
        .col(text_null("discard_reason"))
        .to_owned();
    let mut key = Index::create();
    key.col("tenant").col("run");
    // Payer, name and population as they were when the month was frozen; `previous`: the month before in öre.
    let part = Table::create()
        .table("billing_part")
        .col(string("tenant"))
        .col(uuid("run"))
        .primary_key(&mut key)
        .col(string("name"))
        .col(string("payer"))
        .col(string("payer_name"))
        .col(big_integer_null("population"))
        .col(boolean("subscribed"))
        .col(boolean("begins_now"))
        .col(timestamp_with_time_zone_null("rated_at"))
        .col(big_integer("quantity"))
        .col(big_integer("net"))
        .col(big_integer_null("previous"))
        .col(string("deviations"))
        .col(big_integer("lines"))
        .col(string("lines_sha256"))
        .to_owned();
    let mut line = tenant_table("billing_line");
    rated(&mut line)
        .col(uuid("run"))
        .col(string("service"))
        .col(date("billed_month"))
        .col(string("payer"))
        // None until issued.
        .col(uuid_null("invoice"));
    let active = "CREATE UNIQUE INDEX billing_run_active ON billing_run (service, month) WHERE state <> 'discarded'";
    vec![
        Ddl::Table(run),
        Ddl::Sql { sqlite: active, postgres: active },
        Ddl::Table(part),
        index("billing_part_run", "billing_part", &["run", "rated_at"], false),
        Ddl::Table(line),
        index("billing_line_run", "billing_line", &["run", "tenant", "position"], true),
    ]
}

fn invoices() -> Vec<Ddl> {
    let invoice = tenant_table("billing_invoice")
        .col(uuid("run"))
        .col(string("service"))
        .col(date("month"))
        // Place in the year's series, and the number and OCR reference made of it.
        .col(integer("year"))
        .col(big_integer("place"))
        .col(string("number"))
        .col(string("ocr"))
        // The payer's name when it was issued.
        .col(string("buyer"))
        .col(date("issued_on"))
        .col(date("due"))
        .col(big_integer("net"))
        .col(text("vat_rows"))
        .col(big_integer("vat"))
        .col(big_integer("rounding"))
        .col(big_integer("payable"))
        .to_owned();
    let mut line = tenant_table("billing_invoice_line");
    rated(&mut line).col(uuid("invoice")).col(string("used_by")).col(string("used_by_name"));
    let mut key = Index::create();
    key.col("year");
    let series = Table::create()
        .table("billing_series")
        .col(integer("year"))
        .col(big_integer("last"))
        .primary_key(&mut key)
        .to_owned();
    vec![
        Ddl::Table(invoice),
        index("billing_invoice_place", "billing_invoice", &["year", "place"], true),
        index("billing_invoice_ocr", "billing_invoice", &["ocr"], true),
        index("billing_invoice_run", "billing_invoice", &["run"], false),
        Ddl::Table(line),
        index("billing_invoice_line_place", "billing_invoice_line", &["tenant", "invoice", "position"], true),
        Ddl::Table(series),
    ]
}

/// Where the PDF of an invoice is kept; the id is the invoice's.
fn originals() -> Vec<Ddl> {
    let original =
        tenant_table("billing_original").col(uuid("file")).col(timestamp_with_time_zone("made_at")).to_owned();
    vec![Ddl::Table(original)]
}

/// An issued invoice is never changed; what a line says is fixed once it stands on one.
fn immutable() -> Vec<Ddl> {
    vec![
        Ddl::Sql {
            sqlite: "CREATE TRIGGER billing_invoice_fixed BEFORE UPDATE ON billing_invoice \
                     BEGIN SELECT RAISE(ABORT, 'an issued invoice is never changed'); END",
            postgres: "CREATE FUNCTION billing_fixed() RETURNS trigger LANGUAGE plpgsql AS \
                       'BEGIN RAISE EXCEPTION ''what is issued is never changed''; END'; \
                       CREATE TRIGGER billing_invoice_fixed BEFORE UPDATE ON billing_invoice \
                       FOR EACH ROW EXECUTE FUNCTION billing_fixed()",
        },
        Ddl::Sql {
            sqlite: "CREATE TRIGGER billing_invoice_line_fixed BEFORE UPDATE ON billing_invoice_line \
                     BEGIN SELECT RAISE(ABORT, 'an issued invoice is never changed'); END",
            postgres: "CREATE TRIGGER billing_invoice_line_fixed BEFORE UPDATE ON billing_invoice_line \
                       FOR EACH ROW EXECUTE FUNCTION billing_fixed()",
        },
        Ddl::Sql {
            sqlite: "CREATE TRIGGER billing_line_fixed BEFORE UPDATE ON billing_line WHEN OLD.invoice IS NOT NULL \
                     BEGIN SELECT RAISE(ABORT, 'an issued line is never changed'); END",
            postgres: "CREATE TRIGGER billing_line_fixed BEFORE UPDATE ON billing_line \
                       FOR EACH ROW WHEN (OLD.invoice IS NOT NULL) EXECUTE FUNCTION billing_fixed()",
        },
    ]
}
