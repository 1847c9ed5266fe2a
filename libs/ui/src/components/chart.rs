//! Bars for a year of months, with the same numbers as a table.

use askama::Template;

use crate::Lang;
use crate::components::slug;
use crate::html::components;

/// One bar.
#[must_use]
#[derive(Clone, Debug)]
pub struct Bar {
    short: String,
    name: String,
    value: i64,
    shown: String,
    highlight: bool,
}

/// A bar chart drawn as an inline picture, followed by *Visa som tabell*.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "chart.html")]
pub struct BarChart {
    lang: Lang,
    id: String,
    title: String,
    columns: (String, String),
    bars: Vec<Bar>,
}

/// A bar's place and size in per cent of the drawing.
struct Drawn<'a> {
    bar: &'a Bar,
    x: String,
    middle: String,
    width: String,
    y: String,
    height: String,
}

impl Bar {
    /// A bar: its short name under it, its full name and its value as written in the table, and the size of the value.
    pub fn new(short: impl Into<String>, name: impl Into<String>, value: i64, shown: impl Into<String>) -> Self {
        Self { short: short.into(), name: name.into(), value, shown: shown.into(), highlight: false }
    }

    /// Stands out: the month that is not over yet.
    pub fn highlight(mut self) -> Self {
        self.highlight = true;
        self
    }
}

impl BarChart {
    /// A chart. The title says what it shows, in words; the columns name the table: *Månad*, *Kostnad, kr*.
    pub fn new(lang: Lang, title: impl Into<String>, columns: (&str, &str)) -> Self {
        let title = title.into();
        Self { lang, id: slug(&title), title, columns: (columns.0.to_owned(), columns.1.to_owned()), bars: Vec::new() }
    }

    /// Adds a bar.
    pub fn bar(mut self, bar: Bar) -> Self {
        self.bars.push(bar);
        self
    }

    /// The lowest and highest value, always with zero between and never equal.
    fn bounds(&self) -> (i128, i128) {
        let values = || self.bars.iter().map(|bar| i128::from(bar.value));
        let (low, high) = (values().fold(0, i128::min), values().fold(0, i128::max));
        if high > low { (low, high) } else { (0, 1) }
    }

    /// Zero's place from the top.
    fn baseline(&self) -> String {
        let (low, high) = self.bounds();
        per_cent(high, high - low)
    }

    fn drawn(&self) -> Vec<Drawn<'_>> {
        let (low, high) = self.bounds();
        let slots = self.bars.len().max(1) as i128;
        self.bars
            .iter()
            .enumerate()
            .map(|(index, bar)| {
                // A slot is 100 parts wide: 14 of space, 72 of bar, 14 of space.
                let (left, value) = (index as i128 * 100, i128::from(bar.value));
                Drawn {
                    bar,
                    x: per_cent(left + 14, slots * 100),
                    middle: per_cent(left + 50, slots * 100),
                    width: per_cent(72, slots * 100),
                    y: per_cent(high - value.max(0), high - low),
                    height: per_cent(value.abs(), high - low),
                }
            })
            .collect()
    }
}

/// A share with two decimals, as SVG attributes take it.
fn per_cent(part: i128, whole: i128) -> String {
    let hundredths = part * 10_000 / whole;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

components!(BarChart);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fill_the_height_and_negative_ones_hang_under_zero() {
        let chart = BarChart::new(Lang::Sv, "x", ("a", "b"))
            .bar(Bar::new("a", "a", 300, "3"))
            .bar(Bar::new("b", "b", -100, "-1"));
        let drawn = chart.drawn();
        assert_eq!((drawn[0].y.as_str(), drawn[0].height.as_str()), ("0.00%", "75.00%"));
        assert_eq!((drawn[1].y.as_str(), drawn[1].height.as_str()), ("75.00%", "25.00%"));
    }

    #[test]
    fn nothing_but_zeros_is_drawn_flat() {
        let chart = BarChart::new(Lang::Sv, "x", ("a", "b")).bar(Bar::new("a", "a", 0, "0"));
        assert_eq!(chart.drawn()[0].height, "0.00%");
    }
}
