//! What a caller must hold, and what can be charged.

use contracts::Role::{Administrator, Auditor, CaseOfficer, Economist, Integrator, Reader};
use platform::{Aggregation, Meter, MeterKind, Permission};

/// See loans, titles and the budget of the own municipality.
pub(crate) static READ: Permission =
    Permission::own("bibblix.loans.read", &[Reader, CaseOfficer, Economist, Administrator, Integrator, Auditor]);
/// Lend.
pub(crate) static LEND: Permission = Permission::own("bibblix.loans.start", &[CaseOfficer, Integrator]);
/// Receive a returned loan.
pub(crate) static RETURN: Permission = Permission::own("bibblix.loans.return", &[CaseOfficer, Integrator]);
/// Take a loan back: only people, who must give a reason.
pub(crate) static REVERSE: Permission = Permission::own("bibblix.loans.reverse", &[CaseOfficer, Administrator]);
/// Decide the budget.
pub(crate) static SET_BUDGET: Permission = Permission::own("bibblix.budget.set", &[Administrator, CaseOfficer]);

/// A loan priced by the price list, passed on to the municipality as it stands.
pub(crate) static LOAN: Meter =
    Meter { name: "loan", unit: "loan", kind: MeterKind::Amount, aggregation: Aggregation::Sum };
/// A loan out of a bundle bought in advance; billing prices it.
pub(crate) static BUNDLE_LOAN: Meter =
    Meter { name: "bundle-loan", unit: "loan", kind: MeterKind::Quantity, aggregation: Aggregation::Sum };
