//! What waits for the person.

use std::collections::BTreeMap;

use platform::{Caller, View, clock::local_date};
use ui::{Arg, Badge, Card, Empty, Icon, Task, TaskList, format};

use super::start::month;
use crate::{
    domain::{self, Deadline},
    entities::task,
};

/// The card with the tasks, or a sentence when there are none.
pub fn card(view: &View, caller: &Caller, tasks: &[task::Model]) -> Card {
    let card = Card::new(view.t("portal-waiting")).id("waiting");
    if tasks.is_empty() {
        return card.body(Empty::new(Icon::Inbox, view.t("portal-nothing-waits")));
    }
    card.body(tasks.iter().fold(TaskList::new(), |list, row| list.task(task(view, caller, row))))
}

fn task(view: &View, caller: &Caller, row: &task::Model) -> Task {
    let icon = view.ctx.site.entry(&row.service).map_or(Icon::Bell, |entry| entry.icon);
    let values = arguments(view, &row.arguments);
    let args: Vec<(&str, Arg<'_>)> = values.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let mut task = Task::new(icon, view.ta(&row.text, &args), &row.href);
    let note = format!("{}-note", row.text);
    let text = if view.ctx.site.texts.has(view.lang, &note) { view.ta(&note, &args) } else { String::new() };
    let (badge, why) = state(view, caller, row);
    let text = [Some(text), why].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if !text.is_empty() {
        task = task.text(text);
    }
    match badge {
        Some(badge) => task.badge(badge),
        None => task,
    }
}

/// The one badge that matters most, and a sentence when the person may not do it or is to be the second to look.
fn state(view: &View, caller: &Caller, row: &task::Model) -> (Option<Badge>, Option<String>) {
    if row.not_by == Some(caller.session().actor) {
        let badge = Badge::neutral(view.t("portal-task-another")).icon(Icon::Users);
        return (Some(badge), Some(view.t("portal-task-another-text")));
    }
    let second = row.not_by.is_some();
    let due = row.due.map(|due| domain::deadline(format::local_day(due), local_date(view.ctx.clock.now())));
    let clock = |badge: Badge| Some(badge.icon(Icon::Clock));
    let badge = match due {
        Some(Deadline::Passed) => Some(Badge::error(view.t("portal-due-passed")).icon(Icon::Warning)),
        Some(Deadline::Today) => clock(Badge::warning(view.t("portal-due-today"))),
        Some(Deadline::Soon(days)) => clock(Badge::warning(view.ta("portal-due-days", &[("count", days.into())]))),
        Some(Deadline::Later(day)) if !second => {
            clock(Badge::neutral(view.ta("portal-due-day", &[("date", format::day(day).into())])))
        }
        _ if second => return (Some(Badge::neutral(view.t("portal-task-second")).icon(Icon::UserCheck)), None),
        _ => None,
    };
    (badge, second.then(|| view.t("portal-task-second-text")))
}

/// The values of a task's text, written the way people read them. What a name ends in says what it holds: `-ore` an amount,
/// `-date` a day, `-month` a month; `service` is a service's name. Whole numbers choose plural forms.
fn arguments(view: &View, json: &str) -> BTreeMap<String, Arg<'static>> {
    let values: BTreeMap<String, String> = serde_json::from_str(json).unwrap_or_default();
    let written = |name: &str, value: String| -> Arg<'static> {
        let day = || value.parse::<chrono::NaiveDate>().ok();
        let number = value.parse::<i64>().ok();
        match (name, number) {
            (_, Some(ore)) if name.ends_with("-ore") => format::kronor(ore).into(),
            (_, Some(number)) => number.into(),
            ("service", None) => view.ctx.site.title(view.lang, &value).into(),
            _ if name.ends_with("-month") => day().map_or(value, |day| month(view, day)).into(),
            _ if name.ends_with("-date") => day().map_or(value, |day| format::day_long(view.lang, day)).into(),
            _ => value.into(),
        }
    };
    values
        .into_iter()
        .map(|(name, value)| {
            let arg = written(&name, value);
            (name, arg)
        })
        .collect()
}
