//! Who may do what here.

use contracts::Role;
use platform::Permission;

/// One's own session: any caller who is known, also from outside.
pub static OWN: Permission = Permission::own("identity.own", &[]).for_outside();
/// The organisation's API keys: shows and ends them.
pub static KEYS: Permission = Permission::own("identity.keys.manage", &[Role::Administrator, Role::Operator]);
/// Makes them: a key acts for a year with roles that its maker need not hold, so it is made as roles are given.
pub static MAKE_KEYS: Permission =
    Permission::own("identity.keys.make", &[Role::Administrator, Role::Operator]).with_step_up();
/// The organisation's clients. Those who do it are persons: see `clients`.
pub static CLIENTS: Permission =
    Permission::own("identity.clients.manage", &[Role::Administrator, Role::Integrator, Role::Operator]);
/// Makes them and their secrets.
pub static MAKE_CLIENTS: Permission =
    Permission::own("identity.clients.make", &[Role::Administrator, Role::Integrator, Role::Operator]).with_step_up();
/// Who the organisation's people are, and which roles they hold.
pub static PEOPLE: Permission =
    Permission::own("identity.people.read", &[Role::Administrator, Role::Operator, Role::Auditor]);
/// Gives and takes away roles in the organisation.
pub static GRANTS: Permission =
    Permission::own("identity.people.grant", &[Role::Administrator, Role::Operator]).with_step_up();
/// Ends other persons' sessions of the organisation; decides that inside operations of [`OWN`], too.
pub static SESSIONS: Permission = Permission::own("identity.sessions.manage", &[Role::Administrator]);
/// The organisation's connections to its own identity providers.
pub static CONNECTIONS: Permission =
    Permission::own("identity.connections.read", &[Role::Administrator, Role::Operator, Role::Auditor]);
/// Makes, tries, switches and removes them: whoever does decides who comes in.
pub static CONNECTING: Permission =
    Permission::own("identity.connections.manage", &[Role::Administrator, Role::Operator]).with_step_up();
/// What the association's people have asked organisations for, and what they were given.
pub static SUPPORT: Permission =
    Permission::across("identity.support.read", &[Role::Office, Role::Operator, Role::Auditor]);
/// Asks for access, and gives it up.
pub static ASK_SUPPORT: Permission =
    Permission::across("identity.support.ask", &[Role::Office, Role::Operator]).with_step_up();
/// What the organisation has been asked for, and what it has given.
pub static SUPPORTED: Permission = Permission::own("identity.support-access.read", &[Role::Administrator]);
/// Answers for the organisation: whoever does lets somebody of another organisation see its data.
pub static ANSWER_SUPPORT: Permission =
    Permission::own("identity.support-access.answer", &[Role::Administrator]).with_step_up();
/// Ends what was given: at once, and without a stronger sign-in.
pub static END_SUPPORT: Permission = Permission::own("identity.support-access.end", &[Role::Administrator]);
/// The emergency accounts: how they stand, and when they were opened.
pub static BREAK_GLASS: Permission =
    Permission::across("identity.break-glass.read", &[Role::Office, Role::Operator, Role::Auditor]);
/// Notes that one lies sealed again.
pub static SEAL_BREAK_GLASS: Permission =
    Permission::across("identity.break-glass.seal", &[Role::Office, Role::Operator]).with_step_up();
/// The federations whose metadata describe providers, and how it stands with them.
pub static FEDERATIONS: Permission =
    Permission::across("identity.federations.read", &[Role::Office, Role::Operator, Role::Auditor]);
/// Keeps them: whoever does decides whose signature is believed for every organisation connected through one.
pub static FEDERATING: Permission = Permission::across("identity.federations.manage", &[Role::Office]).with_step_up();
