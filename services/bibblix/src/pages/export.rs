//! `/bibblix/loans.csv`: the loans of the chosen filter as a file for a spreadsheet: UTF-8 with a mark, semicolons. No cards.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use platform::{Caller, Ctx, Result, View, extract::Query};
use ui::format;

use super::common::Listing;
use crate::{catalogue, lend};

/// The most rows of one file: several years of a large municipality. The latest come first.
const MOST: u64 = 50_000;

pub(crate) async fn send(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Query(listing): Query<Listing>,
) -> Result<Response> {
    let now = ctx.clock.now();
    let read = ctx.store.read(caller.tenant()).await?;
    let (rows, _) = catalogue::loans(&read, listing.status(), now, 1, MOST).await?;
    let titles = catalogue::titles_of(&read, &rows).await?;
    let mut text = String::from('\u{feff}');
    if view.ctx.site.demonstration {
        line(&mut text, &[view.t("bibblix-csv-demonstration")]);
    }
    let head = ["reference", "title", "author", "started", "due", "ended", "status", "price", "price-list", "step"];
    line(&mut text, &head.map(|column| view.t(&format!("bibblix-csv-{column}"))));
    for row in &rows {
        let title = titles.get(&row.title);
        let price = row.price_list.as_ref().map(|_| format!("{},{:02}", row.price_ore / 100, row.price_ore % 100));
        line(
            &mut text,
            &[
                lend::reference(row.id),
                title.map_or_else(|| row.title.to_string(), |title| title.title.clone()),
                title.map(|title| title.author.clone()).unwrap_or_default(),
                plain_minute(row.started),
                plain_minute(row.due),
                row.ended.map(plain_minute).unwrap_or_default(),
                view.t(&format!("bibblix-status-{}", lend::status(row).at(row.due, now).name())),
                price.unwrap_or_default(),
                row.price_list.clone().unwrap_or_default(),
                row.price_step.clone().unwrap_or_default(),
            ],
        );
    }
    let name = format!("attachment; filename=\"bibblix-{}-{}.csv\"", caller.tenant(), format::date(now));
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)], text)
        .into_response())
}

fn plain_minute(at: chrono::DateTime<chrono::Utc>) -> String {
    format::minute(at).replace('\u{a0}', " ")
}

/// One line; a value that a spreadsheet would take for a formula gets an apostrophe.
fn line(text: &mut String, values: &[String]) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            text.push(';');
        }
        let formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
        text.push('"');
        if formula {
            text.push('\'');
        }
        text.push_str(&value.replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_can_neither_break_a_line_nor_be_a_formula() {
        let mut text = String::new();
        line(&mut text, &["Säg \"hej\"; du".into(), "=HYPERLINK(1)".into(), "10,50".into()]);
        assert_eq!(text, "\"Säg \"\"hej\"\"; du\";\"'=HYPERLINK(1)\";\"10,50\"\r\n");
    }
}
