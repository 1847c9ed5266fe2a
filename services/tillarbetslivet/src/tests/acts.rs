//! Offering, choosing, confirming, cancelling, forgetting and demonstrating on a real store.

use chrono::{NaiveDate, TimeDelta};
use contracts::{Envelope, usage::UsageRecorded};
use platform::{Actor, Ctx, clock::local_date, store::system::outbox};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{ALONE, leap};
use crate::{
    domain::{
        offer::{Draft, Schools, tests::draft},
        placing::{Refusal, Wish},
    },
    entities::{offer, placement, pupil, wish},
    failure::Failure,
    offering, placing, retention,
    wishing::{self, Told},
};
use testbed::{databases, habo, sandviken};

pub(super) fn told(reference: &str, school: &str) -> Told {
    let born = "2012-05-01".parse().unwrap();
    Told { reference: reference.into(), school: school.into(), class: "8B".into(), grade: "8".into(), born }
}

pub(super) async fn offered(ctx: &Ctx, draft: &Draft) -> Uuid {
    let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await.unwrap();
    let row = offering::offer(&tx, draft).await.unwrap();
    tx.commit().await.unwrap();
    row.id
}

pub(super) async fn wished(ctx: &Ctx, told: &Told, offer: Uuid, rank: i32) -> Result<Uuid, Failure> {
    let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await?;
    let row = wishing::wish(&tx, told, offer, rank).await?;
    tx.commit().await?;
    Ok(row.id)
}

pub(super) async fn confirmed(ctx: &Ctx, wish: Uuid) -> Result<placement::Model, Failure> {
    let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await?;
    let row = placing::confirm(&tx, wish).await?;
    tx.commit().await?;
    Ok(row)
}

pub(super) async fn cancelled(ctx: &Ctx, placement: Uuid) -> Result<placement::Model, Failure> {
    let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await?;
    let row = placing::cancel(&tx, placement).await?;
    tx.commit().await?;
    Ok(row)
}

pub(super) fn refused<T: std::fmt::Debug>(result: Result<T, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn taken(ctx: &Ctx, offer: Uuid) -> i32 {
    let read = ctx.store.read(&habo()).await.unwrap();
    read.get::<offer::Entity>(offer).await.unwrap().taken
}

async fn state(ctx: &Ctx, wish: Uuid) -> String {
    let read = ctx.store.read(&habo()).await.unwrap();
    read.get::<wish::Entity>(wish).await.unwrap().status
}

async fn usage(ctx: &Ctx) -> Vec<Envelope<UsageRecorded>> {
    let read = ctx.store.read(&habo()).await.unwrap();
    let kind = contracts::event::type_of::<UsageRecorded>();
    let rows = read.find::<outbox::Entity>().filter(outbox::Column::Kind.eq(kind)).order_by_asc(outbox::Column::Seq);
    rows.all(read.db()).await.unwrap().iter().map(|row| serde_json::from_str(&row.envelope).unwrap()).collect()
}

fn one_seat() -> Draft {
    Draft { seats: 1, ..draft() }
}

fn week(first: &str, last: &str) -> Draft {
    Draft { first: first.parse().unwrap(), last: last.parse().unwrap(), ..draft() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmed_placement_is_told_once_and_cancelling_takes_it_back() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("tillarbetslivet");
        let offer = offered(ctx, &one_seat()).await;
        let first = wished(ctx, &told("8B-14", "Exempelskolan"), offer, 1).await.unwrap();
        let second = wished(ctx, &told("8B-15", "Exempelskolan"), offer, 1).await.unwrap();
        let other = offered(ctx, &week("2026-12-07", "2026-12-18")).await;
        let aside = wished(ctx, &told("8B-14", "Exempelskolan"), other, 2).await.unwrap();
        let placement = confirmed(ctx, first).await.unwrap();
        assert_eq!((taken(ctx, offer).await, state(ctx, first).await.as_str()), (1, "confirmed"));
        assert_eq!(state(ctx, aside).await, Wish::Passed.name(), "the other choice overlaps");
        assert_eq!(refused(confirmed(ctx, second).await), Refusal::Full { seats: 1 });
        assert_eq!(refused(confirmed(ctx, first).await), Refusal::NotOpen);
        cancelled(ctx, placement.id).await.unwrap();
        assert_eq!((taken(ctx, offer).await, state(ctx, aside).await.as_str()), (0, "open"));
        assert_eq!(refused(cancelled(ctx, placement.id).await), Refusal::AlreadyCancelled);
        confirmed(ctx, second).await.unwrap();
        let events = usage(ctx).await;
        assert_eq!(events.iter().map(|one| one.data.measure.quantity()).collect::<Vec<_>>(), [1, -1, 1]);
        assert_eq!((events[0].id, events[1].data.reverses), (placement.usage_event, Some(placement.usage_event)));
        assert_eq!(events[0].data.source_ref, format!("placement/{}", placement.id));
        let read = ctx.store.read(&habo()).await.unwrap();
        let told = read.find::<outbox::Entity>().all(read.db()).await.unwrap();
        assert!(told.iter().all(|row| !row.envelope.contains("8B") && !row.envelope.contains("skolan")));
        drop(read);
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_seat_is_given_once_and_a_pupil_never_has_two_at_once() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("tillarbetslivet");
        let offer = offered(ctx, &one_seat()).await;
        let mut wishes = Vec::new();
        for number in 0..12 {
            wishes.push(wished(ctx, &told(&format!("8B-{number}"), "Exempelskolan"), offer, 1).await.unwrap());
        }
        let results = futures_util::future::join_all(wishes.iter().map(|wish| confirmed(ctx, *wish))).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "one wins");
        for result in results.into_iter().filter(Result::is_err) {
            assert_eq!(refused(result), Refusal::Full { seats: 1 });
        }
        assert_eq!(taken(ctx, offer).await, 1);
        let mut wishes = Vec::new();
        for rank in 1..=6 {
            let offer = offered(ctx, &draft()).await;
            wishes.push(wished(ctx, &told("9A-1", "Exempelskolan"), offer, rank).await.unwrap());
        }
        let results = futures_util::future::join_all(wishes.iter().map(|wish| confirmed(ctx, *wish))).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "one of six at the same time");
        for result in results.into_iter().filter(Result::is_err) {
            assert!(matches!(refused(result), Refusal::Overlap { .. }));
        }
        assert_eq!(usage(ctx).await.len(), 2);
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_rules_forbid_is_refused() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("tillarbetslivet");
        let ours = Draft { schools: Schools::parse("Exempelskolan"), ..draft() };
        let offer = offered(ctx, &ours).await;
        let schools = "Exempelskolan".to_owned();
        let wrong = wished(ctx, &told("8C-1", "Provskolan"), offer, 1).await;
        assert_eq!(refused(wrong), Refusal::WrongSchool { schools: schools.clone() });
        let pupil = told("8B-14", "Exempelskolan");
        let wish = wished(ctx, &pupil, offer, 1).await.unwrap();
        // She moves to another school before the coordinator decides.
        let open = offered(ctx, &week("2027-01-11", "2027-01-15")).await;
        wished(ctx, &told("8B-14", "Provskolan"), open, 1).await.unwrap();
        assert_eq!(refused(confirmed(ctx, wish).await), Refusal::WrongSchool { schools });
        let back = offered(ctx, &week("2027-02-08", "2027-02-12")).await;
        wished(ctx, &pupil, back, 1).await.unwrap();
        let placement = confirmed(ctx, wish).await.unwrap();
        let same_time = offered(ctx, &week("2026-12-11", "2026-12-17")).await;
        let (first, last) = (ours.first, ours.last);
        assert_eq!(refused(wished(ctx, &pupil, same_time, 2).await), Refusal::Overlap { first, last });
        let late = wished(ctx, &told("8B-15", "Exempelskolan"), offer, 1).await.unwrap();
        leap(&bed, TimeDelta::days(5)).await;
        assert_eq!(refused(confirmed(ctx, late).await), Refusal::Begun { first });
        assert_eq!(refused(cancelled(ctx, placement.id).await), Refusal::Begun { first });
        assert_eq!(usage(ctx).await.len(), 1);
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_school_year_is_over_nothing_is_known_of_a_pupil() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("tillarbetslivet");
        let offer = offered(ctx, &draft()).await;
        let wish = wished(ctx, &told("8B-14", "Exempelskolan"), offer, 1).await.unwrap();
        confirmed(ctx, wish).await.unwrap();
        let next_year = offered(ctx, &week("2027-08-30", "2027-09-03")).await;
        wished(ctx, &told("8B-15", "Exempelskolan"), next_year, 1).await.unwrap();
        let forget = |day: &str| retention::forget_pupils(ctx.clone(), day.parse::<NaiveDate>().unwrap());
        assert_eq!(forget("2027-06-30").await.unwrap(), 0, "on its last day they are kept");
        assert_eq!(forget("2027-07-01").await.unwrap(), 1, "the next year's are kept");
        let read = ctx.store.read(&habo()).await.unwrap();
        let left = read.find::<pupil::Entity>().all(read.db()).await.unwrap();
        assert_eq!(left.iter().map(|row| row.reference.as_str()).collect::<Vec<_>>(), ["8B-15"]);
        assert_eq!(read.find::<wish::Entity>().count(read.db()).await.unwrap(), 1);
        let placement = read.find::<placement::Entity>().one(read.db()).await.unwrap().unwrap();
        assert_eq!((placement.pupil, placement.wish), (None, None));
        drop(read);
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_keeps_every_rule_and_shows_what_there_is() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("tillarbetslivet");
        bed.demonstrate(100).await;
        let today = local_date(ctx.clock.now());
        let read = ctx.store.read(&sandviken()).await.unwrap();
        let offers = read.find::<offer::Entity>().all(read.db()).await.unwrap();
        let coming =
            |full: bool| offers.iter().filter(|row| row.first_day > today && (row.taken == row.seats) == full).count();
        assert!(coming(true) >= 1 && coming(false) >= 3, "{offers:?}");
        assert!(offers.iter().any(|row| row.last_day < today));
        let open = read.find::<wish::Entity>().filter(wish::Column::Status.eq(Wish::Open.name()));
        let open = open.count(read.db()).await.unwrap();
        let placements = read.find::<placement::Entity>().all(read.db()).await.unwrap();
        let back = placements.iter().filter(|row| row.cancelled_at.is_some()).count();
        println!("{} offers, {} placements, {back} cancelled, {open} open choices", offers.len(), placements.len());
        assert!(open >= 3 && placements.len() >= 10 && back >= 1);
        drop(read);
        bed.demonstrate(100).await;
        let read = ctx.store.read(&sandviken()).await.unwrap();
        assert_eq!(read.find::<offer::Entity>().count(read.db()).await.unwrap(), offers.len() as u64, "done once");
        drop(read);
        bed.stop_verified().await;
    }
}
