//! Tells what an organisation, its people and its clients are called, for pages that show its administrators, or those whom it has been
//! handed to, who did what. Whoever has nothing to do with the organisation is not named.

use contracts::{Named, Names, NamesLookup};
use platform::{Actor, Ctx, Result};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::{
    entities::{client, invitation, key, organisation, person, support},
    people,
};

/// The most that are told without being asked for.
const MOST: u64 = 300;
/// The most that are asked for by id.
const MOST_ASKED: usize = 2_000;

/// Those who were asked for and the first by name.
pub async fn answer(ctx: Ctx, question: NamesLookup) -> Result<Names> {
    let across = ctx.store.across_read(Actor::System("names-lookup")).await?;
    let (tenant, db) = (&question.tenant, across.db());
    let of: Vec<Uuid> = question.of.into_iter().take(MOST_ASKED).collect();
    let all = people::of(&across, tenant).order_by_asc(person::Column::Name).limit(MOST).all(db).await?;
    let asked = people::of(&across, tenant).filter(person::Column::Id.is_in(of.clone())).all(db).await?;
    let keys = across.find::<key::Entity>().filter(key::Column::Tenant.eq(tenant.as_str())).limit(MOST);
    let clients = across.find::<client::Entity>().filter(client::Column::Tenant.eq(tenant.as_str())).limit(MOST);
    let machines = keys.all(db).await?.into_iter().map(|row| (row.id, row.name));
    let machines: Vec<_> = machines.chain(clients.all(db).await?.into_iter().map(|row| (row.id, row.name))).collect();
    // Whoever has been let in to help is no more of the organisation, but what she did is in its log.
    let helped = across.find::<support::Entity>().filter(support::Column::Tenant.eq(tenant.as_str()));
    let helped = helped.order_by_desc(support::Column::AskedAt).limit(MOST).all(db).await?;
    // Neither are those whom its services have invited from outside.
    let invited = across.find::<invitation::Entity>().filter(invitation::Column::Tenant.eq(tenant.as_str()));
    let invited = invited.filter(invitation::Column::UsedBy.is_not_null()).select_only();
    let invited = invited.column(invitation::Column::UsedBy).into_query();
    let invited = across.find::<person::Entity>().filter(person::Column::Id.in_subquery(invited)).limit(MOST);
    let invited = invited.all(db).await?;
    let own = |id: Uuid| all.iter().chain(&asked).any(|row| row.id == id && row.tenant == tenant.as_str());
    let helped: Vec<_> = helped.into_iter().filter(|row| !own(row.person)).collect();
    let guest = |row: &person::Model| helped.iter().any(|helper| helper.person == row.id);
    let helpers = helped.iter().map(|row| named(Actor::Person(row.person), format!("{} (support)", row.name)));
    let people = all.iter().chain(&asked).filter(|row| !guest(row)).chain(&invited);
    let people = people.map(|row| named(Actor::Person(row.id), row.name.clone()));
    let machines = machines.into_iter().map(|(id, name)| named(Actor::Client(id), name));
    let mut told: Vec<Named> = people.chain(helpers).chain(machines).collect();
    told.sort_by(|one, other| (&one.name, &one.actor).cmp(&(&other.name, &other.actor)));
    told.dedup();
    let here = across.find::<organisation::Entity>().filter(organisation::Column::Tenant.eq(tenant.as_str()));
    let organisation = here.one(db).await?.map(|row| row.name);
    Ok(Names { organisation, actors: told })
}

fn named(actor: Actor, name: String) -> Named {
    Named { actor: actor.to_string(), name }
}
