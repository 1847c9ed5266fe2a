//! `/portal/operations/checks`: what the services have found when they checked their own data.

use axum::{extract::State, response::Response};
use platform::{
    Caller, Ctx, Result, View,
    extract::Path,
    operations::{self, CheckState, ServiceState},
};
use ui::{
    Badge, Button, Card, Cell, Column, Explain, Form, Html, Icon, Notice, Page, Progress, Table, live as parts,
    time_tag,
};

use super::{answered, draw_live, live, schedules, silence, states, title};

const PATH: &str = "/portal/operations/checks";
/// Where the results are shown.
const SLOT: &str = "checks";

/// `GET /portal/operations/checks`.
pub async fn page(State(ctx): State<Ctx>, view: View) -> Result<Response> {
    Ok(view.page(drawn(&ctx, &view, None).await))
}

/// `GET /portal/operations/checks/live`.
pub async fn stream(State(ctx): State<Ctx>, view: View) -> Result<Response> {
    let (told, silent) = states(&ctx).await;
    let going = told.iter().any(|(_, state)| is_going(state));
    let again = if going { std::time::Duration::from_secs(2) } else { live::OFTEN };
    Ok(live::answer(SLOT, body(&view, &told, &silent), again))
}

/// `POST /portal/operations/checks/{service}/run`.
pub async fn run(State(ctx): State<Ctx>, view: View, caller: Caller, Path(service): Path<String>) -> Result<Response> {
    let done = operations::check_now(&ctx, &caller, &service).await;
    let shown = if done.is_err() { Some(drawn(&ctx, &view, None).await) } else { None };
    answered(&view, done, PATH, |refused| match shown {
        Some(page) => page.body(refused),
        None => Page::new(view.t("portal-operations-checks-title")).body(refused),
    })
}

fn is_going(state: &ServiceState) -> bool {
    let wanted = schedules::check(state).is_some_and(|one| one.wanted_at.is_some());
    wanted || state.check.as_ref().is_some_and(|check| check.finished_at.is_none())
}

async fn drawn(ctx: &Ctx, view: &View, notice: Option<Notice>) -> Page {
    let (told, silent) = states(ctx).await;
    let page = notice.into_iter().fold(draw_live(view, "checks"), Page::body);
    let region = parts::region(format!("{PATH}/live"), parts::slot(SLOT, body(view, &told, &silent)));
    page.body(region).body(
        Explain::new(view.lang, view.t("portal-operations-checks-explain")).title(view.t("portal-operations-know")),
    )
}

fn body(view: &View, told: &[(&str, ServiceState)], silent: &[&str]) -> Html {
    let mut sorted: Vec<_> = told.iter().collect();
    sorted.sort_by_key(|(_, state)| match &state.check {
        Some(check) if !check.findings.is_empty() => 0,
        Some(check) if check.error.is_some() => 1,
        None => 2,
        Some(_) => 3,
    });
    let start = Html::new().with(lead(view, told)).with(silence(view, silent));
    sorted.into_iter().fold(start, |html, (name, state)| html.with(card(view, name, state)))
}

/// The sentence that says how it is.
fn lead(view: &View, told: &[(&str, ServiceState)]) -> Notice {
    let checks = told.iter().filter_map(|(_, state)| state.check.as_ref());
    let found: usize = checks.map(|check| check.findings.len()).sum();
    let never = told.iter().filter(|(_, state)| state.check.is_none()).count();
    let say = |key: &str| view.ta(key, &[("n", found.into()), ("never", never.into())]);
    match (found, never) {
        (0, 0) => Notice::good(view.lang, say("portal-operations-checks-lead-good")),
        (0, _) => Notice::info(view.lang, say("portal-operations-checks-lead-never")),
        _ => Notice::error(view.lang, say("portal-operations-checks-lead-found")),
    }
}

fn card(view: &View, service: &str, state: &ServiceState) -> Card {
    let going = is_going(state);
    let card = Card::new(title(view, service)).id(format!("check-{service}")).tool(badge(view, state, going));
    let card = match &state.check {
        None => card.body(Html::paragraph(view.t("portal-operations-check-never"))),
        Some(check) => card.body(told(view, service, check)),
    };
    if going {
        return card;
    }
    card.body(
        Form::post(view.lang, format!("{PATH}/{service}/run"))
            .inline()
            .button(Button::submit(view.t("portal-operations-check-now")).secondary().small()),
    )
}

fn badge(view: &View, state: &ServiceState, going: bool) -> Badge {
    match &state.check {
        _ if going => Badge::neutral(view.t("portal-operations-running")).icon(Icon::Refresh),
        None => Badge::neutral(view.t("portal-operations-never")),
        Some(check) if !check.findings.is_empty() => {
            Badge::error(view.ta("portal-operations-findings", &[("n", check.findings.len().into())]))
        }
        Some(check) if check.error.is_some() => Badge::warning(view.t("portal-operations-check-broken")),
        Some(_) => Badge::good(view.t("portal-operations-no-findings")),
    }
}

fn told(view: &View, service: &str, check: &CheckState) -> Html {
    let mut html = Html::new();
    match check.finished_at {
        None => {
            let count = |n: i64| u64::try_from(n).unwrap_or(0);
            let bar = Progress::new(
                view.lang,
                view.t("portal-operations-check-progress"),
                count(check.step),
                count(check.steps),
            );
            html.push(bar.id(format!("progress-{service}")));
        }
        Some(at) => html.push(Html::paragraph(
            Html::from(view.t("portal-operations-checked")).with(" ").with(time_tag(view.lang, at)),
        )),
    }
    if let Some(error) = &check.error {
        html.push(Notice::warning(view.lang, view.ta("portal-operations-check-error", &[("error", error.into())])));
    }
    if check.findings.is_empty() {
        return html;
    }
    let title = view.ctx.site.title(view.lang, service);
    let table = Table::new(view.lang, view.ta("portal-operations-findings-title", &[("service", title.into())]))
        .id(format!("findings-{service}"))
        .column(Column::text(view.t("portal-operations-code")))
        .column(Column::text(view.t("portal-operations-finding")));
    html.with(
        check
            .findings
            .iter()
            .fold(table, |table, finding| table.row([Cell::text(&finding.code), Cell::text(&finding.detail)])),
    )
}
