//! Access for the association's own people to an organisation's data, to help it: asked for with a reason, given by the organisation
//! itself, for hours, and over by itself.

use chrono::{DateTime, TimeDelta, Utc};
use contracts::{Grant, Role, Tenant};
use uuid::Uuid;

use super::role;

/// How long access may be asked for, in hours: a telephone call, a morning, a day, a weekend with its Monday.
pub const HOURS: [i64; 5] = [1, 4, 8, 24, 72];
/// The roles that can be asked for: to see what the organisation sees, or to do what its staff does. Nobody helps by deciding for it.
pub const ROLES: [Role; 2] = [Role::Reader, Role::CaseOfficer];
/// A reason that says something, in characters.
const REASON: std::ops::RangeInclusive<usize> = 10..=500;
/// What the organisation has not answered by then is over.
pub const ANSWERED_WITHIN: TimeDelta = TimeDelta::days(7);

/// How far it has come, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The organisation has not answered.
    Asked,
    /// It has said yes.
    Given,
    /// It has said no.
    Refused,
    /// The one who asked needs it no more, and has said so before there was an answer.
    Withdrawn,
    /// Somebody has ended it, or its time was over.
    Ended,
    /// Nobody answered in time.
    Lapsed,
}

impl Step {
    const ALL: [Self; 6] = [Self::Asked, Self::Given, Self::Refused, Self::Withdrawn, Self::Ended, Self::Lapsed];

    /// As it is kept, and as its texts are called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Given => "given",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Ended => "ended",
            Self::Lapsed => "lapsed",
        }
    }

    /// The step of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Where it stands at a moment: what is over by the clock is over before anything notes it. `answer_by` and `until` as kept.
    pub fn at(self, now: DateTime<Utc>, answer_by: DateTime<Utc>, until: Option<DateTime<Utc>>) -> Self {
        match self {
            Self::Asked if answer_by <= now => Self::Lapsed,
            Self::Given if until.is_none_or(|until| until <= now) => Self::Ended,
            stands => stands,
        }
    }
}

/// What somebody of the association writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    pub organisation: String,
    pub role: String,
    /// None: every service.
    pub service: Option<String>,
    pub hours: i64,
    pub reason: String,
}

/// Access that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub tenant: Tenant,
    pub grant: Grant,
    pub hours: i64,
    pub reason: String,
}

/// Why access is not asked for or given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("choose one of the organisations")]
    Organisation,
    #[error("choose reader or case officer")]
    Role,
    #[error("choose a service of the platform, or all")]
    Service,
    #[error("choose how many hours: 1, 4, 8, 24 or 72")]
    Hours,
    #[error("say in 10 to 500 characters what the access is needed for: the organisation reads it")]
    Reason,
    #[error("there is access of yours in that organisation already, or it has been asked for: end it first")]
    Known,
    #[error("nobody gives herself access: ask a colleague")]
    Own,
    #[error("it has been decided or ended already")]
    Over,
}

impl Refusal {
    /// The field of the form that is wrong, if one is.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Organisation | Self::Known => Some("organisation"),
            Self::Role => Some("role"),
            Self::Service => Some("service"),
            Self::Hours => Some("hours"),
            Self::Reason => Some("reason"),
            Self::Own | Self::Over => None,
        }
    }
}

impl platform::Rule for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Organisation => "support-organisation",
            Self::Role => "support-role",
            Self::Service => "support-service",
            Self::Hours => "support-hours",
            Self::Reason => "support-reason",
            Self::Known => "support-known",
            Self::Own => "support-own",
            Self::Over => "support-over",
        }
    }
}

/// Reads what was written. `organisations` are those that there are, `services` the platform's.
///
/// # Errors
/// Everything that is wrong.
pub fn plan(wish: &Wish, organisations: &[Tenant], services: &[&str]) -> Result<Plan, Vec<Refusal>> {
    let mut wrong = Vec::new();
    let known = |tenant: &Tenant| !tenant.is_association() && organisations.contains(tenant);
    let tenant = wish.organisation.parse().ok().filter(known);
    if tenant.is_none() {
        wrong.push(Refusal::Organisation);
    }
    let role = role::named(&wish.role).filter(|role| ROLES.contains(role));
    if role.is_none() {
        wrong.push(Refusal::Role);
    }
    if wish.service.as_ref().is_some_and(|service| !services.contains(&service.as_str())) {
        wrong.push(Refusal::Service);
    }
    if !HOURS.contains(&wish.hours) {
        wrong.push(Refusal::Hours);
    }
    let reason = wish.reason.trim();
    let unreadable = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if !REASON.contains(&reason.chars().count()) || reason.contains(unreadable) {
        wrong.push(Refusal::Reason);
    }
    match (tenant, role) {
        (Some(tenant), Some(role)) if wrong.is_empty() => {
            let grant = Grant { role, service: wish.service.clone() };
            Ok(Plan { tenant, grant, hours: wish.hours, reason: reason.to_owned() })
        }
        _ => Err(wrong),
    }
}

/// Whether somebody may answer for the organisation now.
///
/// # Errors
/// The rule that forbids it.
pub fn answer(stands: Step, asked_by: Uuid, answers: Uuid) -> Result<(), Refusal> {
    match stands {
        Step::Asked if asked_by == answers => Err(Refusal::Own),
        Step::Asked => Ok(()),
        _ => Err(Refusal::Over),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sandviken() -> Tenant {
        "sandviken-2181".parse().unwrap()
    }

    fn wish() -> Wish {
        Wish {
            organisation: "sandviken-2181".into(),
            role: "reader".into(),
            service: Some("bibblix".into()),
            hours: 4,
            reason: " Lånen från i går syns inte. ".into(),
        }
    }

    fn refused(change: impl FnOnce(&mut Wish)) -> Vec<Refusal> {
        let mut wish = wish();
        change(&mut wish);
        plan(&wish, &[sandviken(), Tenant::association()], &["bibblix", "uka"]).err().unwrap_or_default()
    }

    #[test]
    fn all_that_is_wrong_is_named() {
        let made = plan(&wish(), &[sandviken()], &["bibblix"]).unwrap();
        assert_eq!((made.tenant, made.hours, made.reason.as_str()), (sandviken(), 4, "Lånen från i går syns inte."));
        assert_eq!(refused(|wish| wish.organisation = "uppsala-0380".into()), [Refusal::Organisation]);
        assert_eq!(refused(|wish| wish.organisation = "sambruk".into()), [Refusal::Organisation], "their own");
        for role in ["administrator", "council-member", "economist", "operator", ""] {
            assert_eq!(refused(|wish| wish.role = role.into()), [Refusal::Role], "{role}");
        }
        assert_eq!(refused(|wish| wish.service = Some("skolskjuts".into())), [Refusal::Service]);
        for hours in [0, -4, 2, 73, i64::MAX] {
            assert_eq!(refused(|wish| wish.hours = hours), [Refusal::Hours], "{hours}");
        }
        for reason in ["", "        hjälp        ", "tio tecken\0", &"a".repeat(501)] {
            assert_eq!(refused(|wish| wish.reason = reason.into()), [Refusal::Reason], "{reason:?}");
        }
        let all = refused(|wish| *wish = Wish::default());
        assert_eq!(all, [Refusal::Organisation, Refusal::Role, Refusal::Hours, Refusal::Reason]);
    }

    #[test]
    fn it_is_over_by_the_clock() {
        let now = DateTime::UNIX_EPOCH;
        let (before, after) = (now - TimeDelta::seconds(1), now + TimeDelta::seconds(1));
        assert_eq!(Step::Asked.at(now, after, None), Step::Asked);
        assert_eq!(Step::Asked.at(now, now, None), Step::Lapsed);
        assert_eq!(Step::Given.at(now, before, Some(after)), Step::Given, "what was given does not wait for an answer");
        assert_eq!(Step::Given.at(now, after, Some(now)), Step::Ended);
        assert_eq!(Step::Refused.at(now, before, None), Step::Refused);
        for step in Step::ALL {
            assert_eq!(Step::named(step.name()), Some(step));
        }
    }

    #[test]
    fn another_answers_and_once() {
        let (drew, kim) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(answer(Step::Asked, drew, kim), Ok(()));
        assert_eq!(answer(Step::Asked, drew, drew), Err(Refusal::Own));
        for step in [Step::Given, Step::Refused, Step::Withdrawn, Step::Ended, Step::Lapsed] {
            assert_eq!(answer(step, drew, kim), Err(Refusal::Over), "{step:?}");
        }
    }
}
