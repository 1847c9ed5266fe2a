//! Our keys towards SAML providers: one pair signs requests and is what answers are encrypted to. They lie in the database, where every
//! process finds them, encrypted under the installation's secret. The next pair is published two weeks before it signs, and answers
//! encrypted to the one before it are still read.

use chrono::{DateTime, TimeDelta, Utc};
use platform::{Actor, Ctx, Result, sealed};
use saml::{
    Binding, Key, ServiceProvider,
    keys::Kind,
    own::{Both, ContactKind, Own, OwnContact},
};
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect};

use crate::{domain::saml_key as rules, entities::saml_key, sign_out::slo_address};

const PURPOSE: &str = "identity/saml-key";
/// What we need to know of people: their names, at either level (Sweden Connect, Registry for Identifiers 1.8, 3.1.3.1).
const CATEGORIES: [&str; 2] =
    ["http://id.swedenconnect.se/ec/1.0/loa2-name", "http://id.swedenconnect.se/ec/1.0/loa3-name"];
const WHO: Actor = Actor::System("saml-keys");
/// How long our description may be kept.
const CACHED: TimeDelta = TimeDelta::hours(6);
/// How long it holds; it is made anew whenever it is asked for.
const HOLDS: TimeDelta = TimeDelta::days(14);

/// Our entity id, which is also where our description lies.
pub fn entity_id(ctx: &Ctx) -> String {
    format!("{}/identity/saml/metadata", ctx.config.http.origin())
}

/// Where providers post their answers.
pub fn acs(ctx: &Ctx) -> String {
    format!("{}/identity/saml/acs", ctx.config.http.origin())
}

/// The last two pairs, the newest first, with when each was made.
async fn pairs(ctx: &Ctx) -> Result<Vec<(Key, saml_key::Model)>> {
    let across = ctx.store.across_read(WHO).await?;
    let rows = across.find::<saml_key::Entity>().order_by_desc(saml_key::Column::Generation).limit(2);
    let rows = rows.all(across.db()).await?;
    drop(across);
    let open = |row: saml_key::Model| {
        let private = sealed::open(ctx, PURPOSE, &row.generation.to_string(), &row.sealed)?;
        let private = String::from_utf8(private).map_err(anyhow::Error::new)?;
        Ok((Key::from_pem(&private, &row.certificate).map_err(anyhow::Error::new)?, row))
    };
    rows.into_iter().map(open).collect()
}

/// Makes a pair of the generation after `last`, unless another process was faster.
async fn make(ctx: &Ctx, last: i32) -> Result<()> {
    let now = ctx.clock.now();
    let name = ctx.config.http.origin().split("://").last().unwrap_or("sambruk").to_owned();
    let made = tokio::task::spawn_blocking(move || {
        Key::make(Kind::Rsa3072, &name, now - TimeDelta::hours(1), now + rules::LIFE)
    });
    let key = made.await.map_err(anyhow::Error::new)?.map_err(anyhow::Error::new)?;
    let generation = last.saturating_add(1);
    let row = saml_key::ActiveModel {
        generation: Set(generation),
        certificate: Set(key.certificate().pem()),
        sealed: Set(sealed::seal(ctx, PURPOSE, &generation.to_string(), key.private_pem().as_bytes())?),
        made_at: Set(now),
    };
    let across = ctx.store.across_for(WHO).await?;
    across.insert(row).await?;
    across.commit().await
}

/// The pairs there are; the first is made when there is none.
async fn some(ctx: &Ctx) -> Result<Vec<(Key, saml_key::Model)>> {
    let found = pairs(ctx).await?;
    if !found.is_empty() {
        return Ok(found);
    }
    let failed = make(ctx, 0).await.err();
    let found = pairs(ctx).await?;
    match failed {
        Some(error) if found.is_empty() => Err(error),
        _ => Ok(found),
    }
}

/// We, as SAML providers know us.
///
/// # Errors
/// When the keys can't be read or made.
pub async fn own(ctx: &Ctx) -> Result<ServiceProvider> {
    Ok(parts(ctx).await?.0)
}

async fn parts(ctx: &Ctx) -> Result<(ServiceProvider, Vec<Key>)> {
    let found = some(ctx).await?;
    let made: Vec<DateTime<Utc>> = found.iter().map(|(_, row)| row.made_at).collect();
    let keys: Vec<Key> = found.into_iter().map(|(key, _)| key).collect();
    let signing = keys.get(rules::signer(&made, ctx.clock.now())).or_else(|| keys.first()).cloned();
    let signing = signing.ok_or_else(|| anyhow::anyhow!("there is no key"))?;
    let own = ServiceProvider::new(&entity_id(ctx), &acs(ctx), signing, keys.clone()).map_err(anyhow::Error::new)?;
    Ok((own, keys))
}

/// Our description for providers and federations (Sweden Connect, Deployment Profile 2.1.2).
///
/// # Errors
/// When the keys can't be read or made.
pub async fn metadata(ctx: &Ctx) -> Result<String> {
    let (own, keys) = parts(ctx).await?;
    let origin = ctx.config.http.origin();
    let both = |sv: &str, en: &str| Both { sv: sv.into(), en: en.into() };
    let pages = |path: &str| both(&format!("{origin}{path}"), &format!("{origin}{path}"));
    let contact = |kind| OwnContact {
        kind,
        company: platform::documents::ASSOCIATION.into(),
        name: "Sambruk".into(),
        mail: ctx.config.seller.contact.clone(),
    };
    let contacts = [ContactKind::Technical, ContactKind::Support].map(contact);
    let contacts = contacts.into_iter().filter(|contact| contact.mail.contains('@')).collect();
    let also_signing = keys.iter().map(|key| key.certificate().clone()).collect();
    Ok(own.metadata(&Own {
        name: both("Sambruk", "Sambruk"),
        description: both("Kommunernas gemensamma digitala tjänster.", "The municipalities' shared digital services."),
        information: pages("/"),
        privacy: pages("/portal/privacy"),
        logos: Vec::new(),
        organisation: both(platform::documents::ASSOCIATION, platform::documents::ASSOCIATION),
        organisation_url: pages("/"),
        contacts,
        categories: CATEGORIES.map(str::to_owned).to_vec(),
        sign_out: [Binding::Redirect, Binding::Post].map(|binding| (binding, slo_address(ctx))).to_vec(),
        discovery: None,
        also_signing,
        valid_until: Some(ctx.clock.now() + HOLDS),
        cache_for: Some(CACHED),
    }))
}

/// Once a day: makes the next pair in time.
pub async fn rotate(ctx: Ctx, _: DateTime<Utc>) -> Result<()> {
    let found = pairs(&ctx).await?;
    match found.first() {
        Some((_, newest)) if rules::wants_next(newest.made_at, ctx.clock.now()) => make(&ctx, newest.generation).await,
        _ => Ok(()),
    }
}
