//! The register's rules: names, who is a member when, when a subscription may start and end.

use std::str::FromStr;

use chrono::{Days, NaiveDate};
use contracts::{Tenant, members::OrganisationKind, tenant::NotATenant};
use platform::Rule;

/// How far ahead a subscription may be entered, in days.
const FARTHEST: Days = Days::new(2 * 366);

/// Why a subscription can't start or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No shared service has that name.
    #[error("there is no shared service with that name")]
    UnknownService,
    /// The agreement's organisation is no member on the first day.
    #[error("the organisation that holds the agreement is not a member of the association on the first day")]
    NotAMember,
    /// The user, the member or the payer is not in the register.
    #[error("there is no such organisation in the register")]
    UnknownOrganisation,
    /// It uses the service already on that day or later.
    #[error("the organisation already uses the service then, or has it planned")]
    AlreadySubscribed,
    /// The last day is before the first.
    #[error("the last day is before the first")]
    EndsBeforeBeginning,
    /// It has ended, or its end is entered.
    #[error("the subscription already has a last day")]
    AlreadyEnded,
    /// More than two years ahead.
    #[error("the day is more than two years ahead")]
    TooFarAhead,
    /// The department's name is too short or too long.
    #[error("write the department's name in 3 to 80 characters")]
    Department,
    /// The contact is no e-mail address.
    #[error("write the e-mail address of the function that answers, at most 120 characters")]
    Contact,
}

impl Rule for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownService => "unknown-service",
            Self::NotAMember => "not-a-member",
            Self::UnknownOrganisation => "unknown-organisation",
            Self::AlreadySubscribed => "already-subscribed",
            Self::EndsBeforeBeginning => "ends-before-beginning",
            Self::AlreadyEnded => "already-ended",
            Self::TooFarAhead => "too-far-ahead",
            Self::Department => "department",
            Self::Contact => "contact",
        }
    }
}

impl Refusal {
    /// The field of the form that it concerns.
    pub const fn field(self) -> &'static str {
        match self {
            Self::UnknownService | Self::AlreadySubscribed => "service",
            Self::NotAMember | Self::UnknownOrganisation => "member",
            Self::EndsBeforeBeginning | Self::AlreadyEnded => "ends",
            Self::TooFarAhead => "begins",
            Self::Department => "department",
            Self::Contact => "contact",
        }
    }
}

/// A time from a first to a last day; without a last day it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: Option<NaiveDate>,
}

impl Span {
    /// Whether the day is within.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }

    /// Whether some part of it is on the day or later.
    fn reaches(self, day: NaiveDate) -> bool {
        self.last.is_none_or(|last| day <= last)
    }
}

/// Whether a subscription may start: `memberships` are of the agreement's organisation, `uses` the user's earlier times with the
/// same service.
///
/// # Errors
/// The rule that forbids it.
pub fn may_start(begins: NaiveDate, today: NaiveDate, memberships: &[Span], uses: &[Span]) -> Result<(), Refusal> {
    not_too_far(begins, today)?;
    if !memberships.iter().any(|span| span.holds(begins)) {
        return Err(Refusal::NotAMember);
    }
    if uses.iter().any(|span| span.reaches(begins)) {
        return Err(Refusal::AlreadySubscribed);
    }
    Ok(())
}

/// Whether the department that works with a service, and the address of the function there that answers, can be these.
///
/// # Errors
/// Which of them can't.
pub fn department(name: Option<&str>, contact: Option<&str>) -> Result<(), Refusal> {
    if name.is_some_and(|name| !(3..=80).contains(&name.chars().count()) || name.contains(char::is_control)) {
        return Err(Refusal::Department);
    }
    let is_address = |text: &str| {
        let parts = text.split_once('@').filter(|(local, domain)| !local.is_empty() && domain.contains('.'));
        parts.is_some() && text.len() <= 120 && !text.contains(|one: char| one.is_whitespace() || one.is_control())
    };
    if contact.is_some_and(|contact| !is_address(contact)) { Err(Refusal::Contact) } else { Ok(()) }
}

/// Whether a subscription may get a last day.
///
/// # Errors
/// The rule that forbids it.
pub fn may_end(span: Span, ends: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if span.last.is_some() {
        return Err(Refusal::AlreadyEnded);
    }
    if ends < span.first {
        return Err(Refusal::EndsBeforeBeginning);
    }
    not_too_far(ends, today)
}

fn not_too_far(day: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if today.checked_add_days(FARTHEST).is_some_and(|farthest| day > farthest) {
        Err(Refusal::TooFarAhead)
    } else {
        Ok(())
    }
}

/// A municipality's tenant: its folded short name and its code, `upplands-vasby-0114`.
///
/// # Errors
/// When the name holds letters that can't be folded.
pub fn tenant_of(short_name: &str, code: &str) -> Result<Tenant, NotATenant> {
    let folded = fold(short_name).replace(' ', "-");
    Tenant::from_str(&format!("{folded}-{code}"))
}

/// Lower case without the marks on letters: what a search without å, ä and ö finds.
pub fn fold(text: &str) -> String {
    let unmarked = |letter| match letter {
        'å' | 'ä' | 'á' | 'à' => 'a',
        'ö' | 'ó' => 'o',
        'é' | 'è' => 'e',
        'ü' => 'u',
        other => other,
    };
    text.chars().flat_map(char::to_lowercase).map(unmarked).collect()
}

/// What a search looks in. Written `håbo` finds Håbo alone, `habo` both Habo and Håbo.
pub fn search_text(parts: &[&str]) -> String {
    let written = parts.join(" ").to_lowercase();
    format!("{written}\n{}", fold(&written))
}

/// Swedish order of names as text that any database sorts alike.
pub fn sort_key(name: &str) -> String {
    let weights: Vec<String> = ui::format::collation_key(name).iter().map(|weight| format!("{weight:06x}")).collect();
    weights.concat()
}

/// The kind's name in the database, in texts and in the API.
pub const fn kind_name(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Municipality => "municipality",
        OrganisationKind::Federation => "federation",
        OrganisationKind::Organisation => "organisation",
        OrganisationKind::Association => "association",
    }
}

/// The kind of a stored name; what is unknown is just an organisation.
pub fn kind_of(name: &str) -> OrganisationKind {
    match name {
        "municipality" => OrganisationKind::Municipality,
        "federation" => OrganisationKind::Federation,
        "association" => OrganisationKind::Association,
        _ => OrganisationKind::Organisation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn span(first: &str, last: Option<&str>) -> Span {
        Span { first: day(first), last: last.map(day) }
    }

    #[test]
    fn a_department_has_a_name_and_its_contact_an_address() {
        assert_eq!(department(None, None), Ok(()));
        assert_eq!(department(Some("Kultur- och fritidsförvaltningen"), Some("kultur@habo.example")), Ok(()));
        for name in ["", "Ku", &"x".repeat(81), "Kultur\n"] {
            assert_eq!(department(Some(name), None), Err(Refusal::Department), "{name}");
        }
        for contact in ["", "kultur", "@habo.example", "kultur@habo", "kul tur@habo.example"] {
            assert_eq!(department(None, Some(contact)), Err(Refusal::Contact), "{contact}");
        }
    }

    #[test]
    fn only_a_member_may_start_and_only_once() {
        let today = day("2026-11-22");
        let member = [span("2005-03-01", Some("2010-12-31")), span("2020-01-01", None)];
        let start = |begins: &str, uses: &[Span]| may_start(day(begins), today, &member, uses);
        assert_eq!(start("2026-12-01", &[]), Ok(()));
        assert_eq!(start("2015-01-01", &[]), Err(Refusal::NotAMember));
        assert_eq!(start("2026-12-01", &[span("2025-01-01", None)]), Err(Refusal::AlreadySubscribed));
        assert_eq!(
            start("2026-12-01", &[span("2027-01-01", None)]),
            Err(Refusal::AlreadySubscribed),
            "planned counts too"
        );
        assert_eq!(start("2026-12-01", &[span("2025-01-01", Some("2026-12-01"))]), Err(Refusal::AlreadySubscribed));
        assert_eq!(start("2026-12-02", &[span("2025-01-01", Some("2026-12-01"))]), Ok(()));
        assert_eq!(start("2029-01-01", &[]), Err(Refusal::TooFarAhead));
    }

    #[test]
    fn an_end_comes_once_and_not_before_the_beginning() {
        let today = day("2026-11-22");
        let open = span("2026-01-01", None);
        assert_eq!(may_end(open, day("2026-01-01"), today), Ok(()));
        assert_eq!(may_end(open, day("2025-12-31"), today), Err(Refusal::EndsBeforeBeginning));
        assert_eq!(
            may_end(span("2026-01-01", Some("2026-12-31")), day("2026-12-31"), today),
            Err(Refusal::AlreadyEnded)
        );
        assert_eq!(may_end(open, NaiveDate::MAX, today), Err(Refusal::TooFarAhead));
    }

    #[test]
    fn searching_folds_one_way_only() {
        let habo = search_text(&["Habo kommun", "0643"]);
        let haabo = search_text(&["Håbo kommun", "0305"]);
        assert!(habo.contains("habo") && haabo.contains("habo"));
        assert!(!habo.contains("håbo") && haabo.contains("håbo"));
    }

    #[test]
    fn sort_keys_sort_as_swedish_does() {
        let mut names = ["Öckerö", "Ängelholm", "Åre", "Habo", "Håbo", "Arboga"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Arboga", "Habo", "Håbo", "Åre", "Ängelholm", "Öckerö"]);
    }

    #[test]
    fn kinds_survive_the_database() {
        for kind in [
            OrganisationKind::Municipality,
            OrganisationKind::Federation,
            OrganisationKind::Organisation,
            OrganisationKind::Association,
        ] {
            assert_eq!(kind_of(kind_name(kind)), kind);
            assert_eq!(serde_json::to_value(kind).unwrap(), kind_name(kind));
        }
    }
}
