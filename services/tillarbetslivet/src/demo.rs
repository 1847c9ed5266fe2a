//! Demonstration data: invented workplaces, pupils' choices and confirmed seats in every subscribing municipality, from weeks that are
//! over to weeks that come. The same seed and day give the same placements.

mod invent;

use chrono::{Days, TimeDelta};
use contracts::{Tenant, usage::Measure};
use platform::{
    Actor, Ctx, Demo, Result, Tx,
    clock::{local_date, start_of},
    id,
    store::Use,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::{
    domain::{approval::Party, placing::Wish, school_year},
    entities::{offer, placement, pupil, wish},
    failure::Failure,
    inviting::{self, Host},
    offering,
    permissions::CONFIRMED,
    placing::{self, reference},
    waiting, wishing,
};
use invent::{Coming, Gone};

pub(crate) const WHO: Actor = Actor::System("demo");
/// The municipalities that everyone looks at; the others are thinned by the demonstration's per cent.
const IN_FULL: [&str; 2] = ["sandviken-2181", "uppsala-0380"];

/// Who is invited where, and by whom.
const INVITE: [(&str, &str, &[Party]); 2] = [
    ("sandviken-2181", "Alex Mall", &[Party::Employer, Party::Guardian]),
    ("uppsala-0380", "Charlie Test", &[Party::Employer]),
];

pub(crate) async fn make(ctx: Ctx, demo: Demo) -> Result<()> {
    if demo.percent == 0 {
        return Ok(());
    }
    let (looked_at, others): (Vec<Tenant>, Vec<Tenant>) =
        ctx.subscriptions_heard(ctx.service).await?.into_keys().partition(|tenant| IN_FULL.contains(&tenant.as_str()));
    let share = (others.len() * usize::try_from(demo.percent.min(100)).unwrap_or(100)).div_ceil(100);
    demo.progress.begin(ctx.service, looked_at.len() + share);
    for tenant in looked_at.iter().chain(others.iter().take(share)) {
        fill(&ctx, tenant, demo.seed).await?;
        demo.progress.step();
    }
    Ok(())
}

/// All of one municipality's placements in one transaction.
async fn fill(ctx: &Ctx, tenant: &Tenant, seed: u64) -> Result<()> {
    let tx = ctx.store.begin_for(tenant, WHO).await?;
    if tx.find::<offer::Entity>().count(tx.db()).await? > 0 {
        return Ok(());
    }
    let today = local_date(tx.now());
    let made = invent::made(tenant.as_str(), seed, today);
    for gone in &made.gone {
        past(&tx, gone).await?;
    }
    for one in &made.coming {
        match coming(&tx, one).await {
            // Who does not use the service any more has no coming placements.
            Ok(()) | Err(Failure::Refused(_)) => {}
            Err(Failure::Failed(error)) => return Err(error),
        }
    }
    match invited(ctx, &tx).await {
        Ok(()) | Err(Failure::Refused(_)) => {}
        Err(Failure::Failed(error)) => return Err(error),
    }
    waiting::look_now(&tx).await?;
    tx.commit().await
}

/// An employer and a guardian are invited to the placement that begins first; identity's demonstration lets them in.
async fn invited(ctx: &Ctx, tx: &Tx) -> Result<(), Failure> {
    let Some((_, contact, parties)) = INVITE.iter().find(|(tenant, ..)| *tenant == tx.tenant().as_str()) else {
        return Ok(());
    };
    let today = local_date(tx.now());
    let offers =
        tx.find::<offer::Entity>().filter(offer::Column::FirstDay.gt(today)).filter(offer::Column::Taken.gt(0));
    let ids = offers.order_by_asc(offer::Column::FirstDay).order_by_asc(offer::Column::Id).all(tx.db()).await;
    let Some(offer) = ids.map_err(platform::Error::from)?.into_iter().next() else { return Ok(()) };
    let held = tx.find::<placement::Entity>().filter(placement::Column::Offer.eq(offer.id));
    let held = held.filter(placement::Column::CancelledAt.is_null()).order_by_asc(placement::Column::Id);
    let Some(placement) = held.one(tx.db()).await.map_err(platform::Error::from)? else { return Ok(()) };
    for party in *parties {
        let host = Host { organisation: tx.tenant().as_str(), contact };
        inviting::invite((ctx, tx), placement.id, (*party, ""), host).await?;
    }
    Ok(())
}

/// A coming placement, through the service's own acts.
async fn coming(tx: &Tx, one: &Coming) -> Result<(), Failure> {
    let offer = offering::offer(tx, &one.draft).await?;
    for (number, (told, rank)) in one.pupils.iter().enumerate() {
        let wish = match wishing::wish(tx, told, offer.id, *rank).await {
            Ok(wish) => wish,
            Err(Failure::Refused(_)) => continue,
            Err(failed) => return Err(failed),
        };
        if number < one.confirmed {
            let placement = placing::confirm(tx, wish.id).await?;
            if one.cancelled && number == 0 {
                placing::cancel(tx, placement.id).await?;
            }
        }
    }
    Ok(())
}

/// A placement that is over or under way: as it would stand if it had been confirmed three weeks before, which the acts, that know
/// today only, refuse. Told as used then.
async fn past(tx: &Tx, gone: &Gone) -> Result<()> {
    let confirmed_at = start_of(gone.draft.first) - TimeDelta::days(21) + TimeDelta::hours(10);
    let day = local_date(confirmed_at);
    if !tx.subscribed(day).await? || gone.draft.may_offer(day - Days::new(7)).is_err() {
        return Ok(());
    }
    let mut offer = offering::row(&gone.draft, confirmed_at - TimeDelta::days(7));
    offer.taken = Set(i32::try_from(gone.pupils.len()).unwrap_or(0));
    let offer = tx.insert(offer).await?;
    let (mut pupils, mut wishes, mut placements, mut uses) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for told in &gone.pupils {
        let (pupil, wish, placement) = (id::new(), id::new(), id::new());
        pupils.push(pupil::ActiveModel {
            id: Set(pupil),
            reference: Set(told.reference.clone()),
            school: Set(told.school.clone()),
            class: Set(told.class.clone()),
            grade: Set(told.grade.clone()),
            born: Set(told.born),
            keep_until: Set(school_year::last_day(gone.draft.last)),
            ..Default::default()
        });
        wishes.push(wish::ActiveModel {
            id: Set(wish),
            pupil: Set(pupil),
            offer: Set(offer.id),
            rank: Set(1),
            status: Set(Wish::Confirmed.name().into()),
            wished_at: Set(confirmed_at - TimeDelta::days(3)),
            ..Default::default()
        });
        let measure = Measure::Quantity { quantity: 1 };
        uses.push(Use { measure, occurred_at: confirmed_at, source_ref: reference(placement), reverses: None });
        placements.push((placement, pupil, wish));
    }
    let events = tx.record_usage_all(&CONFIRMED, uses).await?;
    let rows = placements.into_iter().zip(events).map(|((id, pupil, wish), event)| placement::ActiveModel {
        id: Set(id),
        offer: Set(offer.id),
        pupil: Set(Some(pupil)),
        wish: Set(Some(wish)),
        confirmed_at: Set(confirmed_at),
        cancelled_at: Set(None),
        usage_event: Set(event),
        reversal_event: Set(None),
        ..Default::default()
    });
    tx.insert_all(rows.collect()).await?;
    tx.insert_all(pupils).await?;
    tx.insert_all(wishes).await
}
