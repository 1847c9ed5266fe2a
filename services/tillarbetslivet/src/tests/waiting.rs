//! What is told to wait, and no longer to.

use chrono::TimeDelta;
use contracts::{
    Envelope, Event,
    tasks::{TaskClosed, TaskOpened},
};
use futures_util::future::join;
use platform::{Ctx, store::system::outbox};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use testbed::{databases, habo};

use super::{
    ALONE,
    acts::{cancelled, confirmed, offered, told, wished},
    leap,
};
use crate::{
    domain::offer::{Draft, tests::draft},
    waiting,
};

async fn all<E: Event>(ctx: &Ctx) -> Vec<E> {
    let read = ctx.store.read(&habo()).await.unwrap();
    let rows = read.find::<outbox::Entity>().filter(outbox::Column::Kind.eq(contracts::event::type_of::<E>()));
    let rows = rows.order_by_asc(outbox::Column::Seq).all(read.db()).await.unwrap();
    rows.iter().map(|row| serde_json::from_str::<Envelope<E>>(&row.envelope).unwrap().data).collect()
}

/// How many tasks were opened and closed until now.
async fn counts(ctx: &Ctx) -> (usize, usize) {
    (all::<TaskOpened>(ctx).await.len(), all::<TaskClosed>(ctx).await.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_wait_as_long_as_one_can_be_confirmed() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("tillarbetslivet");
        let offer = offered(ctx, &Draft { seats: 1, ..draft() }).await;
        assert_eq!(counts(ctx).await, (0, 0));
        let (anna, bo) = (told("8B-1", "Exempelskolan"), told("8B-2", "Exempelskolan"));
        let both = join(wished(ctx, &anna, offer, 1), wished(ctx, &bo, offer, 1));
        let (first, second) = Box::pin(both).await;
        second.unwrap();
        assert_eq!(counts(ctx).await, (1, 0), "two choices at once are told once");
        let [task] = all::<TaskOpened>(ctx).await.try_into().unwrap();
        assert_eq!(task.href, "/tillarbetslivet/wishes?status=open");
        assert!(task.values.is_empty(), "nothing of anybody: {task:?}");
        let placement = confirmed(ctx, first.unwrap()).await.unwrap();
        assert_eq!(all::<TaskClosed>(ctx).await, [TaskClosed { task: task.task }], "no seat is free for the other");
        cancelled(ctx, placement.id).await.unwrap();
        assert_eq!(counts(ctx).await, (2, 1), "now there is");
        leap(&bed, TimeDelta::days(5)).await;
        waiting::look_everywhere(ctx.clone(), ctx.clock.now()).await.unwrap();
        assert_eq!(counts(ctx).await, (2, 2), "the placement has begun");
        bed.stop_verified().await;
    }
}
