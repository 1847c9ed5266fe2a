//! A municipality's first connection, made by whoever has a shell on the machine: nobody of hers can sign in before there is one.

use contracts::Tenant;
use platform::{Actor, Ctx, Error, Result};
use sea_orm::{ColumnTrait, QueryFilter};

use super::{Failure, enter, prepare};
use crate::{
    domain::connection::{self as rules, State, Wish},
    entities::{connection, organisation},
};

/// What words that name scopes begin with: `scopes=sandviken.se,2120002346`.
const SCOPES: &str = "scopes=";
const SHELL: Actor = Actor::System("operator");

/// Connects an organisation (the first word) to a provider and switches that on: a label, and the address of SAML metadata, or an
/// OpenID Connect issuer and our client id there, where we prove ourselves with our own key.
///
/// # Errors
/// Everything that is wrong with it, in words.
pub async fn add(ctx: Ctx, words: Vec<String>) -> Result<Vec<String>> {
    // The scopes that are the organisation's own, where others use the same provider.
    let (scopes, words): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| word.starts_with(SCOPES));
    let (tenant, mut wish) = match words.as_slice() {
        [tenant, label, metadata] => (tenant, saml(label, metadata)),
        [tenant, label, issuer, client_id] => (tenant, oidc(label, issuer, client_id)),
        _ => {
            return Err(Error::invalid(
                "words",
                "are organisation, label, and metadata address or issuer and client id",
            ));
        }
    };
    wish.scopes = scopes
        .iter()
        .filter_map(|word| word.strip_prefix(SCOPES))
        .flat_map(|these| these.split(','))
        .collect::<Vec<_>>()
        .join(" ");
    let tenant: Tenant = tenant.parse().map_err(|_| Error::invalid("organisation", "is one like sandviken-2181"))?;
    let said = |wrong: Vec<rules::Refusal>| wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let plan = rules::plan(&wish, ctx.config.demonstration.enabled);
    let plan = plan.map_err(|wrong| Error::rule("connection-refused", said(wrong)))?;
    let ready = prepare(&ctx, plan).await?.map_err(|why| Error::rule("connection-refused", why.detail))?;
    let tx = ctx.store.begin_for(&tenant, SHELL).await?;
    let known = tx.find::<organisation::Entity>().one(tx.db()).await?;
    let name = known.ok_or_else(|| Error::rule("organisation-unknown", "the register has no such organisation"))?.name;
    let id = enter(&ctx, &tx, ready).await.map_err(|failure: Failure| Error::from(failure))?;
    let live = tx.update_many::<connection::Entity>().col_expr(connection::Column::State, State::Live.name().into());
    live.filter(connection::Column::Id.eq(id)).exec(tx.db()).await?;
    tx.commit().await?;
    Ok(vec![format!(
        "{name} signs in through connection {id} from now on. Its administrators can try it and switch it off in the portal."
    )])
}

fn saml(label: &str, metadata: &str) -> Wish {
    let metadata = metadata.to_owned();
    Wish { protocol: "saml".into(), label: label.into(), metadata, encrypted: true, ..Wish::default() }
}

fn oidc(label: &str, issuer: &str, client_id: &str) -> Wish {
    let (issuer, client_id) = (issuer.to_owned(), client_id.to_owned());
    Wish { protocol: "oidc".into(), label: label.into(), issuer, client_id, ..Wish::default() }
}
