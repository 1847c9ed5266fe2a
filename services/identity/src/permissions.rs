//! Who may do what here.

use contracts::Role;
use platform::Permission;

/// One's own session: any caller who is known.
pub static OWN: Permission = Permission::own("identity.own", &[]);
/// The organisation's API keys.
pub static KEYS: Permission = Permission::own("identity.keys.manage", &[Role::Administrator, Role::Operator]);
/// The organisation's clients. Those who do it are persons: see `clients`.
pub static CLIENTS: Permission =
    Permission::own("identity.clients.manage", &[Role::Administrator, Role::Integrator, Role::Operator]);
/// Whether one may end other persons' sessions of the organisation; decides inside operations of [`OWN`].
pub static SESSIONS: Permission = Permission::own("identity.sessions.manage", &[Role::Administrator]);
