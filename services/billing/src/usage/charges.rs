//! One-off charges: a connection fee when a subscription begins, and what finance adds with a reason.

use chrono::NaiveDate;
use contracts::Tenant;
use platform::{Across, Result, Tx, clock::first_of_month, id, site::Site};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    domain::{Item, Refused, Vat, billed_month, check_account, check_text, counted_in, price_at, valid_month},
    entities::{charge, subscription},
    known::{frozen_months, lock, prices, span},
};

/// The kind of a fee that is raised when a subscription begins; its charge has the subscription's id, so that it is raised once.
pub(crate) const CONNECTION_FEE: &str = "connection-fee";
/// The kind of what finance adds.
pub(crate) const OTHER: &str = "other";
const MAX_ORE: u64 = 1_000_000_000;

/// A charge that finance wants.
#[derive(Debug, Clone)]
pub(super) struct NewCharge {
    pub organisation: Tenant,
    pub service: String,
    /// Excluding VAT; negative takes back.
    pub ore: i64,
    pub vat: Vat,
    pub account: String,
    /// First day of the month that bills it.
    pub month: NaiveDate,
    pub reason: String,
}

/// Raises the connection fee of a subscription unless it has been raised, or the subscription began before there was one.
pub(super) async fn raise_connection_fee(tx: &Tx, subscription: &subscription::Model) -> Result<bool> {
    let prices = prices(tx, &subscription.service).await?;
    let begins = first_of_month(subscription.begins);
    let Some(price) = price_at(&prices, &subscription.service, &Item::ConnectionFee, begins) else { return Ok(false) };
    let Some(ore) = price.rate.and_then(|rate| rate.times(1)).filter(|ore| *ore != 0) else { return Ok(false) };
    lock(tx.db()).await?;
    let frozen = frozen_months(tx, &subscription.service).await?;
    let row = charge::ActiveModel {
        id: Set(subscription.id),
        service: Set(subscription.service.clone()),
        payer: Set(subscription.payer.clone()),
        kind: Set(CONNECTION_FEE.into()),
        reason: Set(format!("{} {}", subscription.service, subscription.begins)),
        ore: Set(ore),
        vat: Set(price.vat.code().into()),
        account: Set(price.account.clone()),
        month: Set(billed_month(begins, &frozen)),
        raised_by: Set(tx.actor().to_string()),
        created_at: Set(tx.now()),
        line_run: Set(None),
        ..Default::default()
    };
    tx.insert_if_new(row).await
}

/// Raises the connection fees that a new price makes due.
pub(super) async fn raise_missing(across: &Across, service: &str) -> Result<()> {
    let begun = across
        .find::<subscription::Entity>()
        .filter(subscription::Column::Service.eq(service))
        .all(across.db())
        .await?;
    for one in begun {
        let tx = across.tenant(&one.tenant.parse().map_err(anyhow::Error::new)?);
        raise_connection_fee(&tx, &one).await?;
    }
    Ok(())
}

/// Adds a charge.
pub(super) async fn add(site: &Site, across: &Across, new: NewCharge) -> Result<Result<Uuid, Refused>> {
    if let Err(refused) = check(site, &new) {
        return Ok(Err(refused));
    }
    let tx = across.tenant(&new.organisation);
    lock(tx.db()).await?;
    let mine =
        tx.find::<subscription::Entity>().filter(subscription::Column::Service.eq(&new.service)).all(tx.db()).await?;
    let Some(subscription) = counted_in(&mine, span, new.month) else { return Ok(Err(Refused::NotSubscribed)) };
    if frozen_months(&tx, &new.service).await?.contains(&new.month) {
        return Ok(Err(Refused::Closed));
    }
    let id = id::new();
    let row = charge::ActiveModel {
        id: Set(id),
        service: Set(new.service.clone()),
        payer: Set(subscription.payer.clone()),
        kind: Set(OTHER.into()),
        reason: Set(new.reason.trim().into()),
        ore: Set(new.ore),
        vat: Set(new.vat.code().into()),
        account: Set(new.account.clone()),
        month: Set(new.month),
        raised_by: Set(tx.actor().to_string()),
        created_at: Set(tx.now()),
        line_run: Set(None),
        ..Default::default()
    };
    tx.insert(row).await?;
    let detail = json!({ "service": new.service, "ore": new.ore, "month": new.month, "reason": new.reason });
    tx.audit("billing.charge.add", &id.to_string(), &detail).await?;
    Ok(Ok(id))
}

fn check(site: &Site, new: &NewCharge) -> Result<(), Refused> {
    let known = site.entries.iter().any(|entry| entry.name == new.service && entry.charged);
    known.then_some(()).ok_or(Refused::Service)?;
    if new.ore == 0 || new.ore.unsigned_abs() > MAX_ORE {
        return Err(Refused::Amount);
    }
    if !valid_month(new.month) {
        return Err(Refused::FirstOfMonth);
    }
    check_account(&new.account)?;
    check_text(&new.reason, 500, Refused::Reason)
}
