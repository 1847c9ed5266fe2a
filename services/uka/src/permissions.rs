//! What a caller must hold, and what can be charged. Readers and auditors get nothing here: the register is for those who work in it,
//! and of them it demands a fresh sign-in at assurance level 3.

use contracts::Role::{Administrator, CaseOfficer, Integrator};
use platform::{Aggregation, Meter, MeterKind, Permission};

/// See the young people of the own municipality, but for those with a protected identity.
pub(crate) static READ: Permission =
    Permission::own("uka.youths.read", &[CaseOfficer, Administrator, Integrator]).with_step_up_of_people();
/// Register: case officers, and the system of upper secondary admissions.
pub(crate) static REGISTER: Permission =
    Permission::own("uka.youths.register", &[CaseOfficer, Administrator, Integrator]).with_step_up_of_people();
/// Look somebody up by personal number.
pub(crate) static FIND: Permission = Permission::own("uka.youths.find", &[CaseOfficer, Administrator]).with_step_up();
/// Contacts, measures, closing, marking an identity as protected: only people.
pub(crate) static WORK: Permission = Permission::own("uka.cases.work", &[CaseOfficer, Administrator]).with_step_up();
/// Open and work with those who have a protected identity. Not looked for at the door but at each person.
pub(crate) static PROTECTED: Permission = Permission::own("uka.protected.read", &[Administrator]);
/// See who has read what about somebody.
pub(crate) static ACCESSES: Permission = Permission::own("uka.accesses.read", &[Administrator]).with_step_up();

/// The highest number of young people registered at the same time in a month. Contacts cost nothing: that would punish good work.
///
/// It is told as increases: each time that a month's peak grows, by how much it grew, so that the month's sum is its peak. Billing
/// knows [`Aggregation::Max`] too, but with it the sums that everybody else draws from the same events (tallies, control totals,
/// the portal's figures) would not be the number that is charged.
pub(crate) static PEAK: Meter = Meter {
    name: "registered-youth-peak-month",
    unit: "person",
    kind: MeterKind::Quantity,
    aggregation: Aggregation::Sum,
};
