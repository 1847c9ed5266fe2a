//! Starting a run: whether the month can be billed, and freezing what there is to bill.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use contracts::Tenant;
use platform::{Across, Aggregation, Result, id, site::Site};
use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait, QueryFilter, Select, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use super::{
    coming::{Basis, Coming, ordered, sandbox},
    domain::{Refused, State, rating},
    entities::{part, run},
};
use crate::usage::{
    domain::counted_in,
    entities::{charge, frozen, organisation, price, rollup},
    known::{current, lock, price_of, span},
};

/// The services that are billed.
pub(crate) fn services(site: &Site) -> Vec<&'static str> {
    site.entries.iter().filter(|entry| entry.charged).map(|entry| entry.name).collect()
}

/// A service's prices, replaced versions apart.
pub(crate) async fn prices(across: &Across, service: &str) -> Result<rating::Prices> {
    let rows = current(across.find()).filter(price::Column::Service.eq(service)).all(across.db()).await?;
    let all = rows.into_iter().map(price_of).collect::<Result<_>>()?;
    Ok(rating::Prices { service: service.into(), all })
}

/// A roll-up as the rules see it. A meter that bills the highest value has that as its quantity.
pub(crate) fn use_of(site: &Site, row: rollup::Model) -> rating::Use {
    let mut meters = site.entries.iter().filter(|entry| entry.name == row.service).flat_map(|entry| &entry.meters);
    let highest = meters.any(|meter| meter.name == row.meter && meter.aggregation == Aggregation::Max);
    rating::Use {
        quantity: if highest { row.max_quantity } else { row.quantity },
        price_list: (!row.price_list.is_empty()).then_some(row.price_list),
        meter: row.meter,
        month: row.month,
        events: row.events,
        ore: row.ore,
    }
}

/// A month's roll-ups of a service that are billed: all but the sandbox's.
pub(crate) fn billed(across: &Across, service: &str, month: NaiveDate) -> Select<rollup::Entity> {
    use rollup::Column::{BilledMonth, Service, Tenant};
    let all = across.find::<rollup::Entity>().filter(Service.eq(service)).filter(BilledMonth.eq(month));
    ordered(all.filter(Tenant.ne(sandbox())))
}

/// Uses in the sandbox, which a run of the month leaves out.
pub(crate) async fn left_out(across: &Across, service: &str, month: NaiveDate) -> Result<i64> {
    use rollup::Column::{BilledMonth, Service};
    let tx = across.tenant(&Tenant::sandbox());
    let rows = tx.find::<rollup::Entity>().filter(Service.eq(service)).filter(BilledMonth.eq(month));
    Ok(rows.all(tx.db()).await?.iter().map(|row| row.events).sum())
}

impl Basis<'_> {
    fn part(
        &self,
        user: &str,
        month: NaiveDate,
        run: Uuid,
        names: &BTreeMap<String, organisation::Model>,
    ) -> part::ActiveModel {
        let all = self.subscriptions(user);
        let counted = counted_in(&all, |one| span(one), month);
        // Use that came after a subscription had ended is paid by who paid last.
        let payer = counted.or_else(|| all.iter().max_by_key(|one| one.begins)).map_or(user, |one| one.payer.as_str());
        let name = |tenant: &str| names.get(tenant).map_or_else(|| tenant.to_owned(), |one| one.name.clone());
        part::ActiveModel {
            tenant: Set(user.into()),
            run: Set(run),
            name: Set(names.get(user).map_or_else(|| user.to_owned(), |one| one.short_name.clone())),
            payer: Set(payer.into()),
            payer_name: Set(name(payer)),
            population: Set(names.get(user).and_then(|one| one.population)),
            subscribed: Set(counted.is_some()),
            begins_now: Set(counted.is_some_and(|one| one.begins >= month)),
            rated_at: Set(None),
            quantity: Set(0),
            net: Set(0),
            previous: Set(None),
            deviations: Set(String::new()),
            lines: Set(0),
            lines_sha256: Set(String::new()),
        }
    }
}

/// SHA-256 in hex over roll-ups in order.
pub(crate) fn basis_sha256<'a>(rollups: impl IntoIterator<Item = &'a rollup::Model>) -> String {
    let row = |row: &rollup::Model| {
        let rollup::Model { tenant, meter, month, price_list, events, quantity, ore, max_quantity, .. } = row;
        format!("{tenant}|{meter}|{month}|{price_list}|{events}|{quantity}|{ore}|{max_quantity}\n")
    };
    platform::caller::secret_hash(&rollups.into_iter().map(row).collect::<String>())
}

/// Starts a run: freezes the month, claims its charges and notes whom to rate. All or nothing, in the given transaction.
pub(crate) async fn start(
    site: &Site,
    across: &Across,
    service: &str,
    month: NaiveDate,
) -> Result<Result<Uuid, Refused>> {
    if !services(site).contains(&service) {
        return Ok(Err(Refused::UnknownService { service: service.chars().take(64).collect() }));
    }
    lock(across.db()).await?;
    let coming = Coming::of(across, &[service]).await?.remove(0);
    let basis = match coming.billable(month, across.now()) {
        Ok(basis) => basis,
        Err(refused) => return Ok(Err(refused)),
    };
    let (run, now) = (id::new(), across.now());
    let freeze =
        frozen::ActiveModel { service: Set(service.into()), month: Set(month), run: Set(run), frozen_at: Set(now) };
    across.insert(freeze).await?;
    let ids: Vec<Uuid> = basis.charges.iter().map(|one| one.id).collect();
    let claim = across.update_many::<charge::Entity>().col_expr(charge::Column::LineRun, Expr::value(run));
    claim.filter(charge::Column::Id.is_in(ids).and(charge::Column::LineRun.is_null())).exec(across.db()).await?;
    across.insert(new_run(across, run, service, month, &basis, now)).await?;
    let names = across.find::<organisation::Entity>().all(across.db()).await?;
    let names: BTreeMap<String, _> = names.into_iter().map(|one| (one.tenant.clone(), one)).collect();
    across.insert_all(basis.users.iter().map(|user| basis.part(user, month, run, &names)).collect()).await?;
    let detail = json!({ "service": service, "month": month, "users": basis.users.len(), "rollups": basis.rollups.len(), "sandboxLeftOut": left_out(across, service, month).await? });
    across.audit(&Tenant::association(), "billing.run.start", &run.to_string(), &detail).await?;
    Ok(Ok(run))
}

fn new_run(
    across: &Across,
    id: Uuid,
    service: &str,
    month: NaiveDate,
    basis: &Basis<'_>,
    now: DateTime<Utc>,
) -> run::ActiveModel {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    run::ActiveModel {
        tenant: Set(Tenant::association().to_string()),
        id: Set(id),
        service: Set(service.into()),
        month: Set(month),
        state: Set(State::Preparing.name().into()),
        prepared_by: Set(across.actor().to_string()),
        prepared_at: Set(now),
        rollups: Set(count(basis.rollups.len())),
        basis_sha256: Set(basis_sha256(basis.rollups.iter().copied())),
        users: Set(count(basis.users.len())),
        ..Default::default()
    }
}
