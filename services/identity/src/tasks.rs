//! Mail to those for whom something waits.

use chrono::TimeDelta;
use contracts::{
    Envelope,
    tasks::{TaskClosed, TaskOpened},
};
use platform::{Actor, Ctx, Result, Tx, mail::Letter};
use ui::Lang;

use crate::domain::role;

/// What is older is no news: a log that is read again sends no mail.
const NEWS_FOR: TimeDelta = TimeDelta::days(1);
/// A task that is done at once is not written about.
const THOUGHT: TimeDelta = TimeDelta::seconds(15);
const WAITED_FOR: &str = "SELECT DISTINCT p.email AS email FROM identity_grant g JOIN identity_person p ON p.id = g.person \
    WHERE g.tenant = $1 AND g.role = $2 AND g.support IS NULL AND (g.service IS NULL OR g.service = $3) AND p.mailed AND p.email IS NOT NULL \
    AND p.id <> $4 ORDER BY p.email";

/// Writes to everybody who may do the task. The mail says where to look and nothing of what is there: it may be read by others.
pub async fn opened(ctx: Ctx, tx: Tx, event: Envelope<TaskOpened>) -> Result<()> {
    let TaskOpened { service, href, role, not_by, .. } = &event.data;
    if event.time + NEWS_FOR < tx.now() || !role::fits(*role, &event.tenant) {
        return Ok(());
    }
    // Persons belong to their home organisations, so the roles of one organisation are looked up across them.
    let across = ctx.store.across_read(Actor::System("task-mail")).await?;
    let values =
        [event.tenant.as_str().into(), role.name().into(), service.as_str().into(), not_by.unwrap_or_default().into()];
    let rows = across.query(WAITED_FOR, values).await?;
    drop(across);
    let origin = ctx.config.http.origin();
    let text = |lang: Lang| {
        let values: [(&str, ui::Arg<'_>); 3] = [
            ("service", ctx.site.title(lang, service).into()),
            ("address", format!("{origin}{href}").into()),
            ("account", format!("{origin}/identity/account").into()),
        ];
        ctx.site.texts.words(lang).ta("identity-mail-text", &values)
    };
    let subject = ctx.site.texts.t(Lang::Sv, "identity-mail-subject");
    let letter = format!("{}\n\n--\n{}\n", text(Lang::Sv), text(Lang::En));
    for row in &rows {
        let to = row.try_get("", "email")?;
        let (subject, text, about) = (subject.clone(), letter.clone(), Some(event.data.task));
        tx.mail(Letter { to, subject, text, about, after: THOUGHT }).await?;
    }
    Ok(())
}

/// Whoever has not been written to yet need not be any more.
pub async fn closed(_: Ctx, tx: Tx, event: Envelope<TaskClosed>) -> Result<()> {
    tx.take_back(event.data.task).await
}
