//! What an address may ask, and what stands in files.

use chrono::{NaiveDate, TimeZone, Utc};

use super::{file::csv, value::Value, workbook::workbook};

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
