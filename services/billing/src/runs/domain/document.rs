//! Documents: which lines stand on which invoice, and what it comes to.

use super::{Refused, line::Line};
use crate::usage::domain::Vat;

/// Days from issue to the due date; public bodies may not have more.
pub const DAYS_TO_PAY: u64 = 30;

/// VAT of one kind on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct VatRow {
    /// Category and rate.
    pub vat: Vat,
    /// The tax base in öre.
    pub base: i64,
    /// The tax in öre.
    pub tax: i64,
}

/// What a document comes to. All in öre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// The lines' sum.
    pub net: i64,
    /// VAT per category and rate, in order.
    pub rows: Vec<VatRow>,
    /// The VAT's sum.
    pub vat: i64,
    /// What rounding to whole kronor adds or takes.
    pub rounding: i64,
    /// What is to be paid.
    pub payable: i64,
}

/// A document to be: which lines, by place in the given list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Who pays.
    pub payer: String,
    /// The lines' places in the list.
    pub lines: Vec<usize>,
    /// What it comes to.
    pub totals: Totals,
}

/// Sums lines: VAT on the base of each kind, to öre; only the payable sum is rounded to kronor.
///
/// # Errors
/// [`Refused::TooLarge`] for sums that no budget holds.
pub fn totals<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Result<Totals, Refused> {
    let mut bases = std::collections::BTreeMap::<u8, (Vat, i64)>::new();
    for line in lines {
        let base = &mut bases.entry(order(line.vat)).or_insert((line.vat, 0)).1;
        *base = base.checked_add(line.ore).ok_or(Refused::TooLarge)?;
    }
    let row = |(vat, base): &(Vat, i64)| Some(VatRow { vat: *vat, base: *base, tax: vat.of(*base)? });
    let rows: Vec<VatRow> = bases.values().map(row).collect::<Option<_>>().ok_or(Refused::TooLarge)?;
    let sum = |of: fn(&VatRow) -> i64| {
        rows.iter().try_fold(0_i64, |sum, row| sum.checked_add(of(row))).ok_or(Refused::TooLarge)
    };
    let (net, vat) = (sum(|row| row.base)?, sum(|row| row.tax)?);
    let gross = net.checked_add(vat).ok_or(Refused::TooLarge)?;
    let payable = whole_kronor(gross);
    Ok(Totals { net, rows, vat, rounding: payable - gross, payable })
}

/// Highest rate first, then exempt, then outside the scope.
const fn order(vat: Vat) -> u8 {
    match vat {
        Vat::S25 => 0,
        Vat::S12 => 1,
        Vat::S6 => 2,
        Vat::E => 3,
        Vat::O => 4,
    }
}

/// The nearest sum in whole kronor (law 1970:1029: 1 to 49 öre down, 50 to 99 up, whatever the sign).
#[must_use]
pub const fn whole_kronor(sum: i64) -> i64 {
    let rest = sum % 100;
    if rest.abs() < 50 { sum - rest } else { sum.saturating_add(rest.signum() * (100 - rest.abs())) }
}

/// Groups lines into documents: one for each payer, and another for what is outside the scope of VAT, since that may not share a
/// document with taxed lines. In the payers' order; within a document in the given order.
///
/// # Errors
/// [`Refused::TooLarge`] as [`totals`].
pub fn assemble(lines: &[Line]) -> Result<Vec<Draft>, Refused> {
    let mut groups = std::collections::BTreeMap::<(&str, bool), Vec<usize>>::new();
    for (place, line) in lines.iter().enumerate() {
        groups.entry((&line.payer, line.vat == Vat::O)).or_default().push(place);
    }
    let draft = |((payer, _), places): ((&str, bool), Vec<usize>)| {
        let totals = totals(places.iter().filter_map(|place| lines.get(*place)))?;
        Ok(Draft { payer: payer.to_owned(), totals, lines: places })
    };
    groups.into_iter().map(draft).collect()
}

/// An invoice's number in the year's series.
#[must_use]
pub fn number(year: i32, place: i64) -> String {
    format!("{year}-{place:06}")
}

#[cfg(test)]
mod tests {
    use super::{
        super::line::{Explanation, Kind},
        *,
    };

    fn line(payer: &str, user: &str, ore: i64, vat: Vat) -> Line {
        Line {
            user: user.into(),
            payer: payer.into(),
            kind: Kind::Usage,
            item: "loan".into(),
            month: chrono::NaiveDate::MIN,
            quantity: 1,
            unit_price: None,
            ore,
            vat,
            account: "3041".into(),
            price: None,
            version: Some(1),
            explanation: Explanation::Monthly,
        }
    }

    #[test]
    fn vat_is_taken_on_the_sum_and_only_the_payable_is_rounded() {
        let lines = [line("a", "a", 1, Vat::S25), line("a", "a", 1, Vat::S25), line("a", "a", 446_773, Vat::S25)];
        let sums = totals(&lines).unwrap();
        assert_eq!((sums.net, sums.vat), (446_775, 111_694), "one VAT on the sum, not three on the lines");
        assert_eq!((sums.payable, sums.rounding), (558_500, 31));
        assert_eq!(sums.net + sums.vat + sums.rounding, sums.payable);
    }

    #[test]
    fn each_rate_has_its_row_and_exempt_lines_bear_none() {
        let lines = [line("a", "a", 1000, Vat::S6), line("a", "a", 1000, Vat::S25), line("a", "a", 500, Vat::E)];
        let rows = totals(&lines).unwrap().rows;
        let told: Vec<_> = rows.iter().map(|row| (row.vat, row.base, row.tax)).collect();
        assert_eq!(told, [(Vat::S25, 1000, 250), (Vat::S6, 1000, 60), (Vat::E, 500, 0)]);
    }

    #[test]
    fn a_federation_gets_one_invoice_and_what_is_outside_vat_stands_apart() {
        let lines = [
            line("forbund", "a", 100, Vat::S25),
            line("b", "b", 100, Vat::S25),
            line("forbund", "c", 100, Vat::E),
            line("forbund", "c", 100, Vat::O),
        ];
        let drafts: Vec<_> = assemble(&lines).unwrap().into_iter().map(|draft| (draft.payer, draft.lines)).collect();
        assert_eq!(
            drafts,
            [("b".to_owned(), vec![1]), ("forbund".to_owned(), vec![0, 2]), ("forbund".to_owned(), vec![3])]
        );
    }

    #[test]
    fn kronor_are_rounded_as_the_law_says() {
        let rounded = [12_349, 12_350, 0, 99, -12_349, -12_350].map(whole_kronor);
        assert_eq!(rounded, [12_300, 12_400, 0, 100, -12_300, -12_400]);
        assert_eq!(whole_kronor(i64::MAX), i64::MAX - 7);
        assert_eq!(totals(&[line("a", "a", i64::MAX, Vat::S25)]), Err(Refused::TooLarge));
    }

    #[test]
    fn numbers_are_six_digits_after_the_year() {
        assert_eq!(number(2026, 1), "2026-000001");
        assert_eq!(number(2026, 1_234_567), "2026-1234567");
    }
}
