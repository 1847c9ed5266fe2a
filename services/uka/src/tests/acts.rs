//! Registering, peaks, events, encryption, growing up, deleting and demonstrating on a real store.

use contracts::{Envelope, usage::UsageRecorded};
use futures_util::future::join_all;
use platform::{
    Actor, Ctx,
    clock::local_date,
    store::system::{audit, outbox, usage_tally},
};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use testbed::{Database, databases, eventually, habo, sandviken};

use super::{ALONE, close, day, leap, number, open, refused};
use crate::{
    accesses::ACT,
    cases,
    desk::Desk,
    domain::{
        codes::{MeasureKind, Outcome, Way},
        refusal::Refusal,
    },
    entities::{contact, earlier_case, measure, municipality, peak, youth},
    follow::{self, NewContact},
    peaks, retention,
    vault::{Field, Vault},
};

async fn told(ctx: &Ctx) -> Vec<String> {
    let read = ctx.store.read(&habo()).await.unwrap();
    let rows = read.find::<outbox::Entity>().order_by_asc(outbox::Column::Seq).all(read.db()).await.unwrap();
    rows.into_iter().map(|row| row.envelope).collect()
}

async fn increases(ctx: &Ctx) -> Vec<i64> {
    let kind = contracts::event::type_of::<UsageRecorded>();
    let uses = told(ctx).await.into_iter().filter(|text| text.contains(&kind));
    uses.map(|text| serde_json::from_str::<Envelope<UsageRecorded>>(&text).unwrap().data.measure.quantity()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_register_the_same_person_once_and_lose_nobody() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("uka");
        let results = join_all((0..8).map(|_| open(ctx, "2008-05-05", false))).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        for result in results.into_iter().filter(Result::is_err) {
            assert!(matches!(refused(result), Refusal::AlreadyRegistered { .. }));
        }
        let many = (10..20).map(|date| async move { open(ctx, &format!("2008-06-{date}"), false).await });
        assert!(join_all(many).await.into_iter().all(|result| result.is_ok()));
        assert_eq!(increases(ctx).await, [1; 11], "the peak is told once for each that it grew by");
        let read = ctx.store.read(&habo()).await.unwrap();
        assert_eq!(read.find::<municipality::Entity>().one(read.db()).await.unwrap().unwrap().open_count, 11);
        drop(read);
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_months_peak_is_told_and_begins_anew_with_those_that_are_open() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("uka");
        let minute = || bed.clock.advance(chrono::TimeDelta::minutes(1));
        let first = open(ctx, "2008-05-05", false).await.unwrap();
        open(ctx, "2008-05-06", false).await.unwrap();
        minute();
        close(ctx, first.id).await.unwrap();
        minute();
        let again = open(ctx, "2008-05-05", false).await.unwrap();
        assert_eq!((again.id, again.closed_at), (first.id, None), "the same person, a new case");
        assert_ne!(again.case_id, first.case_id);
        assert_eq!(increases(ctx).await, [1, 1], "two at most at the same time");
        leap(&bed, 12).await;
        peaks::carry(ctx.clone(), ctx.clock.now()).await.unwrap();
        peaks::carry(ctx.clone(), ctx.clock.now()).await.unwrap();
        close(ctx, first.id).await.unwrap();
        let read = ctx.store.read(&habo()).await.unwrap();
        let rows = read.find::<peak::Entity>().order_by_asc(peak::Column::Month).all(read.db()).await.unwrap();
        let rows: Vec<_> = rows.into_iter().map(|row| (row.month, row.peak)).collect();
        assert_eq!(rows, [(day("2026-11-01"), 2), (day("2026-12-01"), 2)]);
        let tally = read.find::<usage_tally::Entity>().all(read.db()).await.unwrap();
        assert_eq!(tally.iter().map(|row| row.quantity).sum::<i64>(), 4);
        assert_eq!(read.find::<earlier_case::Entity>().count(read.db()).await.unwrap(), 1);
        drop(read);
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_encrypted_and_events_tell_nothing_of_anybody() {
    let bed = ALONE.on(Database::Sqlite).await;
    let ctx = bed.service("uka");
    let row = open(ctx, "2008-05-05", false).await.unwrap();
    let digits = number("2008-05-05").digits().to_owned();
    let vault = Vault::of(ctx, &habo()).unwrap();
    assert_eq!(vault.open(Field::Number, row.id, &row.number_sealed).unwrap(), digits);
    assert!(vault.open(Field::Name, row.id, &row.number_sealed).is_err(), "a number is no name");
    assert!(vault.open(Field::Number, row.case_id, &row.number_sealed).is_err(), "nor anybody else's");
    let other = Vault::of(ctx, &sandviken()).unwrap();
    assert!(other.open(Field::Number, row.id, &row.number_sealed).is_err(), "nor another municipality's");
    assert_ne!(other.index(&number("2008-05-05")), row.number_index, "one person, two registers, nothing in common");
    let desk = Desk::of_system(ctx, &habo(), "test").await.unwrap();
    let (way, outcome, note) = (Way::Phone, Outcome::Reached, Some("Vill läsa vidare"));
    let new = NewContact { day: day("2026-11-22"), way, outcome, note, next: None };
    let result = follow::record(&desk, row.id, new).await;
    desk.finish(result).await.unwrap();
    close(ctx, row.id).await.unwrap();
    let all = told(ctx).await;
    for kind in ["se.sambruk.uka.case-opened.v1", "se.sambruk.uka.contact-made.v1", "se.sambruk.uka.case-closed.v1"] {
        assert_eq!(all.iter().filter(|text| text.contains(kind)).count(), 1, "{kind}");
    }
    for text in &all {
        for personal in [&digits, &digits[2..], "Nova", "Provberg", "läsa"] {
            assert!(!text.contains(personal), "{text}");
        }
        assert!(!text.contains(&row.id.to_string()), "the person's id stays here: {text}");
    }
    // Nor does the file of the database.
    bed.running.settle().await.unwrap();
    let bytes = std::fs::read(bed.data_dir().join("uka.sqlite")).unwrap();
    let log = std::fs::read(bed.data_dir().join("uka.sqlite-wal")).unwrap_or_default();
    for personal in [digits.as_str(), "Nova Provberg", "Vill läsa vidare"] {
        for bytes in [&bytes, &log] {
            assert!(!bytes.windows(personal.len()).any(|window| window == personal.as_bytes()), "{personal}");
        }
    }
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_turns_20_is_closed_by_night_and_two_years_later_nothing_is_left() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("uka");
        let row = open(ctx, "2006-11-25", false).await.unwrap();
        let desk = Desk::of_system(ctx, &habo(), "test").await.unwrap();
        let today = local_date(ctx.clock.now());
        follow::start(&desk, row.id, MeasureKind::Guidance, today, None).await.unwrap();
        desk.tx.commit().await.unwrap();
        cases::close_of_age(ctx.clone(), ctx.clock.now()).await.unwrap();
        leap(&bed, 3).await;
        cases::close_of_age(ctx.clone(), ctx.clock.now()).await.unwrap();
        let read = ctx.store.read(&habo()).await.unwrap();
        let closed = read.get::<youth::Entity>(row.id).await.unwrap();
        assert_eq!(closed.closing.as_deref(), Some("turned-20"));
        let ended = read.find::<measure::Entity>().one(read.db()).await.unwrap().unwrap();
        assert_eq!(ended.ends, Some(day("2026-11-25")), "measures end with the case");
        drop(read);
        assert_eq!(retention::delete(ctx.clone(), day("2028-11-25")).await.unwrap(), 0, "two years have not passed");
        assert_eq!(retention::delete(ctx.clone(), day("2028-11-26")).await.unwrap(), 1);
        let read = ctx.store.read(&habo()).await.unwrap();
        assert_eq!(read.find::<youth::Entity>().count(read.db()).await.unwrap(), 0);
        assert_eq!(read.find::<contact::Entity>().count(read.db()).await.unwrap(), 0);
        assert_eq!(read.find::<measure::Entity>().count(read.db()).await.unwrap(), 0);
        let looked = read.find::<audit::Entity>().filter(audit::Column::Action.starts_with(ACT));
        assert!(looked.count(read.db()).await.unwrap() > 0, "who looked stays known");
        drop(read);
        bed.running.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_access_log_only_grows_and_damage_is_found() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("uka");
        let row = open(ctx, "2008-05-05", false).await.unwrap();
        let sealed = "SELECT a.id FROM audit a JOIN audit_seal s ON s.tenant = a.tenant AND s.audit_id = a.id \
                      WHERE a.action = 'uka.why.registered' AND a.object = $1";
        eventually("it is sealed like all of the log", 10, || async {
            let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
            let rows = across.query(sealed, [row.id.to_string().into()]).await.unwrap();
            (rows.len() == 1).then_some(())
        })
        .await;
        for sql in [
            "UPDATE audit SET detail = 'x' WHERE action LIKE 'uka.why.%'",
            "DELETE FROM audit WHERE action LIKE 'uka.why.%'",
        ] {
            let across = ctx.store.across_for(Actor::System("test")).await.unwrap();
            assert!(across.execute(sql, []).await.is_err(), "{sql}");
        }
        assert_eq!(bed.verify().await, []);
        let change = |sql: &'static str| async move {
            let across = ctx.store.across_for(Actor::System("test")).await.unwrap();
            across.execute(sql, []).await.unwrap();
            across.commit().await.unwrap();
        };
        change("UPDATE uka_youth SET number_index = 'f'").await;
        change("UPDATE uka_municipality SET open_count = 7").await;
        change("UPDATE uka_peak SET peak = 3").await;
        let codes: Vec<_> = bed.verify().await.into_iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["index-differs", "count-differs", "peak-differs", "peak-differs"]);
        change("UPDATE uka_youth SET twenty_quarter = '2026-10-01', opened_at = '2028-06-01 00:00:00+00:00'").await;
        let codes: Vec<_> = bed.verify().await.into_iter().map(|finding| finding.code).collect();
        assert!(codes.contains(&"age-differs") && codes.contains(&"out-of-scope"), "{codes:?}");
        change("UPDATE uka_youth SET number_sealed = name_sealed").await;
        let found = bed.verify().await;
        assert!(
            found.iter().any(|finding| finding.code == "unreadable" && finding.detail.contains(&row.id.to_string()))
        );
        // On PostgreSQL the service's own role can't even do this.
        if database == Database::Sqlite {
            change("DROP TRIGGER audit_no_update").await;
            change("UPDATE audit SET detail = '{}' WHERE action = 'uka.why.registered'").await;
            assert!(bed.verify().await.iter().any(|finding| finding.code == "audit-changed"));
        }
        bed.running.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_installations_secret_registers_nobody() {
    let bed = ALONE.on(Database::Sqlite).await;
    open(bed.service("uka"), "2008-05-05", false).await.unwrap();
    let file = bed.data_dir().join("secrets/installation");
    let own = std::fs::read_to_string(&file).unwrap();
    // A process keeps the secret that it began with; another one is read by the next.
    let bed = bed.restart_after(|| std::fs::write(&file, "00".repeat(32)).unwrap()).await;
    let failed = platform::Error::from(open(bed.service("uka"), "2008-05-05", false).await.unwrap_err());
    assert!(failed.full().contains("another installation's secret"), "{}", failed.full());
    assert!(bed.verify().await.iter().any(|finding| finding.code == "unreadable"));
    let bed = bed.restart_after(|| std::fs::write(&file, own).unwrap()).await;
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_keeps_every_rule_and_is_the_same_every_time() {
    let mut made = Vec::new();
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("uka");
        bed.demonstrate(100).await;
        bed.demonstrate(100).await;
        let read = ctx.store.read(&sandviken()).await.unwrap();
        let rows = read.find::<youth::Entity>().all(read.db()).await.unwrap();
        let vault = Vault::of(ctx, &sandviken()).unwrap();
        let mut people: Vec<_> = rows
            .iter()
            .map(|row| {
                (vault.open(Field::Number, row.id, &row.number_sealed).unwrap(), row.opened_at, row.closing.clone())
            })
            .collect();
        people.sort();
        let contacts = read.find::<contact::Entity>().count(read.db()).await.unwrap();
        println!("demonstration: {} young people, {contacts} contacts in Sandviken ({database:?})", people.len());
        assert!(people.len() == 60 && contacts > 150, "{contacts}");
        assert!(people.iter().all(|(number, ..)| ["238", "239", "980"].contains(&&number[8..11])));
        assert!(rows.iter().any(|row| row.protected));
        made.push(people);
        drop(read);
        eventually("everything is told", 20, || async { (ctx.backlog().await.unwrap()["outbox"] == 0).then_some(()) })
            .await;
        bed.stop_verified().await;
    }
    assert!(made.windows(2).all(|pair| pair[0] == pair[1]));
}
