//! Forms: a ballot, one that was refused, and signing in.

use ui::{Button, Choice, Explain, Field, Form, Icon, Lang, Notice, Page, Search};

use crate::frames;

/// A ballot with choices that carry numbers.
pub fn ballot() -> String {
    let choice = |value: &str, label: &str, note: &str, hours: &str, range: &str| {
        Choice::new(value, label).note(note).aside(hours, Some(range.to_owned()))
    };
    let choices = [
        choice(
            "a",
            "Läslistor för förskolan",
            "14 kommuner har bett om det. Krävs för: Flerspråkigt läge.",
            "120 h",
            "90 till 160",
        )
        .chosen(true),
        choice(
            "b",
            "Snabbare sökning på stavfel",
            "Barn stavar fel; 31 % av sökningarna ger noll träffar.",
            "60 h",
            "40 till 80",
        )
        .chosen(true),
        choice("c", "Flerspråkigt läge", "Arabiska, somaliska, ukrainska, samiska språk.", "95 h", "80 till 150"),
        choice("d", "Ny läsplattform", "Ryms inte längre i ramen.", "240 h", "180 till 320").disabled(true),
    ];
    let explain = Explain::new(
        Lang::Sv,
        "kommunerna delar på kostnaden för det de valt, lika mycket var, tills delarna är slut. Inget förslag vinner bara för att det är stort.",
    )
    .link("Läs mer med ett exempel", "/help/equal-shares");
    let form = Form::post(Lang::Sv, "/ballots/1")
        .field(Field::checkboxes("proposal", "Förslag att stödja", choices).hint("Välj minst tre."))
        .html(explain)
        .button(Button::submit("Kontrollera din röst"))
        .note("Du kan ändra dig tills omröstningen stänger. Kollegor med samma mandat får veta.");
    let page = Page::new("Bibblix färdplan 2027")
        .crumb("Förvaltningsråd", "/councils")
        .crumb("Bibblix", "/councils/bibblix")
        .lead("Stöd minst tre förslag som Sandviken vill se. Öppen omröstning, stänger 26 november kl. 16.00.")
        .body(form);
    frames::municipality("/councils/bibblix/ballots/1").page(&page)
}

/// Every kind of field, three of them wrong.
pub fn refused() -> String {
    let kinds = || {
        [Choice::new("fee", "Anslutningsavgift"), Choice::new("credit", "Kreditering").note("Minskar nästa faktura.")]
    };
    let form = Form::post(Lang::Sv, "/billing/charges")
        .hidden("run", "42")
        .field(
            Field::text("reason", "Vad avser debiteringen?")
                .hint("Texten står på fakturan.")
                .error("Skriv vad debiteringen avser"),
        )
        .field(Field::number("amount", "Belopp, kr").value("12,5,0").error("Skriv beloppet som 1 234,50"))
        .field(Field::date("day", "Dag").value("2026-11-22").range("2026-11-01", "2026-11-30"))
        .field(Field::select(
            "account",
            "Konto",
            [Choice::new("3011", "3011 Tjänsteavgifter"), Choice::new("3041", "3041 Anslutningar")],
        ))
        .field(Field::radios("kind", "Typ", kinds()).error("Välj en typ"))
        .field(Field::email("mail", "E-post till beställaren").optional().autocomplete("email"))
        .field(Field::textarea("note", "Anteckning", 3).optional().max_length(500))
        .field(Field::file("file", "Underlag (PDF)").optional())
        .field(Field::checkbox("notify", "Meddela kommunens ekonom", true))
        .button(Button::submit("Spara"))
        .button(Button::submit("Ta bort").danger().icon(Icon::Trash).value("action", "delete"))
        .button(Button::link("Avbryt", "/billing").secondary());
    let page = Page::new("Ny engångsdebitering").crumb("Ekonomi", "/billing").error(form.has_errors()).body(form);
    frames::secretariat("/billing/charges/new").page(&page)
}

/// Choosing one's municipality.
pub fn sign_in() -> String {
    let choices = ["Gävle", "Sandviken", "Söderhamn"].map(|name| Choice::new(name, format!("{name}s kommun")));
    let form = Form::post(Lang::Sv, "/sign-in")
        .field(Field::radios("municipality", "Kommuner", choices).value("Sandviken"))
        .button(Button::submit("Fortsätt").icon(Icon::LogIn));
    let page = Page::new("Välj din kommun")
        .lead("Du loggar in med kommunens egen inloggning.")
        .body(Notice::info(Lang::Sv, "Demonstration: alla personer är påhittade och inget lösenord behövs."))
        .body(Search::new(Lang::Sv, "/sign-in", "Sök kommun"))
        .body(form);
    frames::signed_out("/sign-in").plain(&page)
}
