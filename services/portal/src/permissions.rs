//! What this service lets whom do. What is shown of each service is decided by the person's roles in it, see `domain`.

use contracts::Role;
use platform::Permission;

/// The first page: everyone who is signed in; people from outside are led on from it.
pub static START: Permission = Permission::own("portal.start.read", &[]).for_outside();

/// The own tasks as data.
pub static TASKS: Permission = Permission::own("portal.tasks.read", &[]);

/// The own organisation's use and cost as data.
pub static USAGE: Permission = Permission::own("portal.usage.read", &[]);

/// Sums over all organisations, for the association's staff.
pub static TOTALS: Permission =
    Permission::across("portal.totals.read", &[Role::Office, Role::Finance, Role::Operator, Role::Auditor]);

/// One search over the logs of all services. Each service decides for itself which of its rows it tells whom.
pub static LOGS: Permission =
    Permission::own("portal.logs.read", &[Role::Administrator, Role::Operator, Role::Auditor]);

/// How the installation runs.
pub static OPERATIONS: Permission = Permission::across("portal.operations.read", &[Role::Operator]);

/// What operators have the services do: parked events, work out of turn, checks.
pub static OPERATE: Permission = Permission::across("portal.operations.act", &[Role::Operator]);
/// All components, for whoever runs the installation or builds services on it.
pub static COMPONENTS: Permission = Permission::own("portal.components.read", &[Role::Operator, Role::Integrator]);

/// Who sees invoices.
pub const INVOICES: &[Role] = &[Role::Economist, Role::Administrator, Role::Office, Role::Finance, Role::Auditor];
