//! Amounts and counts: no-break thousands space, decimal comma, a real minus sign.

const NO_BREAK_SPACE: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// An amount in öre as kronor: `1 234,50`, `−0,05`. The currency stands in the column head or after it.
pub fn money(ore: i64) -> String {
    let amount = format!("{},{:02}", thousands(ore.unsigned_abs() / 100), ore.unsigned_abs() % 100);
    with_sign(ore, amount, false)
}

/// An amount in öre with its currency, for running text: `1 234,50 kr`.
pub fn kronor(ore: i64) -> String {
    format!("{}{NO_BREAK_SPACE}kr", money(ore))
}

/// A difference in öre with its sign: `+2 512,50`, `−134,00`, `0,00`.
pub fn signed(ore: i64) -> String {
    let amount = format!("{},{:02}", thousands(ore.unsigned_abs() / 100), ore.unsigned_abs() % 100);
    with_sign(ore, amount, true)
}

/// A whole number: `19 840`.
pub fn integer(number: i64) -> String {
    with_sign(number, thousands(number.unsigned_abs()), false)
}

/// A difference between whole numbers with its sign: `+120`.
pub fn signed_integer(number: i64) -> String {
    with_sign(number, thousands(number.unsigned_abs()), true)
}

/// A fixed-point number, given in units of `10^-places`: `decimal(1_234_567, 3)` is `1 234,567`. At most 18 places.
pub fn decimal(scaled: i64, places: u32) -> String {
    if places == 0 {
        return integer(scaled);
    }
    let places = places.min(18);
    let unit = 10_u64.pow(places);
    let number = scaled.unsigned_abs();
    let amount = format!("{},{:0width$}", thousands(number / unit), number % unit, width = places as usize);
    with_sign(scaled, amount, false)
}

/// A share in whole per cent with a no-break space, rounded half away from zero: `80 %`. A share of nothing is `–`.
pub fn percent(part: i64, whole: i64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let (part, whole) = (i128::from(part) * 100, i128::from(whole));
    let size = (2 * part.abs() + whole.abs()) / (2 * whole.abs());
    let sign = part.signum() * whole.signum();
    let rounded = i64::try_from(sign * size).unwrap_or(i64::MAX);
    format!("{}{NO_BREAK_SPACE}%", integer(rounded))
}

fn with_sign(number: i64, amount: String, plus: bool) -> String {
    if number < 0 {
        format!("{MINUS}{amount}")
    } else if plus && number > 0 {
        format!("+{amount}")
    } else {
        amount
    }
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut spaced = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            spaced.push(NO_BREAK_SPACE);
        }
        spaced.push(digit);
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_swedish() {
        assert_eq!(money(123_450), "1\u{a0}234,50");
        assert_eq!(money(0), "0,00");
        assert_eq!(money(-5), "\u{2212}0,05");
        assert_eq!(money(84_291_650), "842\u{a0}916,50");
        assert_eq!(money(i64::MIN), "\u{2212}92\u{a0}233\u{a0}720\u{a0}368\u{a0}547\u{a0}758,08");
    }

    #[test]
    fn differences_carry_their_sign() {
        assert_eq!(signed(251_250), "+2\u{a0}512,50");
        assert_eq!(signed(-13_400), "\u{2212}134,00");
        assert_eq!(signed(0), "0,00");
        assert_eq!(signed_integer(1_200), "+1\u{a0}200");
    }

    #[test]
    fn counts_and_fractions() {
        assert_eq!(integer(999), "999");
        assert_eq!(integer(1_000_000), "1\u{a0}000\u{a0}000");
        assert_eq!(integer(i64::MIN), "\u{2212}9\u{a0}223\u{a0}372\u{a0}036\u{a0}854\u{a0}775\u{a0}808");
        assert_eq!(decimal(1_234_567, 3), "1\u{a0}234,567");
        assert_eq!(decimal(-5, 2), "\u{2212}0,05");
        assert_eq!(decimal(7, 0), "7");
    }

    #[test]
    fn shares_round_half_away_from_zero() {
        assert_eq!(percent(1, 3), "33\u{a0}%");
        assert_eq!(percent(1, 8), "13\u{a0}%");
        assert_eq!(percent(-1, 8), "\u{2212}13\u{a0}%");
        assert_eq!(percent(5, 0), "–");
        assert_eq!(percent(35, -100), "\u{2212}35\u{a0}%");
    }
}
