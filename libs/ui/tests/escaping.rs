//! A hostile text stays text wherever it is put, and nothing a component draws needs an inline style or script.

use ui::{
    Actions, Badge, Bar, BarChart, Button, Card, Cell, Choice, Column, Columns, Confirmation, Empty, Explain, Facts,
    Field, Filters, Form, Frame, Grid, Html, Icon, Lang, Link, NavGroup, Notice, Order, Organisation, Page, Pagination,
    Person, Progress, Search, Section, Stat, Step, Stepper, Table, Tabs, Task, TaskList, TextLink, Turns, live,
};

const EVIL: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
const EVIL_ADDRESS: &str = "javascript:alert(1)";

fn everything() -> Vec<Html> {
    let choices = || [Choice::new(EVIL, EVIL).note(EVIL).aside(EVIL, Some(EVIL.to_owned()))];
    let field = |field: Field| field.hint(EVIL).error(EVIL);
    let form = Form::post(Lang::Sv, EVIL_ADDRESS)
        .hidden(EVIL, EVIL)
        .error(EVIL)
        .field(field(Field::text(EVIL, EVIL).value(EVIL).range(EVIL, EVIL)))
        .field(field(Field::textarea(EVIL, EVIL, 3).value(EVIL)))
        .field(field(Field::select(EVIL, EVIL, choices()).value(EVIL)))
        .field(field(Field::radios(EVIL, EVIL, choices())))
        .field(field(Field::checkboxes(EVIL, EVIL, choices())))
        .field(field(Field::checkbox(EVIL, EVIL, true)))
        .html(EVIL)
        .button(Button::submit(EVIL).value(EVIL, EVIL).to(EVIL_ADDRESS))
        .note(EVIL);
    let table = Table::new(Lang::Sv, EVIL)
        .id(EVIL)
        .column(Column::text(EVIL).sort(EVIL_ADDRESS, Order::Ascending))
        .column(Column::number(EVIL))
        .row([Cell::link(EVIL, EVIL_ADDRESS), EVIL.into()])
        .totals([Cell::text(EVIL)]);
    let task = Task::new(Icon::Vote, EVIL, EVIL_ADDRESS).text(EVIL).badge(Badge::error(EVIL));
    vec![
        Html::text(EVIL),
        Html::paragraph(EVIL),
        form.into(),
        table.into(),
        Actions::new().button(Button::link(EVIL, EVIL_ADDRESS)).note(EVIL).into(),
        BarChart::new(Lang::Sv, EVIL, (EVIL, EVIL)).bar(Bar::new(EVIL, EVIL, 1, EVIL)).into(),
        Card::new(EVIL).id(EVIL).tool(EVIL).body(EVIL).into(),
        Columns::new(EVIL, EVIL).into(),
        Confirmation::new(Lang::Sv, EVIL)
            .reference(EVIL, EVIL)
            .text(EVIL)
            .next(EVIL)
            .next_link(EVIL, EVIL_ADDRESS)
            .into(),
        Empty::new(Icon::Inbox, EVIL).action(EVIL).into(),
        Explain::new(Lang::Sv, EVIL).title(EVIL).link(EVIL, EVIL_ADDRESS).into(),
        Facts::new().row(EVIL, EVIL).into(),
        Filters::new(Lang::Sv).label(EVIL).chip(EVIL, EVIL_ADDRESS, Some(1), true).into(),
        Grid::new().item(EVIL).into(),
        Notice::error(Lang::Sv, EVIL).link(EVIL, EVIL_ADDRESS).body(EVIL).into(),
        Pagination::new(Lang::Sv, EVIL_ADDRESS, 2, 10, 30).keep(EVIL, EVIL).into(),
        Progress::new(Lang::Sv, EVIL, 1, 2).id(EVIL).note(EVIL).into(),
        Search::new(Lang::Sv, EVIL_ADDRESS, EVIL).name(EVIL).value(EVIL).hint(EVIL).keep(EVIL, EVIL).into(),
        Section::new(EVIL).id(EVIL).tool(EVIL).body(EVIL).into(),
        Stat::new(EVIL, EVIL).id(EVIL).note(EVIL).href(EVIL_ADDRESS).badge(Badge::good(EVIL)).into(),
        Stepper::new(Lang::Sv).step(Step::done(EVIL, EVIL_ADDRESS)).step(Step::current(EVIL)).into(),
        Tabs::new(EVIL).tab(EVIL, EVIL_ADDRESS, true).into(),
        TaskList::new().task(task).into(),
        TextLink::new(EVIL, EVIL_ADDRESS).into(),
        Turns::new(Lang::Sv, 2).newer(EVIL_ADDRESS).older(EVIL_ADDRESS).into(),
        live::region(EVIL_ADDRESS, EVIL),
        live::slot(EVIL, EVIL),
        live::part(EVIL, EVIL),
    ]
}

fn frame() -> Frame {
    Frame {
        path: format!("/{EVIL}"),
        organisation: Some(Organisation { name: EVIL.into(), role: EVIL.into(), switch: Some(EVIL_ADDRESS.into()) }),
        person: Some(Person {
            name: EVIL.into(),
            assurance: EVIL.into(),
            account: Some(EVIL_ADDRESS.into()),
            sign_out: Some(EVIL_ADDRESS.into()),
            sign_out_fields: vec![(EVIL.into(), EVIL.into())],
        }),
        navigation: vec![NavGroup::new(EVIL).item(Icon::House, EVIL, EVIL_ADDRESS, Some(3))],
        footer: vec![Link::new(EVIL, EVIL_ADDRESS)],
        accessibility: Some(EVIL_ADDRESS.into()),
        version: EVIL.into(),
        demonstration: true,
        ..Frame::default()
    }
}

fn assert_harmless(markup: &str) {
    for sign in ["<script>", "<img", "javascript:", " style=", "<style", "\"'>"] {
        assert!(!markup.contains(sign), "{sign} in {markup}");
    }
}

#[test]
fn hostile_texts_stay_text_in_every_component() {
    for markup in everything() {
        assert_harmless(markup.as_str());
    }
}

#[test]
fn hostile_texts_stay_text_in_the_shell() {
    let body: Html = everything().into_iter().collect();
    let page = Page::new(EVIL).crumb(EVIL, EVIL_ADDRESS).lead(EVIL).body(body).error(true);
    assert_harmless(&frame().page(&page));
    assert_harmless(&frame().plain(&page));
}

#[test]
fn numbers_keep_their_no_break_spaces_in_markup() {
    let cell: Html = Table::new(Lang::Sv, "x").column(Column::number("kr")).row([Cell::money(-123_450)]).into();
    assert!(cell.as_str().contains("\u{2212}1\u{a0}234,50"));
}
