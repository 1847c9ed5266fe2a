//! The organisation's API keys.

use axum::{
    extract::RawForm,
    response::{IntoResponse, Redirect, Response},
};
use platform::{Caller, Result, View, extract::Path};
use ui::{
    Badge, Button, Card, Cell, Choice, Column, Confirmation, Empty, Field, Form, Icon, Notice, Page, Table, minute_tag,
};
use uuid::Uuid;

use crate::{
    domain::key::{self, Maker, Refusal, Wish},
    entities::key::Model,
    keys,
};

/// Keys shown at most; an organisation has a handful.
const SHOWN: u64 = 100;

pub async fn list(view: View, caller: Caller) -> Result<Response> {
    let page =
        page(&view, &caller, &Wish { name: String::new(), roles: Vec::new(), service: None, days: 90 }, &[]).await?;
    Ok(view.page(page))
}

async fn page(view: &View, caller: &Caller, wish: &Wish, wrong: &[Refusal]) -> Result<Page> {
    let (rows, _) = keys::list(&view.ctx, caller, 1, SHOWN).await?;
    let now = view.ctx.clock.now();
    let live = rows.iter().filter(|row| row.ended_at.is_none() && row.expires_at > now).count();
    let mut table = Table::new(view.lang, view.t("identity-keys-list"))
        .caption_hidden()
        .column(Column::text(view.t("identity-keys-name")))
        .column(Column::text(view.t("identity-keys-key")))
        .column(Column::text(view.t("identity-keys-roles")))
        .column(Column::text(view.t("identity-keys-used")))
        .column(Column::text(view.t("identity-keys-expires")))
        .column(Column::text(view.t("identity-keys-state")))
        .empty(Empty::new(Icon::Key, view.t("identity-keys-none")));
    for row in &rows {
        table = table.row(cells(view, row, now));
    }
    Ok(Page::new(view.t("identity-keys"))
        .lead(view.ta("identity-keys-lead", &[("count", live.into())]))
        .body(
            Notice::info(view.lang, view.t("identity-keys-rather"))
                .link(view.t("identity-nav-clients"), "/identity/clients"),
        )
        .body(Card::new(view.t("identity-keys-list")).flush().body(table))
        .body(Card::new(view.t("identity-keys-new")).body(form(view, caller, wish, wrong))))
}

fn cells(view: &View, row: &Model, now: chrono::DateTime<chrono::Utc>) -> [Cell; 6] {
    let mut roles: Vec<String> =
        key::parted(&row.roles).iter().map(|role| view.t(&format!("role-{}", role.name()))).collect();
    roles.extend(row.service.iter().map(|service| view.ctx.site.title(view.lang, service)));
    let state: ui::Html = if row.ended_at.is_some() {
        Badge::neutral(view.t("identity-keys-ended")).into()
    } else if row.expires_at <= now {
        Badge::warning(view.t("identity-keys-expired")).into()
    } else {
        let label = view.ta("identity-keys-end", &[("name", (&row.name).into())]);
        let end = Button::submit(label).danger().small();
        Form::post(view.lang, format!("/identity/keys/{}/end", row.id)).inline().button(end).into()
    };
    [
        Cell::text(&row.name),
        Cell::text(format!("{}…", key::shown(row.id))),
        Cell::text(roles.join(", ")),
        row.last_used_at.map_or_else(|| Cell::text(view.t("identity-keys-never")), |at| Cell::from(minute_tag(at))),
        Cell::from(minute_tag(row.expires_at)),
        Cell::from(state),
    ]
}

fn form(view: &View, caller: &Caller, wish: &Wish, wrong: &[Refusal]) -> Form {
    let fault =
        |field: &str| wrong.iter().find(|refusal| refusal.field() == field).map(|refusal| view.t(refusal.text()));
    let roles = keys::may_give(caller).into_iter().map(|role| {
        let name = role.name();
        let note = view.t(&format!("identity-keys-role-{name}"));
        Choice::new(name, view.t(&format!("role-{name}")))
            .note(note)
            .chosen(wish.roles.iter().any(|chosen| chosen == name))
    });
    let services =
        view.ctx.site.services.iter().map(|service| Choice::new(*service, view.ctx.site.title(view.lang, service)));
    Form::post(view.lang, "/identity/keys")
        .field(
            Field::text("name", view.t("identity-keys-name"))
                .hint(view.t("identity-keys-name-hint"))
                .max_length(80)
                .value(&wish.name)
                .error_if(fault("name")),
        )
        .field(Field::checkboxes("roles", view.t("identity-keys-roles"), roles).error_if(fault("roles")))
        .field(
            Field::select("service", view.t("identity-keys-service"), services)
                .hint(view.t("identity-keys-service-hint"))
                .value(wish.service.clone().unwrap_or_default())
                .optional()
                .error_if(fault("service")),
        )
        .field(Field::number("days", view.t("identity-keys-days")).value(wish.days.to_string()).error_if(fault("days")))
        .button(Button::submit(view.t("identity-keys-make")).icon(Icon::Key))
}

pub async fn make(view: View, caller: Caller, RawForm(bytes): RawForm) -> Result<Response> {
    let wish = read(&bytes);
    let roles = keys::roles_of(&caller);
    let maker = Maker { tenant: caller.tenant(), roles: &roles };
    let plan = match key::plan(&wish, &maker, &view.ctx.site.services, view.ctx.clock.now()) {
        Ok(plan) => plan,
        Err(wrong) => return Ok(view.refused(page(&view, &caller, &wish, &wrong).await?)),
    };
    let made = keys::make(&view.ctx, &caller, plan).await?;
    // Not after a redirect: the secret stands on this one page and nowhere else.
    let receipt = Confirmation::new(view.lang, view.ta("identity-keys-made", &[("name", (&made.key.name).into())]))
        .reference(view.t("identity-keys-secret"), made.secret)
        .text(view.t("identity-keys-secret-text"))
        .next_link(view.t("identity-keys-back"), "/identity/keys");
    let page = Page::new(view.t("identity-keys-made-title"))
        .crumb(view.t("identity-keys"), "/identity/keys")
        .body(Notice::warning(view.lang, view.t("identity-keys-once")))
        .body(receipt);
    Ok(view.page(page))
}

/// The form's fields; `roles` comes once for each chosen one.
fn read(bytes: &[u8]) -> Wish {
    let mut wish = Wish { name: String::new(), roles: Vec::new(), service: None, days: 0 };
    for (name, value) in openidconnect::url::form_urlencoded::parse(bytes) {
        match name.as_ref() {
            "name" => wish.name = value.into_owned(),
            "roles" => wish.roles.push(value.into_owned()),
            "service" => wish.service = Some(value.into_owned()),
            "days" => wish.days = value.trim().parse().unwrap_or(0),
            _ => {}
        }
    }
    wish
}

pub async fn end(view: View, caller: Caller, Path(key): Path<Uuid>) -> Result<Response> {
    keys::end(&view.ctx, &caller, key).await?;
    Ok(Redirect::to("/identity/keys").into_response())
}
