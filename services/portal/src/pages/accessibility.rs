//! The accessibility statement (tillgänglighetsredogörelse) that the Swedish act on accessibility of digital public service asks for.

use axum::response::Response;
use platform::{Result, View};
use ui::{Facts, Html, Page, Section, TextLink, format};

use crate::statement::{Conformance, Statement, Words};

/// Where a lack is reported to the supervising authority.
const AUTHORITY: &str = "https://www.digg.se/tdosanmalan";

/// `GET /portal/accessibility`.
pub async fn page(view: View) -> Result<Response> {
    let statement = Statement::read()?;
    let lang = view.lang;
    let say = |words: &Words| words.of(lang).to_owned();
    let state = match statement.conformance {
        Conformance::Full => "portal-conformance-full",
        Conformance::Partial => "portal-conformance-partial",
        Conformance::None => "portal-conformance-none",
    };
    let lead = view.ta(state, &[("service", say(&statement.service).into())]);
    let mut failings = Html::new();
    for failing in &statement.failings {
        let requirement = view.ta("portal-failing-requirement", &[("requirement", (&failing.requirement).into())]);
        failings.push(Html::paragraph(format!("{} {} {requirement}", say(&failing.what), say(&failing.why))));
    }
    if statement.failings.is_empty() {
        failings.push(Html::paragraph(view.t("portal-no-failings")));
    }
    let facts = Facts::new()
        .row(view.t("portal-actor"), &statement.actor)
        .row(view.t("portal-service-name"), say(&statement.service))
        .row(view.t("portal-assessed"), format::day_long(lang, statement.assessed))
        .row(view.t("portal-statement-updated"), format::day_long(lang, statement.updated))
        .row(view.t("portal-method"), say(&statement.method));
    let mail = format!("mailto:{}", statement.contact_email);
    let contact = Html::paragraph(view.t("portal-contact-text"))
        .with(Html::paragraph(TextLink::new(&statement.contact_email, mail)))
        .with(Html::paragraph(&statement.contact_phone));
    let supervision = Html::paragraph(view.t("portal-supervision-text"))
        .with(Html::paragraph(TextLink::new(view.t("portal-supervision-link"), AUTHORITY)));
    let mut page = Page::new(view.t("portal-accessibility-title"))
        .lead(lead)
        .body(Section::new(view.t("portal-failings")).body(failings));
    if let Some(burden) = &statement.burden {
        page = page.body(Section::new(view.t("portal-burden")).body(Html::paragraph(say(burden))));
    }
    if let Some(outside) = &statement.outside {
        page = page.body(Section::new(view.t("portal-outside")).body(Html::paragraph(say(outside))));
    }
    let page = page
        .body(Section::new(view.t("portal-contact")).body(contact))
        .body(Section::new(view.t("portal-supervision")).body(supervision))
        .body(Section::new(view.t("portal-how-assessed")).body(facts));
    Ok(view.page(page))
}
