//! What this half of billing lets whom do.

use contracts::Role::{Administrator, Auditor, CaseOfficer, Economist, Finance, Integrator, Operator, Reader};
use platform::Permission;

/// See what the own organisation's use costs.
pub(crate) static COST: Permission =
    Permission::own("billing.cost.read", &[Reader, CaseOfficer, Economist, Administrator, Auditor]);
/// See the own organisation's single uses.
pub(crate) static USAGE: Permission =
    Permission::own("billing.usage.read", &[Reader, Economist, Administrator, Integrator, Auditor]);
/// Tell use of the own organisation.
pub(crate) static SEND: Permission = Permission::own("billing.usage.send", &[Integrator, Finance, Operator]);
/// Tell use of any organisation.
pub(crate) static SEND_ACROSS: Permission = Permission::across("billing.usage.send-across", &[Finance, Operator]);
/// See every price version.
pub(crate) static PRICES: Permission = Permission::across("billing.prices.read", &[Finance, Auditor]);
/// Add a price version.
pub(crate) static ADD_PRICE: Permission = Permission::across("billing.prices.add", &[Finance]);
/// See every one-off charge.
pub(crate) static CHARGES: Permission = Permission::across("billing.charges.read", &[Finance, Auditor]);
/// Add a one-off charge.
pub(crate) static ADD_CHARGE: Permission = Permission::across("billing.charges.add", &[Finance]);
/// See use that waits, and how the services' own counts compare.
pub(crate) static CONTROL: Permission = Permission::across("billing.control.read", &[Finance, Operator, Auditor]);
/// Try waiting use again or drop it with a reason.
pub(crate) static RESOLVE: Permission = Permission::across("billing.quarantine.resolve", &[Finance, Operator]);
