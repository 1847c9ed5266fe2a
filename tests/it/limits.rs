//! Limits are one for all processes of an installation, and ended sessions end in all of them.

use std::time::{Duration, Instant};

use platform::{Actor, Clock, Config, Demo, host, nats::Server};
use reqwest::StatusCode;
use testbed::{Browser, Postgres, eventually};

/// Requests a second that a session may make here.
const RATE: u32 = 20;
/// How long both processes are asked as fast as they answer.
const FLOOD: Duration = Duration::from_secs(6);
/// What every person may see.
const OWN: &str = "/api/identity/v1/me";

/// Two processes of all services on the same databases and broker.
struct Two {
    processes: [host::Running; 2],
    /// Dropped with them.
    broker: Server,
    _postgres: Postgres,
    _directory: tempfile::TempDir,
}

impl Two {
    async fn start(limit: impl Fn(&mut Config)) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut config = testbed::base(sambruk::DEFAULTS, directory.path().join("one"));
        limit(&mut config);
        let postgres = Postgres::create().await;
        postgres.apply(&mut config, sambruk::registry);
        let secret = directory.path().join("secret");
        std::fs::write(&secret, "5e".repeat(32)).unwrap();
        config.secrets.file = secret.display().to_string();
        platform::tools::migrate(&config, sambruk::registry, &Clock::System).await.unwrap();
        let broker = Server::start(&config.nats, directory.path()).await.unwrap();
        config.nats = broker.config().clone();
        let one = Box::pin(host::start(config.clone(), sambruk::registry, &[], Clock::System)).await.unwrap();
        // As behind a router, both are one place for the browser.
        config.http.public_url = format!("http://{}", one.address);
        config.data_dir = directory.path().join("other");
        let other = Box::pin(host::start(config, sambruk::registry, &[], Clock::System)).await.unwrap();
        one.demonstrate(sambruk::registry, Demo::usual(1, 1)).await.unwrap();
        Self { processes: [one, other], broker, _postgres: postgres, _directory: directory }
    }

    /// Somebody's browser at each process, signed in once.
    async fn browsers(&self, person: &str) -> [Browser; 2] {
        let [one, other] = self.processes.each_ref().map(|process| Browser::new(format!("http://{}", process.address)));
        one.sign_in(person).await;
        let name = self.processes[0].services["identity"].config.session_cookie();
        other.set_cookie(name, &one.cookie(name).unwrap());
        [one, other]
    }

    /// How many rows of an organisation's log tell of too many requests.
    async fn told(&self, tenant: &str) -> usize {
        let store = &self.processes[0].services["identity"].store;
        let across = store.across_read(Actor::System("test")).await.unwrap();
        let sql = "SELECT id FROM audit WHERE tenant = $1 AND action = 'platform.access.too-many'";
        across.query(sql, [tenant.into()]).await.unwrap().len()
    }

    async fn stop(self) {
        let [one, other] = self.processes;
        one.stop().await;
        other.stop().await;
        self.broker.stop().await;
    }
}

/// Asks as fast as it is answered; how many times it was let in, and what it was told when it was not.
async fn flood(browser: &Browser, until: Instant) -> (u32, Option<u64>) {
    let (mut let_in, mut wait) = (0, None);
    while Instant::now() < until {
        let answer = browser.get(OWN).await;
        match answer.status {
            StatusCode::OK => let_in += 1,
            StatusCode::TOO_MANY_REQUESTS => {
                assert!(answer.body.contains("too-many-requests"), "{}", answer.body);
                let told = answer.headers.get("retry-after").expect("it says when to come back");
                wait = Some(told.to_str().unwrap().parse().expect("seconds"));
            }
            other => panic!("{other}: {}", answer.body),
        }
    }
    (let_in, wait)
}

/// Both processes together let in what one may, though a fifth more while they tell each other; and others notice nothing.
async fn together(one: &Browser, other: &Browser, neighbour: &Browser) {
    let begun = Instant::now();
    let until = begun + FLOOD;
    let ((first, told), (second, _)) = tokio::join!(flood(one, until), flood(other, until));
    let limit = f64::from(RATE) * (1.0 + begun.elapsed().as_secs_f64());
    println!("        {first} + {second} were let in, of {limit:.0} that one process may let in");
    let together = f64::from(first + second);
    assert!(together <= limit * 1.2, "{first} + {second} of {limit}");
    assert!(together >= limit * 0.5 && first.min(second) > 0, "{first} + {second} of {limit}");
    assert_eq!(neighbour.get(OWN).await.status, StatusCode::OK, "another organisation's is not touched");
    tokio::time::sleep(Duration::from_secs(told.expect("it was refused"))).await;
    assert_eq!(one.get(OWN).await.status, StatusCode::OK, "who waits as told is let in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_has_one_limit_in_all_processes() {
    let two = Two::start(|config| config.limits.key_requests_per_second = RATE).await;
    let [one, other] = two.browsers("kim").await;
    let [neighbour, _] = two.browsers("charlie").await;
    together(&one, &other, &neighbour).await;
    // However often it was refused, each process has told her organisation once in a minute; the neighbour's has nothing to tell.
    let told =
        eventually("it is recorded", 10, || async { Some(two.told("sandviken-2181").await).filter(|rows| *rows > 0) });
    let told = told.await;
    assert!(told <= 4, "{told} rows");
    assert_eq!(two.told("uppsala-0380").await, 0);
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_has_one_limit_for_all_its_sessions_in_all_processes() {
    let two = Two::start(|config| (config.limits.requests_per_second, config.limits.burst) = (RATE, RATE)).await;
    let ([one, _], [_, other]) = (two.browsers("kim").await, two.browsers("kim").await);
    let [neighbour, _] = two.browsers("charlie").await;
    together(&one, &other, &neighbour).await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_at_one_process_is_out_at_the_other() {
    let two = Two::start(|_| ()).await;
    let [one, other] = two.browsers("kim").await;
    let [stays, _] = two.browsers("alex").await;
    for browser in [&one, &other, &stays] {
        assert_eq!(browser.get(OWN).await.status, StatusCode::OK);
    }
    assert!(one.send("/identity/sign-out", &[]).await.status.is_success());
    let out = Instant::now();
    eventually("the other process knows", 5, || async {
        (other.get(OWN).await.status == StatusCode::UNAUTHORIZED).then_some(())
    })
    .await;
    println!("        the other process knew after {} ms", out.elapsed().as_millis());
    assert_eq!(stays.get(OWN).await.status, StatusCode::OK);
    two.stop().await;
}

/// Requests that an address may make at once here; one comes back each second, so that a slow machine runs out of them too.
const OF_AN_ADDRESS: u32 = 5;

async fn small(trust_forwarded_for: bool) -> (host::Running, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let mut config = testbed::base(sambruk::DEFAULTS, directory.path().join("data"));
    (config.limits.requests_per_second, config.limits.burst) = (1, OF_AN_ADDRESS);
    config.http.trust_forwarded_for = trust_forwarded_for;
    let running = Box::pin(host::start(config, sambruk::registry, &[], Clock::System)).await.unwrap();
    // Identity is asked over the broker, which it may have reached a moment after it began to listen.
    let stranger = Browser::new(format!("http://{}", running.address));
    eventually("identity answers", 20, || async {
        stranger.set_cookie("sambruk", &platform::id::random().to_string());
        (stranger.get(OWN).await.status == StatusCode::UNAUTHORIZED).then_some(())
    })
    .await;
    (running, directory)
}

/// Sends so many requests with a made-up key, from where the header says; what was answered, and what was told when it was refused.
async fn guess(running: &host::Running, times: u32, forwarded: impl Fn(u32) -> String) -> (Vec<StatusCode>, u64) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let (mut seen, mut wait) = (Vec::new(), 0);
    for number in 0..times {
        let request =
            client.get(format!("http://{}{OWN}", running.address)).header("x-forwarded-for", forwarded(number));
        let answer = request.bearer_auth(format!("smb_guess_{number}")).send().await.unwrap();
        if let Some(told) = answer.headers().get("retry-after") {
            wait = told.to_str().unwrap().parse().unwrap();
        }
        seen.push(answer.status());
    }
    (seen, wait)
}

/// Who guesses keys is held back by address, whatever addresses she invents; and is no longer when she has waited as told.
#[tokio::test(flavor = "multi_thread")]
async fn who_guesses_keys_is_held_back() {
    let (running, _directory) = small(false).await;
    let (seen, wait) = guess(&running, 40, |number| format!("192.0.2.{number}")).await;
    assert_eq!(seen[0], StatusCode::UNAUTHORIZED);
    assert!(seen.contains(&StatusCode::TOO_MANY_REQUESTS), "{seen:?}");
    assert!(
        seen.iter().all(|status| [StatusCode::UNAUTHORIZED, StatusCode::TOO_MANY_REQUESTS].contains(status)),
        "{seen:?}"
    );
    tokio::time::sleep(Duration::from_secs(wait)).await;
    assert_eq!(guess(&running, 1, |_| String::new()).await.0, [StatusCode::UNAUTHORIZED], "nobody is locked out");
    running.stop().await;
}

/// Where a router of ours tells the address, the last one that it has added counts, and nothing that the caller wrote before it.
#[tokio::test(flavor = "multi_thread")]
async fn behind_a_router_each_address_has_its_own_limit() {
    let (running, _directory) = small(true).await;
    let (seen, _) = guess(&running, 40, |number| format!("192.0.2.{number}, 198.51.100.7")).await;
    assert!(seen.contains(&StatusCode::TOO_MANY_REQUESTS), "invented addresses help nobody: {seen:?}");
    let (others, _) = guess(&running, 1, |_| "198.51.100.7, 198.51.100.8".into()).await;
    assert_eq!(others, [StatusCode::UNAUTHORIZED], "another address is not touched");
    running.stop().await;
}
