//! Whose people a provider's are when several organisations use the same one, as a regional partner's: known by a scope that the
//! provider vouches for, never by an address for mail or by what the browser brings.

use std::collections::BTreeSet;

use super::{connection::Refusal, mapping::Arrived};

/// Claims with values `who@scope` (OIDC Sweden, Claims and Scopes 1.0; REFEDS, eduPerson in OpenID Connect).
const SCOPED: [&str; 3] =
    ["https://id.oidc.se/claim/orgAffiliation", "eduperson_principal_name", "eduperson_scoped_affiliation"];
/// Claims that are an organisation number by themselves (OIDC Sweden, Claims and Scopes 1.0).
const NUMBERS: [&str; 1] = ["https://id.oidc.se/claim/orgNumber"];

/// How an organisation's people are told from others' at a provider.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sharing {
    /// The scopes that the organisation has named as its own; none: it has not said.
    pub own: BTreeSet<String>,
    /// Those that each other organisation has named that uses the same provider.
    pub others: Vec<BTreeSet<String>>,
}

impl Sharing {
    /// Whether somebody must come with a scope at all. An organisation that is alone with its provider and has named no scopes takes
    /// everybody whom the provider knows.
    pub fn asks(&self) -> bool {
        !self.own.is_empty() || !self.others.is_empty()
    }

    /// Whether somebody with these verified scopes is the organisation's: by one of its own, or, where it has named none, by one that
    /// no other has.
    pub fn admits<'a>(&self, told: impl IntoIterator<Item = &'a str>) -> bool {
        let others_have = |scope: &str| self.others.iter().any(|these| these.contains(scope));
        let is_own = |scope: &str| if self.own.is_empty() { !others_have(scope) } else { self.own.contains(scope) };
        !self.asks() || told.into_iter().any(is_own)
    }

    /// Whether the organisation may use the provider beside the others.
    ///
    /// # Errors
    /// [`Refusal::ScopesNeeded`] when it has named no scopes; [`Refusal::ScopeTaken`] when another has named one of them.
    pub fn fits(&self) -> Result<(), Refusal> {
        if !self.others.is_empty() && self.own.is_empty() {
            return Err(Refusal::ScopesNeeded);
        }
        if self.others.iter().any(|these| !these.is_disjoint(&self.own)) {
            return Err(Refusal::ScopeTaken);
        }
        Ok(())
    }
}

/// The scopes of a row or a form, with spaces between.
pub fn parted(scopes: &str) -> BTreeSet<String> {
    scopes.split_whitespace().map(str::to_owned).collect()
}

/// The scopes in what an OpenID Connect provider has told. It is believed about them as about the person: no metadata limit them.
pub fn told(arrived: &Arrived) -> BTreeSet<&str> {
    let scoped = SCOPED.iter().flat_map(|name| arrived.values(name));
    let scoped =
        scoped.filter_map(|value| value.split_once('@')).filter(|(who, scope)| !who.is_empty() && is_one(scope));
    let numbers = NUMBERS.iter().flat_map(|name| arrived.values(name)).filter(|number| is_one(number));
    scoped.map(|(_, scope)| scope).chain(numbers).collect()
}

fn is_one(scope: &str) -> bool {
    !scope.is_empty() && !scope.contains(|c: char| c == '@' || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sharing(own: &str, others: &[&str]) -> Sharing {
        Sharing { own: parted(own), others: others.iter().map(|these| parted(these)).collect() }
    }

    #[test]
    fn alone_it_takes_everybody_and_with_others_its_own() {
        assert!(sharing("", &[]).admits([]), "nobody else's provider");
        let named = sharing("sandviken.se 2120002346", &[]);
        assert!(named.admits(["2120002346"]) && named.admits(["gavle.se", "sandviken.se"]));
        for told in [&[][..], &["gavle.se"], &["Sandviken.se"], &["sandviken.se.evil.se"]] {
            assert!(!named.admits(told.iter().copied()), "{told:?}");
        }
        let unnamed = sharing("", &["gavle.se", "ockelbo.se"]);
        assert!(unnamed.admits(["sandviken.se"]));
        assert!(!unnamed.admits([]) && !unnamed.admits(["gavle.se"]) && !unnamed.admits(["ockelbo.se"]));
    }

    #[test]
    fn each_names_scopes_of_its_own() {
        assert_eq!(sharing("", &[]).fits(), Ok(()));
        assert_eq!(sharing("sandviken.se", &["gavle.se", ""]).fits(), Ok(()));
        assert_eq!(sharing("", &["gavle.se"]).fits(), Err(Refusal::ScopesNeeded));
        assert_eq!(sharing("", &[""]).fits(), Err(Refusal::ScopesNeeded), "the other has not said, but is there");
        assert_eq!(sharing("sandviken.se gavle.se", &["ockelbo.se", "gavle.se"]).fits(), Err(Refusal::ScopeTaken));
    }

    #[test]
    fn claims_tell_scopes() {
        let mut arrived = Arrived::default();
        arrived
            .add("https://id.oidc.se/claim/orgAffiliation", ["vera@2120002346", "@2120000001", "a@b@c", "2120000002"]);
        arrived.add("https://id.oidc.se/claim/orgNumber", ["2120002346", "21 20"]);
        arrived.add("eduperson_principal_name", ["vera@sandviken.se"]);
        arrived.add("email", ["vera@gavle.se"]);
        assert_eq!(told(&arrived), BTreeSet::from(["2120002346", "sandviken.se"]));
    }
}
