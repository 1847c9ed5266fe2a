//! The embedded broker: a private nats-server on loopback, started, watched and stopped by this process.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use super::{OLDEST_SERVER, version_of};
use crate::{config::NatsConfig, error::Result};

/// A nats-server that this process keeps alive.
pub struct Server {
    config: NatsConfig,
    stop: CancellationToken,
    keeper: JoinHandle<()>,
}

impl Server {
    /// Starts a private broker with its store under `data_dir/nats`, and starts it again whenever it ends.
    ///
    /// # Errors
    /// When the program is missing or too old; the message names it and says what to do.
    pub async fn start(base: &NatsConfig, data_dir: &Path) -> Result<Self> {
        let program = if base.server.is_empty() { "nats-server" } else { &base.server };
        check_version(program).await?;
        let dir = data_dir.join("nats");
        std::fs::create_dir_all(&dir).map_err(|error| anyhow::anyhow!("{}: {error}", dir.display()))?;
        end_orphan(&dir).await;
        let [port, monitor] = free_ports()?;
        let mut config = base.clone();
        config.url = format!("nats://127.0.0.1:{port}");
        "sambruk".clone_into(&mut config.user);
        config.password = crate::id::random().simple().to_string();
        config.replicas = 1;
        let file = dir.join("server.conf");
        write_private(&file, &settings(&config, port, monitor, &dir))?;
        let stop = CancellationToken::new();
        let child = spawn(program, &file, &dir)?;
        let keeper = keep(Kept { program: program.to_owned(), file, dir, monitor }, child, stop.clone());
        #[expect(clippy::disallowed_methods, reason = "outlives the service's tasks: stopped last, by hand")]
        let keeper = tokio::spawn(keeper);
        Ok(Self { config, stop, keeper })
    }

    /// How to connect to it.
    #[must_use]
    pub fn config(&self) -> &NatsConfig {
        &self.config
    }

    /// Stops the broker and waits until it has ended.
    pub async fn stop(self) {
        self.stop.cancel();
        if self.keeper.await.is_err() {
            tracing::warn!("the broker's keeper had ended before");
        }
    }
}

async fn check_version(program: &str) -> Result<()> {
    let (major, minor, patch) = OLDEST_SERVER;
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().await.map_err(|error| {
        anyhow::anyhow!("{program} can't be started ({error}): run `make setup`, or name a nats-server {major}.{minor}.{patch} in nats.server")
    })?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.split_whitespace().last().unwrap_or_default();
    if version_of(version).is_some_and(|found| found >= OLDEST_SERVER) {
        return Ok(());
    }
    Err(anyhow::anyhow!("{program} is version {version}, but {major}.{minor}.{patch} or later is needed").into())
}

/// Both are held until both are known, or they could be the same.
fn free_ports() -> Result<[u16; 2]> {
    let bind = || TcpListener::bind("127.0.0.1:0").map_err(anyhow::Error::new);
    let port = |listener: &TcpListener| listener.local_addr().map(|address| address.port()).map_err(anyhow::Error::new);
    let (one, other) = (bind()?, bind()?);
    Ok([port(&one)?, port(&other)?])
}

/// Syncs before it acknowledges: by default a power cut loses minutes of acknowledged messages.
fn settings(config: &NatsConfig, port: u16, monitor: u16, dir: &Path) -> String {
    let store = dir.join("store");
    format!(
        "server_name: sambruk\nlisten: \"127.0.0.1:{port}\"\nhttp: \"127.0.0.1:{monitor}\"\nmax_payload: 1MB\n\
         jetstream {{ store_dir: {:?}, max_mem: 64M, max_file: 8G, sync_interval: always }}\n\
         authorization {{ user: {:?}, password: {:?} }}\n",
        store.display().to_string(),
        config.user,
        config.password
    )
}

fn write_private(file: &Path, text: &str) -> Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let mut options = std::fs::OpenOptions::new();
    let opened = options.write(true).create(true).truncate(true).mode(0o600).open(file);
    let written = opened.and_then(|mut handle| handle.write_all(text.as_bytes()));
    Ok(written.map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?)
}

/// Makes the kernel end the broker when this process dies, however it dies; util-linux, on every Debian.
const WRAPPER: &str = "/usr/bin/setpriv";

fn spawn(program: &str, file: &Path, dir: &Path) -> Result<Child> {
    let mut command = if Path::new(WRAPPER).exists() {
        let mut wrapped = Command::new(WRAPPER);
        wrapped.args(["--pdeathsig", "TERM", "--", program]);
        wrapped
    } else {
        Command::new(program)
    };
    let child = command
        .arg("-c")
        .arg(file)
        .arg("-l")
        .arg(dir.join("server.log"))
        .arg("-P")
        .arg(dir.join("server.pid"))
        // It collects garbage rather than grow beyond this; what it must hold it may hold.
        .env("GOMEMLIMIT", "48MiB")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        // A signal to our process group (Ctrl-C) must not end the broker before us.
        .process_group(0)
        .spawn();
    Ok(child.map_err(|error| anyhow::anyhow!("{program}: {error}"))?)
}

/// A broker whose parent was killed still holds the store: end it before starting another.
async fn end_orphan(dir: &Path) {
    let Ok(text) = std::fs::read_to_string(dir.join("server.pid")) else { return };
    let Ok(pid) = text.trim().parse::<u32>() else { return };
    let conf = dir.join("server.conf").display().to_string();
    let command = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    if !String::from_utf8_lossy(&command).contains(&conf) {
        return;
    }
    tracing::warn!(pid, "a broker was left behind; ending it");
    let _ended = Command::new("kill").arg(pid.to_string()).stdin(Stdio::null()).status().await;
    for _ in 0..50 {
        if !Path::new(&format!("/proc/{pid}")).exists() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// What is needed to start the broker again.
struct Kept {
    program: String,
    file: PathBuf,
    dir: PathBuf,
    monitor: u16,
}

/// Starts the broker again when it ends. One that can't write any more (a full disk) freezes its streams until it is started anew,
/// also when there is room again, so it is ended when it says so.
async fn keep(kept: Kept, mut child: Child, stop: CancellationToken) {
    let mut delay = Duration::from_millis(50);
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            status = child.wait() => tracing::error!(?status, "the broker ended; starting it again"),
            why = frozen(kept.monitor) => {
                tracing::error!(why, "the broker is frozen; starting it anew");
                end(&mut child).await;
            }
        }
        loop {
            tokio::time::sleep(delay).await;
            delay = (delay * 2).min(Duration::from_secs(5));
            match spawn(&kept.program, &kept.file, &kept.dir) {
                Ok(started) => {
                    child = started;
                    break;
                }
                Err(error) => tracing::error!(%error, "the broker does not start"),
            }
        }
    }
    end(&mut child).await;
}

/// Softly first.
async fn end(child: &mut Child) {
    if let Some(pid) = child.id() {
        let _told = Command::new("kill").arg(pid.to_string()).stdin(Stdio::null()).status().await;
    }
    if tokio::time::timeout(Duration::from_secs(5), child.wait()).await.is_err() {
        let _killed = child.kill().await;
    }
}

/// Resolves when the broker has said three times in a row, seconds apart, that it is not healthy; tells why.
async fn frozen(monitor: u16) -> String {
    let mut times = 0;
    loop {
        tokio::time::sleep(Duration::from_secs(3)).await;
        match tokio::time::timeout(Duration::from_secs(2), unhealthy(monitor)).await {
            Ok(Ok(Some(why))) => {
                times += 1;
                if times == 3 {
                    return why;
                }
            }
            // One that does not answer has ended, which is noticed, or is being started.
            _ => times = 0,
        }
    }
}

/// What `/healthz` complains about; none when all is well.
async fn unhealthy(monitor: u16) -> std::io::Result<Option<String>> {
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", monitor)).await?;
    stream.write_all(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").await?;
    let mut answer = String::new();
    stream.take(16 * 1024).read_to_string(&mut answer).await?;
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let refused = answer.split(' ').nth(1).is_some_and(|status| status.starts_with('5'));
    Ok(refused.then(|| body.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn answering(status: &'static str, body: &'static str) -> Option<String> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let answer = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = [0; 256];
            let length = stream.read(&mut asked).await.unwrap();
            assert!(asked[..length].starts_with(b"GET /healthz"));
            stream.write_all(format!("HTTP/1.0 {status}\r\n\r\n{body}").as_bytes()).await.unwrap();
        };
        let (found, ()) = tokio::join!(unhealthy(port), answer);
        found.unwrap()
    }

    #[tokio::test]
    async fn a_broker_that_can_not_write_says_so() {
        assert_eq!(answering("200 OK", "{\"status\":\"ok\"}").await, None);
        let why = answering("503 Service Unavailable", "no space left on device").await;
        assert_eq!(why.as_deref(), Some("no space left on device"));
    }
}
