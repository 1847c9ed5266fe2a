//! Exact money: rates as fractions of öre, rounding, and a year's fee cut into months.

use std::fmt;

/// Öre per unit as an exact fraction: 9,50 kr is 950/1, 8,25 öre is 33/4. The denominator is never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    numerator: i64,
    denominator: i64,
}

impl Rate {
    /// A rate, unless the denominator is zero or negative.
    pub(crate) fn new(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator > 0).then_some(Self { numerator, denominator })
    }

    /// Numerator and denominator.
    pub(crate) fn parts(self) -> (i64, i64) {
        (self.numerator, self.denominator)
    }

    /// A rate written in kronor with at most four decimals (`9,50` or `0.0825`): none when it is not one or is negative.
    pub(crate) fn from_kronor(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (whole, part) = text.split_once([',', '.']).unwrap_or((&text, ""));
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty() || whole.len() > 9 || part.len() > 4 || !digits(whole) || !digits(part) {
            return None;
        }
        // Kronor with four decimals are hundredths of an öre.
        let hundredths: i64 = format!("{whole}{part:0<4}").parse().ok()?;
        Self::new(hundredths, 100).map(Self::reduced)
    }

    fn reduced(self) -> Self {
        let (mut a, mut b) = (self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        match i64::try_from(a) {
            Ok(divisor) if divisor > 1 => {
                Self { numerator: self.numerator / divisor, denominator: self.denominator / divisor }
            }
            _ => self,
        }
    }

    /// Whole öre for so many units, half to even; none when it does not fit.
    pub(crate) fn times(self, quantity: i64) -> Option<i64> {
        divide_half_even(i128::from(self.numerator) * i128::from(quantity), i128::from(self.denominator))
    }
}

/// Kronor with the decimals that it takes, with a decimal point: `9.50`, `0.0825`. For the API.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths =
            divide_half_even(i128::from(self.numerator) * 100, i128::from(self.denominator)).unwrap_or(i64::MAX);
        let text = format!("{}.{:04}", hundredths / 10_000, hundredths % 10_000);
        let cut = text.strip_suffix("00").unwrap_or(&text);
        f.write_str(cut)
    }
}

/// A quotient rounded half to even; none when it does not fit or the divisor is zero.
pub(crate) fn divide_half_even(numerator: i128, denominator: i128) -> Option<i64> {
    if denominator == 0 {
        return None;
    }
    let (floor, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    let up = match (rest * 2).cmp(&denominator.abs()) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => floor % 2 != 0,
    };
    let step = if denominator < 0 { -1 } else { 1 };
    i64::try_from(if up { floor + step } else { floor }).ok()
}

/// A year's öre cut into twelve months by largest remainder: the months sum exactly to the year. All remainders are equal, so
/// the months that take one öre more are the first of the year.
pub(crate) fn shares_of_year(year_ore: i64) -> [i64; 12] {
    let (each, extra) = (year_ore.div_euclid(12), year_ore.rem_euclid(12));
    let mut shares = [each; 12];
    for share in shares.iter_mut().take(usize::try_from(extra).unwrap_or(0)) {
        *share += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_to_the_even_neighbour() {
        for (numerator, denominator, wanted) in
            [(1, 2, 0), (3, 2, 2), (5, 2, 2), (-1, 2, 0), (-3, 2, -2), (7, 4, 2), (-7, 4, -2)]
        {
            assert_eq!(divide_half_even(numerator, denominator), Some(wanted), "{numerator}/{denominator}");
        }
        assert_eq!(divide_half_even(1, 0), None);
        assert_eq!(divide_half_even(i128::MAX, 1), None);
    }

    #[test]
    fn rates_are_exact() {
        assert_eq!(Rate::from_kronor("9,50").unwrap().parts(), (950, 1));
        assert_eq!(Rate::from_kronor("0.0825").unwrap().parts(), (33, 4));
        assert_eq!(Rate::from_kronor("15 000").unwrap().parts(), (1_500_000, 1));
        assert_eq!(Rate::from_kronor("0,0825").unwrap().times(100), Some(825));
        assert_eq!(Rate::from_kronor("9,50").unwrap().to_string(), "9.50");
        assert_eq!(Rate::from_kronor("0,0825").unwrap().to_string(), "0.0825");
        for bad in ["", "-1", "1,23456", "1e3", "abc", ",5", "1.2.3", "9999999999"] {
            assert_eq!(Rate::from_kronor(bad), None, "{bad}");
        }
        assert_eq!(Rate::new(i64::MAX, 1).unwrap().times(2), None);
        assert_eq!(Rate::new(1, 0), None);
    }

    #[test]
    fn twelve_months_make_the_year() {
        // Sandviken: 38 789 inhabitants at 1,20 kr.
        let year = Rate::new(120, 1).unwrap().times(38_789).unwrap();
        assert_eq!(year, 4_654_680);
        for ore in [year, 0, 1, 11, 12, 13, 999_999_999, -7] {
            let shares = shares_of_year(ore);
            assert_eq!(shares.iter().sum::<i64>(), ore);
            assert!(shares.iter().max().unwrap() - shares.iter().min().unwrap() <= 1);
        }
        assert_eq!(shares_of_year(13)[..2], [2, 1]);
    }
}
