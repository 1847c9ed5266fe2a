//! A trace follows a request through the outbox and NATS into the services that hear of it.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use testbed::eventually;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::commands::Served;

type Bodies = Arc<Mutex<Vec<Vec<u8>>>>;

/// A collector that keeps what it is sent (OTLP over HTTP).
async fn collector() -> (String, Bodies) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, kept) = (listener.local_addr().unwrap(), Bodies::default());
    let keep = Arc::clone(&kept);
    #[expect(clippy::disallowed_methods, reason = "ends with the test")]
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let keep = Arc::clone(&keep);
            tokio::spawn(async move { while_it_sends(stream, &keep).await });
        }
    });
    (format!("http://{address}"), kept)
}

async fn while_it_sends(mut stream: TcpStream, keep: &Bodies) -> Option<()> {
    let (mut bytes, mut buffer) = (Vec::new(), vec![0; 65_536]);
    loop {
        let head = loop {
            if let Some(end) = find(&bytes, b"\r\n\r\n") {
                break end + 4;
            }
            let read = stream.read(&mut buffer).await.ok().filter(|read| *read > 0)?;
            bytes.extend_from_slice(&buffer[..read]);
        };
        let text = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
        let length: usize = text.split("content-length: ").nth(1)?.split("\r\n").next()?.parse().ok()?;
        while bytes.len() < head + length {
            let read = stream.read(&mut buffer).await.ok().filter(|read| *read > 0)?;
            bytes.extend_from_slice(&buffer[..read]);
        }
        keep.lock().unwrap().push(bytes[head..head + length].to_vec());
        bytes.drain(..head + length);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.ok()?;
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// Names of the services that have told of a span with this name in the trace: in OTLP's form a span's name stands within the
/// hundred bytes after its trace.
fn seen(kept: &Bodies, trace: u128, name: &str) -> usize {
    let trace = trace.to_be_bytes();
    let kept = kept.lock().unwrap();
    let spans = kept.iter().flat_map(|body| {
        let at: Vec<usize> = (0..body.len()).filter(|at| body[*at..].starts_with(&trace)).collect();
        at.into_iter().map(move |at| &body[at..(at + 100).min(body.len())])
    });
    spans.filter(|span| find(span, name.as_bytes()).is_some()).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_follows_a_loan_through_nats() {
    let (address, kept) = collector().await;
    let mut served = Served::start_with(&[("SAMBRUK_TELEMETRY__OTLP", &address)]).await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let key = served.key("sandviken-2181");
    let titles = client.get(format!("{}/api/bibblix/v1/titles?limit=1", served.url)).bearer_auth(&key);
    let titles: Value = titles.send().await.unwrap().json().await.unwrap();
    let trace = platform::id::random().as_u128();
    let lent = client
        .post(format!("{}/api/bibblix/v1/loans", served.url))
        .bearer_auth(&key)
        .header("Idempotency-Key", platform::id::random().to_string())
        .header("traceparent", format!("00-{trace:032x}-00f067aa0ba902b7-01"))
        .json(&json!({ "title": titles["items"][0]["id"], "card": "218100555" }));
    assert_eq!(lent.send().await.unwrap().status(), 201);
    eventually("the collector has the request and what was heard of it", 40, || async {
        (seen(&kept, trace, "request") > 0 && seen(&kept, trace, "handle") > 0).then_some(())
    })
    .await;
    let text = String::from_utf8_lossy(&kept.lock().unwrap().concat()).into_owned();
    assert!(!text.contains("218100555") && !text.contains(&key), "traces tell neither cards nor keys");
    assert_eq!(served.stop().await, 0);
}
