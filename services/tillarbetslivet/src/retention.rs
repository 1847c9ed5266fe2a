//! What may no longer be kept: when the school year of a pupil's latest placement is over, the pupil, her choices the link
//! between her and a workplace, and those who were invited to it go. What was charged stays, without anybody's name.

use chrono::NaiveDate;
use platform::{Actor, Ctx, Result};

use crate::inviting;

/// Forgets pupils whose school year ended before the day; tells how many.
pub(crate) async fn forget_pupils(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    let across = ctx.store.across_for(Actor::System("retention")).await?;
    let gone = "SELECT tenant, id FROM tillarbetslivet_pupil WHERE keep_until < $1";
    let over = format!("(tenant, pupil) IN ({gone})");
    inviting::forget(&across, gone, today).await?;
    let unlink = format!("UPDATE tillarbetslivet_placement SET pupil = NULL, wish = NULL WHERE {over}");
    across.execute(&unlink, [today.into()]).await?;
    across.execute(&format!("DELETE FROM tillarbetslivet_wish WHERE {over}"), [today.into()]).await?;
    let forgotten = across.execute("DELETE FROM tillarbetslivet_pupil WHERE keep_until < $1", [today.into()]).await?;
    across.commit().await?;
    Ok(forgotten)
}
