//! Lists over HTTP: sorted, filtered, paged, saved and taken out as files; and the files read by somebody else's program.

use std::{io::Write, path::Path};

use axum::http::StatusCode;
use platform::Clock;
use serde_json::Value;
use testbed::{Bed, Browser, Database, Setup};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_and_its_files_are_the_same_on_sqlite() {
    lists(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_and_its_files_are_the_same_on_postgres() {
    lists(Database::Postgres).await;
}

async fn lists(database: Database) {
    let setup = Setup { database, clock: Clock::System, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(sambruk::registry, setup).await;
    bed.demonstrate(3).await;
    let (kim, charlie, robin) = (bed.browser(), bed.browser(), bed.browser());
    kim.sign_in("kim").await;
    charlie.sign_in("charlie").await;
    robin.sign_in("robin").await;
    sorted(&kim).await;
    refused(&kim).await;
    let ours = exported(&kim, "/bibblix/loans").await;
    let theirs = exported(&charlie, "/bibblix/loans").await;
    assert!(ours.len() > 20 && theirs.len() > 20, "{} and {} loans", ours.len(), theirs.len());
    let references = |rows: &[Vec<Value>]| rows.iter().map(|row| row[0].to_string()).collect::<Vec<_>>();
    let theirs = references(&theirs);
    assert!(references(&ours).iter().all(|one| !theirs.contains(one)), "another municipality's loans are in the file");
    filtered(&kim, ours.len()).await;
    everywhere(&kim, &["/members?show=members", "/billing/usage", "/billing/invoices", "/identity/keys"]).await;
    everywhere(&robin, &["/billing/runs", "/billing/charges", "/billing/quarantine", "/billing/invoices"]).await;
    preview(&robin).await;
    searched(&kim, &charlie, &bed.browser()).await;
    saved(&kim, &charlie).await;
    bed.stop_verified().await;
}

/// Whose name somebody searches for stands in no address (ASVS 5.0, 14.2.1), and the list does what every list does.
async fn searched(kim: &Browser, charlie: &Browser, alex: &Browser) {
    let whole = rows(&kim.get("/identity/people").await.body);
    let sent = kim.send_only("/identity/people/search", &[("q", "exempelsson"), ("role", ""), ("sort", "-name")]).await;
    let address = sent.location().unwrap_or_else(|| panic!("{}", sent.body)).to_owned();
    assert!(address.starts_with("/identity/people?q=") && address.ends_with("&sort=-name"), "{address}");
    assert!(!address.to_lowercase().contains("exempelsson"), "{address}");
    let page = kim.get(&address).await.body;
    let found = rows(&page);
    assert!(!found.is_empty() && found.len() < whole.len(), "{} of {}", found.len(), whole.len());
    assert!(found.iter().all(|row| row[0].contains("Exempelsson")), "{found:?}");
    assert!(
        page.contains("value=\"exempelsson\"") && page.contains("method=\"post\" action=\"/identity/people/search\""),
        "{page}"
    );
    // Every link of the page carries it on as it came, files too.
    let value = address.split("q=").nth(1).unwrap().split('&').next().unwrap();
    let links: Vec<&str> =
        page.split("href=\"/identity/people?").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(links.iter().any(|link| link.contains(&format!("q={value}"))), "{links:?}");
    let file = kim.get(&format!("{address}&export=csv")).await;
    assert_eq!(file.body.lines().count(), found.len() + 1, "{}", file.body);

    // What nobody has encrypted here is no search, and in a file an error; what a colleague sends along is read.
    let told = kim.get("/identity/people?q=exempelsson").await;
    assert!(
        told.body.contains("Adressen har värden som inte finns") && rows(&told.body).len() == whole.len(),
        "{}",
        told.body
    );
    assert_eq!(kim.get("/identity/people?q=exempelsson&export=csv").await.status, StatusCode::BAD_REQUEST);
    let hers = charlie.get(&address).await;
    assert!(hers.status == StatusCode::OK && !hers.body.contains("Kim Exempelsson"), "another organisation's people");
    alex.sign_in("alex").await;
    assert_eq!(alex.get(&address).await.status, StatusCode::NOT_FOUND, "she is no administrator");
    assert_eq!(alex.send_only("/identity/people/search", &[("q", "kim")]).await.status, StatusCode::NOT_FOUND);
}

/// The rows of the table, each its cells' words.
fn rows(page: &str) -> Vec<Vec<String>> {
    let body = page.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).unwrap_or_default();
    let words = |cell: &str| cell.split('<').map(|part| part.split('>').nth(1).unwrap_or("")).collect::<String>();
    let cells = |row: &str| {
        row.replace("<th scope=\"row\"", "<td").split("<td").skip(1).map(|cell| words(&format!("<{cell}"))).collect()
    };
    body.split("<tr>").skip(1).map(cells).collect()
}

async fn sorted(kim: &Browser) {
    let page = |address: &'static str| async move {
        let answer = kim.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        answer.body
    };
    let rising = page("/bibblix/loans?sort=started&limit=100").await;
    let falling = page("/bibblix/loans?sort=-started&limit=100").await;
    assert!(rising.contains("aria-sort=\"ascending\"") && falling.contains("aria-sort=\"descending\""));
    let times = |page: &str| rows(page).into_iter().map(|row| row[1].clone()).collect::<Vec<_>>();
    let (up, down) = (times(&rising), times(&falling));
    assert!(up.is_sorted() && down.iter().rev().is_sorted() && up.first() < down.first(), "{up:?} {down:?}");
    let (first, second) = (page("/bibblix/loans?limit=5").await, page("/bibblix/loans?limit=5&page=2").await);
    assert_eq!((rows(&first).len(), rows(&second).len()), (5, 5));
    assert_ne!(rows(&first), rows(&second));
    let unknown = page("/bibblix/loans?sort=secret&status=nothing&page=-1&limit=abc").await;
    assert!(unknown.contains("status, sort") && !rows(&unknown).is_empty(), "what does not exist is told");
}

async fn refused(kim: &Browser) {
    for (address, status) in [
        ("/bibblix/loans?export=xlsx&sort=secret", StatusCode::BAD_REQUEST),
        ("/bibblix/loans?export=pdf", StatusCode::OK),
        ("/billing/runs?export=csv", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(kim.get(address).await.status, status, "{address}");
    }
}

/// Both files of a list as an independent program reads them; they must be the same rows.
async fn exported(browser: &Browser, address: &str) -> Vec<Vec<Value>> {
    let with = |format: &str| format!("{address}{}export={format}", if address.contains('?') { '&' } else { '?' });
    let (csv, xlsx) = (browser.bytes(&with("csv")).await, browser.bytes(&with("xlsx")).await);
    let read = read(&csv, &xlsx).await;
    assert_eq!(read["csv"]["head"], read["xlsx"]["head"], "{address}");
    assert_eq!(read["csv"]["rows"], read["xlsx"]["rows"], "{address}: the files differ");
    assert_eq!(
        (&read["bom"], &read["frozen"], &read["formulas"]),
        (&true.into(), &"A2".into(), &0.into()),
        "{address}"
    );
    serde_json::from_value(read["xlsx"]["rows"].clone()).unwrap()
}

/// Runs tests/it/lists/read.py with openpyxl, which infra/setup.sh fetches.
async fn read(csv: &[u8], xlsx: &[u8]) -> Value {
    let installed = root().join(".cache/openpyxl");
    assert!(installed.join("openpyxl").exists(), "openpyxl is not there: run `infra/setup.sh test`");
    let files = tempfile::tempdir().unwrap();
    for (name, bytes) in [("list.csv", csv), ("list.xlsx", xlsx)] {
        std::fs::File::create(files.path().join(name)).unwrap().write_all(bytes).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/lists/read.py");
    let mut python = tokio::process::Command::new("python3");
    let run = python.arg(script).arg(files.path()).env("PYTHONPATH", installed).output();
    let output = run.await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "read.py failed: {said}");
    println!("{}", said.trim());
    serde_json::from_slice(&output.stdout).unwrap()
}

async fn filtered(kim: &Browser, all: usize) {
    let some = exported(kim, "/bibblix/loans?status=returned&sort=due").await;
    assert!(!some.is_empty() && some.len() < all, "{} of {all}", some.len());
    let page = kim.get("/bibblix/loans?status=returned&sort=due&limit=100").await.body;
    let shown = rows(&page);
    assert!(
        page.contains(&format!("av {}", some.len())) || shown.len() == some.len(),
        "the page has as many rows as its file"
    );
    for (row, shown) in some.iter().zip(&shown) {
        assert_eq!(row[1].as_str().unwrap(), shown[0].replace("&#39;", "'").replace("&#38;", "&"), "in the same order");
    }
}

async fn everywhere(browser: &Browser, addresses: &[&str]) {
    for address in addresses {
        let page = browser.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
        let sorts: Vec<&str> = page.body.split("?sort=").skip(1).chain(page.body.split("&#38;sort=").skip(1)).collect();
        for sort in sorts.iter().map(|rest| rest.split(['"', '&']).next().unwrap()) {
            let with = format!("{address}{}sort={sort}", if address.contains('?') { '&' } else { '?' });
            assert_eq!(browser.get(&with).await.status, StatusCode::OK, "{with}");
        }
        exported(browser, address).await;
    }
}

async fn preview(robin: &Browser) {
    let runs = robin.get("/billing/runs?state=issued").await.body;
    let Some(run) =
        runs.split("/billing/runs/").find_map(|rest| rest.get(..36).filter(|id| id.matches('-').count() == 4))
    else {
        panic!("the demonstration has no issued run: {runs}");
    };
    let here = format!("/billing/runs/{run}/preview");
    let (all, some) = (exported(robin, &here).await, exported(robin, &format!("{here}?only=deviations")).await);
    assert!(all.len() > some.len(), "{} and {}", all.len(), some.len());
    assert!(some.iter().all(|row| !row[7].is_null()), "each row of the filter has a deviation");
}

async fn saved(kim: &Browser, charlie: &Browser) {
    let address = "/bibblix/loans?status=active&sort=due";
    let name = "Mina \"<b>\" lån";
    let answer = kim.send_only("/bibblix/filters", &[("act", "save"), ("name", name), ("address", address)]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, Some(address)));
    let list = kim.get("/bibblix/loans").await.body;
    assert!(list.contains("Mina &#34;&#60;b&#62;&#34; lån"), "its name is shown, escaped");
    let others = charlie.get("/bibblix/loans").await.body + &charlie.get("/bibblix/filters").await.body;
    assert!(!others.contains("Mina "), "nobody else sees it");
    for wrong in [
        "https://evil.example/",
        "//evil.example/bibblix",
        "/billing/runs",
        "/bibblix/nothing",
        "/bibblixx",
        "javascript:1",
    ] {
        let answer = kim.send_only("/bibblix/filters", &[("act", "save"), ("name", "X"), ("address", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let long = "x".repeat(61);
    for wrong in ["", "   ", long.as_str()] {
        let answer = kim.send_only("/bibblix/filters", &[("act", "save"), ("name", wrong), ("address", address)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    for number in 2..=21 {
        let name = format!("Filter {number}");
        let answer = kim.send_only("/bibblix/filters", &[("act", "save"), ("name", &name), ("address", address)]).await;
        let expected = if number <= 20 { StatusCode::SEE_OTHER } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(answer.status, expected, "number {number}");
    }
    let page = kim.get("/bibblix/filters").await.body;
    let ids: Vec<&str> = page.split("name=\"filter\" value=\"").skip(1).filter_map(|rest| rest.get(..36)).collect();
    assert_eq!(ids.len(), 20);
    charlie.send_only("/bibblix/filters", &[("act", "remove"), ("filter", ids[0])]).await;
    assert!(kim.get("/bibblix/filters").await.body.contains(ids[0]), "nobody else removes it");
    for id in &ids {
        kim.send_only("/bibblix/filters", &[("act", "remove"), ("filter", id)]).await;
    }
    assert!(!kim.get("/bibblix/loans").await.body.contains("Filter 2"));
}
