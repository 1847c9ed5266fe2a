//! What waits for a municipality's case officers: young people whose follow-up should have been before today. The day begins it, so
//! each night looks; a contact or a closed case ends it, so they look too.

use chrono::{DateTime, Utc};
use contracts::Role;
use platform::{Ctx, Result, Waiting, clock::local_date};
use sea_orm::{PaginatorTrait, QueryFilter};

use crate::{desk::Desk, entities::youth, peaks, register::State};

/// Follow-ups that are late. It says of nobody who it is, nor how many.
pub(crate) static OVERDUE: Waiting =
    Waiting { key: "uka-task-overdue", href: "/uka?state=overdue", role: Role::CaseOfficer };

/// Tells when the first follow-up becomes late, and when none is any more. Called once in a transaction, when no more rows are locked.
pub(crate) async fn look(desk: &Desk) -> Result<()> {
    // What is invented passes through years of acts, and is looked at when it is done.
    if desk.at.is_some() {
        return Ok(());
    }
    let late = async {
        let today = local_date(desk.tx.now());
        let late = desk.tx.find::<youth::Entity>().filter(State::Overdue.condition(today));
        Ok(desk.tx.subscribed(today).await? && late.count(desk.tx.db()).await? > 0)
    };
    desk.tx.waits(&OVERDUE, late).await
}

/// Every night, in every municipality that has registered somebody.
pub(crate) async fn look_everywhere(ctx: Ctx, _planned: DateTime<Utc>) -> Result<()> {
    for tenant in peaks::tenants(&ctx).await? {
        let desk = Desk::of_system(&ctx, &tenant, "waiting").await?;
        look(&desk).await?;
        desk.tx.commit().await?;
    }
    Ok(())
}
