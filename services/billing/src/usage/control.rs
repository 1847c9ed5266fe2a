//! What arrived of the services' own use, counted as they count it: by meter, organisation and UTC day of the telling.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use contracts::billing::{ControlSummary, ControlTotals};
use platform::{Across, Actor, Ctx, Result};
use sea_orm::{ColumnTrait, QueryFilter};

use super::entities::control_total;

/// Service, organisation, meter, day.
pub(super) type Key = (String, String, String, NaiveDate);

/// A day's count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub events: i64,
    pub quantity: i64,
    pub ore: i64,
}

/// What has arrived since a day: stored use, and use that waits or was dropped.
pub(super) async fn arrived(across: &Across, since: NaiveDate) -> Result<BTreeMap<Key, Count>> {
    let since = since.max(NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default());
    let sql = "SELECT service, tenant, meter, told_day, COUNT(*) AS events, CAST(SUM(quantity) AS BIGINT) AS quantity, \
               CAST(SUM(ore) AS BIGINT) AS ore FROM (SELECT service, tenant, meter, told_day, quantity, ore FROM billing_usage \
               WHERE source = '/' || service AND told_day >= $1 UNION ALL SELECT service, tenant, meter, told_day, quantity, ore \
               FROM billing_quarantine WHERE source = '/' || service AND reason <> 'conflict' AND told_day >= $1 \
               AND (outcome IS NULL OR outcome = 'dropped')) AS arrived GROUP BY service, tenant, meter, told_day";
    let mut counts = BTreeMap::new();
    for row in across.query(sql, [since.into()]).await? {
        let key = (
            row.try_get("", "service")?,
            row.try_get("", "tenant")?,
            row.try_get("", "meter")?,
            row.try_get("", "told_day")?,
        );
        let count = Count {
            events: row.try_get("", "events")?,
            quantity: row.try_get("", "quantity")?,
            ore: row.try_get("", "ore")?,
        };
        counts.insert(key, count);
    }
    Ok(counts)
}

/// Answers how the services' counts compare with what arrived.
pub(super) async fn summary(ctx: Ctx, asked: ControlTotals) -> Result<ControlSummary> {
    let across = ctx.store.across_read(Actor::System("control-totals")).await?;
    let theirs = across.find::<control_total::Entity>().filter(control_total::Column::Day.gte(asked.since));
    let theirs = theirs.all(across.db()).await?;
    let ours = arrived(&across, asked.since).await?;
    let mut summary = ControlSummary { last: None, compared: 0, differing: 0 };
    for row in theirs {
        let told = Count { events: row.events, quantity: row.quantity, ore: row.ore };
        summary.last = summary.last.max(Some(row.day));
        summary.compared += 1;
        let here = ours.get(&(row.service, row.tenant, row.meter, row.day)).copied().unwrap_or_default();
        summary.differing += u64::from(here != told);
    }
    Ok(summary)
}

impl Count {
    /// Adds another count.
    pub(super) fn add(&mut self, other: Self) {
        self.events += other.events;
        self.quantity += other.quantity;
        self.ore += other.ore;
    }
}
