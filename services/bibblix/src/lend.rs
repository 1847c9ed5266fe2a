//! The act of lending. The municipality's own row is locked first, so that two loans at once can neither take the same last krona
//! nor the same fifth place. (On SQLite the transaction begins with the lock already.)

use chrono::{DateTime, NaiveDate, Utc};
use contracts::usage::Measure;
use platform::{
    Meter, Read, Result, Tx,
    clock::{local_date, local_month, next_month},
    id,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::{
    budgets,
    domain::{
        budget::Budget,
        card::CardNumber,
        catalogue::{PriceModel, is_out},
        lending::{Earlier, Refusal, WEEK, may_borrow},
        loan::{LOAN_TIME, Status},
        price::{Price, Step, resolve},
    },
    entities::{loan, price_step, title},
    events::{BudgetLevelReached, LoanStarted},
    failure::Failure,
    permissions::{BUNDLE_LOAN, LOAN},
};

/// What a loan would cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cost {
    /// By the price list.
    Priced(Price),
    /// Out of a prepaid bundle.
    Prepaid,
}

impl Cost {
    /// Öre that the loan takes from the month's budget.
    pub(crate) const fn ore(&self) -> i64 {
        match self {
            Self::Priced(price) => price.ore,
            Self::Prepaid => 0,
        }
    }

    /// The meter and measure of one loan (`1`) or of taking it back (`-1`).
    pub(crate) fn measure(&self, quantity: i64) -> (&'static Meter, Measure) {
        match self {
            Self::Priced(price) => {
                (&LOAN, Measure::Amount { quantity, ore: price.ore * quantity, price_list: price.version.clone() })
            }
            Self::Prepaid => (&BUNDLE_LOAN, Measure::Quantity { quantity }),
        }
    }
}

/// Lends a title to a card now.
pub(crate) async fn start(tx: &Tx, title: Uuid, card: &CardNumber) -> Result<loan::Model, Failure> {
    let now = tx.now();
    let day = local_date(now);
    let municipality = budgets::lock(tx).await?;
    tx.subscription(day).await??;
    let title = find_title(tx, title).await?.ok_or(Refusal::UnknownTitle)?;
    let cost = cost(&price_list(tx).await?, &title, day)?;
    let card = card.pseudonym(&municipality.card_key);
    may_borrow(&earlier(tx, &card, now).await?, title.id, now)?;
    let budget = pay(tx, municipality.cap_ore, local_month(now), cost.ore()).await?;
    let loan = record(tx, &title, card, &cost).await?;
    tx.emit(LoanStarted { loan: loan.id, started: loan.started, due: loan.due }).await?;
    if let Some((budget, level)) = budget.and_then(|budget| Some((budget, budget.crossed(cost.ore())?))) {
        let (cap_ore, committed_ore) = (budget.cap, budget.committed);
        tx.emit(BudgetLevelReached { month: local_month(now), level, cap_ore, committed_ore }).await?;
    }
    tx.audit(
        "bibblix.loan.start",
        &loan.id.to_string(),
        &json!({ "priceOre": loan.price_ore, "priceList": loan.price_list }),
    )
    .await?;
    Ok(loan)
}

/// Takes the price from the month's budget or says what is left; returns the budget as it then is, if it was touched.
async fn pay(tx: &Tx, cap: i64, month: NaiveDate, ore: i64) -> Result<Option<Budget>, Failure> {
    if ore == 0 {
        return Ok(None);
    }
    let paid = budgets::commit(tx, cap, month, ore).await?;
    let decided = budgets::decided(tx).await?;
    let budget = budgets::of_month(tx, decided.as_ref(), month).await?;
    if paid {
        return Ok(Some(budget));
    }
    Err(Refusal::BudgetExhausted { price: ore, left: budget.left(), until: next_month(month) }.into())
}

async fn record(tx: &Tx, title: &title::Model, card: String, cost: &Cost) -> Result<loan::Model> {
    let (id, now) = (id::new(), tx.now());
    let (meter, measure) = cost.measure(1);
    let usage_event = tx.record_usage(meter, measure, now, reference(id), None).await?;
    tx.insert(row(id, title.id, card, now, cost, usage_event)).await
}

/// A new loan's row.
pub(crate) fn row(
    id: Uuid,
    title: Uuid,
    card: String,
    started: DateTime<Utc>,
    cost: &Cost,
    usage_event: Uuid,
) -> loan::ActiveModel {
    let price = match cost {
        Cost::Priced(price) => Some(price),
        Cost::Prepaid => None,
    };
    loan::ActiveModel {
        id: Set(id),
        title: Set(title),
        card: Set(Some(card)),
        status: Set(Status::Active.name().into()),
        started: Set(started),
        due: Set(started + LOAN_TIME),
        ended: Set(None),
        price_ore: Set(cost.ore()),
        price_list: Set(price.map(|price| price.version.clone())),
        price_step: Set(price.map(|price| price.step.clone())),
        usage_event: Set(usage_event),
        reversal_event: Set(None),
        reversal_reason: Set(None),
        ..Default::default()
    }
}

/// The reference by which others name a loan without knowing what it is.
pub(crate) fn reference(loan: Uuid) -> String {
    format!("loan/{loan}")
}

/// What a loan of the title costs on a day.
pub(crate) fn cost(steps: &[Step], title: &title::Model, day: NaiveDate) -> Result<Cost, Refusal> {
    if !is_out(title.published, day) {
        return Err(Refusal::NotPublished { published: title.published });
    }
    match PriceModel::parse(&title.price_model) {
        Some(PriceModel::PrepaidBundle) => Ok(Cost::Prepaid),
        _ => resolve(steps, title.published, day).map(Cost::Priced).ok_or(Refusal::NoPrice),
    }
}

pub(crate) async fn find_title(read: &Read, id: Uuid) -> Result<Option<title::Model>> {
    Ok(read.reference::<title::Entity>().filter(title::Column::Id.eq(id)).one(read.db()).await?)
}

pub(crate) async fn price_list(read: &Read) -> Result<Vec<Step>> {
    let rows = read.reference::<price_step::Entity>().all(read.db()).await?;
    let step = |row: price_step::Model| Step {
        version: row.version,
        valid_from: row.valid_from,
        from_months: row.from_months,
        to_months: row.to_months,
        ore: row.ore,
    };
    Ok(rows.into_iter().map(step).collect())
}

/// The card's loans that the limits look at: those it holds and those of the last week.
async fn earlier(read: &Read, card: &str, now: DateTime<Utc>) -> Result<Vec<Earlier>> {
    let relevant =
        Condition::any().add(loan::Column::Status.eq(Status::Active.name())).add(loan::Column::Started.gt(now - WEEK));
    let rows = read.find::<loan::Entity>().filter(loan::Column::Card.eq(card)).filter(relevant).all(read.db()).await?;
    Ok(rows.iter().map(as_earlier).collect())
}

pub(crate) fn as_earlier(row: &loan::Model) -> Earlier {
    Earlier { title: row.title, status: status(row), started: row.started, due: row.due }
}

/// The stored status; text that is none (which nothing here writes) counts as ended.
pub(crate) fn status(row: &loan::Model) -> Status {
    Status::parse(&row.status).unwrap_or(Status::Expired)
}
