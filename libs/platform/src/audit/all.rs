//! One search over all services' logs. Each service is asked, over NATS, for its own rows by whoever searches, and decides itself who
//! that is and what she may see: it is shown the hash of what her request was let in with, and asks identity for the session behind
//! it, as for any request. What is told is merged in the order of time.

use std::fmt;

use axum::http::HeaderMap;
use chrono::{DateTime, SecondsFormat, Utc};
use contracts::Question;
use futures_util::future::join_all;
use sea_orm::Select;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

mod page;

pub use page::{ALL, everywhere};

use super::{
    origin,
    pages::read,
    search::{self, Wanted},
};
use crate::{
    caller::{Caller, allows},
    ctx::Ctx,
    error::{Error, Result},
    guard,
    listing::MOST_ROWS,
    module::Answer,
    operations,
    store::{Read, system::audit},
};

/// The most rows that one answer tells.
const MOST: u64 = 500;
/// How long an answer may be: the broker carries 1 MiB.
const LONGEST: usize = 600_000;

/// A row's place in the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// When.
    pub at: DateTime<Utc>,
    /// Which of those of the same moment.
    pub id: Uuid,
}

impl Place {
    fn of(row: &audit::Model) -> Self {
        Self { at: row.at, id: row.id }
    }

    /// As an address says it.
    fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('_')?;
        Some(Self { at: at.parse().ok()?, id: id.parse().ok()? })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.at.to_rfc3339_opts(SecondsFormat::Micros, true), self.id)
    }
}

/// Where a part of a log begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Begin {
    /// At its newest row.
    Newest,
    /// Before a place, towards older rows.
    Before(Place),
    /// After a place, towards newer rows.
    After(Place),
}

/// Who searches, as a service that has not seen her request finds out for itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct By {
    /// SHA-256 of the cookie's token or of the key, in hex.
    secret_sha256: String,
    machine: bool,
    /// The address that the request came from, and its id, for the row that tells of the reading.
    origin: Option<String>,
    request: Uuid,
}

impl By {
    fn of(ctx: &Ctx, caller: &Caller, headers: &HeaderMap) -> Result<Self> {
        let (secret_sha256, machine) = guard::shown_secret(headers, ctx).ok_or(Error::NotFound)?;
        Ok(Self { secret_sha256, machine, origin: origin::here(), request: caller.request_id })
    }
}

/// Asks a service for rows of its log.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Search {
    by: By,
    wanted: Wanted,
    begin: Begin,
    most: u64,
    /// Whether they are for a file.
    file: bool,
}

/// What a service tells.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Part {
    /// From where it was to begin.
    rows: Vec<audit::Model>,
    /// Whether there are more that way.
    more: bool,
    /// The acts that the organisation's log knows.
    acts: Vec<String>,
}

impl Question for Search {
    const SERVICE: &'static str = "platform";
    const NAME: &'static str = "audit-search";
    type Answer = Part;
}

/// What every service answers about its log.
pub(crate) fn answer(service: &'static str) -> Answer {
    Answer::operations(service, false, tell)
}

async fn tell(ctx: Ctx, asked: Search) -> Result<Part> {
    let By { secret_sha256, machine, origin, request } = &asked.by;
    let session = ctx.sessions.by_hash(secret_sha256, *machine, ctx.clock.now()).await?;
    let session = session.filter(|session| allows(session, read(ctx.service))).ok_or(Error::NotFound)?;
    let caller = Caller::new(session, read(ctx.service), *request);
    origin::coming_from(origin.clone(), part(&ctx, &caller, &asked)).await
}

/// The rows, and where taking them out or looking at them is logged, a row that tells of it.
async fn part(ctx: &Ctx, caller: &Caller, asked: &Search) -> Result<Part> {
    let act = match ctx.site.entry(ctx.service) {
        _ if asked.file => "platform.audit.export",
        Some(entry) if entry.sensitive => "platform.audit.look",
        _ => return found(&ctx.store.read(caller.tenant()).await?, asked).await,
    };
    let tx = ctx.store.begin(caller).await?;
    let part = found(&tx, asked).await?;
    tx.audit(act, ctx.service, &json!({ "rows": part.rows.len(), "filter": asked.wanted.told() })).await?;
    tx.commit().await?;
    Ok(part)
}

async fn found(read: &Read, asked: &Search) -> Result<Part> {
    let most = asked.most.clamp(1, MOST);
    let select: Select<audit::Entity> = search::rows(read, &asked.wanted);
    let mut rows = search::from(select, asked.begin, most + 1).all(read.db()).await?;
    let lengths = rows.iter().map(|row| serde_json::to_string(row).map_or(LONGEST, |text| text.len()));
    let fits = fitting(lengths, usize::try_from(most).unwrap_or(usize::MAX));
    let more = rows.len() > fits;
    rows.truncate(fits);
    Ok(Part { rows, more, acts: search::acts(read).await? })
}

/// How many rows of these lengths an answer holds: at least one, and at most so many.
fn fitting(lengths: impl Iterator<Item = usize>, most: usize) -> usize {
    let mut sum = 0;
    lengths
        .take(most)
        .enumerate()
        .take_while(|(number, length)| {
            sum += length;
            *number == 0 || sum <= LONGEST
        })
        .count()
}

/// A row and whose log it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    service: &'static str,
    row: audit::Model,
}

impl Told {
    fn place(&self) -> Place {
        Place::of(&self.row)
    }
}

/// What all services told.
#[derive(Debug, Default)]
struct Gathered {
    /// The newest first.
    rows: Vec<Told>,
    /// Whether there are more in the direction that was asked for.
    more: bool,
    acts: Vec<String>,
    /// Those that did not answer.
    silent: Vec<&'static str>,
}

async fn ask(ctx: &Ctx, service: &'static str, search: &Search) -> (&'static str, Result<Part>) {
    (service, operations::ask(ctx, service, search).await)
}

/// A page of these services' logs.
async fn gather(ctx: &Ctx, services: &[&'static str], search: &Search) -> Gathered {
    let told = join_all(services.iter().map(|service| ask(ctx, service, search))).await;
    let (mut parts, mut silent) = (Vec::new(), Vec::new());
    for (service, told) in told {
        match told {
            Ok(part) => parts.push((service, part)),
            // It has its own view of who asks: what she may not see does not exist.
            Err(Error::NotFound) => {}
            Err(error) => {
                tracing::debug!(service, error = error.full(), "does not tell of its log");
                silent.push(service);
            }
        }
    }
    Gathered { silent, ..merged(parts, search) }
}

/// Everything that is searched for, for a file; more rows than a file takes are not read to their end. A service that stops answering
/// midway counts as silent.
async fn gather_all(ctx: &Ctx, services: &[&'static str], search: Search) -> Gathered {
    let mut all = Gathered::default();
    for service in services {
        let mut search = Search { begin: Begin::Newest, ..search.clone() };
        loop {
            let Gathered { rows, more, acts, silent } = gather(ctx, &[service], &search).await;
            all.acts.extend(acts);
            all.silent.extend(silent);
            let last = rows.last().map(Told::place);
            all.rows.extend(rows);
            match last {
                Some(last) if more && all.rows.len() as u64 <= MOST_ROWS => search.begin = Begin::Before(last),
                _ => break,
            }
        }
    }
    all.rows.sort_by_key(|told| std::cmp::Reverse(told.place()));
    all
}

/// What services told as one page in the order of time. Where one of them told less than there is, the page goes no further than that.
fn merged(parts: Vec<(&'static str, Part)>, search: &Search) -> Gathered {
    let newer = matches!(search.begin, Begin::After(_));
    let ends = parts.iter().filter(|(_, part)| part.more).filter_map(|(_, part)| part.rows.last().map(Place::of));
    let end = if newer { ends.min() } else { ends.max() };
    let mut gathered = Gathered { more: end.is_some(), ..Gathered::default() };
    for (service, part) in parts {
        gathered.acts.extend(part.acts);
        gathered.rows.extend(part.rows.into_iter().map(|row| Told { service, row }));
    }
    let all = gathered.rows.len();
    gathered.rows.sort_by_key(Told::place);
    if !newer {
        gathered.rows.reverse();
    }
    gathered.rows.retain(|told| end.is_none_or(|end| if newer { told.place() <= end } else { told.place() >= end }));
    gathered.rows.truncate(usize::try_from(search.most).unwrap_or(usize::MAX));
    gathered.more |= gathered.rows.len() < all;
    if newer {
        gathered.rows.reverse();
    }
    gathered.acts.sort();
    gathered.acts.dedup();
    gathered
}

#[cfg(test)]
mod tests;
