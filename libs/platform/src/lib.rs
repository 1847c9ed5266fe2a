//! What every service stands on: a module's declaration, the host that runs modules, the store with its tenants and outbox, NATS,
//! HTTP with callers and problems, time, files, mail, schedules, telemetry, backup and verification.

pub mod api;
pub mod audit;
pub mod backup;
pub mod caller;
pub mod clock;
pub mod config;
mod consumer;
pub mod ctx;
pub mod error;
pub mod event_spec;
pub mod extract;
pub mod files;
pub mod guard;
mod health;
pub mod host;
mod http;
pub mod id;
pub mod idempotency;
mod leader;
mod limit;
pub mod mail;
pub mod module;
pub mod nats;
pub mod page;
pub mod parked;
pub mod published;
mod relay;
pub mod replay;
mod schedule;
pub mod site;
pub mod store;
mod supervise;
mod tally;
pub mod telemetry;
pub mod tools;
pub mod verify;

pub use api::Api;
pub use caller::Caller;
pub use clock::Clock;
pub use config::Config;
pub use ctx::Ctx;
pub use error::{Error, Result};
pub use module::{Aggregation, Cadence, Demo, Meter, MeterKind, Module, PUBLIC, Permission};
pub use page::{NavEntry, Pages, Place, View};
pub use store::{Across, Actor, Read, Store, TenantOwned, Tx};
