//! Meetings for the platform-wide tests: one to plan, one to write down, minutes to verify.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use contracts::Tenant;
use platform::{Ctx, Result, clock::local_date};
use serde_json::{Value, json};

use super::door;
use crate::{
    councils,
    demo::COUNCIL,
    domain::{
        meeting::{Plan, Written},
        refusal::Refusal,
    },
    failure::Failure,
    meetings::{
        minutes::{self, Attendance, Text},
        plan::{self, Subject},
        sign,
    },
};

fn wish(now: DateTime<Utc>, days: u64) -> Result<Plan, Refusal> {
    let today = local_date(now);
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
    let day = today.checked_add_days(Days::new(days));
    Written { title: "Rådsmöte i vinter", day, from: at(13), to: at(15), place: "Gävle", link: "" }.meant(today)
}

/// For the office: a meeting whose agenda can be written.
pub(crate) async fn meeting(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let across = door(&ctx).await?;
    let now = across.now();
    let sits = councils::register(&across, COUNCIL, local_date(now)).await?;
    if !tenant.is_association() && !sits.iter().any(|seat| seat.tenant == tenant.as_str()) {
        return Ok(None);
    }
    let row = plan::plan(&across, COUNCIL, wish(now, 30)?, now).await?;
    plan::list(&across, (COUNCIL, row.number), "Färdplanen", true, Subject::Nothing, now).await?;
    across.commit().await?;
    Ok(Some(row.number.to_string()))
}

/// For the office: a meeting that was held and is to be written down.
pub(crate) async fn sitting(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    if !tenant.is_association() {
        return Ok(None);
    }
    let across = door(&ctx).await?;
    let number = held(&across, None).await?;
    across.commit().await?;
    Ok(Some(number.to_string()))
}

/// Minutes that a municipality is asked to verify.
pub(crate) async fn signature(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let across = door(&ctx).await?;
    let sits = councils::register(&across, COUNCIL, local_date(across.now())).await?;
    if !sits.iter().any(|seat| seat.tenant == tenant.as_str()) {
        return Ok(None);
    }
    let now = across.now();
    let number = held(&across, Some(&tenant)).await?;
    let text = Text { minutes: "Mötet öppnades av ordföranden.".into(), decisions: Vec::new() };
    minutes::write(&across, (COUNCIL, number), text, true, now).await?;
    let own = sign::both(&across, COUNCIL, number).await?.into_iter().find(|one| one.tenant == tenant.as_str());
    across.commit().await?;
    Ok(own.map(|one| one.id.to_string()))
}

/// A meeting of some weeks ago with all there, led by a municipality.
async fn held(across: &platform::Across, chair: Option<&Tenant>) -> Result<i64, Failure> {
    let then = across.now() - TimeDelta::days(30);
    let row = plan::plan(across, COUNCIL, wish(then, 20)?, then).await?;
    plan::list(across, (COUNCIL, row.number), "Färdplanen", true, Subject::Nothing, then).await?;
    plan::notice(across, COUNCIL, row.number, then).await?;
    let present: Vec<String> = councils::register(across, COUNCIL, local_date(row.begins_at))
        .await?
        .into_iter()
        .map(|seat| seat.tenant)
        .collect();
    let chair = chair.map(Tenant::to_string).or_else(|| present.first().cloned()).unwrap_or_default();
    let verifier = present.iter().find(|one| **one != chair).cloned().unwrap_or_default();
    let written = Attendance { present, chair, verifier };
    minutes::attend(across, (COUNCIL, row.number), written, across.now()).await?;
    Ok(row.number)
}

pub(crate) async fn plan(ctx: Ctx, _: Tenant) -> Result<Value> {
    let day = local_date(ctx.clock.now()).checked_add_days(Days::new(40)).unwrap_or_default();
    Ok(json!({ "title": "Rådsmöte i vinter", "day": day, "from": "13:00", "to": "15:00", "place": "Gävle" }))
}
