//! One's own sessions.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{Caller, Result, View, extract::Path};
use ui::{Actions, Badge, Button, Cell, Column, Form, Page, Table, minute_tag};
use uuid::Uuid;

use crate::{permissions::SESSIONS, sessions};

pub async fn list(view: View, caller: Caller) -> Result<Response> {
    let rows = sessions::of_person(&view.ctx, caller.session().actor).await?;
    let count = rows.len();
    let mut table = Table::new(view.lang, view.t("identity-sessions"))
        .caption_hidden()
        .column(Column::text(view.t("identity-sessions-begun")))
        .column(Column::text(view.t("identity-sessions-used")))
        .column(Column::text(view.t("identity-sessions-assurance")))
        .column(Column::text(view.t("identity-sessions-act")))
        .empty(view.t("identity-sessions-none"));
    for row in rows {
        let assurance = view.t(if row.assurance == "loa3" { "identity-level-3" } else { "identity-level-2" });
        let act: ui::Html = if row.id == caller.session().id {
            Badge::good(view.t("identity-sessions-this")).into()
        } else {
            let end = Button::submit(view.t("identity-sessions-end")).secondary().small();
            Form::post(view.lang, format!("/identity/sessions/{}/end", row.id)).inline().button(end).into()
        };
        table = table.row([
            Cell::from(minute_tag(row.created_at)),
            Cell::from(minute_tag(row.last_used_at)),
            Cell::text(assurance),
            Cell::from(act),
        ]);
    }
    let mut page = Page::new(view.t("identity-sessions"))
        .lead(view.ta("identity-sessions-lead", &[("count", count.into())]))
        .body(table);
    if count > 1 {
        let button = Button::submit(view.t("identity-sessions-end-others")).danger();
        page = page.body(
            Actions::new().button(Form::post(view.lang, "/identity/sessions/end-others").inline().button(button)),
        );
    }
    Ok(view.page(page))
}

pub async fn end(view: View, caller: Caller, Path(session): Path<Uuid>) -> Result<Response> {
    let administered = caller.may(&SESSIONS).then(|| caller.tenant().clone());
    sessions::end(&view.ctx, session, caller.session().actor, administered.as_ref()).await?;
    Ok(Redirect::to("/identity/sessions").into_response())
}

pub async fn end_others(view: View, caller: Caller) -> Result<Response> {
    let session = caller.session();
    sessions::end_others(&view.ctx, session.actor, session.id, caller.tenant()).await?;
    Ok(Redirect::to("/identity/sessions").into_response())
}
