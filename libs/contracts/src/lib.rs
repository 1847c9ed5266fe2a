//! The language the services share: tenants, roles, the event envelope, the events and questions that more than one
//! service hears. No I/O and no dependency on how anything is stored or sent.

pub mod ask;
pub mod billing;
pub mod client;
pub mod documents;
pub mod event;
pub mod governance;
pub mod invitation;
pub mod members;
pub mod role;
pub mod session;
pub mod tasks;
pub mod tenant;
pub mod usage;

pub use ask::Question;
pub use event::{Envelope, Event};
pub use role::{Assurance, Grant, Role};
pub use session::{
    FormerKey, FormerKeyLookup, HoldersLookup, KeyOver, Lender, Lent, Named, Names, NamesLookup, RolesLookup, Session,
    SessionLookup,
};
pub use tenant::Tenant;
