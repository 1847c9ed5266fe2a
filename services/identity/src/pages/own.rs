//! What is one's own: mail about what waits, and the places where one is signed in.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Caller, Result, View,
    extract::{Form as FormOf, Path},
    page::with_return,
};
use serde::Deserialize;
use ui::{Actions, Badge, Button, Card, Cell, Column, Field, Form, Page, Table, minute_tag};
use uuid::Uuid;

use crate::{permissions::SESSIONS, sessions};

pub async fn show(view: View, caller: Caller) -> Result<Response> {
    let page = Page::new(view.t("identity-account"))
        .lead(view.ta("identity-account-lead", &[("name", (&caller.session().name).into())]));
    let page = page.body(letters(&view, &caller).await?);
    Ok(view.page(signed_in(&view, &caller, page).await?))
}

/// Whether one wants mail, and to which address; machines have neither.
async fn letters(view: &View, caller: &Caller) -> Result<Card> {
    let person = sessions::person(&view.ctx, caller.session().actor).await?;
    let card = Card::new(view.t("identity-mail"));
    let Some(email) = person.as_ref().and_then(|person| person.email.as_ref()) else {
        return Ok(card.body(ui::Html::paragraph(view.t("identity-mail-no-address"))));
    };
    let mailed = person.as_ref().is_some_and(|person| person.mailed);
    let form = Form::post(view.lang, "/identity/account/mail")
        .field(
            Field::checkbox("mailed", view.t("identity-mail-want"), mailed)
                .hint(view.ta("identity-mail-hint", &[("address", email.into())])),
        )
        .button(Button::submit(view.t("identity-mail-save")));
    Ok(card.body(form))
}

#[derive(Debug, Deserialize)]
pub struct Wanted {
    /// A box that is not ticked is not sent.
    #[serde(default)]
    mailed: String,
}

pub async fn mail(view: View, caller: Caller, FormOf(wanted): FormOf<Wanted>) -> Result<Response> {
    sessions::want_mail(&view.ctx, &caller, !wanted.mailed.is_empty()).await?;
    Ok(Redirect::to("/identity/account").into_response())
}

async fn signed_in(view: &View, caller: &Caller, page: Page) -> Result<Page> {
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
    let lead = ui::Html::paragraph(view.ta("identity-sessions-lead", &[("count", count.into())]));
    let mut page = page.body(Card::new(view.t("identity-sessions")).body(lead).body(table));
    if count > 1 {
        let button = Button::submit(view.t("identity-sessions-end-others")).danger();
        page = page.body(
            Actions::new().button(Form::post(view.lang, "/identity/sessions/end-others").inline().button(button)),
        );
    }
    Ok(page)
}

/// The way to a fresh sign-in, and back to the page that shows the sessions.
fn anew() -> Response {
    Redirect::to(&with_return("/identity/step-up", "/identity/account")).into_response()
}

pub async fn end(view: View, caller: Caller, Path(session): Path<Uuid>) -> Result<Response> {
    if !sessions::may_end(&caller, Some(session), view.ctx.clock.now()) {
        return Ok(anew());
    }
    let administered = caller.may(&SESSIONS).then(|| caller.tenant().clone());
    sessions::end(&view.ctx, session, caller.session().actor, administered.as_ref()).await?;
    Ok(Redirect::to("/identity/account").into_response())
}

pub async fn end_others(view: View, caller: Caller) -> Result<Response> {
    let session = caller.session();
    if !sessions::may_end(&caller, None, view.ctx.clock.now()) {
        return Ok(anew());
    }
    sessions::end_others(&view.ctx, session.actor, session.id, caller.tenant()).await?;
    Ok(Redirect::to("/identity/account").into_response())
}
