//! The static files of every page, each under an address that holds the hash of its content, so that browsers may keep it for ever.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// A static file, served as it is with `Cache-Control: public, max-age=31536000, immutable`.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The address, such as `/assets/sambruk-1a2b3c4d5e6f.css`.
    pub path: String,
    /// The media type.
    pub mime: &'static str,
    /// The content.
    pub bytes: &'static [u8],
}

/// htmx and its extension in one file: as two, htmx may begin (in a task of its own after its script) while the second is still on
/// its way, and live parts would then never connect.
const HTMX: &str =
    concat!(include_str!("../vendor/htmx/htmx.min.js"), "\n;", include_str!("../vendor/htmx/hx-sse.min.js"));

static ASSETS: LazyLock<[Asset; 4]> = LazyLock::new(|| {
    [
        asset("sambruk", "css", "text/css; charset=utf-8", include_bytes!("../assets/sambruk.css")),
        asset("favicon", "svg", "image/svg+xml; charset=utf-8", include_bytes!("../assets/favicon.svg")),
        asset("htmx", "js", "text/javascript; charset=utf-8", HTMX.as_bytes()),
        asset("security-key", "js", "text/javascript; charset=utf-8", include_bytes!("../assets/security-key.js")),
    ]
});

/// All static files.
pub fn assets() -> &'static [Asset] {
    &*ASSETS
}

/// The file at an address. `None` for anything else, also for an old hash.
pub fn asset_at(path: &str) -> Option<&'static Asset> {
    assets().iter().find(|asset| asset.path == path)
}

pub(crate) fn style_sheet() -> &'static str {
    &ASSETS[0].path
}

pub(crate) fn favicon() -> &'static str {
    &ASSETS[1].path
}

pub(crate) fn htmx() -> &'static str {
    &ASSETS[2].path
}

pub(crate) fn security_key() -> &'static str {
    &ASSETS[3].path
}

fn asset(name: &str, extension: &str, mime: &'static str, bytes: &'static [u8]) -> Asset {
    let digest = hex::encode(Sha256::digest(bytes));
    let short = digest.get(..12).unwrap_or(&digest);
    Asset { path: format!("/assets/{name}-{short}.{extension}"), mime, bytes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_the_hash_of_the_content() {
        for asset in assets() {
            let digest = hex::encode(Sha256::digest(asset.bytes));
            assert!(asset.path.starts_with("/assets/") && asset.path.contains(&digest[..12]), "{}", asset.path);
            assert_eq!(asset_at(&asset.path).map(|found| found.bytes), Some(asset.bytes));
        }
        assert!(asset_at("/assets/sambruk-000000000000.css").is_none());
    }
}
