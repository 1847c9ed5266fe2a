//! Stored rows back to the told use that they keep.

use chrono::{NaiveDate, NaiveTime};
use contracts::usage::{Measure, UsageRecorded};
use platform::Result;

use super::{
    domain::Told,
    entities::{quarantine, usage},
};

/// Only the day of the telling is kept.
fn told(tenant: &str, day: NaiveDate, told: Told) -> Result<Told> {
    Ok(Told {
        tenant: tenant.parse().map_err(anyhow::Error::new)?,
        time: day.and_time(NaiveTime::MIN).and_utc(),
        ..told
    })
}

fn measure(quantity: i64, ore: i64, price_list: Option<&str>) -> Measure {
    match price_list {
        Some(list) => Measure::Amount { quantity, ore, price_list: list.to_owned() },
        None => Measure::Quantity { quantity },
    }
}

macro_rules! of {
    ($name:ident, $model:ty, $id:ident, $doc:literal) => {
        #[doc = $doc]
        pub(super) fn $name(row: &$model) -> Result<Told> {
            let data = UsageRecorded {
                service: row.service.clone(),
                meter: row.meter.clone(),
                measure: measure(row.quantity, row.ore, row.price_list.as_deref()),
                occurred_at: row.occurred_at,
                source_ref: row.source_ref.clone(),
                reverses: row.reverses,
            };
            let rest = Told {
                id: row.$id,
                tenant: contracts::Tenant::association(),
                source: row.source.clone(),
                external_id: row.external_id.clone(),
                time: row.occurred_at,
                data,
            };
            told(&row.tenant, row.told_day, rest)
        }
    };
}

of!(of_usage, usage::Model, id, "The use that a stored row keeps.");
of!(of_quarantine, quarantine::Model, usage, "The use that waits in a row of the quarantine.");
