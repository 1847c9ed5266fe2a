//! Taking in use that is told over HTTP: up to a thousand at a time, each answered for itself.

use std::collections::BTreeMap;

use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};
use contracts::{
    Tenant, event,
    usage::{BATCH, BatchedUse, Teller, UsageBatchRecorded, UsageRecorded},
};
use platform::{Caller, Ctx, Error, Result, Tx, extract::Json, idempotency::answer};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::usage::{
    domain::{Told, id_of},
    ingest::{self, Fresh, Outcome},
    permissions::SEND_ACROSS,
};

/// The most uses in one request.
const MOST: usize = 1000;

/// A use told from outside: a CloudEvents 1.0 event in structured JSON.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "specversion": "1.0", "id": "till-17/2026-11-22/42", "source": "https://bibliotek.sandviken.se/kassa",
    "type": "se.sambruk.usage.recorded.v1", "time": "2026-11-22T09:30:00Z", "tenant": "sandviken-2181",
    "data": { "service": "bibblix", "meter": "bundle-loan", "measure": { "kind": "quantity", "quantity": 1 },
              "occurred_at": "2026-11-22T09:29:00Z", "source_ref": "kassa/42" }
}))]
pub(super) struct ToldUse {
    /// `1.0`.
    specversion: String,
    /// Unique for ever within the source, at most 200 characters: the same id is taken in once.
    id: String,
    /// Who tells it: a URI with a scheme. Paths are reserved for the shared services.
    source: String,
    /// Always `se.sambruk.usage.recorded.v1`.
    #[serde(rename = "type")]
    kind: String,
    /// When it was told.
    time: DateTime<Utc>,
    /// Whose use it is.
    tenant: Tenant,
    /// Read but not used.
    #[serde(default)]
    #[expect(dead_code, reason = "an attribute of CloudEvents that says nothing here")]
    subject: Option<String>,
    /// `application/json` when it is there.
    #[serde(default)]
    datacontenttype: Option<String>,
    /// The use.
    data: UsageRecorded,
}

/// What became of one use.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "index": 0, "id": "till-17/2026-11-22/42", "status": "accepted", "usage": "01890a5d-ac96-774b-bcce-b302099a8057"
}))]
pub(super) struct Answer {
    /// Its place in the request, from 0.
    index: usize,
    /// Its id, when that could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// What became of it.
    status: Status,
    /// The id of the stored use: what a later `reverses` names.
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<Uuid>,
    /// Stable, for `waiting` and `refused`.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// A sentence, for `waiting` and `refused`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// What became of a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Status {
    /// Stored now.
    Accepted,
    /// Stored before, with the same content.
    Duplicate,
    /// Kept, but it can't be charged yet: finance sees it and it is tried again.
    Waiting,
    /// Not taken.
    Refused,
}

/// What became of all.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answers {
    accepted: usize,
    duplicates: usize,
    waiting: usize,
    refused: usize,
    /// One for each use, in the order of the request.
    items: Vec<Answer>,
}

/// Takes in up to 1000 uses in one transaction: what is answered `accepted` is on disk. Each is answered for itself; the same id
/// with the same content is a duplicate and does no harm, with other content it is refused and shown to finance. What cannot be
/// charged yet (unknown service or meter, no subscription, no price) waits and is tried again. Refuses single uses that are
/// malformed, larger than any use, more than an hour ahead or more than 400 days old, and those of another organisation unless
/// the caller may tell for all.
#[utoipa::path(
    post, path = "/usage", operation_id = "billing.send_usage", tag = "usage", request_body = Vec<ToldUse>,
    responses((status = 200, body = Answers), (status = 400, description = "Not an array of 1 to 1000 uses", body = platform::error::Problem))
)]
pub(super) async fn send(
    State(ctx): State<Ctx>,
    caller: Caller,
    Json(items): Json<Vec<Box<RawValue>>>,
) -> Result<Response> {
    if items.is_empty() || items.len() > MOST {
        return Err(Error::invalid("body", format!("send 1 to {MOST} uses at a time, not {}", items.len())));
    }
    let across = caller.may(&SEND_ACROSS);
    let mut answers: Vec<Option<Answer>> = Vec::new();
    let mut by_tenant: BTreeMap<Tenant, Vec<(usize, Told)>> = BTreeMap::new();
    for (index, item) in items.into_iter().enumerate() {
        match read(&item, &caller, across, ctx.clock.now()) {
            Ok(told) => {
                answers.push(None);
                by_tenant.entry(told.tenant.clone()).or_default().push((index, told));
            }
            Err((code, reason)) => {
                answers.push(Some(Answer {
                    index,
                    id: id_in(&item),
                    status: Status::Refused,
                    usage: None,
                    code: Some(code),
                    reason: Some(reason),
                }));
            }
        }
    }
    if across {
        let all = ctx.store.across_by(&caller, &SEND_ACROSS, "usage told over the API").await?;
        for (tenant, told) in by_tenant {
            take(&ctx, &all.tenant(&tenant), told, &mut answers).await?;
        }
        let response = answer(&ctx, &caller, &all.tenant(caller.tenant()), &count(answers)).await?;
        all.commit().await?;
        Ok(response)
    } else {
        let tx = ctx.store.begin(&caller).await?;
        for (_, told) in by_tenant {
            take(&ctx, &tx, told, &mut answers).await?;
        }
        let response = answer(&ctx, &caller, &tx, &count(answers)).await?;
        tx.commit().await?;
        Ok(response)
    }
}

/// The id of a use that is refused, when that much can be read.
fn id_in(item: &RawValue) -> Option<String> {
    let item: Value = serde_json::from_str(item.get()).ok()?;
    Some(item.get("id")?.as_str()?.chars().take(200).collect())
}

/// A use, or why it is refused.
fn read(item: &RawValue, caller: &Caller, across: bool, now: DateTime<Utc>) -> Result<Told, (&'static str, String)> {
    let told: ToldUse = serde_json::from_str(item.get()).map_err(|error| ("malformed", error.to_string()))?;
    let wrong = |text: &str| Err(("malformed", text.to_owned()));
    if told.specversion != event::SPECVERSION {
        return wrong("specversion must be 1.0");
    }
    if told.kind != event::type_of::<UsageRecorded>() {
        return wrong("type must be se.sambruk.usage.recorded.v1");
    }
    if told.datacontenttype.is_some_and(|kind| kind != event::DATA_CONTENT_TYPE) {
        return wrong("datacontenttype must be application/json");
    }
    if told.source.starts_with('/') || !told.source.contains(':') {
        return wrong(
            "source must be a URI with a scheme, such as https://… or urn:…; paths are reserved for the shared services",
        );
    }
    if told.tenant != *caller.tenant() && !across {
        return Err(("other-organisation", "only the own organisation's use may be told".into()));
    }
    let id = id_of(&told.source, &told.id);
    let told =
        Told { id, tenant: told.tenant, source: told.source, external_id: told.id, time: told.time, data: told.data }
            .trimmed();
    told.check_sizes().map_err(|refusal| ("out-of-bounds", refusal.to_string()))?;
    told.check_times(now).map_err(|refusal| ("out-of-bounds", refusal.to_string()))?;
    Ok(told)
}

/// Takes in one organisation's uses, and tells the accepted ones in few events, so that the event log alone can rebuild them.
async fn take(ctx: &Ctx, tx: &Tx, told: Vec<(usize, Told)>, answers: &mut [Option<Answer>]) -> Result<()> {
    let (indexes, told): (Vec<usize>, Vec<Told>) = told.into_iter().unzip();
    let written = |fresh: &[Fresh<'_>]| tx.write_out(events(fresh.iter().map(|(one, ..)| *one)));
    let (outcomes, events_of_all) = ingest::take(&ctx.site, tx, &told, written).await?;
    for ((index, one), outcome) in indexes.into_iter().zip(&told).zip(&outcomes) {
        if let Some(answer) = answers.get_mut(index) {
            *answer = Some(answer_of(index, one, *outcome));
        }
    }
    let accepted = told.iter().zip(&outcomes).filter(|(_, outcome)| **outcome == Outcome::Accepted);
    let done = events_of_all.unwrap_or_else(|| tx.write_out(events(accepted.map(|(one, _)| one))))?;
    tx.emit_done(done).await
}

/// The events that tell of uses: of one service's and meter's as many in each as an event may hold.
fn events<'a>(accepted: impl Iterator<Item = &'a Told>) -> Vec<UsageBatchRecorded> {
    let mut uses: BTreeMap<(&str, &str), Vec<BatchedUse>> = BTreeMap::new();
    for one in accepted {
        let of = uses.entry((&one.data.service, &one.data.meter)).or_default();
        of.push(batched(one));
    }
    let mut events = Vec::new();
    for ((service, meter), mut uses) in uses {
        while !uses.is_empty() {
            let rest = uses.split_off(uses.len().min(BATCH));
            events.push(UsageBatchRecorded { service: service.to_owned(), meter: meter.to_owned(), uses });
            uses = rest;
        }
    }
    events
}

/// A use as it stands in an event beside its service and its meter.
fn batched(told: &Told) -> BatchedUse {
    let Told { id, source, external_id, time, data, .. } = told.clone();
    let UsageRecorded { measure, occurred_at, source_ref, reverses, .. } = data;
    BatchedUse { id, measure, occurred_at, source_ref, reverses, told: Some(Teller { source, external_id, time }) }
}

fn answer_of(index: usize, told: &Told, outcome: Outcome) -> Answer {
    let (status, waits) = match outcome {
        Outcome::Accepted => (Status::Accepted, None),
        Outcome::Duplicate => (Status::Duplicate, None),
        Outcome::Waits(why) if why.may_come() => (Status::Waiting, Some(why)),
        Outcome::Waits(why) => (Status::Refused, Some(why)),
    };
    Answer {
        index,
        id: Some(told.external_id.clone()),
        status,
        usage: (status != Status::Refused).then_some(told.id),
        code: waits.map(crate::usage::domain::Waits::code),
        reason: waits.map(|why| why.sentence().to_owned()),
    }
}

fn count(answers: Vec<Option<Answer>>) -> Answers {
    let items: Vec<Answer> = answers.into_iter().flatten().collect();
    let of = |status| items.iter().filter(|item| item.status == status).count();
    Answers {
        accepted: of(Status::Accepted),
        duplicates: of(Status::Duplicate),
        waiting: of(Status::Waiting),
        refused: of(Status::Refused),
        items,
    }
}
