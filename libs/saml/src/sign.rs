//! Signing what we send.
//!
//! `saml-rs` signs in a form with RSA alone, so the signature is laid out here and filled in by the library that it signs with.

use bergshamra::{DsigContext, KeysManager};
use saml_rs::crypto::{initialize_crypto_provider, keys::load_private_key};

use crate::{Key, names};

/// Puts a signature over the whole message right behind its issuer, where its schema has it.
///
/// # Errors
/// In words, when there is no issuer or the key does not sign.
pub fn enveloped(message: &str, id: &str, key: &Key) -> Result<String, String> {
    const ISSUER: &str = "</saml:Issuer>";
    let at = message.find(ISSUER).ok_or("no issuer to sign behind")? + ISSUER.len();
    let (before, after) = message.split_at(at);
    let laid_out = format!("{before}{}{after}", layout(id, key));
    initialize_crypto_provider().map_err(|error| error.to_string())?;
    let mut keys = KeysManager::new();
    keys.add_key(load_private_key(key.private_pem(), None).map_err(|error| error.to_string())?);
    // "Insecure" turns off the checks of a certificate's chain, of which ours has none.
    bergshamra::sign(&DsigContext::new(keys).with_insecure(true), &laid_out).map_err(|error| error.to_string())
}

/// A signature whose digest and value are still empty (Core 5.4).
fn layout(id: &str, key: &Key) -> String {
    format!(
        concat!(
            r#"<ds:Signature xmlns:ds="{dsig}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{exclusive}"/>"#,
            r##"<ds:SignatureMethod Algorithm="{method}"/><ds:Reference URI="#{id}"><ds:Transforms>"##,
            r#"<ds:Transform Algorithm="{enveloped}"/><ds:Transform Algorithm="{exclusive}"/></ds:Transforms>"#,
            r#"<ds:DigestMethod Algorithm="{digest}"/><ds:DigestValue></ds:DigestValue></ds:Reference></ds:SignedInfo>"#,
            "<ds:SignatureValue></ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}",
            "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>",
        ),
        dsig = names::DSIG,
        exclusive = names::EXCLUSIVE,
        method = key.signature_algorithm(),
        id = id,
        enveloped = names::ENVELOPED,
        digest = names::SHA256,
        certificate = key.certificate().base64(),
    )
}
