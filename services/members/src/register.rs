//! Reading the register. It is public within the association, so that these reads go through the door across tenants as the
//! service itself: nothing here is any organisation's own secret, and a trace of each look would say nothing.

use chrono::NaiveDate;
use contracts::Tenant;
use platform::{Across, Actor, Ctx, Error, Result, listing::Slice};
use sea_orm::{ColumnTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, Value};

use crate::entities::{membership, organisation, subscription};

const FROM: &str = "FROM members_organisation o LEFT JOIN members_membership m ON m.tenant = o.tenant AND m.joined <= $1 \
                    AND (m.left_on IS NULL OR m.left_on >= $1) \
                    WHERE o.search LIKE $2 ESCAPE '\\' AND ($3 = '' OR o.county = $3) AND ($4 = '' OR EXISTS \
                    (SELECT 1 FROM members_subscription s WHERE s.tenant = o.tenant AND s.service = $4 AND s.begins <= $1 \
                    AND (s.ends IS NULL OR s.ends >= $1)))";

/// The sandbox is no organisation: it is in no list and no total, and shown by itself.
const REAL: &str = "AND o.tenant <> 'sandlada-0000'";

/// What to see of the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of a name, a municipality code or an organisation number.
    pub text: String,
    /// A county's name; empty means all.
    pub county: String,
    /// A service that they use today; empty means whether or not.
    pub service: String,
    /// Only those that are members today.
    pub members_only: bool,
}

/// An organisation in the list.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Row {
    /// The organisation.
    pub tenant: String,
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short_name: String,
    /// Its kind's name.
    pub kind: String,
    /// Its municipality code.
    pub municipality_code: Option<String>,
    /// Its county.
    pub county: Option<String>,
    /// Its inhabitants.
    pub population: Option<i64>,
    /// The day that the population refers to.
    pub population_date: Option<NaiveDate>,
    /// Its organisation number.
    pub organisation_number: Option<String>,
    /// First day of the membership that holds today.
    pub joined: Option<NaiveDate>,
}

/// How many organisations a filter leaves, whether or not only members are to be seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromQueryResult)]
pub struct Summary {
    /// All of them.
    pub organisations: i64,
    /// The members among them.
    pub members: i64,
    /// Inhabitants of all.
    pub population: i64,
    /// Inhabitants of the members.
    pub member_population: i64,
}

/// The door, for reading the public register.
///
/// # Errors
/// When the database does not answer.
pub async fn open(ctx: &Ctx) -> Result<Across> {
    ctx.store.across_read(Actor::System("register")).await
}

/// One organisation.
///
/// # Errors
/// [`Error::NotFound`] when it is not in the register.
pub async fn organisation(across: &Across, tenant: &str, today: NaiveDate) -> Result<Row> {
    let sql = format!("SELECT o.*, m.joined AS joined {FROM} AND o.tenant = $5");
    let mut values = Filter::default().values(today);
    values.push(tenant.into());
    let rows = across.query(&sql, values).await?;
    let row = rows.first().ok_or(Error::NotFound)?;
    Ok(Row::from_query_result(row, "")?)
}

/// The organisations that the filter leaves, in an order of the list's.
///
/// # Errors
/// When the database does not answer.
pub async fn list(across: &Across, filter: &Filter, today: NaiveDate, order: &str, slice: Slice) -> Result<Vec<Row>> {
    let (limit, offset) = (slice.limit, slice.offset);
    let only = if filter.members_only { "AND m.id IS NOT NULL" } else { "" };
    let sql = format!("SELECT o.*, m.joined AS joined {FROM} {REAL} {only} ORDER BY {order} LIMIT $5 OFFSET $6");
    let mut values = filter.values(today);
    values.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
    values.push(i64::try_from(offset).unwrap_or(i64::MAX).into());
    let rows = across.query(&sql, values).await?;
    rows.iter().map(|row| Ok(Row::from_query_result(row, "")?)).collect()
}

/// How many there are.
///
/// # Errors
/// When the database does not answer.
pub async fn summary(across: &Across, filter: &Filter, today: NaiveDate) -> Result<Summary> {
    let sum = |what: &str| format!("CAST(COALESCE(SUM({what}), 0) AS BIGINT)");
    let sql = format!(
        "SELECT COUNT(*) AS organisations, COUNT(m.id) AS members, {} AS population, {} AS member_population {FROM} {REAL}",
        sum("o.population"),
        sum("CASE WHEN m.id IS NULL THEN 0 ELSE o.population END"),
    );
    let rows = across.query(&sql, filter.values(today)).await?;
    Ok(rows.first().map(|row| Summary::from_query_result(row, "")).transpose()?.unwrap_or_default())
}

/// The counties of the register, in Swedish order.
///
/// # Errors
/// When the database does not answer.
pub async fn counties(across: &Across) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT county FROM members_organisation WHERE county IS NOT NULL";
    let rows = across.query(sql, []).await?;
    let mut counties: Vec<String> = rows.iter().map(|row| row.try_get("", "county")).collect::<Result<_, _>>()?;
    counties.sort_by_cached_key(|county| ui::format::collation_key(county));
    Ok(counties)
}

/// An organisation's subscriptions, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn subscriptions(across: &Across, tenant: &str) -> Result<Vec<subscription::Model>> {
    let of = across.find::<subscription::Entity>().filter(subscription::Column::Tenant.eq(tenant));
    Ok(of
        .order_by_desc(subscription::Column::Begins)
        .order_by_asc(subscription::Column::Service)
        .all(across.db())
        .await?)
}

/// The subscriptions of others that an organisation has agreed to or pays for.
///
/// # Errors
/// When the database does not answer.
pub async fn on_behalf(across: &Across, tenant: &str) -> Result<Vec<subscription::Model>> {
    let others = across.find::<subscription::Entity>().filter(subscription::Column::Tenant.ne(tenant));
    let held = others.filter(subscription::Column::Member.eq(tenant).or(subscription::Column::Payer.eq(tenant)));
    Ok(held
        .order_by_asc(subscription::Column::Tenant)
        .order_by_asc(subscription::Column::Begins)
        .all(across.db())
        .await?)
}

/// The short names of some organisations and of all that may hold agreements for others.
///
/// # Errors
/// When the database does not answer.
pub async fn names(across: &Across, tenants: &[&str]) -> Result<Vec<(Tenant, String)>> {
    let rows =
        across.find::<organisation::Entity>().filter(organisation::Column::Tenant.is_in(tenants.iter().copied()));
    named(rows.order_by_asc(organisation::Column::SortKey).all(across.db()).await?)
}

/// The member organisations that are no municipalities: they may hold agreements and pay for municipalities.
///
/// # Errors
/// When the database does not answer.
pub async fn agents(across: &Across) -> Result<Vec<(Tenant, String)>> {
    let sql = "SELECT o.tenant AS tenant, o.short_name AS short_name FROM members_organisation o WHERE o.kind <> 'municipality' \
               AND EXISTS (SELECT 1 FROM members_membership m WHERE m.tenant = o.tenant) ORDER BY o.sort_key";
    let rows = across.query(sql, []).await?;
    let agent = |row: &sea_orm::QueryResult| {
        let (tenant, name): (String, String) = (row.try_get("", "tenant")?, row.try_get("", "short_name")?);
        Ok((tenant.parse().map_err(anyhow::Error::new)?, name))
    };
    rows.iter().map(agent).collect()
}

/// The times that an organisation has been a member.
///
/// # Errors
/// When the database does not answer.
pub async fn memberships(across: &Across, tenant: &Tenant) -> Result<Vec<membership::Model>> {
    Ok(across
        .find::<membership::Entity>()
        .filter(membership::Column::Tenant.eq(tenant.as_str()))
        .all(across.db())
        .await?)
}

fn named(rows: Vec<organisation::Model>) -> Result<Vec<(Tenant, String)>> {
    rows.into_iter().map(|row| Ok((row.tenant.parse().map_err(anyhow::Error::new)?, row.short_name))).collect()
}

impl Filter {
    fn values(&self, today: NaiveDate) -> Vec<Value> {
        vec![today.into(), pattern(&self.text).into(), self.county.as_str().into(), self.service.as_str().into()]
    }
}

/// The LIKE pattern of a search: lower case, one space between words, nothing a wildcard.
fn pattern(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let escaped = words.join(" ").replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_letters_like_others() {
        assert_eq!(pattern("  Upplands   VÄSBY "), "%upplands väsby%");
        assert_eq!(pattern("100%_\\"), "%100\\%\\_\\\\%");
        assert_eq!(pattern(""), "%%");
    }
}
