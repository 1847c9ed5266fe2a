//! Price versions: added by finance with a decision and a reason, never changed; a correction replaces a version and says so.

use chrono::{DateTime, NaiveDate, Utc};
use platform::{Across, MeterKind, Result, id, site::Site};
use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait, IntoActiveModel, QueryFilter, QuerySelect, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use super::{
    charges,
    domain::{Item, Rate, Refused, Vat, check_account, check_text, valid_month},
    entities::{frozen, price, quarantine, rollup},
    ingest,
    known::lock,
};

/// A version that finance wants.
#[derive(Debug, Clone)]
pub(super) struct NewPrice {
    pub service: String,
    pub item: Item,
    pub valid_from: NaiveDate,
    /// None for a meter that carries its own amounts.
    pub rate: Option<Rate>,
    pub vat: Vat,
    pub account: String,
    pub decision: String,
    pub reason: String,
}

/// Adds a version; what waited for a price is tried again, and what it changes is told anew. Nothing that is closed for billing
/// changes.
pub(super) async fn add(site: &Site, across: &Across, new: NewPrice) -> Result<Result<Uuid, Refused>> {
    if let Err(refused) = check(site, &new) {
        return Ok(Err(refused));
    }
    lock(across.db()).await?;
    let closed = across.find::<frozen::Entity>().filter(frozen::Column::Service.eq(&new.service));
    if closed.filter(frozen::Column::Month.gte(new.valid_from)).one(across.db()).await?.is_some() {
        return Ok(Err(Refused::Closed));
    }
    let item = new.item.to_string();
    let versions = across
        .find::<price::Entity>()
        .filter(price::Column::Service.eq(&new.service))
        .filter(price::Column::Item.eq(&item));
    let versions = versions.all(across.db()).await?;
    let id = id::new();
    let replaced: Vec<_> =
        versions.iter().filter(|one| one.valid_from == new.valid_from && one.replaced_by.is_none()).collect();
    for one in &replaced {
        let mut row = (*one).clone().into_active_model();
        row.replaced_by = Set(Some(id));
        across.update(row).await?;
    }
    let version = versions.iter().map(|one| one.version).max().unwrap_or(0) + 1;
    let row = price::ActiveModel {
        id: Set(id),
        service: Set(new.service.clone()),
        item: Set(item.clone()),
        version: Set(version),
        valid_from: Set(new.valid_from),
        ore_numerator: Set(new.rate.map(|rate| rate.parts().0)),
        ore_denominator: Set(new.rate.map(|rate| rate.parts().1)),
        vat: Set(new.vat.code().into()),
        account: Set(new.account.clone()),
        decision: Set(new.decision.trim().into()),
        reason: Set(new.reason.trim().into()),
        decided_by: Set(across.actor().to_string()),
        created_at: Set(across.now()),
        replaced_by: Set(None),
    };
    across.insert(row).await?;
    let detail = json!({
        "service": new.service, "item": item, "version": version, "validFrom": new.valid_from, "decision": new.decision,
        "reason": new.reason, "replaces": replaced.iter().map(|one| one.id).collect::<Vec<_>>(),
    });
    across.audit(&contracts::Tenant::association(), "billing.price.add", &id.to_string(), &detail).await?;
    follow(site, across, &new).await?;
    Ok(Ok(id))
}

fn check(site: &Site, new: &NewPrice) -> Result<(), Refused> {
    let service =
        site.entries.iter().find(|entry| entry.name == new.service && entry.charged).ok_or(Refused::Service)?;
    let passed_on = match &new.item {
        Item::Meter(name) => {
            service.meters.iter().find(|meter| meter.name == name).ok_or(Refused::Item)?.kind == MeterKind::Amount
        }
        _ => false,
    };
    match (passed_on, new.rate) {
        (true, Some(_)) => return Err(Refused::PassedOn),
        (false, None) => return Err(Refused::Rate),
        _ => {}
    }
    if !valid_month(new.valid_from) {
        return Err(Refused::FirstOfMonth);
    }
    check_account(&new.account)?;
    check_text(&new.decision, 100, Refused::Decision)?;
    check_text(&new.reason, 500, Refused::Reason)
}

/// What a new version sets going.
async fn follow(site: &Site, across: &Across, new: &NewPrice) -> Result<()> {
    match &new.item {
        Item::Meter(meter) => {
            let untold = across
                .update_many::<rollup::Entity>()
                .col_expr(rollup::Column::ToldAt, Expr::value(Option::<DateTime<Utc>>::None));
            let touched = rollup::Column::Service.eq(&new.service).and(rollup::Column::Meter.eq(meter));
            untold.filter(touched).filter(rollup::Column::Month.gte(new.valid_from)).exec(across.db()).await?;
            retry_waiting(site, across, Some(&new.service)).await
        }
        Item::ConnectionFee => charges::raise_missing(across, &new.service).await,
        Item::FixedPerInhabitant | Item::FixedMonthly => Ok(()),
    }
}

/// Tries every organisation's waiting use again.
pub(super) async fn retry_waiting(site: &Site, across: &Across, service: Option<&str>) -> Result<()> {
    let mut waiting = across.find::<quarantine::Entity>().filter(quarantine::Column::Outcome.is_null());
    if let Some(service) = service {
        waiting = waiting.filter(quarantine::Column::Service.eq(service));
    }
    let tenants: Vec<String> =
        waiting.select_only().column(quarantine::Column::Tenant).distinct().into_tuple().all(across.db()).await?;
    for tenant in tenants {
        let tx = across.tenant(&tenant.parse().map_err(anyhow::Error::new)?);
        ingest::retry(site, &tx, service).await?;
    }
    Ok(())
}
