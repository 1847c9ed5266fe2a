//! Saved filters: a list's address that a person has given a name. They are shown above the list, to that person alone, and kept
//! at `/<service>/filters`.

use axum::response::{IntoResponse, Redirect, Response};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use ui::{Button, Card, Cell, Column, Empty, Field, Form as Drawn, Html, Icon, Page, Table};
use uuid::Uuid;

use crate::{
    caller::Caller,
    error::{Error, Result},
    extract::Form,
    id,
    module::Permission,
    page::{Pages, View},
    store::{Read, Tx, system::saved_filter},
};

/// Every person who is signed in keeps filters of her own; what they lead to has its own permission.
static OWN: Permission = Permission::own("platform.filters.own", &[]);
/// The most that a person keeps in a service.
const MOST: usize = 20;
/// The most characters of a name.
const LONGEST_NAME: usize = 60;
/// The most bytes of an address.
const LONGEST_ADDRESS: usize = 2000;

/// A person's filters of one list.
#[derive(Debug, Default)]
pub struct Saved {
    manage: Option<String>,
    pub(super) filters: Vec<saved_filter::Model>,
}

/// What was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    act: String,
    name: String,
    address: String,
    filter: String,
}

/// Why a filter is not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refused {
    Name,
    Address,
    Full,
}

impl Saved {
    /// None, and none can be saved: for lists whose filters may hold what must not be kept.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The caller's filters of the list at a path, by name. A key has none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(read: &Read, view: &View, caller: &Caller, path: &str) -> Result<Self> {
        if caller.session().machine {
            return Ok(Self::none());
        }
        let mut filters = own(read, caller).filter(saved_filter::Column::Path.eq(path)).all(read.db()).await?;
        filters.sort_by_cached_key(|filter| ui::format::collation_key(&filter.name));
        Ok(Self { manage: Some(format!("/{}/filters", view.ctx.service)), filters })
    }

    pub(super) fn manage(&self) -> Option<&str> {
        self.manage.as_deref()
    }
}

/// The page and what its forms are sent to.
pub fn saved_pages(path: &'static str, form: &'static [(&'static str, &'static str)]) -> Pages {
    Pages::new().get(&OWN, path, show).post(&OWN, path, send, form)
}

fn own(read: &Read, caller: &Caller) -> sea_orm::Select<saved_filter::Entity> {
    read.find::<saved_filter::Entity>().filter(saved_filter::Column::Person.eq(caller.session().actor))
}

async fn show(view: View, caller: Caller) -> Result<Response> {
    let read = view.ctx.store.read(caller.tenant()).await?;
    let page = draw(&view, &caller, &read, &Sent::default(), None).await?;
    Ok(view.page(page))
}

async fn send(view: View, caller: Caller, Form(sent): Form<Sent>) -> Result<Response> {
    let tx = view.ctx.store.begin(&caller).await?;
    let back = match sent.act.as_str() {
        "save" => match save(&tx, &view, &caller, &sent).await? {
            Ok(address) => address,
            Err(refused) => {
                let page = draw(&view, &caller, &tx, &sent, Some(refused)).await?;
                return Ok(view.refused(page));
            }
        },
        "remove" => {
            let chosen: Uuid = sent.filter.parse().map_err(|_| Error::NotFound)?;
            let filter = tx.delete::<saved_filter::Entity>().filter(saved_filter::Column::Id.eq(chosen));
            filter.filter(saved_filter::Column::Person.eq(caller.session().actor)).exec(tx.db()).await?;
            format!("/{}/filters", view.ctx.service)
        }
        _ => return Err(Error::invalid("act", "is save or remove")),
    };
    tx.commit().await?;
    Ok(Redirect::to(&back).into_response())
}

/// Saves a filter; one with the same name is replaced. Tells where it leads.
async fn save(tx: &Tx, view: &View, caller: &Caller, sent: &Sent) -> Result<Result<String, Refused>> {
    let name = sent.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.contains(char::is_control) {
        return Ok(Err(Refused::Name));
    }
    let address = sent.address.as_str();
    let plain = address.bytes().all(|byte| byte.is_ascii_graphic()) && address.len() <= LONGEST_ADDRESS;
    if !plain || !view.ctx.site.holds(view.ctx.service, address, caller.session()) {
        return Ok(Err(Refused::Address));
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let kept = own(tx, caller).all(tx.db()).await?;
    if let Some(row) = kept.iter().find(|filter| filter.name == name) {
        let mut row: saved_filter::ActiveModel = row.clone().into();
        (row.path, row.address, row.saved_at) = (Set(path.into()), Set(address.into()), Set(tx.now()));
        tx.update(row).await?;
        return Ok(Ok(address.into()));
    }
    if kept.len() >= MOST {
        return Ok(Err(Refused::Full));
    }
    tx.insert(saved_filter::ActiveModel {
        id: Set(id::new()),
        person: Set(caller.session().actor),
        name: Set(name),
        path: Set(path.into()),
        address: Set(address.into()),
        saved_at: Set(tx.now()),
        ..Default::default()
    })
    .await?;
    Ok(Ok(address.into()))
}

async fn draw(view: &View, caller: &Caller, read: &Read, sent: &Sent, refused: Option<Refused>) -> Result<Page> {
    let filters = own(read, caller).order_by_asc(saved_filter::Column::SavedAt).all(read.db()).await?;
    let service = view.ctx.site.title(view.lang, view.ctx.service);
    let lead = view.ta("saved-lead", &[("count", filters.len().into()), ("service", service.as_str().into())]);
    let mut page = Page::new(view.t("saved-title")).lead(lead);
    let home = format!("/{}", view.ctx.service);
    if view.may_open(&home) {
        page = page.crumb(service, home);
    }
    if let Some(refused) = refused {
        page = page.body(Card::new(view.t("saved-send")).body(again(view, sent, refused)));
    }
    Ok(page.body(Card::new(view.t("saved-card")).flush().body(table(view, &filters))))
}

/// The form again, with what was wrong.
fn again(view: &View, sent: &Sent, refused: Refused) -> Drawn {
    let mut name = Field::text("name", view.t("saved-name")).max_length(60).value(&sent.name);
    if refused == Refused::Name {
        name = name.error(view.t("saved-refused-name"));
    }
    let form = Drawn::post(view.lang, format!("/{}/filters", view.ctx.service)).hidden("act", "save");
    let form = form.hidden("address", &sent.address).field(name).button(Button::submit(view.t("saved-send")));
    match refused {
        Refused::Name => form,
        Refused::Address => form.error(view.t("saved-refused-address")),
        Refused::Full => form.error(view.ta("saved-refused-full", &[("most", MOST.into())])),
    }
}

fn table(view: &View, filters: &[saved_filter::Model]) -> Table {
    let table = Table::new(view.lang, view.t("saved-card"))
        .caption_hidden()
        .column(Column::text(view.t("saved-name")))
        .column(Column::text(view.t("saved-list")))
        .column(Column::text(view.t("saved-at")))
        .column(Column::text(view.t("saved-act")))
        .empty(Empty::new(Icon::Filter, view.t("saved-empty")));
    filters.iter().fold(table, |table, filter| {
        let remove =
            Button::submit(view.ta("saved-remove", &[("name", filter.name.as_str().into())])).secondary().small();
        let form = Drawn::post(view.lang, format!("/{}/filters", view.ctx.service))
            .inline()
            .hidden("act", "remove")
            .hidden("filter", filter.id.to_string())
            .button(remove.icon(Icon::Trash));
        table.row([
            Cell::link(&filter.name, filter.address.clone()),
            Cell::text(&filter.path),
            ui::minute_tag(filter.saved_at).into(),
            Html::from(form).into(),
        ])
    })
}
