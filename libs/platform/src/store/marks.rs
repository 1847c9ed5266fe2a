//! Marks: what a database remembers of itself, whatever the configuration says today.

use std::collections::HashSet;

use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use super::{
    Actor, Store,
    system::{mark, outbox},
};
use crate::error::Result;

/// The mark of a database that holds invented people.
const DEMONSTRATION: &str = "demonstration";
/// The mark of one in which all of them are.
const DEMONSTRATED: &str = "demonstrated";

impl Store {
    /// Sets marks; those that stand already keep their time.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn set_marks(&self, names: &[String]) -> Result<()> {
        let tx = self.across_for(Actor::System("platform")).await?;
        let now = tx.now();
        let rows = names.iter().map(|name| mark::ActiveModel { name: Set(name.clone()), made_at: Set(now) });
        #[expect(clippy::disallowed_methods, reason = "a table that belongs to nobody")]
        mark::Entity::insert_many(rows)
            .on_conflict(OnConflict::column(mark::Column::Name).do_nothing().to_owned())
            .exec_without_returning(tx.db())
            .await?;
        tx.commit().await
    }

    /// Writes a mark with the time of now, to see whether anything can be written.
    ///
    /// # Errors
    /// When the database does not answer, or has no room.
    pub(crate) async fn touch_mark(&self, name: &str) -> Result<()> {
        let tx = self.across_for(Actor::System("platform")).await?;
        let sql = "INSERT INTO mark (name, made_at) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET made_at = excluded.made_at";
        tx.execute(sql, [name.into(), tx.now().into()]).await?;
        tx.commit().await
    }

    /// The marks that are set.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn marks(&self) -> Result<HashSet<String>> {
        let read = self.across_read(Actor::System("platform")).await?;
        Ok(read.find::<mark::Entity>().all(read.db()).await?.into_iter().map(|row| row.name).collect())
    }

    /// Invented and real data never share a database, and no page can show the one as the other: a database is marked when the
    /// demonstration first uses it, and is served as what it is or not at all.
    ///
    /// # Errors
    /// When it is the other kind; the message says what to do.
    pub(crate) async fn keep_kinds_apart(&self, demonstration: bool) -> Result<()> {
        let marked = self.marks().await?.contains(DEMONSTRATION);
        let service = self.service();
        match (demonstration, marked) {
            (true, true) | (false, false) => Ok(()),
            (false, true) => Err(anyhow::anyhow!(
                "the database of {service} holds demonstration data: serve it with --demo, or name another database (data_dir, database.url)"
            )
            .into()),
            (true, false) if self.has_told().await? => Err(anyhow::anyhow!(
                "the database of {service} holds real data, so the demonstration does not touch it: name another database (data_dir, database.url)"
            )
            .into()),
            (true, false) => self.set_marks(&[DEMONSTRATION.to_owned()]).await,
        }
    }

    /// Remembers that the demonstration data is made.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn set_demonstrated(&self) -> Result<()> {
        self.set_marks(&[DEMONSTRATED.to_owned()]).await
    }

    /// Whether the demonstration data is made.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn has_demonstrated(&self) -> Result<bool> {
        Ok(self.marks().await?.contains(DEMONSTRATED))
    }

    /// Whether the service has done anything yet that left a trace.
    async fn has_told(&self) -> Result<bool> {
        let read = self.across_read(Actor::System("platform")).await?;
        let told = read.find::<outbox::Entity>().one(read.db()).await?.is_some();
        Ok(told || read.find::<super::system::audit::Entity>().one(read.db()).await?.is_some())
    }
}
