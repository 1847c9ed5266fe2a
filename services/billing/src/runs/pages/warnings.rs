//! What may make a month incomplete: use that waits in quarantine, and days on which the service counted otherwise than billing.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use platform::{Across, Result, View, clock::next_month};
use ui::{Html, Notice};

/// What is counted.
#[derive(Default)]
pub(crate) struct Doubts {
    /// Uses that wait for somebody to make sense of them.
    pub waiting: i64,
    /// Meters, organisations and days whose control total differs from what arrived.
    pub differing: i64,
}

/// Looks for doubts about months of services, for many in as few statements as for one.
pub(crate) async fn doubts<'a>(across: &Across, months: &[(&'a str, NaiveDate)]) -> Result<BTreeMap<&'a str, Doubts>> {
    let mut found: BTreeMap<&str, Doubts> = months.iter().map(|(service, _)| (*service, Doubts::default())).collect();
    if months.is_empty() {
        return Ok(found);
    }
    let values = months.iter().flat_map(|(name, first)| [(*name).into(), (*first).into(), next_month(*first).into()]);
    let until = months.iter().flat_map(|(name, first)| [(*name).into(), next_month(*first).into()]);
    // One condition for each service, on its own month.
    let each = |one: &dyn Fn(usize) -> String| (0..months.len()).map(one).collect::<Vec<_>>().join(" OR ");
    let waiting = each(&|at| format!("(service = ${} AND told_day < ${})", 2 * at + 1, 2 * at + 2));
    let within = |service, day| {
        each(&|at| {
            let first = 3 * at + 1;
            format!("({service} = ${first} AND {day} >= ${} AND {day} < ${})", first + 1, first + 2)
        })
    };
    let (told, control) = (within("service", "told_day"), within("c.service", "c.day"));
    let waiting = format!(
        "SELECT service, COUNT(*) AS found FROM billing_quarantine WHERE outcome IS NULL AND ({waiting}) GROUP BY service"
    );
    for row in across.query(&waiting, until).await? {
        if let Some(doubts) = found.get_mut(row.try_get::<String>("", "service")?.as_str()) {
            doubts.waiting = row.try_get("", "found")?;
        }
    }
    let differing = format!(
        "SELECT c.service AS service, COUNT(*) AS found FROM billing_control_total AS c \
        LEFT JOIN (SELECT service, tenant, meter, told_day, COUNT(*) AS events, SUM(quantity) AS quantity, SUM(ore) AS ore \
        FROM (SELECT service, tenant, meter, told_day, quantity, ore FROM billing_usage WHERE source = '/' || service AND ({told}) \
        UNION ALL SELECT service, tenant, meter, told_day, quantity, ore FROM billing_quarantine WHERE source = '/' || service \
        AND reason <> 'conflict' AND (outcome IS NULL OR outcome = 'dropped') AND ({told})) AS told \
        GROUP BY service, tenant, meter, told_day) AS u \
        ON u.service = c.service AND u.tenant = c.tenant AND u.meter = c.meter AND u.told_day = c.day \
        WHERE ({control}) AND (c.events <> COALESCE(u.events, 0) OR c.quantity <> COALESCE(u.quantity, 0) \
        OR c.ore <> COALESCE(u.ore, 0)) GROUP BY c.service"
    );
    for row in across.query(&differing, values).await? {
        if let Some(doubts) = found.get_mut(row.try_get::<String>("", "service")?.as_str()) {
            doubts.differing = row.try_get("", "found")?;
        }
    }
    Ok(found)
}

/// That the sandbox's use is not billed.
pub(crate) fn sandbox(view: &View, count: i64) -> Notice {
    Notice::info(view.lang, view.ta("billing-run-sandbox", &[("count", count.into())]))
}

/// Doubts in words; a good word when there are none.
pub(crate) fn notices(view: &View, doubts: &Doubts) -> Html {
    let mut html = Html::new();
    if doubts.waiting > 0 {
        html.push(Notice::warning(view.lang, view.ta("billing-run-waiting", &[("count", doubts.waiting.into())])));
    }
    if doubts.differing > 0 {
        html.push(Notice::warning(view.lang, view.ta("billing-run-differing", &[("count", doubts.differing.into())])));
    }
    if html.is_empty() {
        html.push(Notice::good(view.lang, view.t("billing-run-no-doubts")));
    }
    html
}
