//! The shape of a response, before any signature is looked at. It only refuses.

use std::collections::HashSet;

use super::statements;
use crate::{
    Connection, Encryption, Reason, Refused, instant,
    names::{self, ASSERTION, DSIG, PROTOCOL, XENC},
    refused::refuse,
    xml::{self, Flaw, IDENTIFIERS, Node},
};

/// Elements that decide who somebody is, or what was signed. By their bare names, whatever namespace they claim: software
/// below looks at some of them that way.
const TELLING: [&str; 4] = ["Response", "Assertion", "EncryptedAssertion", "Signature"];

/// Checks a response as it came.
pub(super) fn check(text: &str, connection: &Connection) -> Result<(), Refused> {
    let root = read(text)?;
    if !root.is(PROTOCOL, "Response") {
        return refuse(Reason::Malformed, "the document is no Response");
    }
    if root.attribute("Version") != Some("2.0") {
        return refuse(Reason::Version, "the version is not 2.0");
    }
    instants(&root)?;
    identifiers(&root)?;
    places(&root)?;
    status(&root)?;
    let assertion = assertion(&root, connection.encryption)?;
    let outer = signature(&root)?;
    if connection.encryption == Encryption::Required {
        if !outer {
            return refuse(Reason::Unsigned, "the response is not signed");
        }
        return encryption(assertion);
    }
    if !signature(assertion)? && !outer {
        return refuse(Reason::Unsigned, "neither response nor assertion is signed");
    }
    parts(assertion)
}

/// Checks a response that was decrypted: the same, now that the assertion can be seen. Says whether it has a signature of its own.
pub(super) fn check_decrypted(root: &Node) -> Result<bool, Refused> {
    identifiers(root)?;
    places(root)?;
    let assertion = assertion(root, Encryption::Forbidden)?;
    parts(assertion)?;
    signature(assertion)
}

/// Exactly the parts that an assertion about a person's authentication has.
fn parts(assertion: &Node) -> Result<(), Refused> {
    if assertion.attribute("Version") != Some("2.0") {
        return refuse(Reason::Version, "the assertion's version is not 2.0");
    }
    let known = |child: &Node| {
        let parts = ["Issuer", "Subject", "Conditions", "AuthnStatement", "AttributeStatement"];
        child.is(DSIG, "Signature") || child.ns == ASSERTION && parts.contains(&child.name.as_str())
    };
    if let Some(strange) = assertion.children.iter().find(|child| !known(child)) {
        return refuse(Reason::Malformed, format!("{} in the assertion", strange.name));
    }
    if assertion.only(ASSERTION, "Conditions").is_none() {
        return refuse(Reason::Condition, "no conditions, or several");
    }
    instants(assertion)?;
    statements::subject(assertion)?;
    statements::authentication(assertion)?;
    Ok(())
}

/// Times are times. The library's own reader of them is not safe to give anything else.
pub(crate) fn instants(node: &Node) -> Result<(), Refused> {
    const TIMES: [&str; 5] = ["IssueInstant", "NotBefore", "NotOnOrAfter", "AuthnInstant", "SessionNotOnOrAfter"];
    let mut bad = None;
    node.each(&mut |node| {
        for at in node.attributes.iter().filter(|at| TIMES.contains(&at.name.as_str())) {
            if instant::read(&at.value).is_none() {
                bad = Some(at.name.clone());
            }
        }
    });
    bad.map_or(Ok(()), |name| refuse(Reason::Malformed, format!("{name} is no time")))
}

/// Reads a document.
pub(crate) fn read(text: &str) -> Result<Node, Refused> {
    xml::parse(text).map_err(|flaw| {
        let reason = match &flaw {
            Flaw::Dtd => Reason::Dtd,
            Flaw::TooLarge(_) => Reason::TooLarge,
            Flaw::Malformed(_) => Reason::Malformed,
        };
        Refused::new(reason, flaw)
    })
}

/// Every identifier once, and none in a namespace: `xml:id` and `x:ID` make two parsers find two elements.
pub(crate) fn identifiers(root: &Node) -> Result<(), Refused> {
    let (mut seen, mut twice, mut strange) = (HashSet::new(), false, false);
    root.each(&mut |node| {
        for at in node.attributes.iter().filter(|at| IDENTIFIERS.contains(&at.name.as_str())) {
            strange |= !at.ns.is_empty();
            twice |= !seen.insert(at.value.clone());
        }
    });
    if strange {
        return refuse(Reason::Wrapped, "an identifier in a namespace");
    }
    if twice {
        return refuse(Reason::DuplicateId, "an identifier stands there twice");
    }
    Ok(())
}

/// Response, assertion and signature only where they belong: the root, its child, and a child of either.
fn places(root: &Node) -> Result<(), Refused> {
    let known = [
        (ASSERTION, "Issuer"),
        (DSIG, "Signature"),
        (PROTOCOL, "Extensions"),
        (PROTOCOL, "Status"),
        (ASSERTION, "Assertion"),
        (ASSERTION, "EncryptedAssertion"),
    ];
    if !root.trimmed().is_empty()
        || !root.children.iter().all(|child| known.iter().any(|(ns, name)| child.is(ns, name)))
    {
        return refuse(Reason::Malformed, "something in the response that does not belong there");
    }
    for child in &root.children {
        let inner = child.is(ASSERTION, "Assertion");
        for below in &child.children {
            // The signature of the assertion itself is looked into by `signature`.
            if !(inner && below.is(DSIG, "Signature")) {
                nothing_telling(below)?;
            }
        }
    }
    Ok(())
}

pub(crate) fn nothing_telling(node: &Node) -> Result<(), Refused> {
    let mut found = None;
    node.each(&mut |node| {
        if TELLING.contains(&node.name.as_str()) {
            found = Some(node.name.clone());
        }
    });
    found.map_or(Ok(()), |name| refuse(Reason::Wrapped, format!("{name} where it does not belong")))
}

fn status(root: &Node) -> Result<(), Refused> {
    let code = root.only(PROTOCOL, "Status").and_then(|status| status.only(PROTOCOL, "StatusCode"));
    let Some(code) = code else { return refuse(Reason::Malformed, "no status, or several") };
    let value = |node: &Node| node.attribute("Value").unwrap_or_default().chars().take(200).collect::<String>();
    if value(code) == names::SUCCESS {
        return Ok(());
    }
    let codes = std::iter::once(code).chain(code.first(PROTOCOL, "StatusCode"));
    Err(Refused {
        status: codes.map(value).collect(),
        ..Refused::new(Reason::Status, "the provider says that it failed")
    })
}

/// The one assertion, encrypted or not as the connection has it.
fn assertion(root: &Node, encryption: Encryption) -> Result<&Node, Refused> {
    let found = |child: &&Node| child.is(ASSERTION, "Assertion") || child.is(ASSERTION, "EncryptedAssertion");
    let mut all = root.children.iter().filter(found);
    let Some(assertion) = all.next() else { return refuse(Reason::NoAssertion, "no assertion") };
    if all.next().is_some() {
        return refuse(Reason::TwoAssertions, "more than one assertion");
    }
    match (encryption, assertion.name.as_str()) {
        (Encryption::Required, "Assertion") => refuse(Reason::NotEncrypted, "the assertion is not encrypted"),
        (Encryption::Forbidden, "EncryptedAssertion") => {
            refuse(Reason::EncryptedForbidden, "the assertion is encrypted")
        }
        _ => Ok(assertion),
    }
}

/// Whether the element is signed, by a signature of the only shape that is taken: one reference, to the element itself (Core
/// 5.4.2), with the transforms that leave all of it signed (5.4.4).
pub(crate) fn signature(node: &Node) -> Result<bool, Refused> {
    let mut all = node.all(DSIG, "Signature");
    let Some(signature) = all.next() else { return Ok(false) };
    if all.next().is_some() {
        return refuse(Reason::Wrapped, "several signatures");
    }
    for below in &signature.children {
        nothing_telling(below)?;
    }
    let mut commented = false;
    signature.each(&mut |node| commented |= node.commented);
    let parts: Vec<&str> =
        signature.children.iter().filter(|part| part.ns == DSIG).map(|part| part.name.as_str()).collect();
    let whole =
        matches!(parts.as_slice(), ["SignedInfo", "SignatureValue"] | ["SignedInfo", "SignatureValue", "KeyInfo"]);
    if commented || !whole || parts.len() != signature.children.len() {
        return refuse(Reason::Reference, "a signature with other parts than it needs");
    }
    let value = signature.first(DSIG, "SignatureValue").filter(|value| value.children.is_empty());
    if value.is_none_or(|value| value.trimmed().is_empty()) {
        return refuse(Reason::Signature, "an empty signature");
    }
    let info = signature.first(DSIG, "SignedInfo").ok_or_else(|| Refused::new(Reason::Reference, "no SignedInfo"))?;
    signed_info(info, node.attribute("ID").unwrap_or_default())?;
    Ok(true)
}

fn signed_info(info: &Node, id: &str) -> Result<(), Refused> {
    let [canonical, method, reference] = info.children.as_slice() else {
        return refuse(Reason::Reference, "not exactly one reference");
    };
    let shaped = canonical.is(DSIG, "CanonicalizationMethod")
        && method.is(DSIG, "SignatureMethod")
        && reference.is(DSIG, "Reference");
    if !shaped {
        return refuse(Reason::Reference, "SignedInfo has another shape");
    }
    let algorithm = |node: &Node| node.attribute("Algorithm").unwrap_or_default().to_owned();
    if algorithm(canonical) != names::EXCLUSIVE {
        return refuse(Reason::Algorithm, format!("canonicalisation {}", algorithm(canonical)));
    }
    if !names::SIGNATURES.contains(&algorithm(method).as_str()) || !method.children.is_empty() {
        return refuse(Reason::Algorithm, format!("signature {}", algorithm(method)));
    }
    if id.is_empty() || reference.attribute("URI").and_then(|uri| uri.strip_prefix('#')) != Some(id) {
        return refuse(Reason::Reference, "the signature is over something else");
    }
    let [transforms, digest, value] = reference.children.as_slice() else {
        return refuse(Reason::Reference, "the reference has another shape");
    };
    let shaped = transforms.is(DSIG, "Transforms") && digest.is(DSIG, "DigestMethod") && value.is(DSIG, "DigestValue");
    if !shaped || !value.children.is_empty() {
        return refuse(Reason::Reference, "the reference has another shape");
    }
    if !names::DIGESTS.contains(&algorithm(digest).as_str()) {
        return refuse(Reason::Algorithm, format!("digest {}", algorithm(digest)));
    }
    let plain = |node: &Node| {
        let inclusive = |child: &Node| child.is(names::EXCLUSIVE, "InclusiveNamespaces");
        node.is(DSIG, "Transform") && node.children.iter().all(inclusive)
    };
    let names: Vec<String> = transforms.children.iter().map(algorithm).collect();
    match names.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [names::ENVELOPED, names::EXCLUSIVE] if transforms.children.iter().all(plain) => Ok(()),
        _ => refuse(Reason::Algorithm, format!("transforms {}", names.join(" "))),
    }
}

/// One EncryptedData with one EncryptedKey in it, by algorithms that are taken.
fn encryption(encrypted: &Node) -> Result<(), Refused> {
    let data = encrypted.only(XENC, "EncryptedData");
    let Some(data) = data.filter(|_| encrypted.children.len() == 1) else {
        return refuse(Reason::Malformed, "an encrypted assertion of another shape");
    };
    let key = data.only(DSIG, "KeyInfo").and_then(|info| info.only(XENC, "EncryptedKey"));
    let Some(key) = key else {
        return refuse(
            Reason::Malformed,
            "the encrypted key is not where it is read: once, in the KeyInfo of EncryptedData",
        );
    };
    let method = |node: &Node| {
        let method = node.only(XENC, "EncryptionMethod").and_then(|method| method.attribute("Algorithm"));
        method.unwrap_or_default().to_owned()
    };
    if !names::CONTENT_ENCRYPTION.contains(&method(data).as_str()) {
        return refuse(Reason::Algorithm, format!("encryption {}", method(data)));
    }
    if !names::KEY_TRANSPORT.contains(&method(key).as_str()) {
        return refuse(Reason::Algorithm, format!("key transport {}", method(key)));
    }
    // Ciphertext that lies elsewhere would be fetched.
    let here = |node: &Node| {
        node.only(XENC, "CipherData")
            .is_some_and(|data| data.children.len() == 1 && data.only(XENC, "CipherValue").is_some())
    };
    if here(data) && here(key) { Ok(()) } else { refuse(Reason::Malformed, "ciphertext that is not in the message") }
}
