//! What of the reads in the register somebody else must look at. The register holds children and young people, some of them with a
//! protected identity, so whoever reads without a reason must expect to be asked (GDPR, article 32.4; offentlighets- och
//! sekretesslagen 2009:400, 23 kap. and 22 kap. 1 §).

use platform::audit::{Follows, Pick};

/// How many years the audit log, and the access log in it, are kept: who has read can be asked for as long as health care must be able to
/// tell it (HSLF-FS 2016:40, 4 kap. 9 §), no law says it for this register.
pub(crate) const LOG_YEARS: u32 = 5;

/// Who was shown whom: the access log. A quotation mark in a name stands escaped in what is noted, so that no name is a mark.
const READS: &str = "SELECT a.tenant, a.id, a.at, a.actor, a.action AS act, a.object, \
    a.detail LIKE '%\"protected\":true%' AS protected FROM audit a \
    WHERE a.action LIKE 'uka.why.%' AND a.at >= $1 AND a.at < $2";

/// A sample of each month, every read about a protected identity, whole registers leafed through, evenings and weekends.
pub(crate) const FOLLOWS: Follows = Follows {
    reads: Some(READS),
    rules: &[Pick::Sample(5), Pick::Protected, Pick::Many(150), Pick::OutOfHours(6, 20)],
};
