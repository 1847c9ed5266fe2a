//! What a caller must hold, and what can be charged.

use contracts::Role::{Administrator, Auditor, CaseOfficer, Economist, Employer, Guardian, Integrator, Reader};
use platform::{Aggregation, Meter, MeterKind, Permission};

/// See placements on offer, and how many seats are taken.
pub(crate) static READ: Permission = Permission::own(
    "tillarbetslivet.offers.read",
    &[Reader, CaseOfficer, Economist, Administrator, Integrator, Auditor],
);
/// Offer a placement.
pub(crate) static OFFER: Permission = Permission::own("tillarbetslivet.offers.write", &[CaseOfficer, Integrator]);
/// See pupils' choices and who has which seat: those who place pupils, and nobody else.
pub(crate) static READ_PUPILS: Permission = Permission::own("tillarbetslivet.pupils.read", &[CaseOfficer, Integrator]);
/// Enter a pupil's choice.
pub(crate) static WISH: Permission = Permission::own("tillarbetslivet.wishes.write", &[CaseOfficer, Integrator]);
/// Confirm and cancel: only people.
pub(crate) static PLACE: Permission = Permission::own("tillarbetslivet.placements.write", &[CaseOfficer]);
/// See the placements that one was invited to from outside.
pub(crate) static OWN: Permission = Permission::own("tillarbetslivet.own.read", &[Employer, Guardian]);
/// Approve one of them: whoever does answers for it with her name.
pub(crate) static APPROVE: Permission =
    Permission::own("tillarbetslivet.own.approve", &[Employer, Guardian]).with_step_up();

/// A confirmed placement; cancelled before it begins, it is taken back.
pub(crate) static CONFIRMED: Meter =
    Meter { name: "placement-confirmed", unit: "placement", kind: MeterKind::Quantity, aggregation: Aggregation::Sum };
