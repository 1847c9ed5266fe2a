//! The feeds: nothing is left out and nothing comes twice, however writers overlap; and nothing is anybody else's.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, Utc};
use contracts::Tenant;
use platform::{Actor, Ctx, Module};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use testbed::{Bed, Browser, Database, Setup, eventually};
use uuid::Uuid;

use crate::probe::{self, ThingHappened};

/// All services, and one that tells what the test wants.
fn registry() -> Vec<Module> {
    sambruk::registry().into_iter().chain(probe::registry().into_iter().take(1)).collect()
}

struct Integrator {
    client: reqwest::Client,
    key: String,
}

impl Integrator {
    fn of(bed: &Bed, tenant: &Tenant) -> Self {
        let key = bed.key_of(tenant.as_str());
        Self { client: reqwest::Client::builder().no_proxy().build().unwrap(), key }
    }

    async fn get(&self, bed: &Bed, path: &str) -> (StatusCode, Value) {
        let answer = self.client.get(bed.url(path)).bearer_auth(&self.key).send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    /// One step along a feed; the items, and whether there is more already.
    async fn step(&self, bed: &Bed, feed: &str, cursor: &mut Option<String>) -> (Vec<Value>, bool) {
        let after = cursor.as_ref().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let (status, mut answer) = self.get(bed, &format!("{feed}{after}")).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        *cursor = answer["next"].as_str().map(str::to_owned);
        let Value::Array(items) = answer["items"].take() else { panic!("no items: {answer}") };
        (items, answer["more"] == true)
    }

    /// All that a feed holds now.
    async fn all(&self, bed: &Bed, feed: &str) -> Vec<Value> {
        let (mut found, mut cursor) = (Vec::new(), None);
        loop {
            let (items, more) = self.step(bed, feed, &mut cursor).await;
            found.extend(items);
            if !more {
                return found;
            }
        }
    }
}

fn ids(items: &[Value]) -> Vec<Uuid> {
    items.iter().map(|item| item["id"].as_str().unwrap().parse().unwrap()).collect()
}

/// Tells in transactions that overlap: each waits between telling and committing, so that what was told first is often committed
/// last. Every fifth is given up. Gives the ids of what was committed.
async fn write(teller: Ctx, tenant: Tenant, writer: u64) -> Vec<Uuid> {
    let mut told = Vec::new();
    for round in 0..20_u64 {
        let tx = teller.store.begin_for(&tenant, Actor::System("test")).await.unwrap();
        let mut ids = Vec::new();
        for number in 0..=(round % 3) {
            let number = i64::try_from(number).unwrap();
            ids.push(tx.emit(ThingHappened { object: format!("w{writer}"), number }).await.unwrap());
        }
        tokio::time::sleep(Duration::from_millis((writer * 7 + round * 13) % 40)).await;
        if round % 5 == 4 {
            drop(tx);
        } else {
            tx.commit().await.unwrap();
            told.extend(ids);
        }
    }
    told
}

const FEED: &str = "/api/teller/v1/events?limit=7";

async fn nothing_is_lost_or_doubled(database: Database) {
    let setup = Setup { database, clock: platform::Clock::System, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(registry, setup).await;
    bed.demonstrate(1).await;
    let (sandviken, uppsala): (Tenant, Tenant) = ("sandviken-2181".parse().unwrap(), "uppsala-0380".parse().unwrap());
    let integrator = Integrator::of(&bed, &sandviken);
    let mut cursor = None;
    assert_eq!(integrator.step(&bed, FEED, &mut cursor).await, (vec![], false), "nothing is told yet");
    assert_eq!(cursor, None);
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..8 {
        let tenant = if writer % 4 == 3 { uppsala.clone() } else { sandviken.clone() };
        let (teller, own) = (bed.service("teller").clone(), tenant == sandviken);
        writers.spawn(async move { (own, write(teller, tenant, writer).await) });
    }
    let (mut wanted, mut foreign, mut found) = (HashSet::new(), Vec::new(), Vec::new());
    while !writers.is_empty() {
        let (items, _) = integrator.step(&bed, FEED, &mut cursor).await;
        found.extend(ids(&items));
        while let Some(done) = writers.try_join_next() {
            let (own, told) = done.unwrap();
            if own { wanted.extend(told) } else { foreign.extend(told) }
        }
    }
    eventually("the rest is told", 30, || async { bed.running.settle().await.ok() }).await;
    loop {
        let (items, more) = integrator.step(&bed, FEED, &mut cursor).await;
        found.extend(ids(&items));
        if !more {
            break;
        }
    }
    assert_eq!(found.len(), wanted.len(), "as many as were committed");
    assert_eq!(found.iter().copied().collect::<HashSet<_>>(), wanted, "each of them once, and no other's");
    assert_eq!(ids(&integrator.all(&bed, FEED).await), found, "read again, they come in the same order");
    republished(&bed, &integrator, &found).await;
    refused(&bed, &integrator, foreign[0]).await;
    told_again(&bed).await;
    partly_known(&bed).await;
    uses(&bed, &integrator).await;
    bed.stop_verified().await;
}

/// What is published again because a stream was lost keeps its place.
async fn republished(bed: &Bed, integrator: &Integrator, found: &[Uuid]) {
    let teller = bed.service("teller");
    let across = teller.store.across_for(Actor::System("test")).await.unwrap();
    across.execute("UPDATE outbox SET published_at = NULL WHERE seq > 3", []).await.unwrap();
    across.commit().await.unwrap();
    let tail = probe::tell(teller, &"sandviken-2181".parse().unwrap(), "again", [1]).await;
    eventually("all is published", 30, || async {
        let backlog = teller.backlog().await.unwrap();
        bed.running.settle().await.ok().filter(|()| backlog.values().all(|count| *count == 0))
    })
    .await;
    let expected: Vec<Uuid> = found.iter().copied().chain(tail).collect();
    assert_eq!(ids(&integrator.all(bed, FEED).await), expected, "none comes again, and the new one comes last");
}

async fn refused(bed: &Bed, integrator: &Integrator, foreign: Uuid) {
    let feed = "/api/teller/v1/events";
    let kind = "se.sambruk.teller.thing-happened.v1";
    let (status, answer) = integrator.get(bed, &format!("{feed}?type={kind}&limit=1")).await;
    assert_eq!((status, answer["items"][0]["type"].as_str()), (StatusCode::OK, Some(kind)));
    assert_eq!(answer["items"][0]["tenant"], "sandviken-2181");
    for (query, wanted) in [
        (format!("cursor={foreign}"), (410, "cursor-too-old")),
        (format!("cursor={}", platform::id::random()), (410, "cursor-too-old")),
        ("cursor=17".into(), (400, "invalid-parameters")),
        ("type=se.sambruk.teller.nothing.v1".into(), (400, "invalid-parameters")),
        ("limit=0".into(), (400, "invalid-parameters")),
        ("limit=1001".into(), (400, "invalid-parameters")),
        ("page=2".into(), (400, "invalid-parameters")),
    ] {
        let (status, problem) = integrator.get(bed, &format!("{feed}?{query}")).await;
        let code = problem["type"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        assert_eq!((status.as_u16(), code.as_str()), wanted, "{query}");
    }
}

/// Uses that are told twice under one key are taken in once and answered twice, word for word; another request under it is refused.
async fn told_again(bed: &Bed) {
    let machine = Browser::with_key(bed.url(""), &bed.key_of("sandviken-2181"));
    let (key, path, now) = (platform::id::random().to_string(), "/api/billing/v1/usage", bed.clock.now());
    let body = |id: &str| json!([use_of(now, id, 1)]);
    let first = machine.json_as(&key, Method::POST, path, &body("one")).await;
    assert_eq!((first.status, &first.json()["accepted"]), (StatusCode::OK, &json!(1)), "{}", first.body);
    let again = machine.json_as(&key, Method::POST, path, &body("one")).await;
    assert_eq!((again.status, &again.body), (StatusCode::OK, &first.body));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    let other = machine.json_as(&key, Method::POST, path, &body("two")).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", other.body);
    let anew = machine.json(Method::POST, path, &body("one")).await;
    assert_eq!(anew.json()["duplicates"], 1, "{}", anew.body);
}

fn use_of(now: DateTime<Utc>, id: &str, quantity: i64) -> Value {
    json!({ "specversion": "1.0", "id": id, "source": "urn:feed:till", "time": now, "type": "se.sambruk.usage.recorded.v1",
            "tenant": "sandviken-2181",
            "data": { "service": "bibblix", "meter": "bundle-loan", "measure": { "kind": "quantity", "quantity": quantity },
                      "occurred_at": now, "source_ref": id } })
}

/// Of many uses in one request, some of which are known, the new ones alone are stored and told on, each once.
async fn partly_known(bed: &Bed) {
    let machine = Browser::with_key(bed.url(""), &bed.key_of("sandviken-2181"));
    let (path, now) = ("/api/billing/v1/usage", bed.clock.now());
    let many = |numbers: Vec<i64>| -> Vec<Value> {
        numbers.into_iter().map(|number| use_of(now, &format!("many-{number}"), 1)).collect()
    };
    let told = async || {
        let integrator = Integrator::of(bed, &"sandviken-2181".parse().unwrap());
        let kind = "se.sambruk.usage.batch-recorded.v1";
        eventually("all is published", 30, || async { bed.running.settle().await.ok() }).await;
        let events = integrator.all(bed, &format!("/api/billing/v1/events?type={kind}&limit=100")).await;
        let uses = events.iter().flat_map(|event| event["data"]["uses"].as_array().unwrap());
        let ids = uses.map(|one| one["told"]["external_id"].as_str().unwrap_or_default().to_owned());
        let mut many: Vec<String> = ids.filter(|id| id.starts_with("many-")).collect();
        many.sort();
        many
    };
    let first = machine.json(Method::POST, path, &json!(many((10..30).collect()))).await.json();
    assert_eq!((&first["accepted"], &first["duplicates"]), (&json!(20), &json!(0)), "{first}");
    // Five known, one of them twice, one with other content, and five new of which one twice.
    let mut uses = many((25..35).chain([25, 34]).collect());
    uses.push(use_of(now, "many-10", 7));
    let second = machine.json(Method::POST, path, &json!(uses)).await.json();
    let counts = ["accepted", "duplicates", "refused"].map(|name| second[name].as_u64().unwrap());
    assert_eq!(counts, [5, 7, 1], "{second}");
    let third = machine.json(Method::POST, path, &json!(many((10..30).collect()))).await.json();
    assert_eq!((&third["accepted"], &third["duplicates"]), (&json!(0), &json!(20)), "{third}");
    let wanted: Vec<String> = (10..35).map(|number| format!("many-{number}")).collect();
    assert_eq!(told().await, wanted);
}

async fn uses(bed: &Bed, integrator: &Integrator) {
    let (_, list) = integrator.get(bed, "/api/billing/v1/usage?limit=1").await;
    let all = integrator.all(bed, "/api/billing/v1/usage/feed?limit=9").await;
    let total = list["total"].as_u64().unwrap();
    assert!(total > 0);
    assert_eq!(all.len() as u64, total);
    assert_eq!(ids(&all).into_iter().collect::<HashSet<_>>().len() as u64, total);
    assert_eq!(list["items"][0]["id"], all.last().unwrap()["id"], "the list begins with what the feed ends with");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_on_sqlite() {
    nothing_is_lost_or_doubled(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_on_postgres() {
    nothing_is_lost_or_doubled(Database::Postgres).await;
}
