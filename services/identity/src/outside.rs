//! Asking servers that others have named: never one inside, never through a redirect, never for long or for much.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use openidconnect::{
    reqwest::{
        self,
        dns::{Addrs, Name, Resolve, Resolving},
    },
    url::{Host, Url},
};
use platform::Ctx;

/// The most of an answer that is read, in bytes.
const LONGEST: usize = 512 * 1024;

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

/// Whether an address may be asked at all.
pub fn may_ask(url: &Url) -> bool {
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
        .timeout(Duration::from_secs(10));
    if guarded { builder.dns_resolver(Arc::new(Outside)) } else { builder }.build()
}

/// Whether what an administrator has named is looked at before it is asked.
pub fn guards(ctx: &Ctx) -> bool {
    !ctx.config.demonstration.enabled
}

/// A document at an address.
///
/// # Errors
/// Why there is none, in words for whoever has named the address.
pub async fn document(ctx: &Ctx, address: &str) -> Result<String, String> {
    let url = Url::parse(address).map_err(|error| error.to_string())?;
    if guards(ctx) && !may_ask(&url) {
        return Err("the address is not one that may be asked".into());
    }
    let said = |error: reqwest::Error| {
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        format!("{}{cause}", error.without_url())
    };
    let mut answer = client(guards(ctx)).map_err(said)?.get(url).send().await.map_err(said)?;
    if !answer.status().is_success() {
        return Err(format!("the server answers {}", answer.status()));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(said)? {
        if bytes.len() + chunk.len() > LONGEST {
            return Err(format!("the answer is longer than {LONGEST} bytes"));
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| "the answer is not text in UTF-8".into())
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
}
