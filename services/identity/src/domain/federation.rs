//! A federation, whose signed metadata describe its members' identity providers: what the office must say of it, when it is asked
//! again, and how its list is searched.

use chrono::{DateTime, TimeDelta, Utc};
use saml::Certificate;

use super::connection::address;

/// Federations that an installation may know; a Swedish municipality meets three or four.
pub const MOST: u64 = 20;
/// Certificates that may have signed: the one of today, the next, and room for a mistake.
const MOST_CERTIFICATES: usize = 5;
/// The longest text with certificates, in bytes.
pub const LONGEST_CERTIFICATES: usize = 30_000;
/// The earliest that a federation is asked again: it is a service to many.
const EARLIEST: TimeDelta = TimeDelta::minutes(5);
/// The latest that it is asked again after it has failed.
const LATEST: TimeDelta = TimeDelta::hours(1);
/// What chance is a part of.
pub const WHOLE: u32 = 1000;
/// How long before its end the office is told that nothing newer has come (the metadata library's alarm).
const ALARM: TimeDelta = TimeDelta::hours(24);

/// How a federation tells of its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// All of them in one signed list.
    List,
    /// One at a time, signed each, by a metadata query service (draft-young-md-query).
    Query,
}

/// What the office writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    pub name: String,
    pub kind: String,
    pub address: String,
    /// PEM, one after the other.
    pub certificates: String,
    /// Empty: whoever registered a provider.
    pub authority: String,
    /// The provider that a query service is tried with.
    pub probe: String,
}

/// A federation that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub name: String,
    pub kind: Kind,
    pub address: String,
    pub certificates: Vec<Certificate>,
    pub authority: Option<String>,
    pub probe: Option<String>,
}

/// Why a federation is not kept or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("give it a name of 1 to 60 characters")]
    Name,
    #[error("choose a list or a query service")]
    Kind,
    #[error("the address begins with https:// and has no #")]
    Address,
    #[error("paste one to five certificates in PEM, with RSA keys of 2048 bits or more, or on P-256, P-384 or P-521")]
    Certificates,
    #[error("a registration authority is an address or a name without blanks")]
    Authority,
    #[error("name the entity id of a provider that the query service can be tried with")]
    Probe,
    #[error("there is a federation with that address already")]
    Known,
    #[error("there are at most 20 federations")]
    TooMany,
    #[error("organisations are connected through the federation: their connections are removed first")]
    InUse,
}

impl Kind {
    /// As it is kept and sent.
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Query => "query",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::List, Self::Query].into_iter().find(|one| one.name() == name)
    }
}

impl Refusal {
    /// The field of the form that is wrong, if one is.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("name"),
            Self::Kind => Some("kind"),
            Self::Address | Self::Known => Some("address"),
            Self::Certificates => Some("certificates"),
            Self::Authority => Some("authority"),
            Self::Probe => Some("probe"),
            Self::TooMany | Self::InUse => None,
        }
    }
}

impl platform::Rule for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Name => "federation-name",
            Self::Kind => "federation-kind",
            Self::Address => "federation-address",
            Self::Certificates => "federation-certificates",
            Self::Authority => "federation-authority",
            Self::Probe => "federation-probe",
            Self::Known => "federation-known",
            Self::TooMany => "federations-too-many",
            Self::InUse => "federation-in-use",
        }
    }
}

/// Reads what the office has written. `plain` lets addresses on the own machine be unencrypted, as in a demonstration.
///
/// # Errors
/// Everything that is wrong.
pub fn plan(wish: &Wish, plain: bool) -> Result<Plan, Vec<Refusal>> {
    let mut wrong = Vec::new();
    let (name, place) = (wish.name.trim(), wish.address.trim());
    if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        wrong.push(Refusal::Name);
    }
    let kind = Kind::named(&wish.kind);
    if kind.is_none() {
        wrong.push(Refusal::Kind);
    }
    if address(place, plain).is_none() {
        wrong.push(Refusal::Address);
    }
    let certificates = certificates(&wish.certificates);
    wrong.extend(certificates.as_ref().err());
    let named = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let (authority, probe) = (named(&wish.authority), named(&wish.probe));
    if authority.as_ref().is_some_and(|text| !is_entity_id(text)) {
        wrong.push(Refusal::Authority);
    }
    if probe.as_ref().map_or(kind == Some(Kind::Query), |text| !is_entity_id(text)) {
        wrong.push(Refusal::Probe);
    }
    match (kind, certificates) {
        (Some(kind), Ok(certificates)) if wrong.is_empty() => {
            let probe = probe.filter(|_| kind == Kind::Query);
            Ok(Plan { name: name.to_owned(), kind, address: place.to_owned(), certificates, authority, probe })
        }
        _ => Err(wrong),
    }
}

/// The certificates of a text in PEM. What stands between them is no part of them.
///
/// # Errors
/// [`Refusal::Certificates`] when there is none, too many, or one that can't be used.
pub fn certificates(text: &str) -> Result<Vec<Certificate>, Refusal> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    if text.len() > LONGEST_CERTIFICATES {
        return Err(Refusal::Certificates);
    }
    let mut found: Vec<Certificate> = Vec::new();
    for (at, _) in text.match_indices(BEGIN) {
        let one = text.get(at..).map(Certificate::from_pem);
        let one = one.and_then(Result::ok).ok_or(Refusal::Certificates)?;
        if !found.contains(&one) {
            found.push(one);
        }
    }
    if (1..=MOST_CERTIFICATES).contains(&found.len()) { Ok(found) } else { Err(Refusal::Certificates) }
}

/// As an entity's name may be (Core 8.3.6).
pub fn is_entity_id(text: &str) -> bool {
    (1..=1024).contains(&text.chars().count()) && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// When a federation is asked again after it has answered: up to a tenth earlier than it wishes, so that not all who use it ask in
/// the same second. `chance` is a part of [`WHOLE`].
pub fn next(now: DateTime<Utc>, wished: DateTime<Utc>, chance: u32) -> DateTime<Utc> {
    (wished - part(wished - now, chance)).max(now + EARLIEST)
}

/// When it is asked again after it has failed so many times: twice as late each time, an hour at most.
pub fn again(now: DateTime<Utc>, failures: i32, chance: u32) -> DateTime<Utc> {
    let doubled = EARLIEST * 2_i32.pow(failures.clamp(1, 6).unsigned_abs() - 1);
    let wait = doubled.min(LATEST);
    now + (wait - part(wait, chance)).max(EARLIEST)
}

fn part(of: TimeDelta, chance: u32) -> TimeDelta {
    let tenth = (of / 10).max(TimeDelta::zero());
    TimeDelta::milliseconds(tenth.num_milliseconds() * i64::from(chance.min(WHOLE)) / i64::from(WHOLE))
}

/// The end to warn the office of.
pub fn near_end(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    until.filter(|until| *until - now < ALARM)
}

/// What a provider is found by.
pub fn searchable(names: &[&str], entity_id: &str) -> String {
    let mut text = entity_id.to_lowercase();
    for name in names {
        text.push(' ');
        text.push_str(&name.to_lowercase());
    }
    text
}

/// The patterns, all of which must match, of what was typed; at most eight words.
pub fn patterns(query: &str) -> Vec<String> {
    let escaped = |word: &str| word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    query.to_lowercase().split_whitespace().take(8).map(|word| format!("%{}%", escaped(word))).collect()
}

#[cfg(test)]
mod tests {
    use saml::{Key, keys::Kind as KeyKind};

    use super::*;

    fn pem() -> String {
        let now = DateTime::UNIX_EPOCH;
        let key = Key::make(KeyKind::P256, "federation", now, now + TimeDelta::days(9)).unwrap();
        key.certificate().pem()
    }

    fn wish() -> Wish {
        Wish {
            name: " Skolfederation ".into(),
            kind: "list".into(),
            address: "https://md.example.se/all.xml".into(),
            certificates: pem(),
            ..Wish::default()
        }
    }

    fn refused(change: impl FnOnce(&mut Wish)) -> Vec<Refusal> {
        let mut wish = wish();
        change(&mut wish);
        plan(&wish, false).err().unwrap_or_default()
    }

    #[test]
    fn all_that_is_wrong_is_named() {
        let made = plan(&wish(), false).unwrap();
        assert_eq!((made.name.as_str(), made.kind, made.probe), ("Skolfederation", Kind::List, None));
        assert_eq!(refused(|wish| wish.name = "\n".into()), [Refusal::Name]);
        assert_eq!(refused(|wish| wish.kind = "moa".into()), [Refusal::Kind]);
        assert_eq!(refused(|wish| wish.address = "http://127.0.0.1/".into()), [Refusal::Address]);
        assert_eq!(refused(|wish| wish.authority = "a b".into()), [Refusal::Authority]);
        assert_eq!(refused(|wish| wish.kind = "query".into()), [Refusal::Probe]);
        let both = refused(|wish| (wish.name, wish.certificates) = (String::new(), String::new()));
        assert_eq!(both, [Refusal::Name, Refusal::Certificates]);
    }

    #[test]
    fn one_to_five_certificates_and_all_of_them_usable() {
        let (one, other) = (pem(), pem());
        assert_eq!(certificates(&format!("subject=a\n{one}\n{other}{one}")).unwrap().len(), 2);
        let many = (0..6).map(|_| pem()).collect::<String>();
        let broken = format!("{one}-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----");
        for wrong in ["", "MII", &many, &broken, &"a".repeat(LONGEST_CERTIFICATES + 1)] {
            assert_eq!(certificates(wrong), Err(Refusal::Certificates));
        }
    }

    #[test]
    fn it_is_asked_again_a_little_early_and_later_the_more_often_it_has_failed() {
        let now = DateTime::UNIX_EPOCH;
        let (hour, minutes) = (now + TimeDelta::hours(1), |minutes| now + TimeDelta::minutes(minutes));
        assert_eq!((next(now, hour, 0), next(now, hour, WHOLE)), (hour, minutes(54)));
        assert_eq!(next(now, minutes(5), WHOLE), minutes(5), "never earlier");
        assert_eq!([1, 2, 3].map(|failures| again(now, failures, 0)), [5, 10, 20].map(minutes));
        assert_eq!((again(now, 99, 0), again(now, 99, WHOLE)), (hour, minutes(54)));
    }

    #[test]
    fn the_office_is_told_a_day_before() {
        let now = DateTime::UNIX_EPOCH;
        let after = |hours| Some(now + TimeDelta::hours(hours));
        assert_eq!(near_end(after(25), now), None);
        assert_eq!(near_end(after(23), now), after(23));
        assert_eq!(near_end(None, now), None);
    }

    #[test]
    fn a_provider_is_found_by_its_names_and_its_id() {
        let text = searchable(&["Örebro kommun", "Municipality"], "https://IdP.Orebro.se/idp");
        let finds = |query| patterns(query).iter().all(|one| text.contains(one.trim_matches('%')));
        assert!(finds("örebro") && finds("ÖREBRO idp.orebro") && finds(""));
        assert!(!finds("sandviken"));
        assert_eq!(patterns("50%_"), ["%50\\%\\_%"]);
    }
}
