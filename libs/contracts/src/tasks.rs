//! What waits for whom: the facts that the portal's first page lives on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Event, Role};

/// Something waits for people of one role. The envelope's tenant is their organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TaskOpened {
    /// The task's id, named again when it closes.
    pub task: Uuid,
    /// The service that it belongs to.
    pub service: String,
    /// Key of the task's title and sentence in the service's resource files (`<key>` and `<key>-note`).
    pub text: String,
    /// Values for the text: amounts in öre end in `-ore`, dates in `-date`; never a person's name.
    pub values: std::collections::BTreeMap<String, String>,
    /// The page where it is done.
    pub href: String,
    /// Whose it is.
    pub role: Role,
    /// When it must be done.
    pub due: Option<DateTime<Utc>>,
    /// The actor who may not do it (a second person must).
    pub not_by: Option<Uuid>,
}

impl Event for TaskOpened {
    const SERVICE: &'static str = "tasks";
    const NAME: &'static str = "opened";

    fn key(&self) -> String {
        format!("task/{}", self.task)
    }

    fn sample() -> Self {
        Self {
            task: Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057),
            service: "billing".into(),
            text: "billing-task-approve".into(),
            values: [("service".to_owned(), "bibblix".to_owned())].into(),
            href: "/billing/runs/01890a5d-ac96-774b-bcce-b302099a8057".into(),
            role: Role::Finance,
            due: None,
            not_by: None,
        }
    }
}

/// A task is done or no longer needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TaskClosed {
    /// The task's id.
    pub task: Uuid,
}

impl Event for TaskClosed {
    const SERVICE: &'static str = "tasks";
    const NAME: &'static str = "closed";

    fn key(&self) -> String {
        format!("task/{}", self.task)
    }

    fn sample() -> Self {
        Self { task: Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057) }
    }
}
