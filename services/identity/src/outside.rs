//! Asking servers that others have named: never one inside, never through a redirect, never for long or for much.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use openidconnect::{
    reqwest::{
        self, StatusCode,
        dns::{Addrs, Name, Resolve, Resolving},
        header,
    },
    url::{Host, Url},
};
use platform::Ctx;

/// The most of a short answer that is read, in bytes.
pub const LONGEST: usize = 512 * 1024;
/// How long a short answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Looks names up and keeps what lies outside.
struct Outside;

impl Resolve for Outside {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let outside: Vec<SocketAddr> = found.filter(|address| is_outside(address.ip())).collect();
            if outside.is_empty() {
                return Err("the name leads to no address outside".into());
            }
            Ok(Box::new(outside.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one that anybody can reach: what is not is ours, or our neighbours' (ASVS 5.0, 1.3.6).
fn is_outside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            // Shared by a provider's customers, for protocols, for benchmarks, reserved (RFC 6890).
            let special = matches!((a, b, c), (100, 64..128, _) | (192, 0, 0) | (198, 18..20, _) | (240.., ..));
            let inside = v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified();
            !(inside || special || v4.is_broadcast() || v4.is_multicast() || v4.is_documentation() || a == 0)
        }
        IpAddr::V6(v6) => {
            if let Some(v4) = v6.to_ipv4() {
                return is_outside(IpAddr::V4(v4));
            }
            let [first, second, third, ..] = v6.segments();
            // Ways to v4 addresses (NAT64, 6to4, Teredo) and the old site-local ones: nobody's provider is there.
            let special =
                matches!((first, second), (0x64, 0xff9b) | (0x2002, _) | (0x2001, 0)) || first & 0xffc0 == 0xfec0;
            let documented = (first, second) == (0x2001, 0xdb8) || (first, second, third) == (0x100, 0, 0);
            !(special
                || documented
                || v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || v6.is_unique_local()
                || v6.is_unicast_link_local())
        }
    }
}

/// The hosts that an operator lets others name (`identity.allowed_hosts`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed(String);

impl Allowed {
    /// Whether an address may be asked at all: it lies outside, and its host is allowed.
    pub fn may_ask(&self, url: &Url) -> bool {
        lies_outside(url) && is_allowed(&self.0, url)
    }
}

/// Whether the operator's list names the host (ASVS 5.0, 13.2.4): to the letter, or by `*.` whatever lies under it. An empty list allows
/// every host.
fn is_allowed(list: &str, url: &Url) -> bool {
    let names = |host: &str, allowed: &str| match allowed.strip_prefix("*.") {
        Some(above) => host.strip_suffix(above).is_some_and(|rest| rest.ends_with('.')),
        None => host == allowed,
    };
    let mut allowed =
        list.split(',').map(|one| one.trim().to_ascii_lowercase()).filter(|one| !one.is_empty()).peekable();
    allowed.peek().is_none() || url.host_str().is_some_and(|host| allowed.any(|one| names(host, &one)))
}

fn lies_outside(url: &Url) -> bool {
    let host = match url.host() {
        Some(Host::Domain(_)) => true,
        Some(Host::Ipv4(v4)) => is_outside(v4.into()),
        Some(Host::Ipv6(v6)) => is_outside(v6.into()),
        None => false,
    };
    host && url.scheme() == "https"
}

/// Whom to ask with: only servers outside, or any, for those whom an operator has named and for a demonstration's own machine.
///
/// # Errors
/// When it can't be made.
pub fn client(guarded: bool) -> Result<reqwest::Client, reqwest::Error> {
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(5))
        .timeout(PATIENCE);
    if guarded { builder.dns_resolver(Arc::new(Outside)) } else { builder }.build()
}

/// What an administrator has named is looked at before it is asked, but on a demonstration's own machine.
pub fn guard(ctx: &Ctx) -> Option<Allowed> {
    (!ctx.config.demonstration.enabled).then(|| Allowed(ctx.config.identity.allowed_hosts.clone()))
}

/// Why a server gave nothing that can be used: a code that the texts know, and the details for whoever sees to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub code: &'static str,
    pub detail: String,
}

impl Fault {
    /// One with details.
    pub fn new(code: &'static str, detail: impl std::fmt::Display) -> Self {
        Self { code, detail: detail.to_string() }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    pub address: &'a str,
    /// What the server said of the document that is here already (RFC 9110, 13.1).
    pub etag: Option<&'a str>,
    pub modified: Option<&'a str>,
    /// The most bytes that are read.
    pub most: usize,
    /// How long all of it may take.
    pub patience: Duration,
}

impl<'a> Ask<'a> {
    /// For a short document, whatever is here already.
    pub const fn for_short(address: &'a str) -> Self {
        Self { address, etag: None, modified: None, most: LONGEST, patience: PATIENCE }
    }
}

/// What a server answers.
#[derive(Debug)]
pub enum Answer {
    /// It is the document that is here already.
    Same,
    /// It has none (404, 410).
    Nothing,
    /// A document.
    Document { bytes: Vec<u8>, etag: Option<String>, modified: Option<String> },
}

/// Asks for a document.
///
/// # Errors
/// Why there is no answer.
pub async fn ask(ctx: &Ctx, ask: Ask<'_>) -> Result<Answer, Fault> {
    let url = Url::parse(ask.address).map_err(|error| Fault::new("fetch-address", error))?;
    let guard = guard(ctx);
    if guard.as_ref().is_some_and(|allowed| !allowed.may_ask(&url)) {
        return Err(Fault::new("fetch-address", "the address is not one that may be asked"));
    }
    let said = |error: reqwest::Error| {
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        Fault::new("fetch-unreachable", format!("{}{cause}", error.without_url()))
    };
    let mut request = client(guard.is_some()).map_err(said)?.get(url).timeout(ask.patience);
    for (name, value) in [(header::IF_NONE_MATCH, ask.etag), (header::IF_MODIFIED_SINCE, ask.modified)] {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    let mut answer = request.send().await.map_err(said)?;
    match answer.status() {
        StatusCode::NOT_MODIFIED if ask.etag.is_some() || ask.modified.is_some() => return Ok(Answer::Same),
        StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(Answer::Nothing),
        status if !status.is_success() => {
            return Err(Fault::new("fetch-status", format!("the server answers {status}")));
        }
        _ => {}
    }
    let too_long = || Fault::new("fetch-too-long", format!("the answer is longer than {} bytes", ask.most));
    if answer.content_length().is_some_and(|length| length > ask.most as u64) {
        return Err(too_long());
    }
    let kept = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (etag, modified) = (kept(header::ETAG), kept(header::LAST_MODIFIED));
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(said)? {
        if bytes.len() + chunk.len() > ask.most {
            return Err(too_long());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Answer::Document { bytes, etag, modified })
}

/// A short document at an address.
///
/// # Errors
/// Why there is none.
pub async fn document(ctx: &Ctx, address: &str) -> Result<String, Fault> {
    match ask(ctx, Ask::for_short(address)).await? {
        Answer::Document { bytes, .. } => {
            String::from_utf8(bytes).map_err(|_| Fault::new("fetch-text", "the answer is not text in UTF-8"))
        }
        Answer::Same | Answer::Nothing => Err(Fault::new("fetch-nothing", "the server answers 404 Not Found")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_inside_is_not_asked() {
        let outside = |text: &str| is_outside(text.parse().unwrap());
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "::7f00:1",
            "192.0.0.8",
            "198.19.1.1",
            "240.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::1",
            "2001:0:1::1",
            "fec0::1",
            "2001:db8::1",
            "100::1",
        ] {
            assert!(!outside(inside), "{inside}");
        }
        for one in ["193.10.1.1", "198.20.0.1", "192.0.1.1", "8.8.8.8", "2a00:1450:400f::1", "2001:6b0::1"] {
            assert!(outside(one), "{one}");
        }
    }

    #[test]
    fn an_address_is_encrypted_and_a_number_is_no_way_round() {
        let asks = |text: &str| lies_outside(&Url::parse(text).unwrap());
        assert!(asks("https://idp.example.se/md") && asks("https://193.10.1.1/"));
        for inside in
            ["http://idp.example.se/", "https://10.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/"]
        {
            assert!(!asks(inside), "{inside}");
        }
    }

    #[test]
    fn only_hosts_of_the_operators_list_are_asked() {
        let asks = |list: &str, text: &str| is_allowed(list, &Url::parse(text).unwrap());
        let list = " idp.habo.example, *.SkolFed.example ,";
        for allowed in ["https://idp.habo.example/md", "https://IDP.habo.example:8443/", "https://md.skolfed.example/a"]
        {
            assert!(asks(list, allowed), "{allowed}");
        }
        for other in [
            "https://habo.example/",
            "https://evil.example/?idp.habo.example",
            "https://idp.habo.example.evil.example/",
            "https://skolfed.example/",
            "https://evilskolfed.example/",
            "https://idp.habo.example@evil.example/",
        ] {
            assert!(!asks(list, other), "{other}");
            assert!(asks("", other) && asks(" , ", other), "without a list every host may be named");
        }
    }

    /// Neither a name that leads inside nor a redirect leads anybody there (ASVS 5.0, 1.3.6 and 15.3.2).
    #[tokio::test]
    async fn neither_names_nor_redirects_lead_inside() {
        use std::sync::atomic::{AtomicUsize, Ordering};

        use axum::{Router, response::Redirect, routing::get};

        static HITS: AtomicUsize = AtomicUsize::new(0);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let there = || async { HITS.fetch_add(1, Ordering::Relaxed).to_string() };
        let router = Router::new().route("/here", get(|| async { Redirect::to("/there") })).route("/there", get(there));
        #[expect(clippy::disallowed_methods, reason = "a server of the test's own, which ends with it")]
        tokio::spawn(async move { axum::serve(listener, router).await });

        let (open, guarded) = (client(false).unwrap(), client(true).unwrap());
        let sent_on = open.get(format!("http://localhost:{port}/here")).send().await.unwrap();
        assert_eq!(sent_on.status(), StatusCode::SEE_OTHER);
        assert_eq!(HITS.load(Ordering::Relaxed), 0, "the redirect was followed");
        let refused = guarded.get(format!("http://localhost:{port}/there")).send().await.unwrap_err();
        assert!(format!("{refused:?}").contains("no address outside"), "{refused:?}");
        assert_eq!(HITS.load(Ordering::Relaxed), 0, "the name was followed");
        assert!(open.get(format!("http://localhost:{port}/there")).send().await.unwrap().status().is_success());
        assert_eq!(HITS.load(Ordering::Relaxed), 1, "there is somebody");
    }
}
