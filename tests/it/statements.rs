//! A page sends few statements, and as many for a hundred rows as for one: what asks once for each row is found here, whatever
//! the machine's speed.

use std::collections::BTreeMap;

use reqwest::Method;
use testbed::{Bed, Browser, Database, Setup};

const PERSONS: [&str; 7] = ["kim", "alex", "charlie", "robin", "sam", "mika", "drew"];
/// With those that begin and end transactions, and those that memory spared.
const MOST: u32 = 12;

/// Places by person and pattern, with what they sent.
type Sent = BTreeMap<(&'static str, String), u32>;

/// Whether an address fits a route's pattern.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len() && pattern.iter().zip(&path).all(|(part, word)| part.starts_with('{') || part == word)
}

/// Patterns of the pages and lists that can be read.
fn patterns() -> (Vec<String>, Vec<String>) {
    let (mut plain, mut objects) = (Vec::new(), Vec::new());
    for module in sambruk::registry() {
        let pages = module.pages.routes.iter().filter(|route| route.method == "GET").map(|route| route.path.to_owned());
        let lists = module.api.operations.iter().filter(|operation| operation.method == "GET");
        let lists = lists.map(|operation| format!("/api/{}/v1{}", module.name, operation.path));
        for pattern in pages.chain(lists) {
            if pattern.contains('{') { objects.push(pattern) } else { plain.push(pattern) }
        }
    }
    (plain, objects)
}

/// Addresses that a page links to.
fn links(page: &str) -> impl Iterator<Item = &str> {
    let named = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    named.map(|link| link.split(['?', '#']).next().unwrap_or(link))
}

async fn look(browser: &Browser, person: &'static str, pattern: &str, path: &str, sent: &mut Sent) -> String {
    let answer = browser.request(Method::GET, path, None).await;
    if answer.status.is_success() {
        sent.insert((person, pattern.to_owned()), answer.statements().expect("a demonstration tells"));
    }
    answer.body
}

/// What every person's pages and lists send, on data of this size; of pages of one object the first that is linked to.
async fn sent(database: Database, percent: u32) -> Sent {
    let clock = platform::Clock::fixed("2026-11-20T11:00:00Z".parse().unwrap());
    let bed = Bed::start(sambruk::registry, Setup { database, clock, defaults: sambruk::DEFAULTS }).await;
    bed.demonstrate(percent).await;
    let mut sent = Sent::new();
    walk(&bed, async |browser, person, pattern, path| look(browser, person, pattern, path, &mut sent).await).await;
    bed.running.stop().await;
    sent
}

/// Every person's way through all that she may read; of pages of one object the first that is linked to. `look` reads an address of a
/// pattern and gives the page.
pub async fn walk(bed: &Bed, mut look: impl AsyncFnMut(&Browser, &'static str, &str, &str) -> String) {
    let (plain, objects) = patterns();
    for person in PERSONS {
        let browser = bed.browser();
        browser.sign_in(person).await;
        browser.step_up(person).await;
        let mut found: BTreeMap<&str, String> = BTreeMap::new();
        for pattern in &plain {
            let body = look(&browser, person, pattern, pattern).await;
            for link in links(&body) {
                if plain.iter().any(|pattern| pattern == link) {
                    continue;
                }
                if let Some(object) = objects.iter().find(|object| fits(object, link)) {
                    found.entry(object).or_insert_with(|| link.to_owned());
                }
            }
        }
        for (pattern, path) in found {
            look(&browser, person, pattern, &path).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_sends_few_statements_however_many_rows_it_shows() {
    let (few, many) = tokio::join!(sent(Database::Sqlite, 1), sent(Database::Sqlite, 25));
    assert!(few.len() > 80, "{} places were looked at", few.len());
    let more = |place: &(&str, String), sent: u32| few.get(place).is_some_and(|before| sent > *before);
    let grown: Vec<_> = many.iter().filter(|(place, sent)| more(place, **sent)).collect();
    assert!(grown.is_empty(), "more rows, more statements: {grown:#?}");
    few_enough(&many);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_sends_few_statements_on_postgres_too_which_is_told_the_tenant_in_one() {
    few_enough(&sent(Database::Postgres, 1).await);
}

fn few_enough(sent: &Sent) {
    let dear: Vec<_> = sent.iter().filter(|(_, sent)| **sent > MOST).collect();
    assert!(dear.is_empty(), "more than {MOST} statements: {dear:#?}");
}
