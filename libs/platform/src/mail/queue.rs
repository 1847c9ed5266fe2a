//! Letters: a mail is a row in the transaction that it tells of, and leaves when that is committed.
//!
//! A letter may leave twice when a process dies between the mail server's yes and the mark; its message id is the same both
//! times, so that mailboxes can tell. What a server refuses for good, or for three days, is given up with its reason.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    clock::start_of,
    ctx::Ctx,
    error::{Error, Result},
    leader::Leader,
    mail::Mailer,
    store::{Actor, Store, Tx, system::letter},
    telemetry,
};

/// Letters sent between two looks at the lead.
const BATCH: u64 = 20;
/// How often the queue is looked at.
const LOOK: Duration = Duration::from_secs(2);
/// For how long a letter is tried.
const PATIENCE: TimeDelta = TimeDelta::days(3);
/// Days that a letter is kept after it has left.
const KEPT: i64 = 30;

/// A mail to one address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// What it tells of, so that it can be taken back.
    pub about: Option<Uuid>,
    /// How long it may be taken back.
    pub after: TimeDelta,
}

impl Tx {
    /// Has a mail sent once this transaction is committed and its time has come.
    ///
    /// # Errors
    /// When the row can't be written.
    pub async fn mail(&self, letter: Letter) -> Result<()> {
        let Letter { to, subject, text, about, after } = letter;
        let row = letter::ActiveModel {
            id: Set(crate::id::new()),
            about: Set(about),
            address: Set(to),
            subject: Set(subject),
            text: Set(text),
            created_at: Set(self.now()),
            next_at: Set(self.now() + after),
            attempts: Set(0),
            done_at: Set(None),
            error: Set(None),
            ..Default::default()
        };
        self.insert(row).await?;
        Ok(())
    }

    /// Takes back the tenant's letters about something, as far as they have not left.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take_back(&self, about: Uuid) -> Result<()> {
        let about = self.delete::<letter::Entity>().filter(letter::Column::About.eq(about));
        about.filter(letter::Column::DoneAt.is_null()).exec(self.db()).await?;
        Ok(())
    }
}

/// Sends what waits until stopped.
pub(crate) async fn run(ctx: Ctx, stop: CancellationToken) -> Result<()> {
    let mut leader = Leader::new(&ctx.store, "mail");
    loop {
        if leader.leads().await? {
            send_waiting(&ctx.store, &ctx.mail).await?;
        }
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

async fn send_waiting(store: &Store, mail: &Mailer) -> Result<()> {
    let read = store.across_read(Actor::System("mail")).await?;
    let waiting = read.find::<letter::Entity>().filter(letter::Column::DoneAt.is_null());
    let waiting = waiting.filter(letter::Column::NextAt.lte(store.clock().now()));
    let rows = waiting.order_by_asc(letter::Column::NextAt).limit(BATCH).all(read.db()).await?;
    drop(read);
    for row in rows {
        // Never within a transaction: a mail server takes its time.
        let sent = if mail.is_on() {
            mail.send(row.id, &row.address, &row.subject, &row.text).await
        } else {
            Err(Error::rule("mail-off", "mail.url is empty"))
        };
        mark(store, row, sent).await?;
    }
    Ok(())
}

async fn mark(store: &Store, row: letter::Model, sent: Result<()>) -> Result<()> {
    let tx = store.across_for(Actor::System("mail")).await?;
    let now = tx.now();
    let (created, attempts) = (row.created_at, row.attempts + 1);
    let mut row = row.into_active_model();
    row.attempts = Set(attempts);
    match sent {
        Ok(()) => {
            row.done_at = Set(Some(now));
            row.error = Set(None);
            // It may have held a link that lets somebody in: who reads the database afterwards must not find it.
            row.text = Set(String::new());
        }
        Err(error) => {
            let next = again(attempts, created, now).filter(|_| error.is_transient());
            telemetry::mail_failed(store.service());
            tracing::warn!(
                service = store.service(),
                attempts,
                given_up = next.is_none(),
                error = error.full(),
                "a mail was not sent"
            );
            row.error = Set(Some(error.full()));
            match next {
                Some(at) => row.next_at = Set(at),
                None => row.done_at = Set(Some(now)),
            }
        }
    }
    tx.update(row).await?;
    tx.commit().await
}

/// When to try again: after a minute, doubled each time up to six hours; none when patience is at its end.
fn again(attempts: i64, created: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let doublings = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or(0);
    let wait = TimeDelta::minutes(i64::from(2_u32.pow(doublings))).min(TimeDelta::hours(6));
    (now + wait < created + PATIENCE).then_some(now + wait)
}

/// Letters hold addresses: they go a month after they have left or been given up.
pub(crate) async fn forget(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    let tx = ctx.store.across_for(Actor::System("retention")).await?;
    let old = letter::Column::DoneAt.lt(start_of(today) - TimeDelta::days(KEPT));
    let deleted = tx.delete::<letter::Entity>().filter(old).exec(tx.db()).await?.rows_affected;
    tx.commit().await?;
    Ok(deleted)
}

#[cfg(test)]
mod tests {
    use contracts::Tenant;

    use super::*;
    use crate::{config::Mail, mail::catcher::Catcher, verify::bed::all};

    fn mailer(url: &str) -> Mailer {
        Mailer::new(&Mail { url: url.into(), from: "Sambruk <noreply@sambruk.example>".into() }).unwrap()
    }

    async fn rows(store: &Store) -> Vec<letter::Model> {
        let read = store.across_read(Actor::System("test")).await.unwrap();
        read.find::<letter::Entity>().order_by_asc(letter::Column::Id).all(read.db()).await.unwrap()
    }

    #[tokio::test]
    async fn a_letter_leaves_once_when_it_is_committed_and_waits_for_a_server_that_is_away() {
        for bed in all().await {
            let (store, habo) = (&bed.store, "habo-0643".parse::<Tenant>().unwrap());
            let write = |commit: bool, subject: &'static str| {
                let habo = habo.clone();
                async move {
                    let tx = store.begin_for(&habo, Actor::System("test")).await.unwrap();
                    tx.mail(Letter {
                        to: "asa@habo.example".into(),
                        subject: subject.into(),
                        text: "Hej!".into(),
                        ..Letter::default()
                    })
                    .await
                    .unwrap();
                    if commit {
                        tx.commit().await.unwrap();
                    }
                }
            };
            write(false, "Aldrig").await;
            write(true, "Något väntar").await;
            send_waiting(store, &mailer("smtp://127.0.0.1:1")).await.unwrap();
            let waiting = rows(store).await;
            assert_eq!((waiting.len(), waiting[0].attempts, waiting[0].done_at), (1, 1, None));
            let catcher = Catcher::start(None).await.unwrap();
            send_waiting(store, &mailer(&catcher.url())).await.unwrap();
            assert!(catcher.messages().is_empty(), "it is not its time yet");
            bed.clock.advance(TimeDelta::seconds(61));
            for _ in 0..2 {
                send_waiting(store, &mailer(&catcher.url())).await.unwrap();
            }
            let caught = catcher.messages();
            assert_eq!((caught.len(), caught[0].subject().as_str()), (1, "Något väntar"));
            assert!(caught[0].data.contains(&waiting[0].id.to_string()), "its message id is the row's");
            let left = rows(store).await;
            assert!(
                left[0].done_at.is_some() && left[0].text.is_empty(),
                "what it said is gone: it may let somebody in"
            );

            write(true, "Post är avstängd").await;
            send_waiting(store, &mailer("")).await.unwrap();
            let given_up = rows(store).await.pop().unwrap();
            assert!(given_up.done_at.is_some() && given_up.error.unwrap().contains("mail.url is empty"));
            let ctx = bed.ctx().await;
            let today = crate::clock::local_date(bed.clock.now());
            assert_eq!(forget(ctx.clone(), today).await.unwrap(), 0);
            assert_eq!(forget(ctx, today + chrono::Days::new(32)).await.unwrap(), 2);
        }
    }

    #[test]
    fn patience_has_an_end() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let created = at("2026-11-01T10:00:00Z");
        assert_eq!(again(1, created, created), Some(at("2026-11-01T10:01:00Z")));
        assert_eq!(again(40, created, created), Some(at("2026-11-01T16:00:00Z")));
        assert_eq!(again(3, created, at("2026-11-04T09:58:00Z")), None);
    }
}
