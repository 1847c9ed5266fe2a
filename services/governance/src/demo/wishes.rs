//! What the invented council wishes for, and how much each municipality likes it.

use sha2::{Digest, Sha256};

/// A proposal to make.
pub(super) struct Wanted {
    pub title: &'static str,
    pub text: &'static str,
    /// Likely, lowest and highest; none while nobody has estimated it.
    pub hours: Option<(i64, i64, i64)>,
}

const fn wanted(title: &'static str, text: &'static str, hours: (i64, i64, i64)) -> Wanted {
    Wanted { title, text, hours: Some(hours) }
}

/// On the first ballot.
pub(super) const EARLIER: [Wanted; 8] = [
    wanted("Ny läsplattform", "Den gamla läsaren är svår att använda på skolans surfplattor.", (240, 180, 320)),
    wanted(
        "Påminnelse innan lånet går ut",
        "Barnen hinner inte läsa klart och blir ledsna när boken försvinner.",
        (50, 40, 70),
    ),
    wanted(
        "Samlingar för årskurs 1 till 3",
        "Bibliotekarierna vill kunna tipsa en hel klass på en gång.",
        (80, 60, 120),
    ),
    wanted("Statistik per bibliotek", "Filialerna vill se sina egna lån för att planera inköp.", (70, 50, 90)),
    wanted("Barnens egna boktips", "Barn som läser långsamt vill lyssna på andra barns tips.", (110, 80, 180)),
    wanted("Inloggning med skolkonto", "Barnen glömmer lånekortets nummer men kan sitt skolkonto.", (140, 110, 220)),
    wanted("Mörkt läge", "Skönare för ögonen när man läser på kvällen.", (30, 20, 45)),
    wanted("Omslag i alla listor", "De minsta känner igen boken på omslaget, inte på titeln.", (45, 30, 60)),
];

/// New on the second ballot.
pub(super) const LATER: [Wanted; 5] = [
    wanted(
        "Läslistor för förskolan",
        "14 kommuner har bett om det. Förskolan vill kunna tipsa hemmen.",
        (120, 90, 160),
    ),
    wanted("Snabbare sökning på stavfel", "Barn stavar fel; 31 procent av sökningarna ger noll träffar.", (60, 40, 80)),
    wanted("Ljudböcker utan uppkoppling", "På resan och i stugan finns inget nät.", (130, 110, 190)),
    wanted("Flerspråkigt läge", "Arabiska, somaliska, ukrainska och samiska språk.", (95, 80, 150)),
    wanted("Bokklubbar mellan kommuner", "Små skolor vill läsa tillsammans med andra.", (85, 60, 130)),
];

/// After the second ballot opened.
pub(super) const UNTOUCHED: [Wanted; 2] = [
    wanted(
        "Utskrift av läsdiplom",
        "Sommarläsningen slutar med ett diplom som biblioteken skriver för hand.",
        (25, 15, 40),
    ),
    Wanted {
        title: "Sökning efter lättlästa böcker",
        text: "LIX säger lite om hur lätt en bok är för ett barn.",
        hours: None,
    },
];

/// A number that has nothing to do with what it is made from.
pub(super) fn chance(seed: u64, tenant: &str, what: &str) -> u64 {
    let bytes = Sha256::digest(format!("{seed}/{tenant}/{what}"));
    bytes.iter().take(4).fold(0, |sum, byte| sum * 256 + u64::from(*byte))
}

/// How much a municipality likes an item: it is supported from 100 on. Some items are liked by most, and some parts of the country
/// like other things than others do.
pub(super) fn interest(seed: u64, tenant: &str, title: &str) -> u64 {
    let region = tenant.rsplit('-').next().and_then(|code| code.get(..1)).unwrap_or_default();
    chance(0, "popular", title) % 70 + chance(seed, tenant, title) % 60 + chance(1, region, title) % 25
}
