//! The acts on a real store, and the pages and the API over HTTP: on SQLite always, and on PostgreSQL where a test cluster is named.

mod acts;
mod pages;
mod protected;
mod waiting;

use chrono::NaiveDate;
use platform::{Ctx, Result, Rule};
use testbed::{Alone, Bed, alone, habo};
use uuid::Uuid;

use crate::{
    cases::{self, New},
    desk::Desk,
    domain::{
        codes::{Closing, MeasureKind, Outcome, Situation, Way},
        number::PersonalNumber,
        refusal::Refusal,
    },
    entities::youth,
    failure::Failure,
};

const NOW: &str = "2026-11-22T10:00:00Z";

const ALONE: Alone = Alone {
    registry: || alone(crate::module()),
    service: "uka",
    to: "uka",
    users: &["habo-0643", "sandviken-2181"],
    others: &[],
    now: NOW,
};

/// Lets days pass.
async fn leap(bed: &Bed, days: i64) {
    bed.leap(chrono::TimeDelta::days(days)).await;
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A number that belongs to nobody.
fn number(born: &str) -> PersonalNumber {
    PersonalNumber::invented(day(born), 239)
}

/// Registers somebody in Habo.
async fn open(ctx: &Ctx, born: &str, protected: bool) -> Result<youth::Model, Failure> {
    let desk = Desk::of_system(ctx, &habo(), "test").await?;
    let (number, situation) = (number(born), Situation::DroppedOut);
    let new = New { number: &number, name: "Nova Provberg", situation, resident: true, protected };
    let result = cases::open(&desk, new).await;
    desk.finish(result).await
}

async fn close(ctx: &Ctx, id: Uuid) -> Result<youth::Model, Failure> {
    let desk = Desk::of_system(ctx, &habo(), "test").await?;
    let result = cases::close(&desk, id, Closing::StartedEducation).await;
    desk.finish(result).await
}

fn refused<T: std::fmt::Debug>(result: Result<T, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn every_text_exists_in_both_languages_and_every_refusal_and_code_has_one() {
    let module = crate::module();
    let texts = ui::Texts::new(&[module.texts]).unwrap();
    let (at, youth) = (day("2026-11-22"), Uuid::nil());
    let refusals = [
        Refusal::AlreadyRegistered { youth },
        Refusal::OverAge { turned: at },
        Refusal::UnderAge { from: 2027 },
        Refusal::NotResident,
        Refusal::InCompulsory,
        Refusal::AttendsUpper,
        Refusal::Completed,
        Refusal::ProtectedIdentity,
        Refusal::ContactInFuture { today: at },
        Refusal::BeforeCase { opened: at },
        Refusal::FollowUpInPast { today: at },
        Refusal::EndsBeforeStart { starts: at },
        Refusal::MeasureEnded,
        Refusal::CaseClosed { closed: at },
        Refusal::NotTwentyYet { turns: at },
    ];
    let mut keys: Vec<String> = refusals.iter().map(|refusal| format!("uka-refusal-{}", refusal.code())).collect();
    keys.extend(Situation::ALL.iter().map(|code| format!("uka-situation-{}", code.name())));
    keys.extend(Way::ALL.iter().map(|code| format!("uka-way-{}", code.name())));
    keys.extend(Outcome::ALL.iter().map(|code| format!("uka-outcome-{}", code.name())));
    keys.extend(MeasureKind::ALL.iter().map(|code| format!("uka-measure-{}", code.name())));
    keys.extend(Closing::ALL.iter().map(|code| format!("uka-closing-{}", code.name())));
    let drawn = [
        include_str!("pages/acts.rs"),
        include_str!("pages/common.rs"),
        include_str!("pages/list.rs"),
        include_str!("pages/register.rs"),
        include_str!("pages/youth.rs"),
    ]
    .concat();
    let drawn = drawn.split('"').filter(|text| text.starts_with("uka-") && !text.contains('{'));
    keys.extend(drawn.map(ToOwned::to_owned));
    for lang in ui::Lang::ALL {
        assert_eq!(texts.missing(lang), Vec::<String>::new());
        for key in &keys {
            assert!(texts.has(lang, key), "{key}");
        }
    }
}
