//! Names that standards give: namespaces, algorithms, attributes.

/// `urn:oasis:names:tc:SAML:2.0:protocol`
pub const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// `urn:oasis:names:tc:SAML:2.0:assertion`
pub const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
/// `urn:oasis:names:tc:SAML:2.0:metadata`
pub const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
/// Attributes of an entity, SAML V2.0 Metadata Extension for Entity Attributes.
pub const ENTITY_ATTRIBUTES: &str = "urn:oasis:names:tc:SAML:metadata:attribute";
/// What users see, SAML V2.0 Metadata Extensions for Login and Discovery User Interface.
pub const UI: &str = "urn:oasis:names:tc:SAML:metadata:ui";
/// Who registered an entity, SAML V2.0 Metadata Extensions for Registration and Publication Information.
pub const REGISTRATION: &str = "urn:oasis:names:tc:SAML:metadata:rpi";
/// Where a discovery service sends the browser back.
pub const DISCOVERY: &str = "urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol";
/// Scopes of a provider.
pub const SHIBBOLETH: &str = "urn:mace:shibboleth:metadata:1.0";
/// REFEDS, for security contacts.
pub const REFEDS: &str = "http://refeds.org/metadata";
/// XML Signature.
pub const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
/// XML Encryption.
pub const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
/// XML's own.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// HTTP-Redirect.
pub const REDIRECT: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
/// HTTP-POST.
pub const POST: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
/// A name that stays the same for a person at one service.
pub const PERSISTENT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
/// A name for one session.
pub const TRANSIENT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
/// The format of a name that is an entity's.
pub const ENTITY_FORMAT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
/// Attributes named by URI.
pub const URI_FORMAT: &str = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri";
/// All went well.
pub const SUCCESS: &str = "urn:oasis:names:tc:SAML:2.0:status:Success";
/// The entity attribute that lists what a provider is certified for.
pub const ASSURANCE_CERTIFICATION: &str = "urn:oasis:names:tc:SAML:attribute:assurance-certification";
/// The entity attribute that lists an entity's categories.
pub const ENTITY_CATEGORY: &str = "http://macedir.org/entity-category";

/// RSA with SHA-256.
pub const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
/// ECDSA with SHA-256.
pub const ECDSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
/// Signatures that are taken (Sweden Connect 8: SHA-256 mandatory, SHA-384 and SHA-512 optional, SHA-1 forbidden).
pub const SIGNATURES: [&str; 6] = [
    RSA_SHA256,
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    ECDSA_SHA256,
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
];
/// SHA-256.
pub const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
/// Digests that are taken.
pub const DIGESTS: [&str; 3] =
    [SHA256, "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#sha512"];
/// The signature lies within what it signs.
pub const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
/// Exclusive canonicalisation.
pub const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
/// Content encryption that is taken, and told in our metadata.
pub const CONTENT_ENCRYPTION: [&str; 6] = [
    "http://www.w3.org/2009/xmlenc11#aes256-gcm",
    "http://www.w3.org/2009/xmlenc11#aes192-gcm",
    "http://www.w3.org/2009/xmlenc11#aes128-gcm",
    "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
    "http://www.w3.org/2001/04/xmlenc#aes192-cbc",
    "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
];
/// RSA-OAEP-MGF1P, the key transport that everybody has and that our metadata tells.
pub const RSA_OAEP: &str = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
/// Key transport that is taken.
pub const KEY_TRANSPORT: [&str; 2] = [RSA_OAEP, "http://www.w3.org/2009/xmlenc11#rsa-oaep"];

/// Level of assurance 2 of the Swedish eID framework.
pub const LOA2: &str = "http://id.elegnamnden.se/loa/1.0/loa2";
/// Level of assurance 3.
pub const LOA3: &str = "http://id.elegnamnden.se/loa/1.0/loa3";
/// Level of assurance 4.
pub const LOA4: &str = "http://id.elegnamnden.se/loa/1.0/loa4";

/// Attributes by their object identifiers: Sweden Connect (Attribute Specification) and Skolfederation (attribute profile 4).
pub mod attribute {
    /// personalIdentityNumber: twelve digits, also a coordination number.
    pub const PERSONAL_NUMBER: &str = "urn:oid:1.2.752.29.4.13";
    /// orgAffiliation: `person@organisation number`, scoped, several.
    pub const ORG_AFFILIATION: &str = "urn:oid:1.2.752.201.3.1";
    /// organizationIdentifier: ten digits.
    pub const ORGANISATION_NUMBER: &str = "urn:oid:2.5.4.97";
    /// transactionIdentifier.
    pub const TRANSACTION: &str = "urn:oid:1.2.752.201.3.2";
    /// employeeHsaId.
    pub const HSA_ID: &str = "urn:oid:1.2.752.29.6.2.1";
    /// sn.
    pub const SURNAME: &str = "urn:oid:2.5.4.4";
    /// givenName.
    pub const GIVEN_NAME: &str = "urn:oid:2.5.4.42";
    /// displayName.
    pub const DISPLAY_NAME: &str = "urn:oid:2.16.840.1.113730.3.1.241";
    /// mail.
    pub const MAIL: &str = "urn:oid:0.9.2342.19200300.100.1.3";
    /// o.
    pub const ORGANISATION: &str = "urn:oid:2.5.4.10";
    /// ou.
    pub const UNIT: &str = "urn:oid:2.5.4.11";
    /// eduPersonPrincipalName, scoped.
    pub const PRINCIPAL_NAME: &str = "urn:oid:1.3.6.1.4.1.5923.1.1.1.6";
    /// eduPersonScopedAffiliation, scoped, several.
    pub const SCOPED_AFFILIATION: &str = "urn:oid:1.3.6.1.4.1.5923.1.1.1.9";
    /// sisSchoolUnitCode: eight digits, several.
    pub const SCHOOL_UNIT_CODE: &str = "urn:oid:1.2.752.194.10.2.4";

    /// Those whose values end in `@scope`.
    pub const SCOPED: [&str; 3] = [ORG_AFFILIATION, PRINCIPAL_NAME, SCOPED_AFFILIATION];
    /// The same by older names that some providers send instead.
    pub const SCOPED_BY_NAME: [&str; 5] = [
        "orgAffiliation",
        "eduPersonPrincipalName",
        "eduPersonScopedAffiliation",
        "urn:mace:dir:attribute-def:eduPersonPrincipalName",
        "urn:mace:dir:attribute-def:eduPersonScopedAffiliation",
    ];
}
