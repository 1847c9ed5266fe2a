//! `/tillarbetslivet/placements/{placement}`: one confirmed placement, its receipt, and cancelling it before it begins.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{Caller, Ctx, Read, Result, View, clock::local_date, extract::Path};
use ui::{Button, Card, Confirmation, Facts, Form as UiForm, Notice, Page, format};
use uuid::Uuid;

use super::{
    approvals::{self, Sent},
    common::{period, place, pupil_name, refusal},
};
use crate::{
    domain::approval::About,
    domain::placing::Refusal,
    entities::{offer, party, placement, pupil},
    failure::{Failure, finish},
    inviting, offering,
    permissions::PLACE,
    placing, reading,
};

/// A placement with what it is about.
struct Found {
    row: placement::Model,
    offer: offer::Model,
    pupil: Option<pupil::Model>,
    /// Who was invited from outside to approve it.
    parties: Vec<party::Model>,
}

async fn find(read: &Read, id: Uuid) -> Result<Found> {
    let row = read.get::<placement::Entity>(id).await?;
    let offer = read.get::<offer::Entity>(row.offer).await?;
    let pupil = match row.pupil {
        Some(pupil) => Some(read.get::<pupil::Entity>(pupil).await?),
        None => None,
    };
    let parties = inviting::parties(read, id).await?;
    Ok(Found { row, offer, pupil, parties })
}

pub(crate) async fn show(State(ctx): State<Ctx>, view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let found = find(&ctx.store.read(caller.tenant()).await?, id).await?;
    Ok(view.page(page(&view, &caller, &found, None)))
}

/// The page again with why somebody was not invited or reminded.
pub(super) async fn refused(view: &View, caller: &Caller, id: Uuid, (why, sent): (Refusal, &Sent)) -> Result<Response> {
    let found = find(&view.ctx.store.read(caller.tenant()).await?, id).await?;
    Ok(view.refused(page(view, caller, &found, Some((&why, Some(sent))))))
}

/// The receipt after a confirmation.
pub(crate) async fn receipt(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let read = ctx.store.read(caller.tenant()).await?;
    let found = find(&read, id).await?;
    let mut told = view.ta(
        "tillarbetslivet-receipt-text",
        &[
            ("pupil", pupil_name(&view, found.pupil.as_ref()).into()),
            ("place", place(&found.offer).into()),
            ("period", period(&view, found.offer.first_day, found.offer.last_day).into()),
        ],
    );
    if let Some(pupil) = found.pupil.as_ref().filter(|_| found.offer.kind == "prao") {
        let days = i64::try_from(reading::prao_days(&read, pupil.id).await?).unwrap_or(0);
        told = format!("{told} {}", view.ta("tillarbetslivet-receipt-days", &[("days", days.into())]));
    }
    let receipt = Confirmation::new(view.lang, view.t("tillarbetslivet-receipt-title"))
        .reference(view.t("tillarbetslivet-reference"), placing::reference(id))
        .text(told)
        .next_link(view.t("tillarbetslivet-receipt-next"), "/tillarbetslivet/wishes?status=open")
        .next_link(view.t("tillarbetslivet-receipt-see"), format!("/tillarbetslivet/placements/{id}"));
    let page = Page::new(view.t("tillarbetslivet-receipt-page"))
        .crumb(view.t("service-tillarbetslivet"), "/tillarbetslivet")
        .body(receipt);
    Ok(view.page(page))
}

pub(crate) async fn cancel(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let tx = ctx.store.begin(&caller).await?;
    let result = placing::cancel(&tx, id).await;
    let refused = match finish(&ctx, &caller, tx, ("cancellation", &id.to_string()), result).await {
        Ok(_) => {
            return Ok(Redirect::to(&format!("/tillarbetslivet/placements/{id}")).into_response());
        }
        Err(Failure::Failed(error)) => return Err(error),
        Err(Failure::Refused(refused)) => refused,
    };
    let found = find(&ctx.store.read(caller.tenant()).await?, id).await?;
    Ok(view.refused(page(&view, &caller, &found, Some((&refused, None)))))
}

/// `refused`: what a rule has refused, with what was sent when somebody was to be invited or reminded.
fn page(view: &View, caller: &Caller, found: &Found, refused: Option<(&Refusal, Option<&Sent>)>) -> Page {
    let Found { row, offer, pupil, parties } = found;
    let today = local_date(view.ctx.clock.now());
    let day = |day| ui::Arg::from(format::day_long(view.lang, day));
    let lead = match row.cancelled_at {
        Some(at) => {
            let at = format::long_date(view.lang, at);
            view.ta("tillarbetslivet-placement-lead-cancelled", &[("day", at.into())])
        }
        None if offer.first_day > today => {
            view.ta("tillarbetslivet-placement-lead-coming", &[("day", day(offer.first_day))])
        }
        None => view.ta("tillarbetslivet-placement-lead-begun", &[("day", day(offer.first_day))]),
    };
    let mut page = Page::new(pupil_name(view, pupil.as_ref()))
        .crumb(view.t("service-tillarbetslivet"), "/tillarbetslivet")
        .crumb(place(offer), format!("/tillarbetslivet/offers/{}", offer.id))
        .lead(lead);
    if let Some((why, _)) = refused.filter(|(why, _)| why.field().is_none()) {
        page = page.body(Notice::error(view.lang, refusal(view, why)).alert());
    }
    page = page.body(Card::new(view.t("tillarbetslivet-placement-facts")).body(facts(view, found)));
    let about = About { cancelled: row.cancelled_at.is_some(), last: offer.last_day };
    let may = (row.id, caller.may(&PLACE), about.stands(today).is_ok());
    let tried = refused.and_then(|(why, sent)| Some((why, sent?)));
    page = page.body(approvals::section(view, parties, may, tried));
    let period = offering::period(offer);
    if refused.is_none() && row.cancelled_at.is_none() && period.not_begun(today).is_ok() && caller.may(&PLACE) {
        let form = UiForm::post(view.lang, format!("/tillarbetslivet/placements/{}/cancellation", row.id))
            .button(Button::submit(view.t("tillarbetslivet-cancel-placement")).danger())
            .note(view.ta("tillarbetslivet-cancel-note", &[("day", day(period.cancel_until()))]));
        page = page.body(Card::new(view.t("tillarbetslivet-cancel-title")).body(form));
    }
    page
}

fn facts(view: &View, found: &Found) -> Facts {
    let Found { row, offer, pupil, .. } = found;
    let word = |key: &str| view.t(&format!("tillarbetslivet-column-{key}"));
    let link = ui::TextLink::new(place(offer), format!("/tillarbetslivet/offers/{}", offer.id));
    let mut facts = Facts::new()
        .row(view.t("tillarbetslivet-reference"), placing::reference(row.id))
        .row(word("pupil"), pupil_name(view, pupil.as_ref()))
        .row(word("place"), link)
        .row(word("period"), period(view, offer.first_day, offer.last_day))
        .row(word("confirmed"), ui::time_tag(view.lang, row.confirmed_at));
    if let Some(at) = row.cancelled_at {
        facts = facts.row(word("cancelled"), ui::time_tag(view.lang, at));
    }
    facts.row(
        word("charge"),
        view.t(if row.cancelled_at.is_some() { "tillarbetslivet-charge-none" } else { "tillarbetslivet-charge-one" }),
    )
}
