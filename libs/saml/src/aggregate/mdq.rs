//! Where a metadata query service is asked for one entity (draft-young-md-query-21, SAML profile draft-young-md-query-saml-14).

use bergshamra::core::algorithm::SHA1;
use saml_rs::crypto::initialize_crypto_provider;

use super::AggregateRefused;

/// The address to ask for the entity: `{base}/entities/{entity id}`, the entity id percent-encoded whole, since it is one
/// segment of the path however many slashes it has.
pub fn mdq_url(base: &str, entity_id: &str) -> String {
    address(base, entity_id)
}

/// The same by the SHA-1 of the entity id, `{base}/entities/{sha1}…`, which some services want: their files have such names. It
/// protects nothing; that the answer is for the entity asked for is checked when it is read.
///
/// # Errors
/// When the cryptographic library does not start.
pub fn mdq_url_hashed(base: &str, entity_id: &str) -> Result<String, AggregateRefused> {
    let setup = |error: &dyn std::fmt::Display| AggregateRefused::Setup(AggregateRefused::words(error));
    initialize_crypto_provider().map_err(|error| setup(&error))?;
    let hash = bergshamra::crypto::digest::digest(SHA1, entity_id.as_bytes()).map_err(|error| setup(&error))?;
    let hash = crate::xml::each(hash, |byte| format!("{byte:02x}"));
    Ok(address(base, &format!("{{sha1}}{hash}")))
}

fn address(base: &str, identifier: &str) -> String {
    let encoded = crate::xml::each(identifier.bytes(), |byte| match byte {
        // Unreserved, RFC 3986 2.3.
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    });
    format!("{}/entities/{encoded}", base.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_id_is_one_segment() {
        assert_eq!(
            mdq_url("https://mdq.example/", "http://idp.example/å?a=1&b=%20#x"),
            "https://mdq.example/entities/http%3A%2F%2Fidp.example%2F%C3%A5%3Fa%3D1%26b%3D%2520%23x"
        );
    }

    #[test]
    fn the_hash_is_the_one_of_the_draft() {
        assert_eq!(
            mdq_url_hashed("https://mdq.example", "http://example.org/service").unwrap(),
            "https://mdq.example/entities/%7Bsha1%7D11d72e8cf351eb6c75c721e838f469677ab41bdb"
        );
    }
}
