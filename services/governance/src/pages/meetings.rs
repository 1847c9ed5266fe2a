//! `/governance/councils/{council}/meetings`: a council's meetings, and its calendar.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use platform::{Caller, Ctx, Error, Result, View, extract::Path};
use ui::{
    Actions, Badge, Button, Card, Cell, Column, Confirmation, Empty, Explain, Facts, Form, Html, Icon, Page, Table,
    TextLink, format,
};

use super::common::below;
use crate::{calendar, councils, domain::meeting::Minutes, entities::meeting, meetings, permissions::MANAGE};

pub(crate) async fn list(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(council): Path<String>,
) -> Result<Response> {
    councils::seen(&ctx, &caller, &council).await?;
    let read = ctx.store.read(caller.tenant()).await?;
    let rows = meetings::all(&read, &council).await?;
    let now = ctx.clock.now();
    let next = rows.iter().rev().find(|row| row.cancelled_at.is_none() && row.ends_at > now);
    let lead = match next {
        Some(row) => {
            let time = format::date_time(view.lang, row.begins_at);
            view.ta("governance-meetings-lead", &[("time", time.into()), ("title", (&row.title).into())])
        }
        None => view.t("governance-meetings-lead-none"),
    };
    let mut actions = Actions::new();
    if caller.may(&MANAGE) {
        let href = format!("/governance/councils/{council}/plan");
        actions = actions.button(Button::link(view.t("governance-meeting-plan"), href).icon(Icon::Plus));
    }
    let subscribe = Button::link(view.t("governance-calendar"), format!("/governance/councils/{council}/calendar"));
    let actions = actions.button(subscribe.icon(Icon::CalendarDays).secondary());
    let table = rows.iter().fold(
        Table::new(view.lang, view.t("governance-meetings"))
            .caption_hidden()
            .column(Column::text(view.t("governance-column-meeting")))
            .column(Column::text(view.t("governance-column-begins")))
            .column(Column::text(view.t("governance-column-place")))
            .column(Column::text(view.t("governance-column-state")))
            .empty(Empty::new(Icon::CalendarDays, view.t("governance-meetings-none"))),
        |table, row| {
            table.row([
                Cell::link(&row.title, format!("/governance/councils/{council}/meetings/{}", row.number)),
                Cell::from(ui::minute_tag(row.begins_at)),
                Cell::text(place(&view, row)),
                Cell::badge(state(&view, row)),
            ])
        },
    );
    let page = below(&view, &council, view.t("governance-meetings")).lead(lead).body(actions);
    Ok(view.page(page.body(Card::new(view.t("governance-meetings")).body(table).flush())))
}

/// Where it is held, in words.
pub(super) fn place(view: &View, row: &meeting::Model) -> String {
    if row.place.is_empty() { view.t("governance-meeting-online") } else { row.place.clone() }
}

/// How far a meeting has come, in a word.
pub(super) fn state(view: &View, row: &meeting::Model) -> Badge {
    let over = view.ctx.clock.now() >= row.ends_at;
    if row.cancelled_at.is_some() {
        return Badge::error(view.t("governance-meeting-cancelled")).icon(Icon::Close);
    }
    match (Minutes::parse(&row.state), row.noticed_at.is_some()) {
        (Minutes::Verified, _) => Badge::good(view.t("governance-minutes-verified")).icon(Icon::Check),
        (Minutes::Verifying, _) => Badge::warning(view.t("governance-minutes-verifying")).icon(Icon::UserCheck),
        _ if over => Badge::neutral(view.t("governance-meeting-held")).icon(Icon::Check),
        (_, true) => Badge::good(view.t("governance-meeting-noticed")).icon(Icon::Mail),
        (_, false) => Badge::neutral(view.t("governance-meeting-planned")).icon(Icon::CalendarDays),
    }
}

/// The person's own address of the calendar: that she has one, or how to get it.
pub(crate) async fn calendar(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(council): Path<String>,
) -> Result<Response> {
    councils::seen(&ctx, &caller, &council).await?;
    let own = calendar::current(&ctx, &caller, &council).await?;
    let action = format!("/governance/councils/{council}/calendar");
    let key = if own.is_some() { "governance-calendar-renew" } else { "governance-calendar-make" };
    let mut card = Card::new(view.t("governance-calendar-own"));
    if let Some(own) = &own {
        let since = format::date_time(view.lang, own.made_at);
        card = card.body(Facts::new().row(view.t("governance-calendar-since"), since));
    }
    card = card.body(Form::post(view.lang, &*action).inline().button(Button::submit(view.t(key)).icon(Icon::Key)));
    if own.is_some() {
        let end = Button::submit(view.t("governance-calendar-end")).danger().small();
        card = card.body(Form::post(view.lang, format!("{action}/end")).inline().button(end));
    }
    let lead = if own.is_some() { "governance-calendar-lead-has" } else { "governance-calendar-lead" };
    let page = calendar_page(&view, &council).lead(view.t(lead)).body(card);
    Ok(view.page(page.body(Explain::new(view.lang, view.t("governance-calendar-explain")))))
}

/// Makes a new address and shows it, once.
pub(crate) async fn make_calendar(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(council): Path<String>,
) -> Result<Response> {
    councils::seen(&ctx, &caller, &council).await?;
    let address = calendar::make(&ctx, &caller, &council).await?;
    let meetings = format!("/governance/councils/{council}/meetings");
    let shown = Confirmation::new(view.lang, view.t("governance-calendar-made"))
        .reference(view.t("governance-calendar-address"), &address)
        .text(view.t("governance-calendar-made-text"))
        .next(Html::from(TextLink::new(view.t("governance-calendar-open"), &*address)))
        .next_link(view.t("governance-meetings"), meetings);
    let page = calendar_page(&view, &council).lead(view.t("governance-calendar-made-lead"));
    Ok(view.page(page.body(shown).body(Explain::new(view.lang, view.t("governance-calendar-explain")))))
}

/// Ends the person's address.
pub(crate) async fn end_calendar(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(council): Path<String>,
) -> Result<Response> {
    councils::seen(&ctx, &caller, &council).await?;
    calendar::stop(&ctx, &caller, &council).await?;
    Ok(Redirect::to(&format!("/governance/councils/{council}/calendar")).into_response())
}

fn calendar_page(view: &View, council: &str) -> Page {
    below(view, council, view.t("governance-calendar"))
        .crumb(view.t("governance-meetings"), format!("/governance/councils/{council}/meetings"))
}

/// What calendars fetch: no session, only the secret address.
pub(crate) async fn feed(State(ctx): State<Ctx>, view: View, Path(file): Path<String>) -> Result<Response> {
    let token = file.strip_suffix(".ics").filter(|token| token.len() == 64).ok_or(Error::NotFound)?;
    let name = |council: &str| {
        view.ta("governance-calendar-name", &[("service", view.ctx.site.title(view.lang, council).into())])
    };
    let text = calendar::fetch(&ctx, token, name).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"sambruk.ics\""),
    ];
    Ok((headers, text).into_response())
}
