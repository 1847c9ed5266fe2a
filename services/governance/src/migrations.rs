//! The tables. What a council shares (proposals, ballots, their items) belongs to no municipality and is named by the council and a
//! number; what belongs to one municipality (its seat, its paper, its votes) has a tenant.

mod meetings;

use platform::store::migrate::{Ddl, Migration, tenant_table};
use sea_orm_migration::{
    prelude::{Index, Table},
    schema::{
        big_integer, big_integer_null, string, string_null, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid,
    },
};

pub(crate) fn all() -> Vec<Migration> {
    vec![Migration { name: "m0001_councils", up: tables }]
}

fn tables() -> Vec<Ddl> {
    let organisation = Table::create()
        .table("governance_organisation")
        .col(string("tenant").primary_key())
        .col(string("name"))
        .col(string("short_name"))
        .to_owned();
    let council = Table::create()
        .table("governance_council")
        .col(string("service").primary_key())
        .col(big_integer("proposals"))
        .col(big_integer("ballots"))
        .col(big_integer("meetings"))
        .to_owned();
    let mut steps = vec![Ddl::Table(organisation), Ddl::Table(council)];
    steps.extend(shared());
    steps.extend(votes());
    steps.extend(meetings::tables());
    steps
}

fn shared() -> Vec<Ddl> {
    let proposal = Table::create()
        .table("governance_proposal")
        .col(string("service"))
        .col(big_integer("number"))
        .col(string("title"))
        .col(text("text"))
        .col(string("municipality"))
        .col(timestamp_with_time_zone("proposed_at"))
        .col(big_integer_null("hours"))
        .col(big_integer_null("low"))
        .col(big_integer_null("high"))
        .col(string("state"))
        .col(big_integer_null("ballot"))
        .primary_key(Index::create().col("service").col("number"))
        .to_owned();
    let ballot = Table::create()
        .table("governance_ballot")
        .col(string("service"))
        .col(big_integer("number"))
        .col(string("title"))
        .col(big_integer("hours"))
        .col(big_integer("minimum"))
        .col(big_integer("items"))
        .col(big_integer("voters"))
        .col(timestamp_with_time_zone("opened_at"))
        .col(timestamp_with_time_zone("closes_at"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(string("salt"))
        .col(text_null("outcome"))
        .col(string_null("outcome_hash"))
        .primary_key(Index::create().col("service").col("number"))
        .to_owned();
    let item = Table::create()
        .table("governance_item")
        .col(string("service"))
        .col(big_integer("ballot"))
        .col(big_integer("position"))
        .col(big_integer("proposal"))
        .col(string("title"))
        .col(text("text"))
        .col(big_integer("hours"))
        .col(big_integer("low"))
        .col(big_integer("high"))
        .primary_key(Index::create().col("service").col("ballot").col("position"))
        .to_owned();
    vec![Ddl::Table(proposal), Ddl::Table(ballot), Ddl::Table(item)]
}

/// The voting register: a paper per seat, made when the ballot opens and never after; and every vote that was cast with it.
fn votes() -> Vec<Ddl> {
    let paper = tenant_table("governance_paper")
        .col(string("service"))
        .col(big_integer("ballot"))
        .col(uuid("seat"))
        .col(big_integer("version"))
        .col(text_null("items"))
        .col(string_null("reference"))
        .col(timestamp_with_time_zone_null("voted_at"))
        .to_owned();
    let vote = tenant_table("governance_vote")
        .col(uuid("paper"))
        .col(big_integer("version"))
        .col(text("items"))
        .col(string("reference"))
        .col(timestamp_with_time_zone("cast_at"))
        .to_owned();
    vec![
        Ddl::Table(paper),
        unique("governance_one_paper", "governance_paper", ["tenant", "service", "ballot"]),
        Ddl::Index(
            Index::create().name("governance_papers").table("governance_paper").col("service").col("ballot").to_owned(),
        ),
        Ddl::Table(vote),
        unique("governance_one_vote", "governance_vote", ["tenant", "paper", "version"]),
    ]
}

fn unique(name: &'static str, table: &'static str, columns: [&'static str; 3]) -> Ddl {
    let mut index = Index::create().name(name).table(table).unique().to_owned();
    for column in columns {
        index.col(column);
    }
    Ddl::Index(index)
}
