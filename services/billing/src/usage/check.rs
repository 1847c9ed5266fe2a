//! What verify says of this half: nothing changed since it was told, sums equal, counts equal, prices usable.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use platform::{
    Across, Ctx, Result,
    clock::{local_date, local_month},
    site::Site,
    store::{Actor, Store},
    verify::{Facts, Finding},
};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};

use super::{
    control::{self, Count},
    domain::{Item, Price, Span, price_at},
    entities::{control_total, price, rollup, subscription, usage},
    known::{price_of, span},
    rows,
};

/// Uses read at a time.
const ROWS: u64 = 5000;

/// Checks usage, sums, control totals and prices.
pub(crate) async fn check(ctx: &Ctx, facts: &Facts) -> Result<Vec<Finding>> {
    findings(&ctx.store, &ctx.site, facts).await
}

pub(super) async fn findings(store: &Store, site: &Site, facts: &Facts) -> Result<Vec<Finding>> {
    let across = store.across_read(Actor::System("verify")).await?;
    let mut said = Said(Vec::new());
    let sums = each_use(&across, &mut said).await?;
    let rollups = across.find::<rollup::Entity>().all(across.db()).await?;
    equal_sums(sums, &rollups, &mut said);
    let arrived = control::arrived(&across, NaiveDate::MIN).await?;
    counted(&arrived, facts, &mut said);
    for total in across.find::<control_total::Entity>().all(across.db()).await? {
        let key = (total.service.clone(), total.tenant.clone(), total.meter.clone(), total.day);
        compare(
            &key,
            arrived.get(&key),
            Count { events: total.events, quantity: total.quantity, ore: total.ore },
            "told",
            &mut said,
        );
    }
    usable(site, across.find::<price::Entity>().all(across.db()).await?, &rollups, &mut said)?;
    Ok(said.0)
}

struct Said(Vec<Finding>);

impl Said {
    fn say(&mut self, code: &'static str, detail: String) {
        self.0.push(Finding { service: "billing".into(), code, detail });
    }
}

type Key = (String, String, String, NaiveDate, NaiveDate, String);

/// Reads every use once: its fingerprint, its month, its subscription; gives the sums.
async fn each_use(across: &Across, said: &mut Said) -> Result<BTreeMap<Key, [i64; 4]>> {
    let mut spans: HashMap<(String, String), Vec<Span>> = HashMap::new();
    for one in across.find::<subscription::Entity>().all(across.db()).await? {
        let days = span(&one);
        spans.entry((one.tenant, one.service)).or_default().push(days);
    }
    let mut sums: BTreeMap<Key, [i64; 4]> = BTreeMap::new();
    let mut last: Option<usage::Model> = None;
    loop {
        let mut page = across.find::<usage::Entity>();
        if let Some(last) = &last {
            let same = Condition::all().add(usage::Column::Tenant.eq(&last.tenant)).add(usage::Column::Id.gt(last.id));
            page = page.filter(Condition::any().add(usage::Column::Tenant.gt(&last.tenant)).add(same));
        }
        let page = page
            .order_by_asc(usage::Column::Tenant)
            .order_by_asc(usage::Column::Id)
            .limit(ROWS)
            .all(across.db())
            .await?;
        for row in &page {
            one_use(row, &spans, said);
            let list = row.price_list.clone().unwrap_or_default();
            let key = (row.tenant.clone(), row.service.clone(), row.meter.clone(), row.month, row.billed_month, list);
            let sum = sums.entry(key).or_default();
            *sum = [sum[0] + 1, sum[1] + row.quantity, sum[2] + row.ore, sum[3].max(row.quantity)];
        }
        last = page.into_iter().next_back();
        if last.is_none() {
            return Ok(sums);
        }
    }
}

fn one_use(row: &usage::Model, spans: &HashMap<(String, String), Vec<Span>>, said: &mut Said) {
    let who = format!("Use {} of {} ({} {})", row.id, row.tenant, row.service, row.meter);
    if rows::of_usage(row).map(|told| told.sha256()).ok().as_deref() != Some(row.content_sha256.as_str()) {
        said.say("usage-changed", format!("{who} is not what was told: its content does not fit its fingerprint."));
    }
    if row.month != local_month(row.occurred_at) || row.billed_month < row.month {
        said.say(
            "usage-wrong-month",
            format!("{who} of {} is placed in {} and billed in {}.", row.occurred_at, row.month, row.billed_month),
        );
    }
    let day = local_date(row.occurred_at);
    let subscribed =
        spans.get(&(row.tenant.clone(), row.service.clone())).is_some_and(|all| all.iter().any(|one| one.covers(day)));
    if !subscribed {
        said.say("usage-not-subscribed", format!("{who} on {day} has no subscription on that day."));
    }
}

fn equal_sums(mut sums: BTreeMap<Key, [i64; 4]>, rollups: &[rollup::Model], said: &mut Said) {
    for row in rollups {
        let key = (
            row.tenant.clone(),
            row.service.clone(),
            row.meter.clone(),
            row.month,
            row.billed_month,
            row.price_list.clone(),
        );
        let sum = sums.remove(&key).unwrap_or_default();
        if sum != [row.events, row.quantity, row.ore, row.max_quantity] {
            let detail = format!(
                "The roll-up of {} {} {} for {} billed in {} says {} uses, {} units, {} öre, highest {}; the uses say {}, {}, {}, {}.",
                row.tenant,
                row.service,
                row.meter,
                row.month,
                row.billed_month,
                row.events,
                row.quantity,
                row.ore,
                row.max_quantity,
                sum[0],
                sum[1],
                sum[2],
                sum[3]
            );
            said.say("rollup-differs", detail);
        }
    }
    for (key, sum) in sums {
        said.say(
            "rollup-missing",
            format!("{} uses of {} {} {} for {} are in no roll-up.", sum[0], key.0, key.1, key.2, key.3),
        );
    }
}

/// Compares what arrived with the tallies of the services at hand.
fn counted(arrived: &BTreeMap<control::Key, Count>, facts: &Facts, said: &mut Said) {
    let services: HashSet<&str> = facts.tallies.iter().map(|tally| tally.service.as_str()).collect();
    let mut seen: HashSet<control::Key> = HashSet::new();
    for tally in &facts.tallies {
        let key = (tally.service.clone(), tally.tenant.to_string(), tally.meter.clone(), tally.day);
        let count = Count { events: tally.events, quantity: tally.quantity, ore: tally.ore };
        compare(&key, arrived.get(&key), count, "counted", said);
        seen.insert(key);
    }
    for (key, count) in arrived.iter().filter(|(key, _)| services.contains(key.0.as_str()) && !seen.contains(*key)) {
        compare(key, Some(count), Count::default(), "counted", said);
    }
}

fn compare(key: &control::Key, arrived: Option<&Count>, theirs: Count, how: &str, said: &mut Said) {
    let ours = arrived.copied().unwrap_or_default();
    if ours != theirs {
        let (service, tenant, meter, day) = key;
        let detail = format!(
            "{service} has {how} {} uses, {} units and {} öre of {meter} for {tenant} on {day}; billing has {}, {} and {}.",
            theirs.events, theirs.quantity, theirs.ore, ours.events, ours.quantity, ours.ore
        );
        said.say("control-total-differs", detail);
    }
}

/// A price that nothing can use, or that hides another, is a mistake that would otherwise be silent; so is use without a price.
fn usable(site: &Site, all: Vec<price::Model>, rollups: &[rollup::Model], said: &mut Said) -> Result<()> {
    let current = all.into_iter().filter(|row| row.replaced_by.is_none()).map(price_of);
    let prices: Vec<Price> = current.collect::<Result<_>>()?;
    let mut from = HashSet::new();
    for price in &prices {
        let which = format!("Price {} ({} {} version {})", price.id, price.service, price.item, price.version);
        if !from.insert((&price.service, &price.item, price.valid_from)) {
            said.say(
                "price-shadowed",
                format!("{which} begins on {} like another version of the same price.", price.valid_from),
            );
        }
        let service = site.entries.iter().find(|entry| entry.name == price.service);
        let used = match &price.item {
            Item::Meter(name) => service.is_some_and(|entry| entry.meters.iter().any(|meter| meter.name == name)),
            _ => service.is_some_and(|entry| entry.charged),
        };
        if !used {
            said.say("price-unused", format!("{which} is for something that no service here charges."));
        }
    }
    for row in rollups {
        if price_at(&prices, &row.service, &Item::Meter(row.meter.clone()), row.month).is_none() {
            said.say(
                "usage-without-price",
                format!("{} {} {} for {} has no price.", row.tenant, row.service, row.meter, row.month),
            );
        }
    }
    Ok(())
}
