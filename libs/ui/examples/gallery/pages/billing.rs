//! A billing run: the preview, a long list, and the calculation while it runs.

use ui::{
    Actions, Badge, Button, Card, Cell, Column, Filters, Grid, Icon, Lang, Order, Page, Pagination, Progress, Search,
    Stat, Step, Stepper, Table, live,
};

use crate::frames;

fn steps() -> Stepper {
    Stepper::new(Lang::Sv)
        .step(Step::done("Underlag", "/billing/runs/42/basis"))
        .step(Step::done("Beräkning", "/billing/runs/42/calculation"))
        .step(Step::current("Förhandsgranskning"))
        .step(Step::todo("Attest"))
        .step(Step::todo("Utskick"))
}

/// The preview per municipality.
pub fn preview() -> String {
    let stats = Grid::new()
        .item(Stat::new("Att debitera", "842 916,50 kr").note("föregående 811 204,00 kr"))
        .item(Stat::new("Innehåll till självkostnad", "324 782,75 kr").note("lika med leverantörernas fakturor"))
        .item(Stat::new("Tjänstens resultat i år", "+18 583 kr").note("bär sin egen ekonomi"));
    let filters = Filters::new(Lang::Sv).chip("Alla", "?", Some(70), true).chip(
        "Bara avvikelser",
        "?only=deviations",
        Some(2),
        false,
    );
    let card = Card::new("Per kommun")
        .tool(filters)
        .tool(Button::link("XLSX", "/billing/runs/42/preview.xlsx").secondary().small().icon(Icon::Download).download())
        .flush()
        .body(per_municipality());
    let page = Page::new("Debitering av Bibblix, november 2026")
        .crumb("Ekonomi", "/billing")
        .crumb("Debitering", "/billing/runs")
        .lead("70 kommuner. Underlaget frystes 1 december kl. 6.00. Inget är skickat.")
        .body(steps())
        .body(stats)
        .body(card)
        .body(
            Actions::new()
                .button(
                    ui::Form::post(Lang::Sv, "/billing/runs/42/submit")
                        .inline()
                        .button(Button::submit("Skicka till attest")),
                )
                .button(Button::link("Räkna om", "/billing/runs/42/calculate").secondary())
                .note("Attest görs av någon annan än du."),
        );
    frames::secretariat("/billing/runs/42").page(&page)
}

fn per_municipality() -> Table {
    let rows = [
        ("Sandviken", 3_212, 3_100_000, 3_351_250, Badge::good("Normal")),
        ("Uppsala", 19_840, 21_000_000, 21_431_875, Badge::good("Normal")),
        ("Tanum", 2_411, 980_000, 2_410_625, Badge::warning("Mer än dubblad").icon(Icon::TrendingUp)),
        ("Dorotea", 38, 192_000, 192_000, Badge::good("Normal")),
        ("Håbo", 2_087, 2_100_400, 2_087_000, Badge::good("Normal")),
        ("Habo", 0, 1_126_000, 1_126_000, Badge::error("Inga lån på 30 dagar").icon(Icon::Question)),
    ];
    let table = Table::new(Lang::Sv, "Debitering per kommun")
        .caption_hidden()
        .column(Column::text("Kommun").sort("?sort=-name", Order::Ascending))
        .column(Column::number("Lån").sort("?sort=loans", Order::None))
        .column(Column::number("Föregående, kr"))
        .column(Column::number("Ny, kr"))
        .column(Column::number("Skillnad, kr"))
        .column(Column::text("Avvikelse"));
    let table = rows.into_iter().fold(table, |table, (name, loans, before, now, badge)| {
        let link = Cell::link(name, format!("/billing/runs/42/{loans}"));
        table.row([
            link,
            Cell::integer(loans),
            Cell::money(before),
            Cell::money(now),
            Cell::signed(now - before),
            badge.into(),
        ])
    });
    table.totals([Cell::integer(27_588), Cell::money(28_498_400), Cell::money(30_598_750), Cell::signed(2_100_350)])
}

/// A long list with search and pages.
pub fn long_list() -> String {
    let table = Table::new(Lang::Sv, "Medlemskommuner").count();
    let table = table
        .column(Column::text("Kommun"))
        .column(Column::text("Kommunkod"))
        .column(Column::number("Invånare"))
        .column(Column::text("Anteckning"));
    let table = (1..=50).fold(table, |table, number| {
        let name = if number % 7 == 0 {
            "Föräldraledighetsvikariatsförmedlingskommunen".to_owned()
        } else {
            format!("Exempelkommun {number}")
        };
        table.row([
            Cell::link(name, format!("/members/{number}")),
            Cell::text(format!("{:04}", 100 + number)),
            Cell::integer(number * 12_345),
            "Kontaktperson för personuppgiftsbiträdesavtalet saknas".into(),
        ])
    });
    let page = Page::new("Medlemsregister")
        .lead("140 medlemskommuner med 6,6 miljoner invånare.")
        .body(
            Search::new(Lang::Sv, "/members", "Sök kommun")
                .value("ex")
                .hint("Namn eller kommunkod")
                .keep("limit", "50"),
        )
        .body(Card::plain().flush().body(table))
        .body(Pagination::new(Lang::Sv, "/members", 2, 50, 640).keep("q", "ex"));
    frames::secretariat("/members").page(&page)
}

/// The calculation while it runs.
pub fn live() -> String {
    let progress = Progress::new(Lang::Sv, "Beräknar per kommun", 42, 70)
        .id("run-bar")
        .note("Du kan lämna sidan. Beräkningen fortsätter.");
    let body = live::slot("run-progress", ui::Html::from(progress));
    let page = Page::new("Beräkning av Bibblix, november 2026")
        .crumb("Ekonomi", "/billing")
        .lead("42 av 70 kommuner är beräknade.")
        .body(live::region("/billing/runs/42/stream", Card::new("Förlopp").body(body)))
        .live();
    frames::secretariat("/billing/runs/42/calculation").page(&page)
}
