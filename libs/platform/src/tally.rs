//! The services' own count of the usage that they have told, told to billing once the day is over.

use chrono::{DateTime, NaiveDate, Utc};
use contracts::{Tenant, usage::ControlTotalReported};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    ctx::Ctx,
    error::Result,
    store::{Actor, Store, system::usage_tally},
};

/// Totals told in one transaction.
const BATCH: u64 = 500;

/// Tells the control total of every meter, tenant and UTC day before today that has not been told. Safe to repeat: the total is
/// told and marked in one transaction.
pub(crate) async fn report(ctx: Ctx, _planned: DateTime<Utc>) -> Result<()> {
    let today = ctx.clock.now().date_naive();
    for tenant in waiting(&ctx.store, today).await? {
        while tell(&ctx.store, &tenant, today).await? == BATCH {}
    }
    Ok(())
}

/// The tenants of which something is to be told.
async fn waiting(store: &Store, today: NaiveDate) -> Result<Vec<Tenant>> {
    let across = store.across_read(Actor::System("tally")).await?;
    let rows = across.find::<usage_tally::Entity>().filter(untold(today)).select_only();
    let names: Vec<String> = rows.column(usage_tally::Column::Tenant).distinct().into_tuple().all(&*across).await?;
    names.into_iter().map(|name| Ok(name.parse().map_err(anyhow::Error::new)?)).collect()
}

fn untold(today: NaiveDate) -> sea_orm::Condition {
    sea_orm::Condition::all().add(usage_tally::Column::ReportedAt.is_null()).add(usage_tally::Column::Day.lt(today))
}

async fn tell(store: &Store, tenant: &Tenant, today: NaiveDate) -> Result<u64> {
    let tx = store.begin_for(tenant, Actor::System("tally")).await?;
    let rows =
        tx.find::<usage_tally::Entity>().filter(untold(today)).order_by_asc(usage_tally::Column::Day).limit(BATCH);
    let mut told = 0;
    for row in rows.all(&**tx).await? {
        tx.emit(ControlTotalReported {
            service: store.service().into(),
            meter: row.meter.clone(),
            day: row.day,
            events: row.events,
            quantity: row.quantity,
            ore: row.ore,
        })
        .await?;
        let mut row = row.into_active_model();
        row.reported_at = Set(Some(tx.now()));
        tx.update(row).await?;
        told += 1;
    }
    tx.commit().await?;
    Ok(told)
}

#[cfg(test)]
mod tests {
    use contracts::usage::Measure;

    use super::*;
    use crate::{
        clock::Clock,
        module::{Aggregation, Meter, MeterKind},
        store::system::outbox,
        verify::bed::all,
    };

    static LOAN: Meter = Meter { name: "loan", unit: "loan", kind: MeterKind::Amount, aggregation: Aggregation::Sum };

    #[tokio::test]
    async fn a_day_is_told_once_when_it_is_over() {
        for bed in all().await {
            told_once(&bed.store, &bed.clock).await;
        }
    }

    async fn told_once(store: &Store, clock: &Clock) {
        clock.advance(chrono::TimeDelta::minutes(630));
        let tenant: Tenant = "habo-0643".parse().unwrap();
        for ore in [2000, -500] {
            let tx = store.begin_for(&tenant, Actor::System("test")).await.unwrap();
            let measure = Measure::Amount { quantity: 1, ore, price_list: "2026-1".into() };
            tx.record_usage(&LOAN, measure, tx.now(), "loan/1".into(), None).await.unwrap();
            tx.commit().await.unwrap();
        }
        let today = || clock.now().date_naive();
        assert!(waiting(store, today()).await.unwrap().is_empty(), "the day is not over");
        clock.advance(chrono::TimeDelta::hours(2));
        assert_eq!(waiting(store, today()).await.unwrap(), std::slice::from_ref(&tenant));
        assert_eq!(tell(store, &tenant, today()).await.unwrap(), 1);
        assert_eq!(tell(store, &tenant, today()).await.unwrap(), 0);
        assert!(waiting(store, today()).await.unwrap().is_empty());
        let across = store.across_read(Actor::System("test")).await.unwrap();
        let last =
            across.find::<outbox::Entity>().order_by_desc(outbox::Column::Seq).one(&*across).await.unwrap().unwrap();
        let told: contracts::Envelope<ControlTotalReported> = serde_json::from_str(&last.envelope).unwrap();
        assert_eq!(
            (told.data.events, told.data.quantity, told.data.ore, told.data.day.to_string()),
            (2, 2, 1500, "2026-11-22".into())
        );
    }
}
