//! Who may do what with runs and invoices.

use contracts::Role;
use platform::Permission;

/// Looks at runs: all municipalities' sums and single uses.
pub static READ_RUNS: Permission = Permission::across("billing.runs.read", &[Role::Finance, Role::Auditor]);
/// Starts and discards runs.
pub static PREPARE_RUNS: Permission = Permission::across("billing.runs.prepare", &[Role::Finance]);
/// Approves runs that somebody else has prepared.
pub static APPROVE_RUNS: Permission = Permission::across("billing.runs.approve", &[Role::Finance]).with_step_up();
/// Sees the own organisation's invoices; finance and auditors in the association see all (see [`ALL_INVOICES`]).
pub static READ_INVOICES: Permission = Permission::own(
    "billing.invoices.read",
    &[Role::Economist, Role::Administrator, Role::Integrator, Role::Finance, Role::Auditor],
);
/// Sees every organisation's invoices.
pub static ALL_INVOICES: Permission = Permission::across("billing.invoices.read-all", &[Role::Finance, Role::Auditor]);
/// Sees what the own organisation was billed for, line by line and use by use, whoever pays.
pub static READ_LINES: Permission = Permission::own(
    "billing.lines.read",
    &[Role::Economist, Role::Administrator, Role::Integrator, Role::Finance, Role::Auditor],
);
