//! What becomes of a document when the program that makes it is missing, hangs, breaks or makes something else. That it makes what
//! it should is tested in its own crate, with the real one.

use std::{os::unix::fs::PermissionsExt, path::Path, time::Instant};

use super::*;

fn document() -> Document {
    Document {
        title: "Prov".into(),
        kind: String::new(),
        language: "sv".into(),
        identifier: "prov/1".into(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        sender: "Föreningen Sambruk".into(),
        notice: None,
        footer: Vec::new(),
        page_label: String::new(),
        lead: String::new(),
        blocks: Vec::new(),
        attachments: Vec::new(),
    }
}

fn documents(program: &Path) -> Documents {
    let binary = program.to_string_lossy().into_owned();
    Documents::new(&config::Documents { binary, seconds: 1, megabytes: 64, at_once: 1 })
}

/// A program that does what a shell script says.
fn program(folder: &Path, script: &str) -> Documents {
    let path = folder.join("program");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    documents(&path)
}

async fn outcome(script: &str) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    program(folder.path(), script).make(&document()).await
}

#[tokio::test]
async fn a_missing_program_is_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let error = documents(&folder.path().join("nothing")).make(&document()).await.unwrap_err();
    assert_eq!(error.code(), "document-unavailable");
    assert_eq!(error.status(), 503);
    assert_eq!(error.to_string(), "no PDF can be made now: the program that makes documents does not start");
    assert_eq!(error.into_response().headers()[header::RETRY_AFTER], "30");
}

#[tokio::test]
async fn what_the_program_says_is_what_becomes_of_it() {
    let pdf = outcome("cat >/dev/null; printf '%%PDF-1.7 of %s arguments, %s' $# \"$SECRET\"").await.unwrap();
    assert_eq!(pdf, b"%PDF-1.7 of 4 arguments, ");
    for (script, code) in [
        // It ends without having read anything.
        ("exit 3", "document-too-large"),
        ("exit 4", "document-unavailable"),
        ("exit 5", "document-unavailable"),
        ("echo 'no document: line 1' >&2; exit 2", "internal"),
        ("cat >/dev/null; echo Hej", "document-unavailable"),
        ("kill -9 $$", "document-unavailable"),
        ("cat >/dev/null; yes | head -c 27000000", "document-too-large"),
    ] {
        let error = outcome(script).await.unwrap_err();
        assert_eq!(error.code(), code, "{script}: {error}");
    }
    let error = outcome("echo 'no document: line 1' >&2; exit 2").await.unwrap_err();
    assert_eq!(error.full(), "a document was refused: no document: line 1");
}

#[tokio::test]
async fn a_program_that_hangs_is_killed_and_hinders_nobody_for_long() {
    let folder = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    let hangs = program(folder.path(), "echo $$ >\"${0%program}pid\"; exec sleep 60");
    let error = hangs.make(&document()).await.unwrap_err();
    assert_eq!(error.to_string(), "no PDF can be made now: it took too long");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    let pid = std::fs::read_to_string(folder.path().join("pid")).unwrap();
    for _ in 0..200 {
        if !Path::new("/proc").join(pid.trim()).exists() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{pid} still runs");
}

#[tokio::test]
async fn one_waits_for_the_other_but_not_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let slow = program(folder.path(), "exec sleep 60");
    let (first, second) = (document(), document());
    let (first, second) = tokio::join!(slow.make(&first), slow.make(&second));
    let both = [first.unwrap_err().to_string(), second.unwrap_err().to_string()];
    assert!(both.contains(&"no PDF can be made now: others are being made".into()), "{both:?}");
}

#[tokio::test]
async fn what_is_no_document_or_too_large_is_not_even_started() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = documents(&folder.path().join("nothing"));
    let empty = Document { title: " ".into(), ..document() };
    assert_eq!(nothing.make(&empty).await.unwrap_err().full(), "the document's title is empty");
    let large = Document { lead: "a".repeat(LARGEST), ..document() };
    assert_eq!(nothing.make(&large).await.unwrap_err().code(), "document-too-large");
}

#[test]
fn a_name_is_safe_in_a_header() {
    let response = answer("faktura 2026-000001\r\nSet-Cookie: å\".pdf", Vec::new());
    assert_eq!(
        response.headers()[header::CONTENT_DISPOSITION],
        "attachment; filename=\"faktura2026-000001Set-Cookie.pdf\""
    );
}
