//! What an address may ask, and what stands in files.

use chrono::{NaiveDate, TimeZone, Utc};

use super::{Asked, Filter, asked::Shape, column::By, file::csv, value::Value, workbook::workbook};

fn lines() -> Vec<Vec<Value>> {
    let day = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    vec![
        vec![
            Value::Text("=HYPERLINK(\"http://evil\")".into()),
            Value::Integer(19_840),
            Value::Money(-1_234_505),
            Value::Day(day),
            Value::Month(day),
            Value::Time(Utc.with_ymd_and_hms(2026, 6, 1, 7, 5, 0).unwrap()),
        ],
        vec![Value::Text("Håbo; \"så\"\nrad_x0041_".into()), Value::Nothing, Value::Difference(5)],
    ]
}

#[test]
fn words_are_no_formulas_and_numbers_keep_their_sign() {
    let heads = ["Namn", "Antal", "Kr", "Dag", "Månad", "Tid"].map(str::to_owned);
    assert_eq!(
        csv(&heads, &lines()),
        "\u{feff}Namn;Antal;Kr;Dag;Månad;Tid\r\n\
         \"'=HYPERLINK(\"\"http://evil\"\")\";19840;-12345,05;2026-11-01;2026-11;2026-06-01 09:05\r\n\
         \"Håbo; \"\"så\"\"\nrad_x0041_\";;0,05\r\n"
    );
    for dangerous in ["=1", "+1", "-1", "@a", "\tx", "\rx", "\nx"] {
        let text = csv(&[], &[vec![Value::Text(dangerous.into())]]);
        assert!(text.contains(&format!("'{dangerous}")), "{text:?}");
    }
}

#[test]
fn the_same_list_is_the_same_workbook() {
    let heads = vec!["A".to_owned(); 30];
    let book = workbook("Lån [1]", &heads, &lines()).unwrap();
    assert_eq!(book, workbook("Lån [1]", &heads, &lines()).unwrap());
    assert!(book.starts_with(b"PK\x03\x04"));
}

#[test]
fn values_sort_in_swedish_order_and_nothing_last() {
    let text = |text: &str| Value::Text(text.into());
    let sorted = |mut values: Vec<Value>, descending: bool| {
        values.sort_by_cached_key(|value| value.key(descending));
        values.iter().map(Value::plain).collect::<Vec<_>>().join(" ")
    };
    let names = vec![text("Östra"), Value::Nothing, text("Ale"), text("Åre"), text("Ängel")];
    assert_eq!(sorted(names.clone(), false), "Ale Åre Ängel Östra ");
    assert_eq!(sorted(names, true), "Östra Ängel Åre Ale ");
    assert_eq!(sorted(vec![Value::Money(5), Value::Money(-5), Value::Money(0)], false), "-0,05 0,00 0,05");
}

fn asked(query: &[(&str, &str)]) -> Asked {
    let filters = [
        Filter::search("q", "Sök"),
        Filter::chips("state", "Läge").option("open", "Öppna").option("closed", "Stängda"),
        Filter::select("month", "Månad").option("2026-10", "oktober").option("2026-11", "november").start("2026-11"),
    ];
    let sorts = vec![("name", By::Sql("o.sort_key")), ("sum", By::Sql("o.sum"))];
    let pairs = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Asked::of(&Shape { path: "/x", filters: &filters, sorts, start: "-sum", rows: 25 }, &pairs)
}

#[test]
fn an_address_is_read_and_written_in_its_shortest_form() {
    let plain = asked(&[]);
    assert_eq!((plain.sort().as_str(), plain.get("month"), plain.get("state")), ("-sum", Some("2026-11"), None));
    assert_eq!((plain.address(&[]).as_str(), plain.is_narrowed()), ("/x", false));
    assert_eq!(plain.order_sql("o.id"), "o.sum DESC NULLS LAST, o.id");
    let chosen = asked(&[("q", " å & ä "), ("state", "open"), ("month", "2026-10"), ("sort", "name"), ("page", "3")]);
    assert_eq!(chosen.address(&[]), "/x?q=%C3%A5%20%26%20%C3%A4&state=open&month=2026-10&sort=name");
    assert_eq!(chosen.address(&[("state", ""), ("sort", "-sum")]), "/x?q=%C3%A5%20%26%20%C3%A4&month=2026-10");
    assert_eq!(
        chosen.address(&[("month", "2026-11"), ("export", "csv"), ("q", "")]),
        "/x?state=open&sort=name&export=csv"
    );
    assert_eq!(chosen.order_sql("o.id"), "o.sort_key ASC NULLS LAST, o.id");
}

#[test]
fn what_does_not_exist_is_left_out_and_told() {
    let wrong = asked(&[("state", "secret"), ("sort", "o.sum; DROP TABLE x"), ("month", "2025-01"), ("export", "pdf")]);
    assert_eq!(wrong.unknown, ["state", "month", "sort", "export"]);
    assert_eq!((wrong.address(&[]).as_str(), wrong.is_file()), ("/x", false));
    let long = asked(&[("q", &"x".repeat(500)), ("page", "-1"), ("limit", "100000"), ("other", "y")]);
    assert_eq!((long.get("q").map(str::len), long.limit(), long.unknown.len()), (Some(80), 100, 0));
    assert_eq!(long.slice(1_000).unwrap().page, 1);
}

#[test]
fn a_page_stays_within_the_list_and_a_file_is_whole_or_refused() {
    let last = asked(&[("page", "999")]).slice(51).unwrap();
    assert_eq!((last.limit, last.offset, last.page), (25, 50, 3));
    assert_eq!(asked(&[("page", "2")]).slice(0).unwrap().page, 1);
    let file = asked(&[("export", "xlsx"), ("page", "2"), ("limit", "5")]);
    assert_eq!(file.slice(50_000).unwrap().limit, super::MOST_ROWS);
    assert_eq!(file.slice(50_001).unwrap_err().code(), "export-too-large");
}
