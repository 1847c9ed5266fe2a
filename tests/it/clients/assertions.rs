//! Clients that prove themselves with a key of their own. Keys and assertions are made by somebody else: `PyJWT`, which infra/setup.sh
//! fetches.

use std::path::Path;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use testbed::{Answer, Bed, Browser, Database, eventually};

use super::{
    code,
    machine::{Machine, ask},
    recorded,
};

const LOANS: &str = "/api/bibblix/v1/loans";
const CLIENTS: &str = "/api/identity/v1/clients";

/// Somebody else's program, which holds the private keys in a directory of its own.
struct Peer(tempfile::TempDir);

impl Peer {
    async fn run(&self, sign: &[Value]) -> Value {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let installed = root.join("../.cache/pyjwt");
        assert!(installed.join("jwt").exists(), "PyJWT is not there: run `infra/setup.sh test`");
        let (script, file) = (root.join("it/clients/assertions.py"), self.0.path().join("asked.json"));
        let asked = json!({ "keys": { "first": "ES256", "next": "PS256", "stranger": "ES256" }, "sign": sign });
        std::fs::write(&file, asked.to_string()).unwrap();
        let paths = [&script, &installed, &file].map(|path| path.to_str().unwrap());
        let output = testbed::command("python3", &paths).await;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Signs claims, each with a key and an algorithm.
    async fn sign<const N: usize>(&self, sign: [(&str, &str, Value); N]) -> [String; N] {
        let asked =
            sign.map(|(key, algorithm, claims)| json!({ "claims": claims, "algorithm": algorithm, "key": key }));
        let said = self.run(&asked).await;
        let made = said["assertions"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned());
        made.collect::<Vec<_>>().try_into().unwrap()
    }
}

/// A client as its own system sees it.
struct Client<'a> {
    bed: &'a Bed,
    id: String,
}

impl Client<'_> {
    fn claims(&self, jti: &str) -> Value {
        let at = self.bed.clock.now().timestamp();
        json!({ "iss": self.id, "sub": self.id, "aud": self.bed.url(""), "iat": at, "exp": at + 60, "jti": jti })
    }

    fn with(&self, name: &str, value: Value) -> Value {
        let mut claims = self.claims(&format!("with another {name}"));
        claims[name] = value;
        claims
    }

    async fn ask(&self, assertion: &str) -> Answer {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion),
        ];
        ask(self.bed, &form.map(|(name, value)| (name.to_owned(), value.to_owned()))).await
    }

    async fn token(&self, assertion: &str) -> Machine {
        let answer = self.ask(assertion).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        Machine::new(self.bed, answer.json()["access_token"].as_str().unwrap())
    }

    async fn refused(&self, assertion: &str, words: &str) {
        let answer = self.ask(assertion).await;
        let said = answer.json();
        assert_eq!((answer.status, said["error"].as_str()), (StatusCode::UNAUTHORIZED, Some("invalid_client")));
        assert!(said["error_description"].as_str().unwrap().contains(words), "{said}");
    }
}

async fn make(maker: &Browser, key: &str) -> Answer {
    let wish = json!({ "name": "Prov", "scopes": ["bibblix.loans.read"], "days": 30, "publicKey": key });
    maker.json(Method::POST, CLIENTS, &wish).await
}

async fn assertions(database: Database) {
    let bed = super::bed(database).await;
    let kim = bed.browser();
    kim.step_up("kim").await;
    let peer = Peer(tempfile::tempdir().unwrap());
    let said = peer.run(&[]).await;
    println!("keys and assertions by PyJWT {}", said["version"].as_str().unwrap());
    let key = |name: &str, form: &str| said["keys"][name][form].as_str().unwrap().to_owned();

    let private = std::fs::read_to_string(peer.0.path().join("first.pem")).unwrap();
    let refused = make(&kim, &private).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.body.contains("this is a private key"), "{}", refused.body);
    let made = make(&kim, &key("first", "jwk")).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    assert!(made.json()["secret"].is_null() && made.json()["publicKey"]["alg"] == "ES256", "{}", made.body);
    let client = Client { bed: &bed, id: made.json()["client"].as_str().unwrap().to_owned() };
    of_one_key(&client, &peer).await;
    to_another_key(&client, &peer, &kim, &key).await;
    bed.stop_verified().await;
}

async fn of_one_key(client: &Client<'_>, peer: &Peer) {
    let at = client.bed.clock.now().timestamp();
    let endpoint = client.bed.url("/api/identity/v1/token");
    let [good, other_way, stranger, elsewhere, both, expired, long, anothers, other_algorithm] = peer
        .sign([
            ("first", "ES256", client.claims("good")),
            ("first", "ES256", client.with("aud", json!([endpoint]))),
            ("stranger", "ES256", client.claims("stranger")),
            ("first", "ES256", client.with("aud", json!("https://elsewhere.example"))),
            ("first", "ES256", client.with("aud", json!([endpoint, "https://elsewhere.example"]))),
            ("first", "ES256", client.with("exp", json!(at - 11))),
            ("first", "ES256", client.with("exp", json!(at + 3600))),
            ("first", "ES256", client.with("iss", json!("01890a5d-ac96-774b-bcce-b302099a8057"))),
            ("next", "RS256", client.claims("another algorithm")),
        ])
        .await;
    assert_eq!(client.token(&good).await.get(LOANS).await.status, StatusCode::OK);
    client.refused(&good, "has been used").await;
    client.token(&other_way).await;
    client.refused(&stranger, "not signed with a key that is registered").await;
    client.refused(&elsewhere, "aud of client_assertion").await;
    client.refused(&both, "aud of client_assertion").await;
    client.refused(&expired, "has expired").await;
    client.refused(&long, "no more than 60 seconds").await;
    client.refused(&anothers, "iss and sub").await;
    client.refused(&other_algorithm, "must be signed with ES256 or PS256").await;
    recorded(client.bed, "identity", &client.id, "assertion-replayed").await;
    let (content, _) = good.rsplit_once('.').unwrap();
    client.refused(&format!("{content}.{}", "A".repeat(86)), "not signed with a key that is registered").await;
    // A client that there is not is refused in the same words.
    let nobody = Client { bed: client.bed, id: "01890a5d-ac96-774b-bcce-b302099a8057".into() };
    let [of_nobody] = peer.sign([("first", "ES256", nobody.claims("nobody"))]).await;
    nobody.refused(&of_nobody, "not signed with a key that is registered").await;
}

async fn to_another_key(client: &Client<'_>, peer: &Peer, kim: &Browser, key: &impl Fn(&str, &str) -> String) {
    let path = format!("{CLIENTS}/{}/secrets", client.id);
    let [before, again, meanwhile, other, after] = peer
        .sign([
            ("first", "ES256", client.claims("before")),
            ("next", "PS256", client.claims("again")),
            ("first", "ES256", client.claims("meanwhile")),
            ("next", "PS256", client.claims("other")),
            ("first", "ES256", client.claims("after")),
        ])
        .await;
    let old = client.token(&before).await;
    let same = kim.json(Method::POST, &path, &json!({ "overlapDays": 7, "publicKey": key("first", "pem") })).await;
    assert_eq!((same.status, code(&same).as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "identity-client-same-key"));
    client.refused(&again, "not signed with a key that is registered").await;
    let rotated = kim.json(Method::POST, &path, &json!({ "overlapDays": 7, "publicKey": key("next", "pem") })).await;
    assert_eq!(rotated.status, StatusCode::CREATED, "{}", rotated.body);
    assert_eq!(rotated.json()["publicKey"]["alg"], "PS256");
    let new = client.token(&other).await;
    client.token(&meanwhile).await;
    for machine in [&old, &new] {
        assert_eq!(machine.get(LOANS).await.status, StatusCode::OK, "both keys work meanwhile");
    }
    let ended = kim.request(Method::DELETE, &format!("{path}/replaced"), None).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    client.refused(&after, "the secret or key has been ended").await;
    eventually("the old key's token is refused", 1, || async {
        (old.get(LOANS).await.status == StatusCode::UNAUTHORIZED).then_some(())
    })
    .await;
    assert_eq!(new.get(LOANS).await.status, StatusCode::OK, "the new one goes on");
    let listed = kim.get(&format!("{CLIENTS}/{}", client.id)).await.json();
    assert_eq!(listed["secrets"].as_array().map(Vec::len), Some(2), "{listed}");
    assert_eq!(listed["secrets"][0]["publicKey"]["kid"], rotated.json()["publicKey"]["kid"]);
    assert!(!listed.to_string().contains("sha256"), "{listed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_proves_itself_with_its_own_key_on_sqlite() {
    assertions(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_proves_itself_with_its_own_key_on_postgres() {
    assertions(Database::Postgres).await;
}
