//! Telling charged uses: the event for billing and the service's own tally, in the transaction of what was used.

use chrono::{DateTime, Utc};
use contracts::{
    event::subject_of,
    usage::{BATCH, BatchedUse, Measure, UsageBatchRecorded, UsageRecorded},
};
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use super::Tx;
use crate::{error::Result, id, module::Meter};

/// A charged use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// How much.
    pub measure: Measure,
    /// When it was used.
    pub occurred_at: DateTime<Utc>,
    /// An opaque reference that only the service can resolve, `loan/<id>`.
    pub source_ref: String,
    /// The usage event that this one takes back.
    pub reverses: Option<Uuid>,
}

impl Use {
    fn batched(self) -> BatchedUse {
        let Self { measure, occurred_at, source_ref, reverses } = self;
        BatchedUse { id: id::new(), measure, occurred_at, source_ref, reverses, told: None }
    }
}

impl Tx {
    /// Tells a charged use, and counts it in the service's own tally, from which the day's control total is told.
    ///
    /// # Errors
    /// When the row can't be written.
    pub async fn record_usage(
        &self,
        meter: &Meter,
        measure: Measure,
        occurred_at: DateTime<Utc>,
        source_ref: String,
        reverses: Option<Uuid>,
    ) -> Result<Uuid> {
        self.count(meter, 1, measure.quantity(), measure.ore()).await?;
        self.emit(self.recorded(meter, Use { measure, occurred_at, source_ref, reverses })).await
    }

    /// As [`Self::record_usage`] for many uses of one meter, told in few events; the uses' ids come in their order.
    ///
    /// # Errors
    /// When a row can't be written.
    pub async fn record_usage_all(&self, meter: &Meter, uses: Vec<Use>) -> Result<Vec<Uuid>> {
        if uses.is_empty() {
            return Ok(Vec::new());
        }
        let events = i64::try_from(uses.len()).map_err(anyhow::Error::new)?;
        let quantity = uses.iter().map(|one| one.measure.quantity()).sum();
        let ore = uses.iter().map(|one| one.measure.ore()).sum();
        self.count(meter, events, quantity, ore).await?;
        let batched: Vec<BatchedUse> = uses.into_iter().map(Use::batched).collect();
        let ids = batched.iter().map(|one| one.id).collect();
        let envelopes: Vec<_> = batched
            .chunks(BATCH)
            .map(|uses| {
                let (service, meter) = (self.service().to_owned(), meter.name.to_owned());
                self.envelope(UsageBatchRecorded { service, meter, uses: uses.to_vec() })
            })
            .collect();
        self.queue_all(&envelopes, &subject_of::<UsageBatchRecorded>(self.tenant())).await?;
        Ok(ids)
    }

    fn recorded(&self, meter: &Meter, one: Use) -> UsageRecorded {
        let Use { measure, occurred_at, source_ref, reverses } = one;
        let service = self.service().to_owned();
        UsageRecorded { service, meter: meter.name.into(), measure, occurred_at, source_ref, reverses }
    }

    async fn count(&self, meter: &Meter, events: i64, quantity: i64, ore: i64) -> Result<()> {
        let sql = "INSERT INTO usage_tally (tenant, meter, day, events, quantity, ore) VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (tenant, meter, day) DO UPDATE SET events = usage_tally.events + excluded.events, \
                   quantity = usage_tally.quantity + excluded.quantity, ore = usage_tally.ore + excluded.ore, reported_at = NULL";
        let values: [sea_orm::Value; 6] = [
            self.tenant().as_str().into(),
            meter.name.into(),
            self.now().date_naive().into(),
            events.into(),
            quantity.into(),
            ore.into(),
        ];
        let backend = self.db().get_database_backend();
        self.db().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        Ok(())
    }
}
