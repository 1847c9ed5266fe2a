//! Answers made by other programs, at a clock that stands still. See data/README.md.

use std::{fs, path::Path};

use crate::support::{SCOPE, once, pending, recorded};

/// Who is signed in the recorded answers.
const PERSON: &str = "anna.andersson@orebro.example";
/// Who is signed in the two whose name is interrupted by a comment or by character data: the whole of it, since neither is part
/// of what is signed. A reader that stops there would sign somebody else in.
const INTERRUPTED: &str = "kommundirektor@orebro.example.evil.example";

/// The reason of each recorded answer, so that none is refused for another cause than its own.
const REASONS: &[(&str, &[&str])] = &[
    (
        "accepted",
        &[
            "any_cdata_in_nameid",
            "any_comment_in_nameid",
            "ok_ecdsa_p256",
            "ok_sha512",
            "ok_signed_assertion",
            "ok_signed_both",
            "ok_signed_response",
            "ok_skew_nb_plus30s",
            "ok_unicode",
        ],
    ),
    ("algorithm", &["bad_hmac_keyconfusion_certpem", "bad_hmac_keyconfusion_spki", "bad_xpath_false_digest_of_empty"]),
    ("condition", &["bad_no_conditions"]),
    ("destination", &["bad_assertion_signed_response_unsigned_wrong_destination", "bad_wrong_destination"]),
    ("dtd", &["bad_dtd_id_attr"]),
    ("duplicate-id", &["any_dup_id_evil_last", "any_xsw2", "any_xsw8"]),
    ("expired", &["bad_expired_subject", "bad_session_expired"]),
    ("in-response-to", &["bad_inresponseto_response", "bad_no_inresponseto"]),
    ("issuer", &["bad_assertion_issuer_mismatch", "bad_response_issuer_mismatch"]),
    ("malformed", &["bad_no_status", "bad_not_xml", "bad_truncated"]),
    (
        "reference",
        &["any_nameid_in_signature_object", "bad_ref_dangling", "bad_ref_none", "bad_two_signedinfo_evil_last"],
    ),
    ("scope", &["any_comment_in_attr", "applayer_scope_not_owned_by_idp"]),
    (
        "signature",
        &[
            "bad_attacker_key_claims_idp_cert",
            "bad_attacker_keyvalue",
            "bad_digestvalue_in_statusdetail_CVE-2024-45409",
            "bad_empty_sigvalue",
            "bad_tamper_nameid_response_signed",
        ],
    ),
    ("status", &["bad_status_responder"]),
    ("subject-confirmation", &["any_scd_notbefore_present", "bad_method_sv", "bad_no_scd"]),
    ("too-large", &["bad_deep_nesting"]),
    ("too-old", &["bad_issueinstant_old_1day"]),
    ("two-assertions", &["any_two_assertions_signed_first", "bad_xsw3_both_signed"]),
    ("unsigned", &["bad_sig_stripped", "bad_unsigned"]),
    ("version", &["bad_version_1.1"]),
    (
        "wrapped",
        &[
            "any_signed_in_statusdetail",
            "any_xmlid_pollution",
            "any_xsw4",
            "any_xsw6",
            "bad_partial_coverage_attributestatement_signed",
            "bad_signed_error_response_in_extensions",
        ],
    ),
    ("wrong-key", &["bad_idpB_own_issuer_posted_to_A"]),
];

fn signed(name: &str) -> &'static str {
    match name {
        "any_cdata_in_nameid" | "any_comment_in_nameid" => INTERRUPTED,
        "ok_unicode" => "åsa.öberg@örebro.example",
        _ => PERSON,
    }
}

fn read(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cases").join(format!("{name}.xml"));
    fs::read(path).unwrap()
}

#[test]
fn every_recorded_answer_ends_as_it_must() {
    let expected = include_str!("../data/EXPECTED.tsv");
    let mut wrong = Vec::new();
    let (mut accepted, mut refused) = (0, 0);
    for line in expected.lines().skip(1) {
        let (name, expected) = line.split_once('\t').unwrap();
        let outcome = once(&recorded(), &pending(), &read(name));
        match &outcome {
            Ok(identity) => println!("{name:60} ACCEPT {}", identity.name_id),
            Err(refused) => println!("{name:60} REJECT {:22} {}", refused.code(), refused.detail),
        }
        let person = outcome.as_ref().map(|identity| identity.name_id.as_str());
        let good = match expected {
            "ACCEPT" => person == Ok(signed(name)),
            "REJECT" | "library may ACCEPT; our gate must REJECT" => person.is_err(),
            "REJECT or ACCEPT-with-signed-identity-only" => person.is_err() || person == Ok(signed(name)),
            other => panic!("{other} is no expectation"),
        };
        *if outcome.is_ok() { &mut accepted } else { &mut refused } += 1;
        let code = outcome.as_ref().map_or_else(saml::Refused::code, |_| "accepted");
        let own = REASONS.iter().any(|(reason, names)| *reason == code && names.contains(&name));
        if !good || !own {
            wrong.push(name);
        }
    }
    println!("{accepted} accepted, {refused} refused");
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(accepted + refused, 57);
}

#[test]
fn a_good_answer_tells_all_of_it() {
    let identity = once(&recorded(), &pending(), &read("ok_signed_both")).unwrap();
    assert_eq!(identity.name_id, PERSON);
    assert_eq!(identity.scopes().into_iter().collect::<Vec<_>>(), [SCOPE]);
}
