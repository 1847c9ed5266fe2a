//! The first page.

use ui::{Badge, Bar, BarChart, Card, Columns, Grid, Icon, Lang, Page, Section, Stat, Task, TaskList, format};

use crate::frames;

/// What waits, what it costs, and the services.
pub fn start() -> String {
    let tasks = TaskList::new()
        .task(
            Task::new(Icon::Vote, "Rösta om Bibblix färdplan 2027", "/ballots/1")
                .text("9 förslag, 420 timmar att fördela. Stänger om 4 dagar, 38 av 70 kommuner har röstat.")
                .badge(Badge::warning("4 dagar").icon(Icon::Clock)),
        )
        .task(
            Task::new(Icon::Stamp, "Attestera debiteringen av UKA, november", "/billing/runs/7")
                .text("35 kommuner, 61 240,00 kr. Förberedd av Robin Prov. Två avvikelser.")
                .badge(Badge::neutral("Du är andra person").icon(Icon::UserCheck)),
        )
        .task(
            Task::new(Icon::Contact, "Bekräfta kommunens kontakter", "/contacts")
                .text("Formell representant saknas för Tillarbetslivet.")
                .badge(Badge::error("Saknas").icon(Icon::Warning)),
        );
    let cost = Card::new("Vad det kostar, alla tjänster")
        .body(year())
        .body(ui::Html::paragraph("November hittills 36 982,50 kr, beräknat 41 300 kr."));
    let services = Grid::new()
        .item(
            Stat::new("Bibblix", "1 284 lån")
                .note("i november, 12 % fler än i fjol")
                .href("/bibblix")
                .badge(Badge::good("I drift"))
                .badge(Badge::warning("80 % av månadstaket").icon(Icon::Gauge)),
        )
        .item(
            Stat::new("UKA", "93 ungdomar")
                .note("inom aktivitetsansvaret, 41 nådda")
                .href("/uka")
                .badge(Badge::good("I drift")),
        )
        .item(
            Stat::new("Tillarbetslivet", "212 av 240")
                .note("praoplatser klara för vecka 49")
                .href("/work")
                .badge(Badge::good("I drift")),
        );
    let page = Page::new("God morgon, Kim")
        .lead("Tre saker väntar på Sandviken. Nästa möte är Bibblix förvaltningsråd den 3 december.")
        .body(Columns::new(Card::new("Väntar på dig").body(tasks), cost))
        .body(Section::new("Våra tjänster").body(services));
    frames::municipality("/").page(&page)
}

/// Twelve months of cost.
pub fn year() -> BarChart {
    let costs = [31_000, 28_900, 33_800, 32_600, 37_100, 46_200, 50_400, 41_900, 35_200, 34_600, 32_500, 36_982];
    let chart = BarChart::new(Lang::Sv, "Kostnad per månad, högst i juni", ("Månad", "Kostnad, kr"));
    costs.iter().enumerate().fold(chart, |chart, (index, kronor)| {
        let month = u32::try_from((index + 11) % 12 + 1).unwrap_or(1);
        let name = format::month(Lang::Sv, if index == 0 { 2025 } else { 2026 }, month);
        let bar = Bar::new(format::month_short(Lang::Sv, month), name, *kronor, format::money(kronor * 100));
        chart.bar(if index == 11 { bar.highlight() } else { bar })
    })
}
