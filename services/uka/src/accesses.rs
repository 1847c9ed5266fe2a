//! The access log: those rows of the municipality's audit log that say who has met whom, and why. So it is sealed, searched, followed
//! up and pruned like all of the log, and nobody can change it.

use chrono::{DateTime, Utc};
use platform::{Paging, Result, store::system::audit};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::desk::Desk;

/// What the acts of its rows begin with; [`crate::desk::Why`] ends them.
pub(crate) const ACT: &str = "uka.why.";

/// What a row notes beside the log's own columns.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Noted {
    /// The name of who acted, as it was then.
    pub who: String,
    /// Whether the identity was protected then, for the rules that follow up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub protected: bool,
    /// The rule that forbade it, of what was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// A line of somebody's access log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Access {
    pub at: DateTime<Utc>,
    pub actor: String,
    pub who: String,
    pub why: String,
}

impl Access {
    pub(crate) fn of(row: audit::Model) -> Self {
        let who = serde_json::from_str(&row.detail).map_or_else(|_| String::new(), |noted: Noted| noted.who);
        let why = row.action.strip_prefix(ACT).unwrap_or(&row.action).to_owned();
        Self { at: row.at, actor: row.actor, who, why }
    }
}

/// A page of who has seen or changed somebody's record, the latest first, and how many lines there are.
pub(crate) async fn of(desk: &Desk, youth: Uuid, paging: Paging) -> Result<(Vec<Access>, u64)> {
    let rows = desk.tx.find::<audit::Entity>().filter(audit::Column::Object.eq(youth.to_string()));
    let rows = rows.filter(audit::Column::Action.starts_with(ACT));
    let total = rows.clone().count(desk.tx.db()).await?;
    let rows = rows.order_by_desc(audit::Column::At).order_by_desc(audit::Column::Id);
    let (_, limit) = paging.parts();
    let rows = rows.offset(paging.offset()).limit(limit).all(desk.tx.db()).await?;
    Ok((rows.into_iter().map(Access::of).collect(), total))
}
