//! The tables.

use platform::store::migrate::{
    Ddl, Migration,
    column::{
        big_integer, boolean, date, date_null, string, string_null, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid,
    },
    tenant_table,
};
use sea_orm_migration::prelude::{Index, Table};

pub(crate) fn all() -> Vec<Migration> {
    vec![Migration { name: "m0001_youths", up: tables }]
}

fn tables() -> Vec<Ddl> {
    let municipality = Table::create()
        .table("uka_municipality")
        .col(string("tenant").primary_key())
        .col(big_integer("open_count"))
        .col(string("key_check"))
        .to_owned();
    let peak = tenant_table("uka_peak").col(date("month")).col(big_integer("peak")).to_owned();
    let youth = tenant_table("uka_youth")
        .col(text("number_sealed"))
        .col(string("number_index"))
        .col(text("name_sealed"))
        .col(boolean("protected"))
        .col(date("twenty_quarter"))
        .col(uuid("case_id"))
        .col(string("situation"))
        .col(timestamp_with_time_zone("opened_at"))
        .col(date_null("follow_up"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(string_null("closing"))
        .to_owned();
    let mut steps = vec![Ddl::Table(municipality), Ddl::Table(peak), Ddl::Table(youth)];
    steps.extend(of_a_youth());
    let number = Index::create()
        .name("uka_youth_number")
        .table("uka_youth")
        .col("tenant")
        .col("number_index")
        .unique()
        .to_owned();
    steps.push(Ddl::Index(number));
    let month = Index::create().name("uka_peak_month").table("uka_peak").col("tenant").col("month").unique().to_owned();
    steps.push(Ddl::Index(month));
    steps.extend([
        index("uka_youth_due", "uka_youth", &["tenant", "follow_up"]),
        index("uka_youth_closed", "uka_youth", &["closed_at"]),
        index("uka_earlier_case_youth", "uka_earlier_case", &["tenant", "youth"]),
        index("uka_contact_youth", "uka_contact", &["tenant", "youth", "day"]),
        index("uka_measure_youth", "uka_measure", &["tenant", "youth"]),
    ]);
    steps
}

fn of_a_youth() -> Vec<Ddl> {
    let earlier = tenant_table("uka_earlier_case")
        .col(uuid("youth"))
        .col(string("situation"))
        .col(timestamp_with_time_zone("opened_at"))
        .col(timestamp_with_time_zone("closed_at"))
        .col(string("closing"))
        .to_owned();
    let contact = tenant_table("uka_contact")
        .col(uuid("youth"))
        .col(date("day"))
        .col(string("way"))
        .col(string("outcome"))
        .col(text_null("note_sealed"))
        .col(timestamp_with_time_zone("recorded_at"))
        .to_owned();
    let measure = tenant_table("uka_measure")
        .col(uuid("youth"))
        .col(string("kind"))
        .col(date("starts"))
        .col(date_null("ends"))
        .col(timestamp_with_time_zone("recorded_at"))
        .to_owned();
    vec![Ddl::Table(earlier), Ddl::Table(contact), Ddl::Table(measure)]
}

fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> Ddl {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    Ddl::Index(index)
}
