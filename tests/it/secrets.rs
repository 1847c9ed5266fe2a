//! What is secret and not ours: sealed so that it opens in its own place only (ASVS 5.0, 11.3.3), and what providers lend us for a
//! sign-in is kept nowhere (10.1.1).

use platform::sealed::{open, seal};
use serde_json::json;
use testbed::Database;

use crate::{
    clients::bed,
    connections::administrator,
    rules::{arrives, connected, provider::ACCESS, rule},
};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sealed_opens_in_its_own_place_only() {
    let bed = bed(Database::Sqlite).await;
    let ctx = bed.service("identity");
    let sealed = seal(ctx, "a purpose", "a row", b"secret").unwrap();
    assert_eq!(open(ctx, "a purpose", "a row", &sealed).unwrap(), b"secret");
    assert_ne!(seal(ctx, "a purpose", "a row", b"secret").unwrap(), sealed, "twice is not the same");
    assert!(open(ctx, "a purpose", "another row", &sealed).is_err());
    assert!(open(ctx, "another purpose", "a row", &sealed).is_err());
    for at in 0..sealed.len() {
        let mut changed = sealed.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        let opened = open(ctx, "a purpose", "a row", &changed);
        assert!(changed == sealed || opened.is_err(), "a changed character at {at} opens");
    }
    for cut in ["", "AAAA", &sealed[..sealed.len() - 4]] {
        assert!(open(ctx, "a purpose", "a row", cut).is_err(), "{cut:?}");
    }
    bed.stop_verified().await;
}

/// Every byte that identity has written.
fn written(bed: &testbed::Bed) -> Vec<u8> {
    let files = std::fs::read_dir(bed.data_dir()).unwrap().map(|entry| entry.unwrap().path());
    let own = files.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("identity.")));
    own.flat_map(|path| std::fs::read(path).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_providers_tokens_are_kept_nowhere() {
    let bed = bed(Database::Sqlite).await;
    let kim = administrator(&bed).await;
    let (provider, place) = connected(&bed, &kim, json!({ "groups": ["Ekonomi"] })).await;
    rule(&kim, &place, "Ekonomi", "economist").await;
    // What only the tokens say: the claim is in the ID token, the other is the access token itself.
    let only = "x-only-in-the-token-4711";
    provider.tell("vera", json!({ "name": "Vera Lindqvist", "groups": ["Ekonomi"], "note": only }), json!({}));
    let (vera, answer) = arrives(&bed, &place).await;
    assert!(answer.status.is_success(), "{}", answer.body);
    let cookies: String = ["sambruk", "sambruk-sign-in"].iter().filter_map(|name| vera.cookie(name)).collect();
    let pages = vera.get("/identity/account").await.body + &kim.get(&place).await.body;
    bed.running.settle().await.unwrap();
    let database = written(&bed);
    let holds = |part: &str| database.windows(part.len()).any(|window| window == part.as_bytes());
    assert!(holds("Vera Lindqvist"), "what is kept of her is found");
    for lent in [only, ACCESS, "eyJ0eXAi", "eyJhbGci"] {
        assert!(!holds(lent), "identity keeps {lent}");
        assert!(!cookies.contains(lent) && !pages.contains(lent), "a cookie or a page holds {lent}");
    }
    bed.stop_verified().await;
}
