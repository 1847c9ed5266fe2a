//! Demonstration: Bibblix's prices and a few one-off charges. Use and subscriptions come as events from the others.

use std::time::Duration;

use chrono::{Datelike, NaiveDate};
use contracts::Tenant;
use platform::{
    Ctx, Demo, Error, Result,
    clock::{local_month, next_month},
    store::Actor,
};
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value, json};

use super::{
    charges::{self, NewCharge, OTHER},
    domain::{Item, Rate, Vat, months_back},
    entities::{charge, frozen, price, subscription},
    prices::{self, NewPrice},
};

const WHO: Actor = Actor::System("demo");
const SERVICE: &str = "bibblix";
/// Who is charged something extra, months back, öre, and why.
const EXTRA: [(&str, u32, i64, &str); 4] = [
    ("sandviken-2181", 0, 450_000, "Utbildning på plats, en halvdag"),
    ("uppsala-0380", 0, 900_000, "Utbildning på plats, en heldag"),
    ("sandviken-2181", 3, 275_000, "Affischer och lånekort, tryck och porto"),
    ("uppsala-0380", 6, -120_000, "Avdrag för driftstörning enligt överenskommelse"),
];

/// A price: the item, öre, VAT, account and reason.
type Row = (Item, Option<i64>, Vat, String, String);

/// What the other services say that their meters cost in the demonstration, each on an account of its own.
fn others(ctx: &Ctx) -> Vec<(&'static str, Row)> {
    let mut rows = Vec::new();
    for entry in &ctx.site.entries {
        for (meter, ore) in &entry.demo_prices {
            let reason = ctx.site.texts.t(ui::Lang::Sv, &format!("meter-{}-{}", entry.name, meter.name));
            let account = (3045 + rows.len()).to_string();
            rows.push((entry.name, (Item::Meter(meter.name.into()), Some(*ore), Vat::S25, account, reason)));
        }
    }
    rows
}

/// Prices first: without them use waits.
pub(super) async fn prices(ctx: &Ctx) -> Result<()> {
    let across = ctx.store.across_for(WHO).await?;
    if across.find::<price::Entity>().one(across.db()).await?.is_some() {
        return Ok(());
    }
    let month = local_month(across.now());
    let from = NaiveDate::from_ymd_opt(month.year() - 2, 1, 1).unwrap_or(month);
    let rows = [
        (Item::FixedPerInhabitant, Some(120), Vat::S25, "3041", "Fast avgift per invånare och år"),
        (Item::Meter("loan".into()), None, Vat::S6, "3042", "Digitalt innehåll till självkostnad"),
        (Item::Meter("bundle-loan".into()), Some(950), Vat::S6, "3042", "Lån ur förköpt bunt"),
        (Item::ConnectionFee, Some(1_500_000), Vat::S25, "3043", "Anslutningsavgift"),
    ]
    .map(|(item, ore, vat, account, reason)| (item, ore, vat, account.to_owned(), reason.to_owned()));
    for (service, (item, ore, vat, account, reason)) in rows.into_iter().map(|row| (SERVICE, row)).chain(others(ctx)) {
        let new = NewPrice {
            service: service.into(),
            item,
            valid_from: from,
            rate: ore.and_then(|ore| Rate::new(ore, 1)),
            vat,
            account,
            decision: format!("Förvaltningsråd {}-11-12 § 4", from.year() - 1),
            reason,
        };
        prices::add(&ctx.site, &across, new).await??;
    }
    across.commit().await
}

/// The whole demonstration of this half. Subscriptions come from the register as events: they are waited for.
pub(crate) async fn load(ctx: Ctx, _: Demo) -> Result<()> {
    prices(&ctx).await?;
    for _ in 0..480 {
        if extra(&ctx).await? {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    Err(Error::Unavailable(format!("subscriptions of {SERVICE} have not arrived from the register")))
}

/// Adds the extra charges once the subscriptions are here; tells whether they are.
async fn extra(ctx: &Ctx) -> Result<bool> {
    let across = ctx.store.across_for(WHO).await?;
    if across.find::<charge::Entity>().filter(charge::Column::Kind.eq(OTHER)).one(across.db()).await?.is_some() {
        return Ok(true);
    }
    let users = EXTRA.map(|(user, ..)| user);
    let begun = across
        .find::<subscription::Entity>()
        .filter(subscription::Column::Tenant.is_in(users))
        .all(across.db())
        .await?;
    if EXTRA.iter().any(|(user, ..)| !begun.iter().any(|one| one.tenant == *user && one.service == SERVICE)) {
        return Ok(false);
    }
    let month = local_month(across.now());
    for (user, back, ore, reason) in EXTRA {
        let new = NewCharge {
            organisation: user.parse().map_err(anyhow::Error::new)?,
            service: SERVICE.into(),
            ore,
            vat: Vat::S25,
            account: "3044".into(),
            month: months_back(month, back),
            reason: reason.into(),
        };
        // An organisation that joined later has no such month; that is no error of the demonstration.
        let _added = charges::add(&ctx.site, &across, new).await?;
    }
    across.commit().await?;
    Ok(true)
}

/// A use of one's own that can be told now.
pub(super) async fn use_body(ctx: Ctx, tenant: Tenant) -> Result<Value> {
    let now = ctx.clock.now();
    Ok(json!([{
        "specversion": "1.0", "id": platform::id::new(), "source": "urn:sambruk:example", "type": "se.sambruk.usage.recorded.v1",
        "time": now, "tenant": tenant,
        "data": { "service": SERVICE, "meter": "bundle-loan", "measure": { "kind": "quantity", "quantity": 1 }, "occurred_at": now,
                  "source_ref": format!("example/{}", platform::id::new()) },
    }]))
}

/// A version that begins when nothing is closed yet.
pub(super) async fn price_body(_: Ctx, _: Tenant) -> Result<Value> {
    Ok(
        json!({ "service": SERVICE, "item": "fixed-monthly", "validFrom": "2099-01-01", "kronor": "100.00", "vat": "S25",
        "account": "3041", "decision": "FR 2026-11-12 § 4", "reason": "Prov" }),
    )
}

/// A charge in the first month that is open.
pub(super) async fn charge_body(ctx: Ctx, _: Tenant) -> Result<Value> {
    let across = ctx.store.across_read(WHO).await?;
    let closed = across.find::<frozen::Entity>().filter(frozen::Column::Service.eq(SERVICE)).all(across.db()).await?;
    let mut month = next_month(local_month(ctx.clock.now()));
    while closed.iter().any(|one| one.month == month) {
        month = next_month(month);
    }
    Ok(
        json!({ "organisation": "sandviken-2181", "service": SERVICE, "ore": 10_000, "vat": "S25", "account": "3044", "month": month,
        "reason": "Prov" }),
    )
}
