//! Answers made by other programs, at a clock that stands still. See data/README.md.

use std::{fs, path::Path};

use crate::support::{SCOPE, once, pending, recorded};

/// Who is signed in the recorded answers.
const PERSON: &str = "anna.andersson@orebro.example";
/// Who is signed in the two whose name is interrupted by a comment or by character data: the whole of it, since neither is part
/// of what is signed. A reader that stops there would sign somebody else in.
const INTERRUPTED: &str = "kommundirektor@orebro.example.evil.example";

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
        if !good {
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
