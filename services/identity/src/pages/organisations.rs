//! Which organisation one acts for.

use axum::response::{IntoResponse, Redirect, Response};
use contracts::Tenant;
use platform::{Actor, Caller, Ctx, Error, Result, View, extract::Form};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Deserialize;
use ui::{Button, Choice, Field, Page, format::minute};

use crate::{
    cookies,
    entities::organisation,
    lookup::{Held, grants_of, tenants_of},
    sessions::{self, Act, Opening},
};

struct Place {
    tenant: Tenant,
    name: String,
    roles: String,
}

async fn places(view: &View, caller: &Caller) -> Result<Vec<Place>> {
    let across = view.ctx.store.across_read(Actor::System("organisations")).await?;
    let grants = grants_of(&across, caller.session().actor).await?;
    let tenants = tenants_of(&grants);
    let ids: Vec<&str> = tenants.iter().map(Tenant::as_str).collect();
    let names =
        across.find::<organisation::Entity>().filter(organisation::Column::Tenant.is_in(ids)).all(across.db()).await?;
    let place = |tenant: Tenant| {
        let roles = grants.iter().filter(|held| held.tenant == tenant).map(|held| roles(view, held));
        let roles = roles.collect::<Vec<_>>().join(", ");
        let name = names
            .iter()
            .find(|row| row.tenant == tenant.as_str())
            .map_or_else(|| tenant.to_string(), |row| row.name.clone());
        Place { tenant, name, roles }
    };
    Ok(tenants.into_iter().map(place).collect())
}

/// A role in words, with its end when it is support access.
fn roles(view: &View, held: &Held) -> String {
    let role = view.t(&format!("role-{}", held.grant.role.name()));
    match held.until {
        Some(until) => {
            view.ta("identity-organisations-support", &[("role", role.into()), ("until", minute(until).into())])
        }
        None => role,
    }
}

pub async fn choose(view: View, caller: Caller) -> Result<Response> {
    let places = places(&view, &caller).await?;
    let choices = places.into_iter().map(|place| Choice::new(place.tenant.to_string(), place.name).note(place.roles));
    let field =
        Field::radios("organisation", view.t("identity-organisations-field"), choices).value(caller.tenant().as_str());
    let form = ui::Form::post(view.lang, "/identity/organisations")
        .field(field)
        .button(Button::submit(view.t("identity-organisations-switch")));
    let lead = view.ta("identity-organisations-lead", &[("organisation", (&caller.session().organisation).into())]);
    Ok(view.page(Page::new(view.t("identity-organisations")).lead(lead).body(form)))
}

/// The chosen organisation.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    organisation: String,
}

pub async fn switch(view: View, caller: Caller, Form(chosen): Form<Chosen>) -> Result<Response> {
    let tenant: Tenant = chosen.organisation.parse().map_err(|_| Error::NotFound)?;
    if caller.session().machine || !holds_role(&view.ctx, &caller, &tenant).await? {
        return Err(Error::NotFound);
    }
    if tenant == *caller.tenant() {
        return Ok(Redirect::to("/").into_response());
    }
    let session = caller.session();
    let opening = Opening {
        act: Act::Switch,
        person: session.actor,
        told: None,
        tenant: &tenant,
        assurance: session.assurance,
        authenticated_at: session.authenticated_at,
        replaces: Some(session.id),
        provider: "",
        kept: None,
    };
    let token = sessions::open(&view.ctx, opening).await?;
    let mut response = Redirect::to("/").into_response();
    cookies::set_session(&mut response, &view.ctx.config, &token);
    Ok(response)
}

async fn holds_role(ctx: &Ctx, caller: &Caller, tenant: &Tenant) -> Result<bool> {
    let across = ctx.store.across_read(Actor::System("organisations")).await?;
    Ok(grants_of(&across, caller.session().actor).await?.iter().any(|held| held.tenant == *tenant))
}
