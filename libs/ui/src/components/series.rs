//! Several series over the same months: bars beside or on each other, or lines; with the same numbers as a table.

use askama::Template;

use crate::Lang;
use crate::components::slug;
use crate::html::components;

/// The most series that can be told apart.
const MOST: usize = 4;
/// The drawing's inner size in its own units.
const SIDE: i128 = 1000;

/// A chart of up to four series. Each has its own colour and, as a line, its own dashes; what is beyond is only in the table.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "series.html")]
pub struct SeriesChart {
    lang: Lang,
    id: String,
    title: String,
    head: String,
    kind: Kind,
    series: Vec<String>,
    points: Vec<Point>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Grouped,
    Stacked,
    Lines,
}

#[derive(Clone, Debug)]
struct Point {
    short: String,
    name: String,
    values: Vec<(i64, String)>,
}

/// A bar's place and size in per cent of the drawing.
struct Drawn {
    class: usize,
    label: String,
    x: String,
    y: String,
    width: String,
    height: String,
}

impl SeriesChart {
    fn new(lang: Lang, title: impl Into<String>, head: impl Into<String>, kind: Kind) -> Self {
        let title = title.into();
        let (series, points) = (Vec::new(), Vec::new());
        Self { lang, id: slug(&title), title, head: head.into(), kind, series, points }
    }

    /// Bars beside each other. The title says what is shown; `head` names what is along the axis: *Månad*.
    pub fn grouped(lang: Lang, title: impl Into<String>, head: impl Into<String>) -> Self {
        Self::new(lang, title, head, Kind::Grouped)
    }

    /// Bars on each other, for parts of a whole. A negative part is only in the table.
    pub fn stacked(lang: Lang, title: impl Into<String>, head: impl Into<String>) -> Self {
        Self::new(lang, title, head, Kind::Stacked)
    }

    /// Lines, for comparing how things go.
    pub fn lines(lang: Lang, title: impl Into<String>, head: impl Into<String>) -> Self {
        Self::new(lang, title, head, Kind::Lines)
    }

    /// Adds a series; its name heads a column of the table: *Bibblix, kr*.
    pub fn series(mut self, name: impl Into<String>) -> Self {
        self.series.push(name.into());
        self
    }

    /// Adds a point of the axis: its short name, its full name, and for each series the size and how it is written.
    pub fn point(
        mut self,
        short: impl Into<String>,
        name: impl Into<String>,
        values: impl IntoIterator<Item = (i64, String)>,
    ) -> Self {
        let values = values.into_iter().take(self.series.len()).collect();
        self.points.push(Point { short: short.into(), name: name.into(), values });
        self
    }

    fn shown(&self) -> usize {
        self.series.len().min(MOST)
    }

    /// The lowest and highest that is drawn, with zero between and never equal.
    fn bounds(&self) -> (i128, i128) {
        let sizes = |point: &Point| -> Vec<i128> {
            let values = point.values.iter().take(self.shown()).map(|(value, _)| i128::from(*value));
            if self.kind == Kind::Stacked { vec![values.map(|value| value.max(0)).sum()] } else { values.collect() }
        };
        let all: Vec<i128> = self.points.iter().flat_map(sizes).collect();
        let (low, high) = (all.iter().copied().fold(0, i128::min), all.iter().copied().fold(0, i128::max));
        if high > low { (low, high) } else { (0, 1) }
    }

    fn baseline(&self) -> String {
        let (low, high) = self.bounds();
        per_cent(high, high - low)
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn middle(&self, index: &usize) -> String {
        per_cent(*index as i128 * 100 + 50, self.points.len().max(1) as i128 * 100)
    }

    fn is_lines(&self) -> bool {
        self.kind == Kind::Lines
    }

    /// Every bar, or the dot of every point of a line.
    fn drawn(&self) -> Vec<Drawn> {
        let (low, high) = self.bounds();
        let (whole, slots) = (high - low, self.points.len().max(1) as i128 * 100);
        let mut all = Vec::new();
        for (index, point) in self.points.iter().enumerate() {
            let (left, mut below) = (index as i128 * 100, 0_i128);
            for (class, (value, shown)) in point.values.iter().take(self.shown()).enumerate() {
                let value = i128::from(*value);
                let beside = 76 / self.shown().max(1) as i128;
                let (x, width, top, height) = match self.kind {
                    Kind::Grouped => (left + 12 + class as i128 * beside, beside - 2, value.max(0), value.abs()),
                    Kind::Stacked => (left + 14, 72, below + value.max(0), value.max(0)),
                    Kind::Lines => (left + 50, 0, value, 0),
                };
                below += value.max(0);
                let label = format!("{}, {}: {shown}", point.name, self.series[class]);
                let (x, width) = (per_cent(x, slots), per_cent(width, slots));
                let (y, height) = (per_cent(high - top, whole), per_cent(height, whole));
                all.push(Drawn { class: class + 1, label, x, y, width, height });
            }
        }
        all
    }

    /// The corners of each line in the drawing's own units.
    fn paths(&self) -> Vec<(usize, String)> {
        let (low, high) = self.bounds();
        let slots = self.points.len().max(1) as i128 * 2;
        let path = |series: usize| {
            let corner = |(index, point): (usize, &Point)| {
                let (value, _) = point.values.get(series)?;
                let (x, y) = (index as i128 * 2 + 1, high - i128::from(*value));
                Some(format!("{},{}", x * SIDE / slots, y * SIDE / (high - low)))
            };
            let corners: Vec<String> = self.points.iter().enumerate().filter_map(corner).collect();
            (series + 1, corners.join(" "))
        };
        (0..self.shown()).map(path).collect()
    }
}

impl Point {
    /// What stands in the table for a series.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn cell(&self, series: &usize) -> &str {
        self.values.get(*series).map_or("", |(_, shown)| shown.as_str())
    }
}

/// A share with two decimals, as SVG attributes take it.
fn per_cent(part: i128, whole: i128) -> String {
    let hundredths = part * 10_000 / whole;
    format!("{}.{:02}%", hundredths / 100, hundredths.abs() % 100)
}

components!(SeriesChart);

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(chart: SeriesChart) -> SeriesChart {
        let value = |value: i64| (value, value.to_string());
        chart.series("A").series("B").point("jan", "januari", [value(10), value(30)]).point(
            "feb",
            "februari",
            [value(0), value(20)],
        )
    }

    #[test]
    fn stacked_bars_stand_on_each_other() {
        let drawn = chart(SeriesChart::stacked(Lang::Sv, "x", "Månad")).drawn();
        let places: Vec<_> = drawn.iter().map(|bar| (bar.y.as_str(), bar.height.as_str())).collect();
        assert_eq!(places, [("75.00%", "25.00%"), ("0.00%", "75.00%"), ("100.00%", "0.00%"), ("50.00%", "50.00%")]);
    }

    #[test]
    fn lines_go_through_their_points() {
        let lines = chart(SeriesChart::lines(Lang::Sv, "x", "Månad"));
        assert_eq!(lines.paths()[1], (2, "250,0 750,333".to_owned()));
        assert_eq!(lines.drawn()[0].label, "januari, A: 10");
    }

    #[test]
    fn nothing_is_drawn_flat_and_a_fifth_series_stands_in_the_table() {
        let mut many = SeriesChart::grouped(Lang::Sv, "x", "Månad");
        for name in ["A", "B", "C", "D", "E"] {
            many = many.series(name);
        }
        let many = many.point("j", "j", (0..5).map(|number| (0, number.to_string())));
        assert_eq!(many.drawn().len(), 4);
        let html = crate::Html::from(many).into_string();
        assert!(html.contains(">E</th>") && html.contains(">4</td>"), "{html}");
    }
}
