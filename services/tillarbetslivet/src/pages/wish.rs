//! `/tillarbetslivet/wishes/{wish}`: one choice, where the coordinator confirms the pupil on the seat.

use std::collections::HashMap;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{Caller, Ctx, Read, Result, View, clock::local_date, extract::Path};
use ui::{Button, Card, Facts, Form as UiForm, Notice, Page};
use uuid::Uuid;

use super::common::{Shown, period, place, pupil_name, refusal, seats, wish_badge, wish_table};
use crate::{
    domain::placing::{Refusal, Wish},
    entities::{offer, pupil, wish},
    failure::{Failure, finish},
    permissions::PLACE,
    placing, reading,
    wishing::state,
};

pub(crate) async fn show(State(ctx): State<Ctx>, view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(view.page(page(&view, &caller, &read, id, None).await?))
}

pub(crate) async fn confirm(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let tx = ctx.store.begin(&caller).await?;
    let result = placing::confirm(&tx, id).await;
    let refused = match finish(&ctx, &caller, tx, ("confirmation", &id.to_string()), result).await {
        Ok(row) => {
            return Ok(Redirect::to(&format!("/tillarbetslivet/placements/{}/receipt", row.id)).into_response());
        }
        Err(Failure::Failed(error)) => return Err(error),
        Err(Failure::Refused(refused)) => refused,
    };
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(view.refused(page(&view, &caller, &read, id, Some(refused)).await?))
}

async fn page(view: &View, caller: &Caller, read: &Read, id: Uuid, refused: Option<Refusal>) -> Result<Page> {
    let today = local_date(view.ctx.clock.now());
    let row = read.get::<wish::Entity>(id).await?;
    let pupil = read.get::<pupil::Entity>(row.pupil).await?;
    let others = reading::others(read, &row).await?;
    let wanted = others.iter().map(|other| other.offer).chain([row.offer]).collect();
    let offers = reading::offers_of(read, wanted).await?;
    let offer = offers.get(&row.offer).cloned().ok_or(platform::Error::NotFound)?;
    let mut page = Page::new(view.ta("tillarbetslivet-wish-title", &[("pupil", pupil.reference.as_str().into())]))
        .crumb(view.t("service-tillarbetslivet"), "/tillarbetslivet")
        .crumb(view.t("tillarbetslivet-wishes"), "/tillarbetslivet/wishes?status=open")
        .lead(view.ta(
            &format!("tillarbetslivet-wish-lead-{}", state(&row).name()),
            &[("rank", row.rank.into()), ("place", place(&offer).into())],
        ));
    let tried = refused.is_some();
    let known = match refused {
        Some(refused) => Some(refused),
        None if state(&row) == Wish::Open => in_the_way(read, today, &row, &pupil, &offer).await?,
        None => None,
    };
    match (&known, tried) {
        (Some(why), true) => page = page.body(Notice::error(view.lang, refusal(view, why)).alert()),
        (Some(why), false) => page = page.body(Notice::warning(view.lang, refusal(view, why))),
        (None, _) if state(&row) == Wish::Open && caller.may(&PLACE) => {
            let form = UiForm::post(view.lang, format!("/tillarbetslivet/wishes/{id}/confirmation"))
                .button(Button::submit(view.t("tillarbetslivet-confirm")))
                .note(view.t("tillarbetslivet-confirm-note"));
            page = page.body(Card::new(view.t("tillarbetslivet-confirm-title")).body(form));
        }
        (None, _) => {}
    }
    let days = reading::prao_days(read, pupil.id).await?;
    page = page.body(Card::new(view.t("tillarbetslivet-wish-facts")).body(facts(view, &row, &pupil, &offer, days)));
    if others.is_empty() {
        return Ok(page);
    }
    let title = view.t("tillarbetslivet-wish-others");
    let table = wish_table(view, title.clone(), Shown::Place, &others, (&HashMap::new(), &offers)).caption_hidden();
    Ok(page.body(Card::new(title).body(table).flush()))
}

/// What would refuse the confirmation now, told before somebody tries.
async fn in_the_way(
    read: &Read,
    today: chrono::NaiveDate,
    row: &wish::Model,
    pupil: &pupil::Model,
    offer: &offer::Model,
) -> Result<Option<Refusal>> {
    match placing::may_confirm(read, today, row, pupil, offer).await {
        Ok(()) if offer.taken >= offer.seats => Ok(Some(Refusal::Full { seats: offer.seats })),
        Ok(()) => Ok(None),
        Err(Failure::Refused(refused)) => Ok(Some(refused)),
        Err(Failure::Failed(error)) => Err(error),
    }
}

fn facts(view: &View, row: &wish::Model, pupil: &pupil::Model, offer: &offer::Model, days: usize) -> Facts {
    let word = |key: &str| view.t(&format!("tillarbetslivet-column-{key}"));
    let link = ui::TextLink::new(place(offer), format!("/tillarbetslivet/offers/{}", offer.id));
    let mut facts = Facts::new()
        .row(word("status"), wish_badge(view, state(row)))
        .row(word("pupil"), pupil_name(view, Some(pupil)))
        .row(word("grade"), view.t(&format!("tillarbetslivet-grade-{}", pupil.grade)))
        .row(word("rank"), row.rank.to_string())
        .row(word("place"), link)
        .row(word("period"), period(view, offer.first_day, offer.last_day))
        .row(word("taken"), seats(view, offer));
    if offer.kind == "prao" {
        let days = i64::try_from(days).unwrap_or(0);
        facts = facts.row(word("prao-days"), view.ta("tillarbetslivet-prao-days", &[("days", days.into())]));
    }
    facts.row(word("wished"), ui::time_tag(view.lang, row.wished_at))
}
