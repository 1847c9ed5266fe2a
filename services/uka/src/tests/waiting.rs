//! What is told to wait, and no longer to.

use chrono::Days;
use contracts::{
    Envelope, Event, Role,
    tasks::{TaskClosed, TaskOpened},
};
use platform::{Ctx, clock::local_date, store::system::outbox};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use testbed::{databases, habo};
use uuid::Uuid;

use super::{ALONE, close, leap, open};
use crate::{
    cases,
    desk::Desk,
    domain::codes::{Outcome, Way},
    follow::{self, NewContact},
    waiting,
};

async fn told<E: Event>(ctx: &Ctx) -> Vec<E> {
    let read = ctx.store.read(&habo()).await.unwrap();
    let rows = read.find::<outbox::Entity>().filter(outbox::Column::Kind.eq(contracts::event::type_of::<E>()));
    let rows = rows.order_by_asc(outbox::Column::Seq).all(read.db()).await.unwrap();
    rows.iter().map(|row| serde_json::from_str::<Envelope<E>>(&row.envelope).unwrap().data).collect()
}

/// How many tasks were opened and closed until now.
async fn counts(ctx: &Ctx) -> (usize, usize) {
    (told::<TaskOpened>(ctx).await.len(), told::<TaskClosed>(ctx).await.len())
}

async fn protect(ctx: &Ctx, youth: Uuid) {
    let desk = Desk::of_system(ctx, &habo(), "test").await.unwrap();
    let result = cases::protect(&desk, youth, true).await;
    desk.finish(result).await.unwrap();
}

async fn night(ctx: &Ctx) {
    waiting::look_everywhere(ctx.clone(), ctx.clock.now()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn late_follow_ups_wait_until_the_last_of_them_is_done() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("uka");
        let first = open(ctx, "2008-05-05", false).await.unwrap();
        let second = open(ctx, "2008-06-06", false).await.unwrap();
        leap(&bed, 14).await;
        night(ctx).await;
        assert_eq!(counts(ctx).await, (0, 0), "today is not too late");
        leap(&bed, 1).await;
        night(ctx).await;
        night(ctx).await;
        assert_eq!(counts(ctx).await, (1, 0), "told once, however many are late");
        let [task] = told::<TaskOpened>(ctx).await.try_into().unwrap();
        assert_eq!((task.service.as_str(), task.text.as_str()), ("uka", "uka-task-overdue"));
        assert!(task.values.is_empty() && task.href == "/uka?state=overdue", "nothing of anybody: {task:?}");
        let desk = Desk::of_system(ctx, &habo(), "test").await.unwrap();
        let today = local_date(ctx.clock.now());
        let (way, outcome) = (Way::Phone, Outcome::Reached);
        let contact = NewContact { day: today, way, outcome, note: None, next: today.checked_add_days(Days::new(5)) };
        let result = follow::record(&desk, first.id, contact).await;
        desk.finish(result).await.unwrap();
        assert_eq!(counts(ctx).await, (1, 0), "the other one is late still");
        close(ctx, second.id).await.unwrap();
        assert_eq!(told::<TaskClosed>(ctx).await, [TaskClosed { task: task.task }]);
        leap(&bed, 6).await;
        night(ctx).await;
        let again = told::<TaskOpened>(ctx).await;
        assert_eq!((again.len(), again[1].task != task.task), (2, true), "what waits anew is a new task");
        protect(ctx, first.id).await;
        let roles = told::<TaskOpened>(ctx).await.into_iter().map(|task| (task.text, task.role));
        let protected = ("uka-task-protected".to_owned(), Role::Administrator);
        assert_eq!(roles.collect::<Vec<_>>()[2..], [protected], "a protected person waits for who may open her");
        assert_eq!(counts(ctx).await, (3, 2), "and for nobody else any more");
        bed.stop_verified().await;
    }
}
