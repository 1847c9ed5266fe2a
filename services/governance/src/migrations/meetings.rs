//! Meetings: what the council shares, whom it was told to, who signs the minutes, and the secrets that open calendars.

use platform::store::migrate::{Ddl, tenant_table};
use sea_orm_migration::{
    prelude::{Index, Table},
    schema::{
        big_integer, big_integer_null, boolean, string, string_null, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

use super::unique;

pub(super) fn tables() -> Vec<Ddl> {
    let mut steps = shared();
    steps.extend(own());
    steps
}

fn shared() -> Vec<Ddl> {
    let meeting = Table::create()
        .table("governance_meeting")
        .col(string("service"))
        .col(big_integer("number"))
        .col(uuid("uid"))
        .col(string("title"))
        .col(timestamp_with_time_zone("begins_at"))
        .col(timestamp_with_time_zone("ends_at"))
        .col(string("place"))
        .col(string_null("link"))
        .col(big_integer("sequence"))
        .col(timestamp_with_time_zone("changed_at"))
        .col(timestamp_with_time_zone_null("noticed_at"))
        .col(timestamp_with_time_zone_null("cancelled_at"))
        .col(big_integer("items"))
        .col(big_integer("seats"))
        .col(string_null("chair"))
        .col(string_null("verifier"))
        .col(text("minutes"))
        .col(string("state"))
        .col(uuid_null("writer"))
        .col(text_null("returned"))
        .col(timestamp_with_time_zone_null("verified_at"))
        .col(string_null("minutes_hash"))
        .primary_key(Index::create().col("service").col("number"))
        .to_owned();
    let agenda = Table::create()
        .table("governance_agenda")
        .col(string("service"))
        .col(big_integer("meeting"))
        .col(big_integer("position"))
        .col(string("title"))
        .col(boolean("decides"))
        .col(big_integer_null("proposal"))
        .col(big_integer_null("ballot"))
        .col(text_null("decision"))
        .primary_key(Index::create().col("service").col("meeting").col("position"))
        .to_owned();
    let attendance = Table::create()
        .table("governance_attendance")
        .col(string("service"))
        .col(big_integer("meeting"))
        .col(string("municipality"))
        .primary_key(Index::create().col("service").col("meeting").col("municipality"))
        .to_owned();
    vec![Ddl::Table(meeting), Ddl::Table(agenda), Ddl::Table(attendance)]
}

fn own() -> Vec<Ddl> {
    let invitation = tenant_table("governance_invitation")
        .col(string("service"))
        .col(big_integer("meeting"))
        .col(big_integer("sequence"))
        .col(timestamp_with_time_zone("told_at"))
        .to_owned();
    let signature = tenant_table("governance_signature")
        .col(string("service"))
        .col(big_integer("meeting"))
        .col(string("part"))
        .col(uuid_null("person"))
        .col(string_null("name"))
        .col(timestamp_with_time_zone_null("signed_at"))
        .to_owned();
    let calendar = tenant_table("governance_calendar")
        .col(string("service"))
        .col(uuid("person"))
        .col(string("token_sha256"))
        .col(timestamp_with_time_zone("made_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .to_owned();
    let by_token = Index::create()
        .name("governance_calendar_token")
        .table("governance_calendar")
        .col("token_sha256")
        .unique()
        .to_owned();
    vec![
        Ddl::Table(invitation),
        unique("governance_one_invitation", "governance_invitation", ["tenant", "service", "meeting"]),
        Ddl::Table(signature),
        unique("governance_one_signature", "governance_signature", ["service", "meeting", "part"]),
        Ddl::Table(calendar),
        Ddl::Index(by_token),
    ]
}
