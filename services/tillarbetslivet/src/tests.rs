//! The acts on a real store: on SQLite always, and on PostgreSQL where a test cluster is named.

mod acts;
mod approvals;
mod pages;
mod waiting;

use chrono::NaiveDate;
use contracts::invitation::InvitationAccepted;
use platform::Rule;
use testbed::{Alone, Bed, alone_with};

use crate::domain::{hours::Kind, placing::Refusal};

const NOW: &str = "2026-11-25T10:00:00Z";

const ALONE: Alone = Alone {
    registry: || alone_with(crate::module(), platform::Module::emits::<InvitationAccepted>),
    service: "tillarbetslivet",
    to: "tillarbetslivet",
    users: &["habo-0643", "sandviken-2181"],
    others: &[],
    now: NOW,
};

async fn leap(bed: &Bed, by: chrono::TimeDelta) {
    bed.leap(by).await;
}

#[test]
fn every_text_exists_in_both_languages_and_every_refusal_has_one() {
    let module = crate::module();
    let texts = ui::Texts::new(&[module.texts]).unwrap();
    for lang in ui::Lang::ALL {
        assert_eq!(texts.missing(lang), Vec::<String>::new());
        let day: NaiveDate = "2026-11-22".parse().unwrap();
        for refusal in refusals(day) {
            let key = format!("tillarbetslivet-refusal-{}", refusal.code());
            let keys = match refusal {
                Refusal::WrongGrade { .. } | Refusal::NightWork { .. } => {
                    Kind::ALL.map(|kind| format!("{key}-{}", kind.name())).to_vec()
                }
                _ => vec![key],
            };
            for key in keys {
                assert!(texts.has(lang, &key), "{key}");
            }
        }
        let used = [
            include_str!("pages/home.rs"),
            include_str!("pages/offers.rs"),
            include_str!("pages/new_offer.rs"),
            include_str!("pages/offer.rs"),
            include_str!("pages/wishes.rs"),
            include_str!("pages/wish.rs"),
            include_str!("pages/placement.rs"),
            include_str!("pages/approvals.rs"),
            include_str!("pages/own.rs"),
            include_str!("pages/common.rs"),
        ]
        .concat();
        for key in used
            .split('"')
            .filter(|text| text.starts_with("tillarbetslivet-") && !text.ends_with('-') && !text.contains(['{', '.']))
        {
            assert!(texts.has(lang, key), "{key}");
        }
    }
}

/// Every way to refuse.
fn refusals(day: NaiveDate) -> Vec<Refusal> {
    vec![
        Refusal::TextMissing { field: "tasks" },
        Refusal::SeatsOutOfRange,
        Refusal::PeriodBegun,
        Refusal::PeriodWrong,
        Refusal::AgeOutOfRange { from: 13, to: 20 },
        Refusal::NotAssessed,
        Refusal::HoursBackwards,
        Refusal::NightWork { kind: Kind::Prao },
        Refusal::DayTooLong { minutes: 480, limit: 420 },
        Refusal::NightRest { limit: 840 },
        Refusal::WeeklyRest,
        Refusal::BreakMissing,
        Refusal::Weekend,
        Refusal::NoDays,
        Refusal::WrongSchool { schools: "Exempelskolan".into() },
        Refusal::WrongGrade { kind: Kind::Prao },
        Refusal::TooYoung { years: 13 },
        Refusal::Begun { first: day },
        Refusal::Full { seats: 1 },
        Refusal::Overlap { first: day, last: day },
        Refusal::AlreadyWished,
        Refusal::RankTaken { rank: 1 },
        Refusal::RankOutOfRange,
        Refusal::NotOpen,
        Refusal::AlreadyCancelled,
        Refusal::PlacementCancelled,
        Refusal::PlacementOver { last: day },
        Refusal::EmployerFirst,
        Refusal::AlreadyApproved,
        Refusal::AlreadyInvited,
        Refusal::AddressWrong,
        Refusal::NoAddress,
        Refusal::RemindedToday,
    ]
}
