//! What every process knows of every service: names, menu, texts. Also of services that run elsewhere.

use std::sync::Arc;

use contracts::Session;
use serde_json::Value;
use ui::{Icon, Lang, NavGroup, Texts};

use crate::{
    api::ApiOperation,
    caller::allows,
    error::Result,
    event_spec::EventSpec,
    module::{Meter, Module, Permission},
    openapi::{self, About},
    page::{NavEntry, Place},
};

mod swedish;

pub use swedish::{Swedish, one_line};

/// The platform's own texts.
pub const TEXTS: ui::Source<'static> =
    ui::Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };
/// Translations of what all APIs have.
const SHARED: &str = include_str!("../texts/sv/api.txt");

/// Names, menu and texts of all services.
pub struct Site {
    /// All texts.
    pub texts: Texts,
    /// Translations of what the documents of the APIs say.
    pub swedish: Swedish,
    /// The services' names.
    pub services: Vec<&'static str>,
    /// What each service declares to the world outside it, in the same order.
    pub entries: Vec<Entry>,
    nav: Vec<NavEntry>,
    /// The pages there are, by pattern, and who may open them.
    pages: Vec<(&'static str, &'static Permission)>,
    /// Whether the data is invented.
    pub demonstration: bool,
}

/// What a service declares to the world outside it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Whether its use is charged: such a service is what an organisation subscribes to.
    pub charged: bool,
    /// What can be charged.
    pub meters: Vec<&'static Meter>,
    /// What a unit costs in the demonstration, in öre without VAT.
    pub demo_prices: Vec<(&'static Meter, i64)>,
    /// The operations of its API.
    pub operations: Vec<ApiOperation>,
    /// The events that it tells.
    pub emits: Vec<EventSpec>,
    /// Its rules of what is deleted when; the text `retention-<service>-<rule>` tells each.
    pub retention: Vec<&'static str>,
    /// How many years its audit log is kept.
    pub log_years: u32,
    /// Whether looking at its audit log is logged.
    pub sensitive: bool,
    /// Whether what is done in it is followed up.
    pub follows: bool,
    /// Its OpenAPI document.
    pub document: Arc<Value>,
}

impl Entry {
    fn of(module: &Module, texts: &Texts, swedish: &Swedish) -> Self {
        let about = About { service: module.name, texts, swedish, emits: &module.emits };
        Self {
            document: Arc::new(module.api.document(&about)),
            name: module.name,
            icon: Icon::from_name(module.icon).unwrap_or(Icon::Dashboard),
            charged: !module.meters.is_empty(),
            meters: module.meters.clone(),
            demo_prices: module.demo_prices.clone(),
            operations: module.api.operations.clone(),
            emits: module.emits.clone(),
            log_years: module.log_years,
            sensitive: module.follows.is_some_and(|follows| follows.reads.is_some()),
            follows: module.follows.is_some(),
            retention: module.retention.iter().map(|rule| rule.name).collect(),
        }
    }
}

impl Site {
    /// Gathers them from the registry.
    ///
    /// # Errors
    /// When a resource file is wrong; the message says where.
    pub fn new(modules: &[Module], demonstration: bool) -> Result<Self> {
        let sources: Vec<_> = std::iter::once(TEXTS).chain(modules.iter().map(|module| module.texts)).collect();
        let texts = Texts::new(&sources).map_err(|error| anyhow::anyhow!(error))?;
        let mut nav: Vec<_> = modules.iter().flat_map(|module| module.nav.iter().copied()).collect();
        // The start page comes first in its group whatever the order of the registry.
        nav.sort_by_key(|entry: &NavEntry| entry.href != "/");
        let services = modules.iter().map(|module| module.name).collect();
        let pages = modules.iter().flat_map(|module| &module.pages.routes).filter(|route| route.method == "GET");
        let pages = pages.map(|route| (route.path, route.permission)).collect();
        let mut swedish = Swedish::default();
        for file in std::iter::once(SHARED).chain(modules.iter().map(|module| module.swedish)) {
            swedish.read(file)?;
        }
        let entries = modules.iter().map(|module| Entry::of(module, &texts, &swedish)).collect();
        Ok(Self { texts, swedish, services, entries, nav, pages, demonstration })
    }

    /// A service's entry.
    #[must_use]
    pub fn entry(&self, service: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == service)
    }

    /// A service's title.
    #[must_use]
    pub fn title(&self, lang: Lang, service: &str) -> String {
        self.texts.t(lang, &format!("service-{service}"))
    }

    /// What an operation does, in a few words (`bibblix.start_loan` has the text `api-bibblix-start-loan`); none when nobody has
    /// written them.
    #[must_use]
    pub fn operation(&self, lang: Lang, id: &str) -> Option<String> {
        openapi::summary_key(&self.texts, lang, id).map(|key| self.texts.t(lang, &key))
    }

    /// What a scope lets a client do, in words: the text of its own (`scope-bibblix-loans-read`), or that of what every service has
    /// (`scope-events-read`). None when nobody has written them.
    #[must_use]
    pub fn scope(&self, lang: Lang, scope: &str) -> Option<String> {
        let kebab = scope.replace('.', "-");
        let shared = scope.split_once('.').map(|(_, rest)| format!("scope-{}", rest.replace('.', "-")));
        let mut keys = std::iter::once(format!("scope-{kebab}")).chain(shared);
        keys.find(|key| self.texts.has(lang, key)).map(|key| self.texts.t(lang, &key))
    }

    /// Whether a page of ours lies at this address that the session may open, whichever service it belongs to.
    #[must_use]
    pub fn opens(&self, href: &str, session: &Session) -> bool {
        let path = href.split(['?', '#']).next().unwrap_or(href);
        let fits = |pattern: &str| {
            let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
            loop {
                match (wanted.next(), given.next()) {
                    (None, None) => return true,
                    (Some(part), Some(word)) if part == word || part.starts_with('{') => {}
                    _ => return false,
                }
            }
        };
        self.pages.iter().any(|(pattern, permission)| fits(pattern) && allows(session, permission))
    }

    /// As [`Self::opens`], for the pages of one service.
    #[must_use]
    pub fn holds(&self, service: &str, href: &str, session: &Session) -> bool {
        let within = href.strip_prefix('/').and_then(|rest| rest.strip_prefix(service));
        within.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?'])) && self.opens(href, session)
    }

    /// Whether the menu leads there for a session.
    #[must_use]
    pub fn leads_to(&self, href: &str, session: &Session) -> bool {
        self.nav.iter().any(|entry| entry.href == href && allows(session, entry.permission))
    }

    /// The menu for a session: what it may use.
    #[must_use]
    pub fn menu(&self, lang: Lang, session: &Session) -> Vec<NavGroup> {
        let group = |place: &Place| {
            let mut group = NavGroup::new(self.texts.t(lang, place.key()));
            for entry in self.nav.iter().filter(|entry| entry.place == *place && allows(session, entry.permission)) {
                group = group.item(entry.icon, self.texts.t(lang, entry.key), entry.href, None);
            }
            group
        };
        Place::ALL.iter().map(group).filter(|group| !group.items.is_empty()).collect()
    }
}
