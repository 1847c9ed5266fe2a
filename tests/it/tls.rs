//! Where TLS ends (infra/nginx/tls.conf, on a real nginx): modern protocols and ciphers alone (ASVS 5.0, 12.1.1, 12.1.2), and only pages are
//! redirected to it (4.1.2). And where ours begin: whoever can't prove who it is hears nothing (12.3.2).

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use axum::{Router, http::HeaderMap, routing::any};
use reqwest::{Client, Method, StatusCode, redirect::Policy, tls::Version};
use sambruk::address::{Met, look};
use testbed::eventually;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::TcpStream,
    process::{Child, Command},
};

/// A proxy with a certificate that nobody knows, before a server that tells what it was asked.
struct Proxy {
    https: u16,
    http: u16,
    certificate: PathBuf,
    _nginx: Child,
    _directory: tempfile::TempDir,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

async fn asked(method: Method, uri: axum::http::Uri, headers: HeaderMap) -> String {
    format!("{method} {uri} from {}", headers["x-forwarded-for"].to_str().unwrap_or_default())
}

impl Proxy {
    async fn start() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
        let (certificate, key) = (directory.path().join("certificate.pem"), directory.path().join("key.pem"));
        std::fs::write(&certificate, made.cert.pem()).unwrap();
        std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let behind = listener.local_addr().unwrap().to_string();
        #[expect(clippy::disallowed_methods, reason = "a server of the test's own, which ends with it")]
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(any(asked))).await });
        let (https, http) = (free_port(), free_port());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../infra/nginx/tls.sh");
        let place = directory.path().join("tls");
        let mut render = std::process::Command::new(script);
        render.arg(&place).arg("sambruk.example").arg(&certificate).arg(&key).arg(behind);
        render.env("HTTPS", format!("127.0.0.1:{https}")).env("HTTP", format!("127.0.0.1:{http}"));
        assert!(render.status().unwrap().success());
        let nginx =
            ["/usr/sbin/nginx", "/usr/bin/nginx"].into_iter().find(|path| Path::new(path).exists()).unwrap_or("nginx");
        let mut nginx = Command::new(nginx);
        nginx.args(["-e", "stderr", "-c"]).arg(place.join("nginx.conf")).stdin(Stdio::null());
        let nginx = nginx.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).spawn().unwrap();
        let proxy = Self { https, http, certificate, _nginx: nginx, _directory: directory };
        eventually("the proxy listens", 20, || async { TcpStream::connect(("127.0.0.1", https)).await.ok() }).await;
        proxy
    }

    /// What it answers to bytes that a client sends first.
    async fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.https)).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = vec![0; 4096];
        let read = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut answer)).await.unwrap().unwrap();
        answer.truncate(read);
        answer
    }

    /// Listens for a client of another protocol, says `first` to it when it has said `waits` bytes, and passes all else on to TLS.
    async fn behind(&self, waits: usize, first: &'static [u8]) -> u16 {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, https) = (listener.local_addr().unwrap().port(), self.https);
        #[expect(clippy::disallowed_methods, reason = "ends with the test")]
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                let mut said = vec![0; waits];
                if client.read_exact(&mut said).await.is_err() || client.write_all(first).await.is_err() {
                    continue;
                }
                let mut server = TcpStream::connect(("127.0.0.1", https)).await.unwrap();
                tokio::spawn(async move { copy_bidirectional(&mut client, &mut server).await });
            }
        });
        port
    }
}

/// A ClientHello of that version (RFC 5246, 7.4.1.2) that offers these ciphers.
fn hello(version: u16, ciphers: &[u16]) -> Vec<u8> {
    let sized = |bytes: &[u8]| [&u16::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
    let words = |all: &[u16]| all.iter().flat_map(|one| one.to_be_bytes()).collect::<Vec<u8>>();
    let extension = |kind: u16, bytes: &[u8]| [kind.to_be_bytes().to_vec(), sized(bytes)].concat();
    let extensions = [
        extension(10, &sized(&words(&[29, 23, 24]))),
        extension(11, &[1, 0]),
        extension(13, &sized(&words(&[0x0403, 0x0804, 0x0401, 0x0203, 0x0201]))),
    ]
    .concat();
    let body =
        [version.to_be_bytes().to_vec(), vec![7; 32], vec![0], sized(&words(ciphers)), vec![1, 0], sized(&extensions)]
            .concat();
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    let handshake = [&[1], &length[1..], &body].concat();
    [&[22, 3, 1], sized(&handshake).as_slice()].concat()
}

const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;
const HANDSHAKE_FAILURE: u8 = 40;
const PROTOCOL_VERSION: u8 = 70;
/// ECDHE-ECDSA with AES-128-GCM, which a certificate on an elliptic curve can be used with; and those that must not be taken.
const GOOD: u16 = 0xc02b;
const WEAK: [(&str, u16); 6] = [
    ("ECDHE-ECDSA-AES128-CBC-SHA", 0xc009),
    ("ECDHE-ECDSA-AES128-CBC-SHA256", 0xc023),
    ("ECDHE-ECDSA-3DES", 0xc008),
    ("ECDHE-ECDSA-RC4", 0xc007),
    ("ECDHE-ECDSA-NULL", 0xc006),
    ("RSA-AES128-CBC-SHA", 0x002f),
];

fn client() -> reqwest::ClientBuilder {
    Client::builder().no_proxy().redirect(Policy::none())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_modern_handshakes_are_taken() {
    let proxy = Proxy::start().await;
    let taken = proxy.raw(&hello(0x0303, &[GOOD])).await;
    assert_eq!(taken[0], HANDSHAKE, "the same by TLS 1.2 goes on: {taken:?}");
    let old = [
        ("TLS 1.1", 0x0302, PROTOCOL_VERSION),
        ("TLS 1.0", 0x0301, PROTOCOL_VERSION),
        ("SSL 3", 0x0300, HANDSHAKE_FAILURE),
    ];
    for (name, version, why) in old {
        let refused = proxy.raw(&hello(version, &[GOOD, 0xc009, 0x002f])).await;
        assert_eq!((refused[0], refused.get(6)), (ALERT, Some(&why)), "{name}: {refused:?}");
    }
    for (name, cipher) in WEAK {
        let refused = proxy.raw(&hello(0x0303, &[cipher])).await;
        assert_eq!((refused[0], refused.get(6)), (ALERT, Some(&HANDSHAKE_FAILURE)), "{name}: {refused:?}");
        assert_eq!(proxy.raw(&hello(0x0303, &[cipher, GOOD])).await[0], HANDSHAKE, "a good one beside {name}");
    }
    let root = reqwest::Certificate::from_pem(&std::fs::read(&proxy.certificate).unwrap()).unwrap();
    for version in [Version::TLS_1_2, Version::TLS_1_3] {
        let one = client().add_root_certificate(root.clone()).min_tls_version(version).max_tls_version(version);
        let answer = one.build().unwrap().get(format!("https://localhost:{}/billing/cost?year=2026", proxy.https));
        let answer = answer.header("x-forwarded-for", "203.0.113.9").send().await.unwrap();
        let told = answer.text().await.unwrap();
        assert_eq!(told, "GET /billing/cost?year=2026 from 127.0.0.1", "{version:?}: it passes on whence");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_pages_are_redirected_to_tls() {
    let proxy = Proxy::start().await;
    let client = client().build().unwrap();
    let at =
        |method: Method, path: &str| client.request(method, format!("http://127.0.0.1:{}{path}", proxy.http)).send();
    for path in ["/", "/billing/cost?year=2026", "/identity/sign-in"] {
        let sent_on = at(Method::GET, path).await.unwrap();
        assert_eq!(sent_on.status(), StatusCode::MOVED_PERMANENTLY, "{path}");
        assert_eq!(sent_on.headers()["location"], format!("https://sambruk.example{path}"));
        assert_eq!(at(Method::POST, path).await.unwrap().status(), StatusCode::FORBIDDEN, "a form at {path}");
    }
    for path in ["/api/members/v1/organisations", "/.well-known/oauth-authorization-server", "/identity/saml/metadata"]
    {
        for method in [Method::GET, Method::POST] {
            let refused = at(method.clone(), path).await.unwrap();
            assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{method} {path}");
            assert!(!refused.headers().contains_key("location"), "{method} {path}");
            assert_eq!(refused.headers()["content-type"], "application/problem+json");
        }
    }
}

/// `sambruk check` asks the public address as a browser would.
#[tokio::test(flavor = "multi_thread")]
async fn a_public_address_shows_a_certificate_that_browsers_trust() {
    let proxy = Proxy::start().await;
    let address = format!("https://localhost:{}", proxy.https);
    let root = reqwest::Certificate::from_pem(&std::fs::read(&proxy.certificate).unwrap()).unwrap();
    assert_eq!(look(&address, vec![root.clone()]).await, Met::Trusted);
    let strange = look(&address, Vec::new()).await;
    assert!(matches!(&strange, Met::Untrusted(why) if why.contains("UnknownIssuer")), "{strange:?}");
    let other = look(&address.replace("localhost", "127.0.0.2"), vec![root.clone()]).await;
    assert!(!matches!(other, Met::Trusted), "another name than the certificate's: {other:?}");
    let silent = look(&format!("https://localhost:{}", proxy.http), vec![root]).await;
    assert!(matches!(silent, Met::Nobody(_)), "{silent:?}");

    let directory = tempfile::tempdir().unwrap();
    let said = |address: String| {
        let mut command = Command::new(crate::split::binary());
        command.arg("check").env("SAMBRUK_DATA_DIR", directory.path()).env("SAMBRUK_HTTP__PUBLIC_URL", address);
        command.stdin(Stdio::null()).output()
    };
    let output = said(address).await.unwrap();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{complained}");
    assert!(complained.contains("browsers don't trust the certificate"), "{complained}");
    let output = said(format!("https://localhost:{}", free_port())).await.unwrap();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), complained.as_ref()), (Some(0), ""));
    assert!(String::from_utf8_lossy(&output.stdout).contains("nobody answered"));
}

/// What a connection ended with.
async fn database(port: u16, more: &str) -> String {
    let url = format!("postgres://sambruk_members:x@localhost:{port}/sambruk?{more}");
    platform::store::connect(&url, None, 1).await.map(drop).unwrap_err().full()
}

/// A stranger's certificate ends the connection before anything of ours is said; one that is known lets it go on.
#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_certificate_ends_the_connection() {
    let proxy = Proxy::start().await;
    let (https, known) = (proxy.https, proxy.certificate.display().to_string());
    let refused = client().build().unwrap().get(format!("https://localhost:{https}/")).send().await.unwrap_err();
    assert!(format!("{refused:?}").contains("UnknownIssuer"), "{refused:?}");

    // PostgreSQL says S when it is asked for TLS.
    let port = proxy.behind(8, b"S").await;
    let stranger = database(port, "sslmode=verify-full").await;
    assert!(stranger.contains("UnknownIssuer"), "{stranger}");
    let friend = database(port, &format!("sslmode=verify-full&sslrootcert={known}")).await;
    assert!(!friend.contains("UnknownIssuer"), "{friend}");

    let greeting = b"INFO {\"server_id\":\"a\",\"server_name\":\"a\",\"host\":\"a\",\"port\":1,\"version\":\"2.15.1\",\"go\":\"1\",\
        \"headers\":true,\"max_payload\":1048576,\"proto\":1,\"client_id\":1,\"tls_required\":true}\r\n";
    let port = proxy.behind(0, greeting).await;
    let url = format!("tls://localhost:{port}");
    let stranger = async_nats::ConnectOptions::new().connect(&url).await.unwrap_err();
    assert!(format!("{stranger:?}").contains("UnknownIssuer"), "{stranger:?}");
    let friend = async_nats::ConnectOptions::new().add_root_certificates(PathBuf::from(&known)).connect(&url).await;
    assert!(!format!("{friend:?}").contains("UnknownIssuer"), "{friend:?}");
}
