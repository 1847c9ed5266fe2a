//! Our tokens read by somebody else: `PyJWT` with the published keys, which infra/setup.sh fetches.

use std::path::Path;

use serde_json::{Value, json};
use testbed::{Bed, Database};

use super::machine::{Client, make};

/// What the peer says of a token, with its version.
async fn peer(bed: &Bed, token: &str, audience: &str) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let installed = root.join("../.cache/pyjwt");
    assert!(installed.join("jwt").exists(), "PyJWT is not there: run `infra/setup.sh test`");
    let keys = bed.browser().get("/api/identity/v1/jwks").await.json();
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("asked.json");
    let asked = json!({ "token": token, "keys": keys, "issuer": bed.url(""), "audience": audience });
    std::fs::write(&file, asked.to_string()).unwrap();
    let script = root.join("it/clients/oracle.py");
    let paths = [&script, &installed, &file].map(|path| path.to_str().unwrap());
    let output = testbed::command("python3", &paths).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_independent_implementation_reads_our_tokens() {
    let bed = super::bed(Database::Sqlite).await;
    let kim = bed.browser();
    kim.step_up("kim").await;
    let client: Client = make(&kim, &json!({ "name": "Prov", "scopes": ["bibblix.loans.read"], "days": 30 })).await;
    let token = client.token(&bed, "").await;
    let said = peer(&bed, &token, &bed.url("/api")).await;
    println!("PyJWT {} reads the token: {}", said["version"].as_str().unwrap(), said["claims"]);
    let claims = &said["claims"];
    assert_eq!(
        (claims["client_id"].as_str(), claims["sub"].as_str()),
        (Some(client.id.as_str()), Some(client.id.as_str()))
    );
    assert_eq!(
        (claims["scope"].as_str(), claims["tenant"].as_str()),
        (Some("identity.own bibblix.loans.read"), Some(super::HOME))
    );
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 600);
    assert_eq!((said["header"]["typ"].as_str(), said["header"]["alg"].as_str()), (Some("at+jwt"), Some("ES256")));

    let (content, signature) = token.rsplit_once('.').unwrap();
    let other = if signature.starts_with('A') { "B" } else { "A" };
    let tampered = format!("{content}.{other}{}", &signature[1..]);
    assert_eq!(peer(&bed, &tampered, &bed.url("/api")).await["refused"], "InvalidSignatureError");
    assert_eq!(peer(&bed, &token, "https://elsewhere.example/api").await["refused"], "InvalidAudienceError");
    bed.running.stop().await;
}
