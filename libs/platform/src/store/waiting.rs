//! What waits in an organisation as long as something is so: somebody to be followed up, a choice to be confirmed. It is told once when
//! it begins and once when it ends, however many acts pass between.

use std::collections::BTreeMap;

use contracts::{
    Role,
    tasks::{TaskClosed, TaskOpened},
};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

use super::Tx;
use crate::{error::Result, id};

/// A kind of work that waits. A service declares it with [`crate::Module::waits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Key of its title in the service's resource files; its sentence is `<key>-note`.
    pub key: &'static str,
    /// The page where it is done.
    pub href: &'static str,
    /// Whose it is.
    pub role: Role,
}

impl Tx {
    /// Looks whether work waits, and tells when that is new: called last in every act that may begin or end it, and each night where
    /// the day itself does. The row is locked before the look, so that of two acts at once the second sees what the first has done.
    ///
    /// # Errors
    /// When the database does not answer, or what `look` says.
    pub async fn waits(&self, what: &Waiting, look: impl Future<Output = Result<bool>>) -> Result<()> {
        let open = self.waiting_row(what).await?;
        let waits = look.await?;
        match (open, waits) {
            (None, true) => {
                let task = id::new();
                self.set_waiting(what, Some(task)).await?;
                let service = self.service().to_owned();
                let (text, href, role, values) = (what.key.into(), what.href.into(), what.role, BTreeMap::new());
                self.emit(TaskOpened { task, service, text, values, href, role, due: None, not_by: None }).await?;
            }
            (Some(task), false) => {
                self.set_waiting(what, None).await?;
                self.emit(TaskClosed { task }).await?;
            }
            (None, false) | (Some(_), true) => {}
        }
        Ok(())
    }

    /// The open task, if there is one; the row is made when it is missing, and locked.
    async fn waiting_row(&self, what: &Waiting) -> Result<Option<Uuid>> {
        let sql = "INSERT INTO waiting (tenant, name, task) VALUES ($1, $2, NULL) \
                   ON CONFLICT (tenant, name) DO UPDATE SET name = excluded.name RETURNING task";
        let row = self.db().query_one_raw(self.about_waiting(sql, what, [])).await?;
        Ok(row.map(|row| row.try_get("", "task")).transpose()?.flatten())
    }

    async fn set_waiting(&self, what: &Waiting, task: Option<Uuid>) -> Result<()> {
        let sql = "UPDATE waiting SET task = $3 WHERE tenant = $1 AND name = $2";
        self.db().execute_raw(self.about_waiting(sql, what, [task.into()])).await?;
        Ok(())
    }

    fn about_waiting<const N: usize>(&self, sql: &str, what: &Waiting, more: [Value; N]) -> Statement {
        let values = [self.tenant().as_str().into(), what.key.into()].into_iter().chain(more);
        Statement::from_sql_and_values(self.db().get_database_backend(), sql, values)
    }
}
