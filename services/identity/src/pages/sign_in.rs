//! Signing in and out: the pages around it.

use std::sync::Arc;

use axum::{
    Extension,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use platform::{Actor, Caller, Result, View, extract::Query, page::local_path};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Deserialize;
use ui::{Actions, Button, Card, Empty, FilterForm, Html, Icon, Notice, Page, Task, TaskList, format};

use crate::{
    connections::{self, broker},
    cookies,
    entities::organisation,
    sign_in::{SignIn, provider},
};

/// Where to come back to.
#[derive(Debug, Default, Deserialize)]
pub struct Back {
    #[serde(default, rename = "return")]
    pub back: String,
}

/// What is looked for, and where to come back to.
#[derive(Debug, Default, Deserialize)]
pub struct Ask {
    #[serde(default)]
    q: String,
    #[serde(default, rename = "return")]
    back: String,
}

/// A way to sign in.
struct Way {
    provider: String,
    organisation: String,
    /// What tells an organisation's ways apart.
    label: String,
}

pub async fn choose(
    shared: Arc<SignIn>,
    view: View,
    headers: HeaderMap,
    who: Option<Extension<Caller>>,
    Query(ask): Query<Ask>,
) -> Result<Response> {
    let back = local_path(&ask.back);
    if who.is_some() {
        return Ok(Redirect::to(back).into_response());
    }
    let ways = ways(&view, &shared).await?;
    let mut page = Page::new(view.t("identity-sign-in")).lead(view.t("identity-sign-in-lead")).swift();
    if view.ctx.config.demonstration.enabled {
        page = page.body(demonstration(&view, back));
    } else if ways.is_empty() {
        page = page.body(Empty::new(Icon::Lock, view.t("identity-no-providers")));
    }
    let last = cookies::remembered(&headers, &view.ctx.config);
    if let Some(last) = ways.iter().find(|way| Some(&way.provider) == last.as_ref()).filter(|_| ask.q.is_empty()) {
        page = page.body(Card::new(view.t("identity-sign-in-last")).id("last").body(list(&[last], back)));
    }
    if !ways.is_empty() {
        page = page.body(organisations(&view, &ways, &ask.q, back));
    }
    if let Some(broker) = broker::in_use(&view.ctx).await? {
        page = page.body(outside(&view, &broker.to_string(), back));
    }
    Ok(view.plain(StatusCode::OK, page.body(Html::paragraph(view.t("identity-sign-in-help")))))
}

/// All organisations' ways in, in the alphabet's order.
async fn ways(view: &View, shared: &SignIn) -> Result<Vec<Way>> {
    let live = connections::live(&view.ctx).await?;
    let own = live.into_iter().map(|(row, organisation)| Way {
        provider: row.id.to_string(),
        organisation,
        label: row.label,
    });
    let configured = provider::configured(&view.ctx.config, &shared.demonstration);
    let configured: Vec<_> = configured.into_iter().filter(|provider| !provider.is_demonstration()).collect();
    let names = names(view, &configured).await?;
    let named = |provider: provider::Provider| {
        let tenant = provider.tenant.map(|tenant| tenant.to_string()).unwrap_or_default();
        let name = names.iter().find(|(one, _)| *one == tenant).map(|(_, name)| name.clone());
        Way {
            organisation: name.unwrap_or_else(|| provider.name.clone()),
            provider: provider.name,
            label: String::new(),
        }
    };
    let mut ways: Vec<Way> = own.chain(configured.into_iter().map(named)).collect();
    ways.sort_by_cached_key(|way| (format::collation_key(&way.organisation), format::collation_key(&way.label)));
    Ok(ways)
}

fn demonstration(view: &View, back: &str) -> Card {
    let href = ui::url("/identity/start", &[("provider", provider::DEMONSTRATION), ("return", back)]);
    let button = Button::link(view.t("identity-demonstration-sign-in"), href).icon(Icon::Flask);
    Card::new(view.t("identity-demonstration"))
        .id("demonstration")
        .body(Notice::warning(view.lang, view.t("identity-demonstration-warning")))
        .body(Actions::new().button(button))
}

/// The other way in, for whoever has been invited from outside.
fn outside(view: &View, broker: &str, back: &str) -> Card {
    let href = ui::url("/identity/start", &[("provider", broker), ("return", back)]);
    let button = Button::link(view.t("identity-outside-sign-in"), href).secondary().icon(Icon::LogIn);
    Card::new(view.t("identity-outside"))
        .id("outside")
        .body(Html::paragraph(view.t("identity-outside-text")))
        .body(Actions::new().button(button))
}

/// The organisations whose names hold what is looked for.
fn organisations(view: &View, ways: &[Way], q: &str, back: &str) -> Card {
    let wanted = q.trim().to_lowercase();
    let found: Vec<&Way> = ways.iter().filter(|way| way.organisation.to_lowercase().contains(&wanted)).collect();
    let mut form = FilterForm::new(view.lang, "/identity/sign-in").search(
        "q",
        view.t("identity-sign-in-search"),
        q,
        Some(&view.t("identity-sign-in-search-hint")),
    );
    if back != "/" {
        form = form.keep("return", back);
    }
    if !wanted.is_empty() {
        form = form.clear(ui::url("/identity/sign-in", &[("return", back)]));
    }
    let card = Card::new(view.t("identity-sign-in-choose")).id("organisations").body(form);
    if found.is_empty() {
        return card.body(Empty::new(Icon::Search, view.ta("identity-sign-in-none", &[("q", q.trim().into())])));
    }
    card.body(list(&found, back))
}

fn list(ways: &[&Way], back: &str) -> TaskList {
    ways.iter().fold(TaskList::new(), |list, way| {
        let href = ui::url("/identity/start", &[("provider", &way.provider), ("return", back)]);
        list.task(Task::new(Icon::LogIn, &way.organisation, href).text(&way.label))
    })
}

async fn names(view: &View, providers: &[provider::Provider]) -> Result<Vec<(String, String)>> {
    let tenants: Vec<String> =
        providers.iter().filter_map(|provider| provider.tenant.as_ref()).map(ToString::to_string).collect();
    if tenants.is_empty() {
        return Ok(Vec::new());
    }
    let across = view.ctx.store.across_read(Actor::System("sign-in")).await?;
    let rows = across
        .find::<organisation::Entity>()
        .filter(organisation::Column::Tenant.is_in(tenants))
        .all(across.db())
        .await?;
    Ok(rows.into_iter().map(|row| (row.tenant, row.name)).collect())
}

/// Whether whoever has no access came from outside.
#[derive(Debug, Default, Deserialize)]
pub struct Whose {
    #[serde(default)]
    outside: String,
}

pub async fn no_access(view: View, Query(whose): Query<Whose>) -> Response {
    if !whose.outside.is_empty() {
        let page = Page::new(view.t("identity-not-invited"))
            .lead(view.t("identity-not-invited-lead"))
            .body(Notice::info(view.lang, view.t("identity-not-invited-what")))
            .body(
                Actions::new().button(Button::link(view.t("identity-sign-in-other"), "/identity/sign-in").secondary()),
            );
        return view.plain(StatusCode::OK, page);
    }
    let page = Page::new(view.t("identity-no-access"))
        .lead(view.t("identity-no-access-lead"))
        .body(Notice::info(view.lang, view.t("identity-no-access-whom")))
        .body(Actions::new().button(Button::link(view.t("identity-sign-in-other"), "/identity/sign-in").secondary()));
    view.plain(StatusCode::OK, page)
}
