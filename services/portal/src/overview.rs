//! Reading the copies: the same few statements however many rows there are.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use contracts::Session;
use platform::{Actor, Ctx, Read, Result, clock::local_date};
use sea_orm::{ColumnTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    domain::{self, Used},
    entities::{invoice, meeting, news, organisation, subscription, task, usage},
    permissions,
};

/// What the first page shows of one organisation.
#[derive(Debug, Clone, Default)]
pub struct Overview {
    /// The organisation's short name.
    pub name: Option<String>,
    /// What waits for the person.
    pub tasks: Vec<task::Model>,
    /// Use of the last thirteen months, of the services that the person may see.
    pub used: Vec<Used>,
    /// The services that the organisation uses or will use.
    pub subscriptions: Vec<subscription::Model>,
    /// The latest invoices that the person may see.
    pub invoices: Vec<invoice::Model>,
    /// Subscriptions of the organisation's other departments.
    pub others: Vec<subscription::Model>,
    /// The councils' next meetings.
    pub meetings: Vec<meeting::Model>,
    /// What is new on the roadmaps.
    pub news: Vec<news::Model>,
}

/// What the association's staff see of all organisations together.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    /// Use of the last thirteen months, summed over all organisations.
    pub used: Vec<Used>,
    /// How many organisations use each service.
    pub users: Vec<(String, i64)>,
}

/// [`own`], or what it was a moment ago for anybody of the organisation who may do the same.
///
/// # Errors
/// When the database does not answer.
pub async fn recent(ctx: &Ctx, session: &Session, months: Option<&[NaiveDate]>) -> Result<Arc<Overview>> {
    let what = format!("overview {} {months:?} {:?}", local_date(ctx.clock.now()), session.grants);
    ctx.store.remembered(&session.tenant, what, own(ctx, session, months)).await
}

/// The own organisation's part of the first page; without `months` that of those who see all organisations' sums instead of its own
/// use, invoices and name.
///
/// # Errors
/// When the database does not answer.
async fn own(ctx: &Ctx, session: &Session, months: Option<&[NaiveDate]>) -> Result<Overview> {
    let today = local_date(ctx.clock.now());
    let read = ctx.store.read(&session.tenant).await?;
    let tasks = tasks(&read, session).await?;
    let subscriptions = read
        .find::<subscription::Entity>()
        .filter(subscription::Column::Ends.is_null().or(subscription::Column::Ends.gte(today)))
        .order_by_asc(subscription::Column::Service)
        .all(read.db())
        .await?;
    let (name, used, invoices) = match months {
        Some(months) => {
            let name = read.find::<organisation::Entity>().one(read.db()).await?.map(|row| row.short_name);
            (name, since(&read, session, months).await?, invoices(&read, session).await?)
        }
        None => (None, Vec::new(), Vec::new()),
    };
    let (meetings, news) = together(&read, &subscriptions, ctx.clock.now()).await?;
    let others =
        subscriptions.iter().filter(|row| row.begins <= today && domain::is_anothers(&session.grants, &row.service));
    let others = others.cloned().collect();
    let seen = |row: &subscription::Model| domain::sees(&session.grants, &row.service);
    let subscriptions = subscriptions.into_iter().filter(seen).collect();
    Ok(Overview { name, tasks, used, subscriptions, invoices, others, meetings, news })
}

/// The latest invoices that the session may see.
async fn invoices(read: &Read, session: &Session) -> Result<Vec<invoice::Model>> {
    let latest =
        read.find::<invoice::Entity>().order_by_desc(invoice::Column::IssuedAt).order_by_desc(invoice::Column::Number);
    let mut invoices = latest.limit(12).all(read.db()).await?;
    invoices.retain(|row| domain::holds(&session.grants, permissions::INVOICES, &row.service));
    invoices.truncate(4);
    Ok(invoices)
}

/// The next three meetings of the councils in which the organisation sits, and the latest five news of their roadmaps. The
/// association sits in all.
async fn together(
    read: &Read,
    subscriptions: &[subscription::Model],
    now: DateTime<Utc>,
) -> Result<(Vec<meeting::Model>, Vec<news::Model>)> {
    let sits = |council: &str| read.tenant().is_association() || subscriptions.iter().any(|row| row.service == council);
    let ahead = read.find::<meeting::Entity>().filter(meeting::Column::EndsAt.gt(now));
    let ahead = ahead.filter(meeting::Column::Cancelled.eq(false)).order_by_asc(meeting::Column::BeginsAt);
    let mut meetings = ahead.limit(50).all(read.db()).await?;
    meetings.retain(|row| sits(&row.council));
    meetings.truncate(3);
    let latest = read.reference::<news::Entity>().order_by_desc(news::Column::At).order_by_desc(news::Column::Number);
    let mut news = latest.limit(100).all(read.db()).await?;
    news.retain(|row| sits(&row.council));
    news.truncate(5);
    Ok((meetings, news))
}

/// What waits for the session's roles, the most urgent first.
///
/// # Errors
/// When the database does not answer.
pub async fn tasks(read: &Read, session: &Session) -> Result<Vec<task::Model>> {
    let names: Vec<&str> = session.grants.iter().map(|grant| grant.role.name()).collect();
    let open =
        read.find::<task::Entity>().filter(task::Column::ClosedAt.is_null()).filter(task::Column::Role.is_in(names));
    let mut rows = open.order_by_asc(task::Column::OpenedAt).limit(200).all(read.db()).await?;
    rows.retain(|row| {
        domain::role(&row.role).is_some_and(|role| domain::holds(&session.grants, &[role], &row.service))
    });
    rows.sort_by_key(|row| (row.due.is_none(), row.due, row.opened_at));
    Ok(rows)
}

/// Use from the month before the first of `months` on, which is the same month a year before this one.
async fn since(read: &Read, session: &Session, months: &[NaiveDate]) -> Result<Vec<Used>> {
    let rows = read.find::<usage::Entity>().filter(usage::Column::Month.gte(first(months))).all(read.db()).await?;
    let seen = rows.into_iter().filter(|row| domain::sees(&session.grants, &row.service));
    Ok(seen.map(Used::from).collect())
}

/// Sums over all organisations: no single one's figures leave this function, so that the door is opened as the portal itself
/// instead of leaving an audit row each time that somebody in the office looks at the first page. The caller has checked
/// [`permissions::TOTALS`].
///
/// # Errors
/// When the database does not answer.
pub async fn totals(ctx: &Ctx, months: &[NaiveDate]) -> Result<Totals> {
    #[derive(FromQueryResult)]
    struct Sum {
        service: String,
        meter: String,
        month: NaiveDate,
        quantity: i64,
        ore: i64,
        as_of: DateTime<Utc>,
    }
    let across = ctx.store.across_read(Actor::System("totals")).await?;
    let sql = "SELECT service, meter, month, CAST(SUM(quantity) AS BIGINT) AS quantity, CAST(SUM(ore) AS BIGINT) AS ore, \
               MAX(as_of) AS as_of FROM portal_usage WHERE month >= $1 AND tenant <> $2 GROUP BY service, meter, month";
    let sandbox = contracts::Tenant::sandbox();
    let rows = across.query(sql, [first(months).into(), sandbox.as_str().into()]).await?;
    let used = rows.iter().map(|row| {
        let Sum { service, meter, month, quantity, ore, as_of } = Sum::from_query_result(row, "")?;
        Ok(Used { service, meter, month, quantity, ore, as_of })
    });
    let used = used.collect::<Result<_>>()?;
    let sql = "SELECT service, COUNT(DISTINCT tenant) AS users FROM portal_subscription \
               WHERE begins <= $1 AND (ends IS NULL OR ends >= $1) AND tenant <> $2 GROUP BY service ORDER BY service";
    let rows = across.query(sql, [local_date(ctx.clock.now()).into(), sandbox.as_str().into()]).await?;
    let users = rows.iter().map(|row| Ok((row.try_get("", "service")?, row.try_get("", "users")?)));
    Ok(Totals { used, users: users.collect::<Result<_>>()? })
}

fn first(months: &[NaiveDate]) -> NaiveDate {
    let first = months.first().copied().unwrap_or_default();
    first.checked_sub_months(chrono::Months::new(1)).unwrap_or(first)
}

impl From<usage::Model> for Used {
    fn from(row: usage::Model) -> Self {
        let usage::Model { service, meter, month, quantity, ore, as_of, .. } = row;
        Self { service, meter, month, quantity, ore, as_of }
    }
}
