//! The acts on a real store: on SQLite always, and on PostgreSQL where a test cluster is named.

mod acts;
mod pages;

use platform::Rule;
use testbed::{Alone, alone};

use crate::domain::lending::Refusal;

const NOW: &str = "2026-11-22T10:00:00Z";

const ALONE: Alone = Alone {
    registry: || alone(crate::module()),
    service: "bibblix",
    to: "bibblix",
    users: &["habo-0643", "sandviken-2181"],
    others: &[],
    now: NOW,
};

#[test]
fn every_text_exists_in_both_languages_and_every_refusal_has_one() {
    let module = crate::module();
    let texts = ui::Texts::new(&[module.texts]).unwrap();
    for lang in ui::Lang::ALL {
        assert_eq!(texts.missing(lang), Vec::<String>::new());
        let day = "2026-11-22".parse().unwrap();
        for refusal in [
            Refusal::UnknownTitle,
            Refusal::NotPublished { published: day },
            Refusal::NoPrice,
            Refusal::LoanLimit { free: day },
            Refusal::WeeklyLimit { free: day },
            Refusal::AlreadyOnLoan { due: day },
            Refusal::BudgetExhausted { price: 1, left: 0, until: day },
            Refusal::AlreadyReturned,
            Refusal::AlreadyReversed,
            Refusal::LoanEnded,
            Refusal::TooLateToReverse { until: NOW.parse().unwrap() },
            Refusal::CapBelowCommitted { committed: 1 },
        ] {
            assert!(texts.has(lang, &format!("bibblix-refusal-{}", refusal.code())), "{refusal:?}");
        }
        let used = [
            include_str!("pages/home.rs"),
            include_str!("pages/lend.rs"),
            include_str!("pages/loan.rs"),
            include_str!("pages/loans.rs"),
            include_str!("pages/titles.rs"),
            include_str!("pages/budget.rs"),
            include_str!("pages/common.rs"),
        ]
        .concat();
        for key in used.split('"').filter(|text| text.starts_with("bibblix-") && !text.contains(['{', '.'])) {
            assert!(texts.has(lang, key), "{key}");
        }
    }
}
