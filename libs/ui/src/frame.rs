//! What the shell around a page needs to know.

use crate::{Href, Html, Icon, Lang, shell};

/// Everything around a page: who is looking, for whom, where one can go. One is made for each request.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The language of the page.
    pub lang: Lang,
    /// The address of the page with its query; marks the current place in the menu and is where the language switch returns to.
    pub path: String,
    /// Whom the person acts for.
    pub organisation: Option<Organisation>,
    /// Who is signed in, if anyone.
    pub person: Option<Person>,
    /// Where to sign in, shown when nobody is.
    pub sign_in: Option<Href>,
    /// The menu.
    pub navigation: Vec<NavGroup>,
    /// Whether the data is invented; every page then says so.
    pub demonstration: bool,
    /// By what leave of somebody else's one is here, which every page then says.
    pub lent: Option<String>,
    /// Links in the footer after the accessibility statement.
    pub footer: Vec<Link>,
    /// Where the accessibility statement is.
    pub accessibility: Option<Href>,
    /// The version of the portal; empty hides it.
    pub version: String,
}

/// Whom the person acts for, always in sight.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// The municipality's name.
    pub name: String,
    /// The role: *Ledamot, ekonomi*.
    pub role: String,
    /// Where to change to another, when the person has more than one.
    pub switch: Option<Href>,
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    /// The person's name.
    pub name: String,
    /// How the person was identified: *Inloggad via kommunens IdP, LoA3*.
    pub assurance: String,
    /// The page with what is the person's own.
    pub account: Option<Href>,
    /// Where the form that signs out is sent (POST).
    pub sign_out: Option<Href>,
    /// Hidden fields of that form, such as a token against forged requests.
    pub sign_out_fields: Vec<(String, String)>,
}

/// A group of the menu.
#[derive(Clone, Debug)]
pub struct NavGroup {
    /// What the group is about: *Vi styr tillsammans*.
    pub title: String,
    /// Its places.
    pub items: Vec<NavItem>,
}

/// A place in the menu. The one whose address is the longest start of the page's is the current.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// The words.
    pub title: String,
    /// The address.
    pub href: Href,
    /// The picture beside the words.
    pub icon: Icon,
    /// How many things wait there.
    pub badge: Option<u32>,
}

/// A link with its words.
#[derive(Clone, Debug)]
pub struct Link {
    /// The words.
    pub title: String,
    /// The address.
    pub href: Href,
}

/// A step on the way from the start to the page.
pub type Crumb = Link;

/// A script of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Parts are updated while one looks, or a list's form follows while one writes; all of it works without.
    Htmx,
    /// A form has a security key answer, which no browser does without scripts.
    SecurityKey,
}

/// The page itself.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The heading, and the window's title before ` – Sambruk`.
    pub title: String,
    /// The way to the page, without the page itself.
    pub crumbs: Vec<Crumb>,
    /// The sentence that says the state.
    pub lead: Option<String>,
    /// The content.
    pub body: Html,
    /// The script that it loads; most load none.
    pub script: Option<Script>,
    /// Whether a form on the page was refused; the window's title then begins with *Fel:*.
    pub error: bool,
}

impl Link {
    /// A link.
    pub fn new(title: impl Into<String>, href: impl Into<Href>) -> Self {
        Self { title: title.into(), href: href.into() }
    }
}

impl NavGroup {
    /// A group without places yet.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), items: Vec::new() }
    }

    /// Adds a place.
    #[must_use]
    pub fn item(mut self, icon: Icon, title: impl Into<String>, href: impl Into<Href>, badge: Option<u32>) -> Self {
        self.items.push(NavItem { title: title.into(), href: href.into(), icon, badge });
        self
    }
}

impl Page {
    /// A page with its heading.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Adds a step on the way to the page.
    #[must_use]
    pub fn crumb(mut self, title: impl Into<String>, href: impl Into<Href>) -> Self {
        self.crumbs.push(Link::new(title, href));
        self
    }

    /// The sentence that says the state.
    #[must_use]
    pub fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = Some(lead.into());
        self
    }

    /// Adds content.
    #[must_use]
    pub fn body(mut self, body: impl Into<Html>) -> Self {
        self.body.push(body);
        self
    }

    /// Parts are updated while one looks.
    #[must_use]
    pub fn live(mut self) -> Self {
        self.script = Some(Script::Htmx);
        self
    }

    /// Loads the script with which the form above a list shows its result at once.
    #[must_use]
    pub fn swift(mut self) -> Self {
        self.script = Some(Script::Htmx);
        self
    }

    /// Loads the script with which a form has a security key answer.
    #[must_use]
    pub fn security_key(mut self) -> Self {
        self.script = Some(Script::SecurityKey);
        self
    }

    /// Says in the window's title that a form was refused: `page.error(form.has_errors())`.
    #[must_use]
    pub fn error(mut self, error: bool) -> Self {
        self.error = error;
        self
    }
}

impl Frame {
    /// The whole document with menu, organisation and footer.
    pub fn page(&self, page: &Page) -> String {
        shell::page(self, page)
    }

    /// The whole document in one narrow column without a menu: signing in, choosing an organisation, errors.
    pub fn plain(&self, page: &Page) -> String {
        shell::plain(self, page)
    }
}
