//! Portal pages: routes with the permission that each demands, and what a page's code gets to draw with.

use std::sync::Arc;

use axum::{
    Router,
    extract::{FromRequestParts, Request},
    handler::Handler,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Response},
    routing::{MethodFilter, on},
};
use contracts::Session;
use ui::{Button, Frame, Icon, Lang, Link, Notice, Organisation, Page, Person, Words};

use crate::{
    caller::Caller,
    config::Config,
    ctx::Ctx,
    error::{Error, Problem, Result},
    guard,
    module::Permission,
};

/// A group of the main menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The shared services.
    Services,
    /// Councils, roadmaps, meetings.
    Together,
    /// The own organisation: cost, contacts, integrations, log.
    Municipality,
    /// The association's office and finance.
    Association,
    /// Running the installation.
    Operations,
}

impl Place {
    /// In the menu's order.
    pub const ALL: [Self; 5] =
        [Self::Services, Self::Together, Self::Municipality, Self::Association, Self::Operations];

    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Services => "nav-group-services",
            Self::Together => "nav-group-together",
            Self::Municipality => "nav-group-municipality",
            Self::Association => "nav-group-association",
            Self::Operations => "nav-group-operations",
        }
    }
}

/// An entry of the main menu, shown to who may use it.
#[derive(Debug, Clone, Copy)]
pub struct NavEntry {
    /// Its group.
    pub place: Place,
    /// Key of its words.
    pub key: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Where it leads.
    pub href: &'static str,
    /// Who sees it.
    pub permission: &'static Permission,
}

/// A page route, for the sweep.
#[derive(Debug, Clone)]
pub struct PageRoute {
    /// Method in capitals.
    pub method: &'static str,
    /// Path with `{parameters}`.
    pub path: &'static str,
    /// What the caller must hold.
    pub permission: &'static Permission,
    /// A form, for the sweep: fields that a tenant's own caller may send.
    pub form: &'static [(&'static str, &'static str)],
}

/// The page routes of a service, each under `/<service>` (the portal also has `/`).
#[derive(Default)]
pub struct Pages {
    pub(crate) router: Router<Ctx>,
    /// What there is.
    pub routes: Vec<PageRoute>,
    /// What other machines and sites call.
    pub foreign: Vec<&'static str>,
}

impl Pages {
    /// No pages yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Both, for a service whose pages are written in several files.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.routes.extend(other.routes);
        self.foreign.extend(other.foreign);
        self
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, permission: &'static Permission, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Ctx>,
        T: 'static,
    {
        self.add(permission, "GET", MethodFilter::GET, path, handler, &[])
    }

    /// What a form is sent to. `form` is an example that the owner of the path's example object may send (see the sweep).
    #[must_use]
    pub fn post<H, T>(
        self,
        permission: &'static Permission,
        path: &'static str,
        handler: H,
        form: &'static [(&'static str, &'static str)],
    ) -> Self
    where
        H: Handler<T, Ctx>,
        T: 'static,
    {
        self.add(permission, "POST", MethodFilter::POST, path, handler, form)
    }

    /// What another machine or site calls and proves itself there (a token endpoint, the answer of a SAML provider): no cookie is
    /// read and no origin asked. Not a page, so the sweep leaves it to the service's own tests.
    #[must_use]
    pub fn foreign<H, T>(mut self, method: MethodFilter, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Ctx>,
        T: 'static,
    {
        self.router = self.router.route(path, on(method, handler).layer(axum::middleware::from_fn(guard::foreign)));
        self.foreign.push(path);
        self
    }

    /// The page where a person's saved filters of the service's lists are kept, at `/<service>/filters`. `form` saves one.
    #[must_use]
    pub fn saved_filters(self, path: &'static str, form: &'static [(&'static str, &'static str)]) -> Self {
        self.merge(crate::listing::saved_pages(path, form))
    }

    /// The page at `/<service>/resume` where forms wait for whoever must sign in anew to send them.
    #[must_use]
    pub fn resumable(self, path: &'static str) -> Self {
        self.merge(crate::resume::pages(path))
    }

    fn add<H, T>(
        mut self,
        permission: &'static Permission,
        method: &'static str,
        filter: MethodFilter,
        path: &'static str,
        handler: H,
        form: &'static [(&'static str, &'static str)],
    ) -> Self
    where
        H: Handler<T, Ctx>,
        T: 'static,
    {
        let guarded = on(filter, handler)
            .layer(axum::middleware::from_fn(move |request, next| guard::page(permission, request, next)));
        self.router = self.router.route(path, guarded);
        self.routes.push(PageRoute { method, path, permission, form });
        self
    }
}

/// What a page's code draws with: the language, who is looking, and the shell.
pub struct View {
    /// The service's surroundings.
    pub ctx: Ctx,
    /// The language.
    pub lang: Lang,
    /// Path and query of the request.
    pub path: String,
    session: Option<Arc<Session>>,
}

impl View {
    /// For what is written to paper and archive: in Swedish, whoever asks for it.
    #[must_use]
    pub fn of_paper(ctx: &Ctx) -> Self {
        Self { ctx: ctx.clone(), lang: Lang::Sv, path: "/".into(), session: None }
    }

    /// The texts in the page's language.
    #[must_use]
    pub fn words(&self) -> Words<'_> {
        self.ctx.site.texts.words(self.lang)
    }

    /// A text.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.words().t(key)
    }

    /// A text with values.
    #[must_use]
    pub fn ta(&self, key: &str, values: &[(&str, ui::Arg<'_>)]) -> String {
        self.words().ta(key, values)
    }

    /// The one sentence that refuses a use on a day on which the organisation does not subscribe to the service.
    #[must_use]
    pub fn not_subscribed(&self) -> String {
        let service = self.t(&format!("service-{}", self.ctx.service));
        self.ta("not-subscribed", &[("service", service.into())])
    }

    /// Whether who is looking may use what the permission guards: nobody is shown a way that ends at nothing.
    #[must_use]
    pub fn may(&self, permission: &Permission) -> bool {
        self.session.as_ref().is_some_and(|session| crate::caller::allows(session, permission))
    }

    /// As [`Self::may`] for an address, whichever service's page lies there.
    #[must_use]
    pub fn may_open(&self, href: &str) -> bool {
        self.session.as_ref().is_some_and(|session| self.ctx.site.opens(href, session))
    }

    /// The whole page.
    #[must_use]
    pub fn page(&self, page: Page) -> Response {
        document(StatusCode::OK, self.frame().page(&page))
    }

    /// The page again with what was wrong in a form (422).
    #[must_use]
    pub fn refused(&self, page: Page) -> Response {
        document(StatusCode::UNPROCESSABLE_ENTITY, self.frame().page(&page.error(true)))
    }

    /// A narrow page without a menu.
    #[must_use]
    pub fn plain(&self, status: StatusCode, page: Page) -> Response {
        document(status, self.frame().plain(&page))
    }

    fn frame(&self) -> Frame {
        let words = self.words();
        let mut frame = Frame {
            lang: self.lang,
            path: self.path.clone(),
            demonstration: self.ctx.site.demonstration,
            accessibility: Some("/portal/accessibility".into()),
            version: env!("CARGO_PKG_VERSION").into(),
            sign_in: Some(with_return("/identity/sign-in", &self.path).into()),
            footer: vec![Link::new(words.t("footer-privacy"), "/portal/privacy"), Link::new("API", "/portal/api")],
            ..Frame::default()
        };
        if let Some(session) = &self.session {
            let mut roles: Vec<_> =
                session.grants.iter().map(|grant| words.t(&format!("role-{}", grant.role.name()))).collect();
            // The same role in two services is said once.
            roles.dedup();
            frame.organisation = Some(Organisation {
                name: session.organisation.clone(),
                role: roles.join(", "),
                switch: (session.organisations > 1).then(|| "/identity/organisations".into()),
            });
            let assurance =
                if session.assurance >= contracts::Assurance::Loa3 { "assurance-loa3" } else { "assurance-loa2" };
            frame.person = Some(Person {
                name: session.name.clone(),
                assurance: words.t(assurance),
                account: Some("/identity/account".into()),
                sign_out: Some("/identity/sign-out".into()),
                sign_out_fields: Vec::new(),
            });
            frame.navigation = self.ctx.site.menu(self.lang, session);
            frame.lent = session.lent.map(|lent| {
                let key = match lent.by {
                    contracts::Lender::Organisation => "support-acting",
                    contracts::Lender::BreakGlass => "break-glass-acting",
                };
                let until = ui::format::minute(lent.until);
                words.ta(key, &[("organisation", (&session.organisation).into()), ("until", until.into())])
            });
        }
        frame
    }
}

impl FromRequestParts<Ctx> for View {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, ctx: &Ctx) -> Result<Self> {
        let session = parts.extensions.get::<Caller>().map(Caller::shared_session);
        Ok(Self { ctx: ctx.clone(), lang: language(&ctx.config, &parts.headers), path: path_of(parts), session })
    }
}

fn path_of(parts: &Parts) -> String {
    let original = parts.extensions.get::<axum::extract::OriginalUri>().map(|uri| uri.0.clone());
    let uri = original.unwrap_or_else(|| parts.uri.clone());
    uri.path_and_query().map_or("/", |path| path.as_str()).to_owned()
}

fn language(config: &Config, headers: &HeaderMap) -> Lang {
    let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Lang::choose(guard::cookie(headers, config.language_cookie()).as_deref(), accept)
}

fn document(status: StatusCode, html: String) -> Response {
    let mut response = (status, Html(html)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Turns the problem of a page into a page, in the shell of whoever is signed in.
pub(crate) async fn errors(request: Request, next: Next) -> Response {
    let ctx = request.extensions().get::<Ctx>().cloned();
    let request_id = request.extensions().get::<guard::RequestId>().map(|id| id.0);
    let from = ctx.as_ref().map(|ctx| guard::address(&request, ctx.config.http.trust_forwarded_for));
    let (parts, body) = request.into_parts();
    let (headers, path) = (parts.headers.clone(), path_of(&parts));
    let response = next.run(Request::from_parts(parts, body)).await;
    let (Some(ctx), Some(problem)) = (ctx, response.extensions().get::<Problem>().cloned()) else {
        return response;
    };
    if path.starts_with("/api/") {
        return response;
    }
    let session = match guard::cookie(&headers, ctx.config.session_cookie()) {
        Some(token) => ctx.sessions.behind(&ctx, &token, false, &from.unwrap_or_default()).await.unwrap_or(None),
        None => None,
    };
    let view = View { lang: language(&ctx.config, &headers), path, session, ctx };
    let reference = request_id.map(|id| id.to_string()).unwrap_or_default();
    let mut drawn = problem_page(&view, response.status(), &problem, &reference);
    if let Some(wait) = response.headers().get(header::RETRY_AFTER) {
        drawn.headers_mut().insert(header::RETRY_AFTER, wait.clone());
    }
    drawn
}

fn problem_page(view: &View, status: StatusCode, problem: &Problem, reference: &str) -> Response {
    let words = view.words();
    let code = problem.kind.rsplit('/').next().unwrap_or_default();
    let known = |key: &str| view.ctx.site.texts.has(view.lang, key);
    let title_key = format!("problem-{code}");
    let title = words.t(if known(&title_key) { &title_key } else { "problem-rule" });
    let text_key = format!("problem-{code}-text");
    let text = if known(&text_key) { words.t(&text_key) } else { problem.detail.clone().unwrap_or_default() };
    let kind = if status.is_server_error() { Notice::error(view.lang, text) } else { Notice::warning(view.lang, text) };
    let mut page = Page::new(title).body(kind);
    if status.is_server_error() {
        page = page.body(ui::Html::paragraph(words.ta("problem-reference", &[("reference", reference.into())])));
    }
    let page = page.body(ui::Actions::new().button(Button::link(words.t("problem-home"), "/")));
    let frame = view.frame();
    document(status, if view.session.is_some() { frame.page(&page) } else { frame.plain(&page) })
}

/// A page's address with where to come back to.
#[must_use]
pub fn with_return(path: &str, back: &str) -> String {
    ui::url(path, &[("return", local_path(back))])
}

/// The path if it leads to a page of ours, else the start page: nobody is sent to another site.
#[must_use]
pub fn local_path(path: &str) -> &str {
    let safe =
        path.starts_with('/') && !path.starts_with("//") && !path.contains(|c: char| c == '\\' || c.is_control());
    if safe { path } else { "/" }
}

/// The path of the page that the request came from, when it is ours.
pub(crate) fn referrer_path(headers: &HeaderMap) -> Option<String> {
    let referrer = headers.get(header::REFERER)?.to_str().ok()?;
    let rest = referrer.split_once("://")?.1;
    let path = rest.find('/').map(|at| &rest[at..])?;
    Some(local_path(path).to_owned())
}

#[cfg(test)]
mod tests;
