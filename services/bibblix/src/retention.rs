//! What may no longer be kept: 30 days after a loan ended, nothing links a card to a title any more.

use chrono::{Days, NaiveDate};
use platform::{Actor, Ctx, Result, clock::start_of};
use sea_orm::{ColumnTrait, QueryFilter, sea_query::Expr};

use crate::{domain::loan::CARD_KEPT, entities::loan};

/// Removes the card's pseudonym from loans that ended more than 30 days before the day; tells from how many.
pub(crate) async fn forget_cards(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    let days = Days::new(CARD_KEPT.num_days().unsigned_abs());
    let limit = start_of(today.checked_sub_days(days).unwrap_or(today));
    let across = ctx.store.across_for(Actor::System("retention")).await?;
    let forgotten = across
        .update_many::<loan::Entity>()
        .col_expr(loan::Column::Card, Expr::value(Option::<String>::None))
        .filter(loan::Column::Card.is_not_null())
        .filter(loan::Column::Ended.lt(limit))
        .exec(across.db())
        .await?;
    across.commit().await?;
    Ok(forgotten.rows_affected)
}
