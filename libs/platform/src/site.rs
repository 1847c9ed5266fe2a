//! What every process knows of every service: names, menu, texts. Also of services that run elsewhere.

use contracts::Session;
use ui::{Icon, Lang, NavGroup, Texts};

use crate::{
    api::ApiOperation,
    caller::allows,
    error::Result,
    event_spec::EventSpec,
    module::{Meter, Module, Permission},
    page::{NavEntry, Place},
};

/// The platform's own texts.
pub const TEXTS: ui::Source<'static> =
    ui::Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };

/// Names, menu and texts of all services.
pub struct Site {
    /// All texts.
    pub texts: Texts,
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
    /// The operations of its API.
    pub operations: Vec<ApiOperation>,
    /// The events that it tells.
    pub emits: Vec<EventSpec>,
}

impl Entry {
    fn of(module: &Module) -> Self {
        Self {
            name: module.name,
            icon: Icon::from_name(module.icon).unwrap_or(Icon::Dashboard),
            charged: !module.meters.is_empty(),
            meters: module.meters.clone(),
            operations: module.api.operations.clone(),
            emits: module.emits.clone(),
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
        Ok(Self { texts, services, entries: modules.iter().map(Entry::of).collect(), nav, pages, demonstration })
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
