//! `/portal/operations`: what needs to be looked at, and how each service is.

use axum::{extract::State, response::Response};
use contracts::billing::{ControlSummary, ControlTotals};
use platform::{Ctx, Result, View, backup};
use ui::{Badge, Card, Cell, Column, Html, Notice, Table, format, live as parts};

use super::{Seen, age_text, badge, bytes_text, draw_live, live, look, since, title};
use crate::domain::operations::{Backups, Level, Remark, backups, free_percent};

/// Where the state is shown.
const SLOT: &str = "operations";

/// What the page shows.
struct Overview {
    services: Vec<Seen>,
    backups: Backups,
    /// None when billing does not answer.
    totals: Option<ControlSummary>,
}

async fn read(ctx: &Ctx) -> Overview {
    let since = ctx.clock.now().date_naive() - chrono::Days::new(35);
    let totals = async {
        let asked = ControlTotals { since };
        let told = tokio::time::timeout(std::time::Duration::from_secs(2), ctx.ask(&asked));
        told.await.ok().and_then(Result::ok)
    };
    let (services, kept, totals) = tokio::join!(look(ctx), backup::shelf(&ctx.config), totals);
    let kept = kept.ok().flatten();
    let backups = backups(kept.as_deref(), ctx.config.backup.warn_after_hours, ctx.clock.now());
    Overview { services, backups, totals }
}

/// `GET /portal/operations`.
pub async fn page(State(ctx): State<Ctx>, view: View) -> Result<Response> {
    let now = read(&ctx).await;
    let region = parts::region("/portal/operations/live", parts::slot(SLOT, body(&view, &now)));
    Ok(view.page(draw_live(&view, "overview").body(region)))
}

/// `GET /portal/operations/live`.
pub async fn stream(State(ctx): State<Ctx>, view: View) -> Result<Response> {
    let now = read(&ctx).await;
    Ok(live::answer(SLOT, body(&view, &now), live::OFTEN))
}

/// The sentence that says how it is.
fn lead(view: &View, now: &Overview) -> Notice {
    let answering = now.services.iter().filter(|seen| seen.state.is_some()).count();
    let rows = rows(view, now);
    let wrong = rows.iter().filter(|row| row.level == Level::Wrong).count();
    let values = [("answering", answering.into()), ("all", now.services.len().into()), ("wrong", wrong.into())];
    let key = match (wrong, rows.len()) {
        (0, 0) => "portal-operations-lead-good",
        (0, _) => "portal-operations-lead-unusual",
        _ => "portal-operations-lead-wrong",
    };
    let text = view.ta(key, &values);
    match (wrong, rows.len()) {
        (0, 0) => Notice::good(view.lang, text),
        (0, _) => Notice::warning(view.lang, text),
        _ => Notice::error(view.lang, text),
    }
}

fn body(view: &View, now: &Overview) -> Html {
    let at = view.ta("portal-operations-as-of", &[("when", format::date_time(view.lang, view.ctx.clock.now()).into())]);
    Html::new()
        .with(lead(view, now))
        .with(attention(view, now))
        .with(Card::new(view.t("portal-operations-services")).flush().body(services(view, &now.services)))
        .with(Html::paragraph(at))
}

/// Something to look at: how bad it is, whose it is, what it is, and the page that says more.
struct Row {
    level: Level,
    who: String,
    text: String,
    href: &'static str,
}

/// Everything that should be looked at, the worst first.
fn rows(view: &View, now: &Overview) -> Vec<Row> {
    let of = |seen: &Seen| {
        let who = title(view, seen.name);
        let row = |remark: &Remark| Row {
            level: remark.level(),
            who: who.clone(),
            text: sentence(view, remark),
            href: place(remark),
        };
        seen.remarks.iter().map(row).collect::<Vec<_>>()
    };
    let mut rows: Vec<Row> = now.services.iter().flat_map(of).collect();
    let shelf = match now.backups {
        Backups::Nowhere => Some((Level::Unusual, view.t("portal-operations-backups-nowhere"))),
        Backups::None => Some((Level::Wrong, view.t("portal-operations-backups-none"))),
        Backups::Old(seconds) => {
            let age = age_text(view, seconds).into();
            Some((Level::Wrong, view.ta("portal-operations-backups-old", &[("age", age)])))
        }
        Backups::Fresh(_) => None,
    };
    rows.extend(shelf.map(|(level, text)| Row {
        level,
        who: view.t("portal-operations-installation"),
        text,
        href: "/portal/operations/backups",
    }));
    rows.extend(now.totals.filter(|totals| totals.differing > 0).map(|totals| Row {
        level: Level::Wrong,
        who: title(view, "billing"),
        text: view.ta("portal-operations-totals-differ", &[("n", totals.differing.into())]),
        href: "/billing/control",
    }));
    rows.sort_by_key(|row| row.level);
    rows
}

/// What should be looked at, and how the control totals compare.
fn attention(view: &View, now: &Overview) -> Html {
    let rows = rows(view, now);
    let equal = match &now.totals {
        Some(ControlSummary { last: Some(last), compared, differing: 0 }) => {
            view.ta("portal-operations-totals-equal", &[("day", format::day(*last).into()), ("n", (*compared).into())])
        }
        Some(ControlSummary { last: None, .. }) => view.t("portal-operations-totals-none"),
        Some(_) => String::new(),
        None => view.t("portal-operations-totals-unknown"),
    };
    let equal = if equal.is_empty() { Html::new() } else { Html::paragraph(equal) };
    if rows.is_empty() {
        return equal;
    }
    let table = Table::new(view.lang, view.t("portal-operations-attention"))
        .caption_hidden()
        .column(Column::text(view.t("portal-operations-service")))
        .column(Column::text(view.t("portal-operations-state")))
        .column(Column::text(view.t("portal-operations-what")));
    let table = rows.into_iter().fold(table, |table, row| {
        table.row([Cell::text(row.who), Cell::badge(badge(view, row.level)), Cell::link(row.text, row.href)])
    });
    Html::new().with(Card::new(view.t("portal-operations-attention")).flush().body(table)).with(equal)
}

fn services(view: &View, services: &[Seen]) -> Table {
    let table = Table::new(view.lang, view.t("portal-operations-services")).caption_hidden();
    let heads = ["service", "state"].map(|name| Column::text(view.t(&format!("portal-operations-{name}"))));
    let figures = ["instances", "outbox", "behind", "parked", "database", "disk"]
        .map(|name| Column::number(view.t(&format!("portal-operations-{name}"))));
    let words = ["checked", "version"].map(|name| Column::text(view.t(&format!("portal-operations-{name}"))));
    let table = heads.into_iter().chain(figures).chain(words).fold(table, Table::column);
    services.iter().fold(table, |table, seen| table.row(row(view, seen)))
}

fn row(view: &View, seen: &Seen) -> Vec<Cell> {
    let first = Cell::text(title(view, seen.name));
    let Some(state) = &seen.state else {
        return vec![first, Cell::badge(Badge::error(view.t("portal-operations-no-answer")))];
    };
    let behind = state.consumer.as_ref().map_or_else(Cell::empty, |consumer| {
        Cell::integer(i64::try_from(consumer.pending + consumer.ack_pending).unwrap_or(i64::MAX))
    });
    let free = state.storage.disk.and_then(|space| Some((free_percent(space)?, space.free)));
    let free =
        free.map_or_else(Cell::empty, |(percent, free)| Cell::text(format!("{percent} % ({})", bytes_text(free))));
    let checked = match &state.check {
        None => Cell::text(view.t("portal-operations-never")),
        Some(check) => match check.finished_at {
            None => Cell::text(view.t("portal-operations-running")),
            Some(at) => Cell::text(view.ta("portal-operations-ago", &[("age", since(view, at).into())])),
        },
    };
    let version = seen.instances.first().map(|one| format!("{} {}", one.version, short(one.commit.as_deref())));
    vec![
        first,
        Cell::badge(badge(view, seen.level())),
        Cell::integer(i64::try_from(seen.instances.len()).unwrap_or(i64::MAX)),
        Cell::integer(state.outbox.waiting),
        behind,
        Cell::integer(state.parked.open),
        Cell::text(bytes_text(u64::try_from(state.storage.bytes).unwrap_or(0))),
        free,
        checked,
        Cell::text(version.unwrap_or_default().trim()),
    ]
}

/// The part of a commit that people read.
pub(super) fn short(commit: Option<&str>) -> &str {
    commit.map_or("", |commit| commit.get(..10).unwrap_or(commit))
}

/// The page that says more.
const fn place(remark: &Remark) -> &'static str {
    match remark {
        Remark::OutboxWaits(..) | Remark::Behind(..) | Remark::ConsumerUnknown => "/portal/operations/queues",
        Remark::Parked(_) => "/portal/operations/parked",
        Remark::ScheduleFailed(_) | Remark::ScheduleLate(..) => "/portal/operations/schedules",
        Remark::Found(_) | Remark::CheckBroken | Remark::CheckOld(_) => "/portal/operations/checks",
        Remark::Silent
        | Remark::NotReady(_)
        | Remark::Versions
        | Remark::Unsealed(_)
        | Remark::Unanchored(_)
        | Remark::OnlyHere(_)
        | Remark::NotCopied
        | Remark::Disk(..) => "/portal/operations/versions",
    }
}

fn sentence(view: &View, remark: &Remark) -> String {
    let age = |seconds: i64| age_text(view, seconds).into();
    match remark {
        Remark::Silent => view.t("portal-operations-remark-silent"),
        Remark::NotReady(reason) => view.ta("portal-operations-remark-not-ready", &[("reason", reason.into())]),
        Remark::Versions => view.t("portal-operations-remark-versions"),
        Remark::OutboxWaits(n, seconds) => {
            view.ta("portal-operations-remark-outbox", &[("n", (*n).into()), ("age", age(*seconds))])
        }
        Remark::Behind(n, seconds) => {
            view.ta("portal-operations-remark-behind", &[("n", (*n).into()), ("age", age(*seconds))])
        }
        Remark::ConsumerUnknown => view.t("portal-operations-remark-consumer"),
        Remark::Parked(n) => view.ta("portal-operations-remark-parked", &[("n", (*n).into())]),
        Remark::ScheduleFailed(name) => view.ta("portal-operations-remark-failed", &[("name", name.into())]),
        Remark::ScheduleLate(name, seconds) => {
            view.ta("portal-operations-remark-late", &[("name", name.into()), ("age", age(*seconds))])
        }
        Remark::Found(n) => view.ta("portal-operations-remark-found", &[("n", (*n).into())]),
        Remark::CheckBroken => view.t("portal-operations-remark-check"),
        Remark::CheckOld(seconds) => view.ta("portal-operations-remark-check-old", &[("age", age(*seconds))]),
        Remark::Unsealed(seconds) => view.ta("portal-operations-remark-unsealed", &[("age", age(*seconds))]),
        Remark::Unanchored(seconds) => view.ta("portal-operations-remark-unanchored", &[("age", age(*seconds))]),
        Remark::OnlyHere(seconds) => view.ta("portal-operations-remark-only-here", &[("age", age(*seconds))]),
        Remark::NotCopied => view.t("portal-operations-remark-not-copied"),
        Remark::Disk(percent, free) => view
            .ta("portal-operations-remark-disk", &[("percent", (*percent).into()), ("free", bytes_text(*free).into())]),
    }
}
