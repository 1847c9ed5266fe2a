//! Demonstration data: who is a member, who uses which service, and an invented federation. Deterministic given the day.

use chrono::{Months, NaiveDate};
use contracts::{
    Tenant,
    members::{MemberJoined, OrganisationKind, OrganisationRegistered},
};
use platform::{
    Across, Actor, Ctx, Demo, Result,
    clock::{first_of_month, local_date, next_month},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    entities::{membership, subscription},
    register,
    source::{self, Entry},
    subscriptions::{self, Start},
};

/// The service that most use.
const SERVICE: &str = "bibblix";
/// The kind of its subscriptions' ids; the other services' follow.
const KIND: u128 = 2;
/// Members among each 29 municipalities, from the most populous down, when 140 are: with 60 to 65 per cent of the inhabitants.
const MEMBERS: [usize; 10] = [18, 17, 16, 15, 14, 13, 13, 12, 11, 11];
/// Members of each [`MEMBERS`]' sum that use Bibblix themselves; with 140 members the federation's three make them 70.
const SUBSCRIBERS: (usize, usize) = (67, 140);
/// Each other service that is charged has as many users of each 140 members, the examples first.
const OTHERS_USERS: (usize, usize) = (22, 140);
/// Services, the department that works with each, and what its function is called.
const DEPARTMENTS: [(&str, &str, &str); 3] = [
    ("bibblix", "Kultur- och fritidsförvaltningen", "biblioteket"),
    ("uka", "Utbildningsförvaltningen", "aktivitetsansvaret"),
    ("tillarbetslivet", "Utbildningsförvaltningen", "praktiken"),
];
/// Since how many months.
const OTHERS_MONTHS: u32 = 15;
/// Users through the federation; not members themselves.
const FEDERATED: [&str; 3] = ["2421", "2422", "2506"];
/// The examples that documents and tests lean on; always members and subscribers, since this many months.
const ALWAYS: [(&str, u32); 2] = [("2181", 17), ("0380", 15)];

/// A municipality's part in the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    entry: Entry,
    code: u32,
}

/// Makes the data; does nothing when it is there already.
///
/// # Errors
/// When the database does not answer.
pub async fn make(ctx: Ctx, demo: Demo) -> Result<()> {
    source::load(&ctx).await?;
    let federation = federation()?;
    source::enter(&ctx, std::slice::from_ref(&federation)).await?;
    let across = ctx.store.across_for(Actor::System("demo")).await?;
    if across.find::<membership::Entity>().count(across.db()).await? > 0 {
        return Ok(());
    }
    let today = local_date(ctx.clock.now());
    let (members, federated) = parts(demo.municipalities)?;
    join(&across, &federation.tenant, 9001, NaiveDate::from_ymd_opt(2012, 1, 1)).await?;
    for member in &members {
        join(&across, &member.entry.tenant, member.code, joined(member.code)).await?;
    }
    for user in subscribers(&members) {
        let own = &user.entry.tenant;
        begin(&across, user, own, (SERVICE, KIND), months_ago(user.code), today).await?;
    }
    let others: Vec<_> = subscriptions::services(&ctx).into_iter().filter(|service| *service != SERVICE).collect();
    for (place, service) in others.iter().enumerate() {
        let kind = KIND + 1 + place as u128;
        for user in users_of_others(&members, place, others.len()) {
            begin(&across, user, &user.entry.tenant, (service, kind), OTHERS_MONTHS, today).await?;
        }
    }
    crate::sandbox::make(&ctx, &across).await?;
    for user in &federated {
        begin(&across, user, &federation.tenant, (SERVICE, KIND), 12, today).await?;
    }
    across.commit().await
}

async fn join(across: &Across, tenant: &Tenant, code: u32, joined: Option<NaiveDate>) -> Result<()> {
    let joined = joined.unwrap_or_default();
    let tx = across.tenant(tenant);
    let id = Set(demo_id(1, code));
    tx.insert(membership::ActiveModel { tenant: Set(tenant.to_string()), id, joined: Set(joined), left_on: Set(None) })
        .await?;
    tx.emit(MemberJoined { joined }).await?;
    Ok(())
}

async fn begin(
    across: &Across,
    user: &Part,
    member: &Tenant,
    (service, kind): (&str, u128),
    months: u32,
    today: NaiveDate,
) -> Result<()> {
    let begins = first_of_month(today).checked_sub_months(Months::new(months)).unwrap_or(today);
    let start = Start {
        user: user.entry.tenant.clone(),
        service: service.into(),
        member: member.clone(),
        payer: member.clone(),
        begins,
        department: department(service).map(str::to_owned),
        contact: department(service).and_then(|_| contact(service, &user.entry.tenant)),
    };
    subscriptions::enter(across, demo_id(kind, user.code), &start).await?;
    Ok(())
}

/// Which department of a municipality works with a service.
fn department(service: &str) -> Option<&'static str> {
    DEPARTMENTS.iter().find(|(name, ..)| *name == service).map(|(_, department, _)| *department)
}

/// A function's address there, which can't exist (RFC 2606).
fn contact(service: &str, tenant: &Tenant) -> Option<String> {
    let (_, _, function) = DEPARTMENTS.iter().find(|(name, ..)| *name == service)?;
    Some(format!("{function}@{tenant}.example"))
}

/// The invented federation.
fn federation() -> Result<Entry> {
    Ok(Entry {
        tenant: "kf-norrprov".parse().map_err(anyhow::Error::new)?,
        facts: OrganisationRegistered {
            name: "Kommunalförbundet Norrprov".into(),
            short_name: "Norrprov".into(),
            kind: OrganisationKind::Federation,
            municipality_code: None,
            county: Some("Västerbottens län".into()),
            population: None,
            population_date: None,
        },
        organisation_number: None,
    })
}

/// The members, so many, and those that use through the federation.
fn parts(municipalities: u32) -> Result<(Vec<Part>, Vec<Part>)> {
    let mut rest = Vec::new();
    let mut federated = Vec::new();
    for entry in source::municipalities()? {
        let code = entry.facts.municipality_code.clone().unwrap_or_default();
        let part = Part { code: code.parse().unwrap_or_default(), entry };
        if FEDERATED.contains(&code.as_str()) { federated.push(part) } else { rest.push(part) }
    }
    rest.sort_by_key(|part| std::cmp::Reverse(part.entry.facts.population));
    let sizes: Vec<usize> = rest.chunks(29).map(<[Part]>::len).collect();
    let wanted = spread(usize::try_from(municipalities).unwrap_or(usize::MAX), &sizes);
    let mut members = Vec::new();
    for (size, wanted) in rest.chunks_mut(29).zip(wanted) {
        size.sort_by_key(order);
        members.extend(size.iter().take(wanted).cloned());
    }
    Ok((members, federated))
}

/// So many members over classes of municipalities by size: as [`MEMBERS`] has it, more evenly the more there are.
fn spread(count: usize, sizes: &[usize]) -> Vec<usize> {
    let usual: usize = MEMBERS.iter().sum();
    let all: usize = sizes.iter().sum();
    let count = count.min(all);
    let class = |(normal, size): (&usize, &usize)| {
        if count <= usual { normal * count / usual } else { normal + (size - normal) * (count - usual) / (all - usual) }
    };
    let mut wanted: Vec<usize> = MEMBERS.iter().zip(sizes).map(class).collect();
    let mut left = count - wanted.iter().sum::<usize>();
    while left > 0 {
        for (wanted, size) in wanted.iter_mut().zip(sizes) {
            if left > 0 && *wanted < *size {
                *wanted += 1;
                left -= 1;
            }
        }
    }
    wanted
}

/// The examples first, then an order that has nothing to do with size or place.
fn order(part: &Part) -> (bool, u32) {
    (!is_always(part.code), scrambled(part.code))
}

fn is_always(code: u32) -> bool {
    ALWAYS.iter().any(|(always, _)| always.parse() == Ok(code))
}

const fn scrambled(code: u32) -> u32 {
    (code * 7919 + 1013) % 10_007
}

/// The members in an order from all sizes, the examples first.
fn scattered(members: &[Part]) -> Vec<&Part> {
    let mut sorted: Vec<&Part> = members.iter().collect();
    sorted.sort_by_key(|part| (!is_always(part.code), scrambled(part.code + 31)));
    sorted
}

/// A share of a number, the examples always among them.
fn share(members: usize, (of, each): (usize, usize)) -> usize {
    (members * of / each).max(ALWAYS.len())
}

/// Those of the members that use Bibblix themselves, from all sizes.
fn subscribers(members: &[Part]) -> Vec<&Part> {
    let mut sorted = scattered(members);
    sorted.truncate(share(members.len(), SUBSCRIBERS));
    sorted
}

/// Those that use one of so many other services: the first of Bibblix's users, and when more than the usual 140 are members, each of
/// the rest uses one, so that everybody uses something.
fn users_of_others(members: &[Part], place: usize, services: usize) -> Vec<&Part> {
    let usual: usize = MEMBERS.iter().sum();
    let first = share(members.len(), OTHERS_USERS);
    let without = share(members.len(), SUBSCRIBERS);
    let uses = |at: usize| at < first || (members.len() > usual && at >= without && at % services == place);
    scattered(members).into_iter().enumerate().filter(|(at, _)| uses(*at)).map(|(_, part)| part).collect()
}

/// Months since it began: 0 to 17.
fn months_ago(code: u32) -> u32 {
    ALWAYS
        .iter()
        .find(|(always, _)| always.parse() == Ok(code))
        .map_or_else(|| scrambled(code) % 18, |(_, months)| *months)
}

/// The day it joined, 2005 to 2022.
fn joined(code: u32) -> Option<NaiveDate> {
    let number = scrambled(code + 7);
    NaiveDate::from_ymd_opt(2005 + i32::try_from(number % 18).unwrap_or(0), 1 + number / 18 % 12, 1)
}

/// The same id each time that the data is made.
const fn demo_id(kind: u128, code: u32) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | (kind << 32) | code as u128)
}

/// The organisation itself; for the office, a member that does not use the service yet.
///
/// # Errors
/// When the database does not answer.
pub async fn example_organisation(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    if !tenant.is_association() {
        return Ok(Some(tenant.to_string()));
    }
    let across = register::open(&ctx).await?;
    let using: Vec<String> =
        across.find::<subscription::Entity>().all(across.db()).await?.into_iter().map(|row| row.tenant).collect();
    let free = across.find::<membership::Entity>().filter(membership::Column::Tenant.is_not_in(using));
    let free = free.filter(membership::Column::LeftOn.is_null()).order_by_asc(membership::Column::Tenant);
    Ok(free.one(across.db()).await?.map(|row| row.tenant))
}

/// A subscription that goes on; for the office, anyone's.
///
/// # Errors
/// When the database does not answer.
pub async fn example_subscription(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let across = register::open(&ctx).await?;
    let mut open = across.find::<subscription::Entity>().filter(subscription::Column::Ends.is_null());
    if !tenant.is_association() {
        open = open.filter(subscription::Column::Tenant.eq(tenant.as_str()));
    }
    let last = open.order_by_desc(subscription::Column::Tenant).one(across.db()).await?;
    Ok(last.map(|row| row.id.to_string()))
}

/// A subscription that may start for [`example_organisation`].
///
/// # Errors
/// None.
pub async fn example_start(ctx: Ctx, _: Tenant) -> Result<Value> {
    let service = subscriptions::services(&ctx).first().copied().unwrap_or(SERVICE);
    Ok(json!({ "service": service, "begins": next_month(local_date(ctx.clock.now())) }))
}

/// A last day that fits [`example_subscription`].
///
/// # Errors
/// None.
pub async fn example_end(ctx: Ctx, _: Tenant) -> Result<Value> {
    let last = next_month(local_date(ctx.clock.now())).pred_opt().unwrap_or_default();
    Ok(json!({ "ends": last }))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn population<'a>(parts: impl IntoIterator<Item = &'a Part>) -> i64 {
        parts.into_iter().filter_map(|part| part.entry.facts.population).sum()
    }

    #[test]
    fn members_hold_three_fifths_of_the_inhabitants() {
        let (members, federated) = parts(140).unwrap();
        assert_eq!((members.len(), federated.len()), (140, 3));
        let share = population(&members) * 1000 / 10_587_710;
        assert!((600..=650).contains(&share), "{share} per mille");
        let small = members.iter().filter(|part| part.entry.facts.population < Some(10_000)).count();
        let large = members.iter().filter(|part| part.entry.facts.population > Some(100_000)).count();
        assert!(small >= 20 && large >= 8, "{small} small, {large} large");
    }

    #[test]
    fn seventy_use_bibblix_and_begin_in_different_months() {
        let (members, federated) = parts(140).unwrap();
        let users = subscribers(&members);
        assert_eq!(users.len() + federated.len(), 70);
        let months: HashSet<u32> = users.iter().map(|user| months_ago(user.code)).collect();
        assert!(months.len() >= 12 && months.iter().all(|months| *months < 18), "{months:?}");
        for (code, months) in ALWAYS {
            let user = users.iter().find(|user| user.entry.tenant.as_str().ends_with(code)).unwrap();
            assert_eq!(months_ago(user.code), months);
            assert!(months >= 14);
        }
        let ids: HashSet<Uuid> = members.iter().map(|part| demo_id(1, part.code)).collect();
        assert_eq!(ids.len(), 140);
    }

    #[test]
    fn with_all_municipalities_everybody_uses_something() {
        let (members, federated) = parts(290).unwrap();
        assert_eq!(members.len() + federated.len(), 290);
        let mut using: HashSet<u32> = subscribers(&members).iter().map(|part| part.code).collect();
        using.extend((0..2).flat_map(|place| users_of_others(&members, place, 2)).map(|part| part.code));
        assert_eq!(using.len(), members.len());
    }

    #[test]
    fn as_many_are_members_as_are_asked_for() {
        for count in [2, 10, 139, 140, 141, 200, 287] {
            assert_eq!(parts(count).unwrap().0.len(), usize::try_from(count).unwrap());
        }
        let few: Vec<_> = parts(20).unwrap().0;
        assert_eq!(subscribers(&few).iter().filter(|part| is_always(part.code)).count(), 2);
    }

    #[test]
    fn everyone_joined_before_2023() {
        let (members, _) = parts(140).unwrap();
        let years: Vec<_> = members.iter().map(|part| joined(part.code).unwrap()).collect();
        assert!(years.iter().all(|day| *day < NaiveDate::from_ymd_opt(2023, 1, 1).unwrap()));
    }
}
