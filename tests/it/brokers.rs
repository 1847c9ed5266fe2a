//! The broker's users: each service its own, and none may do with the stream or with other services what is not its own business (ASVS
//! 5.0, 13.2.2). On a real nats-server with the users that installations have.

use std::{net::TcpListener, path::Path, process::Stdio, time::Duration};

use async_nats::{Client, ConnectOptions, RequestErrorKind, jetstream};
use futures_util::StreamExt;
use platform::nats::{Nats, STREAM};
use testbed::eventually;
use tokio::process::{Child, Command};

/// A broker that ends with the test.
struct Broker {
    url: String,
    _child: Child,
    _directory: tempfile::TempDir,
}

fn upper(service: &str) -> String {
    service.to_uppercase()
}

impl Broker {
    async fn start() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let users = Path::new(env!("CARGO_MANIFEST_DIR")).join("../infra/nats/users.conf");
        std::fs::copy(users, directory.path().join("users.conf")).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let store = directory.path().join("store").display().to_string();
        let config =
            format!("listen: \"127.0.0.1:{port}\"\njetstream {{ store_dir: \"{store}\" }}\ninclude \"./users.conf\"\n");
        std::fs::write(directory.path().join("server.conf"), config).unwrap();
        let mut command = Command::new(testbed::nats_server().unwrap_or_else(|| "nats-server".into()));
        command.arg("-c").arg(directory.path().join("server.conf")).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
        for module in sambruk::registry() {
            command.env(format!("NATS_PASSWORD_{}", upper(module.name)), format!("secret-{}", module.name));
        }
        let child = command.spawn().unwrap();
        Self { url: format!("nats://127.0.0.1:{port}"), _child: child, _directory: directory }
    }

    /// A connection as a service's user, as the platform makes it.
    async fn user(&self, service: &str, password_of: &str) -> Option<Client> {
        let options = ConnectOptions::new()
            .user_and_password(service.to_owned(), format!("secret-{password_of}"))
            .custom_inbox_prefix(format!("_INBOX_{service}"))
            .request_timeout(Some(Duration::from_secs(1)));
        options.connect(&self.url).await.ok()
    }

    /// The platform's own connection, which makes the stream or finds it.
    async fn platform(&self, service: &str) -> Nats {
        let mut config = testbed::base(sambruk::DEFAULTS, std::env::temp_dir()).nats;
        config.url.clone_from(&self.url);
        service.clone_into(&mut config.user);
        config.password = format!("secret-{service}");
        Nats::connect(&config, service).await.unwrap()
    }
}

/// What the broker answers, or none when it does not let the request through.
async fn asked(client: &Client, subject: &str, payload: &str) -> Option<String> {
    match client.request(subject.to_owned(), payload.to_owned().into()).await {
        Ok(message) => Some(String::from_utf8_lossy(&message.payload).into_owned()),
        Err(error) => {
            assert_eq!(error.kind(), RequestErrorKind::TimedOut, "{subject}: {error}");
            None
        }
    }
}

/// What a consumer of that name gives to a client that asks for its next event.
async fn given(client: &Client, consumer: &str) -> Option<String> {
    let inbox = client.new_inbox();
    let mut heard = client.subscribe(inbox.clone()).await.unwrap();
    let subject = format!("$JS.API.CONSUMER.MSG.NEXT.{STREAM}.{consumer}");
    client.publish_with_reply(subject, inbox, "{\"batch\":1}".into()).await.unwrap();
    let message = tokio::time::timeout(Duration::from_secs(1), heard.next()).await.ok().flatten()?;
    Some(String::from_utf8_lossy(&message.payload).into_owned())
}

async fn answers(client: &Client, subject: &'static str) {
    let mut heard = client.subscribe(subject).await.unwrap();
    client.flush().await.unwrap();
    let client = client.clone();
    #[expect(clippy::disallowed_methods, reason = "ends with the test")]
    tokio::spawn(async move {
        while let Some(message) = heard.next().await {
            client.publish(message.reply.unwrap(), "heard".into()).await.unwrap();
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn each_service_has_its_own_part_of_the_broker() {
    let broker = Broker::start().await;
    eventually("the broker answers", 20, || async { broker.user("members", "members").await }).await;
    assert!(broker.user("members", "billing").await.is_none(), "another's password is not its own");
    // Each makes the stream or finds it, also those who may not change it.
    for module in sambruk::registry() {
        drop(tokio::time::timeout(Duration::from_secs(2), broker.platform(module.name)).await.expect(module.name));
    }
    let bibblix = broker.user("bibblix", "bibblix").await.unwrap();
    let billing = broker.user("billing", "billing").await.unwrap();
    let portal = broker.user("portal", "portal").await.unwrap();
    let stream = jetstream::new(bibblix.clone());

    let told = asked(&bibblix, "sambruk.habo-0643.bibblix.loan-started.v1", "{}").await;
    assert!(told.is_some_and(|told| told.contains("\"seq\":1")), "its own events are taken");
    assert_eq!(asked(&bibblix, "sambruk.habo-0643.billing.invoice-issued.v1", "{}").await, None);
    assert_eq!(asked(&bibblix, "sambruk.habo-0643.identity.person-known.v1", "{}").await, None);

    for call in ["STREAM.PURGE", "STREAM.DELETE", "STREAM.UPDATE", "STREAM.MSG.DELETE"] {
        assert_eq!(asked(&bibblix, &format!("$JS.API.{call}.{STREAM}"), "{}").await, None, "{call}");
    }
    let mut found = stream.get_stream(STREAM).await.unwrap();
    assert_eq!(found.info().await.unwrap().state.messages, 1, "it may look, and all is there");
    let members = broker.user("members", "members").await.unwrap();
    assert!(asked(&members, &format!("$JS.API.STREAM.UPDATE.{STREAM}"), "{}").await.is_some(), "who starts first may");

    let consumer =
        |name: &str| jetstream::consumer::pull::Config { durable_name: Some(name.into()), ..Default::default() };
    found.create_consumer(consumer("bibblix")).await.unwrap();
    let others = jetstream::new(billing.clone()).get_stream(STREAM).await.unwrap();
    others.create_consumer(consumer("billing")).await.unwrap();
    assert!(found.create_consumer(consumer("governance")).await.is_err(), "another's consumer is not made");
    assert_eq!(given(&bibblix, "billing").await, None, "what billing is to hear is not taken from it");
    for call in ["CONSUMER.DELETE", "CONSUMER.RESET", "CONSUMER.INFO"] {
        assert_eq!(asked(&bibblix, &format!("$JS.API.{call}.{STREAM}.billing"), "{}").await, None, "{call}");
    }
    assert_eq!(given(&bibblix, "bibblix").await.as_deref(), Some("{}"), "its own it is given");
    assert_eq!(given(&billing, "billing").await.as_deref(), Some("{}"), "and billing has lost nothing");

    let command = "rpc.billing.operations-run";
    answers(&billing, command).await;
    answers(&billing, "rpc.billing.event-log").await;
    assert_eq!(asked(&bibblix, command, "{}").await, None, "no service gives commands");
    assert_eq!(asked(&portal, command, "{}").await.as_deref(), Some("heard"), "operators give them from the portal");
    assert_eq!(
        asked(&bibblix, "rpc.billing.event-log", "{}").await.as_deref(),
        Some("heard"),
        "every service may ask that"
    );
    let totals = "rpc.billing.control-totals";
    answers(&bibblix, totals).await;
    let nobody = portal.request(totals, "{}".into()).await.unwrap_err();
    assert_eq!(nobody.kind(), RequestErrorKind::NoResponders, "nobody answers in another's place");
    answers(&billing, totals).await;
    assert_eq!(asked(&portal, totals, "{}").await.as_deref(), Some("heard"));
}
