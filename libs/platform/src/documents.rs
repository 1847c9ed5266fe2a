//! Documents for print and archive. A program of its own makes them, since what it is built of is large and has no business in a
//! service: it gets the document on its standard input and answers with a PDF, within limits on time, memory and number. Where the
//! program is missing, hangs or breaks, there is no PDF for a while, and all else works.

use std::{path::PathBuf, process::Stdio, sync::Arc, time::Duration};

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use contracts::documents::{Document, LARGEST, REFUSED, TOO_LARGE, TOO_SLOW};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
    sync::Semaphore,
    time::timeout,
};

use crate::{
    config,
    error::{Error, Result},
    files,
    page::View,
};

/// Who documents come from.
pub const ASSOCIATION: &str = "Föreningen Sambruk";
/// The program's name, beside the running one.
const PROGRAM: &str = "sambruk-documents";
/// The program ends by itself when its time is over; it is killed when it does not.
const GRACE: Duration = Duration::from_secs(2);
/// More of what the program says is not read.
const SENTENCE: u64 = 4096;

/// Makes documents. A cheap clone.
#[derive(Clone)]
pub struct Documents(Arc<Inner>);

struct Inner {
    program: PathBuf,
    seconds: u64,
    megabytes: u64,
    free: Semaphore,
}

/// How the program ended, and what it said.
struct Ended {
    status: std::process::ExitStatus,
    pdf: Vec<u8>,
    said: String,
}

impl Documents {
    /// As the configuration says; nothing is started yet.
    #[must_use]
    pub fn new(config: &config::Documents) -> Self {
        let beside = || std::env::current_exe().ok().and_then(|own| Some(own.parent()?.join(PROGRAM)));
        let program = match config.binary.as_str() {
            "" => beside().unwrap_or_else(|| PROGRAM.into()),
            given => given.into(),
        };
        let free = Semaphore::new(config.at_once.clamp(1, 64));
        let (seconds, megabytes) = (config.seconds.clamp(1, 3600), config.megabytes.clamp(64, 16384));
        Self(Arc::new(Inner { program, seconds, megabytes, free }))
    }

    /// The PDF of a document, PDF/A-3a and PDF/UA-1. The same document gives the same bytes.
    ///
    /// # Errors
    /// [`Error::NoDocument`] when it can't be made now; [`Error::Rule`] when it is too large; [`Error::Internal`] when it is no
    /// document.
    pub async fn make(&self, document: &Document) -> Result<Vec<u8>> {
        document.check().map_err(anyhow::Error::new)?;
        let json = serde_json::to_vec(document)?;
        if json.len() > LARGEST {
            return Err(too_large());
        }
        let limit = Duration::from_secs(self.0.seconds);
        let Ok(turn) = timeout(limit, self.0.free.acquire()).await else {
            return Err(self.none("others are being made", &format!("none of them was ready within {limit:?}")));
        };
        let _turn = turn.map_err(anyhow::Error::new)?;
        let child = self.start()?;
        match timeout(limit + GRACE, self.run(child, json)).await {
            Ok(ended) => self.judge(ended?),
            Err(_) => Err(self.none("it took too long", "the program hung and was killed")),
        }
    }

    /// It inherits nothing of this process's surroundings, secrets least of all.
    fn start(&self) -> Result<Child> {
        let limits = [("--seconds", self.0.seconds), ("--megabytes", self.0.megabytes)];
        let mut command = Command::new(&self.0.program);
        for (name, value) in limits {
            command.arg(name).arg(value.to_string());
        }
        command.env_clear().env("RAYON_NUM_THREADS", "2").env("MALLOC_ARENA_MAX", "2");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command.spawn().map_err(|error| {
            let program = self.0.program.display();
            self.none("the program that makes documents does not start", &format!("{program}: {error}"))
        })
    }

    async fn run(&self, mut child: Child, json: Vec<u8>) -> Result<Ended> {
        let (Some(mut stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(anyhow::anyhow!("the program has no standard streams").into());
        };
        // Whoever ends without reading to the end says why in its status. Each stream is closed when its part is over.
        let write = async move { stdin.write_all(&json).await.ok() };
        let read = async move {
            let mut bytes = Vec::new();
            stdout.take(files::LARGEST as u64 + 1).read_to_end(&mut bytes).await.map(|_| bytes)
        };
        let listen = async move {
            let mut bytes = Vec::new();
            stderr.take(SENTENCE).read_to_end(&mut bytes).await.map(|_| bytes)
        };
        let (_, pdf, said, status) = tokio::join!(write, read, listen, child.wait());
        let broken =
            |error: std::io::Error| self.none("the program that makes documents broke off", &error.to_string());
        let said = String::from_utf8_lossy(&said.map_err(broken)?).trim().to_owned();
        Ok(Ended { status: status.map_err(broken)?, pdf: pdf.map_err(broken)?, said })
    }

    fn judge(&self, ended: Ended) -> Result<Vec<u8>> {
        let Ended { status, pdf, said } = ended;
        match status.code() {
            _ if pdf.len() > files::LARGEST => Err(too_large()),
            Some(0) if pdf.starts_with(b"%PDF-") => Ok(pdf),
            Some(0) => Err(self.none("the program that makes documents made something else", &said)),
            Some(REFUSED) => Err(anyhow::anyhow!("a document was refused: {said}").into()),
            Some(TOO_LARGE) => Err(too_large()),
            Some(TOO_SLOW) => Err(self.none("it took too long", &said)),
            Some(_) => Err(self.none("the program that makes documents broke off", &format!("{status}: {said}"))),
            // What asks for more memory than it may have ends like this.
            None => Err(self.none("the program that makes documents was ended", &format!("{status}: {said}"))),
        }
    }

    /// `why` is for who asked, `detail` for who runs the installation.
    fn none(&self, why: &'static str, detail: &str) -> Error {
        tracing::error!(program = %self.0.program.display(), why, detail, "a document could not be made");
        Error::NoDocument(why)
    }
}

fn too_large() -> Error {
    Error::rule("document-too-large", "the document is too large for a PDF: read it in the portal or over the API")
}

/// A document of the association's without any substance yet, in the language of the view and marked where all is invented.
#[must_use]
pub fn blank(view: &View, title: String, identifier: String, date: chrono::NaiveDate) -> Document {
    Document {
        title,
        kind: String::new(),
        language: view.lang.tag().into(),
        identifier,
        date,
        sender: ASSOCIATION.into(),
        notice: view.ctx.site.demonstration.then(|| view.t("document-demonstration")),
        footer: Vec::new(),
        page_label: view.ta("document-page", &[("page", "{page}".into()), ("pages", "{pages}".into())]),
        lead: String::new(),
        blocks: Vec::new(),
        attachments: Vec::new(),
    }
}

/// A PDF as an answer, to be saved under a name.
#[must_use]
pub fn answer(name: &str, pdf: Vec<u8>) -> Response {
    let mut response = pdf.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let plain = |letter: &char| letter.is_ascii_alphanumeric() || "-_.".contains(*letter);
    let name: String = name.chars().filter(plain).collect();
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

#[cfg(test)]
mod tests;
