//! Platform-wide tests: one binary. They run on real servers: a private nats-server each, SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests fail by panicking")]

mod api;
mod audit;
mod break_glass;
mod brokers;
mod clients;
mod commands;
mod connections;
mod conventions;
mod crowd;
mod deployed;
mod documents;
mod events;
mod failing;
mod federations;
mod feed;
mod hostile;
mod isolation;
mod layout;
mod lies;
mod limits;
mod lists;
mod logs;
mod malformed;
mod operations;
mod outside;
mod papers;
mod probe;
mod refused;
mod replay;
mod resume;
mod roles;
mod rules;
mod secrets;
mod sessions;
mod sharing;
mod sign_out;
mod split;
mod statements;
mod story;
mod subscriptions;
mod support_access;
mod sweep;
mod tls;
mod traces;
mod web;

// What publishes federations' lists and answers as a provider, with keys made at run time, is shared with the library's own tests.
#[path = "../../libs/saml/tests/it/idp.rs"]
#[expect(dead_code, reason = "the library's tests need more of it")]
mod idp;
#[path = "../../libs/saml/tests/it/federation.rs"]
#[expect(dead_code, reason = "the library's tests need more of it")]
mod metadata;
#[path = "../../libs/saml/tests/it/support.rs"]
#[expect(dead_code, reason = "the library's tests need more of it")]
mod support;
