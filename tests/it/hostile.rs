//! Texts that mean something to a database, a script or a file: in every parameter of every operation and page, and in every form
//! (ASVS 5.0, 1.2.3, 1.2.4). None is understood as anything but a text.

use std::collections::BTreeSet;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use testbed::{Bed, Browser, Database};

use crate::clients::bed;

/// Ends a text, begins a comment, a pattern and a command, in SQL, HTML and the shell.
const HOSTILE: &str = "'\";--/*\\%_$(id)`</script>";
/// Filters and choices that pages know by these names.
const NAMES: [&str; 24] = [
    "q",
    "sort",
    "page",
    "limit",
    "state",
    "step",
    "role",
    "service",
    "kind",
    "month",
    "year",
    "from",
    "to",
    "until",
    "who",
    "what",
    "object",
    "status",
    "return",
    "protocol",
    "federation",
    "connected",
    "meter",
    "source",
];

fn encoded(text: &str) -> String {
    let mut url = reqwest::Url::parse("http://any/").unwrap();
    url.query_pairs_mut().append_pair("a", text);
    url.query().unwrap()[2..].to_owned()
}

/// A path whose parameters are the text.
fn filled(path: &str, text: &str) -> String {
    let parts = path
        .split('/')
        .map(|part| if part.starts_with('{') { encoded(text).replace('+', "%20") } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("/")
}

struct Asked {
    count: usize,
    broken: BTreeSet<String>,
}

impl Asked {
    fn heard(&mut self, what: String, status: StatusCode) {
        self.count += 1;
        if status.is_server_error() {
            self.broken.insert(format!("{what}: {status}"));
        }
    }
}

async fn everywhere(browser: &Browser, texts: &[&str], asked: &mut Asked) {
    let modules = sambruk::registry();
    let documents = platform::published::documents(&modules).unwrap();
    for module in &modules {
        let document: Value = serde_json::from_str(&documents[&format!("openapi/{}.v1.json", module.name)]).unwrap();
        for text in texts {
            let value = encoded(text);
            for page in module.pages.routes.iter().filter(|page| !page.path.ends_with("/live")) {
                let path = filled(page.path, text);
                if page.method != "GET" {
                    let fields: Vec<(&str, &str)> = page.form.iter().map(|(name, _)| (*name, *text)).collect();
                    // Signing out would end the walk, and is not about any text.
                    if !page.path.starts_with("/identity/sign-out") && !page.path.contains("/sessions/end-others") {
                        asked.heard(format!("POST {path}"), browser.send_only(&path, &fields).await.status);
                    }
                    continue;
                }
                for name in NAMES {
                    let path = format!("{path}?{name}={value}");
                    let status = browser.request(Method::GET, &path, None).await.status;
                    asked.heard(format!("GET {path}"), status);
                }
            }
            for operation in module.api.operations.iter().filter(|operation| operation.method == "GET") {
                let path = filled(&format!("/api/{}/v1{}", module.name, operation.path), text);
                let parameters = document["paths"][&operation.path]["get"]["parameters"].as_array().cloned();
                let known = parameters.unwrap_or_default();
                let known =
                    known.iter().filter_map(|one| one["name"].as_str()).map(|name| format!("{path}?{name}={value}"));
                for path in known.chain([path.clone()]) {
                    let status = browser.request(Method::GET, &path, None).await.status;
                    asked.heard(format!("GET {path}"), status);
                }
            }
        }
    }
}

async fn is_a_text(database: Database) {
    let bed = bed(database).await;
    let mut asked = Asked { count: 0, broken: BTreeSet::new() };
    for person in ["kim", "drew"] {
        let browser = bed.browser();
        browser.sign_in(person).await;
        browser.step_up(person).await;
        everywhere(&browser, &[HOSTILE, "a\0b"], &mut asked).await;
    }
    assert!(asked.count > 2_000, "{}", asked.count);
    assert!(asked.broken.is_empty(), "{} of {}: {:#?}", asked.broken.len(), asked.count, asked.broken);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_text_is_a_text_everywhere_on_sqlite() {
    is_a_text(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_text_is_a_text_everywhere_on_postgres() {
    is_a_text(Database::Postgres).await;
}

/// What was stored comes back as it was, in JSON, in HTML and in a file.
async fn comes_back(bed: &Bed) {
    let kim = bed.browser();
    kim.sign_in("kim").await;
    kim.step_up("kim").await;
    let name = "Å\"'\\ \u{2028}\u{2029}</script>=1+1 {{ 7*7 }}";
    let wish = json!({ "name": name, "roles": ["integrator"], "days": 30 });
    let made = kim.json(Method::POST, "/api/identity/v1/keys", &wish).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let listed = kim.get("/api/identity/v1/keys").await.json();
    let names: Vec<&str> = listed["items"].as_array().unwrap().iter().filter_map(|key| key["name"].as_str()).collect();
    assert!(names.contains(&name), "{names:?}");
    let page = kim.get("/identity/keys").await.body;
    assert!(!page.contains("</script>=1+1") && page.contains("{{ 7*7 }}"), "it is escaped and not evaluated");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_text_comes_back_as_it_was() {
    let bed = bed(Database::Sqlite).await;
    comes_back(&bed).await;
    bed.stop_verified().await;
}
