//! What a caller must hold.

use contracts::Role::{Administrator, Auditor, CaseOfficer, CouncilMember, Economist, Integrator, Office, Reader};
use platform::Permission;

/// See the councils in which one's municipality has a seat: proposals, roadmap, and closed ballots with everybody's votes. The
/// association's office and auditors see all councils.
pub(crate) static READ: Permission = Permission::own(
    "governance.councils.read",
    &[CouncilMember, Reader, CaseOfficer, Economist, Administrator, Integrator, Office, Auditor],
);
/// Propose what should be made.
pub(crate) static PROPOSE: Permission = Permission::own("governance.proposals.write", &[CouncilMember]);
/// See one's municipality's voting paper. Only people do.
pub(crate) static PAPER: Permission = Permission::own("governance.papers.read", &[CouncilMember]);
/// Vote for one's municipality: only people do, who have just proved who they are.
pub(crate) static VOTE: Permission = Permission::own("governance.votes.cast", &[CouncilMember]).with_step_up();
/// Estimate, open and close ballots, move the roadmap: the association's service managers.
pub(crate) static MANAGE: Permission = Permission::across("governance.councils.manage", &[Office]);
/// Verify the minutes of a meeting that one's municipality led or was chosen for. Only people do.
pub(crate) static VERIFY: Permission = Permission::own("governance.minutes.verify", &[CouncilMember]);
