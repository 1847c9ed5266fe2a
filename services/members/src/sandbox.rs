//! The sandbox: an invented municipality in which integrators try their systems against all services. It is in no list, total or
//! council, and never billed.

use contracts::{
    Tenant,
    members::{OrganisationKind, OrganisationRegistered},
};
use platform::{Across, Ctx, Result, clock::local_date};
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;

use crate::{
    entities::{organisation, subscription},
    source::Entry,
    subscriptions::{self, Start},
};

/// As the register tells it.
fn entry() -> Entry {
    Entry {
        tenant: Tenant::sandbox(),
        facts: OrganisationRegistered {
            name: "Testkommunen (sandlåda)".into(),
            short_name: "Testkommunen".into(),
            kind: OrganisationKind::Municipality,
            municipality_code: None,
            county: None,
            population: None,
            population_date: None,
        },
        organisation_number: None,
    }
}

/// Whether the installation has it.
///
/// # Errors
/// When the database does not answer.
pub async fn exists(across: &Across) -> Result<bool> {
    let own = across.find::<organisation::Entity>();
    let own = own.filter(organisation::Column::Tenant.eq(Tenant::sandbox().as_str()));
    Ok(own.one(across.db()).await?.is_some())
}

/// Enters the sandbox and lets it use every service; what it uses already stays as it is, so that a new service is added by making it
/// again. Tells whether anything was new.
///
/// # Errors
/// When the database does not answer.
pub async fn make(ctx: &Ctx, across: &Across) -> Result<bool> {
    let (tenant, entry) = (Tenant::sandbox(), entry());
    let tx = across.tenant(&tenant);
    let mut news = tx.insert_if_new(entry.row()).await?;
    if news {
        tx.emit(entry.facts).await?;
    }
    let uses = across.find::<subscription::Entity>().filter(subscription::Column::Tenant.eq(tenant.as_str()));
    let uses = uses.filter(subscription::Column::Ends.is_null()).all(across.db()).await?;
    for service in subscriptions::services(ctx) {
        if uses.iter().any(|used| used.service == service) {
            continue;
        }
        let (member, payer, user) = (tenant.clone(), tenant.clone(), tenant.clone());
        let begins = local_date(across.now());
        let start = Start { user, service: service.into(), member, payer, begins, department: None, contact: None };
        subscriptions::enter(across, platform::id::new(), &start).await?;
        news = true;
    }
    if news {
        across.audit(&tenant, "members.sandbox.make", tenant.as_str(), &json!({})).await?;
    }
    Ok(news)
}
