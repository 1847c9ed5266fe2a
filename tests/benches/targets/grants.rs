//! P10: loans of Bibblix granted by one municipality, which takes each from the same month's budget, and none over its cap.

use std::time::Instant;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use testbed::{Bed, Browser};

use crate::{
    Scale,
    figure::{Figure, Wanted},
    platform_under_test::key,
};

const CONNECTIONS: usize = 8;
const EACH: usize = 40;
const TURNS: usize = 5;
/// Loans that the last cap has room for.
const ROOM: i64 = 50;

/// Loans in a second, and the öre over a cap that only some of them fit.
pub async fn measure(bed: &Bed, scale: Scale) -> Vec<Figure> {
    let kim = bed.browser();
    kim.sign_in("kim").await;
    let key = key(bed, "sandviken-2181");
    let title = title(bed, &key).await;
    cap(&kim, 900_000_000).await;
    let mut rate = Vec::new();
    for _ in 0..scale.turns(TURNS) {
        let begun = Instant::now();
        let granted = lend(bed, &key, &title, EACH).await;
        assert_eq!(granted, CONNECTIONS * EACH);
        #[expect(clippy::cast_precision_loss, reason = "hundreds")]
        rate.push(granted as f64 / begun.elapsed().as_secs_f64());
    }
    bed.running.settle().await.unwrap();
    let before = budget(&kim).await["committedOre"].as_i64().unwrap();
    let price = price(bed, &key, &title).await;
    cap(&kim, before + price * (ROOM + 1)).await;
    let granted = lend(bed, &key, &title, EACH).await;
    let after = budget(&kim).await;
    let over = after["committedOre"].as_i64().unwrap() - after["capOre"].as_i64().unwrap();
    assert_eq!(i64::try_from(granted).unwrap(), ROOM, "as many as there was room for");
    cap(&kim, 900_000_000).await;
    let what = format!("loans granted by one municipality, {CONNECTIONS} connections");
    let none = format!("öre over the cap when {} ask and {ROOM} fit", CONNECTIONS * EACH);
    #[expect(clippy::cast_precision_loss, reason = "hundreds")]
    let over = over.max(0) as f64;
    vec![
        Figure::alone("P10", what, "a second", &rate, Wanted::AtLeast(100.0)),
        Figure::alone("P10", none, "öre", &[over], Wanted::AtMost(0.0)),
    ]
}

/// A title that is paid for by the loan.
async fn title(bed: &Bed, key: &str) -> String {
    let client = Browser::with_key(bed.url(""), key);
    let titles = client.get("/api/bibblix/v1/titles?limit=100").await.json();
    for title in titles["items"].as_array().unwrap() {
        let id = title["id"].as_str().unwrap().to_owned();
        let loan = loan(&client, &id).await;
        if loan.is_some_and(|loan| loan["price"]["ore"].as_i64().unwrap_or(0) > 0) {
            return id;
        }
    }
    unreachable!("a title has a price");
}

async fn price(bed: &Bed, key: &str, title: &str) -> i64 {
    let loan = loan(&Browser::with_key(bed.url(""), key), title).await.unwrap();
    loan["price"]["ore"].as_i64().unwrap()
}

/// Lends to a card of its own; none when there is no money left.
async fn loan(client: &Browser, title: &str) -> Option<Value> {
    let card: String = platform::id::random().as_u128().to_string().chars().take(12).collect();
    let body = json!({ "title": title, "card": card });
    let answer = client.json(Method::POST, "/api/bibblix/v1/loans", &body).await;
    let exhausted = answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("budget-exhausted");
    assert!(answer.status == StatusCode::CREATED || exhausted, "{} {}", answer.status, answer.body);
    (!exhausted).then(|| answer.json())
}

/// Asks for loans over some connections at once; tells how many were granted.
async fn lend(bed: &Bed, key: &str, title: &str, each: usize) -> usize {
    let asking: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (client, title) = (Browser::with_key(bed.url(""), key), title.to_owned());
            #[expect(clippy::disallowed_methods, reason = "waited for below")]
            tokio::spawn(async move {
                let mut granted = 0;
                for _ in 0..each {
                    granted += usize::from(loan(&client, &title).await.is_some());
                }
                granted
            })
        })
        .collect();
    let mut granted = 0;
    for one in asking {
        granted += one.await.unwrap();
    }
    granted
}

async fn budget(kim: &Browser) -> Value {
    kim.get("/api/bibblix/v1/budget").await.json()
}

async fn cap(kim: &Browser, ore: i64) {
    let page = kim.get("/bibblix/budget").await;
    assert!(page.status.is_success(), "{}", page.status);
    let form = testbed::FoundForm::on(&page.body, "/bibblix/budget").unwrap();
    let kronor = (ore / 100).to_string();
    let sent = kim.submit(&form, &[("cap", kronor.as_str())]).await;
    assert!(sent.status.is_success(), "{} {}", sent.status, sent.body);
}
