//! What may make a month incomplete: use that waits in quarantine, and days on which the service counted otherwise than billing.

use chrono::NaiveDate;
use platform::{Across, Result, View, clock::next_month};
use ui::{Html, Notice};

/// What is counted.
pub(crate) struct Doubts {
    /// Uses that wait for somebody to make sense of them.
    pub waiting: i64,
    /// Meters, organisations and days whose control total differs from what arrived.
    pub differing: i64,
}

/// Looks for doubts about a service's month.
pub(crate) async fn doubts(across: &Across, service: &str, month: NaiveDate) -> Result<Doubts> {
    let until = next_month(month);
    let waiting =
        "SELECT COUNT(*) AS found FROM billing_quarantine WHERE service = $1 AND outcome IS NULL AND told_day < $2";
    let differing = "SELECT COUNT(*) AS found FROM billing_control_total AS c LEFT JOIN (SELECT tenant, meter, told_day, COUNT(*) AS events, \
        SUM(quantity) AS quantity, SUM(ore) AS ore FROM (SELECT tenant, meter, told_day, quantity, ore FROM billing_usage \
        WHERE service = $1 AND source = '/' || $1 AND told_day >= $2 AND told_day < $3 UNION ALL \
        SELECT tenant, meter, told_day, quantity, ore FROM billing_quarantine WHERE service = $1 AND source = '/' || $1 \
        AND reason <> 'conflict' AND (outcome IS NULL OR outcome = 'dropped') AND told_day >= $2 AND told_day < $3) AS told \
        GROUP BY tenant, meter, told_day) AS u ON u.tenant = c.tenant AND u.meter = c.meter AND u.told_day = c.day \
        WHERE c.service = $1 AND c.day >= $2 AND c.day < $3 \
        AND (c.events <> COALESCE(u.events, 0) OR c.quantity <> COALESCE(u.quantity, 0) OR c.ore <> COALESCE(u.ore, 0))";
    Ok(Doubts {
        waiting: count(across.query(waiting, [service.into(), until.into()]).await?)?,
        differing: count(across.query(differing, [service.into(), month.into(), until.into()]).await?)?,
    })
}

fn count(rows: Vec<sea_orm::QueryResult>) -> Result<i64> {
    Ok(rows.first().map(|row| row.try_get("", "found")).transpose()?.unwrap_or(0))
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
