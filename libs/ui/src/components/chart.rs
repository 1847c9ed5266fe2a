//! Bars for a year of months, with the same numbers as a table.

use askama::Template;

use crate::Lang;
use crate::components::slug;
use crate::html::components;

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    short: String,
    name: String,
    value: i64,
    shown: String,
    highlight: bool,
}

/// A bar chart drawn as an inline picture, followed by *Visa som tabell*.
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
        Self {
            short: short.into(),
            name: name.into(),
            value,
            shown: shown.into(),
            highlight: false,
        }
    }

    /// Stands out: the month that is not over yet.
    #[must_use]
    pub fn highlight(mut self) -> Self {
        self.highlight = true;
        self
    }
}

impl BarChart {
    /// A chart. The title says what it shows, in words; the columns name the table: *Månad*, *Kostnad, kr*.
    pub fn new(lang: Lang, title: impl Into<String>, columns: (&str, &str)) -> Self {
        let title = title.into();
        Self {
            lang,
            id: slug(&title),
            title,
            columns: (columns.0.to_owned(), columns.1.to_owned()),
            bars: Vec::new(),
        }
    }

    /// Adds a bar.
    #[must_use]
    pub fn bar(mut self, bar: Bar) -> Self {
        self.bars.push(bar);
        self
    }

    /// Zero's place from the top, in per cent.
    fn zero(&self) -> f64 {
        let (low, high) = self.bounds();
        high / (high - low) * 100.0
    }

    /// The lowest and highest value, always with zero between and never equal.
    fn bounds(&self) -> (f64, f64) {
        let values = || self.bars.iter().map(|bar| bar.value as f64);
        let low = values().fold(0.0, f64::min);
        let high = values().fold(0.0, f64::max);
        if high - low > 0.0 { (low, high) } else { (0.0, 1.0) }
    }

    fn baseline(&self) -> String {
        per_cent(self.zero())
    }

    fn drawn(&self) -> Vec<Drawn<'_>> {
        let (low, high) = self.bounds();
        let slot = 100.0 / self.bars.len().max(1) as f64;
        let width = slot * 0.72;
        let place = |(index, bar)| {
            let bar: &Bar = bar;
            let left = slot * index as f64 + (slot - width) / 2.0;
            let size = (bar.value as f64).abs() / (high - low) * 100.0;
            let top = if bar.value < 0 { self.zero() } else { self.zero() - size };
            Drawn {
                bar,
                x: per_cent(left),
                middle: per_cent(left + width / 2.0),
                width: per_cent(width),
                y: per_cent(top),
                height: per_cent(size),
            }
        };
        self.bars.iter().enumerate().map(place).collect()
    }
}

fn per_cent(value: f64) -> String {
    format!("{value:.2}%")
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
