//! `/<service>/audit/follow-ups`: what waits for somebody to look at, what has been looked at, and the form that closes one.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use contracts::{
    Role::{Administrator, Operator},
    Tenant,
    tasks::TaskClosed,
};
use sea_orm::{ColumnTrait, QueryFilter, sea_query::Expr};
use serde::Deserialize;
use serde_json::json;
use ui::{
    Badge, Button, Card, Cell, Choice, Column, Empty, Facts, Field, Form as Drawn, Html, Icon, Notice, Page, Table,
    format,
};
use uuid::Uuid;

use super::{
    handed,
    rules::{self, Deed, Refusal, Verdict},
};
use crate::{
    Failure,
    audit::{keep, permission, search, show, title as title_of_log},
    caller::Caller,
    ctx::Ctx,
    error::{Error, Result},
    extract::{Form, Query},
    listing::{Col, Filter, List, Pairs, Saved},
    module::Permission,
    page::{Pages, View},
    store::{Across, Actor, system::follow_up},
};

/// The pages of a service whose deeds are followed up. `<service>.audit.follow`: the organisation's own administrators, in the
/// association its operators.
pub(crate) fn pages(service: &'static str) -> Pages {
    let follow = permission(service, "follow", Permission::own, &[Administrator, Operator]);
    let one = keep(format!("/{service}/audit/follow-ups/{{follow_up}}"));
    Pages::new()
        .get(follow, keep(format!("/{service}/audit/follow-ups")), list)
        .get(follow, one, show_one)
        .post(follow, one, close, FORM)
        .merge(handed::pages(service))
}

/// What the form may be sent with.
pub(super) const FORM: &[(&str, &str)] =
    &[("verdict", "justified"), ("reason", "Läsningen hörde till ett ärende som personen handlägger.")];

/// What was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    verdict: String,
    reason: String,
}

/// From where somebody looks at a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    /// Her own organisation.
    Own,
    /// The association, to which it has been handed.
    Handed,
}

impl Door {
    fn path(self, service: &str, id: Uuid) -> String {
        let part = if self == Self::Own { "follow-ups" } else { "handed" };
        format!("/{service}/audit/{part}/{id}")
    }
}

fn title(view: &View) -> String {
    view.ta("follow-title", &[("service", view.ctx.site.title(view.lang, view.ctx.service).into())])
}

fn rule(view: &View, row: &follow_up::Model) -> String {
    view.t(&format!("follow-rule-{}", row.rule))
}

fn period(view: &View, row: &follow_up::Model) -> String {
    use chrono::Datelike;
    if row.rule == "sample" {
        return format::month(view.lang, row.period.year(), row.period.month());
    }
    format::day(row.period)
}

fn state(view: &View, row: &follow_up::Model) -> Badge {
    match row.verdict.as_deref() {
        None => Badge::warning(view.t("follow-open")),
        Some("justified") => Badge::good(view.t("follow-verdict-justified")),
        Some(_) => Badge::error(view.t("follow-verdict-questioned")),
    }
}

async fn list(State(ctx): State<Ctx>, view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    let path = format!("/{}/audit/follow-ups", ctx.service);
    let at = path.clone();
    let chips = Filter::chips("state", view.t("follow-state"));
    let chips = chips.option("open", view.t("follow-open")).option("closed", view.t("follow-closed"));
    let list = List::new(&view, path.clone(), view.t("follow-card"))
        .empty(Icon::Check, view.t("follow-none"))
        .filter(chips)
        .start("-opened")
        .no_export()
        .column(
            Col::text("rule", view.t("follow-rule"), |row: &follow_up::Model| rule(&view, row))
                .cell(|row| Cell::link(rule(&view, row), format!("{at}/{}", row.id))),
        )
        .column(Col::shown("state", view.t("follow-state"), |row: &follow_up::Model| Cell::badge(state(&view, row))))
        .column(Col::text("period", view.t("follow-period"), |row: &follow_up::Model| period(&view, row)))
        .column(Col::integer("count", view.t("follow-count"), |row: &follow_up::Model| row.count))
        .column(
            Col::time("opened", view.t("follow-opened"), |row: &follow_up::Model| row.opened_at)
                .sort(follow_up::Column::OpenedAt),
        );
    let asked = list.read(&pairs)?;
    let read = ctx.store.read(caller.tenant()).await?;
    let mut select = read.find::<follow_up::Entity>();
    select = match asked.get("state") {
        Some("open") => select.filter(follow_up::Column::ClosedAt.is_null()),
        Some(_) => select.filter(follow_up::Column::ClosedAt.is_not_null()),
        None => select,
    };
    let found = asked.find(select, follow_up::Column::Id, read.db()).await?;
    let waiting = read.find::<follow_up::Entity>().filter(follow_up::Column::ClosedAt.is_null());
    let waiting = read.total(&waiting).await?;
    list.respond(asked, found, Saved::none(), |list| {
        let page = Page::new(title(&view)).lead(view.ta("follow-lead", &[("count", waiting.into())]));
        page.crumb(title_of_log(&view), format!("/{}/audit", ctx.service)).body(list)
    })
    .await
}

async fn find(ctx: &Ctx, caller: &Caller, id: &str) -> Result<follow_up::Model> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    ctx.store.read(caller.tenant()).await?.get::<follow_up::Entity>(id).await
}

async fn show_one(State(ctx): State<Ctx>, view: View, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let row = find(&ctx, &caller, &id).await?;
    let page = draw(&view, &caller, &row, Door::Own, &Sent::default(), None).await?;
    Ok(view.page(page))
}

async fn close(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let row = find(&ctx, &caller, &id).await?;
    answered(&view, &caller, row, Door::Own, &sent).await
}

/// Closes it, or says why not: on a page, and in the organisation's log.
pub(super) async fn answered(
    view: &View,
    caller: &Caller,
    mut row: follow_up::Model,
    door: Door,
    sent: &Sent,
) -> Result<Response> {
    let Actor::Person(_) = caller.actor() else { return Err(Error::NotFound) };
    let ctx = &view.ctx;
    let across = match door {
        Door::Own => ctx.store.across_of(caller).await?,
        Door::Handed => ctx.store.across(caller, &row.id.to_string()).await?,
    };
    match carry_out(across, caller, &row, sent).await {
        Ok(()) => Ok(Redirect::to(&door.path(ctx.service, row.id)).into_response()),
        Err(failure) => {
            let refusal = failure.refusal()?;
            let tenant: Tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
            let across = ctx.store.across_of(caller).await?;
            let why = json!({ "why": crate::Rule::code(&refusal) });
            across.audit(&tenant, "platform.follow-up.refused", &row.id.to_string(), &why).await?;
            across.commit().await?;
            row = ctx.store.read(&tenant).await?.get::<follow_up::Entity>(row.id).await?;
            Ok(view.refused(draw(view, caller, &row, door, sent, Some(refusal)).await?))
        }
    }
}

/// Closes it, if nobody has meanwhile; its tasks go, in the organisation and where it was handed to.
async fn carry_out(
    across: Across,
    caller: &Caller,
    row: &follow_up::Model,
    sent: &Sent,
) -> Result<(), Failure<Refusal>> {
    let by = caller.session().actor;
    let verdict = rules::close(row.person, by, row.closed_at.is_some(), &sent.verdict, &sent.reason)?;
    let tenant: Tenant = row.tenant.parse().map_err(anyhow::Error::new).map_err(Error::from)?;
    let tx = across.tenant(&tenant);
    let reason = sent.reason.trim();
    let closed = tx
        .update_many::<follow_up::Entity>()
        .col_expr(follow_up::Column::ClosedAt, Expr::value(tx.now()))
        .col_expr(follow_up::Column::ClosedBy, Expr::value(by))
        .col_expr(follow_up::Column::Verdict, Expr::value(verdict.name()))
        .col_expr(follow_up::Column::Reason, Expr::value(reason))
        .filter(follow_up::Column::Id.eq(row.id))
        .filter(follow_up::Column::ClosedAt.is_null())
        .exec(tx.db())
        .await?;
    if closed.rows_affected == 0 {
        return Err(Refusal::Closed.into());
    }
    let detail = json!({ "before": "open", "after": verdict.name(), "rule": row.rule, "reason": reason });
    tx.audit("platform.follow-up.close", &row.id.to_string(), &detail).await?;
    tx.emit(TaskClosed { task: row.id }).await?;
    // It may have been handed on while somebody wrote.
    if !tenant.is_association() && tx.get::<follow_up::Entity>(row.id).await?.handed_at.is_some() {
        across.tenant(&Tenant::association()).emit(TaskClosed { task: row.id }).await?;
    }
    drop(tx);
    Ok(across.commit().await?)
}

pub(super) async fn draw(
    view: &View,
    caller: &Caller,
    row: &follow_up::Model,
    door: Door,
    sent: &Sent,
    refused: Option<Refusal>,
) -> Result<Page> {
    let ctx = &view.ctx;
    let tenant: Tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
    let people = [Some(row.person), row.closed_by].into_iter().flatten().map(|id| Actor::Person(id).to_string());
    let people: Vec<String> = people.collect();
    let (organisation, names) = search::names_at(ctx, &tenant, people.iter().map(String::as_str)).await;
    let who = |person: Uuid| show::who(view, &Actor::Person(person).to_string(), &names);
    let lead = view.t(if row.closed_at.is_some() { "follow-is-closed" } else { "follow-is-open" });
    let home = format!("/{}/audit", ctx.service);
    let page = Page::new(rule(view, row)).lead(lead);
    let page = match door {
        Door::Own => page.crumb(title_of_log(view), home.clone()).crumb(title(view), format!("{home}/follow-ups")),
        Door::Handed => page,
    };
    let mut facts = Facts::new();
    if door == Door::Handed {
        facts = facts.row(view.t("audit-for"), organisation);
    }
    facts = facts
        .row(view.t("follow-person"), who(row.person))
        .row(view.t("follow-period"), period(view, row))
        .row(view.t("follow-why"), view.t(&format!("follow-rule-{}-text", row.rule)))
        .row(view.t("follow-count"), format::integer(row.count))
        .row(view.t("follow-opened"), ui::minute_tag(row.opened_at));
    if let Some(at) = row.handed_at {
        facts = facts.row(view.t("follow-handed"), ui::minute_tag(at));
    }
    if let (Some(at), Some(by)) = (row.closed_at, row.closed_by) {
        facts = facts
            .row(view.t("follow-verdict"), Html::from(state(view, row)))
            .row(view.t("follow-reason"), row.reason.clone().unwrap_or_default())
            .row(view.t("follow-closed-by"), closer(view, row, door, by, &names).await)
            .row(view.t("follow-closed-at"), ui::minute_tag(at));
    }
    let page = if refused == Some(Refusal::Closed) {
        page.body(Notice::warning(view.lang, view.t("follow-refused-closed")).alert())
    } else {
        page
    };
    let page = page.body(Card::new(view.t("follow-about")).body(facts)).body(deeds(view, row));
    Ok(if row.closed_at.is_none() { page.body(form(view, caller, row, door, sent, refused)) } else { page })
}

/// Who closed it. Where it was handed to, by name; in the organisation, the office.
async fn closer(view: &View, row: &follow_up::Model, door: Door, by: Uuid, names: &BTreeMap<String, String>) -> String {
    let actor = Actor::Person(by).to_string();
    if row.handed_at.is_none() || names.contains_key(&actor) {
        return show::who(view, &actor, names);
    }
    match door {
        Door::Own => view.t("follow-by-association"),
        Door::Handed => {
            let office = search::names(&view.ctx, &Tenant::association(), [actor.as_str()]).await;
            show::who(view, &actor, &office)
        }
    }
}

/// What was picked, as it was done.
fn deeds(view: &View, row: &follow_up::Model) -> Card {
    let deeds: Vec<Deed> = serde_json::from_str(&row.deeds).unwrap_or_default();
    let table = Table::new(view.lang, view.t("follow-deeds"))
        .caption_hidden()
        .column(Column::text(view.t("audit-at")))
        .column(Column::text(view.t("audit-act")))
        .column(Column::text(view.t("audit-object")))
        .empty(Empty::new(Icon::History, view.t("follow-deeds-none")));
    let table = deeds.iter().fold(table, |table, deed| {
        let at = ui::minute_tag(deed.at).into();
        table.row([at, Cell::text(show::act(view, &deed.act)), Cell::text(show::object(&deed.object))])
    });
    let card = Card::new(view.t("follow-deeds")).flush().body(table);
    let shown = deeds.len();
    if i64::try_from(shown).is_ok_and(|shown| shown < row.count) {
        return card.body(Html::paragraph(view.ta("follow-first", &[("count", shown.into())])));
    }
    card
}

fn form(
    view: &View,
    caller: &Caller,
    row: &follow_up::Model,
    door: Door,
    sent: &Sent,
    refused: Option<Refusal>,
) -> Card {
    let card = Card::new(view.t("follow-close"));
    if row.person == caller.session().actor {
        let notice = Notice::warning(view.lang, view.t("follow-refused-own"));
        return card.body(if refused.is_some() { notice.alert() } else { notice });
    }
    let words = |refusal: Refusal| view.t(&format!("follow-refused-{}", code(refusal)));
    let of = |field: Refusal| refused.filter(|refusal| *refusal == field).map(words);
    let choices = Verdict::ALL.into_iter().map(|verdict| {
        let choice = Choice::new(verdict.name(), view.t(&format!("follow-verdict-{}", verdict.name())));
        choice.note(view.t(&format!("follow-verdict-{}-text", verdict.name()))).chosen(sent.verdict == verdict.name())
    });
    let verdict = Field::radios("verdict", view.t("follow-verdict"), choices).error_if(of(Refusal::Verdict));
    let reason = Field::textarea("reason", view.t("follow-reason"), 4)
        .hint(view.t("follow-reason-hint"))
        .max_length(500)
        .value(&sent.reason)
        .error_if(of(Refusal::Reason));
    let form = Drawn::post(view.lang, door.path(view.ctx.service, row.id))
        .field(verdict)
        .field(reason)
        .button(Button::submit(view.t("follow-close")));
    card.body(form)
}

const fn code(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Own => "own",
        Refusal::Closed => "closed",
        Refusal::Verdict => "verdict",
        Refusal::Reason => "reason",
    }
}
