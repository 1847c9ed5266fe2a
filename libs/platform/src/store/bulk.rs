//! Many rows in few statements. On PostgreSQL the values of a column travel as one array, and what is the same in all rows travels
//! once: the statement is the same for any number of rows, so that it is parsed and planned once for a connection.

use std::collections::HashSet;

use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, DatabaseTransaction, DbBackend, EntityName, EntityTrait,
    IdenStatic, Iterable, QueryTrait, Statement, Value, Values,
    sea_query::{ArrayType, OnConflict},
};
use uuid::Uuid;

use super::entity::TenantOwned;
use crate::error::Result;

/// Fewer rows than this are inserted as a list of rows.
const FEW: usize = 8;
/// Rows of one statement with arrays.
const MANY: usize = 5000;
/// Rows of one statement with a list: SQLite allows 32 766 parameters.
const LISTED: usize = 400;

/// Inserts rows of organisations, but for those whose key is taken; tells the ids of those it has inserted. Any other conflict is an error.
/// Whether a key is taken is found by the insert itself: a query before it would be planned by what the database knows of the table, which
/// is nothing while the table is new.
pub(super) async fn insert_new<A>(db: &DatabaseTransaction, models: Vec<A>) -> Result<HashSet<Uuid>>
where
    A: ActiveModelTrait + Send,
    A::Entity: TenantOwned,
{
    let (tenant, id) = (A::Entity::tenant_column(), A::Entity::id_column());
    let mut inserted = HashSet::with_capacity(models.len());
    let arrays = db.get_database_backend() == DbBackend::Postgres && models.len() >= FEW;
    for chunk in chunks(models, if arrays { MANY } else { LISTED }) {
        if arrays && let Some(statement) = statement(&chunk) {
            inserted.extend(insert_new_arrays(db, statement, &chunk).await?);
            continue;
        }
        #[expect(clippy::disallowed_methods, reason = "the one place where many rows are inserted")]
        let mut query = A::Entity::insert_many(chunk).into_query();
        query.on_conflict(OnConflict::columns([tenant, id]).do_nothing().to_owned()).returning_col(id);
        for row in db.query_all(&query).await? {
            inserted.insert(row.try_get("", id.as_str())?);
        }
    }
    Ok(inserted)
}

/// As [`insert_new`], with the values as arrays. Mostly all rows are new: then that is all the database answers, not the id of each.
async fn insert_new_arrays<A>(db: &DatabaseTransaction, mut statement: Statement, models: &[A]) -> Result<Vec<Uuid>>
where
    A: ActiveModelTrait,
    A::Entity: TenantOwned,
{
    let id = A::Entity::id_column();
    let [tenant, id_name] = [A::Entity::tenant_column(), id].map(|column| format!("\"{}\"", column.as_str()));
    let values = &mut statement.values.get_or_insert(Values(Vec::new())).0;
    values.push(i64::try_from(models.len()).map_err(anyhow::Error::new)?.into());
    statement.sql = format!(
        "WITH inserted AS ({} ON CONFLICT ({tenant}, {id_name}) DO NOTHING RETURNING {id_name} AS id) \
         SELECT CASE WHEN count(*) < ${} THEN array_agg(id) END AS ids, count(*) AS many FROM inserted",
        statement.sql,
        values.len()
    );
    let row = db.query_one_raw(statement).await?.ok_or_else(|| anyhow::anyhow!("an insert answered nothing"))?;
    if let Some(ids) = row.try_get::<Option<Vec<Uuid>>>("", "ids")? {
        return Ok(ids);
    }
    let none = row.try_get::<i64>("", "many")? == 0;
    let ids = models.iter().filter_map(|model| match model.get(id) {
        ActiveValue::Set(Value::Uuid(Some(id))) | ActiveValue::Unchanged(Value::Uuid(Some(id))) => Some(id),
        _ => None,
    });
    Ok(if none { Vec::new() } else { ids.collect() })
}

/// Inserts rows; the caller has stamped each with its tenant.
pub(super) async fn insert<A>(db: &DatabaseTransaction, models: Vec<A>) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    let arrays = db.get_database_backend() == DbBackend::Postgres && models.len() >= FEW;
    for chunk in chunks(models, if arrays { MANY } else { LISTED }) {
        if arrays && let Some(statement) = statement(&chunk) {
            db.execute_raw(statement).await?;
            continue;
        }
        for listed in chunks(chunk, LISTED) {
            #[expect(clippy::disallowed_methods, reason = "the one place where many rows are inserted")]
            A::Entity::insert_many(listed).exec_without_returning(db).await?;
        }
    }
    Ok(())
}

fn chunks<A>(models: Vec<A>, length: usize) -> impl Iterator<Item = Vec<A>> {
    let mut rest = models.into_iter();
    std::iter::from_fn(move || {
        let chunk: Vec<A> = rest.by_ref().take(length).collect();
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// The insert with arrays; none for rows that it does not suit (a column that only some of them set, or that is empty in some).
fn statement<A: ActiveModelTrait>(models: &[A]) -> Option<Statement> {
    let (mut names, mut selected, mut unnested, mut values) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for column in <A::Entity as EntityTrait>::Column::iter() {
        let set = models.iter().filter_map(|model| match model.get(column) {
            ActiveValue::Set(value) | ActiveValue::Unchanged(value) => Some(value),
            ActiveValue::NotSet => None,
        });
        let mut set: Vec<Value> = set.collect();
        if set.is_empty() {
            continue;
        }
        if set.len() < models.len() {
            return None;
        }
        names.push(format!("\"{}\"", column.as_str()));
        let place = values.len() + 1;
        if set.windows(2).all(|pair| pair.first() == pair.last()) {
            selected.push(format!("${place}"));
            values.push(set.swap_remove(0));
        } else {
            selected.push(format!("row.c{place}"));
            unnested.push((place, format!("${place}")));
            values.push(Value::Array(array_type(&set)?, Some(Box::new(set))));
        }
    }
    if unnested.is_empty() {
        return None;
    }
    let aliases: Vec<String> = unnested.iter().map(|(place, _)| format!("c{place}")).collect();
    let arrays: Vec<String> = unnested.into_iter().map(|(_, array)| array).collect();
    let sql = format!(
        "INSERT INTO \"{}\" ({}) SELECT {} FROM unnest({}) AS row({})",
        A::Entity::default().table_name(),
        names.join(", "),
        selected.join(", "),
        arrays.join(", "),
        aliases.join(", ")
    );
    Some(Statement::from_sql_and_values(DbBackend::Postgres, sql, values))
}

/// The type of an array of these values, when all are there and of one type.
fn array_type(values: &[Value]) -> Option<ArrayType> {
    let of = |value: &Value| match value {
        Value::Bool(Some(_)) => Some(ArrayType::Bool),
        Value::Int(Some(_)) => Some(ArrayType::Int),
        Value::BigInt(Some(_)) => Some(ArrayType::BigInt),
        Value::String(Some(_)) => Some(ArrayType::String),
        Value::Uuid(Some(_)) => Some(ArrayType::Uuid),
        Value::ChronoDate(Some(_)) => Some(ArrayType::ChronoDate),
        Value::ChronoDateTimeUtc(Some(_)) => Some(ArrayType::ChronoDateTimeUtc),
        _ => None,
    };
    let first = of(values.first()?)?;
    values.iter().all(|value| of(value).as_ref() == Some(&first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use sea_orm::ActiveValue::Set;

    use super::*;
    use crate::store::system::inbox;

    fn row(handler: &str, number: u128) -> inbox::ActiveModel {
        let at = chrono::DateTime::default();
        inbox::ActiveModel { handler: Set(handler.into()), event_id: Set(Uuid::from_u128(number)), handled_at: Set(at) }
    }

    #[test]
    fn what_is_the_same_in_all_rows_travels_once() {
        let statement = statement(&[row("a", 1), row("a", 2), row("a", 3)]).unwrap();
        assert_eq!(
            statement.sql,
            "INSERT INTO \"inbox\" (\"handler\", \"event_id\", \"handled_at\") SELECT $1, row.c2, $3 FROM unnest($2) AS row(c2)"
        );
        let values = statement.values.unwrap().0;
        assert_eq!(values[0], Value::from("a"));
        assert_eq!(values[1], Value::from([1, 2, 3].map(Uuid::from_u128).to_vec()));
    }

    #[test]
    fn rows_that_arrays_do_not_suit_are_listed() {
        let partly = inbox::ActiveModel { handler: ActiveValue::NotSet, ..row("a", 2) };
        assert!(statement(&[row("a", 1), partly]).is_none(), "a column that only some set");
        assert!(statement(&[row("a", 1), row("a", 1)]).is_none(), "nothing differs");
        assert!(array_type(&[Value::from("a"), Value::String(None)]).is_none(), "one is empty");
        assert!(array_type(&[Value::from("a"), Value::from(1_i64)]).is_none(), "two types");
    }
}
