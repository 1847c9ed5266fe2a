//! Documents for print and archive as people get them: an invoice's sums and a council's reasons in the real program's PDF, read by
//! others' programs; and what is said where that program is missing.

use std::path::{Path, PathBuf};

use platform::{Clock, Config, Demo, host};
use reqwest::{StatusCode, header};
use serde_json::Value;
use testbed::{Bed, Browser, Database, Setup, base, command};

/// A Wednesday in November, with issued invoices of the months before.
fn clock() -> Clock {
    Clock::fixed("2026-11-18T11:00:00Z".parse().unwrap())
}

async fn bed(database: Database) -> Bed {
    let bed = Bed::start(sambruk::registry, Setup { database, clock: clock(), defaults: sambruk::DEFAULTS }).await;
    let program = PathBuf::from(&bed.config().documents.binary);
    assert!(
        program.is_file(),
        "the program that makes documents is not there: cargo build --profile documents -p documents, and run the tests with \
         what `infra/setup.sh env` exports"
    );
    bed.demonstrate(5).await;
    bed
}

/// Status, headers and bytes of what a person gets.
async fn fetched(bed: &Bed, person: &Browser, path: &str) -> (StatusCode, header::HeaderMap, Vec<u8>) {
    let cookie = format!("sambruk={}", person.cookie("sambruk").unwrap());
    let request = reqwest::Client::new().get(bed.url(path)).header(header::COOKIE, cookie);
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    (status, headers, response.bytes().await.unwrap().to_vec())
}

async fn pdf(bed: &Bed, person: &Browser, path: &str, name: &str) -> Vec<u8> {
    let (status, headers, bytes) = fetched(bed, person, path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&bytes));
    assert_eq!(headers[header::CONTENT_TYPE], "application/pdf");
    assert_eq!(headers[header::CONTENT_DISPOSITION], format!("attachment; filename=\"{name}\""));
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    bytes
}

async fn inspected(bytes: &[u8]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, bytes).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let (script, pypdf) = (root.join("libs/documents/tests/inspect_pdf.py"), root.join(".cache/pypdf"));
    assert!(pypdf.join("pypdf").exists(), "pypdf is not there: run `infra/setup.sh test`");
    let arguments = [&script, &pypdf, &file].map(|path| path.to_str().unwrap());
    let output = command("python3", &arguments).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    println!("documents: read by {}", found["peers"].as_str().unwrap());
    let standards = serde_json::json!({ "pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1" });
    assert_eq!(found["standards"], standards);
    assert_eq!((&found["language"], &found["tagged"]), (&"sv-SE".into(), &"yes".into()));
    found
}

/// All that stands in cells, in order.
fn cells(found: &Value) -> Vec<&str> {
    let all = found["reading"].as_array().unwrap().iter();
    let all = all.filter(|part| part["kind"] == "TH" || part["kind"] == "TD");
    all.map(|part| part["text"].as_str().unwrap()).collect()
}

async fn an_invoice_says_on_paper_what_is_stored(database: Database) {
    let bed = bed(database).await;
    let kim = bed.browser();
    kim.sign_in("kim").await;
    let invoices = kim.get("/api/billing/v1/invoices?limit=1").await.json();
    let invoice = &invoices["items"][0];
    let (id, number) = (invoice["invoice"].as_str().unwrap(), invoice["number"].as_str().unwrap());
    let lines = kim.get(&format!("/api/billing/v1/invoices/{id}/lines?limit=100")).await.json();
    let page = kim.get(&format!("/billing/invoices/{id}")).await;
    assert!(page.body.contains(&format!("/billing/invoices/{id}/pdf")) && page.body.contains("Hämta PDF"));

    let name = format!("demonstration-faktura-{number}.pdf");
    let first = pdf(&bed, &kim, &format!("/billing/invoices/{id}/pdf"), &name).await;
    let found = inspected(&first).await;
    assert_eq!(found["title"], format!("Faktura {number}"));
    let text = found["text"].as_str().unwrap();
    for words in ["Föreningen Sambruk", "802428-2785", "SE802428278501", "Sandvikens kommun", "Demonstration."] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let cells = cells(&found);
    let ore = |value: &Value| value.as_i64().unwrap();
    let mut wanted: Vec<String> = ["net", "vat", "rounding"].map(|sum| ui::format::money(ore(&invoice[sum]))).to_vec();
    wanted.push(ui::format::kronor(ore(&invoice["payable"])));
    wanted.push(ui::format::money(ore(&invoice["payable"])));
    let rows = invoice["vatRows"].as_array().unwrap().iter();
    wanted.extend(rows.flat_map(|row| [&row["base"], &row["tax"]].map(|sum| ui::format::money(ore(sum)))));
    let items = lines["items"].as_array().unwrap();
    wanted.extend(items.iter().map(|line| ui::format::money(ore(&line["ore"]))));
    wanted.extend(["ocr", "number", "issuedOn", "due", "buyer"].map(|name| invoice[name].as_str().unwrap().to_owned()));
    for sum in wanted {
        assert!(cells.contains(&sum.as_str()), "{sum:?} stands in no cell: {cells:?}");
    }
    let attached = &found["attachments"][0];
    let original: Value = serde_json::from_str(attached["content"].as_str().unwrap()).unwrap();
    assert_eq!((&original["invoice"], original["lines"].as_array()), (invoice, Some(items)));

    // Kept from now on: the API, another asker and a later day get the same bytes, and so does who has no program.
    let robin = bed.browser();
    robin.sign_in("robin").await;
    bed.clock.advance(chrono::TimeDelta::minutes(5));
    let address = format!("/api/billing/v1/invoices/{id}/document");
    assert!(pdf(&bed, &kim, &address, &name).await == first, "the API gives other bytes");
    assert!(pdf(&bed, &robin, &address, &name).await == first, "finance gets other bytes");
    let nova = bed.browser();
    nova.sign_in("drew").await;
    assert_eq!(fetched(&bed, &nova, &address).await.0, StatusCode::NOT_FOUND, "it is not everybody's");
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_says_on_paper_what_is_stored_on_sqlite() {
    an_invoice_says_on_paper_what_is_stored(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_says_on_paper_what_is_stored_on_postgres() {
    an_invoice_says_on_paper_what_is_stored(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_councils_outcome_says_on_paper_what_the_page_tells() {
    let bed = bed(Database::Sqlite).await;
    let kim = bed.browser();
    kim.sign_in("kim").await;
    let page = kim.get("/governance/councils/bibblix/ballots/1").await;
    assert!(page.body.contains("/governance/councils/bibblix/outcomes/1/pdf") && page.body.contains("Hämta PDF"));
    let path = "/governance/councils/bibblix/outcomes/1/pdf";
    let bytes = pdf(&bed, &kim, path, "demonstration-omrostning-bibblix-1.pdf").await;
    let found = inspected(&bytes).await;
    assert_eq!(found["title"], "Bibblix färdplan, första omgången");
    let ballot = kim.get("/api/governance/v1/councils/bibblix/ballots/1").await.json();
    let outcome = &ballot["outcome"];
    let attached: Value = serde_json::from_str(found["attachments"][0]["content"].as_str().unwrap()).unwrap();
    assert_eq!(&attached, outcome, "all that is needed to count again is attached");
    let cells = cells(&found);
    // Every cell of the page's tables stands in the document too, but that a reason is a word and a sentence in one.
    for item in ballot["items"].as_array().unwrap() {
        let (title, hours) = (item["title"].as_str().unwrap(), item["hours"].as_i64().unwrap());
        let at = cells.iter().position(|cell| *cell == title).unwrap();
        assert_eq!(cells[at + 1], ui::format::integer(hours));
        let number = item["item"].as_i64().unwrap();
        let verdicts = outcome["verdicts"].as_array().unwrap();
        let verdict = verdicts.iter().find(|verdict| verdict["item"] == number).unwrap();
        assert_eq!(cells[at + 2], verdict["votes"].to_string());
        let (word, sentence) = cells[at + 3].split_once(". ").unwrap();
        assert!(page.body.contains(word) && page.body.contains(sentence), "{}: {}", cells[at + 3], page.body);
    }
    let municipalities = outcome["votes"].as_array().unwrap().len();
    assert!(municipalities > 3 && cells.contains(&"Sandviken"), "{municipalities}");
    assert!(pdf(&bed, &kim, path, "demonstration-omrostning-bibblix-1.pdf").await == bytes, "other bytes");
    let open = kim.get("/governance/councils/bibblix/outcomes/2/pdf").await;
    assert_eq!(open.status, StatusCode::NOT_FOUND, "an open ballot has no outcome");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_program_all_else_works() {
    let folder = tempfile::tempdir().unwrap();
    let mut config: Config = base(sambruk::DEFAULTS, folder.path().join("data"));
    config.documents.binary = folder.path().join("nothing").to_string_lossy().into_owned();
    let running = Box::pin(host::start(config, sambruk::registry, &[], clock())).await.unwrap();
    running.demonstrate(sambruk::registry, Demo::usual(5, 1)).await.unwrap();
    running.settle().await.unwrap();
    let kim = Browser::new(format!("http://{}", running.address));
    kim.sign_in("kim").await;
    let invoices = kim.get("/api/billing/v1/invoices?limit=1").await.json();
    let id = invoices["items"][0]["invoice"].as_str().unwrap();
    assert_eq!(kim.get(&format!("/billing/invoices/{id}")).await.status, StatusCode::OK);
    for path in [format!("/billing/invoices/{id}/pdf"), "/governance/councils/bibblix/outcomes/1/pdf".into()] {
        let page = kim.get(&path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.body);
        assert_eq!(page.headers[header::RETRY_AFTER], "30");
        assert!(page.body.contains("PDF:en kan inte skapas just nu"), "{}", page.body);
    }
    let problem = kim.get(&format!("/api/billing/v1/invoices/{id}/document")).await;
    assert_eq!(
        (problem.status, &problem.headers[header::RETRY_AFTER]),
        (StatusCode::SERVICE_UNAVAILABLE, &"30".parse().unwrap())
    );
    let problem = problem.json();
    assert_eq!(problem["type"], "https://sambruk.se/problems/document-unavailable");
    assert_eq!(problem["detail"], "no PDF can be made now: the program that makes documents does not start");
    running.stop().await;
}
