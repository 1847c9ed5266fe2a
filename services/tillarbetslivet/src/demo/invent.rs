//! Invented workplaces, schools and pupils.

use chrono::{Datelike, Days, NaiveDate};

use crate::{
    domain::{
        hours::{Hours, Kind, Weekdays},
        offer::{Draft, Schools},
    },
    wishing::Told,
};

/// Employer, workplace, tasks, kind, start, end and break in minutes.
type Workplace = (&'static str, &'static str, &'static str, Kind, i32, i32, i32);

const WORKPLACES: [Workplace; 10] = [
    ("Exempelbolaget AB", "Verkstaden", "Följa med i verkstaden, sortera delar", Kind::Prao, 480, 900, 60),
    ("Förskolan Mallgården", "Avdelning Kotten", "Läsa, leka och duka med barnen", Kind::Prao, 480, 930, 45),
    ("Provköket", "Restaurangköket", "Skala, duka och servera lunch", Kind::Prao, 540, 960, 45),
    ("Stickprov Textil", "Butiken", "Packa upp varor och hänga fram kläder", Kind::Prao, 600, 1020, 60),
    ("Mönstergården", "Ladugården", "Mocka, fodra och sköta djur", Kind::Prao, 420, 840, 60),
    (
        "Bibliotek Exempel",
        "Huvudbiblioteket",
        "Ställa upp böcker och hjälpa till vid sagostund",
        Kind::Prao,
        540,
        960,
        60,
    ),
    ("Testel Installation AB", "Serviceavdelningen", "Följa en elektriker, dra kabel", Kind::Apl, 420, 960, 60),
    (
        "Vårdboendet Provlyckan",
        "Plan 2",
        "Måltider, promenader och dokumentation med handledare",
        Kind::Apl,
        420,
        930,
        45,
    ),
    ("Bygg & Mall AB", "Projekt Exempelskogen", "Mäta, såga och bära ut under handledning", Kind::Apl, 420, 960, 60),
    ("Exempelbolaget AB", "Kontoret", "Svara i växeln med handledare, scanna", Kind::Prao, 480, 900, 60),
];
const SCHOOLS: [&str; 3] = ["Exempelskolan", "Provskolan", "Mallskolan"];

/// A placement that comes.
pub(super) struct Coming {
    pub draft: Draft,
    /// Who has chosen it, as which choice.
    pub pupils: Vec<(Told, i32)>,
    /// How many of them have a seat.
    pub confirmed: usize,
    /// The first of them gave it back.
    pub cancelled: bool,
}

/// A placement that has begun.
pub(super) struct Gone {
    pub draft: Draft,
    pub pupils: Vec<Told>,
}

/// A municipality's placements.
pub(super) struct Made {
    pub gone: Vec<Gone>,
    pub coming: Vec<Coming>,
}

/// The municipality's placements around a day.
pub(super) fn made(tenant: &str, seed: u64, today: NaiveDate) -> Made {
    let shift = tenant.bytes().fold(seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let shift = usize::try_from(shift % 997).unwrap_or(0);
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let mut numbers = 1_usize..;
    let mut pupils = |kind: Kind, count: usize| -> Vec<Told> {
        numbers.by_ref().take(count).map(|number| pupil(kind, number, shift, today)).collect()
    };
    let mut gone = Vec::new();
    // Weeks back (0 is under way), weeks long, pupils.
    for (at, (back, weeks, count)) in [(9, 2, 2), (7, 1, 3), (4, 1, 2), (0, 1, 1)].into_iter().enumerate() {
        let place = workplace(at + shift);
        let first = monday - Days::new(7 * back);
        let mut draft = draft(place, first, weeks, 3);
        draft.seats = i32::try_from(count).unwrap_or(1) + i32::from(at == 1);
        gone.push(Gone { draft, pupils: pupils(place.3, count) });
    }
    let mut coming = Vec::new();
    // Weeks ahead, weeks long, seats, choices, confirmed, and whether the first gave it back. The first one is full, with a pupil in line.
    for (at, (ahead, weeks, seats, chosen, confirmed, cancelled)) in [
        (1, 2, 2, 3, 2, false),
        (1, 1, 3, 3, 2, false),
        (2, 1, 2, 2, 0, false),
        (3, 1, 1, 2, 1, true),
        (7, 2, 2, 2, 1, false),
        (8, 3, 4, 0, 0, false),
    ]
    .into_iter()
    .enumerate()
    {
        let place = workplace(at + 4 + shift);
        let draft = draft(place, monday + Days::new(7 * ahead), weeks, seats);
        let chosen = pupils(place.3, chosen).into_iter().map(|told| (told, 1)).collect();
        coming.push(Coming { draft, pupils: chosen, confirmed, cancelled });
    }
    second_choices(&mut coming);
    only_for_one_school(&mut coming);
    Made { gone, coming }
}

fn workplace(at: usize) -> Workplace {
    WORKPLACES.get(at % WORKPLACES.len()).copied().unwrap_or(WORKPLACES[0])
}

fn draft(place: Workplace, first: NaiveDate, weeks: u64, seats: i32) -> Draft {
    let (employer, workplace, tasks, kind, starts, ends, pause) = place;
    Draft {
        kind,
        employer: employer.into(),
        workplace: workplace.into(),
        tasks: tasks.into(),
        seats,
        first,
        last: first + Days::new(7 * weeks - 3),
        hours: Hours { days: Weekdays::MON_TO_FRI, starts, ends, pause },
        min_age: if kind == Kind::Prao { 13 } else { 16 },
        schools: Schools::default(),
        assessed: true,
    }
}

/// Pupils in line for the full placement also chose others of its kind, as their second choice.
fn second_choices(coming: &mut [Coming]) {
    let Some(first) = coming.first() else { return };
    let (kind, waiting) = (first.draft.kind, first.pupils.iter().skip(first.confirmed).cloned().collect::<Vec<_>>());
    let other = coming.iter_mut().skip(1).find(|one| one.draft.kind == kind && !one.cancelled);
    if let Some(other) = other {
        other.pupils.extend(waiting.into_iter().map(|(told, _)| (told, 2)));
    }
}

/// The last placement is for pupils of one school.
fn only_for_one_school(coming: &mut [Coming]) {
    if let Some(last) = coming.last_mut() {
        last.draft.schools = Schools::parse(SCHOOLS[0]);
    }
}

/// A pupil of the usual age, by a code that is nobody's.
fn pupil(kind: Kind, number: usize, shift: usize, today: NaiveDate) -> Told {
    let school_year = if today.month() >= 7 { today.year() } else { today.year() - 1 };
    let month = u32::try_from((number * 5 + shift) % 12).unwrap_or(0) + 1;
    let letter = ["A", "B", "C"].get((number + shift) % 3).copied().unwrap_or("A");
    let (grade, class, age) = match kind {
        Kind::Prao if number.is_multiple_of(3) => ("9", format!("9{letter}"), 15),
        Kind::Prao => ("8", format!("8{letter}"), 14),
        Kind::Apl => ("gy2", format!("EE2{letter}"), 17),
    };
    let school = match kind {
        Kind::Prao => SCHOOLS.get((number + shift) % SCHOOLS.len()).copied().unwrap_or("Exempelskolan"),
        Kind::Apl => "Exempelgymnasiet",
    };
    Told {
        reference: format!("{class}-{number:02}"),
        school: school.into(),
        class,
        grade: grade.into(),
        born: NaiveDate::from_ymd_opt(school_year - age, month, 1).unwrap_or(today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_invented_keeps_the_law_and_no_code_comes_twice() {
        for (tenant, today) in
            [("habo-0643", "2026-11-25"), ("sandviken-2181", "2026-01-02"), ("uppsala-0380", "2026-08-30")]
        {
            let today = today.parse().unwrap();
            let made = made(tenant, 1, today);
            for one in &made.coming {
                assert_eq!(one.draft.may_offer(today), Ok(()), "{:?}", one.draft);
            }
            for one in &made.gone {
                assert_eq!(one.draft.hours.lawful(one.draft.kind), Ok(()), "{:?}", one.draft);
                assert!(one.draft.first <= today && one.pupils.len() <= usize::try_from(one.draft.seats).unwrap());
            }
            let mut codes: Vec<_> = made.gone.iter().flat_map(|one| &one.pupils).map(|told| &told.reference).collect();
            codes.extend(
                made.coming
                    .iter()
                    .flat_map(|one| &one.pupils)
                    .filter(|(_, rank)| *rank == 1)
                    .map(|(told, _)| &told.reference),
            );
            let count = codes.len();
            codes.sort();
            codes.dedup();
            assert_eq!(codes.len(), count);
        }
    }
}
