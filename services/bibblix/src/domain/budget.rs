//! A municipality's budget for loans: a cap for each calendar month that is never exceeded, and levels at which it warns.

/// The cap that holds until the municipality has decided one: 10 000 kr a month. There is never no cap.
pub(crate) const DEFAULT_CAP: i64 = 1_000_000;
/// The highest cap that can be set: 10 million kr a month, far above the largest municipality's need; more is a slip of the hand.
pub(crate) const HIGHEST_CAP: i64 = 1_000_000_000;
/// Per cent of the cap at which the page warns.
pub(crate) const WARN_LEVELS: [i64; 3] = [50, 80, 95];

/// A month's budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    /// Öre that may be used in the month.
    pub cap: i64,
    /// Öre used: loans granted minus loans taken back.
    pub committed: i64,
}

impl Budget {
    /// Öre left.
    pub(crate) const fn left(self) -> i64 {
        self.cap - self.committed
    }

    /// Whole per cent used, rounded down so that 100 means that nothing is left. A cap of nothing is used up.
    pub(crate) const fn percent(self) -> i64 {
        if self.cap <= 0 { 100 } else { self.committed * 100 / self.cap }
    }

    /// The highest warning level that has been reached, if any.
    pub(crate) fn level(self) -> Option<i64> {
        WARN_LEVELS.into_iter().rev().find(|level| self.percent() >= *level)
    }

    /// The level that a use of `ore` crossed to come to this state, if it crossed one.
    pub(crate) fn crossed(self, ore: i64) -> Option<i64> {
        let before = Self { committed: self.committed - ore, ..self };
        self.level().filter(|level| before.level().is_none_or(|reached| reached < *level))
    }
}

/// Öre of an amount in kronor as Swedes write it: `25 000`, `25000,50`, `25 000 kr`.
pub(crate) fn parse_kronor(text: &str) -> Option<i64> {
    let plain: String = text.trim().trim_end_matches("kr").chars().filter(|c| !c.is_whitespace()).collect();
    let (kronor, ore) = plain.split_once(',').unwrap_or((&plain, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if kronor.is_empty() || kronor.len() > 12 || ore.len() > 2 || !digits(kronor) || !digits(ore) {
        return None;
    }
    let ore: i64 = if ore.is_empty() { 0 } else { format!("{ore:0<2}").parse().ok()? };
    Some(kronor.parse::<i64>().ok()? * 100 + ore)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_swedes_write_them() {
        for (text, ore) in [("25 000", 2_500_000), ("25\u{a0}000,5 kr", 2_500_050), ("0", 0), (" 7,05 ", 705)] {
            assert_eq!(parse_kronor(text), Some(ore), "{text}");
        }
        for bad in ["", "kr", "-5", "1.000", "1,234", "ett", "1e3", "9999999999999"] {
            assert_eq!(parse_kronor(bad), None, "{bad}");
        }
    }

    #[test]
    fn levels_are_reached_at_their_per_cent() {
        let budget = |committed| Budget { cap: 10_000, committed };
        assert_eq!(budget(4_999).level(), None);
        assert_eq!(budget(5_000).level(), Some(50));
        assert_eq!(budget(9_499).level(), Some(80));
        assert_eq!(budget(10_000).level(), Some(95));
        assert_eq!(budget(9_999).percent(), 99, "100 only when nothing is left");
        assert_eq!(budget(9_200).left(), 800);
        assert_eq!(Budget { cap: 0, committed: 0 }.percent(), 100);
    }

    #[test]
    fn a_level_is_crossed_once() {
        let budget = |committed| Budget { cap: 10_000, committed };
        assert_eq!(budget(5_500).crossed(800), Some(50));
        assert_eq!(budget(5_500).crossed(400), None);
        assert_eq!(budget(9_600).crossed(9_000), Some(95), "the highest of several");
    }
}
