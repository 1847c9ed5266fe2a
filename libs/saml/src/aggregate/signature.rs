//! The signature over the whole document, by one of the trusted keys.
//!
//! Verified by the library that `saml-rs` verifies with. What `saml-rs` has for metadata reads the document twice more, into trees of
//! its own, which takes as long again; what it checks that way, this module and [`super::scan`] check: one signature, where the
//! schema has it, one reference, to the root, and transforms that leave all of it signed.

use bergshamra::{DsigContext, KeysManager, VerifyResult};
use saml_rs::crypto::{initialize_crypto_provider, keys::load_certificate};

use super::{AggregateRefused, scan::Scan};
use crate::{
    Certificate, PublicKey,
    names::{self, DSIG},
    xml::{self, Node},
};

/// The longest signature, in bytes: with a chain of certificates it is below 20 kB. Nothing vouches for what stands in it.
const LONGEST: usize = 64 * 1024;
/// Canonicalisations that are taken: all that XML Signature requires or recommends. None of them leaves out an element, an attribute
/// or text. Federations' signers use several; exclusive is only what responses are held to (Core 5.4.3).
const CANONICAL: [&str; 6] = [
    names::EXCLUSIVE,
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    "http://www.w3.org/2006/12/xml-c14n11",
    "http://www.w3.org/2006/12/xml-c14n11#WithComments",
];

/// Verifies the signature, and says by which key.
pub(super) fn verify<'a>(scan: &Scan<'_>, trusted: &'a [Certificate]) -> Result<&'a Certificate, AggregateRefused> {
    if scan.signature.len() > LONGEST {
        return Err(AggregateRefused::TooLarge("signature"));
    }
    let signature = xml::parse(&scan.cut(&scan.signature)?)?;
    let elliptic = shape(&signature, scan.root.id.as_deref())?;
    initialize_crypto_provider().map_err(setup)?;
    let named = named(&signature);
    // What the signature says of its key only decides which trusted key is tried first, since each try takes as long as the
    // document; and, when none fits, what the operators are told.
    let fits = |key: &&Certificate| matches!(key.key(), PublicKey::Ec(_)) == elliptic;
    let (first, then): (Vec<_>, Vec<_>) =
        trusted.iter().filter(fits).partition(|key| named.iter().any(|named| named.spki() == key.spki()));
    let known = !first.is_empty();
    let mut why = None;
    for key in first.into_iter().chain(then) {
        match verified(scan.text, key)? {
            None => return Ok(key),
            Some(reason) => why = Some(reason),
        }
    }
    match why {
        Some(why) if known || named.is_empty() => Err(AggregateRefused::Signature(why)),
        _ => Err(AggregateRefused::WrongKey),
    }
}

/// Verifies with one key: nothing if the signature holds, otherwise why it does not.
fn verified(text: &str, key: &Certificate) -> Result<Option<String>, AggregateRefused> {
    let mut keys = KeysManager::new();
    keys.add_key(load_certificate(&key.base64()).map_err(setup)?);
    // `new` uses given keys only, wants the digest of every reference and none out of place. "Insecure" turns off the checks of a
    // certificate's chain and dates, which decide nothing in metadata.
    let context = DsigContext::new(keys).with_insecure(true);
    let found = match bergshamra::verify(&context, text) {
        Ok(found) => found,
        Err(bergshamra::Error::XmlParse(why)) => return Err(AggregateRefused::malformed(why)),
        Err(error) => return Ok(Some(AggregateRefused::words(error))),
    };
    Ok(match &found {
        VerifyResult::Valid { references, .. } if references.len() == 1 && found.all_reference_digests_verified() => {
            None
        }
        VerifyResult::Valid { .. } => Some("it covers not all".into()),
        VerifyResult::Invalid { reason } => Some(AggregateRefused::words(reason)),
    })
}

fn setup(error: impl std::fmt::Display) -> AggregateRefused {
    AggregateRefused::Setup(AggregateRefused::words(error))
}

/// The certificates that the signature names. They are not trusted.
fn named(signature: &Node) -> Vec<Certificate> {
    let data = signature.all(DSIG, "KeyInfo").flat_map(|info| info.all(DSIG, "X509Data"));
    let texts = data.flat_map(|data| data.all(DSIG, "X509Certificate"));
    texts.filter_map(|node| Certificate::from_base64(&node.text).ok()).collect()
}

/// Checks that the signature is of the only shape that is taken, and says whether it is by an elliptic key.
fn shape(signature: &Node, root: Option<&str>) -> Result<bool, AggregateRefused> {
    let parts: Vec<&str> =
        signature.children.iter().filter(|part| part.ns == DSIG).map(|part| part.name.as_str()).collect();
    let whole =
        matches!(parts.as_slice(), ["SignedInfo", "SignatureValue"] | ["SignedInfo", "SignatureValue", "KeyInfo"]);
    // A comment in a digest is read around by one program and cuts it short for another.
    let mut commented = false;
    signature.each(&mut |node| commented |= node.commented);
    if commented || !whole || parts.len() != signature.children.len() {
        return Err(AggregateRefused::Reference("it has other parts than it needs"));
    }
    let plain = |name: &str| signature.first(DSIG, name).filter(|node| node.children.is_empty());
    if plain("SignatureValue").is_none_or(|value| value.trimmed().is_empty()) {
        return Err(AggregateRefused::Signature("it is empty".into()));
    }
    let info = signature.first(DSIG, "SignedInfo").map(|info| info.children.as_slice());
    let Some([canonical, method, reference]) = info else {
        return Err(AggregateRefused::Reference("it has not exactly one reference"));
    };
    let shaped = canonical.is(DSIG, "CanonicalizationMethod")
        && method.is(DSIG, "SignatureMethod")
        && reference.is(DSIG, "Reference");
    if !shaped {
        return Err(AggregateRefused::Reference("SignedInfo has another shape"));
    }
    one_of(canonical, &CANONICAL)?;
    let method_name = one_of(method, &names::SIGNATURES)?;
    if !method.children.is_empty() || !inclusive_only(canonical) {
        return Err(AggregateRefused::Reference("SignedInfo has another shape"));
    }
    self::reference(reference, root)?;
    Ok(method_name.contains("#ecdsa-"))
}

/// The whole document: no address, or the root's own, and transforms that leave out nothing but the signature.
fn reference(reference: &Node, root: Option<&str>) -> Result<(), AggregateRefused> {
    let whole = match reference.attribute("URI") {
        Some("") => true,
        Some(uri) => root.is_some_and(|id| !id.is_empty() && uri.strip_prefix('#') == Some(id)),
        None => false,
    };
    if !whole {
        return Err(AggregateRefused::Reference("it is over something else"));
    }
    let [transforms, digest, value] = reference.children.as_slice() else {
        return Err(AggregateRefused::Reference("the reference has another shape"));
    };
    let shaped = transforms.is(DSIG, "Transforms") && digest.is(DSIG, "DigestMethod") && value.is(DSIG, "DigestValue");
    if !shaped || !value.children.is_empty() || !digest.children.is_empty() {
        return Err(AggregateRefused::Reference("the reference has another shape"));
    }
    one_of(digest, &names::DIGESTS)?;
    let mut all = transforms.children.iter();
    match (all.next(), all.next(), all.next()) {
        (Some(enveloped), canonical, None) => {
            one_of(enveloped, &[names::ENVELOPED])?;
            let bare = enveloped.is(DSIG, "Transform") && enveloped.children.is_empty();
            if !bare || canonical.is_some_and(|node| !node.is(DSIG, "Transform") || !inclusive_only(node)) {
                return Err(AggregateRefused::Reference("a transform has another shape"));
            }
            canonical.map_or(Ok(()), |node| one_of(node, &CANONICAL).map(drop))
        }
        _ => Err(AggregateRefused::Reference("it has other transforms than it needs")),
    }
}

/// Exclusive canonicalisation may list prefixes to treat as inclusive ones; that leaves out nothing.
fn inclusive_only(node: &Node) -> bool {
    node.children.iter().all(|child| child.is(names::EXCLUSIVE, "InclusiveNamespaces") && child.children.is_empty())
}

fn one_of<'a>(node: &Node, known: &[&'a str]) -> Result<&'a str, AggregateRefused> {
    let name = node.attribute("Algorithm").unwrap_or_default();
    let found = known.iter().copied().find(|known| *known == name);
    found.ok_or_else(|| AggregateRefused::Algorithm(AggregateRefused::words(name)))
}
