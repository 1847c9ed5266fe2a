//! Finance's pages of a run, each step with its own address, and the pages of invoices.

mod approval;
mod discard;
mod invoice;
mod invoices;
mod lines;
mod list;
mod live;
mod new;
pub(crate) mod paper;
mod pdf;
mod preview;
mod steps;
mod tables;
pub(crate) mod warnings;

pub(crate) use approval::issue_now;

use chrono::NaiveDate;
use platform::{Caller, Pages, Rule, View};
use ui::{Badge, Icon, Page, Step, Stepper, format};
use uuid::Uuid;

use super::{
    domain::{Refused, State},
    entities::run,
    rights::{APPROVE_RUNS, PREPARE_RUNS, READ_INVOICES, READ_LINES, READ_RUNS},
};

pub(super) fn pages() -> Pages {
    Pages::new()
        .resumable("/billing/resume")
        .saved_filters(
            "/billing/filters",
            &[("act", "save"), ("name", "I år"), ("address", "/billing/invoices?year=2026")],
        )
        .get(&READ_RUNS, "/billing/runs", list::page)
        .get(&PREPARE_RUNS, "/billing/runs/new", new::page)
        .post(&PREPARE_RUNS, "/billing/runs/new", new::start, &[("service", "bibblix")])
        .get(&READ_RUNS, "/billing/runs/{run}", steps::current)
        .get(&READ_RUNS, "/billing/runs/{run}/basis", steps::basis)
        .get(&READ_RUNS, "/billing/runs/{run}/calculation", steps::calculation)
        .get(&READ_RUNS, "/billing/runs/{run}/live", live::stream)
        .get(&READ_RUNS, "/billing/runs/{run}/preview", preview::page)
        .get(&READ_RUNS, "/billing/runs/{run}/lines/{user}", lines::of_user)
        .get(&READ_RUNS, "/billing/runs/{run}/lines/{line}/usage", lines::usage)
        .get(&READ_RUNS, "/billing/runs/{run}/approval", approval::page)
        .get(&READ_RUNS, "/billing/runs/{run}/dispatch", steps::dispatch)
        .get(&PREPARE_RUNS, "/billing/runs/{run}/discard", discard::page)
        .post(&PREPARE_RUNS, "/billing/runs/{run}/discard", discard::send, &[("reason", "Fel pris")])
        .post(&APPROVE_RUNS, "/billing/runs/{run}/approval", approval::send, &[])
        .get(&READ_INVOICES, "/billing/invoices", invoices::page)
        .get(&READ_INVOICES, "/billing/invoices/{invoice}", invoice::page)
        .get(&READ_INVOICES, "/billing/invoices/{invoice}/pdf", pdf::file)
        .get(&READ_LINES, "/billing/lines/{line}", lines::own)
}

/// The steps of a run, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum At {
    Basis,
    Calculation,
    Preview,
    Approval,
    Dispatch,
}

impl At {
    const ALL: [Self; 5] = [Self::Basis, Self::Calculation, Self::Preview, Self::Approval, Self::Dispatch];

    const fn name(self) -> &'static str {
        match self {
            Self::Basis => "basis",
            Self::Calculation => "calculation",
            Self::Preview => "preview",
            Self::Approval => "approval",
            Self::Dispatch => "dispatch",
        }
    }

    /// The step that a run in this state stands at.
    const fn of(state: State) -> Self {
        match state {
            State::Preparing => Self::Calculation,
            State::Preview | State::Discarded => Self::Preview,
            State::Approved | State::Issued => Self::Dispatch,
        }
    }
}

fn path(run: Uuid, step: At) -> String {
    format!("/billing/runs/{run}/{}", step.name())
}

/// `november 2026`.
fn month(view: &View, month: NaiveDate) -> String {
    use chrono::Datelike;
    format::month(view.lang, month.year(), month.month())
}

/// The service's title.
fn service(view: &View, service: &str) -> String {
    view.ctx.site.title(view.lang, service)
}

/// A page of a run with the way to it, its state in a sentence, and the steps.
fn step_page(view: &View, run: &run::Model, state: State, at: At) -> Page {
    let title = view.ta(
        "billing-run-title",
        &[("service", service(view, &run.service).into()), ("month", month(view, run.month).into())],
    );
    let page = Page::new(title).crumb(view.t("billing-run-list"), "/billing/runs").lead(lead(view, run, state));
    if state == State::Discarded { page } else { page.body(stepper(view, run, state, at)) }
}

fn stepper(view: &View, run: &run::Model, state: State, at: At) -> Stepper {
    let reached = At::of(state);
    let step = |stepper: Stepper, one: &At| {
        let label = view.t(&format!("billing-run-step-{}", one.name()));
        let done = *one < reached || state == State::Issued;
        let step = match (*one == at, done) {
            (true, _) => Step::current(label),
            (false, true) => Step::done(label, path(run.id, *one)),
            (false, false) if *one <= reached || (*one == At::Approval && state == State::Preview) => {
                Step::todo(label).href(path(run.id, *one))
            }
            (false, false) => Step::todo(label),
        };
        stepper.step(step)
    };
    At::ALL.iter().fold(Stepper::new(view.lang), step)
}

fn lead(view: &View, run: &run::Model, state: State) -> String {
    let when =
        |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| format::date_time(view.lang, at)).unwrap_or_default();
    let values = [
        ("users", run.users.into()),
        ("frozen", when(Some(run.prepared_at)).into()),
        ("invoices", run.invoices.unwrap_or_default().into()),
        ("approved", when(run.approved_at).into()),
        ("issued", when(run.issued_at).into()),
        ("discarded", when(run.discarded_at).into()),
        ("reason", run.discard_reason.clone().unwrap_or_default().into()),
    ];
    let stopped = if run.problem.is_some() { "-stopped" } else { "" };
    view.ta(&format!("billing-run-lead-{state}{stopped}"), &values)
}

fn badge(view: &View, state: State) -> Badge {
    let word = view.t(&format!("billing-run-state-{state}"));
    match state {
        State::Preparing | State::Approved => Badge::neutral(word).icon(Icon::Clock),
        State::Preview => Badge::warning(word).icon(Icon::Stamp),
        State::Issued => Badge::good(word),
        State::Discarded => Badge::neutral(word),
    }
}

/// Who did something, as the looker may know it: names stay with identity.
fn who(view: &View, caller: &Caller, actor: &str) -> String {
    if actor == caller.actor().to_string() {
        return view.t("billing-run-who-you");
    }
    match actor.split_once(':') {
        Some(("person", id)) => {
            view.ta("billing-run-who-person", &[("id", id.chars().take(8).collect::<String>().into())])
        }
        Some(("client", id)) => {
            view.ta("billing-run-who-client", &[("id", id.chars().take(8).collect::<String>().into())])
        }
        _ => view.t("billing-run-who-system"),
    }
}

/// A refusal in the words of the page.
fn refusal(view: &View, refused: &Refused) -> String {
    let mut values: Vec<(&str, ui::Arg<'_>)> = Vec::new();
    match refused {
        Refused::MonthNotOver { month: one } => values.push(("month", month(view, *one).into())),
        Refused::EarlierMonthOpen { earlier } => values.push(("month", month(view, *earlier).into())),
        Refused::PriceMissing { items } => values.push(("items", items.join(", ").into())),
        Refused::WrongState { state } => values.push(("state", view.t(&format!("billing-run-state-{state}")).into())),
        Refused::NegativeInvoice { payer } => values.push(("payer", payer.clone().into())),
        _ => {}
    }
    view.ta(&format!("billing-run-refused-{}", refused.code()), &values)
}
