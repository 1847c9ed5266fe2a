//! What is done with personal data (articles 13 and 14 of the GDPR). What is deleted when is told by the services' own rules.

use std::collections::BTreeMap;

use axum::response::Response;
use platform::{Result, View};
use ui::{Facts, Html, Page, Section, TextLink};

/// The supervising authority.
const AUTHORITY: &str = "https://www.imy.se";

/// `GET /portal/privacy`.
pub async fn page(view: View) -> Result<Response> {
    let section = |key: &str| {
        Section::new(view.t(&format!("portal-privacy-{key}")))
            .body(Html::paragraph(view.t(&format!("portal-privacy-{key}-text"))))
    };
    let site = &view.ctx.site;
    let rules = site.entries.iter().flat_map(|entry| entry.retention.iter().map(move |rule| (entry.name, *rule)));
    let kept = rules.fold(Facts::new(), |facts, (service, rule)| {
        facts.row(site.title(view.lang, service), view.t(&format!("retention-{service}-{rule}")))
    });
    let kept = logs(&view).into_iter().fold(kept, |facts, (years, services)| {
        let values = [("years", years.into()), ("services", services.join(", ").into())];
        facts.row(view.t("retention-audit-log-term"), view.ta("retention-audit-log", &values))
    });
    let rights = section("rights").body(Html::paragraph(TextLink::new(view.t("portal-privacy-authority"), AUTHORITY)));
    let mut page = Page::new(view.t("portal-privacy-title")).lead(view.t("portal-privacy-lead"));
    for key in ["who", "sign-in", "trace", "cookies"] {
        page = page.body(section(key));
    }
    page = page.body(section("kept").body(kept)).body(rights);
    let contact = &view.ctx.config.seller.contact;
    if contact.contains('@') {
        let mail = Html::paragraph(TextLink::new(contact, format!("mailto:{contact}")));
        page = page.body(section("contact").body(mail));
    }
    Ok(view.page(page))
}

/// How many years the services' audit logs are kept.
fn logs(view: &View) -> BTreeMap<u32, Vec<String>> {
    let site = &view.ctx.site;
    let mut logs: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for entry in &site.entries {
        logs.entry(entry.log_years).or_default().push(site.title(view.lang, entry.name));
    }
    logs
}
