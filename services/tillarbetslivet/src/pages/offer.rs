//! `/tillarbetslivet/offers/{offer}`: one placement, its seats, its pupils, and the form for a pupil's choice.

use std::collections::HashMap;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use platform::{
    Caller, Ctx, Read, Result, View,
    clock::local_date,
    extract::{Form, Path},
};
use ui::{Button, Card, Cell, Choice, Column, Empty, Facts, Field, Form as UiForm, Icon, Page, Table};
use uuid::Uuid;

use super::{
    common::{Shown, day_told, period, place, pupil_name, refusal, seats, stand_badge, wish_table},
    sent::Sent,
};
use crate::{
    domain::{
        offer::school,
        placing::{CHOICES, Wish},
        pupil::{GRADES, born, class, kind_of, reference},
    },
    entities::{offer, placement},
    failure::{Failure, finish},
    offering::{hours, kind},
    permissions::{READ_PUPILS, WISH},
    reading::{self, Stand, Whose},
    wishing::{self, Told},
};

/// Choices shown; the first ones are decided first.
const ROWS: u64 = 50;

pub(crate) async fn show(State(ctx): State<Ctx>, view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(view.page(page(&view, &caller, &read, id, &Sent::of(&[("rank", "1")])).await?))
}

/// Enters a pupil's choice of this placement.
pub(crate) async fn wish(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let mut sent = Sent::new(fields);
    if let Some((told, rank)) = told(&view, &mut sent) {
        let tx = ctx.store.begin(&caller).await?;
        let result = wishing::wish(&tx, &told, id, rank).await;
        match finish(&ctx, &caller, tx, ("wish", &id.to_string()), result).await {
            Ok(row) => {
                return Ok(Redirect::to(&format!("/tillarbetslivet/wishes/{}", row.id)).into_response());
            }
            Err(Failure::Failed(error)) => return Err(error),
            Err(Failure::Refused(refused)) => match refused.field() {
                Some(field) => sent.wrong(field, refusal(&view, &refused)),
                None => sent.refused = Some(refusal(&view, &refused)),
            },
        }
    }
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(view.refused(page(&view, &caller, &read, id, &sent).await?))
}

/// What was written, if it can be read; else says by each field what is wrong.
fn told(view: &View, sent: &mut Sent) -> Option<(Told, i32)> {
    let wrong = |key: &str| view.t(&format!("tillarbetslivet-wrong-{key}"));
    let grade = |text: &str| GRADES.contains(&text).then(|| text.to_owned());
    let reference = sent.read("reference", reference, wrong("reference"));
    let school = sent.read("school", school, wrong("school"));
    let class = sent.read("class", class, wrong("class"));
    let grade = sent.read("grade", grade, wrong("grade"));
    let born = sent.read("born", born, wrong("born"));
    let rank = sent.read("rank", |text| text.parse().ok(), view.t("tillarbetslivet-refusal-rank-out-of-range"));
    let told = Told { reference: reference?, school: school?, class: class?, grade: grade?, born: born? };
    Some((told, rank?))
}

async fn page(view: &View, caller: &Caller, read: &Read, id: Uuid, sent: &Sent) -> Result<Page> {
    let today = local_date(view.ctx.clock.now());
    let row = read.get::<offer::Entity>(id).await?;
    let stand = Stand::of(&row, today);
    let lead = view.ta(
        &format!("tillarbetslivet-offer-lead-{}", stand.name()),
        &[("free", (row.seats - row.taken).into()), ("seats", row.seats.into()), ("taken", row.taken.into())],
    );
    let mut page = Page::new(place(&row))
        .crumb(view.t("service-tillarbetslivet"), "/tillarbetslivet")
        .crumb(view.t("tillarbetslivet-offers"), "/tillarbetslivet/offers")
        .lead(lead);
    let about = Card::new(view.t("tillarbetslivet-offer-facts")).body(facts(view, &row, stand));
    let form = (caller.may(&WISH) && matches!(stand, Stand::Free | Stand::Full))
        .then(|| Card::new(view.t("tillarbetslivet-wish-add")).body(wish_form(view, &row, sent)));
    // What must be put right comes first.
    if let (Some(form), true) = (&form, sent.is_wrong() || sent.refused.is_some()) {
        return Ok(page.body(form.clone()).body(about));
    }
    if caller.may(&READ_PUPILS) {
        page = pupils(view, read, page, &row, today).await?;
    }
    page = page.body(about);
    Ok(match form {
        Some(form) => page.body(form),
        None => page,
    })
}

/// Who has the seats, and who waits.
async fn pupils(view: &View, read: &Read, page: Page, row: &offer::Model, today: NaiveDate) -> Result<Page> {
    let (held, _) = reading::placements(read, Some(row.id), 1, 100).await?;
    let held: Vec<&placement::Model> = held.iter().filter(|one| one.cancelled_at.is_none()).collect();
    let known = reading::pupils(read, held.iter().filter_map(|one| one.pupil).collect()).await?;
    let title = view.t("tillarbetslivet-offer-pupils");
    let mut table = Table::new(view.lang, title.clone())
        .caption_hidden()
        .column(Column::text(view.t("tillarbetslivet-column-pupil")))
        .column(Column::text(view.t("tillarbetslivet-column-confirmed")))
        .empty(Empty::new(Icon::Users, view.t("tillarbetslivet-offer-pupils-none")));
    for one in &held {
        let name = pupil_name(view, one.pupil.and_then(|pupil| known.get(&pupil)));
        let link = Cell::link(name, format!("/tillarbetslivet/placements/{}", one.id));
        table = table.row([link, Cell::from(ui::minute_tag(one.confirmed_at))]);
    }
    let page = page.body(Card::new(title).body(table).flush());
    let open = Whose { state: Some(Wish::Open), offer: Some(row.id) };
    let (wishes, total) = reading::wishes(read, open, today, 1, ROWS).await?;
    if total == 0 {
        return Ok(page);
    }
    let pupils = reading::pupils(read, wishes.iter().map(|wish| wish.pupil).collect()).await?;
    let title = view.t("tillarbetslivet-due-wishes");
    let table = wish_table(view, title.clone(), Shown::Pupil, &wishes, (&pupils, &HashMap::new())).caption_hidden();
    Ok(page.body(Card::new(title).body(table).flush()))
}

fn wish_form(view: &View, row: &offer::Model, sent: &Sent) -> UiForm {
    let word = |key: &str| view.t(&format!("tillarbetslivet-field-{key}"));
    let done = |field: Field, name: &str| field.value(sent.get(name)).error_if(sent.error(name));
    let grades: Vec<Choice> = GRADES
        .into_iter()
        .filter(|grade| kind_of(grade) == Some(kind(row)))
        .map(|grade| Choice::new(grade, view.t(&format!("tillarbetslivet-grade-{grade}"))))
        .collect();
    let ranks = (1..=CHOICES)
        .map(|rank| Choice::new(rank.to_string(), view.ta("tillarbetslivet-rank", &[("rank", rank.into())])));
    let code = Field::text("reference", word("reference")).hint(word("reference-hint")).short().max_length(16);
    let form = UiForm::post(view.lang, format!("/tillarbetslivet/offers/{}/wishes", row.id))
        .field(done(code, "reference"))
        .field(done(Field::text("school", word("school")).max_length(80), "school"))
        .field(done(Field::text("class", word("class")).short().max_length(10), "class"))
        .field(done(Field::select("grade", word("grade"), grades), "grade"))
        .field(done(Field::month("born", word("born")).hint(word("born-hint")), "born"))
        .field(done(Field::select("rank", word("rank"), ranks), "rank"))
        .button(Button::submit(view.t("tillarbetslivet-wish-save")));
    match &sent.refused {
        Some(refused) => form.error(refused.clone()),
        None => form,
    }
}

fn facts(view: &View, row: &offer::Model, stand: Stand) -> Facts {
    let word = |key: &str| view.t(&format!("tillarbetslivet-column-{key}"));
    let (hours, day) = (hours(row), day_told(view, row));
    let schools = if row.schools.is_empty() { view.t("tillarbetslivet-schools-all") } else { row.schools.clone() };
    let worked = hours.days.worked(row.first_day, row.last_day);
    let worked = view.ta("tillarbetslivet-days-count", &[("days", i64::try_from(worked).unwrap_or(0).into())]);
    Facts::new()
        .row(word("status"), stand_badge(view, stand))
        .row(word("taken"), seats(view, row))
        .row(word("kind"), view.t(&format!("tillarbetslivet-kind-{}", row.kind)))
        .row(word("period"), period(view, row.first_day, row.last_day))
        .row(word("worked"), worked)
        .row(word("hours"), day)
        .row(word("tasks"), row.tasks.as_str())
        .row(word("min-age"), view.ta("tillarbetslivet-years", &[("years", row.min_age.into())]))
        .row(word("schools"), schools)
}
