//! OCR references: digits, then the total length's last digit, then a Luhn check digit.

/// The OCR reference of an invoice number such as `2026-000001`; its other characters are left out. Never reused, since numbers are not.
#[must_use]
pub fn reference(number: &str) -> String {
    let mut digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let length = (digits.len() + 2) % 10;
    digits.push_str(&length.to_string());
    let check = luhn(&digits);
    digits.push_str(&check.to_string());
    digits
}

/// The Luhn digit (mod 10) that makes a row of digits valid.
fn luhn(digits: &str) -> u32 {
    let weighted = digits.chars().rev().filter_map(|digit| digit.to_digit(10)).enumerate().map(|(index, digit)| {
        let value = if index % 2 == 0 { digit * 2 } else { digit };
        value / 10 + value % 10
    });
    (10 - weighted.sum::<u32>() % 10) % 10
}

/// Whether a reference has the right length digit and check digit.
#[must_use]
pub fn is_valid(reference: &str) -> bool {
    let Some((rest, check)) = reference.len().checked_sub(1).and_then(|at| reference.split_at_checked(at)) else {
        return false;
    };
    let length = rest.chars().last().and_then(|digit| digit.to_digit(10));
    (4..=25).contains(&reference.len())
        && reference.chars().all(|digit| digit.is_ascii_digit())
        && check == luhn(rest).to_string()
        && length.is_some_and(|digit| digit as usize == reference.len() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digits_fit() {
        assert_eq!(luhn("7992739871"), 3, "the textbook example");
        assert_eq!(luhn("802428278"), 5, "the association's own organisation number");
        let ocr = reference("2026-000001");
        assert_eq!(ocr.len(), 12);
        assert!(ocr.starts_with("20260000012"));
        assert!(is_valid(&ocr));
    }

    #[test]
    fn one_wrong_or_swapped_digit_is_seen() {
        let ocr = reference("2026-000417");
        for at in 0..ocr.len() {
            let wrong: String = ocr
                .chars()
                .enumerate()
                .map(|(i, c)| if i == at { if c == '9' { '0' } else { (c as u8 + 1) as char } } else { c })
                .collect();
            assert!(!is_valid(&wrong), "{wrong}");
        }
        for bad in ["", "1", "12a4", "åäö"] {
            assert!(!is_valid(bad), "{bad}");
        }
    }
}
