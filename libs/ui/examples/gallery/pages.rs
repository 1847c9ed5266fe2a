//! The pages of the gallery.

mod billing;
mod forms;
mod parts;
mod start;

use ui::{Actions, Button, Confirmation, Empty, Html, Icon, Lang, Notice, Page};

use crate::frames;

/// File names and documents.
pub fn all() -> Vec<(&'static str, String)> {
    vec![
        ("start", start::start()),
        ("debitering", billing::preview()),
        ("long", billing::long_list()),
        ("live", billing::live()),
        ("ballot", forms::ballot()),
        ("form", forms::refused()),
        ("parts", parts::parts()),
        ("empty", empty()),
        ("confirmation", confirmation()),
        ("signed-out", signed_out()),
        ("sign-in", forms::sign_in()),
        ("error", error()),
        ("english", english()),
    ]
}

fn empty() -> String {
    let body: Html =
        Empty::new(Icon::Inbox, "Inga ärenden väntar. Nästa möte är Bibblix förvaltningsråd den 3 december.")
            .action(Button::link("Visa mötet", "/meetings/1").secondary())
            .into();
    let page = Page::new("Väntar på dig").lead("Ingenting väntar på Sandviken just nu.");
    frames::municipality("/waiting").page(&page.body(ui::Card::plain().body(body)))
}

fn confirmation() -> String {
    let receipt = Confirmation::new(Lang::Sv, "Debiteringen är attesterad")
        .reference("Referens", "B-2026-11-0042")
        .text("70 kommuner debiteras sammanlagt 842 916,50 kr. Robin Prov som förberedde körningen har fått besked.")
        .next("Fakturorna skickas i natt. Du får ett mejl när alla är framme.")
        .next_link("Visa fakturorna", "/billing/runs/42/invoices");
    let page = Page::new("Attest av Bibblix, november 2026")
        .crumb("Ekonomi", "/billing")
        .crumb("Debitering", "/billing/runs")
        .body(receipt);
    frames::secretariat("/billing/runs/42/approval").page(&page)
}

fn signed_out() -> String {
    let page = Page::new("Kommunernas gemensamma tjänster")
        .lead("Sambruk är föreningen där kommuner delar på utveckling och drift av digitala tjänster.")
        .body(Actions::new().button(Button::link("Logga in", "/sign-in").icon(Icon::LogIn)));
    frames::signed_out("/").page(&page)
}

fn error() -> String {
    let notice =
        Notice::error(Lang::Sv, "Sidan finns inte, eller så får din roll inte se den.").link("Gå till start", "/");
    let page = Page::new("Sidan hittades inte")
        .lead("Kontrollera adressen. Om en länk i portalen ledde hit får du gärna berätta det.")
        .body(notice)
        .body(Html::paragraph("Referens 01JD-7F3K, 22 november 2026 kl. 9.00."));
    frames::municipality("/no-such-page").plain(&page)
}

fn english() -> String {
    let mut frame = frames::municipality("/billing");
    frame.lang = Lang::En;
    let page = Page::new("Invoices and cost")
        .lead("Nothing is due this month.")
        .crumb("Start", "/")
        .body(ui::Pagination::new(Lang::En, "/billing", 2, 20, 61))
        .body(Notice::warning(Lang::En, "The buyer reference is missing.").link("Add it", "/billing/reference"));
    frame.page(&page)
}
