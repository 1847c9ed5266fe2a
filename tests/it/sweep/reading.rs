//! No GET changes anything (ASVS 5.0, 3.5.3): the rows of the service that is asked are the same before and after each page and
//! operation that is only read. A service's role reaches no schema but its own, so that nothing else could have changed.

use std::collections::BTreeMap;

use platform::Clock;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use testbed::{Bed, Database, Setup};

use super::{
    HOME, OTHER,
    stage::Stage,
    trial::succeeded,
    wire::{Body, Proof, Request},
};

/// Tables in which reading leaves a row, and why.
const EXCUSED: [(&str, &str); 3] = [
    ("audit", "that somebody has looked is written down: audit, its seals, the log of who looks at whom"),
    ("billing_original", "an invoice's PDF is kept from the first time that somebody asks for it"),
    ("file", "the same PDF"),
];
/// When a session or key was used last is no change of anything that anybody decides.
const STAMP: &str = "last_used_at";

/// What a service's tables hold, by table.
type Rows = BTreeMap<String, String>;

async fn all(db: &DatabaseConnection, sql: String) -> Vec<sea_orm::QueryResult> {
    db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap()
}

async fn rows(db: &DatabaseConnection, service: &str) -> Rows {
    let names = all(db, format!("SELECT tablename::text AS name FROM pg_tables WHERE schemaname = '{service}'")).await;
    let names: Vec<String> = names.iter().map(|row| row.try_get("", "name").unwrap()).collect();
    let is_excused =
        |name: &str| EXCUSED.iter().any(|(table, _)| name == *table || name.starts_with(&format!("{table}_")));
    let one = |name: &String| {
        format!(
            "SELECT '{name}' AS name, count(*) || ' rows, ' || coalesce(md5(string_agg(row, '' ORDER BY row)), '') AS held \
             FROM (SELECT md5((to_jsonb(t) - '{STAMP}')::text) AS row FROM {service}.{name} t) AS rows"
        )
    };
    let parts: Vec<String> = names.iter().filter(|name| !is_excused(name)).map(one).collect();
    let held = all(db, parts.join(" UNION ALL ")).await;
    held.iter().map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "held").unwrap())).collect()
}

fn changed(before: &Rows, after: &Rows) -> Vec<String> {
    let differs = |(table, held): (&String, &String)| {
        (before.get(table) != Some(held)).then(|| format!("{table}: {:?}, then {held}", before.get(table)))
    };
    after.iter().filter_map(differs).collect()
}

/// What is read, by whom, as her own request would be.
struct Reading {
    place: usize,
    owner: Option<usize>,
    request: Request,
}

/// Everything that examples write is written before anything is read.
async fn readings(stage: &mut Stage) -> (Vec<Reading>, Vec<String>) {
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for (at, place) in stage.places.clone().all.iter().enumerate().filter(|(_, place)| place.method.is_safe()) {
        if place.is_public() {
            let request = place.request(&Vec::new(), &Body::None);
            found.push(Reading { place: at, owner: None, request });
            continue;
        }
        if place.permission.step_up.is_demanded() {
            stage.cast.step_up(&stage.bed, place.permission).await;
        }
        let Some(owner) = stage.owner(place) else {
            failures.push(format!("{}: nobody may read it", place.name));
            continue;
        };
        match stage.places.parameters(&stage.bed, place, owner.tenant()).await {
            Ok(parameters) => {
                let request = place.longest(&place.request(&parameters, &Body::None));
                let owner = stage.cast.callers.iter().position(|caller| std::ptr::eq(caller, owner));
                found.push(Reading { place: at, owner, request });
            }
            Err(why) => failures.push(why),
        }
    }
    (found, failures)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_get_changes_anything() {
    // The clock stands, so that nothing is due meanwhile but what the requests cause.
    let clock = Clock::fixed("2026-10-18T09:00:00Z".parse().unwrap());
    let setup = Setup { database: Database::Postgres, clock, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(sambruk::registry, setup).await;
    bed.demonstrate(3).await;
    bed.leap(chrono::TimeDelta::days(35)).await;
    let mut stage = Stage::set(bed, HOME, OTHER).await;
    let (readings, mut failures) = readings(&mut stage).await;
    stage.bed.running.settle().await.unwrap();
    let db = platform::store::connect(&stage.bed.config().database.admin_url, None, 1).await.unwrap();
    for reading in &readings {
        let place = &stage.places.all[reading.place];
        let before = rows(&db, place.service).await;
        let answer = match reading.owner {
            Some(owner) => stage.look(&stage.cast.callers[owner], place, &reading.request).await,
            None => stage.wire.send(Proof::Nothing, &reading.request).await,
        };
        if reading.owner.is_some() && !succeeded(place, &answer) {
            failures.push(format!("{}: its owner gets {} {}", place.name, answer.status, answer.path));
        }
        for change in changed(&before, &rows(&db, place.service).await) {
            failures.push(format!("{}: {change}", place.name));
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    assert!(readings.len() > 150, "only {} places are read", readings.len());

    let person = stage.cast.callers.iter().find(|caller| !caller.session.machine).unwrap();
    let before = rows(&db, "identity").await;
    let request = Request {
        method: reqwest::Method::POST,
        path: "/identity/account/mail".into(),
        body: Body::Form(vec![("saved".into(), "yes".into())]),
    };
    assert!(stage.wire.send(person.proof(), &request).await.status.is_redirection());
    let seen = changed(&before, &rows(&db, "identity").await);
    assert!(seen.len() == 1 && seen[0].starts_with("identity_person:"), "a form's change is seen: {seen:?}");
    stage.bed.running.stop().await;
}
