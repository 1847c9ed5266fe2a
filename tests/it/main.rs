//! Platform-wide tests: one binary. They run on real servers: a private nats-server each, SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests fail by panicking")]

mod api;
mod commands;
mod events;
mod isolation;
mod layout;
mod malformed;
mod probe;
mod replay;
mod split;
mod statements;
mod story;
mod sweep;
mod traces;
