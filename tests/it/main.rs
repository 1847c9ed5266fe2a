//! Platform-wide tests: one binary. They run on real servers: a private nats-server each, SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests fail by panicking")]

mod api;
mod audit;
mod clients;
mod commands;
mod connections;
mod conventions;
mod documents;
mod events;
mod feed;
mod isolation;
mod layout;
mod lists;
mod malformed;
mod operations;
mod probe;
mod replay;
mod roles;
mod rules;
mod split;
mod statements;
mod story;
mod subscriptions;
mod sweep;
mod traces;
