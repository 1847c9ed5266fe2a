use super::{super::line::digest, *};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn price(item: Item, from: &str, rate: Option<(i64, i64)>) -> Price {
    Price {
        id: Uuid::nil(),
        service: "bibblix".into(),
        item,
        version: 1,
        valid_from: day(from),
        rate: rate.and_then(|(numerator, denominator)| Rate::new(numerator, denominator)),
        vat: Vat::S25,
        account: "3041".into(),
    }
}

fn used(meter: &str, month: &str, price_list: Option<&str>, quantity: i64, ore: i64) -> Use {
    Use {
        meter: meter.into(),
        month: day(month),
        price_list: price_list.map(Into::into),
        events: quantity.abs(),
        quantity,
        ore,
    }
}

fn basis(uses: Vec<Use>) -> Basis {
    Basis {
        user: "sandviken-2181".into(),
        payer: "sandviken-2181".into(),
        population: Some(38_789),
        subscribed: true,
        uses,
        charges: Vec::new(),
    }
}

fn prices() -> Prices {
    let search = || Item::Meter("search".into());
    let all = vec![
        price(Item::Meter("loan".into()), "2025-01-01", None),
        price(search(), "2025-01-01", Some((25, 2))),
        Price { version: 2, ..price(search(), "2026-07-01", Some((13, 1))) },
        price(Item::FixedPerInhabitant, "2025-01-01", Some((120, 1))),
    ];
    Prices { service: "bibblix".into(), all }
}

#[test]
fn amounts_pass_through_and_quantities_are_priced() {
    let uses = vec![
        used("search", "2026-05-01", None, 3, 0),
        used("loan", "2026-05-01", Some("2026-2"), 2, 3000),
        used("loan", "2026-05-01", Some("2026-1"), 10, 20_000),
    ];
    let lines = rate(&basis(uses), &prices(), day("2026-05-01")).unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line.item.as_str(), line.quantity, line.ore)).collect();
    assert_eq!(told, [("loan", 12, 23_000), ("search", 3, 38), ("fixed-per-inhabitant", 1, 387_890)]);
    let Explanation::PassedThrough { events, price_lists } = &lines[0].explanation else { panic!("{:?}", lines[0]) };
    assert_eq!((*events, price_lists[0].price_list.as_str(), price_lists[1].ore), (12, "2026-1", 3000));
}

#[test]
fn late_use_has_a_line_of_its_own_at_the_price_of_its_month() {
    let uses = vec![used("search", "2026-07-01", None, 2, 0), used("search", "2026-06-01", None, 2, 0)];
    let lines = rate(&basis(uses), &prices(), day("2026-07-01")).unwrap();
    assert_eq!((lines[0].month, lines[0].ore, lines[0].version), (day("2026-06-01"), 25, Some(1)));
    assert_eq!((lines[1].month, lines[1].ore, lines[1].version), (day("2026-07-01"), 26, Some(2)));
}

#[test]
fn twelve_shares_of_a_fee_are_the_years_fee() {
    let month = |month: u32| NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
    let mut basis = basis(Vec::new());
    basis.population = Some(10_001);
    let total: i64 = (1..=12).map(|number| rate(&basis, &prices(), month(number)).unwrap()[0].ore).sum();
    assert_eq!(total, 10_001 * 120);
}

#[test]
fn a_meter_without_a_price_is_refused_by_name() {
    let uses = vec![
        used("scan", "2026-05-01", None, 1, 0),
        used("search", "2024-12-01", None, 1, 0),
        used("loan", "2026-05-01", None, 1, 0),
    ];
    let refused = rate(&basis(uses), &prices(), day("2026-05-01")).unwrap_err();
    let items = ["loan", "scan", "search"].map(String::from).to_vec();
    assert_eq!(refused, Refused::PriceMissing { items }, "an amount meter's price is none for a quantity");
}

#[test]
fn without_a_subscription_only_use_and_charges_are_billed() {
    let mut basis = basis(vec![used("loan", "2026-05-01", Some("2026-1"), -1, -2000)]);
    basis.subscribed = false;
    basis.charges = vec![Charge {
        id: Uuid::from_u128(7),
        payer: "gastrike".into(),
        kind: "connection-fee".into(),
        reason: "bibblix 2026-05-01".into(),
        ore: 500_000,
        vat: Vat::S25,
        account: "3042".into(),
    }];
    let lines = rate(&basis, &prices(), day("2026-05-01")).unwrap();
    assert_eq!(
        lines.iter().map(|line| (line.payer.as_str(), line.ore)).collect::<Vec<_>>(),
        [("sandviken-2181", -2000), ("gastrike", 500_000)]
    );
}

#[test]
fn the_same_basis_in_another_order_gives_the_same_bytes() {
    let uses = vec![
        used("search", "2026-05-01", None, 3, 0),
        used("loan", "2026-05-01", Some("b"), 2, 3000),
        used("loan", "2026-05-01", Some("a"), 10, 20_000),
    ];
    let mut other = uses.clone();
    other.reverse();
    let month = day("2026-05-01");
    let first = digest(&rate(&basis(uses), &prices(), month).unwrap()).unwrap();
    assert_eq!(first, digest(&rate(&basis(other), &prices(), month).unwrap()).unwrap());
    assert_eq!(first.len(), 64);
    assert_ne!(first, digest(&[]).unwrap());
}
