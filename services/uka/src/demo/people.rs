//! Invented young people, and chance that is the same every time.

use chrono::{Days, NaiveDate};
use sha2::{Digest, Sha256};

use crate::domain::{
    codes::{Closing, MeasureKind, Outcome, Situation, Way},
    number::PersonalNumber,
};

/// Given names and invented surnames.
const GIVEN: [&str; 24] = [
    "Alva", "Amir", "Astrid", "Bilal", "Ebba", "Elias", "Elsa", "Fatima", "Gustav", "Hugo", "Ines", "Jonathan",
    "Kevin", "Leila", "Liam", "Maja", "Melvin", "Nora", "Oskar", "Saga", "Samira", "Tilda", "Viktor", "Yasmin",
];
const SURNAMES: [&str; 16] = [
    "Exempelsson",
    "Provberg",
    "Testgren",
    "Mallström",
    "Påhittsson",
    "Övningskog",
    "Fiktivholm",
    "Låtsasdal",
    "Modellqvist",
    "Mönsterlund",
    "Utkastberg",
    "Skissgren",
    "Demoström",
    "Prototypsson",
    "Formulärlind",
    "Blankettbäck",
];
/// Birth numbers that Skatteverket uses for tests.
const BIRTH_NUMBERS: [u32; 3] = [238, 239, 980];
/// Of a thousand, how many have a protected identity. More than in life, so that one is seen.
const PROTECTED: u64 = 25;

/// Somebody who does not exist.
pub(super) struct Person {
    pub number: PersonalNumber,
    pub name: String,
    pub situation: Situation,
    pub protected: bool,
}

/// So many different people, from 16 up to nearly 20 years old. The second has a protected identity.
pub(super) fn invent(chance: &mut Chance, today: NaiveDate, count: u32) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    while people.len() < usize::try_from(count).unwrap_or(0) {
        let born = today - Days::new(17 * 365 + chance.below(3 * 365 - 40));
        let number = PersonalNumber::invented(born, BIRTH_NUMBERS[chance.index(BIRTH_NUMBERS.len())]);
        if people.iter().any(|person| person.number == number) {
            continue;
        }
        let name = format!("{} {}", GIVEN[chance.index(GIVEN.len())], SURNAMES[chance.index(SURNAMES.len())]);
        let protected = people.len() == 1 || chance.below(1000) < PROTECTED;
        people.push(Person { number, name, situation: situation(chance), protected });
    }
    people
}

fn situation(chance: &mut Chance) -> Situation {
    match chance.below(100) {
        0..45 => Situation::DroppedOut,
        45..65 => Situation::NeverStarted,
        65..85 => Situation::Studiebevis,
        85..95 => Situation::NewlyArrived,
        _ => Situation::ImEnded,
    }
}

/// A contact: a little less than half of them reach somebody.
pub(super) fn contact(chance: &mut Chance) -> (Way, Outcome) {
    let way = match chance.below(10) {
        0..2 => Way::Letter,
        2..4 => Way::Sms,
        4..8 => Way::Phone,
        8 => Way::HomeVisit,
        _ => Way::ViaGuardian,
    };
    let outcome = match (way, chance.below(10)) {
        (Way::Letter, 0..=7) | (_, 0..=3) => Outcome::NoAnswer,
        (Way::HomeVisit, 4) => Outcome::NotHome,
        (Way::Phone, 4) => Outcome::WrongNumber,
        (_, 5) => Outcome::Refused,
        (_, 6) => Outcome::AgreedMeeting,
        _ => Outcome::Reached,
    };
    (way, outcome)
}

/// A note on every other contact.
pub(super) fn note(chance: &mut Chance) -> Option<&'static str> {
    const NOTES: [&str; 4] = [
        "Vill veta mer om komvux. Återkommer efter helgen.",
        "Intresserad av praktik inom handel.",
        "Har sökt till höstens introduktionsprogram.",
        "Önskar träffa studie- och yrkesvägledare.",
    ];
    (chance.below(2) == 0).then(|| NOTES[chance.index(NOTES.len())])
}

/// A measure.
pub(super) fn measure(chance: &mut Chance) -> MeasureKind {
    MeasureKind::ALL[chance.index(MeasureKind::ALL.len())]
}

/// Why it ended.
pub(super) fn closing(chance: &mut Chance) -> Closing {
    match chance.below(10) {
        0..6 => Closing::StartedEducation,
        6..8 => Closing::CompletedEducation,
        _ => Closing::MovedOut,
    }
}

/// A sequence of numbers that follows from a name: SplitMix64.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn of(name: &str) -> Self {
        let digest = Sha256::digest(name.as_bytes());
        Self(digest.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `limit`.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    /// An index into something of this length.
    pub(super) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }
}
