//! Asking over HTTP: every connection again as soon as it is answered, or at a fixed rate whatever the answers take.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// What is asked, and as whom.
#[derive(Clone)]
pub struct Asked {
    /// The address.
    pub url: String,
    /// Name and value of the header that tells who asks.
    pub as_whom: Option<(&'static str, String)>,
}

/// A client without a proxy, that holds as many connections as it is used by tasks at once.
pub fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// One answer, read to its end.
pub async fn ask(client: &reqwest::Client, asked: &Asked) {
    let mut request = client.get(&asked.url);
    if let Some((name, value)) = &asked.as_whom {
        request = request.header(*name, value);
    }
    let answer = request.send().await.unwrap();
    assert!(answer.status().is_success(), "{} {}", asked.url, answer.status());
    answer.bytes().await.unwrap();
}

/// A closed loop: so many connections, each asking so often. Every answer's time.
pub async fn closed(asked: &Asked, connections: usize, each: usize) -> Vec<Duration> {
    let asking: Vec<_> = (0..connections)
        .map(|_| {
            let asked = asked.clone();
            #[expect(clippy::disallowed_methods, reason = "waited for below")]
            tokio::spawn(async move {
                // A client of its own has a connection of its own.
                let client = client();
                ask(&client, &asked).await;
                let mut times = Vec::with_capacity(each);
                for _ in 0..each {
                    let begun = Instant::now();
                    ask(&client, &asked).await;
                    times.push(begun.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for one in asking {
        times.extend(one.await.unwrap());
    }
    times
}

/// An open loop: so many a second, counted from when each should have been asked, so that a stall is not forgotten.
pub async fn open(asked: &Asked, rate: f64, count: usize) -> Vec<Duration> {
    let client = Arc::new(client());
    let begun = Instant::now();
    let mut asking = Vec::with_capacity(count);
    for place in 0..count {
        #[expect(clippy::cast_precision_loss, reason = "thousands")]
        let due = begun + Duration::from_secs_f64(place as f64 / rate);
        tokio::time::sleep_until(due.into()).await;
        let (client, asked) = (Arc::clone(&client), asked.clone());
        #[expect(clippy::disallowed_methods, reason = "waited for below")]
        asking.push(tokio::spawn(async move {
            ask(&client, &asked).await;
            due.elapsed()
        }));
    }
    let mut times = Vec::with_capacity(count);
    for one in asking {
        times.push(one.await.unwrap());
    }
    times
}
