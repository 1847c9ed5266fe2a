//! What waits in a municipality: young people whose follow-up should have been before today. The day begins it, so each night looks; a
//! contact or a closed case ends it, so they look too. Who has a protected identity waits for those who may open it.

use chrono::{DateTime, Utc};
use contracts::Role;
use platform::{Ctx, Result, Waiting, clock::local_date};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};

use crate::{desk::Desk, entities::youth, peaks, register::State};

/// Follow-ups that are late. It says of nobody who it is, nor how many.
pub(crate) static OVERDUE: Waiting =
    Waiting { key: "uka-task-overdue", href: "/uka?state=overdue", role: Role::CaseOfficer };
/// Those of people with a protected identity.
pub(crate) static PROTECTED: Waiting =
    Waiting { key: "uka-task-protected", href: "/uka?state=overdue", role: Role::Administrator };

/// Tells when the first follow-up becomes late, and when none is any more. Called once in a transaction, when no more rows are locked.
pub(crate) async fn look(desk: &Desk) -> Result<()> {
    // What is invented passes through years of acts, and is looked at when it is done.
    if desk.at.is_some() {
        return Ok(());
    }
    for (what, protected) in [(&OVERDUE, false), (&PROTECTED, true)] {
        let late = async {
            let today = local_date(desk.tx.now());
            let late = desk.tx.find::<youth::Entity>().filter(State::Overdue.condition(today));
            let late = late.filter(youth::Column::Protected.eq(protected));
            Ok(desk.tx.subscribed(today).await? && late.count(desk.tx.db()).await? > 0)
        };
        desk.tx.waits(what, late).await?;
    }
    Ok(())
}

/// Every night, in every municipality that has registered somebody; one that fails keeps no other waiting.
pub(crate) async fn look_everywhere(ctx: Ctx, _planned: DateTime<Utc>) -> Result<()> {
    let mut failed = Ok(());
    for tenant in peaks::tenants(&ctx).await? {
        let look = async {
            let desk = Desk::of_system(&ctx, &tenant, "waiting").await?;
            look(&desk).await?;
            desk.tx.commit().await
        };
        if let Err(error) = look.await {
            tracing::error!(%tenant, error = error.full(), "late follow-ups can't be looked for");
            failed = Err(error);
        }
    }
    failed
}
