//! The remaining components, one after another.

use ui::{
    Badge, Button, Card, Cell, Column, Empty, Explain, Facts, Form, Html, Icon, Kind, Lang, Notice, Page, Progress,
    Section, Table, Tabs,
};

use crate::frames;

/// All that no other page shows.
pub fn parts() -> String {
    let kinds = [Kind::Good, Kind::Warning, Kind::Error, Kind::Neutral];
    let badges: Html = kinds.into_iter().map(|kind| Html::from(Badge::new(kind, "Ett ord"))).collect();
    let icons = Html::paragraph(Icon::ALL.iter().copied().collect::<Html>());
    let notices = Html::new()
        .with(Notice::info(Lang::Sv, "Priserna ändras den 1 januari."))
        .with(Notice::good(Lang::Sv, "Kontakten är sparad.").alert())
        .with(
            Notice::warning(Lang::Sv, "Tanum har mer än dubblat sin användning.")
                .link("Visa Tanum", "/billing/runs/42/tanum"),
        )
        .with(
            Notice::error(Lang::Sv, "Fakturan kunde inte skickas.")
                .body(Html::paragraph("Nytt försök görs kl. 10.00.")),
        );
    let facts = Facts::new()
        .row("Organisationsnummer", "212000-2346")
        .row("Personuppgiftsbiträdesavtal", Badge::good("Tecknat"))
        .row("Förvaltningsledare", Html::from(ui::TextLink::new("Alex Påhittad", "/people/1")));
    let buttons = ui::Actions::new()
        .button(Button::link("Primär", "/a"))
        .button(Button::link("Sekundär", "/b").secondary())
        .button(Button::link("Farlig", "/c").danger())
        .button(
            Form::post(Lang::Sv, "/d").inline().button(Button::submit("Liten").secondary().small().icon(Icon::Refresh)),
        );
    let nothing = Table::new(Lang::Sv, "Fakturor").column(Column::text("Nummer")).column(Column::number("Belopp, kr"));
    let few = nothing.clone().row([Cell::link("2026-000123", "/i/1"), Cell::money(-123_450)]).count();
    let page = Page::new("Samverkanstjänsten Bibblix")
        .crumb("Tjänster", "/services")
        .lead("70 anslutna kommuner.")
        .body(
            Tabs::new("Delar av tjänsten")
                .tab("Översikt", "/s", true)
                .tab("Förvaltningsråd", "/s/c", false)
                .tab("Användning och kostnad", "/s/u", false)
                .tab("Anslutning", "/s/a", false)
                .tab("API", "/s/api", false),
        )
        .body(Section::new("Status").body(Html::paragraph(badges)))
        .body(Section::new("Meddelanden").body(notices))
        .body(Section::new("Fakta").body(Card::plain().body(facts)))
        .body(Section::new("Knappar").body(buttons))
        .body(Section::new("Tomt").body(
            Card::new("Fakturor").flush().body(
                nothing.clone().caption_hidden().id("none").empty(Empty::new(Icon::Receipt, "Inga fakturor än.")),
            ),
        ))
        .body(Section::new("Utan kort").body(few))
        .body(Section::new("Bild").body(Card::new("Kostnad").body(super::start::year())))
        .body(Section::new("Långt arbete").body(Progress::new(Lang::Sv, "Skickar fakturor", 0, 0)))
        .body(Explain::new(Lang::Sv, "varje kommun betalar sin del av kostnaden.").link("Visa ett exempel", "/help"))
        .body(Section::new("Ikoner").body(Card::plain().body(icons)));
    frames::municipality("/bibblix").page(&page)
}
