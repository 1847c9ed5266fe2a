//! The tables.

use platform::store::migrate::{
    Ddl, Migration,
    column::{
        date, integer, string, string_null, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null,
        uuid, uuid_null,
    },
    tenant_table,
};
use sea_orm_migration::prelude::Index;

pub(crate) fn all() -> Vec<Migration> {
    vec![Migration { name: "m0001_placements", up: tables }]
}

fn tables() -> Vec<Ddl> {
    let offer = tenant_table("tillarbetslivet_offer")
        .col(string("kind"))
        .col(string("employer"))
        .col(string("workplace"))
        .col(text("tasks"))
        .col(integer("seats"))
        .col(integer("taken"))
        .col(date("first_day"))
        .col(date("last_day"))
        .col(integer("days"))
        .col(integer("starts"))
        .col(integer("ends"))
        .col(integer("pause"))
        .col(integer("min_age"))
        .col(text("schools"))
        .col(timestamp_with_time_zone("offered_at"))
        .to_owned();
    let pupil = tenant_table("tillarbetslivet_pupil")
        .col(string("reference"))
        .col(string("school"))
        .col(string("class"))
        .col(string("grade"))
        .col(date("born"))
        .col(date("keep_until"))
        .to_owned();
    let wish = tenant_table("tillarbetslivet_wish")
        .col(uuid("pupil"))
        .col(uuid("offer"))
        .col(integer("rank"))
        .col(string("status"))
        .col(timestamp_with_time_zone("wished_at"))
        .to_owned();
    let placement = tenant_table("tillarbetslivet_placement")
        .col(uuid("offer"))
        .col(uuid_null("pupil"))
        .col(uuid_null("wish"))
        .col(timestamp_with_time_zone("confirmed_at"))
        .col(timestamp_with_time_zone_null("cancelled_at"))
        .col(uuid("usage_event"))
        .col(uuid_null("reversal_event"))
        .to_owned();
    let party = tenant_table("tillarbetslivet_party")
        .col(uuid("placement"))
        .col(string("party"))
        .col(string("contact"))
        .col(timestamp_with_time_zone("invited_at"))
        .col(timestamp_with_time_zone("until"))
        .col(text_null("address_sealed"))
        .col(timestamp_with_time_zone_null("reminded_at"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .col(uuid_null("person"))
        .col(timestamp_with_time_zone_null("accepted_at"))
        .col(timestamp_with_time_zone_null("approved_at"))
        .col(string_null("name"))
        .to_owned();
    let mut one_of_a_code = index("tillarbetslivet_pupil_reference", "tillarbetslivet_pupil", &["tenant", "reference"]);
    if let Ddl::Index(index) = &mut one_of_a_code {
        index.unique();
    }
    vec![
        Ddl::Table(offer),
        Ddl::Table(pupil),
        Ddl::Table(wish),
        Ddl::Table(placement),
        Ddl::Table(party),
        one_of_a_code,
        index("tillarbetslivet_offer_period", "tillarbetslivet_offer", &["tenant", "first_day"]),
        index("tillarbetslivet_wish_pupil", "tillarbetslivet_wish", &["tenant", "pupil"]),
        index("tillarbetslivet_wish_offer", "tillarbetslivet_wish", &["tenant", "offer"]),
        index("tillarbetslivet_wish_status", "tillarbetslivet_wish", &["tenant", "status", "wished_at"]),
        index("tillarbetslivet_placement_offer", "tillarbetslivet_placement", &["tenant", "offer"]),
        index("tillarbetslivet_placement_pupil", "tillarbetslivet_placement", &["tenant", "pupil"]),
        index("tillarbetslivet_party_placement", "tillarbetslivet_party", &["tenant", "placement"]),
        index("tillarbetslivet_party_person", "tillarbetslivet_party", &["tenant", "person"]),
    ]
}

fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> Ddl {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    Ddl::Index(index)
}
