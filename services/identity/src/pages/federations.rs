//! The federations that organisations' providers may be taken from, and making one.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{Caller, Result, View, extract::Form};
use serde::Deserialize;
use ui::{Badge, Button, Card, Cell, Choice, Column, Empty, Field, Html, Icon, Page, Table, minute_tag};

use crate::{
    domain::federation::{self as rules, Kind, LONGEST_CERTIFICATES, Refusal, Wish},
    entities::federation::Model,
    federations,
    permissions::FEDERATING,
};

/// Where the list lies.
pub const LIST: &str = "/identity/federations";

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sent {
    name: String,
    kind: String,
    address: String,
    certificates: String,
    authority: String,
    probe: String,
}

impl From<Sent> for Wish {
    fn from(sent: Sent) -> Self {
        let Sent { name, kind, address, certificates, authority, probe } = sent;
        Self { name, kind, address, certificates, authority, probe }
    }
}

pub async fn list(view: View, caller: Caller) -> Result<Response> {
    Ok(view.page(page(&view, &caller, &Wish { kind: Kind::List.name().into(), ..Wish::default() }, &[]).await?))
}

pub async fn make(view: View, caller: Caller, Form(sent): Form<Sent>) -> Result<Response> {
    let wish = Wish::from(sent);
    let wrong = match rules::plan(&wish, view.ctx.config.demonstration.enabled) {
        Ok(plan) => match federations::make(&view.ctx, &caller, plan).await {
            Ok(id) => return Ok(Redirect::to(&format!("{LIST}/{id}")).into_response()),
            Err(failure) => vec![failure.refusal()?],
        },
        Err(wrong) => wrong,
    };
    Ok(view.refused(page(&view, &caller, &wish, &wrong).await?))
}

async fn page(view: &View, caller: &Caller, wish: &Wish, wrong: &[Refusal]) -> Result<Page> {
    let rows = federations::list(&view.ctx, caller).await?;
    let live = rows.iter().filter(|row| row.live);
    let (used, failing) = (live.clone().count(), live.filter(|row| row.fault.is_some()).count());
    let lead = view.ta("identity-federations-lead", &[("count", used.into()), ("failing", failing.into())]);
    let mut page = Page::new(view.t("identity-federations"))
        .lead(lead)
        .body(Card::new(view.t("identity-federations-list")).flush().body(table(view, &rows)));
    if caller.may(&FEDERATING) {
        page = page.body(Card::new(view.t("identity-federations-new")).id("new").body(form(view, wish, wrong)));
    }
    Ok(page)
}

fn table(view: &View, rows: &[Model]) -> Table {
    let table = Table::new(view.lang, view.t("identity-federations-list"))
        .caption_hidden()
        .column(Column::text(view.t("identity-federation-name")))
        .column(Column::text(view.t("identity-federation-kind")))
        .column(Column::text(view.t("identity-federation-state")))
        .column(Column::text(view.t("identity-federation-fetched")))
        .column(Column::text(view.t("identity-federation-until")))
        .empty(Empty::new(Icon::ShieldCheck, view.t("identity-federations-none")));
    rows.iter().fold(table, |table, row| {
        let instant = |at: Option<_>| at.map_or_else(Cell::empty, |at| Cell::from(minute_tag(at)));
        table.row([
            Cell::link(&row.name, format!("{LIST}/{}", row.id)),
            Cell::text(view.t(&format!("identity-federation-kind-{}", row.kind))),
            Cell::badge(badge(view, row)),
            instant(row.fetched_at),
            instant(row.valid_until),
        ])
    })
}

/// How it stands with a federation.
pub fn badge(view: &View, row: &Model) -> Badge {
    let ended = row.valid_until.is_some_and(|until| until <= view.ctx.clock.now());
    match (row.live, row.fault.is_some()) {
        (false, _) => Badge::neutral(view.t("identity-federation-off")),
        (true, false) if row.fetched_at.is_some() && !ended => {
            Badge::good(view.t("identity-federation-good")).icon(Icon::Check)
        }
        (true, false) => Badge::warning(view.t("identity-federation-waiting")).icon(Icon::Clock),
        (true, true) if row.fetched_at.is_none() || ended => {
            Badge::error(view.t("identity-federation-unusable")).icon(Icon::Alert)
        }
        (true, true) => Badge::warning(view.t("identity-federation-failing")).icon(Icon::Alert),
    }
}

/// What a refusal says.
pub fn said(view: &View, refusal: Refusal) -> String {
    view.t(&format!("identity-refusal-{}", platform::Rule::code(&refusal)))
}

/// The field for certificates, with its fault.
pub fn certificates(view: &View, value: &str, wrong: &[Refusal]) -> Field {
    let fault = wrong.iter().find(|refusal| **refusal == Refusal::Certificates);
    Field::textarea("certificates", view.t("identity-federation-certificates"), 6)
        .hint(view.t("identity-federation-certificates-hint"))
        .max_length(u32::try_from(LONGEST_CERTIFICATES).unwrap_or(u32::MAX))
        .value(value)
        .error_if(fault.map(|refusal| said(view, *refusal)))
}

fn form(view: &View, wish: &Wish, wrong: &[Refusal]) -> Html {
    let fault = |field| wrong.iter().find(|one| one.field() == Some(field)).map(|one| said(view, *one));
    let text = |name: &'static str, value: &str| {
        Field::text(name, view.t(&format!("identity-federation-{name}")))
            .hint(view.t(&format!("identity-federation-{name}-hint")))
            .value(value)
            .error_if(fault(name))
    };
    let kinds = [Kind::List, Kind::Query].map(|kind| {
        Choice::new(kind.name(), view.t(&format!("identity-federation-kind-{}", kind.name())))
            .note(view.t(&format!("identity-federation-kind-{}-note", kind.name())))
            .chosen(wish.kind == kind.name())
    });
    let mut form = ui::Form::post(view.lang, LIST);
    for refusal in wrong.iter().filter(|refusal| refusal.field().is_none()) {
        form = form.error(said(view, *refusal));
    }
    let form = form
        .field(text("name", &wish.name).max_length(60))
        .field(Field::radios("kind", view.t("identity-federation-kind"), kinds).error_if(fault("kind")))
        .field(text("address", &wish.address))
        .field(certificates(view, &wish.certificates, wrong))
        .field(text("authority", &wish.authority).optional())
        .field(text("probe", &wish.probe).optional())
        .button(Button::submit(view.t("identity-federations-make")).icon(Icon::Check))
        .note(view.t("identity-federations-make-note"));
    form.into()
}
