//! The platform's own tables, which each service's database has.

use sea_orm::sea_query;
use sea_orm_migration::{
    prelude::{Index, Table},
    schema::{
        big_integer, big_integer_null, big_pk_auto, date, date_null, integer_null, string, string_null, text,
        text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
    },
};
use sea_query::TableCreateStatement;

use super::{Ddl, tenant_table};

fn columns(table: &str, columns: Vec<sea_query::ColumnDef>) -> TableCreateStatement {
    let mut statement = Table::create().table(table.to_owned()).to_owned();
    for column in columns {
        statement.col(column);
    }
    statement
}

fn keyed(table: &str, key: &[&'static str], rest: Vec<sea_query::ColumnDef>) -> Ddl {
    let mut primary = Index::create();
    for column in key {
        primary.col(*column);
    }
    Ddl::Table(columns(table, rest).primary_key(&mut primary).to_owned())
}

/// All of them.
pub(super) fn platform_tables() -> Vec<Ddl> {
    let mut steps = event_tables();
    steps.extend(record_tables());
    steps.extend(append_only());
    steps.extend(letter_table());
    steps.push(Ddl::Table(subscription_table()));
    steps.push(verification_table());
    steps.extend(saved_filter_table());
    steps.extend(follow_up_tables());
    steps.push(keyed("waiting", &["tenant", "name"], vec![string("tenant"), string("name"), uuid_null("task")]));
    steps
}

fn event_tables() -> Vec<Ddl> {
    let outbox = vec![
        big_pk_auto("seq"),
        uuid("event_id"),
        string("tenant"),
        string("subject"),
        string("kind"),
        text("envelope"),
        timestamp_with_time_zone("created_at"),
        timestamp_with_time_zone_null("published_at"),
        big_integer_null("stream_seq"),
        string_null("stream_created"),
        big_integer_null("feed_seq"),
    ];
    let counter = vec![string("name"), big_integer("last")];
    let inbox = vec![string("handler"), uuid("event_id"), timestamp_with_time_zone("handled_at")];
    let parked = vec![
        uuid("id"),
        string("handler"),
        uuid_null("event_id"),
        string("tenant"),
        string("subject"),
        text("envelope"),
        text("error"),
        big_integer("attempts"),
        timestamp_with_time_zone("parked_at"),
        string_null("resolution"),
        timestamp_with_time_zone_null("resolved_at"),
    ];
    // Its row is locked until a batch of places in the feed is committed; see `feed`.
    let feed = "INSERT INTO event_counter (name, last) VALUES ('feed', 0)";
    let unpublished = "CREATE INDEX outbox_unpublished ON outbox (seq) WHERE published_at IS NULL";
    vec![
        Ddl::Table(columns("outbox", outbox)),
        Ddl::Index(Index::create().name("outbox_event").table("outbox").col("event_id").unique().to_owned()),
        Ddl::Index(Index::create().name("outbox_kind").table("outbox").col("kind").col("seq").to_owned()),
        Ddl::Index(
            Index::create().name("outbox_feed").table("outbox").col("tenant").col("feed_seq").unique().to_owned(),
        ),
        Ddl::Sql { sqlite: unpublished, postgres: unpublished },
        only_on_postgres("ALTER TABLE outbox ALTER COLUMN envelope SET COMPRESSION lz4"),
        keyed("event_counter", &["name"], counter),
        Ddl::Sql { sqlite: feed, postgres: feed },
        keyed("inbox", &["handler", "event_id"], inbox),
        keyed("parked", &["id"], parked),
    ]
}

fn subscription_table() -> TableCreateStatement {
    tenant_table("subscription").col(string("service")).col(date("begins")).col(date_null("ends")).to_owned()
}

fn letter_table() -> Vec<Ddl> {
    let letter = vec![
        string("tenant"),
        uuid("id"),
        uuid_null("about"),
        string("address"),
        string("subject"),
        text("text"),
        timestamp_with_time_zone("created_at"),
        timestamp_with_time_zone("next_at"),
        big_integer("attempts"),
        timestamp_with_time_zone_null("done_at"),
        text_null("error"),
    ];
    let waiting = "CREATE INDEX letter_waiting ON letter (next_at) WHERE done_at IS NULL";
    vec![keyed("letter", &["tenant", "id"], letter), Ddl::Sql { sqlite: waiting, postgres: waiting }]
}

fn verification_table() -> Ddl {
    let verification = vec![
        uuid("id"),
        timestamp_with_time_zone("started_at"),
        timestamp_with_time_zone_null("finished_at"),
        big_integer("step"),
        big_integer("steps"),
        text("findings"),
        text_null("error"),
    ];
    keyed("verification", &["id"], verification)
}

fn saved_filter_table() -> Vec<Ddl> {
    let saved = vec![
        string("tenant"),
        uuid("id"),
        uuid("person"),
        string("name"),
        string("path"),
        text("address"),
        timestamp_with_time_zone("saved_at"),
    ];
    let mut names = Index::create();
    names.name("saved_filter_name").table("saved_filter").col("tenant").col("person").col("name").unique();
    vec![keyed("saved_filter", &["tenant", "id"], saved), Ddl::Index(names)]
}

/// What somebody must look at, and which chance picked it.
fn follow_up_tables() -> Vec<Ddl> {
    let follow_up = vec![
        string("tenant"),
        uuid("id"),
        string("rule"),
        uuid("person"),
        date("period"),
        big_integer("count"),
        text("deeds"),
        timestamp_with_time_zone("opened_at"),
        timestamp_with_time_zone_null("handed_at"),
        timestamp_with_time_zone_null("closed_at"),
        uuid_null("closed_by"),
        string_null("verdict"),
        text_null("reason"),
    ];
    let draw = vec![
        string("tenant"),
        uuid("id"),
        date("period"),
        string("seed"),
        big_integer("among"),
        timestamp_with_time_zone("drawn_at"),
    ];
    let mut once = Index::create();
    once.name("follow_up_once").table("follow_up").unique();
    once.col("tenant").col("rule").col("person").col("period");
    let mut drawn = Index::create();
    drawn.name("follow_up_drawn").table("follow_up_draw").col("tenant").col("period").unique();
    let mut order = Index::create();
    order.name("follow_up_order").table("follow_up").col("tenant").col("opened_at").col("id");
    vec![
        keyed("follow_up", &["tenant", "id"], follow_up),
        keyed("follow_up_draw", &["tenant", "id"], draw),
        Ddl::Index(once),
        Ddl::Index(drawn),
        Ddl::Index(order),
    ]
}

fn record_tables() -> Vec<Ddl> {
    let audit = vec![
        string("tenant"),
        uuid("id"),
        timestamp_with_time_zone("at"),
        string("actor"),
        string("action"),
        string("object"),
        text("detail"),
        uuid_null("request_id"),
        string_null("origin"),
    ];
    let seal = vec![string("tenant"), big_integer("seq"), uuid("audit_id"), string("hash")];
    let start = vec![string("tenant"), big_integer("seq"), string("hash"), timestamp_with_time_zone("pruned_at")];
    let idempotency = vec![
        string("tenant"),
        string("key"),
        string("fingerprint"),
        timestamp_with_time_zone("created_at"),
        integer_null("status"),
        text_null("body"),
        string_null("location"),
    ];
    let tally = vec![
        string("tenant"),
        string("meter"),
        date("day"),
        big_integer("events"),
        big_integer("quantity"),
        big_integer("ore"),
        timestamp_with_time_zone_null("reported_at"),
    ];
    let file = vec![
        string("tenant"),
        uuid("id"),
        string("sha256"),
        string("name"),
        string("media_type"),
        big_integer("size"),
        timestamp_with_time_zone("created_at"),
        date_null("keep_until"),
    ];
    let schedule = vec![
        string("name"),
        timestamp_with_time_zone("planned_at"),
        timestamp_with_time_zone("started_at"),
        timestamp_with_time_zone_null("finished_at"),
        text_null("error"),
        timestamp_with_time_zone_null("wanted_at"),
    ];
    vec![
        keyed("audit", &["tenant", "id"], audit),
        keyed("audit_seal", &["tenant", "seq"], seal),
        keyed("audit_start", &["tenant", "seq"], start),
        keyed("idempotency", &["tenant", "key"], idempotency),
        only_on_postgres("ALTER TABLE idempotency ALTER COLUMN body SET COMPRESSION lz4"),
        keyed("usage_tally", &["tenant", "meter", "day"], tally),
        keyed("file", &["tenant", "id"], file),
        keyed("schedule", &["name"], schedule),
        keyed("mark", &["name"], vec![string("name"), timestamp_with_time_zone("made_at")]),
        Ddl::Index(
            Index::create()
                .name("audit_seal_row")
                .table("audit_seal")
                .col("tenant")
                .col("audit_id")
                .unique()
                .to_owned(),
        ),
        Ddl::Index(Index::create().name("audit_at").table("audit").col("at").to_owned()),
        searched("audit_newest", &[]),
        searched("audit_by_actor", &["actor"]),
        searched("audit_by_action", &["action"]),
        searched("audit_by_object", &["object"]),
    ]
}

/// The log only grows. What alone may be deleted is what lies before a recorded start of the chain and is older than any service keeps;
/// on PostgreSQL the same is said by the rights of the role that prunes (see `secure`).
fn append_only() -> Vec<Ddl> {
    vec![
        only_on_sqlite(
            "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit only grows'); END",
        ),
        only_on_sqlite(
            "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit WHEN NOT (OLD.at < strftime('%Y-%m-%dT%H:%M:%S', 'now', '-5 years') \
             AND EXISTS (SELECT 1 FROM audit_seal s JOIN audit_start b ON b.tenant = s.tenant AND b.seq >= s.seq \
             WHERE s.tenant = OLD.tenant AND s.audit_id = OLD.id)) BEGIN SELECT RAISE(ABORT, 'audit only grows'); END",
        ),
        only_on_sqlite(
            "CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal BEGIN SELECT RAISE(ABORT, 'audit only grows'); END",
        ),
        only_on_sqlite(
            "CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal WHEN \
             NOT EXISTS (SELECT 1 FROM audit_start b WHERE b.tenant = OLD.tenant AND b.seq >= OLD.seq) \
             OR EXISTS (SELECT 1 FROM audit a WHERE a.tenant = OLD.tenant AND a.id = OLD.audit_id) \
             BEGIN SELECT RAISE(ABORT, 'audit only grows'); END",
        ),
        only_on_sqlite(
            "CREATE TRIGGER audit_start_no_update BEFORE UPDATE ON audit_start BEGIN SELECT RAISE(ABORT, 'audit only grows'); END",
        ),
        only_on_sqlite(
            "CREATE TRIGGER audit_start_no_delete BEFORE DELETE ON audit_start BEGIN SELECT RAISE(ABORT, 'audit only grows'); END",
        ),
    ]
}

/// What the log is searched by: each choice of its page is read in the page's order, however long the log is.
fn searched(name: &'static str, by: &[&'static str]) -> Ddl {
    let mut index = Index::create().name(name).table("audit").col("tenant").to_owned();
    for column in by {
        index.col(*column);
    }
    Ddl::Index(index.col("at").col("id").to_owned())
}

/// Events and answers that carry many uses are long: PostgreSQL's own compression of them takes longer than writing them.
fn only_on_postgres(postgres: &'static str) -> Ddl {
    Ddl::Sql { sqlite: "SELECT 1", postgres }
}

/// On PostgreSQL the grants already refuse changes; SQLite has no roles, so triggers do.
fn only_on_sqlite(sqlite: &'static str) -> Ddl {
    Ddl::Sql { sqlite, postgres: "SELECT 1" }
}
