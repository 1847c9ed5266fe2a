//! What the forms of a young person's page are sent to.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Ctx, Error, Result, View,
    clock::local_date,
    extract::{Form, Path},
};
use uuid::Uuid;

use super::{
    common::{Said, Sent},
    youth,
};
use crate::{
    cases,
    desk::Desk,
    domain::{
        codes::{self, Closing, MeasureKind, Outcome, Way},
        refusal::Refusal,
    },
    entities::measure,
    failure::Failure,
    follow::{self, NewContact},
};

/// A form on its way, and whose page it stands on.
struct Act<'a> {
    ctx: &'a Ctx,
    view: &'a View,
    caller: &'a Caller,
    youth: Uuid,
    said: Said,
}

impl Act<'_> {
    /// The page with what is wrong.
    async fn refused(self) -> Result<Response> {
        let page = youth::page(self.ctx, self.view, self.caller, self.youth, &self.said).await?;
        Ok(self.view.refused(page))
    }

    /// Back to the page, or the page with what forbids it. Who may not open a protected identity is told on a page without it.
    async fn answer<T>(mut self, desk: Desk, result: Result<T, Failure>) -> Result<Response> {
        match desk.finish_on(self.ctx, self.caller, self.youth, result).await {
            Ok(_) => Ok(Redirect::to(&format!("/uka/youths/{}", self.youth)).into_response()),
            Err(Failure::Failed(error)) => Err(error),
            Err(Failure::Refused(refused @ Refusal::ProtectedIdentity)) => Err(refused.into()),
            Err(Failure::Refused(refused)) => {
                self.said.refuse(self.view, &refused);
                self.refused().await
            }
        }
    }
}

pub(crate) async fn contact(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(youth): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let mut act = Act { ctx: &ctx, view: &view, caller: &caller, youth, said: Said::new("contact", sent) };
    let now = ctx.clock.now();
    let day = act.said.day(&view, "day", Some(local_date(now)));
    let next = act.said.day(&view, "next", None);
    let (way, outcome) = (act.said.code(&view, "way", Way::parse), act.said.code(&view, "outcome", Outcome::parse));
    let text = act.said.get("note").to_owned();
    let note = codes::note(&text);
    if note.is_err() {
        act.said.errors.insert("note", view.t("uka-note-wrong"));
    }
    let (Some(day), Some(way), Some(outcome), Ok(note), true) = (day, way, outcome, note, act.said.is_good()) else {
        return act.refused().await;
    };
    let desk = Desk::open(&ctx, &caller).await?;
    let result = follow::record(&desk, youth, NewContact { day, way, outcome, note, next }).await;
    act.answer(desk, result).await
}

pub(crate) async fn start_measure(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(youth): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let mut act = Act { ctx: &ctx, view: &view, caller: &caller, youth, said: Said::new("measure", sent) };
    let starts = act.said.day(&view, "starts", Some(local_date(ctx.clock.now())));
    let ends = act.said.day(&view, "ends", None);
    let kind = act.said.code(&view, "kind", MeasureKind::parse);
    let (Some(starts), Some(kind), true) = (starts, kind, act.said.is_good()) else {
        return act.refused().await;
    };
    let desk = Desk::open(&ctx, &caller).await?;
    let result = follow::start(&desk, youth, kind, starts, ends).await;
    act.answer(desk, result).await
}

pub(crate) async fn end_measure(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(mut sent): Form<Sent>,
) -> Result<Response> {
    let desk = Desk::open(&ctx, &caller).await?;
    let whose = desk.tx.get::<measure::Entity>(id).await?.youth;
    if let Some(ends) = sent.remove(&youth::ends_name(id)) {
        sent.insert("ends".into(), ends);
    }
    sent.insert("measure".into(), id.to_string());
    let mut act = Act { ctx: &ctx, view: &view, caller: &caller, youth: whose, said: Said::new("end", sent) };
    let Some(ends) = act.said.day(&view, "ends", Some(local_date(ctx.clock.now()))) else {
        drop(desk);
        return act.refused().await;
    };
    let result = follow::end(&desk, id, ends).await;
    act.answer(desk, result).await
}

pub(crate) async fn close(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(youth): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let mut act = Act { ctx: &ctx, view: &view, caller: &caller, youth, said: Said::new("close", sent) };
    let Some(reason) = act.said.code(&view, "reason", Closing::parse) else {
        return act.refused().await;
    };
    let desk = Desk::open(&ctx, &caller).await?;
    let result = cases::close(&desk, youth, reason).await;
    act.answer(desk, result).await
}

/// Who marks somebody and may not open such a record is led to the list.
pub(crate) async fn protect(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(youth): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let protected = match sent.get("protected").map(String::as_str) {
        Some("true") => true,
        Some("false") => false,
        _ => return Err(Error::invalid("protected", "is true or false")),
    };
    let desk = Desk::open(&ctx, &caller).await?;
    let sees = desk.opens_protected();
    let result = cases::protect(&desk, youth, protected).await;
    desk.finish(result).await?;
    let to = if protected && !sees { "/uka/registered".to_owned() } else { format!("/uka/youths/{youth}") };
    Ok(Redirect::to(&to).into_response())
}
