//! `/uka/youths/{youth}`: one young person: what is next, contacts, measures, closing; and, for administrators, who has looked.

use axum::{extract::State, response::Response};
use platform::{Caller, Ctx, Paging, Result, View, clock::local_date, extract::Path};
use ui::{Badge, Button, Card, Cell, Column, Empty, Facts, Field, Form as UiForm, Icon, Page, Table, format};
use uuid::Uuid;

use super::common::{Said, badge, select, table_day};
use crate::{
    accesses::{self, Access},
    desk::Desk,
    domain::{
        codes::{Closing, MeasureKind, NOTE, Outcome, Way},
        number,
    },
    failure::Failure,
    permissions::{ACCESSES, PROTECTED, REGISTER},
    register::{self, Record},
};

pub(crate) async fn show(State(ctx): State<Ctx>, view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let page = page(&ctx, &view, &caller, id, &Said::default()).await?;
    Ok(view.page(page))
}

/// The page with what one of its forms was refused with.
pub(super) async fn page(ctx: &Ctx, view: &View, caller: &Caller, id: Uuid, said: &Said) -> Result<Page, Failure> {
    let desk = Desk::open(ctx, caller).await?;
    let read = register::record(&desk, id).await;
    let looks = caller.may(&ACCESSES) && read.is_ok();
    let log = if looks { Some(accesses::of(&desk, id, Paging::longest()).await?.0) } else { None };
    let record = desk.finish(read).await?;
    let mut page = Page::new(record.name.clone()).crumb(view.t("service-uka"), "/uka").lead(lead(view, ctx, &record));
    if let Some(whole) = &said.whole {
        page = page.body(ui::Notice::error(view.lang, whole).alert());
    }
    let open = record.row.closed_at.is_none();
    page = page.body(Card::new(view.t("uka-facts")).body(facts(view, ctx, &record)));
    if open {
        page = page.body(Card::new(view.t("uka-contact-new")).body(contact_form(view, ctx, id, said)));
    }
    page = page.body(Card::new(view.t("uka-contacts")).body(contacts(view, &record)).flush());
    let mut measures = Card::new(view.t("uka-measures")).body(measures_table(view, &record));
    for going in record.measures.iter().filter(|row| open && row.ends.is_none()) {
        measures = measures.body(end_form(view, ctx, going, said));
    }
    page = page.body(measures);
    if open {
        page = page.body(Card::new(view.t("uka-measure-new")).body(measure_form(view, ctx, id, said)));
    }
    if open {
        page = page.body(Card::new(view.t("uka-close-title")).body(close_form(view, id, said)));
    } else if caller.may(&REGISTER) {
        let again = Button::link(view.t("uka-register-again"), "/uka/register").secondary();
        page = page.body(ui::Actions::new().button(again).note(view.t("uka-register-again-note")));
    }
    page = page.body(Card::new(view.t("uka-protection")).body(protection_form(view, caller, &record)));
    if let Some(log) = log {
        page = page.body(Card::new(view.t("uka-accesses")).body(access_log(view, &log)).flush());
    }
    Ok(page)
}

fn lead(view: &View, ctx: &Ctx, record: &Record) -> String {
    let row = &record.row;
    let day = |day| ui::Arg::from(format::day_long(view.lang, day));
    match (row.closed_at, row.follow_up) {
        (Some(closed), _) => view.ta("uka-youth-closed", &[("day", day(local_date(closed)))]),
        (None, Some(next)) if register::is_overdue(row, ctx.clock.now()) => {
            view.ta("uka-youth-overdue", &[("day", day(next))])
        }
        (None, Some(next)) => view.ta("uka-youth-next", &[("day", day(next))]),
        (None, None) => view.t("uka-badge-open"),
    }
}

fn facts(view: &View, ctx: &Ctx, record: &Record) -> Facts {
    let row = &record.row;
    let mut facts = Facts::new()
        .row(view.t("uka-column-state"), badge(view, row, ctx.clock.now()))
        .row(view.t("uka-number"), number::written(&record.number))
        .row(view.t("uka-column-situation"), view.t(&format!("uka-situation-{}", row.situation)))
        .row(view.t("uka-opened"), ui::day_tag(view.lang, local_date(row.opened_at)))
        .row(view.t("uka-column-twenty"), ui::day_tag(view.lang, record.turns_20));
    if row.protected {
        facts = facts.row(view.t("uka-protection"), Badge::warning(view.t("uka-protected")).icon(Icon::Lock));
    }
    for case in &record.earlier {
        let text = view.ta(
            "uka-earlier-case-text",
            &[
                ("from", format::day(local_date(case.opened_at)).into()),
                ("to", format::day(local_date(case.closed_at)).into()),
                ("why", view.t(&format!("uka-closing-{}", case.closing)).into()),
            ],
        );
        facts = facts.row(view.t("uka-earlier-case"), text);
    }
    facts
}

fn contact_form(view: &View, ctx: &Ctx, id: Uuid, said: &Said) -> UiForm {
    let today = local_date(ctx.clock.now());
    let next = today.checked_add_days(crate::follow::USUALLY).unwrap_or(today).to_string();
    let ways: Vec<_> = Way::ALL.iter().map(|code| code.name()).collect();
    let outcomes: Vec<_> = Outcome::ALL.iter().map(|code| code.name()).collect();
    let length = u32::try_from(NOTE).unwrap_or(500);
    let note =
        Field::textarea("note", view.t("uka-note"), 2).hint(view.t("uka-note-hint")).max_length(length).optional();
    let dress = |name, field, otherwise: &str| said.dress("contact", name, field, otherwise);
    UiForm::post(view.lang, format!("/uka/youths/{id}/contacts"))
        .field(dress("day", Field::date("day", view.t("uka-contact-day")), &today.to_string()))
        .field(dress("way", select(view, "way", "uka-contact-way", "way", &ways), ""))
        .field(dress("outcome", select(view, "outcome", "uka-contact-outcome", "outcome", &outcomes), ""))
        .field(dress("note", note, ""))
        .field(dress("next", Field::date("next", view.t("uka-column-next")), &next))
        .button(Button::submit(view.t("uka-contact-save")))
}

fn contacts(view: &View, record: &Record) -> Table {
    let mut table = Table::new(view.lang, view.t("uka-contacts"))
        .caption_hidden()
        .column(Column::text(view.t("uka-contact-day")))
        .column(Column::text(view.t("uka-contact-way")))
        .column(Column::text(view.t("uka-contact-outcome")))
        .column(Column::text(view.t("uka-note")))
        .empty(Empty::new(Icon::Contact, view.t("uka-contacts-none")));
    for contact in &record.contacts {
        table = table.row([
            table_day(contact.row.day),
            Cell::text(view.t(&format!("uka-way-{}", contact.row.way))),
            Cell::text(view.t(&format!("uka-outcome-{}", contact.row.outcome))),
            contact.note.as_ref().map_or_else(Cell::empty, Cell::text),
        ]);
    }
    table
}

fn measures_table(view: &View, record: &Record) -> Table {
    let mut table = Table::new(view.lang, view.t("uka-measures"))
        .caption_hidden()
        .column(Column::text(view.t("uka-measure-kind")))
        .column(Column::text(view.t("uka-measure-starts")))
        .column(Column::text(view.t("uka-measure-ends")))
        .empty(Empty::new(Icon::Compass, view.t("uka-measures-none")));
    for row in &record.measures {
        let ends = row.ends.map_or_else(|| Cell::text(view.t("uka-measure-going")), table_day);
        let kind = view.t(&format!("uka-measure-{}", row.kind));
        table = table.row([Cell::text(kind), table_day(row.starts), ends]);
    }
    table
}

fn end_form(view: &View, ctx: &Ctx, row: &crate::entities::measure::Model, said: &Said) -> UiForm {
    let today = local_date(ctx.clock.now()).to_string();
    let kind = view.t(&format!("uka-measure-{}", row.kind));
    let label = view.ta("uka-measure-last-day", &[("kind", kind.into())]);
    // A name of its own: several measures may go on, and a field's id follows from its name.
    let field = Field::date(ends_name(row.id), label).short();
    // Only the form that was sent shows its error.
    let mine = said.get("measure") == row.id.to_string();
    let field = if mine { said.dress("end", "ends", field, &today) } else { field.value(today) };
    UiForm::post(view.lang, format!("/uka/measures/{}/end", row.id))
        .inline()
        .field(field)
        .button(Button::submit(view.t("uka-measure-end")).secondary().small())
}

/// The field's name in the form that ends a measure.
pub(super) fn ends_name(measure: Uuid) -> String {
    format!("ends-{measure}")
}

fn measure_form(view: &View, ctx: &Ctx, id: Uuid, said: &Said) -> UiForm {
    let today = local_date(ctx.clock.now()).to_string();
    let kinds: Vec<_> = MeasureKind::ALL.iter().map(|code| code.name()).collect();
    let dress = |name, field, otherwise: &str| said.dress("measure", name, field, otherwise);
    UiForm::post(view.lang, format!("/uka/youths/{id}/measures"))
        .field(dress("kind", select(view, "kind", "uka-measure-kind", "measure", &kinds), ""))
        .field(dress("starts", Field::date("starts", view.t("uka-measure-starts")), &today))
        .field(dress("ends", Field::date("ends", view.t("uka-measure-ends")).optional(), ""))
        .button(Button::submit(view.t("uka-measure-save")).secondary())
}

fn close_form(view: &View, id: Uuid, said: &Said) -> UiForm {
    let reasons: Vec<_> = Closing::ALL.iter().map(|code| code.name()).collect();
    let field = select(view, "reason", "uka-close-reason", "closing", &reasons);
    UiForm::post(view.lang, format!("/uka/youths/{id}/close"))
        .field(said.dress("close", "reason", field, ""))
        .button(Button::submit(view.t("uka-close")).danger())
        .note(view.t("uka-close-note"))
}

fn protection_form(view: &View, caller: &Caller, record: &Record) -> ui::Html {
    let id = record.row.id;
    let form = UiForm::post(view.lang, format!("/uka/youths/{id}/protection"));
    if record.row.protected {
        let form = form.hidden("protected", "false").button(Button::submit(view.t("uka-unprotect")).danger());
        return form.note(view.t("uka-unprotect-note")).into();
    }
    let note = if caller.may(&PROTECTED) { "uka-protect-note" } else { "uka-protect-note-away" };
    form.hidden("protected", "true").button(Button::submit(view.t("uka-protect")).secondary()).note(view.t(note)).into()
}

fn access_log(view: &View, log: &[Access]) -> Table {
    let mut table = Table::new(view.lang, view.t("uka-accesses"))
        .caption_hidden()
        .column(Column::text(view.t("uka-access-at")))
        .column(Column::text(view.t("uka-access-who")))
        .column(Column::text(view.t("uka-access-why")));
    for row in log {
        let who = if row.actor.starts_with("system:") { view.t("uka-access-system") } else { row.who.clone() };
        table = table.row([
            Cell::from(ui::minute_tag(row.at)),
            Cell::text(who),
            Cell::text(view.t(&format!("uka-why-{}", row.why))),
        ]);
    }
    table
}
