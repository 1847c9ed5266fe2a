//! What is kept of what a federation tells: an index of its providers, and the descriptions of those that are connected.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use platform::{Across, Result, Tx};
use saml::Listed;
use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{source::List, tell};
use crate::{
    domain::federation as rules,
    entities::{connection, federation, listed},
    outside::Fault,
};

/// Registered by somebody else than the office has named.
const OTHER_AUTHORITY: &str = "federation-other-authority";

/// A provider's description as a connection keeps it.
#[derive(Debug, Clone)]
pub struct Description {
    pub metadata: String,
    pub until: DateTime<Utc>,
    pub made: Option<DateTime<Utc>>,
    pub etag: Option<String>,
}

/// Whether a provider may be connected: as one whose description is pasted may, and registered by whom the office has named.
///
/// # Errors
/// Why it may not.
pub fn usable(authority: Option<&str>, listed: &Listed) -> Result<(), Fault> {
    let theirs = listed.registration_authority.as_deref();
    if authority.is_some_and(|wanted| theirs != Some(wanted)) {
        let who = theirs.unwrap_or("nobody");
        return Err(Fault::new(OTHER_AUTHORITY, format!("it is registered by {who}")));
    }
    listed.provider().map(drop).map_err(|error| Fault::new(error.code(), error))
}

/// The description of a provider that may be connected.
pub fn description(listed: &Listed) -> Description {
    Description { metadata: listed.xml.clone(), until: listed.valid_until, made: None, etag: None }
}

/// Makes what is taken from a federation the next turn, and holds the federation until the transaction ends. Tells whether it could:
/// not when another process has taken something since `turn`.
pub async fn claim(across: &Across, id: Uuid, turn: Option<i64>) -> Result<bool> {
    use federation::Column;
    let next = across.update_many::<federation::Entity>().col_expr(Column::Turn, Expr::col(Column::Turn).add(1));
    let mut next = next.filter(Column::Id.eq(id));
    if let Some(turn) = turn {
        next = next.filter(Column::Turn.eq(turn));
    }
    Ok(next.exec(across.db()).await?.rows_affected == 1)
}

/// Puts a list in the place of what was kept of the federation, and tells how many of its providers are kept and passed over.
pub async fn list(across: &Across, row: &federation::Model, list: &List) -> Result<(i64, i64)> {
    let aggregate = &list.aggregate;
    let judged = || aggregate.providers.iter().zip(&list.verdicts);
    let known: HashMap<&str, _> = judged().map(|(one, verdict)| (one.entity_id.as_str(), (one, verdict))).collect();
    let of = connection::Column::Federation.eq(row.id);
    for connected in across.find::<connection::Entity>().filter(of).all(across.db()).await? {
        let told = match known.get(connected.issuer.as_str()) {
            Some((one, Ok(()))) => Ok(description(one)),
            Some((_, Err(fault))) => Err(fault.code),
            None if aggregate.passed_over.iter().any(|one| one.entity_id == connected.issuer) => Err("passed-over"),
            None => Err("not-listed"),
        };
        let tx = across.tenant(&connected.tenant.parse().map_err(anyhow::Error::new)?);
        connection(&tx, connected, told).await?;
    }
    across.delete::<listed::Entity>().filter(listed::Column::Federation.eq(row.id)).exec(across.db()).await?;
    let others = |verdict: &Result<(), Fault>| verdict.as_ref().is_err_and(|fault| fault.code == OTHER_AUTHORITY);
    let shown = judged().filter(|(_, verdict)| !others(verdict));
    let rows: Vec<_> = shown.map(|(one, verdict)| index(row.id, one, verdict)).collect();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let counts = (count(rows.len()), count(aggregate.passed_over.len()));
    across.insert_all(rows).await?;
    Ok(counts)
}

fn index(federation: Uuid, one: &Listed, verdict: &Result<(), Fault>) -> listed::ActiveModel {
    let name = |language| one.name.best(language).unwrap_or(&one.entity_id).to_owned();
    let (sv, en) = (name("sv"), name("en"));
    listed::ActiveModel {
        federation: Set(federation),
        entity_id: Set(one.entity_id.clone()),
        search: Set(rules::searchable(&[&sv, &en], &one.entity_id)),
        name_sv: Set(sv),
        name_en: Set(en),
        scopes: Set(one.scopes.join(" ")),
        unusable: Set(verdict.as_ref().err().map(|fault| fault.code.to_owned())),
    }
}

/// Keeps what a federation tells of a connection's provider, or that it tells nothing that can be used: then the last good
/// description stays to its end.
pub async fn connection(tx: &Tx, row: connection::Model, told: Result<Description, &str>) -> Result<()> {
    let told = match told {
        Ok(told) => told,
        Err(why) => return tell::missing(tx, row, why).await,
    };
    let row = tell::named(tx, row).await?;
    let (id, changed) = (row.id, row.metadata.as_ref() != Some(&told.metadata));
    if !changed && row.metadata_until == Some(told.until) && row.etag == told.etag && row.metadata_made == told.made {
        return Ok(());
    }
    let mut row = row.into_active_model();
    if changed {
        row.metadata = Set(Some(told.metadata));
    }
    (row.metadata_until, row.metadata_made, row.etag) = (Set(Some(told.until)), Set(told.made), Set(told.etag));
    tx.update(row).await?;
    if changed {
        tx.audit("identity.connection.refresh", &id.to_string(), &serde_json::Value::Null).await?;
    }
    Ok(())
}
