//! P4: the statements that a page sends, which no other work on the machine can disturb.

use testbed::Bed;

use crate::figure::{Figure, Wanted};

const PERSONS: [&str; 5] = ["kim", "alex", "charlie", "robin", "mika"];

/// The most that any page sends, and what the first page does. That they do not grow with the rows is a test of its own.
pub async fn measure(bed: &Bed) -> Vec<Figure> {
    let modules = sambruk::registry();
    let routes: Vec<_> = modules.iter().flat_map(|module| &module.pages.routes).collect();
    let mut all: Vec<(u32, &str)> = Vec::new();
    for person in PERSONS {
        let browser = bed.browser();
        browser.sign_in(person).await;
        browser.step_up(person).await;
        for route in routes.iter().filter(|route| route.method == "GET" && !route.path.contains('{')) {
            let answer = browser.request(reqwest::Method::GET, route.path, None).await;
            if answer.status.is_success() {
                all.push((answer.statements().unwrap(), route.path));
            }
        }
    }
    all.sort_unstable();
    let (most, path) = all.last().copied().unwrap();
    let (first, _) = all.iter().rev().find(|(_, path)| *path == "/").copied().unwrap();
    let what = format!("statements of any of {} pages, with BEGIN and COMMIT; the most is {path}", all.len());
    vec![
        Figure::alone("P4", what, "", &[f64::from(most)], Wanted::AtMost(12.0)),
        Figure::alone("P4", "statements of the first page", "", &[f64::from(first)], Wanted::AtMost(12.0)),
    ]
}
