//! What holds for every operation alike: lists have pages, answers have tags, changes name what they were decided on.

use platform::Module;
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use testbed::{Bed, Database, Setup};

struct Caller {
    client: reqwest::Client,
    tenant: &'static str,
    proof: (header::HeaderName, String),
}

impl Caller {
    async fn person(bed: &Bed, name: &str, tenant: &'static str) -> Self {
        let browser = bed.browser();
        browser.sign_in(name).await;
        let cookie = bed.config().session_cookie();
        let proof = (header::COOKIE, format!("{cookie}={}", browser.cookie(cookie).unwrap()));
        Self { client: reqwest::Client::builder().no_proxy().build().unwrap(), tenant, proof }
    }

    fn machine(bed: &Bed, tenant: &'static str) -> Self {
        let key = bed.key_of(tenant);
        let proof = (header::AUTHORIZATION, format!("Bearer {key}"));
        Self { client: reqwest::Client::builder().no_proxy().build().unwrap(), tenant, proof }
    }

    fn ask(&self, bed: &Bed, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, bed.url(path)).header(self.proof.0.clone(), &self.proof.1)
    }

    async fn status(&self, bed: &Bed, path: &str) -> StatusCode {
        self.ask(bed, Method::GET, path).send().await.unwrap().status()
    }
}

/// The address with the caller's own objects, if there are such.
async fn filled(bed: &Bed, module: &Module, template: &str, tenant: &str) -> Option<String> {
    let mut path = template.to_owned();
    for name in template.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
        let example = module.examples.iter().find(|example| example.parameter == name)?;
        let ctx = bed.service(module.name).clone();
        let value = (example.find)(ctx, tenant.parse().unwrap()).await.ok().flatten()?;
        path = path.replace(&format!("{{{name}}}"), &value);
    }
    Some(path)
}

#[tokio::test(flavor = "multi_thread")]
async fn conventions_hold_everywhere() {
    let setup = Setup { database: Database::Sqlite, clock: platform::Clock::System, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(sambruk::registry, setup).await;
    bed.demonstrate(1).await;
    let callers = [
        Caller::machine(&bed, "sandviken-2181"),
        Caller::person(&bed, "kim", "sandviken-2181").await,
        Caller::person(&bed, "robin", "sambruk").await,
        Caller::person(&bed, "mika", "sambruk").await,
    ];
    let modules = sambruk::registry();
    let documents = platform::published::documents(&modules).unwrap();
    let (mut tagged, mut lists, mut unreached) = (0, 0, Vec::new());
    for module in &modules {
        let document: Value = serde_json::from_str(&documents[&format!("openapi/{}.v1.json", module.name)]).unwrap();
        for operation in module.api.operations.iter().filter(|operation| operation.method == "GET") {
            let mut reached = false;
            for caller in &callers {
                let template = format!("/api/{}/v1{}", module.name, operation.path);
                let Some(path) = filled(&bed, module, &template, caller.tenant).await else { continue };
                if caller.status(&bed, &path).await != StatusCode::OK {
                    continue;
                }
                reached = true;
                same_again(&bed, caller, &path).await;
                tagged += 1;
                let parameters = document["paths"][&operation.path]["get"]["parameters"].as_array().unwrap();
                if parameters.iter().any(|parameter| parameter["name"] == "page") {
                    pages(&bed, caller, &path).await;
                    lists += 1;
                }
                break;
            }
            if !reached {
                unreached.push(operation.id.clone());
            }
        }
    }
    assert!(tagged >= 30 && lists >= 14, "{tagged} tagged, {lists} lists; nobody reached {unreached:?}");
    changes(&bed, &callers[1]).await;
    // The example of a parked event is a parked event, so not all is well.
    bed.running.stop().await;
}

/// The same question again, with the tag of the answer, is answered without a body.
///
/// Not so only when the answer has become another meanwhile: what reading itself changes (when a session was last used,
/// who has read a record), or a feed that an event has just reached.
async fn same_again(bed: &Bed, caller: &Caller, path: &str) {
    for _ in 0..5 {
        let other =
            caller.ask(bed, Method::GET, path).header(header::IF_NONE_MATCH, "\"another\"").send().await.unwrap();
        assert_eq!(other.status(), StatusCode::OK, "{path}");
        let tag = other.headers().get(header::ETAG).unwrap_or_else(|| panic!("{path} has no ETag")).clone();
        let again = caller.ask(bed, Method::GET, path).header(header::IF_NONE_MATCH, &tag).send().await.unwrap();
        if again.status() == StatusCode::NOT_MODIFIED {
            assert!(again.bytes().await.unwrap().is_empty(), "{path}");
            return;
        }
        assert_ne!(again.headers()[header::ETAG], tag, "{path}: {}", again.status());
    }
}

async fn pages(bed: &Bed, caller: &Caller, path: &str) {
    let answer: Value =
        caller.ask(bed, Method::GET, &format!("{path}?page=1&limit=2")).send().await.unwrap().json().await.unwrap();
    assert_eq!((&answer["page"], &answer["limit"]), (&json!(1), &json!(2)), "{path}");
    let (items, total) = (answer["items"].as_array().unwrap(), answer["total"].as_u64().unwrap());
    assert!(items.len() <= 2 && items.len() as u64 <= total, "{path}");
    if total > 2 {
        let next: Value =
            caller.ask(bed, Method::GET, &format!("{path}?page=2&limit=2")).send().await.unwrap().json().await.unwrap();
        assert!(next["items"].as_array().is_some_and(|next| !next.is_empty() && next != items), "{path}: page 2");
    }
    for wrong in ["page=0", "page=x", "limit=0", "limit=101", "page=1&page=2", "pages=1"] {
        assert_eq!(caller.status(bed, &format!("{path}?{wrong}")).await, StatusCode::BAD_REQUEST, "{path}?{wrong}");
    }
}

/// A change must name the state that it was decided on.
async fn changes(bed: &Bed, caller: &Caller) {
    let path = "/api/bibblix/v1/budget";
    let read = caller.ask(bed, Method::GET, path).send().await.unwrap();
    let tag = read.headers()[header::ETAG].clone();
    let cap = json!({ "capOre": 90_000_000 });
    let put = |tag: Option<header::HeaderValue>| {
        let request = caller.ask(bed, Method::PUT, path).header(header::ORIGIN, bed.url("")).json(&cap);
        tag.map_or_else(
            || request.try_clone().unwrap(),
            |tag| request.try_clone().unwrap().header(header::IF_MATCH, tag),
        )
    };
    let status = async |request: reqwest::RequestBuilder| request.send().await.unwrap().status().as_u16();
    assert_eq!(status(put(None)).await, 428);
    assert_eq!(status(put(Some(header::HeaderValue::from_static("\"99\"")))).await, 412);
    let done = put(Some(tag.clone())).send().await.unwrap();
    assert_eq!(done.status(), StatusCode::OK);
    assert_ne!(done.headers()[header::ETAG], tag, "the answer names the new state");
    assert_eq!(status(put(Some(tag))).await, 412, "the old one is stale");
}

#[test]
fn every_operation_has_a_summary_in_both_languages() {
    let modules = sambruk::registry();
    let site = platform::site::Site::new(&modules, false).unwrap();
    for operation in modules.iter().flat_map(|module| &module.api.operations) {
        for lang in ui::Lang::ALL {
            let key = format!("api-{}", operation.id.replace(['.', '_'], "-"));
            assert!(site.operation(lang, &operation.id).is_some(), "{key} is missing in {}", lang.tag());
        }
    }
}
