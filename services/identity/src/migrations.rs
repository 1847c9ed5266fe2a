//! The tables of identity.

use platform::store::migrate::{Ddl, Migration, tenant_table};
use sea_orm_migration::{
    prelude::{Index, Table},
    schema::{
        big_integer, big_integer_null, boolean, integer, string, string_null, text, text_null,
        timestamp_with_time_zone as time, timestamp_with_time_zone_null as time_null, uuid, uuid_null,
    },
};

pub fn all() -> Vec<Migration> {
    vec![Migration { name: "m0001_identity", up: first }]
}

fn first() -> Vec<Ddl> {
    vec![
        Ddl::Table(person()),
        Ddl::Table(grant()),
        Ddl::Table(support()),
        Ddl::Table(break_glass()),
        Ddl::Table(break_glass_opening()),
        Ddl::Table(session()),
        Ddl::Table(connection()),
        Ddl::Table(federation()),
        Ddl::Table(listed()),
        Ddl::Table(rule()),
        Ddl::Table(key()),
        Ddl::Table(client()),
        Ddl::Table(client_secret()),
        Ddl::Table(signing_key()),
        Ddl::Table(saml_key()),
        Ddl::Table(invitation()),
        Ddl::Table(pending()),
        Ddl::Table(leaving()),
        Ddl::Table(used()),
        Ddl::Table(organisation()),
        unique("identity_person_id", "identity_person", &["id"]),
        unique("identity_person_subject", "identity_person", &["issuer", "subject"]),
        index("identity_grant_person", "identity_grant", &["person"]),
        index("identity_grant_rule", "identity_grant", &["rule"]),
        index("identity_grant_support", "identity_grant", &["support"]),
        unique("identity_support_id", "identity_support", &["id"]),
        index("identity_support_step", "identity_support", &["step"]),
        index("identity_support_person", "identity_support", &["person"]),
        unique("identity_break_glass_number", "identity_break_glass", &["number"]),
        unique("identity_session_token", "identity_session", &["token_sha256"]),
        index("identity_session_person", "identity_session", &["person", "created_at"]),
        index("identity_session_ended", "identity_session", &["ended_at"]),
        index("identity_session_changed", "identity_session", &["changed_at"]),
        index("identity_session_name", "identity_session", &["provider", "name_mac"]),
        index("identity_session_index", "identity_session", &["provider", "index_mac"]),
        unique("identity_connection_id", "identity_connection", &["id"]),
        unique("identity_connection_issuer", "identity_connection", &["tenant", "issuer"]),
        index("identity_connection_provider", "identity_connection", &["issuer"]),
        index("identity_connection_state", "identity_connection", &["state"]),
        index("identity_connection_federation", "identity_connection", &["federation"]),
        unique("identity_federation_address", "identity_federation", &["address"]),
        unique("identity_rule_id", "identity_rule", &["id"]),
        index("identity_rule_connection", "identity_rule", &["tenant", "connection"]),
        unique("identity_key_secret", "identity_key", &["secret_sha256"]),
        index("identity_key_ended", "identity_key", &["ended_at"]),
        unique("identity_client_id", "identity_client", &["id"]),
        index("identity_client_changed", "identity_client", &["changed_at"]),
        unique("identity_client_secret_id", "identity_client_secret", &["id"]),
        index("identity_client_secret_client", "identity_client_secret", &["client"]),
        unique("identity_invitation_id", "identity_invitation", &["id"]),
        unique("identity_invitation_code", "identity_invitation", &["code_sha256"]),
        index("identity_invitation_person", "identity_invitation", &["used_by"]),
        unique("identity_pending_state", "identity_pending", &["state_sha256"]),
        unique("identity_leaving_secret", "identity_leaving", &["secret_sha256"]),
    ]
}

fn unique(name: &'static str, table: &'static str, columns: &[&'static str]) -> Ddl {
    let mut index = Index::create().name(name).table(table).unique().to_owned();
    for column in columns {
        index.col(*column);
    }
    Ddl::Index(index)
}

fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> Ddl {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    Ddl::Index(index)
}

fn person() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_person")
        .col(string("issuer"))
        .col(string("subject"))
        .col(string("name"))
        .col(string_null("email"))
        .col(boolean("mailed"))
        .col(time("created_at"))
        .col(time_null("last_sign_in_at"))
        .to_owned()
}

fn grant() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_grant")
        .col(uuid("person"))
        .col(string("role"))
        .col(string_null("service"))
        .col(uuid_null("given_by"))
        .col(uuid_null("rule"))
        .col(uuid_null("support"))
        .col(time_null("until"))
        .col(time("given_at"))
        .to_owned()
}

fn support() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_support")
        .col(uuid("person"))
        .col(string("name"))
        .col(string("role"))
        .col(string_null("service"))
        .col(big_integer("hours"))
        .col(text("reason"))
        .col(string("step"))
        .col(time("asked_at"))
        .col(time("answer_by"))
        .col(uuid_null("answered_by"))
        .col(time_null("answered_at"))
        .col(time_null("until"))
        .col(time_null("ended_at"))
        .to_owned()
}

fn break_glass() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_break_glass")
        .col(integer("number"))
        .col(text_null("passkey"))
        .col(time_null("keyed_at"))
        .col(string_null("code_sha256"))
        .col(time_null("code_until"))
        .col(text_null("seal"))
        .col(time_null("sealed_at"))
        .col(uuid_null("sealed_by"))
        .col(uuid_null("task_operators"))
        .col(uuid_null("task_office"))
        .to_owned()
}

fn break_glass_opening() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_break_glass_opening")
        .col(integer("number"))
        .col(text("reason"))
        .col(time("opened_at"))
        .col(time("until"))
        .to_owned()
}

fn session() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_session")
        .col(uuid("person"))
        .col(string("token_sha256"))
        .col(string("assurance"))
        .col(time("authenticated_at"))
        .col(time("created_at"))
        .col(time("last_used_at"))
        .col(time("expires_at"))
        .col(time_null("ended_at"))
        .col(time_null("changed_at"))
        .col(string_null("provider"))
        .col(string_null("name_mac"))
        .col(string_null("index_mac"))
        .col(text_null("leave_sealed"))
        .to_owned()
}

fn connection() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_connection")
        .col(string("label"))
        .col(string("protocol"))
        .col(string("issuer"))
        .col(string_null("client_id"))
        .col(text_null("secret_sealed"))
        .col(text_null("metadata"))
        .col(string_null("metadata_url"))
        .col(time_null("asked_at"))
        .col(string_null("fault"))
        .col(text_null("fault_detail"))
        .col(uuid_null("federation"))
        .col(time_null("metadata_until"))
        .col(time_null("metadata_made"))
        .col(text_null("etag"))
        .col(string_null("missing"))
        .col(uuid_null("missing_task"))
        .col(boolean("encrypted"))
        .col(boolean("outside"))
        .col(text("scopes"))
        .col(string("state"))
        .col(text_null("report"))
        .col(time_null("tried_at"))
        .col(time_null("warned_of"))
        .col(time("made_at"))
        .col(time("changed_at"))
        .to_owned()
}

fn federation() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table("identity_federation")
        .col(uuid("id").primary_key())
        .col(string("name"))
        .col(string("kind"))
        .col(text("address"))
        .col(text("certificates"))
        .col(text_null("authority"))
        .col(text_null("probe"))
        .col(boolean("live"))
        .col(text_null("etag"))
        .col(text_null("modified"))
        .col(string_null("document_sha256"))
        .col(time_null("valid_until"))
        .col(time_null("made"))
        .col(big_integer_null("cache_seconds"))
        .col(text_null("signed_by"))
        .col(big_integer("providers"))
        .col(big_integer("passed_over"))
        .col(time_null("fetched_at"))
        .col(time_null("asked_at"))
        .col(time("next_at"))
        .col(integer("failures"))
        .col(string_null("fault"))
        .col(text_null("fault_detail"))
        .col(time_null("warned_of"))
        .col(big_integer("turn"))
        .col(time("made_at"))
        .to_owned()
}

fn listed() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table("identity_federation_provider")
        .col(uuid("federation"))
        .col(string("entity_id"))
        .col(text("name_sv"))
        .col(text("name_en"))
        .col(text("search"))
        .col(text("scopes"))
        .col(string_null("unusable"))
        .primary_key(Index::create().col("federation").col("entity_id"))
        .to_owned()
}

fn rule() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_rule")
        .col(uuid("connection"))
        .col(text("attribute"))
        .col(text("value"))
        .col(string("role"))
        .col(string_null("service"))
        .col(uuid("made_by"))
        .col(time("made_at"))
        .to_owned()
}

fn key() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_key")
        .col(string("name"))
        .col(string("secret_sha256"))
        .col(string("roles"))
        .col(string_null("service"))
        .col(time("created_at"))
        .col(time("expires_at"))
        .col(time_null("last_used_at"))
        .col(time_null("ended_at"))
        .to_owned()
}

fn client() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_client")
        .col(string("acts_for"))
        .col(string("name"))
        .col(text("scopes"))
        .col(uuid("made_by"))
        .col(time("created_at"))
        .col(time("expires_at"))
        .col(time_null("last_used_at"))
        .col(time_null("ended_at"))
        .col(time("changed_at"))
        .to_owned()
}

fn client_secret() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_client_secret")
        .col(uuid("client"))
        .col(string_null("secret_sha256"))
        .col(text_null("public_key"))
        .col(time("created_at"))
        .col(time_null("until"))
        .to_owned()
}

fn invitation() -> sea_orm::sea_query::TableCreateStatement {
    tenant_table("identity_invitation")
        .col(string("service"))
        .col(string("role"))
        .col(string("text"))
        .col(text("told"))
        .col(string("href"))
        .col(string("code_sha256"))
        .col(time("until"))
        .col(uuid_null("used_by"))
        .col(time_null("used_at"))
        .col(time_null("withdrawn_at"))
        .to_owned()
}

fn signing_key() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table("identity_signing_key")
        .col(integer("generation").primary_key())
        .col(string("kid"))
        .col(string("x"))
        .col(string("y"))
        .col(text("sealed"))
        .col(time("signs_from"))
        .to_owned()
}

fn saml_key() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table("identity_saml_key")
        .col(integer("generation").primary_key())
        .col(text("certificate"))
        .col(text("sealed"))
        .col(time("made_at"))
        .to_owned()
}

fn used() -> sea_orm::sea_query::TableCreateStatement {
    Table::create().table("identity_used").col(string("key_sha256").primary_key()).col(time("until")).to_owned()
}

fn pending() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table("identity_pending")
        .col(uuid("id").primary_key())
        .col(string("state_sha256"))
        .col(string("cookie_sha256"))
        .col(string("provider"))
        .col(string("nonce"))
        .col(string("verifier"))
        .col(text("return_path"))
        .col(string("assurance"))
        .col(uuid_null("session"))
        .col(boolean("trial"))
        .col(uuid_null("invitation"))
        .col(text_null("answer"))
        .col(time("created_at"))
        .col(time("expires_at"))
        .to_owned()
}

fn leaving() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table("identity_leaving")
        .col(uuid("id").primary_key())
        .col(string("secret_sha256"))
        .col(string("provider"))
        .col(string("state"))
        .col(string("request"))
        .col(text_null("sealed"))
        .col(time_null("asked_at"))
        .col(time("expires_at"))
        .to_owned()
}

fn organisation() -> sea_orm::sea_query::TableCreateStatement {
    Table::create().table("identity_organisation").col(string("tenant").primary_key()).col(string("name")).to_owned()
}
