//! An invented catalogue of 240 titles.

use chrono::{Datelike, Days, NaiveDate};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::chance::Chance;
use crate::{
    domain::catalogue::{PriceModel, search_text, sort_key},
    entities::title,
};

const HEROES: [&str; 20] = [
    "Älgen",
    "Ödlan",
    "Åsnan",
    "Igelkotten",
    "Detektiv Prick",
    "Robotkatten",
    "Draken",
    "Spöket",
    "Tvillingarna",
    "Farmor Storm",
    "Björnungen",
    "Kapten Klister",
    "Räven",
    "Uppfinnaren Ulla",
    "Häxan",
    "Cykelklubben",
    "Lilla Trollet",
    "Mumien",
    "Grävlingen",
    "Sjörövarna",
];
const DEEDS: [&str; 12] = [
    "som åkte till Öland",
    "och den försvunna glassbilen",
    "på äventyr i rymden",
    "i mörka skogen",
    "räddar julen",
    "och den hemliga koden",
    "bygger en koja",
    "som inte kunde sova",
    "och midsommarnatten",
    "lär sig simma",
    "på cirkus",
    "och sommarlovets gåta",
];
const FIRST: [&str; 10] = ["Kim", "Robin", "Alex", "Sam", "Charlie", "Mika", "Lo", "Tintin", "Jo", "Billie"];
const LAST: [&str; 6] = ["Exempelsson", "Prov", "Påhittsdotter", "Testberg", "Fiktiv", "Låtsasson"];
const PUBLISHERS: [&str; 5] =
    ["Provförlaget", "Bokprov & Co", "Påhittade böcker", "Exempelbiblioteket", "Förlaget Fantasi"];

/// A title that is always there and long out, for examples.
pub(crate) const EXAMPLE_TITLE: &str = "b1bb0000-0000-7000-8000-000000000000";

/// The number of titles.
const COUNT: u64 = 240;

/// The catalogue as of a day: most titles of the last five years, one or two new each month.
pub(super) fn titles(today: NaiveDate) -> Vec<title::ActiveModel> {
    (0..COUNT).map(|number| title(number, today)).collect()
}

fn title(number: u64, today: NaiveDate) -> title::ActiveModel {
    let mut chance = Chance::of(&format!("title {number}"));
    let pick = |list: &[&str], at: u64| {
        list.get(usize::try_from(at).unwrap_or(0) % list.len()).copied().unwrap_or_default().to_owned()
    };
    let title = format!("{} {}", pick(&HEROES, number), pick(&DEEDS, number / 20 + number % 20));
    let author = format!("{} {}", pick(&FIRST, chance.below(10)), pick(&LAST, chance.below(6)));
    // The first is old; of the others, every third came out within the last two years.
    let age = if number == 0 {
        1500
    } else if number.is_multiple_of(3) {
        1 + chance.below(720)
    } else {
        200 + chance.below(1700)
    };
    let published = today.checked_sub_days(Days::new(age)).unwrap_or(today);
    let older = chance.below(2) == 0;
    let lix = if older { 22 + chance.below(14) } else { 10 + chance.below(12) };
    let model = if number % 12 == 5 { PriceModel::PrepaidBundle } else { PriceModel::PerLoan };
    title::ActiveModel {
        id: Set(Uuid::from_u128(0xb1bb_0000_0000_7000_8000_0000_0000_0000 | u128::from(number))),
        search: Set(search_text(&title, &author)),
        sort_key: Set(sort_key(&title)),
        title: Set(title),
        author: Set(author),
        publisher: Set(pick(&PUBLISHERS, chance.below(5))),
        year: Set(published.year()),
        published: Set(published),
        age_band: Set(if older { "9-12" } else { "6-9" }.into()),
        lix: Set(i32::try_from(lix).unwrap_or(20)),
        price_model: Set(model.name().into()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn titles_are_different_and_out() {
        let today = "2026-11-22".parse().unwrap();
        let titles = titles(today);
        let names: HashSet<_> = titles.iter().filter_map(|title| title.title.clone().take()).collect();
        assert_eq!((titles.len(), names.len()), (240, 240));
        assert!(titles.iter().all(|title| title.published.clone().take().is_some_and(|day| day < today)));
        assert_eq!(titles[0].id.clone().take().unwrap().to_string(), EXAMPLE_TITLE);
    }
}
