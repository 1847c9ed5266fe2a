//! P6, P7 and P11: memory, start and the weight of pages of all services in one process on SQLite.

use std::{
    collections::BTreeSet,
    path::Path,
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use testbed::Browser;

use crate::{
    Scale,
    child::Served,
    figure::{Figure, Wanted},
    load::{self, Asked},
};

const TURNS: usize = 3;
/// Pages that the load asks for.
const ASKED: usize = 2000;
const PERSONS: [&str; 5] = ["kim", "alex", "charlie", "robin", "mika"];

/// Megabytes, seconds and kilobytes.
pub async fn measure(scale: Scale) -> Vec<Figure> {
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path().join("data");
    let served = Served::start(&directory).await;
    let (made, cold) = (served.resident(), (served.up, served.made));
    served.stop().await;
    let uses = uses_of_a_year(&directory).await;
    let (mut seconds, mut idle, mut loaded, mut own, mut broker) = (vec![], vec![], vec![], vec![], vec![]);
    let mut weights = Vec::new();
    for turn in 0..scale.turns(TURNS) {
        let begun = Instant::now();
        let served = Served::start(&directory).await;
        seconds.push(begun.elapsed().as_secs_f64());
        tokio::time::sleep(Duration::from_secs(3)).await;
        let (process, server) = served.resident();
        idle.push(process + server);
        if turn == 0 {
            weights = weigh(&served).await;
        }
        ask(&served).await;
        let (process, server) = served.resident();
        loaded.push(process + server);
        own.push(process);
        broker.push(server);
        served.stop().await;
    }
    weights.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (heaviest, path) = weights.first().cloned().unwrap_or_default();
    let all = "all services and the broker, 290 municipalities, resident";
    let told = Wanted::Nothing;
    let what = format!("first load of any of {} pages, compressed; the heaviest is {path}", weights.len());
    vec![
        Figure::alone(
            "scale",
            "the whole country's demonstration data, cold: until the portal answers",
            "s",
            &[cold.0],
            Wanted::AtMost(10.0),
        ),
        Figure::alone("scale", "… until all of it is there and billed", "s", &[cold.1], Wanted::AtMost(90.0)),
        Figure::alone("scale", "… uses of the last year among it", "", &[uses], Wanted::AtLeast(300_000.0)),
        Figure::alone("P6", format!("{all}, after {ASKED} pages"), "MB", &loaded, Wanted::AtMost(200.0)),
        Figure::alone("P6", "… of that the process", "MB", &own, told),
        Figure::alone("P6", "… of that the broker", "MB", &broker, told),
        Figure::alone("P6", format!("{all}, three seconds after the start"), "MB", &idle, told),
        Figure::alone("P6", format!("{all}, when it had just made its data"), "MB", &[made.0 + made.1], told),
        Figure::alone("P7", "start to ready with existing data", "s", &seconds, Wanted::AtMost(1.0)),
        Figure::alone("P11", what, "kB", &[heaviest], Wanted::AtMost(45.0)),
    ]
}

/// Uses that billing has of the twelve months until now.
async fn uses_of_a_year(directory: &Path) -> f64 {
    let place = format!("sqlite://{}?mode=rw", directory.join("billing.sqlite").display());
    let db = platform::store::connect(&place, None, 1).await.unwrap();
    let since = platform::Clock::System.now() - chrono::Months::new(12);
    let sql = "SELECT count(*) AS count FROM billing_usage WHERE occurred_at >= $1";
    let count = Statement::from_sql_and_values(DbBackend::Sqlite, sql, [since.into()]);
    let count: i64 = db.query_one_raw(count).await.unwrap().unwrap().try_get("", "count").unwrap();
    db.close().await.unwrap();
    #[expect(clippy::cast_precision_loss, reason = "less than 2^52")]
    let count = count as f64;
    count
}

/// Asks for every person's pages from many connections.
async fn ask(served: &Served) {
    for person in PERSONS {
        let browser = Browser::new(served.address.clone());
        browser.sign_in(person).await;
        browser.step_up(person).await;
        let cookie = format!("sambruk={}", browser.cookie("sambruk").unwrap());
        let paths = paths(&browser).await;
        for path in &paths {
            let asked = Asked { url: format!("{}{path}", served.address), as_whom: Some(("cookie", cookie.clone())) };
            load::closed(&asked, 8, (ASKED / PERSONS.len() / paths.len() / 8).max(1)).await;
        }
    }
}

/// The pages that a person may open and that need no object's id.
async fn paths(browser: &Browser) -> Vec<String> {
    let modules = sambruk::registry();
    let routes = modules.iter().flat_map(|module| &module.pages.routes);
    let plain = routes.filter(|route| route.method == "GET" && !route.path.contains('{')).map(|route| route.path);
    let mut open = Vec::new();
    for path in plain {
        let answer = browser.request(reqwest::Method::GET, path, None).await;
        if answer.status.is_success() {
            open.push(path.to_owned());
        }
    }
    open
}

/// Kilobytes of every page with what it loads, as sent to a browser that knows gzip and has nothing yet.
async fn weigh(served: &Served) -> Vec<(f64, String)> {
    let mut weights = Vec::new();
    for person in PERSONS {
        let browser = Browser::new(served.address.clone());
        browser.sign_in(person).await;
        browser.step_up(person).await;
        let cookie = format!("sambruk={}", browser.cookie("sambruk").unwrap());
        for path in paths(&browser).await {
            let page = browser.get(&path).await;
            let mut bytes = sent(&format!("{}{path}", served.address), &cookie).await;
            for part in assets(&page.body) {
                bytes += sent(&format!("{}{part}", served.address), &cookie).await;
            }
            #[expect(clippy::cast_precision_loss, reason = "thousands")]
            weights.push((bytes as f64 / 1000.0, path));
        }
    }
    weights
}

/// Addresses of scripts, styles and images that a page names.
fn assets(page: &str) -> BTreeSet<String> {
    let named = page.split("\"/assets/").skip(1).filter_map(|rest| rest.split('"').next());
    named.map(|name| format!("/assets/{}", name.split(['#', '?']).next().unwrap_or(name))).collect()
}

async fn sent(url: &str, cookie: &str) -> usize {
    let request = load::client().get(url).header("cookie", cookie).header("accept-encoding", "gzip");
    let answer = request.send().await.unwrap();
    assert!(answer.status().is_success(), "{url} {}", answer.status());
    answer.bytes().await.unwrap().len()
}
