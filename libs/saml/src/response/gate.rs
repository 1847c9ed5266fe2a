//! Our own gate, over what was verified: all that the protocol's checks leave open.

use chrono::{DateTime, Utc};

use super::{OLDEST, SKEW, shape, statements, verify, verify::Verified};
use crate::{
    Connection, Encryption, Identity, Pending, Reason, Refused, instant,
    names::{self, ASSERTION},
    refused::refuse,
    xml::Node,
};

/// Lets an identity pass.
pub(super) fn pass(
    connection: &Connection,
    pending: &Pending,
    verified: &Verified,
    now: DateTime<Utc>,
) -> Result<Identity, Refused> {
    let root = shape::read(&verified.text)?;
    let inner = shape::check_decrypted(&root)?;
    let Some(assertion) = root.only(ASSERTION, "Assertion") else {
        return refuse(Reason::NoAssertion, "no assertion");
    };
    algorithms(verified)?;
    if inner {
        inner_signature(connection, verified, assertion)?;
    }
    issuers(&root, assertion, &connection.provider.entity_id)?;
    if root.attribute("InResponseTo") != Some(pending.id.as_str()) {
        return refuse(Reason::InResponseTo, "the response answers another request");
    }
    age(&root, now)?;
    age(assertion, now)?;
    let subject = statements::subject(assertion)?;
    let authentication = statements::authentication(assertion)?;
    assurance(connection, pending, &authentication, now)?;
    let attributes = statements::attributes(assertion)?;
    let scoped = statements::scoped(&attributes, connection)?;
    Ok(Identity {
        provider: connection.provider.entity_id.clone(),
        name_id: subject.name_id,
        name_id_format: subject.format,
        name_qualifier: subject.name_qualifier,
        sp_name_qualifier: subject.sp_name_qualifier,
        session_index: authentication.session_index,
        session_ends: authentication.ends,
        class: authentication.class,
        authenticated_at: authentication.at,
        assertion_id: assertion.attribute("ID").unwrap_or_default().to_owned(),
        attributes,
        scoped,
    })
}

/// What was verified was verified by an algorithm that is taken. The shape has said so already, of what stood in the text; this
/// is what the verifier itself says.
fn algorithms(verified: &Verified) -> Result<(), Refused> {
    if verified.signatures.is_empty() {
        return refuse(Reason::Unsigned, "nothing was verified");
    }
    let strange = verified.signatures.iter().find(|(uri, _)| !names::SIGNATURES.contains(&uri.as_str()));
    strange.map_or(Ok(()), |(uri, _)| refuse(Reason::Algorithm, uri))
}

/// An assertion's own signature must hold too, also within a response whose signature does.
fn inner_signature(connection: &Connection, verified: &Verified, assertion: &Node) -> Result<(), Refused> {
    let over_it = verified.signatures.iter().any(|(_, over_assertion)| *over_assertion);
    match connection.encryption {
        Encryption::Forbidden if over_it => Ok(()),
        Encryption::Forbidden => refuse(Reason::Signature, "the assertion's own signature does not hold"),
        // It came out of the ciphertext, where the verifier has not looked.
        Encryption::Required => {
            let text = verified.text.get(assertion.start..assertion.end).unwrap_or_default();
            verify::is_signed(text, &connection.provider.signing)
        }
    }
}

/// Core 2.2.5: an issuer has no format, or that of an entity. The assertion must have one, the response may.
fn issuers(root: &Node, assertion: &Node, expected: &str) -> Result<(), Refused> {
    let good = |issuer: &Node| is_issuer(issuer, expected);
    let of_assertion = assertion.only(ASSERTION, "Issuer").is_some_and(good);
    let several = root.all(ASSERTION, "Issuer").count() > 1;
    if of_assertion && !several && root.all(ASSERTION, "Issuer").all(good) {
        Ok(())
    } else {
        refuse(Reason::Issuer, "issued by another than the provider of the connection")
    }
}

/// Whether it names the entity as the issuer.
pub(crate) fn is_issuer(issuer: &Node, expected: &str) -> bool {
    let format = matches!(issuer.attribute("Format"), None | Some(names::ENTITY_FORMAT));
    format && issuer.children.is_empty() && issuer.trimmed() == expected
}

/// Sweden Connect 6.3.5: what was issued long ago may be stolen.
pub(crate) fn age(node: &Node, now: DateTime<Utc>) -> Result<(), Refused> {
    let issued = node.attribute("IssueInstant").and_then(instant::read);
    let Some(issued) = issued else { return refuse(Reason::Malformed, "no time of issue") };
    if now - issued > OLDEST + SKEW {
        return refuse(Reason::TooOld, format!("issued at {issued}"));
    }
    if issued - now > SKEW {
        return refuse(Reason::NotYetValid, format!("issued at {issued}"));
    }
    Ok(())
}

/// Core 3.3.2.2.1, Sweden Connect 6.3.4: exactly one of the classes asked for; one that the provider is certified for; and anew,
/// if that was asked for (6.3.5).
fn assurance(
    connection: &Connection,
    pending: &Pending,
    found: &statements::Authentication,
    now: DateTime<Utc>,
) -> Result<(), Refused> {
    if !pending.classes.is_empty() && !pending.classes.contains(&found.class) {
        return refuse(Reason::Assurance, &found.class);
    }
    if !connection.provider.is_certified_for(&found.class) {
        return refuse(Reason::AssuranceNotCertified, &found.class);
    }
    if found.at - now > SKEW {
        return refuse(Reason::NotYetValid, format!("authenticated at {}", found.at));
    }
    if pending.force && pending.at - found.at > SKEW {
        return refuse(Reason::StaleAuthentication, format!("authenticated at {}", found.at));
    }
    Ok(())
}
