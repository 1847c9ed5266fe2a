//! Nobody is sent to another site.

use rand::{Rng, SeedableRng, rngs::StdRng};

use super::*;

#[test]
fn nobody_is_sent_to_another_site() {
    for bad in ["//evil.example", "https://evil.example", "\\\\evil", "/\\evil", "javascript:alert(1)", "", "/a\nb"] {
        assert_eq!(local_path(bad), "/", "{bad}");
    }
    assert_eq!(local_path("/billing/runs?page=2"), "/billing/runs?page=2");
    // Decoded once, before it is looked at: what is still encoded then is a name (ASVS 5.0, 1.1.1).
    for encoded in ["/%2f%2fevil.example", "/%252f%252fevil.example", "/%5cevil.example"] {
        assert_eq!(local_path(encoded), encoded);
    }
}

/// As browsers read it, by the URL standard's own rules.
#[test]
fn whatever_is_put_together_leads_nowhere_else() {
    const PIECES: [&str; 22] = [
        "/",
        "//",
        "\\",
        "\t",
        "\n",
        "\r",
        "\0",
        " ",
        ":",
        "@",
        "#",
        "?",
        "%2f",
        "%5c",
        "..",
        ".",
        "https:",
        "javascript:",
        "data:",
        "evil.example",
        "[",
        "å",
    ];
    let base = url::Url::parse("https://portal.example/identity/sign-in").unwrap();
    let (mut dice, mut kept) = (StdRng::seed_from_u64(1), 0);
    for _ in 0..50_000 {
        let pieces = (0..dice.random_range(1..7)).map(|_| PIECES[dice.random_range(0..PIECES.len())]);
        let path = pieces.collect::<String>();
        let to = base.join(local_path(&path)).unwrap();
        assert_eq!(to.origin(), base.origin(), "{path:?}");
        kept += usize::from(local_path(&path) == path);
    }
    assert!(kept > 1_000, "{kept}");
}
