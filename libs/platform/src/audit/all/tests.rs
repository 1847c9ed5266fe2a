//! Merging what services tell, and what one of them tells, on both databases.

use chrono::TimeDelta;
use contracts::Tenant;

use super::*;
use crate::{
    audit::tests::write,
    verify::bed::{Bed, all},
};

fn by() -> By {
    By { secret_sha256: String::new(), machine: false, origin: None, request: Uuid::nil() }
}

fn search(begin: Begin, most: u64) -> Search {
    Search { by: by(), wanted: Wanted::default(), begin, most, file: false }
}

/// A row at a second, with the second as its id.
fn row(second: u128) -> audit::Model {
    let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(i64::try_from(second).unwrap());
    audit::Model {
        tenant: "a".into(),
        id: Uuid::from_u128(second),
        at,
        actor: "system:test".into(),
        action: "t.act".into(),
        object: second.to_string(),
        detail: "{}".into(),
        request_id: None,
        origin: None,
    }
}

/// A service whose log holds these seconds, asked as [`found`] answers.
fn told(service: &'static str, seconds: &[u128], asked: &Search) -> (&'static str, Part) {
    let mut rows: Vec<audit::Model> = seconds.iter().map(|second| row(*second)).collect();
    match asked.begin {
        Begin::Newest => rows.sort_by_key(|row| std::cmp::Reverse(Place::of(row))),
        Begin::Before(place) => {
            rows.retain(|row| Place::of(row) < place);
            rows.sort_by_key(|row| std::cmp::Reverse(Place::of(row)));
        }
        Begin::After(place) => {
            rows.retain(|row| Place::of(row) > place);
            rows.sort_by_key(Place::of);
        }
    }
    let most = usize::try_from(asked.most).unwrap();
    let more = rows.len() > most;
    rows.truncate(most);
    (service, Part { rows, more, acts: vec![format!("{service}.act"), "t.act".into()] })
}

fn seconds(gathered: &Gathered) -> Vec<u128> {
    gathered.rows.iter().map(|told| told.row.id.as_u128()).collect()
}

const ONE: [u128; 5] = [1, 4, 5, 8, 9];
const OTHER: [u128; 4] = [2, 3, 6, 7];

fn page(begin: Begin, most: u64) -> Gathered {
    let asked = search(begin, most);
    merged(vec![told("one", &ONE, &asked), told("other", &OTHER, &asked)], &asked)
}

#[test]
fn pages_over_services_leave_nothing_out_and_give_nothing_twice_in_both_directions() {
    for most in [1, 2, 3, 5, 9, 20] {
        let (mut begin, mut seen, mut pages) = (Begin::Newest, Vec::new(), Vec::new());
        loop {
            let page = page(begin, most);
            seen.extend(seconds(&page));
            let last = page.rows.last().map(Told::place);
            let more = page.more;
            pages.push(seconds(&page));
            match last {
                Some(last) if more => begin = Begin::Before(last),
                _ => break,
            }
        }
        assert_eq!(seen, [9, 8, 7, 6, 5, 4, 3, 2, 1], "{most} on a page");
        // The way back: what is newer than a page's first row, the newest first, is the page before it.
        for two in pages.windows(2) {
            let first = Place::of(&row(two[1][0]));
            assert_eq!(seconds(&page(Begin::After(first), most)), two[0], "{most} on a page");
        }
    }
    let whole = page(Begin::Newest, 9);
    assert_eq!((whole.more, whole.acts), (false, vec!["one.act".into(), "other.act".into(), "t.act".to_owned()]));
    assert!(page(Begin::Newest, 8).more);
}

#[test]
fn where_a_service_told_less_than_there_is_the_page_ends() {
    let asked = search(Begin::Newest, 9);
    let (one, mut part) = told("one", &ONE, &asked);
    part.rows.truncate(2);
    part.more = true;
    let page = merged(vec![(one, part), told("other", &OTHER, &asked)], &asked);
    assert_eq!((seconds(&page), page.more), (vec![9, 8], true), "7 is known, but perhaps not what lies before it");
}

#[test]
fn an_answer_is_no_longer_than_the_broker_carries() {
    let fits = |lengths: &[usize], most| fitting(lengths.iter().copied(), most);
    assert_eq!(fits(&[10, 10, 10], 2), 2);
    assert_eq!(fits(&[LONGEST / 2, LONGEST / 2, 1], 9), 2);
    assert_eq!(fits(&[LONGEST * 2, 1], 9), 1, "one is always told, so that the others are reached");
    assert_eq!(fits(&[], 9), 0);
}

#[test]
fn a_place_is_read_as_it_is_written_and_nothing_else_is_one() {
    let place = Place { at: "2026-11-22T10:00:00.123456Z".parse().unwrap(), id: Uuid::from_u128(7) };
    assert_eq!(Place::parse(&place.to_string()), Some(place));
    for wrong in ["", "_", "2026-11-22", "2026-11-22T10:00:00Z", "igår_00000000-0000-0000-0000-000000000007"] {
        assert_eq!(Place::parse(wrong), None, "{wrong}");
    }
}

async fn actions(bed: &Bed, begin: Begin, most: u64) -> (Vec<String>, bool, Option<Place>) {
    let read = bed.store.read(&"a".parse::<Tenant>().unwrap()).await.unwrap();
    let part = found(&read, &search(begin, most)).await.unwrap();
    let last = part.rows.last().map(Place::of);
    (part.rows.into_iter().map(|row| row.action).collect(), part.more, last)
}

#[tokio::test]
async fn a_service_tells_one_organisations_rows_from_a_place_on() {
    for bed in all().await {
        // Four in the same moment, whose ids alone say which is first, and another organisation's between them.
        for action in ["one", "two", "three", "four"] {
            write(&bed, "a", action).await;
            write(&bed, "b", "others").await;
        }
        bed.clock.advance(TimeDelta::seconds(1));
        write(&bed, "a", "five").await;
        let (newest, more, last) = actions(&bed, Begin::Newest, 3).await;
        assert_eq!((newest, more), (vec!["five".to_owned(), "four".into(), "three".into()], true));
        let (older, more, _) = actions(&bed, Begin::Before(last.unwrap()), 3).await;
        assert_eq!((older, more), (vec!["two".to_owned(), "one".into()], false));
        let (newer, more, _) = actions(&bed, Begin::After(last.unwrap()), 1).await;
        assert_eq!((newer, more), (vec!["four".to_owned()], true));
    }
}
