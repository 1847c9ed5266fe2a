//! What the organisation does with others: meetings to come, news of the roadmaps, and what its other departments use.

use platform::{Caller, View};
use ui::{Badge, Card, Cell, Column, Columns, Empty, Html, Icon, Page, Table, Task, TaskList, TextLink, format};

use super::services::leads_to;
use crate::{
    entities::{meeting, news, subscription},
    overview::Overview,
};

/// Meetings and news for who may open the councils, and then what other departments use.
pub fn show(view: &View, caller: &Caller, mut page: Page, own: &Overview) -> Page {
    if leads_to(view, caller, "/governance") {
        page = page.body(Columns::new(meetings(view, &own.meetings), news_card(view, &own.news)));
    }
    if caller.tenant().is_association() || own.others.is_empty() {
        return page;
    }
    page.body(others(view, caller, &own.others))
}

fn meetings(view: &View, rows: &[meeting::Model]) -> Card {
    let card = Card::new(view.t("portal-meetings")).id("meetings");
    if rows.is_empty() {
        return card.body(Empty::new(Icon::CalendarDays, view.t("portal-meetings-none")));
    }
    let list = rows.iter().fold(TaskList::new(), |list, row| {
        let place = if row.place.is_empty() { view.t("portal-meeting-online") } else { row.place.clone() };
        let time = format::date_time(view.lang, row.begins_at);
        let badge = if row.noticed {
            Badge::good(view.t("portal-meeting-noticed")).icon(Icon::Mail)
        } else {
            Badge::neutral(view.t("portal-meeting-planned")).icon(Icon::Clock)
        };
        let title = format!("{}: {}", view.ctx.site.title(view.lang, &row.council), row.title);
        let href = format!("/governance/councils/{}/meetings/{}", row.council, row.number);
        let when = view.ta("portal-meeting-when", &[("time", time.into()), ("place", place.into())]);
        list.task(Task::new(Icon::CalendarDays, title, href).text(when).badge(badge))
    });
    let mut councils: Vec<&str> = rows.iter().map(|row| row.council.as_str()).collect();
    councils.sort_unstable();
    councils.dedup();
    councils.into_iter().fold(card.body(list), |card, council| {
        let service = view.ctx.site.title(view.lang, council);
        let label = view.ta("portal-meeting-calendar", &[("service", service.into())]);
        let link = TextLink::new(label, format!("/governance/councils/{council}/calendar"));
        card.body(Html::paragraph(Html::from(link)))
    })
}

fn news_card(view: &View, rows: &[news::Model]) -> Card {
    let card = Card::new(view.t("portal-news")).id("news");
    if rows.is_empty() {
        return card.body(Empty::new(Icon::Map, view.t("portal-news-none")));
    }
    card.body(rows.iter().fold(TaskList::new(), |list, row| {
        let service = view.ctx.site.title(view.lang, &row.council);
        let council = format!("/governance/councils/{}", row.council);
        let (icon, text, href) = if row.kind == "ballot" {
            let values = [("service", service.into()), ("count", row.chosen.into()), ("hours", row.hours.into())];
            (Icon::Vote, view.ta("portal-news-ballot", &values), format!("{council}/ballots/{}", row.number))
        } else {
            let (icon, key) = if row.place == "done" {
                (Icon::Check, "portal-news-done")
            } else {
                (Icon::Refresh, "portal-news-now")
            };
            (icon, view.ta(key, &[("service", service.into()), ("title", (&row.title).into())]), council)
        };
        list.task(Task::new(icon, text, href).text(format::date(row.at)))
    }))
}

fn others(view: &View, caller: &Caller, rows: &[subscription::Model]) -> Card {
    let table = Table::new(view.lang, view.t("portal-others-table"))
        .caption_hidden()
        .column(Column::text(view.t("portal-others-department")))
        .column(Column::text(view.t("portal-service")))
        .column(Column::text(view.t("portal-others-contact")));
    let mut sorted: Vec<&subscription::Model> = rows.iter().collect();
    sorted.sort_by_key(|row| (row.department.is_none(), row.department.clone(), row.service.clone()));
    let register = format!("/members/{}", caller.tenant());
    let contact = if view.may_open(&register) {
        Cell::link(view.t("portal-others-register"), register)
    } else {
        Cell::text(view.t("portal-others-unknown"))
    };
    let table = sorted.into_iter().fold(table, |table, row| {
        let department = row.department.clone().unwrap_or_else(|| view.t("portal-others-unknown"));
        table.row([Cell::text(department), Cell::text(view.ctx.site.title(view.lang, &row.service)), contact.clone()])
    });
    Card::new(view.t("portal-others")).id("others").body(table).flush()
}
