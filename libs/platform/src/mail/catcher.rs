//! A small SMTP server on loopback that keeps what it gets in memory, and in files if asked to: for tests and demonstration,
//! where no mail may leave.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::error::Result;

/// Messages kept; the oldest goes first.
const KEPT: usize = 1000;
/// Bytes in one message.
const LARGEST: usize = 1024 * 1024;
/// Bytes in one line, and recipients of one message.
const LINE: usize = 4096;
const RECIPIENTS: usize = 100;
/// Conversations at once, and the patience with each line of one.
const CONVERSATIONS: usize = 32;
const PATIENCE: Duration = Duration::from_secs(30);

/// A message as it was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caught {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// Headers and body.
    pub data: String,
}

impl Caught {
    /// The subject as a person reads it.
    #[must_use]
    pub fn subject(&self) -> String {
        unfold_words(&self.header("Subject"))
    }

    /// The text as a person reads it.
    #[must_use]
    pub fn text(&self) -> String {
        let body = self.data.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        let bytes = match self.header("Content-Transfer-Encoding").to_ascii_lowercase().as_str() {
            "base64" => STANDARD.decode(body.split_whitespace().collect::<String>()).unwrap_or_default(),
            "quoted-printable" => quoted(&body.replace("=\r\n", "")),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// A header's value with its folded lines joined.
    fn header(&self, name: &str) -> String {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        let mut lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
        lines
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
            .unwrap_or_default()
    }
}

/// Decodes `=?utf-8?b?…?=` words (RFC 2047); blanks between two of them are not part of the text.
fn unfold_words(value: &str) -> String {
    let mut out = String::new();
    let mut after_word = false;
    for part in value.split(' ').filter(|part| !part.is_empty()) {
        let fields: Vec<&str> = part.split('?').collect();
        let decoded = match fields.as_slice() {
            ["=", _, "b" | "B", data, "="] => STANDARD.decode(data).ok(),
            ["=", _, "q" | "Q", data, "="] => Some(quoted(&data.replace('_', " "))),
            _ => None,
        };
        if !(out.is_empty() || after_word && decoded.is_some()) {
            out.push(' ');
        }
        after_word = decoded.is_some();
        out.push_str(&decoded.map_or_else(|| part.into(), |bytes| String::from_utf8_lossy(&bytes).into_owned()));
    }
    out
}

fn quoted(text: &str) -> Vec<u8> {
    let mut pieces = text.split('=');
    let mut out = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        match (piece.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()), piece.get(2..)) {
            (Some(byte), Some(rest)) => {
                out.push(byte);
                out.extend_from_slice(rest.as_bytes());
            }
            _ => out.extend_from_slice(piece.as_bytes()),
        }
    }
    out
}

/// The running server; it ends when dropped.
pub struct Catcher {
    address: SocketAddr,
    kept: Arc<Mutex<VecDeque<Caught>>>,
    stop: CancellationToken,
}

impl Catcher {
    /// Starts on a free port of this machine. With a directory, each message also becomes a file there (`.eml`).
    ///
    /// # Errors
    /// When no port can be had or the directory can't be made.
    pub async fn start(directory: Option<PathBuf>) -> Result<Self> {
        if let Some(directory) = &directory {
            std::fs::create_dir_all(directory).map_err(anyhow::Error::new)?;
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(anyhow::Error::new)?;
        let address = listener.local_addr().map_err(anyhow::Error::new)?;
        let (kept, stop, tasks) =
            (Arc::<Mutex<VecDeque<Caught>>>::default(), CancellationToken::new(), TaskTracker::new());
        let places = Arc::new(Semaphore::new(CONVERSATIONS));
        let (keep, stopped, conversations) = (Arc::clone(&kept), stop.clone(), tasks.clone());
        tasks.spawn(async move {
            loop {
                let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
                let accepted = tokio::select! {
                    () = stopped.cancelled() => break,
                    accepted = listener.accept() => accepted,
                };
                let Ok((stream, _)) = accepted else { continue };
                let (keep, stopped, directory) = (Arc::clone(&keep), stopped.clone(), directory.clone());
                conversations.spawn(async move {
                    let talk = stopped.run_until_cancelled(converse(stream, &keep, directory.as_deref())).await;
                    if let Some(Err(error)) = talk {
                        tracing::debug!(%error, "a mail conversation broke off");
                    }
                    drop(place);
                });
            }
        });
        Ok(Self { address, kept, stop })
    }

    /// What to put in `mail.url`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What has been caught, oldest first; at most the last thousand.
    #[must_use]
    pub fn messages(&self) -> Vec<Caught> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

impl Drop for Catcher {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// One conversation (RFC 5321), without extensions but for eight-bit text and the size.
async fn converse(stream: TcpStream, kept: &Mutex<VecDeque<Caught>>, directory: Option<&Path>) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    let mut message: Option<Caught> = None;
    writer.write_all(b"220 catcher ready\r\n").await?;
    while let Some(line) = line(&mut reader).await? {
        let text = String::from_utf8_lossy(&line).trim_end().to_owned();
        let verb = text.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match (verb.as_str(), &mut message) {
            ("EHLO", _) => {
                message = None;
                format!("250-catcher\r\n250-8BITMIME\r\n250 SIZE {LARGEST}")
            }
            ("HELO" | "RSET", _) => {
                message = None;
                "250 OK".into()
            }
            ("NOOP", _) => "250 OK".into(),
            ("MAIL", _) => {
                message = Some(Caught { from: address(&text), to: Vec::new(), data: String::new() });
                "250 OK".into()
            }
            ("RCPT", Some(message)) if message.to.len() < RECIPIENTS => {
                message.to.push(address(&text));
                "250 OK".into()
            }
            ("RCPT", Some(_)) => "452 too many recipients".into(),
            ("DATA", Some(caught)) if !caught.to.is_empty() => {
                writer.write_all(b"354 go ahead\r\n").await?;
                let Some(data) = data(&mut reader).await? else {
                    writer.write_all(b"552 the message is too large\r\n").await?;
                    return Ok(());
                };
                caught.data = data;
                if let Some(directory) = directory {
                    std::fs::write(directory.join(format!("{}.eml", crate::id::new())), &caught.data)?;
                }
                keep(kept, message.take());
                "250 caught".into()
            }
            ("RCPT" | "DATA", _) => "503 MAIL and RCPT come first".into(),
            ("QUIT", _) => {
                writer.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 not implemented".into(),
        };
        writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn keep(kept: &Mutex<VecDeque<Caught>>, message: Option<Caught>) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.extend(message);
    while kept.len() > KEPT {
        kept.pop_front();
    }
}

/// A line with its end; none when the other side is gone, silent for too long or sends an endless line.
async fn line(reader: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let mut bounded = reader.take(LINE as u64);
    let read = tokio::time::timeout(PATIENCE, bounded.read_until(b'\n', &mut line)).await;
    let Ok(read) = read else { return Ok(None) };
    read?;
    Ok(line.ends_with(b"\n").then_some(line))
}

/// The message up to the lonely dot; none when it is too large or breaks off.
async fn data(reader: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<Option<String>> {
    let mut data = Vec::new();
    while let Some(line) = line(reader).await? {
        if line == b".\r\n" || line == b".\n" {
            return Ok(Some(String::from_utf8_lossy(&data).into_owned()));
        }
        data.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        if data.len() > LARGEST {
            break;
        }
    }
    Ok(None)
}

/// The address between angle brackets.
fn address(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(inner, _)| inner);
    inner.to_owned()
}
