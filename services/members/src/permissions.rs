//! What this service lets whom do.

use contracts::Role;
use platform::Permission;

/// Reading the register: every signed-in person and client, because it is public within the association.
pub static READ: Permission = Permission::own("members.register.read", &[]);

/// Reading the own organisation's subscriptions.
pub static READ_OWN: Permission = Permission::own("members.subscriptions.read", &[]);

/// Making the sandbox.
pub static SANDBOX: Permission = Permission::across("members.sandbox.make", &[Role::Office]);

/// Starting and ending subscriptions of any organisation.
pub static SUBSCRIBE: Permission = Permission::across("members.subscriptions.write", &[Role::Office]);
