//! Events: they leave when, and only when, the transaction that writes them commits.

use std::sync::atomic::Ordering;

use contracts::{
    Envelope, Event,
    event::{DATA_CONTENT_TYPE, SPECVERSION, subject_of, type_of},
};
use sea_orm::ActiveValue::Set;
use serde::Serialize;
use uuid::Uuid;

use super::{Tx, bulk, system};
use crate::{error::Result, id, telemetry};

/// Events that are written out, but not emitted yet.
pub struct Done(Vec<system::outbox::ActiveModel>);

impl Tx {
    /// Emits an event about this tenant; it leaves when, and only when, the transaction commits.
    ///
    /// # Errors
    /// When the row can't be written.
    pub async fn emit<E: Event>(&self, data: E) -> Result<Uuid> {
        let envelope = self.envelope(data);
        self.queue(&envelope, subject_of::<E>(self.tenant())).await?;
        Ok(envelope.id)
    }

    /// Writes out events about what this transaction does itself, to be emitted with [`Self::emit_done`] when it is done.
    ///
    /// # Errors
    /// When an event can't be written as JSON.
    pub fn write_out<E: Event>(&self, data: impl IntoIterator<Item = E>) -> Result<Done> {
        let subject = subject_of::<E>(self.tenant());
        let row = |one| self.outbox_row(&self.envelope(one), &subject);
        Ok(Done(data.into_iter().map(row).collect::<Result<_>>()?))
    }

    /// Emits events about what this transaction has done already: where the service hears its own events, as it must to be rebuilt
    /// from the log, these count as heard.
    ///
    /// # Errors
    /// When a row can't be written.
    pub async fn emit_done(&self, Done(rows): Done) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let heard = rows.iter().map(|row| system::inbox::ActiveModel {
            handler: row.kind.clone(),
            event_id: row.event_id.clone(),
            handled_at: Set(self.now()),
        });
        let heard = heard.collect();
        self.put_in_outbox(rows).await?;
        bulk::insert(self.db(), heard).await
    }

    pub(super) fn envelope<E: Event>(&self, data: E) -> Envelope<E> {
        Envelope {
            specversion: SPECVERSION.into(),
            id: id::new(),
            source: format!("/{}", self.service()),
            kind: type_of::<E>(),
            subject: Some(data.key()),
            time: self.now(),
            datacontenttype: DATA_CONTENT_TYPE.into(),
            tenant: self.tenant().clone(),
            causationid: self.cause,
            traceparent: telemetry::traceparent(),
            data,
        }
    }

    /// Puts an envelope in the outbox as it stands: for events that arrived as data (`sambruk ingest`).
    ///
    /// # Errors
    /// When the row can't be written.
    pub async fn queue<T: Serialize + Sync>(&self, envelope: &Envelope<T>, subject: String) -> Result<()> {
        self.queue_all(std::slice::from_ref(envelope), &subject).await
    }

    /// As [`Self::queue`] for many envelopes of one subject, in few statements.
    ///
    /// # Errors
    /// When a row can't be written.
    pub async fn queue_all<T: Serialize + Sync>(&self, envelopes: &[Envelope<T>], subject: &str) -> Result<()> {
        let row = |envelope| self.outbox_row(envelope, subject);
        self.put_in_outbox(envelopes.iter().map(row).collect::<Result<_>>()?).await
    }

    fn outbox_row<T: Serialize>(&self, envelope: &Envelope<T>, subject: &str) -> Result<system::outbox::ActiveModel> {
        Ok(system::outbox::ActiveModel {
            event_id: Set(envelope.id),
            subject: Set(subject.to_owned()),
            kind: Set(envelope.kind.clone()),
            envelope: Set(serde_json::to_string(envelope)?),
            created_at: Set(self.now()),
            ..Default::default()
        })
    }

    async fn put_in_outbox(&self, rows: Vec<system::outbox::ActiveModel>) -> Result<()> {
        self.insert_all(rows).await?;
        self.after.outbox.store(true, Ordering::Relaxed);
        Ok(())
    }
}
