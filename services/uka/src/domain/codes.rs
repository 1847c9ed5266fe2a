//! The fixed lists: our own lasting codes, each with a text `uka-<list>-<code>`. Health, crime and other sensitive matters have no
//! code on purpose: the ordinance (2006:39) does not let a municipality register them.

/// A list of codes.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident: $($(#[$note:meta])* $code:ident = $text:literal,)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($(#[$note])* $code,)+ }

        impl $name {
            /// All, in the order of forms.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$code,)+];

            /// The code as stored, told and shown in addresses.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$code => $text,)+ }
            }

            /// The code of a name.
            pub(crate) fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.name() == name)
            }
        }
    };
}

codes! {
    /// The school situation when a case is opened. The last three are outside the law's scope and are there to be refused in words.
    Situation:
    NeverStarted = "never-started",
    DroppedOut = "dropped-out",
    /// Left upper secondary school with a study certificate (studiebevis) only.
    Studiebevis = "studiebevis",
    NewlyArrived = "newly-arrived",
    ImEnded = "im-ended",
    InCompulsory = "in-compulsory",
    AttendsUpper = "attends-upper",
    Completed = "completed",
}

codes! {
    /// How somebody was contacted.
    Way:
    Letter = "letter",
    Sms = "sms",
    Phone = "phone",
    Email = "email",
    Meeting = "meeting",
    HomeVisit = "home-visit",
    SocialMedia = "social-media",
    ViaGuardian = "via-guardian",
}

codes! {
    /// What came of a contact.
    Outcome:
    Reached = "reached",
    AgreedMeeting = "agreed-meeting",
    Refused = "refused",
    NoAnswer = "no-answer",
    WrongNumber = "wrong-number",
    NotHome = "not-home",
}

codes! {
    /// A measure (insats) that the municipality offers.
    MeasureKind:
    Guidance = "guidance",
    MotivatingTalk = "motivating-talk",
    ImStudy = "im-study",
    Placement = "placement",
    Validation = "validation",
    Mentor = "mentor",
    WorkProgramme = "work-programme",
    Other = "other",
}

codes! {
    /// Why a case was closed.
    Closing:
    StartedEducation = "started-education",
    CompletedEducation = "completed-education",
    TurnedTwenty = "turned-20",
    MovedOut = "moved-out",
    OutOfCountry = "out-of-country",
    Deceased = "deceased",
    RegisteredInError = "registered-in-error",
}

impl Outcome {
    /// Whether the young person was spoken with: a contact, not only an attempt.
    pub(crate) const fn is_contact(self) -> bool {
        matches!(self, Self::Reached | Self::AgreedMeeting | Self::Refused)
    }
}

/// The longest note, in characters.
pub(crate) const NOTE: usize = 500;
/// The longest name, in characters.
pub(crate) const NAME: usize = 100;

/// A note, trimmed; none when it is empty, an error when it is too long.
pub(crate) fn note(text: &str) -> Result<Option<&str>, ()> {
    let text = text.trim();
    if text.chars().count() > NOTE { Err(()) } else { Ok((!text.is_empty()).then_some(text)) }
}

/// A name, trimmed, of 2 to 100 characters.
pub(crate) fn name(text: &str) -> Option<&str> {
    let text = text.trim();
    (2..=NAME).contains(&text.chars().count()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_written() {
        for way in Way::ALL {
            assert_eq!(Way::parse(way.name()), Some(*way));
        }
        assert_eq!(Closing::parse("bored"), None);
        assert_eq!(Outcome::ALL.iter().filter(|outcome| outcome.is_contact()).count(), 3);
    }

    #[test]
    fn notes_and_names_have_sane_lengths() {
        assert_eq!(note("  "), Ok(None));
        assert_eq!(note(&"å".repeat(NOTE)).unwrap().map(|text| text.chars().count()), Some(NOTE));
        assert_eq!(note(&"å".repeat(NOTE + 1)), Err(()));
        assert_eq!((name(" Bo "), name("B"), name(&"b".repeat(NAME + 1))), (Some("Bo"), None, None));
    }
}
