//! A figure: what was measured, what it stands beside, what is wanted, and whether it is so.

use std::time::Duration;

use serde_json::{Value, json};

/// A median over turns and its spread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sample {
    /// The middle one.
    pub median: f64,
    /// The median distance from it.
    pub spread: f64,
}

impl Sample {
    /// Of some turns' values.
    pub fn of(values: &[f64]) -> Self {
        let median = middle(values.to_vec());
        Self { median, spread: middle(values.iter().map(|value| (value - median).abs()).collect()) }
    }

    /// Of the turns' ratios.
    pub fn of_ratios(ours: &[f64], beside: &[f64]) -> Self {
        let ratios: Vec<f64> = ours.iter().zip(beside).map(|(ours, beside)| ours / beside).collect();
        Self::of(&ratios)
    }
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// A limit.
#[derive(Clone, Copy, Debug)]
pub enum Wanted {
    AtLeast(f64),
    AtMost(f64),
    /// Told without a limit.
    Nothing,
}

/// What was measured, what it stands beside, and what is wanted.
pub struct Figure {
    target: &'static str,
    what: String,
    unit: &'static str,
    ours: Sample,
    beside: Option<Sample>,
    /// Of the turns' ratios, or ours when nothing stands beside it.
    value: Sample,
    wanted: Wanted,
}

impl Figure {
    /// A figure by itself.
    pub fn alone(
        target: &'static str,
        what: impl Into<String>,
        unit: &'static str,
        ours: &[f64],
        wanted: Wanted,
    ) -> Self {
        let sample = Sample::of(ours);
        Self { target, what: what.into(), unit, ours: sample, beside: None, value: sample, wanted }
    }

    /// A figure beside its yardstick, turn by turn.
    pub fn beside(
        target: &'static str,
        what: impl Into<String>,
        unit: &'static str,
        (ours, beside): (&[f64], &[f64]),
        wanted: Wanted,
    ) -> Self {
        let value = Sample::of_ratios(ours, beside);
        let what = what.into();
        Self { target, what, unit, ours: Sample::of(ours), beside: Some(Sample::of(beside)), value, wanted }
    }

    fn verdict(&self) -> &'static str {
        let is_met = match self.wanted {
            Wanted::AtLeast(limit) => self.value.median >= limit,
            Wanted::AtMost(limit) => self.value.median <= limit,
            Wanted::Nothing => return "told",
        };
        if is_met { "met" } else { "MISSED" }
    }

    /// What the columns are.
    pub fn heading() -> String {
        format!(
            "{:<4} {:<78} {:>19} {:<8} {:>19} {:>15} {:<14}",
            "", "", "ours ± spread", "", "beside ± spread", "value ± spread", "wanted"
        )
    }

    /// A line of the table.
    pub fn line(&self) -> String {
        let sample = |sample: &Sample| format!("{:.2} ± {:.2}", sample.median, sample.spread);
        let wanted = match self.wanted {
            Wanted::AtLeast(limit) => format!("at least {limit}"),
            Wanted::AtMost(limit) => format!("at most {limit}"),
            Wanted::Nothing => String::new(),
        };
        format!(
            "{:<4} {:<78} {:>19} {:<8} {:>19} {:>15} {wanted:<14} {}",
            self.target,
            self.what,
            sample(&self.ours),
            self.unit,
            self.beside.as_ref().map_or_else(|| "-".to_owned(), sample),
            format!("{:.3} ± {:.3}", self.value.median, self.value.spread),
            self.verdict()
        )
    }

    /// The same for programs.
    pub fn json(&self) -> Value {
        let sample = |sample: &Sample| json!({ "median": sample.median, "spread": sample.spread });
        let wanted = match self.wanted {
            Wanted::AtLeast(limit) => json!({ "atLeast": limit }),
            Wanted::AtMost(limit) => json!({ "atMost": limit }),
            Wanted::Nothing => Value::Null,
        };
        json!({ "target": self.target, "what": self.what, "unit": self.unit, "ours": sample(&self.ours),
                "beside": self.beside.as_ref().map(sample), "value": sample(&self.value), "wanted": wanted,
                "verdict": self.verdict() })
    }
}

/// The value that so many of a hundred do not exceed, in milliseconds.
pub fn percentile(times: &mut [Duration], of_hundred: usize) -> f64 {
    times.sort_unstable();
    let at = (times.len() * of_hundred).div_ceil(100).saturating_sub(1);
    times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}
