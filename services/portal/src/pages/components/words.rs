//! What is read: ways, figures, states, tasks, and what comes at the end of an act.

use platform::View;
use ui::{
    Actions, Badge, Button, Card, Code, Confirmation, Explain, Facts, Form, Grid, Html, Icon, Kind, Notice, Progress,
    Sample, Section, Stat, Step, Stepper, Tabs, Task, TaskList,
};

use super::PATH;

/// Tabs and steps.
pub fn ways(view: &View) -> Section {
    let word = |key: &str| view.t(&format!("portal-components-{key}"));
    let tabs = Tabs::new(word("tabs")).tab(word("overview"), PATH, true).tab(word("cost"), PATH, false);
    let steps = Stepper::new(view.lang)
        .step(Step::done(word("step-basis"), PATH))
        .step(Step::done(word("step-calculation"), PATH))
        .step(Step::current(word("step-preview")))
        .step(Step::todo(word("step-approval")).href(PATH))
        .step(Step::todo(word("step-dispatch")));
    Section::new(word("ways")).body(tabs).body(steps)
}

/// Figures and facts.
pub fn numbers(view: &View) -> Section {
    let word = |key: &str| view.t(&format!("portal-components-{key}"));
    let stats = Grid::new()
        .item(Stat::new(word("to-charge"), ui::format::kronor(84_291_650)).note(word("stat-note")))
        .item(Stat::new("Bibblix", ui::format::integer(1_284)).href(PATH).badge(Badge::good(word("running"))))
        .item(Stat::new(word("result"), ui::format::signed(1_858_300)).badge(Badge::warning(word("near-cap"))));
    let facts = Facts::new()
        .row(word("number"), "212000-0000")
        .row(word("agreement"), Badge::good(word("signed")))
        .row(word("manager"), Html::from(ui::TextLink::new("Alex Exempelsson", PATH)));
    Section::new(word("figures")).body(stats).body(Card::plain().body(facts))
}

/// Badges, notices, progress.
pub fn states(view: &View) -> Section {
    let (lang, word) = (view.lang, |key: &str| view.t(&format!("portal-components-{key}")));
    let kinds =
        [(Kind::Good, "normal"), (Kind::Warning, "doubled"), (Kind::Error, "missing"), (Kind::Neutral, "waits")];
    let badges: Html = kinds.into_iter().map(|(kind, key)| Html::from(Badge::new(kind, word(key)))).collect();
    Section::new(word("states"))
        .body(Card::plain().body(Html::paragraph(badges)))
        .body(Notice::info(lang, word("notice-info")))
        .body(Notice::good(lang, word("notice-good")))
        .body(Notice::warning(lang, word("notice-warning")).link("Tanum", PATH))
        .body(Notice::error(lang, word("notice-error")).body(Html::paragraph(word("notice-error-more"))))
        .body(
            Card::new(word("progress"))
                .body(Progress::new(lang, word("progress-bar"), 42, 75).note(word("progress-note")))
                .body(Actions::new().button(Button::link(word("reload"), PATH).secondary().icon(Icon::Refresh)))
                .body(Progress::new(lang, word("progress-none"), 0, 0)),
        )
}

/// Tasks with their deadlines, an explanation, buttons.
pub fn tasks(view: &View) -> Section {
    let word = |key: &str| view.t(&format!("portal-components-{key}"));
    let tasks = TaskList::new()
        .task(
            Task::new(Icon::Vote, word("task-vote"), PATH)
                .text(word("task-vote-text"))
                .badge(Badge::warning(word("task-days")).icon(Icon::Clock)),
        )
        .task(
            Task::new(Icon::Contact, word("task-contact"), PATH)
                .text(word("task-contact-text"))
                .badge(Badge::error(word("missing"))),
        );
    let small = Button::submit(word("small")).secondary().small().icon(Icon::Refresh);
    let buttons = Actions::new()
        .button(Button::link(word("primary"), PATH))
        .button(Button::link(word("secondary"), PATH).secondary())
        .button(Button::link(word("danger"), PATH).danger().icon(Icon::Trash))
        .button(Form::get(view.lang, PATH).inline().button(small))
        .note(word("actions-note"));
    Section::new(word("tasks"))
        .body(Card::new(word("waiting")).body(tasks))
        .body(Explain::new(view.lang, word("explain")).link(word("explain-link"), PATH))
        .body(buttons)
}

/// Text for machines, and words in another language. (The ways through a list without numbered pages would be a second navigation with
/// the name of the first.)
pub fn machines(view: &View) -> Section {
    let word = |key: &str| view.t(&format!("portal-components-{key}"));
    let spoken = Html::text(&word("spoken")).with(" ").with(ui::spoken_in(ui::Lang::En, "bearer token"));
    let answer = "{\n  \"accepted\": 12,\n  \"duplicates\": 0,\n  \"refused\": 0\n}";
    let command =
        "curl --header \"Authorization: Bearer $TOKEN\" \\\n  https://sambruk.example/api/billing/v1/invoices";
    Section::new(word("machines"))
        .body(Html::paragraph(Code::prose(&word("code-prose"))))
        .body(Html::paragraph(spoken))
        .body(Code::block(word("code-label"), answer))
        .body(Sample::new(word("sample"), command))
}

/// The end of an act, and every icon.
pub fn end(view: &View) -> Section {
    let word = |key: &str| view.t(&format!("portal-components-{key}"));
    let receipt = Confirmation::new(view.lang, word("done"))
        .reference(word("reference"), "B-2026-11-0042")
        .text(word("done-text"))
        .next(word("done-next"))
        .next_link(word("done-link"), PATH);
    let icons = Html::paragraph(Icon::ALL.iter().copied().collect::<Html>());
    Section::new(word("end")).body(receipt).body(Card::new(word("icons")).body(icons))
}
