//! `/portal/operations/backups`: the backups that lie in the configured folder.

use axum::{extract::State, response::Response};
use platform::{
    Ctx, Result, View,
    backup::{self, Kept},
};
use ui::{Badge, Card, Cell, Column, Empty, Explain, Html, Icon, Notice, Table, minute_tag};

use super::{age_text, bytes_text, draw};
use crate::domain::operations::{Backups, backups};

/// `GET /portal/operations/backups`.
pub async fn page(State(ctx): State<Ctx>, view: View) -> Result<Response> {
    let (kept, unread) = match backup::shelf(&ctx.config).await {
        Ok(kept) => (kept, None),
        // A folder that has gone is something for this page to say, not a fault of it.
        Err(error) => (Some(Vec::new()), Some(error.full())),
    };
    let limit = ctx.config.backup.warn_after_hours;
    let standing = backups(kept.as_deref(), limit, ctx.clock.now());
    let age = |seconds: i64| view.ta("portal-operations-backups-lead", &[("age", age_text(&view, seconds).into())]);
    let lead = match standing {
        Backups::Nowhere => view.t("portal-operations-backups-nowhere"),
        Backups::None => view.t("portal-operations-backups-none"),
        Backups::Old(seconds) | Backups::Fresh(seconds) => age(seconds),
    };
    let mut page = draw(&view, "backups", lead);
    if let Some(why) = unread {
        page = page.body(Notice::error(view.lang, view.ta("portal-operations-backups-unread", &[("why", why.into())])));
    }
    let warned = match standing {
        Backups::Old(_) => Some(view.ta("portal-operations-backups-warn", &[("hours", limit.into())])),
        Backups::None => Some(view.t("portal-operations-backups-make")),
        Backups::Nowhere => Some(view.t("portal-operations-backups-configure")),
        Backups::Fresh(_) => None,
    };
    if let Some(text) = warned {
        page = page.body(Notice::warning(view.lang, text));
    }
    let table = table(&view, kept.as_deref().unwrap_or_default());
    let page = page.body(Card::new(view.t("portal-operations-backups-title")).flush().body(table));
    Ok(view.page(page.body(
        Explain::new(view.lang, view.t("portal-operations-backups-explain")).title(view.t("portal-operations-know")),
    )))
}

fn table(view: &View, kept: &[Kept]) -> Table {
    let table = Table::new(view.lang, view.t("portal-operations-backups-title"))
        .caption_hidden()
        .column(Column::text(view.t("portal-operations-backup-name")))
        .column(Column::text(view.t("portal-operations-backup-made")))
        .column(Column::number(view.t("portal-operations-backup-size")))
        .column(Column::text(view.t("portal-operations-database")))
        .column(Column::text(view.t("portal-operations-version")))
        .column(Column::text(view.t("portal-operations-backup-checked")))
        .column(Column::text(view.t("portal-operations-backup-restored")))
        .empty(Empty::new(Icon::Inbox, view.t("portal-operations-backups-none")));
    let time = |at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map_or_else(|| Cell::text(view.t("portal-operations-never")), |at| Cell::from(minute_tag(at)))
    };
    kept.iter().fold(table, |table, one| {
        let made = match one.created_at {
            Some(at) => Cell::from(minute_tag(at)),
            None => Cell::badge(Badge::error(view.t("portal-operations-backup-broken"))),
        };
        table.row([
            Cell::from(Html::text(&one.name)),
            made,
            Cell::text(bytes_text(one.size)),
            Cell::text(one.database.as_deref().unwrap_or_default()),
            Cell::text(one.version.as_deref().unwrap_or_default()),
            time(one.checked_at),
            time(one.restored_at),
        ])
    })
}
