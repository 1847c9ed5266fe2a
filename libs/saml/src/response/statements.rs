//! Reading what a verified assertion says: of whom, how authenticated, with which attributes.

use chrono::{DateTime, Utc};

use crate::{
    Attributes, Connection, Reason, Refused, Scoped, instant,
    names::{ASSERTION, attribute},
    refused::refuse,
    xml::Node,
};

/// The longest name, in characters (Core 8.3.7 allows 256; some providers write more).
const LONGEST_NAME: usize = 1024;

/// Of whom.
pub(crate) struct Subject {
    pub name_id: String,
    pub format: Option<String>,
    pub name_qualifier: Option<String>,
    pub sp_name_qualifier: Option<String>,
}

/// How authenticated.
pub(super) struct Authentication {
    pub class: String,
    pub at: DateTime<Utc>,
    pub session_index: Option<String>,
    pub ends: Option<DateTime<Utc>>,
}

/// One subject with one name, in plain text, confirmed as a bearer's must be.
pub(super) fn subject(assertion: &Node) -> Result<Subject, Refused> {
    let Some(subject) = assertion.only(ASSERTION, "Subject") else {
        return refuse(Reason::NoNameId, "no subject, or several");
    };
    let known = |child: &Node| child.is(ASSERTION, "NameID") || child.is(ASSERTION, "SubjectConfirmation");
    let name = subject.only(ASSERTION, "NameID").filter(|_| subject.children.iter().all(known));
    let Some(name) = name else { return refuse(Reason::NoNameId, "no name, or several") };
    let found = named(name)?;
    for confirmation in subject.all(ASSERTION, "SubjectConfirmation") {
        let data = confirmation.only(ASSERTION, "SubjectConfirmationData");
        // Profiles 4.1.4.2: a bearer's has no NotBefore.
        if data.is_none_or(|data| data.attribute("NotBefore").is_some()) {
            return refuse(Reason::SubjectConfirmation, "the confirmation has another shape");
        }
    }
    Ok(found)
}

/// A name in plain text.
pub(crate) fn named(name: &Node) -> Result<Subject, Refused> {
    let usable = name.children.is_empty()
        && name.trimmed() == name.text
        && (1..=LONGEST_NAME).contains(&name.text.chars().count())
        && !name.text.chars().any(char::is_control)
        && !name.text.trim().is_empty();
    if !usable {
        return refuse(Reason::NoNameId, "the name is empty, too long or not plain");
    }
    let attribute = |key: &str| name.attribute(key).map(str::to_owned);
    Ok(Subject {
        name_id: name.text.clone(),
        format: attribute("Format"),
        name_qualifier: attribute("NameQualifier"),
        sp_name_qualifier: attribute("SPNameQualifier"),
    })
}

/// One statement about authentication, with one class.
pub(super) fn authentication(assertion: &Node) -> Result<Authentication, Refused> {
    let Some(statement) = assertion.only(ASSERTION, "AuthnStatement") else {
        return refuse(Reason::NoAuthnStatement, "no statement about authentication, or several");
    };
    let class =
        statement.only(ASSERTION, "AuthnContext").and_then(|context| context.only(ASSERTION, "AuthnContextClassRef"));
    let class = class.filter(|class| class.children.is_empty() && !class.trimmed().is_empty());
    let at = statement.attribute("AuthnInstant").and_then(instant::read);
    let (Some(class), Some(at)) = (class, at) else {
        return refuse(Reason::NoAuthnStatement, "it says no class, or no time");
    };
    let ends = match statement.attribute("SessionNotOnOrAfter").map(instant::read) {
        Some(None) => return refuse(Reason::Malformed, "the session's end is no time"),
        Some(ends) => ends,
        None => None,
    };
    let session_index = statement.attribute("SessionIndex").map(str::to_owned);
    Ok(Authentication { class: class.trimmed().to_owned(), at, session_index, ends })
}

/// All attributes whose values are plain text. A value with elements in it is passed over: whoever took its text would take a part.
pub(super) fn attributes(assertion: &Node) -> Result<Attributes, Refused> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut statements = assertion.all(ASSERTION, "AttributeStatement");
    let Some(statement) = statements.next() else { return Ok(Attributes::default()) };
    if statements.next().is_some() {
        return refuse(Reason::Malformed, "several statements with attributes");
    }
    for node in &statement.children {
        // Sweden Connect 6.1 forbids EncryptedAttribute.
        let name = node.attribute("Name").filter(|name| node.is(ASSERTION, "Attribute") && !name.trim().is_empty());
        let Some(name) = name else { return refuse(Reason::Malformed, "an attribute that can't be read") };
        let values = node.all(ASSERTION, "AttributeValue").filter(|value| value.children.is_empty());
        let values = values.map(|value| value.trimmed().to_owned()).filter(|value| !value.is_empty());
        match found.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => known.extend(values),
            None => found.push((name.to_owned(), values.collect())),
        }
    }
    Ok(Attributes(found))
}

/// The scoped values, each with a scope that the provider may use. One that has another refuses the whole answer: a provider
/// that speaks for others is not to be believed in the rest.
pub(super) fn scoped(attributes: &Attributes, connection: &Connection) -> Result<Vec<Scoped>, Refused> {
    let mut found = Vec::new();
    for (name, values) in attributes.iter() {
        if !attribute::SCOPED.contains(&name) && !attribute::SCOPED_BY_NAME.contains(&name) {
            continue;
        }
        for value in values {
            let parts = value.split_once('@').filter(|(local, scope)| !local.is_empty() && !scope.is_empty());
            let parts = parts.filter(|(_, scope)| !scope.contains('@') && !scope.contains(char::is_whitespace));
            let Some((local, scope)) = parts else {
                return refuse(Reason::Scope, format!("a value of {name} without a scope"));
            };
            if !connection.scopes.allow(&connection.provider, scope) {
                return refuse(Reason::Scope, format!("{name}: {scope}"));
            }
            found.push(Scoped { attribute: name.into(), local: local.into(), scope: scope.into() });
        }
    }
    Ok(found)
}
