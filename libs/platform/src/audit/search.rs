//! Searching an organisation's part of a service's log. However long the log is, a page costs what it shows: each choice has an index
//! in the page's order, and rows are counted only up to a limit.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use contracts::{Named, Names, NamesLookup, Tenant};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Statement,
    sea_query::{Alias, Expr, Query},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::all::{Begin, Place};

use crate::{
    clock::start_of,
    ctx::Ctx,
    error::Result,
    listing::{Asked, MOST_ROWS},
    store::{Read, system::audit},
};

/// The most rows that the pages of one search reach; who wants older ones names a period.
pub const REACHED: u64 = 10_000;

/// What a search is for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    who: Option<String>,
    act: Option<String>,
    object: Option<String>,
}

impl Wanted {
    /// What an address asks for.
    pub fn of(asked: &Asked) -> Self {
        let day = |key: &str| asked.get(key).and_then(|text| text.parse::<NaiveDate>().ok());
        let text = |key: &str| asked.get(key).map(str::to_owned);
        Self { first: day("first"), last: day("last"), who: text("who"), act: text("act"), object: text("object") }
    }

    /// The names of what is chosen: what a log may say of a search whose values it may not.
    pub fn told(&self) -> Vec<&'static str> {
        let chosen = [
            ("first", self.first.is_some()),
            ("last", self.last.is_some()),
            ("who", self.who.is_some()),
            ("act", self.act.is_some()),
            ("object", self.object.is_some()),
        ];
        chosen.into_iter().filter_map(|(key, chosen)| chosen.then_some(key)).collect()
    }
}

/// The rows that are searched for.
pub fn rows(read: &Read, wanted: &Wanted) -> Select<audit::Entity> {
    let mut select = read.find::<audit::Entity>();
    if let Some(first) = wanted.first {
        select = select.filter(audit::Column::At.gte(start_of(first)));
    }
    if let Some(after) = wanted.last.and_then(|last| last.checked_add_days(Days::new(1))) {
        select = select.filter(audit::Column::At.lt(start_of(after)));
    }
    for (value, column) in [
        (&wanted.who, audit::Column::Actor),
        (&wanted.act, audit::Column::Action),
        (&wanted.object, audit::Column::Object),
    ] {
        if let Some(value) = value {
            select = select.filter(column.eq(value.as_str()));
        }
    }
    select
}

/// So many rows from a place on: the newest first, or away from the place towards newer ones.
pub fn from(select: Select<audit::Entity>, begin: Begin, most: u64) -> Select<audit::Entity> {
    use audit::Column::{At, Id};
    // What an index can begin at stands by itself; the rest decides between rows of the same moment.
    let select = match begin {
        Begin::Newest => select,
        Begin::Before(Place { at, id }) => {
            select.filter(At.lte(at)).filter(Condition::any().add(At.lt(at)).add(Id.lt(id)))
        }
        Begin::After(Place { at, id }) => {
            select.filter(At.gte(at)).filter(Condition::any().add(At.gt(at)).add(Id.gt(id)))
        }
    };
    let select = if matches!(begin, Begin::After(_)) {
        select.order_by_asc(At).order_by_asc(Id)
    } else {
        select.order_by_desc(At).order_by_desc(Id)
    };
    select.limit(most)
}

/// How many they are, at most one more than can be shown.
///
/// # Errors
/// When the database does not answer.
pub async fn count(select: &Select<audit::Entity>, asked: &Asked, db: &impl ConnectionTrait) -> Result<u64> {
    let most = if asked.is_file() { MOST_ROWS } else { REACHED } + 1;
    let some = select.clone().select_only().column(audit::Column::Id).limit(most).into_query();
    let counted = Query::select()
        .expr_as(Expr::cust("count(*)"), Alias::new("rows"))
        .from_subquery(some, Alias::new("some"))
        .to_owned();
    let row = db.query_one(&counted).await?;
    let rows: i64 = row.map_or(Ok(0), |row| row.try_get("", "rows"))?;
    Ok(u64::try_from(rows).unwrap_or_default())
}

/// The acts that the organisation's log knows, each found by one step in the index.
///
/// # Errors
/// When the database does not answer.
pub async fn acts(read: &Read) -> Result<Vec<String>> {
    let sql = "WITH RECURSIVE acts(action) AS (SELECT min(action) FROM audit WHERE tenant = $1 UNION ALL \
               SELECT (SELECT min(a.action) FROM audit a WHERE a.tenant = $1 AND a.action > acts.action) FROM acts \
               WHERE acts.action IS NOT NULL) SELECT action FROM acts WHERE action IS NOT NULL LIMIT 300";
    let statement = Statement::from_sql_and_values(read.get_database_backend(), sql, [read.tenant().as_str().into()]);
    let rows = read.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| row.try_get("", "action")).collect::<Result<_, _>>()?)
}

/// What those who act in the organisation are called, by actor. Nobody's name, when identity does not answer: the log is there all
/// the same.
pub async fn names(ctx: &Ctx, tenant: &Tenant, actors: impl IntoIterator<Item = &str>) -> BTreeMap<String, String> {
    names_at(ctx, tenant, actors).await.1
}

/// As [`names`], with what the organisation is called: by its id, when identity does not answer.
pub async fn names_at(
    ctx: &Ctx,
    tenant: &Tenant,
    actors: impl IntoIterator<Item = &str>,
) -> (String, BTreeMap<String, String>) {
    let ids = actors.into_iter().filter_map(|actor| actor.split_once(':')?.1.parse::<Uuid>().ok());
    let of: BTreeSet<Uuid> = ids.collect();
    let asked = NamesLookup { tenant: tenant.clone(), of: of.into_iter().collect() };
    let told = ctx.ask(&asked).await;
    let told = told.inspect_err(|error| tracing::debug!(error = error.full(), "the log is shown without names"));
    let Names { organisation, actors } = told.unwrap_or_default();
    let organisation = organisation.unwrap_or_else(|| tenant.as_str().to_owned());
    (organisation, actors.into_iter().map(|Named { actor, name }| (actor, name)).collect())
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;

    use super::*;
    use crate::{store::Actor, verify::bed::all};

    /// What a page asks for reads its rows out of an index in their order: nothing is sorted, and no row is read that is not shown.
    #[tokio::test]
    async fn a_page_is_read_in_order_out_of_an_index_whatever_is_chosen() {
        for bed in all().await {
            let across = bed.store.across_read(Actor::System("test")).await.unwrap();
            let postgres = bed.store.backend() == DbBackend::Postgres;
            if postgres {
                // An empty table would be read and sorted whole.
                across
                    .query(
                        "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)",
                        [],
                    )
                    .await
                    .unwrap();
            }
            for chosen in [
                "",
                "AND actor = 'x'",
                "AND action = 'x'",
                "AND object = 'x'",
                "AND at >= $1 AND at < $2",
                "AND at <= $1 AND (at < $1 OR tenant < 'x')",
            ] {
                let explain = if postgres { "EXPLAIN" } else { "EXPLAIN QUERY PLAN" };
                let times = ["2026-01-01", "2026-02-01"].map(|day| start_of(day.parse().unwrap()).into());
                let values = times.into_iter().take((1..=2).filter(|n| chosen.contains(&format!("${n}"))).count());
                let sql = format!(
                    "{explain} SELECT * FROM audit WHERE tenant = 'a' {chosen} ORDER BY at DESC, id DESC LIMIT 50"
                );
                let rows = across.query(&sql, values).await.unwrap();
                let column = if postgres { "QUERY PLAN" } else { "detail" };
                let plan: Vec<String> = rows.iter().map(|row| row.try_get("", column).unwrap()).collect();
                let plan = plan.join("\n");
                let sorted = plan.contains("Sort") || plan.contains("TEMP B-TREE");
                assert!(plan.contains("audit_") && !sorted, "{chosen}: {plan}");
            }
        }
    }
}
