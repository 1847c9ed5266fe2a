//! The demonstration's e-identification broker, and those whom services have invited: they come in by their invitations as everybody does,
//! only without a browser.

use std::time::Duration;

use contracts::Tenant;
use platform::{Across, Actor, Ctx, Demo, Result};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::demo_id;
use crate::{
    connections::{self, broker},
    demonstration::{CLIENT_ID, Which},
    domain::{
        connection::{Plan, State, To},
        invitation::OUTSIDE,
    },
    entities::{connection, invitation, person},
    invited, remote,
};

/// Who comes to whom, as what.
const COME: [(&str, &str, &str, &str); 3] = [
    ("ellis", "Ellis Exempel", "sandviken-2181", "employer"),
    ("vilja", "Vilja Vårdnad", "sandviken-2181", "guardian"),
    ("enar", "Enar Exempel", "uppsala-0380", "employer"),
];
/// For how long an invitation that a service has told of is waited for.
const TRIES: u32 = 100;

/// The association's connection to the broker, in use. Its address follows the installation's.
pub async fn connect(ctx: &Ctx, across: &Across) -> Result<()> {
    let tx = across.tenant(&Tenant::association());
    let issuer = Which::Broker.issuer(&ctx.config);
    let known = tx.find::<connection::Entity>().filter(connection::Column::Outside.eq(true));
    if let Some(row) = known.one(tx.db()).await? {
        if row.issuer != issuer && row.issuer.ends_with(Which::Broker.path()) {
            let mut row = row.into_active_model();
            row.issuer = Set(issuer);
            tx.update(row).await?;
        }
        return Ok(());
    }
    let to = To::Oidc { issuer, client_id: CLIENT_ID.into(), secret: None, scopes: String::new() };
    let plan = Plan { label: "Demonstrationens e-legitimation".into(), to, outside: true };
    let ready = connections::prepare(ctx, plan).await?.map_err(anyhow::Error::msg)?;
    let id = connections::enter(ctx, &tx, ready).await?;
    let mut row = tx.get::<connection::Entity>(id).await?.into_active_model();
    row.state = Set(State::Live.name().into());
    tx.update(row).await?;
    Ok(())
}

/// Lets the invented people in by the invitations that the services' demonstrations have made, when all have.
pub async fn come(ctx: Ctx, demo: Demo) -> Result<()> {
    let Some(broker) = broker::in_use(&ctx).await?.filter(|_| demo.percent > 0) else { return Ok(()) };
    for (subject, name, tenant, role) in COME {
        let tenant: Tenant = tenant.parse().map_err(anyhow::Error::new)?;
        let id = demo_id("person", subject);
        for _ in 0..TRIES {
            if enter(&ctx, &broker.to_string(), (id, subject, name), (&tenant, role)).await? {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    Ok(())
}

/// Tells whether she is in, now or before.
async fn enter(
    ctx: &Ctx,
    broker: &str,
    (id, subject, name): (Uuid, &str, &str),
    (tenant, role): (&Tenant, &str),
) -> Result<bool> {
    use invitation::Column;
    let across = ctx.store.across_for(Actor::System("demo")).await?;
    let of_role =
        across.find::<invitation::Entity>().filter(Column::Tenant.eq(tenant.as_str())).filter(Column::Role.eq(role));
    if of_role.clone().filter(Column::UsedBy.eq(id)).one(across.db()).await?.is_some() {
        return Ok(true);
    }
    let open = of_role.filter(Column::UsedBy.is_null()).order_by_asc(Column::Id);
    let Some(row) = open.one(across.db()).await? else { return Ok(false) };
    let person = person::ActiveModel {
        id: Set(id),
        issuer: Set(format!("{OUTSIDE}{broker}")),
        subject: Set(remote::mac(ctx, broker, "person", subject)?),
        name: Set(name.into()),
        email: Set(None),
        mailed: Set(false),
        created_at: Set(across.now()),
        last_sign_in_at: Set(None),
        ..Default::default()
    };
    across.tenant(&Tenant::association()).insert_if_new(person).await?;
    let entered = invited::accept(&across, Some(row.id), id).await?.is_ok();
    across.commit().await?;
    Ok(entered)
}
