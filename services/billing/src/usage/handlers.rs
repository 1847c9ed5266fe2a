//! What billing does when others speak.

use contracts::{
    Envelope,
    members::{OrganisationRegistered, SubscriptionEnded, SubscriptionStarted},
    usage::{self, BatchedUse, ControlTotalReported, Teller, UsageBatchRecorded, UsageRecorded},
};
use platform::{Ctx, Error, Result, Tx};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};

use super::{
    charges,
    domain::Told,
    entities::{control_total, organisation, subscription},
    ingest,
};

/// A service tells charged uses of one organisation.
pub(super) async fn usage_recorded(ctx: Ctx, tx: Tx, events: Vec<Envelope<UsageRecorded>>) -> Result<()> {
    let told = events.into_iter().map(|event| Told {
        id: event.id,
        tenant: event.tenant,
        source: event.source,
        external_id: event.id.to_string(),
        time: event.time,
        data: event.data,
    });
    take(&ctx, &tx, told.collect()).await
}

/// A service tells many at once.
pub(super) async fn usage_batch_recorded(ctx: Ctx, tx: Tx, events: Vec<Envelope<UsageBatchRecorded>>) -> Result<()> {
    for event in events {
        let UsageBatchRecorded { service, meter, uses } = event.data;
        if uses.len() > usage::BATCH {
            let count = uses.len();
            return Err(Error::rule(
                "usage-refused",
                format!("{count} uses in one event; send at most {}", usage::BATCH),
            ));
        }
        let one = |one: BatchedUse| {
            let BatchedUse { id, measure, occurred_at, source_ref, reverses, told } = one;
            let teller = told.unwrap_or_else(|| Teller {
                source: event.source.clone(),
                external_id: id.to_string(),
                time: event.time,
            });
            let (service, meter) = (service.clone(), meter.clone());
            Told {
                id,
                tenant: event.tenant.clone(),
                source: teller.source,
                external_id: teller.external_id,
                time: teller.time,
                data: UsageRecorded { service, meter, measure, occurred_at, source_ref, reverses },
            }
        };
        take(&ctx, &tx, uses.into_iter().map(one).collect()).await?;
    }
    Ok(())
}

async fn take(ctx: &Ctx, tx: &Tx, told: Vec<Told>) -> Result<()> {
    let told: Vec<Told> = told.into_iter().map(Told::trimmed).collect();
    for one in &told {
        one.check_sizes().map_err(|refusal| Error::rule("usage-refused", refusal.to_string()))?;
    }
    ingest::take(&ctx.site, tx, &told, |_| ()).await?;
    Ok(())
}

/// An organisation begins to use a service. The copy is kept; the connection fee and the waiting use follow from it and are the
/// same however often it is heard.
pub(super) async fn subscription_started(ctx: Ctx, tx: Tx, event: Envelope<SubscriptionStarted>) -> Result<()> {
    let data = event.data;
    let row = subscription::Model {
        tenant: event.tenant.to_string(),
        id: data.subscription,
        service: data.service,
        member: data.member.to_string(),
        payer: data.payer.to_string(),
        begins: data.begins,
        ends: None,
    };
    if !tx.insert_if_new(row.clone().into_active_model()).await? {
        return Ok(());
    }
    charges::raise_connection_fee(&tx, &row).await?;
    ingest::retry(&ctx.site, &tx, Some(&row.service)).await?;
    Ok(())
}

/// An organisation stops using a service.
pub(super) async fn subscription_ended(_: Ctx, tx: Tx, event: Envelope<SubscriptionEnded>) -> Result<()> {
    let ended = tx.update_many::<subscription::Entity>().col_expr(subscription::Column::Ends, event.data.ends.into());
    let done = ended.filter(subscription::Column::Id.eq(event.data.subscription)).exec(tx.db()).await?;
    if done.rows_affected == 0 {
        // Its start may still be on its way.
        return Err(Error::Conflict(format!("subscription {} is not known yet", event.data.subscription)));
    }
    Ok(())
}

/// The register tells what an organisation is called and how many live there.
pub(super) async fn organisation_registered(_: Ctx, tx: Tx, event: Envelope<OrganisationRegistered>) -> Result<()> {
    let data = event.data;
    let kind = serde_json::to_value(data.kind)?;
    let row = organisation::ActiveModel {
        tenant: Set(event.tenant.to_string()),
        name: Set(data.name),
        short_name: Set(data.short_name),
        kind: Set(kind.as_str().unwrap_or_default().to_owned()),
        municipality_code: Set(data.municipality_code),
        population: Set(data.population),
        population_date: Set(data.population_date),
    };
    if !tx.insert_if_new(row.clone()).await? {
        tx.update(row).await?;
    }
    Ok(())
}

/// A service tells its own count of a day, to be compared with what arrived.
pub(super) async fn control_total(_: Ctx, tx: Tx, event: Envelope<ControlTotalReported>) -> Result<()> {
    let data = event.data;
    let row = control_total::ActiveModel {
        tenant: Set(event.tenant.to_string()),
        service: Set(data.service),
        meter: Set(data.meter),
        day: Set(data.day),
        events: Set(data.events),
        quantity: Set(data.quantity),
        ore: Set(data.ore),
        received_at: Set(tx.now()),
    };
    if !tx.insert_if_new(row.clone()).await? {
        tx.update(row).await?;
    }
    Ok(())
}
