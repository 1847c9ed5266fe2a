//! Asking federations, and reading what they answer.

use std::{fmt::Write, time::Duration};

use platform::Ctx;
use saml::{
    Aggregate, AggregateRefused, Listed,
    aggregate::{Freshness, Limits, may_replace, mdq_url},
};
use sha2::{Digest, Sha256};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{freshness, keep::usable};
use crate::{
    domain::federation as rules,
    entities::federation::Model,
    outside::{self, Answer, Ask, Fault},
};

/// A list of thousands of providers takes tens of megabytes while it is verified: one at a time in a process.
static ONE: Semaphore = Semaphore::const_new(1);
/// How long a list may take to arrive.
const PATIENCE: Duration = Duration::from_secs(90);

/// A list that was fetched and verified. Its memory is nobody else's until it is dropped.
pub struct List {
    pub aggregate: Aggregate,
    /// Whether each of its providers may be connected, in its order.
    pub verdicts: Vec<Result<(), Fault>>,
    pub etag: Option<String>,
    pub modified: Option<String>,
    pub sha256: String,
    _turn: SemaphorePermit<'static>,
}

/// What came of asking for a list.
pub enum Came {
    /// What is here already, and still good.
    Same,
    /// One that may take its place.
    List(Box<List>),
}

impl From<AggregateRefused> for Fault {
    fn from(refused: AggregateRefused) -> Self {
        Self::new(refused.code(), refused)
    }
}

/// Fetches and verifies a federation's list. `anew`: whatever is here already.
///
/// # Errors
/// Why it is not taken: what is here stays.
pub async fn list(ctx: &Ctx, row: &Model, anew: bool) -> Result<Came, Fault> {
    let limits = Limits::default();
    let turn = ONE.acquire().await.map_err(|error| Fault::new("fetch-unreachable", error))?;
    let known = |value: &'_ Option<String>| value.clone().filter(|_| !anew);
    let (etag, modified) = (known(&row.etag), known(&row.modified));
    let ask = Ask {
        address: &row.address,
        etag: etag.as_deref(),
        modified: modified.as_deref(),
        most: limits.bytes,
        patience: PATIENCE,
    };
    let (bytes, etag, modified) = match outside::ask(ctx, ask).await? {
        Answer::Same => return still(ctx, row),
        Answer::Nothing => return Err(Fault::new("fetch-nothing", "the server answers 404 Not Found")),
        Answer::Document { bytes, etag, modified } => (bytes, etag, modified),
    };
    let sha256 = hash(&bytes);
    if !anew && row.document_sha256.as_ref() == Some(&sha256) {
        return still(ctx, row);
    }
    let (now, trusted) = (ctx.clock.now(), rules::certificates(&row.certificates).unwrap_or_default());
    let authority = row.authority.clone();
    // Verifying and reading take a processor's seconds.
    let read = tokio::task::spawn_blocking(move || {
        let aggregate = Aggregate::read(&bytes, &trusted, now, &limits)?;
        let verdicts = aggregate.providers.iter().map(|one| usable(authority.as_deref(), one)).collect();
        Ok::<_, AggregateRefused>((aggregate, verdicts))
    });
    let (aggregate, verdicts) = read.await.map_err(|error| Fault::new("aggregate-setup", error))??;
    if let Some(old) = freshness(row) {
        may_replace(&old, &aggregate.freshness)?;
    }
    Ok(Came::List(Box::new(List { aggregate, verdicts, etag, modified, sha256, _turn: turn })))
}

/// The same document is no newer than it was.
fn still(ctx: &Ctx, row: &Model) -> Result<Came, Fault> {
    match freshness(row) {
        Some(fresh) if fresh.is_valid(ctx.clock.now()) => Ok(Came::Same),
        Some(fresh) => Err(AggregateRefused::Expired(fresh.valid_until).into()),
        None => Err(AggregateRefused::NoValidUntil.into()),
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a String never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What a query service says of an entity.
pub enum Said {
    /// What is here already, and still good.
    Same,
    /// It does not know the entity.
    Nothing,
    /// The entity's description.
    Answer { listed: Box<Listed>, fresh: Freshness, etag: Option<String> },
}

/// Asks a federation's query service for an entity. `etag`: of what is here, to hear whether that is still the answer.
///
/// # Errors
/// Why nothing is taken: what is here stays.
pub async fn entity(ctx: &Ctx, row: &Model, entity: &str, etag: Option<&str>) -> Result<Said, Fault> {
    let address = mdq_url(&row.address, entity);
    let (bytes, etag) = match outside::ask(ctx, Ask { etag, ..Ask::for_short(&address) }).await? {
        Answer::Same => return Ok(Said::Same),
        Answer::Nothing => return Ok(Said::Nothing),
        Answer::Document { bytes, etag, .. } => (bytes, etag),
    };
    let (now, trusted) = (ctx.clock.now(), rules::certificates(&row.certificates).unwrap_or_default());
    let (asked, limits) = (entity.to_owned(), Limits { bytes: outside::LONGEST, ..Limits::default() });
    let read = tokio::task::spawn_blocking(move || Aggregate::read_answer(&bytes, &asked, &trusted, now, &limits));
    let (listed, fresh) = read.await.map_err(|error| Fault::new("aggregate-setup", error))??;
    Ok(Said::Answer { listed: Box::new(listed), fresh, etag })
}
