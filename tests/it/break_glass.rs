//! The emergency accounts: two sealed security keys, an hour as operator, an alarm, and sealing by somebody else.

mod key;

use chrono::TimeDelta;
use platform::Clock;
use reqwest::{Method, StatusCode};
use serde_json::Value;
use testbed::{Answer, Bed, Browser, Database, FoundForm, Setup, eventually};

use crate::roles::shell;
use key::SecurityKey;

const OPEN: &str = "/identity/break-glass";
const KEY: &str = "/identity/break-glass/key";
const ACCOUNTS: &str = "/identity/break-glass/accounts";
const REASON: &str = "Inloggningen hos vår leverantör svarar inte sedan klockan tre";

/// Keys know an installation by its name.
async fn named(database: Database) -> Bed {
    let defaults = sambruk::DEFAULTS.replace("public_url = \"\"", "public_url = \"http://localhost:0\"");
    let clock = Clock::fixed(Clock::System.now());
    let bed = Bed::start(sambruk::registry, Setup { database, clock, defaults: defaults.leak() }).await;
    bed.demonstrate(1).await;
    bed
}

fn origin(bed: &Bed) -> String {
    bed.running.origin().to_owned()
}

fn browser(bed: &Bed) -> Browser {
    Browser::new(origin(bed))
}

async fn signed_in(bed: &Bed, person: &str) -> Browser {
    let browser = browser(bed);
    browser.sign_in(person).await;
    browser.step_up(person).await;
    browser
}

/// What a page asks the key, and the form's own secret.
fn asked(page: &Answer) -> (Value, String) {
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let attribute = |name: &str| page.body.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap();
    let options = attribute("data-options").replace("&#34;", "\"").replace("&quot;", "\"");
    let state = page.body.split("name=\"state\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    (serde_json::from_str(&options).unwrap(), state.to_owned())
}

/// A code from the shell.
async fn code(bed: &Bed, number: &str) -> String {
    let said = shell(bed, "break-glass-key", &[number]).await.unwrap();
    said[1].rsplit(' ').next().unwrap().to_owned()
}

async fn give(browser: &Browser, code: &str, key: &SecurityKey) -> Answer {
    let (options, state) = asked(&browser.send_only(KEY, &[("code", code)]).await);
    browser.send_only(&format!("{KEY}/register"), &[("state", &state), ("answer", &key.create(&options))]).await
}

async fn ask(browser: &Browser) -> (Value, String) {
    asked(&browser.send_only(OPEN, &[("reason", REASON)]).await)
}

async fn open(browser: &Browser, key: &SecurityKey) -> Answer {
    let (options, state) = ask(browser).await;
    browser.send_only(&format!("{OPEN}/open"), &[("state", &state), ("answer", &key.get(&options))]).await
}

/// Opens it anew on the way that a page offers which demands a fresh sign-in; the page that it leads back to.
async fn anew(browser: &Browser, key: &SecurityKey, demanded: &Answer) -> Answer {
    let why = browser.get(demanded.location().unwrap()).await;
    let way = why.body.split(&format!("href=\"{OPEN}?")).nth(1).expect("a way").split('"').next().unwrap();
    let page = browser.get(&format!("{OPEN}?{way}")).await;
    let page = browser.submit(&FoundForm::on(&page.body, OPEN).unwrap(), &[("reason", REASON)]).await;
    let (options, _) = asked(&page);
    let form = FoundForm::on(&page.body, &format!("{OPEN}/open")).unwrap();
    browser.submit(&form, &[("answer", &key.get(&options))]).await
}

fn refused(answer: &Answer, words: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}: {}", answer.body);
    assert!(answer.body.contains(words), "it does not say {words}: {}", answer.body);
}

async fn count(bed: &Bed, action: &str) -> usize {
    bed.audited("identity", "sambruk", &format!("identity.break-glass.{action}")).await.len()
}

async fn opened_and_sealed(database: Database) {
    let bed = named(database).await;
    let key = SecurityKey::new(&origin(&bed));
    let somebody = browser(&bed);
    let given = give(&somebody, &code(&bed, "2").await, &key).await;
    assert!(given.body.contains("Nödkonto 2 har fått sin nyckel"), "{}", given.body);
    let drew = signed_in(&bed, "drew").await;
    let page = drew.get(ACCOUNTS).await.body;
    assert!(page.contains("Inte förseglat") && page.contains("Inget nödkonto har öppnats"), "{page}");
    eventually("operators are asked to seal it", 10, || async {
        drew.get("/").await.body.contains("Ett nödkonto har fått en ny nyckel").then_some(())
    })
    .await;
    let sealed = drew.send_only(ACCOUNTS, &[("account", "2"), ("seal", "Plomb 77, bankfacket")]).await;
    assert_eq!(sealed.location(), Some(ACCOUNTS), "{}", sealed.body);
    assert!(drew.get(ACCOUNTS).await.body.contains("Plomb 77, bankfacket"));

    // The day comes.
    let opened = open(&somebody, &key).await;
    assert_eq!(opened.location(), Some("/"), "{}", opened.body);
    for person in ["drew", "mika"] {
        let told = signed_in(&bed, person).await;
        eventually("operators and office are alarmed", 10, || async {
            told.get("/").await.body.contains("Ett nödkonto har öppnats").then_some(())
        })
        .await;
    }
    let people = somebody.get("/identity/people").await;
    assert_eq!(people.status, StatusCode::OK, "an operator's page");
    assert!(people.body.contains("Du använder ett nödkonto till"), "{}", people.body);
    for closed in ["/uka/register", "/bibblix/loans", "/billing/runs", "/identity/support-access"] {
        assert_eq!(somebody.get(closed).await.status, StatusCode::NOT_FOUND, "{closed}");
    }
    let elsewhere = somebody.send_only("/identity/organisations", &[("organisation", "sandviken-2181")]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    // It seals nothing itself, and everybody who looks reads why it was opened.
    refused(&somebody.send_only(ACCOUNTS, &[("account", "2"), ("seal", "Plomb 78")]).await, "noterar ingen försegling");
    let page = drew.get(ACCOUNTS).await.body;
    assert!(page.contains(REASON) && page.contains("Inte förseglat"), "{page}");
    // A quarter later it must be touched again before it gives roles; an hour later it is over.
    bed.leap(TimeDelta::minutes(16)).await;
    let late = somebody.send_only(ACCOUNTS, &[("account", "2"), ("seal", "Plomb 78")]).await;
    let waiting = anew(&somebody, &key, &late).await;
    assert!(waiting.path.starts_with("/identity/resume?form="), "{} {}", waiting.path, waiting.body);
    let kept = FoundForm::on(&waiting.body, ACCOUNTS).expect("what was written waits for the same account");
    assert!(kept.hidden.contains(&("seal".to_owned(), "Plomb 78".to_owned())), "{:?}", kept.hidden);
    let astray = somebody.get(&format!("{OPEN}?return=%2F%2Fevil.example%2F")).await;
    let form = FoundForm::on(&astray.body, OPEN).unwrap();
    assert!(form.hidden.contains(&("return".to_owned(), "/".to_owned())), "{:?}", form.hidden);
    bed.leap(TimeDelta::minutes(29)).await;
    assert_eq!(somebody.get("/identity/people").await.status, StatusCode::OK, "it is in use");
    bed.leap(TimeDelta::minutes(29)).await;
    assert_eq!(somebody.get("/identity/people").await.status, StatusCode::OK);
    bed.leap(TimeDelta::minutes(3)).await;
    assert!(somebody.get("/identity/people").await.path.starts_with("/identity/sign-in"), "the hour is over");

    // Sealing ends what is open.
    assert_eq!(open(&somebody, &key).await.location(), Some("/"));
    let drew = signed_in(&bed, "drew").await;
    let sealed = drew.send_only(ACCOUNTS, &[("account", "2"), ("seal", "Plomb 79, bankfacket")]).await;
    assert_eq!(sealed.location(), Some(ACCOUNTS), "{}", sealed.body);
    eventually("it is out", 1, || async {
        somebody.get("/identity/people").await.path.starts_with("/identity/sign-in").then_some(())
    })
    .await;
    eventually("nothing waits any more", 10, || async {
        (!drew.get("/").await.body.contains("Ett nödkonto har öppnats")).then_some(())
    })
    .await;
    for (action, times) in [("code", 1), ("key", 1), ("open", 3), ("seal", 2), ("refused", 0)] {
        assert_eq!(count(&bed, action).await, times, "{action}");
    }
    bed.stop_verified().await;
}

async fn refusals(database: Database) {
    let bed = named(database).await;
    let here = origin(&bed);
    let (key, other) = (SecurityKey::new(&here), SecurityKey::new(&here));
    let somebody = browser(&bed);
    for reason in ["", "prov"] {
        refused(&somebody.send_only(OPEN, &[("reason", reason)]).await, "Skriv med 10 till 500 tecken");
    }
    for wrong in ["", "AAAAA-AAAAA-AAAAA-AAAAA"] {
        refused(&somebody.send_only(KEY, &[("code", wrong)]).await, "Koden är fel, använd eller för gammal");
    }
    // A key that can be copied lies in no envelope; the code is good for another.
    let one = code(&bed, "1").await;
    let mut copied = SecurityKey::new(&here);
    copied.copied = true;
    refused(&give(&somebody, &one, &copied).await, "kan kopieras till andra enheter");
    let mut careless = SecurityKey::new(&here);
    careless.verifies = false;
    refused(&give(&somebody, &one, &careless).await, "Det är inte ett nödkontos nyckel");
    assert_eq!(give(&somebody, &one, &key).await.status, StatusCode::OK);
    refused(&somebody.send_only(KEY, &[("code", &one)]).await, "Koden är fel, använd eller för gammal");
    refused(&give(&somebody, &code(&bed, "2").await, &key).await, "hör till det andra kontot");
    let late = code(&bed, "2").await;
    bed.leap(TimeDelta::minutes(31)).await;
    refused(&somebody.send_only(KEY, &[("code", &late)]).await, "Koden är fel, använd eller för gammal");

    // Nobody else's key, no copy of an answer, no other browser, no page of somebody else's, no key without its PIN.
    refused(&open(&somebody, &other).await, "Det är inte ett nödkontos nyckel");
    let (options, state) = ask(&somebody).await;
    let answer = key.get(&options);
    let sent = [("state", state.as_str()), ("answer", answer.as_str())];
    refused(&browser(&bed).send_only(&format!("{OPEN}/open"), &sent).await, "Det tog för lång tid");
    assert_eq!(somebody.send_only(&format!("{OPEN}/open"), &sent).await.location(), Some("/"), "the control");
    refused(&somebody.send_only(&format!("{OPEN}/open"), &sent).await, "Det tog för lång tid");
    let (_, state) = ask(&somebody).await;
    let old = [("state", state.as_str()), ("answer", answer.as_str())];
    refused(&somebody.send_only(&format!("{OPEN}/open"), &old).await, "Det är inte ett nödkontos nyckel");
    let (_, state) = ask(&somebody).await;
    refused(&somebody.send_only(&format!("{OPEN}/open"), &[("state", &state)]).await, "Ingen nyckel svarade");
    let (_, state) = ask(&somebody).await;
    let nonsense = [("state", state.as_str()), ("answer", "{\"id\": 1}")];
    refused(&somebody.send_only(&format!("{OPEN}/open"), &nonsense).await, "Det är inte ett nödkontos nyckel");
    let (mut evil, mut careless) = (key, other);
    evil.origin = "https://sambruk.example.net".into();
    refused(&open(&somebody, &evil).await, "Det är inte ett nödkontos nyckel");
    evil.origin = here.clone();
    evil.verifies = false;
    refused(&open(&somebody, &evil).await, "Det är inte ett nödkontos nyckel");
    evil.verifies = true;
    // A copy of the key that has been used less than the key itself.
    evil.set_count(0);
    refused(&open(&somebody, &evil).await, "Det är inte ett nödkontos nyckel");
    evil.set_count(1000);
    assert_eq!(open(&somebody, &evil).await.location(), Some("/"), "the control");
    // Slow.
    let (options, state) = ask(&somebody).await;
    bed.leap(TimeDelta::minutes(11)).await;
    let slow = [("state", state.as_str()), ("answer", &evil.get(&options))];
    refused(&somebody.send_only(&format!("{OPEN}/open"), &slow).await, "Det tog för lång tid");
    // What was made for giving a key opens nothing.
    careless.verifies = true;
    let (_, state) = asked(&somebody.send_only(KEY, &[("code", &code(&bed, "2").await)]).await);
    let mixed = [("state", state.as_str()), ("answer", "{}")];
    refused(&somebody.send_only(&format!("{OPEN}/open"), &mixed).await, "Det tog för lång tid");

    let drew = signed_in(&bed, "drew").await;
    for (account, seal, words) in [
        ("2", "Plomb 1", "Kontot har ingen nyckel att försegla"),
        ("3", "Plomb 1", "Välj vilket konto det gäller"),
        ("1", "x", "Skriv förseglingens nummer"),
    ] {
        refused(&drew.send_only(ACCOUNTS, &[("account", account), ("seal", seal)]).await, words);
    }
    let kim = signed_in(&bed, "kim").await;
    assert_eq!(kim.get(ACCOUNTS).await.status, StatusCode::NOT_FOUND);
    let sealing = kim.send_only(ACCOUNTS, &[("account", "1"), ("seal", "Plomb 1")]).await;
    assert_eq!(sealing.status, StatusCode::NOT_FOUND);
    assert!(count(&bed, "refused").await >= 10, "attempts are noted");
    let foreign = browser(&bed).request(Method::POST, &format!("{OPEN}/open"), None).await;
    assert!(!foreign.status.is_server_error(), "{}", foreign.status);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_key_opens_an_account_for_an_hour_on_sqlite() {
    opened_and_sealed(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_key_opens_an_account_for_an_hour_on_postgres() {
    opened_and_sealed(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_key_and_no_other_way_opens_one_on_sqlite() {
    refusals(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_key_and_no_other_way_opens_one_on_postgres() {
    refusals(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_address_is_a_number_the_page_says_so() {
    let bed = crate::clients::bed(Database::Sqlite).await;
    let answer = bed.browser().send_only(OPEN, &[("reason", REASON)]).await;
    refused(&answer, "kräver att portalen har ett namn i sin adress");
    bed.stop_verified().await;
}
