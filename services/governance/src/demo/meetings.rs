//! What the invented council has met about: minutes that are verified, minutes that Sandviken is asked to verify, a meeting that
//! the office has to write down, and two to come.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use platform::{Across, clock::local_date};

use super::{COUNCIL, EAGER, UNDECIDED, wishes::chance};
use crate::{
    councils,
    domain::meeting::Written,
    failure::Failure,
    meetings::{
        minutes::{self, Attendance, Text},
        plan::{self, Subject},
        sign,
    },
};

/// A meeting to make: days from now to it, its title and where it is held.
struct Wanted {
    days: i64,
    title: &'static str,
    place: &'static str,
    link: &'static str,
}

const FIRST: Wanted =
    Wanted { days: -48, title: "Rådsmöte om första omgången", place: "Föreningens kansli i Gävle", link: "" };
const SECOND: Wanted = Wanted { days: -9, title: "Rådsmöte om läsning i förskolan", place: "", link: LINK };
const THIRD: Wanted = Wanted { days: -1, title: "Avstämning inför nästa år", place: "", link: LINK };
const NEXT: Wanted =
    Wanted { days: 23, title: "Rådsmöte: färdplan och prislista", place: "Stadsbiblioteket i Gävle", link: LINK };
const LATER: Wanted = Wanted { days: 75, title: "Vårens första rådsmöte", place: "", link: LINK };
const LINK: &str = "https://mote.example/bibblix";

/// Makes them all.
pub(super) async fn make(across: &Across, seed: u64) -> Result<(), Failure> {
    let first =
        held(across, seed, &FIRST, EAGER, &[("Hur det gick med den första omgången", true, Subject::Ballot(1))])
            .await?;
    let text = Text {
        minutes: "Mötet öppnades av mötesordföranden.\n\nRådet gick igenom hur omröstningen räknades och tackade för underlaget."
            .into(),
        decisions: vec![(1, "Rådet ställer sig bakom utfallet av den första omgången.".into())],
    };
    minutes::write(across, (COUNCIL, first), text, true, across.now()).await?;
    let names = [("chair", "Charlie Test"), ("verifier", "Kaj Påhitt")];
    for one in sign::both(across, COUNCIL, first).await? {
        let name = names.iter().find(|(part, _)| *part == one.part).map_or("Kaj Påhitt", |(_, name)| name);
        sign::put(across, one.id, platform::id::random(), name).await?;
    }
    let items = [("Läsning i förskolan", true, Subject::Nothing), ("Driftstatus", false, Subject::Nothing)];
    let second = held(across, seed, &SECOND, UNDECIDED, &items).await?;
    let text = Text {
        minutes: "Mötet öppnades av mötesordföranden.\n\nFörskolorna i tre kommuner berättade hur de läser med barnen."
            .into(),
        decisions: vec![(1, "Rådet ber förvaltningsledaren att uppskatta läslistor för förskolan.".into())],
    };
    minutes::write(across, (COUNCIL, second), text, true, across.now()).await?;
    called(across, &THIRD, &[("Planen för nästa år", true, Subject::Nothing)]).await?;
    let items = [
        ("Utfallet av den andra omgången", true, Subject::Ballot(2)),
        ("Prislistan för nästa år", true, Subject::Nothing),
        ("Driftstatus", false, Subject::Nothing),
    ];
    called(across, &NEXT, &items).await?;
    planned(across, &LATER, across.now()).await?;
    Ok(())
}

type Item = (&'static str, bool, Subject);

/// A meeting that was planned some weeks before.
async fn planned(across: &Across, wanted: &Wanted, then: DateTime<Utc>) -> Result<i64, Failure> {
    let now = across.now();
    let on = u64::try_from((local_date(now) - local_date(then)).num_days() + wanted.days).unwrap_or(0);
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
    let written = Written {
        title: wanted.title,
        day: local_date(then).checked_add_days(Days::new(on)),
        from: at(13),
        to: at(15),
        place: wanted.place,
        link: wanted.link,
    };
    Ok(plan::plan(across, COUNCIL, written.meant(local_date(then))?, then).await?.number)
}

/// One whose notice has been sent.
async fn called(across: &Across, wanted: &Wanted, items: &[Item]) -> Result<i64, Failure> {
    let then = across.now() + TimeDelta::days(wanted.days - 30);
    let number = planned(across, wanted, then).await?;
    for (title, decides, subject) in items {
        plan::list(across, (COUNCIL, number), title, *decides, *subject, then).await?;
    }
    plan::notice(across, COUNCIL, number, then + TimeDelta::days(3)).await?;
    Ok(number)
}

/// One that was held, with most of the municipalities there.
async fn held(across: &Across, seed: u64, wanted: &Wanted, chair: &str, items: &[Item]) -> Result<i64, Failure> {
    let number = called(across, wanted, items).await?;
    let day = local_date(across.now() + TimeDelta::days(wanted.days));
    let register = councils::register(across, COUNCIL, day).await?;
    let present: Vec<String> = register
        .into_iter()
        .map(|seat| seat.tenant)
        .filter(|tenant| {
            [chair, EAGER, UNDECIDED].contains(&tenant.as_str()) || chance(seed, tenant, wanted.title) % 100 < 72
        })
        .collect();
    let verifier = present.iter().find(|one| *one != chair).cloned().unwrap_or_default();
    let verifier = if verifier.is_empty() || chair == EAGER { verifier } else { EAGER.into() };
    let attendance = Attendance { present, chair: chair.into(), verifier };
    minutes::attend(across, (COUNCIL, number), attendance, across.now()).await?;
    Ok(number)
}
