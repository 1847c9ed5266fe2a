//! Progress while a run is being rated, as server-sent events; without scripts the page shows the state when it was loaded.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State as Ambient,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;
use platform::{Across, Caller, Ctx, Result, View, extract::Path, store::Actor};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};
use ui::{Actions, Button, Html, Notice, Progress, live};
use uuid::Uuid;

use super::{At, State, path};
use crate::runs::{
    entities::{part, run},
    read,
};

/// Where progress is shown.
const SLOT: &str = "run-progress";
const PAUSE: Duration = Duration::from_secs(1);
/// Asked of the browser when there is no more to tell.
const RARELY: Duration = Duration::from_hours(1);

/// How far a run is.
pub(super) struct Progressed {
    run: run::Model,
    state: State,
    rated: u64,
}

/// Reads how far a run is.
pub(super) async fn progressed(across: &Across, id: Uuid) -> Result<Progressed> {
    let run = read::run(across, id).await?;
    let rated =
        across.find::<part::Entity>().filter(part::Column::Run.eq(id)).filter(part::Column::RatedAt.is_not_null());
    let rated = rated.count(across.db()).await?;
    Ok(Progressed { state: run.state.parse()?, run, rated })
}

/// The region of the page that listens.
pub(super) fn region(view: &View, now: &Progressed) -> Html {
    live::region(format!("/billing/runs/{}/live", now.run.id), live::slot(SLOT, body(view, now)))
}

fn body(view: &View, now: &Progressed) -> Html {
    let total = u64::try_from(now.run.users).unwrap_or(0);
    let note = if now.state == State::Preparing { "billing-run-progress-note" } else { "billing-run-progress-done" };
    let bar =
        Progress::new(view.lang, view.t("billing-run-progress"), now.rated, total).id("run-bar").note(view.t(note));
    let html = Html::new().with(bar);
    if let Some(problem) = &now.run.problem {
        return html.with(Notice::error(view.lang, view.ta("billing-run-problem", &[("problem", problem.into())])));
    }
    let button = match now.state {
        State::Preparing => Button::link(view.t("billing-run-refresh"), path(now.run.id, At::Calculation)).secondary(),
        _ => Button::link(view.t("billing-run-to-preview"), path(now.run.id, At::Preview)),
    };
    html.with(Actions::new().button(button))
}

enum Next {
    Look,
    Wait,
    End,
}

/// `GET /billing/runs/{run}/live`.
pub(super) async fn stream(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a billing run is followed").await?;
    read::run(&across, id).await?;
    across.commit().await?;
    let events = stream::unfold((Next::Look, ctx, view), move |(next, ctx, view)| async move {
        match next {
            Next::End => return None,
            Next::Wait => tokio::select! {
                () = ctx.stop().cancelled() => return None,
                () = tokio::time::sleep(PAUSE) => {}
            },
            Next::Look => {}
        }
        let now = match look(&ctx, id).await {
            Ok(now) => now,
            Err(error) => {
                tracing::warn!(error = error.full(), "progress could not be read");
                return None;
            }
        };
        let event = Event::default().data(live::part(SLOT, body(&view, &now)).into_string());
        let going = now.state == State::Preparing && now.run.problem.is_none();
        let (event, next) = if going { (event, Next::Wait) } else { (event.retry(RARELY), Next::End) };
        Some((Ok::<_, Infallible>(event), (next, ctx, view)))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()).into_response())
}

async fn look(ctx: &Ctx, id: Uuid) -> Result<Progressed> {
    progressed(&ctx.store.across_read(Actor::System("billing run")).await?, id).await
}
