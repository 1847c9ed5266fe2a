//! A split installation as operators run it: three brokers with a user per service, one process per service on PostgreSQL, and a
//! real path router before them.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use platform::Config;
use tokio::process::{Child, Command};

use crate::{Browser, Postgres, eventually, nats_server};

/// A running split installation. Everything it started ends with it.
pub struct Cluster {
    /// The router's address.
    pub url: String,
    /// The configuration that all processes share, as the administrator's commands use it.
    pub config: Config,
    brokers: Vec<Broker>,
    processes: Vec<Child>,
    router: Child,
    services: Vec<&'static str>,
    /// Dropped with the cluster.
    postgres: Postgres,
    directory: tempfile::TempDir,
}

struct Broker {
    number: usize,
    child: Child,
}

/// What all brokers know of each other.
struct Ports {
    client: [u16; 3],
    routes: [u16; 3],
    monitor: [u16; 3],
}

/// Ports that are free: below those that outgoing connections are given (32768 and up), or one of the other tests' might have taken
/// them before they are listened at. All are held until all are known, so that no two are the same.
fn free_ports<const COUNT: usize>() -> [u16; COUNT] {
    let mut held = Vec::with_capacity(COUNT);
    while held.len() < COUNT {
        let chance = u16::try_from(platform::id::random().as_u128() % 20_000).expect("it fits");
        held.extend(TcpListener::bind(("127.0.0.1", 10_240 + chance)));
    }
    std::array::from_fn(|at| held[at].local_addr().expect("it is bound").port())
}

impl Cluster {
    /// Starts it for the services named. `root` is the checkout; `binary` the program.
    pub async fn start(
        root: &Path,
        binary: &Path,
        defaults: &str,
        registry: platform::host::Registry,
        percent: u32,
    ) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let postgres = Postgres::create().await;
        let services: Vec<&'static str> = registry().iter().map(|module| module.name).collect();
        let all: [u16; 9] = free_ports();
        let third = |first: usize| std::array::from_fn(|at| all[first + at]);
        let ports = Ports { client: third(0), routes: third(3), monitor: third(6) };
        write_users(root, directory.path(), &services).await;
        let brokers: Vec<Broker> =
            (0..3).map(|number| Broker::start(number, directory.path(), &ports, &services)).collect();
        for port in ports.monitor {
            eventually("the broker is healthy", 60, || async move { healthy(port).await.then_some(()) }).await;
        }
        let [listen] = free_ports();
        let mut config = crate::base(defaults, directory.path().join("data"));
        postgres.apply(&mut config, registry);
        config.http.public_url = format!("http://127.0.0.1:{listen}");
        config.nats.url = ports.client.map(|port| format!("nats://127.0.0.1:{port}")).join(",");
        config.nats.replicas = 3;
        config.demonstration.percent = percent;
        let secret = directory.path().join("secret");
        std::fs::write(&secret, "5e".repeat(32)).expect("the installation's secret");
        config.secrets.file = secret.display().to_string();
        platform::tools::migrate(&config, registry, &platform::Clock::System).await.expect("the migrations run");
        let mut processes = Vec::new();
        let mut upstreams = Vec::new();
        for service in &services {
            let [bind, operations] = free_ports();
            upstreams.push(format!("{service}=127.0.0.1:{bind}"));
            processes.push(serve(binary, service, &config, directory.path(), bind, operations));
        }
        let router = route(root, directory.path(), listen, &upstreams).await;
        let url = config.http.public_url.clone();
        let cluster = Self { url, config, brokers, processes, router, services, postgres, directory };
        let client = reqwest::Client::builder().no_proxy().build().expect("an HTTP client");
        let first = format!("{}/identity/sign-in", cluster.url);
        eventually("the portal answers through the router", 90, || async {
            client.get(&first).send().await.is_ok_and(|answer| answer.status().is_success()).then_some(())
        })
        .await;
        cluster
    }

    /// A browser at the router.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(self.url.clone())
    }

    /// Waits until every process has made its demonstration data.
    pub async fn demonstrated(&self) {
        for service in &self.services {
            let log = self.directory.path().join(format!("{service}.out"));
            eventually(&format!("{service} has made its demonstration data"), 240, || async {
                let said = std::fs::read_to_string(&log).unwrap_or_default();
                said.contains("Demonstration data is loaded").then_some(())
            })
            .await;
        }
    }

    /// Kills a broker as a power cut would, and tells its number.
    pub async fn kill_broker(&mut self) -> usize {
        let broker = self.brokers.first_mut().expect("three brokers");
        broker.child.kill().await.expect("it can be killed");
        broker.number
    }

    /// Has a service's process stand still, as a machine that hangs would, or go on.
    pub async fn stand_still(&self, service: &str, still: bool) {
        let at = self.services.iter().position(|one| *one == service).expect("a service");
        let pid = self.processes[at].id().expect("it runs").to_string();
        crate::command("kill", &[if still { "-STOP" } else { "-CONT" }, &pid]).await;
    }

    /// Changes what lies in the database, for time that no test can wait for.
    pub async fn change(&self, sql: &str) {
        self.postgres.change(sql).await;
    }

    /// Ends everything, softly first; the database and the directory, in which the installation's secret lies, stay until what is
    /// given back is dropped.
    pub async fn stop(mut self) -> (Postgres, tempfile::TempDir) {
        for child in &mut self.processes {
            terminate(child).await;
        }
        terminate(&mut self.router).await;
        for broker in &mut self.brokers {
            terminate(&mut broker.child).await;
        }
        (self.postgres, self.directory)
    }
}

async fn terminate(child: &mut Child) {
    let Some(pid) = child.id() else { return };
    crate::command("kill", &["-TERM", &pid.to_string()]).await;
    if tokio::time::timeout(Duration::from_secs(20), child.wait()).await.is_err() {
        child.kill().await.expect("it can be killed");
    }
}

impl Broker {
    fn start(number: usize, directory: &Path, ports: &Ports, services: &[&str]) -> Self {
        let program = nats_server().unwrap_or_else(|| "nats-server".into());
        let mut command = Command::new(program);
        command
            .arg("-c")
            .arg(directory.join("nats/server.conf"))
            .arg("-l")
            .arg(directory.join(format!("broker-{number}.log")));
        command.env("NATS_NAME", format!("broker{number}"));
        let quoted = |text: String| format!("\"{text}\"");
        command.env("NATS_LISTEN", quoted(format!("127.0.0.1:{}", ports.client[number])));
        command.env("NATS_MONITOR", quoted(format!("127.0.0.1:{}", ports.monitor[number])));
        command.env("NATS_STORE", quoted(directory.join(format!("store-{number}")).display().to_string()));
        command.env("NATS_MAX_FILE", "2GB").env("NATS_ROUTE_PASSWORD", "route");
        command.env("NATS_CLUSTER_LISTEN", quoted(format!("127.0.0.1:{}", ports.routes[number])));
        for (index, port) in ports.routes.iter().enumerate() {
            command.env(format!("NATS_ROUTE_{}", index + 1), quoted(format!("nats://route:route@127.0.0.1:{port}")));
        }
        for service in services {
            command.env(format!("NATS_PASSWORD_{}", service.to_uppercase()), password(service));
        }
        Self { number, child: quietly(&mut command) }
    }
}

fn password(service: &str) -> String {
    format!("secret-{service}")
}

fn quietly(command: &mut Command) -> Child {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("it starts")
}

async fn write_users(root: &Path, directory: &Path, services: &[&str]) {
    let nats = directory.join("nats");
    std::fs::create_dir_all(&nats).expect("a directory");
    std::fs::copy(root.join("infra/nats/server.conf"), nats.join("server.conf")).expect("the template");
    let script = root.join("infra/nats/users.sh").display().to_string();
    let output = crate::command(&script, services).await;
    assert!(output.status.success(), "users.sh failed");
    std::fs::write(nats.join("users.conf"), output.stdout).expect("the users");
}

async fn healthy(monitor: u16) -> bool {
    let client = reqwest::Client::builder().no_proxy().build().expect("an HTTP client");
    let answer = client.get(format!("http://127.0.0.1:{monitor}/healthz")).send().await;
    answer.is_ok_and(|answer| answer.status().is_success())
}

fn serve(binary: &Path, service: &str, config: &Config, directory: &Path, bind: u16, operations: u16) -> Child {
    let file = |kind: &str| std::fs::File::create(directory.join(format!("{service}.{kind}"))).expect("a log file");
    let mut command = Command::new(binary);
    command
        .args(["serve", service, "--demo"])
        .stdin(Stdio::null())
        .stdout(file("out"))
        .stderr(file("log"))
        .kill_on_drop(true);
    for (name, value) in [
        ("DATA_DIR", directory.join(format!("data-{service}")).display().to_string()),
        ("HTTP__BIND", format!("127.0.0.1:{bind}")),
        ("HTTP__OPERATIONS_BIND", format!("127.0.0.1:{operations}")),
        ("HTTP__PUBLIC_URL", config.http.public_url.clone()),
        ("DATABASE__URL", config.database.url.clone()),
        ("DATABASE__PASSWORD", config.database_password(service).to_owned()),
        ("DATABASE__CONNECTIONS", config.database.connections.to_string()),
        ("NATS__URL", config.nats.url.clone()),
        ("NATS__USER", service.to_owned()),
        ("NATS__PASSWORD", password(service)),
        ("NATS__REPLICAS", config.nats.replicas.to_string()),
        ("DEMONSTRATION__PERCENT", config.demonstration.percent.to_string()),
        ("SECRETS__FILE", config.secrets.file.clone()),
        ("LIMITS__REQUESTS_PER_SECOND", "100000".to_owned()),
        ("LIMITS__BURST", "100000".to_owned()),
        ("LIMITS__KEY_REQUESTS_PER_SECOND", "100000".to_owned()),
    ] {
        command.env(format!("SAMBRUK_{name}"), value);
    }
    command.spawn().expect("the process starts")
}

async fn route(root: &Path, directory: &Path, listen: u16, upstreams: &[String]) -> Child {
    let place: PathBuf = directory.join("router");
    let script = root.join("infra/nginx/render.sh").display().to_string();
    let (place_text, listen) = (place.display().to_string(), format!("127.0.0.1:{listen}"));
    let mut arguments = vec![place_text.as_str(), listen.as_str()];
    arguments.extend(upstreams.iter().map(String::as_str));
    let output = crate::command(&script, &arguments).await;
    assert!(output.status.success(), "render.sh failed: {}", String::from_utf8_lossy(&output.stderr));
    let nginx =
        ["/usr/sbin/nginx", "/usr/bin/nginx"].into_iter().find(|path| Path::new(path).exists()).unwrap_or("nginx");
    quietly(Command::new(nginx).args(["-e", "stderr", "-c"]).arg(place.join("nginx.conf")))
}
