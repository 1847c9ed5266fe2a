//! The operators' pages: what can't be handled is seen, tried again and dropped there; who may; and a service that is down.

use chrono::TimeDelta;
use platform::{Actor, Clock, Demo, Module, Tx, host, operations, parked, store::system::audit};
use reqwest::{Method, StatusCode};
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;
use testbed::{Answer, Bed, Browser, Database, Postgres, Setup, eventually};

use crate::probe;

/// Some of the real services, and the two that are made for tests.
fn registry() -> Vec<Module> {
    let real =
        sambruk::registry().into_iter().filter(|module| ["identity", "bibblix", "portal"].contains(&module.name));
    real.chain(probe::registry()).collect()
}

/// Those that run here; Bibblix is down.
const SERVED: [&str; 4] = ["identity", "portal", "teller", "hearer"];
const REASON: &str = "Skickad av ett test, saknar värde";

struct Installation {
    running: host::Running,
    /// Dropped with it.
    _postgres: Option<Postgres>,
    _directory: tempfile::TempDir,
}

impl Installation {
    async fn start(database: Database) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut config = testbed::base(sambruk::DEFAULTS, directory.path().join("data"));
        config.backup.directory = directory.path().display().to_string();
        let postgres = match database {
            Database::Sqlite => None,
            Database::Postgres => Some(Postgres::create().await),
        };
        if let Some(postgres) = &postgres {
            postgres.apply(&mut config, registry);
            platform::tools::migrate(&config, registry, &Clock::System).await.unwrap();
        }
        let served = SERVED.map(str::to_owned);
        let running = Box::pin(host::start(config, registry, &served, Clock::System)).await.unwrap();
        running.demonstrate(registry, Demo::usual(1, 1)).await.unwrap();
        Self { running, _postgres: postgres, _directory: directory }
    }

    async fn browser(&self, person: &str) -> Browser {
        let browser = Browser::new(format!("http://{}", self.running.address));
        browser.sign_in(person).await;
        browser
    }

    /// Has the hearer refuse an event; gives its id among the parked.
    async fn park(&self) -> uuid::Uuid {
        let (teller, hearer) = (&self.running.services["teller"], &self.running.services["hearer"]);
        let habo = "habo-0643".parse().unwrap();
        probe::tell(teller, &habo, "a", [-999]).await;
        let found =
            eventually("the event is parked", 60, || async { parked::open(&hearer.store).await.unwrap().pop() });
        found.await.id
    }
}

fn says(answer: &Answer, words: &str) {
    assert!(answer.body.contains(words), "{} {} does not say «{words}»: {}", answer.status, answer.path, answer.body);
}

async fn an_event_is_decided_on_its_page(database: Database) {
    let installation = Installation::start(database).await;
    let drew = installation.browser("drew").await;
    let id = installation.park().await;
    let page = format!("/portal/operations/parked/hearer/{id}");
    says(&drew.get("/portal/operations").await, "En händelse är parkerad och väntar på beslut");
    says(&drew.get("/portal/operations/parked").await, &page);
    says(&drew.get("/portal/operations/parked?service=hearer").await, &page);
    assert!(!drew.get("/portal/operations/parked?service=portal").await.body.contains(&page));
    let shown = drew.get(&page).await;
    for words in ["this can never be handled", "habo-0643", "data.number", "-999", "Försök igen"] {
        says(&shown, words);
    }
    others_are_refused(&installation, &page).await;
    // Tried again, it fails again, and says so.
    assert_eq!(drew.send(&format!("{page}/retry"), &[]).await.status, StatusCode::OK);
    let failed = eventually("it has failed again", 20, || async {
        Some(drew.get(&page).await).filter(|answer| answer.body.contains("Försöket misslyckades igen"))
    });
    says(&failed.await, "har försökt 2 gånger");
    let drop = format!("{page}/drop");
    assert_eq!(drew.get(&drop).await.status, StatusCode::OK);
    let short = drew.send(&drop, &[("reason", "kort")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&short, "Skriv skälet med 10 till 500 tecken");
    let dropped = drew.send(&drop, &[("reason", REASON)]).await;
    assert_eq!(dropped.status, StatusCode::OK);
    says(&dropped, REASON);
    // It is gone from what waits, and is decided about once.
    assert!(!drew.get("/portal/operations/parked").await.body.contains(&page));
    says(&drew.get("/portal/operations/parked?show=settled").await, &page);
    for (path, fields) in [(drop, vec![("reason", REASON)]), (format!("{page}/retry"), vec![])] {
        let again = drew.send(&path, &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        says(&again, "Någon har redan beslutat om händelsen");
    }
    is_audited(&installation, id).await;
    installation.running.stop().await;
}

/// Nobody but the association's operators finds the pages, or their acts.
async fn others_are_refused(installation: &Installation, page: &str) {
    for person in ["kim", "robin", "mika"] {
        let other = installation.browser(person).await;
        for path in ["/portal/operations", "/portal/operations/parked", page] {
            assert_eq!(other.get(path).await.status, StatusCode::NOT_FOUND, "{person} at {path}");
        }
        for act in ["retry", "drop"] {
            let answer = other.send(&format!("{page}/{act}"), &[("reason", REASON)]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{person} at {act}");
        }
        let api = other.get("/api/portal/v1/operations").await;
        assert_eq!(api.status, StatusCode::NOT_FOUND, "{person}");
        assert!(!other.get("/").await.body.contains("/portal/operations"), "{person}'s menu leads there");
    }
}

/// The service that owns the event has written who decided, and what came of it.
async fn is_audited(installation: &Installation, id: uuid::Uuid) {
    let hearer = &installation.running.services["hearer"];
    let tx: Tx = hearer.store.begin_for(&"habo-0643".parse().unwrap(), Actor::System("test")).await.unwrap();
    let rows = tx.find::<audit::Entity>().filter(audit::Column::Object.eq(id.to_string())).all(tx.db()).await.unwrap();
    let mut told: Vec<(String, bool, String)> =
        rows.into_iter().map(|row| (row.action, row.actor.starts_with("person:"), row.detail)).collect();
    told.sort();
    let acts: Vec<(&str, bool)> = told.iter().map(|(action, person, _)| (action.as_str(), *person)).collect();
    assert_eq!(
        acts,
        [("platform.parked.decide", true), ("platform.parked.decide", true), ("platform.parked.outcome", false)],
        "{told:?}"
    );
    assert!(told.iter().any(|(.., detail)| detail.contains(REASON)), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_decided_on_its_page_on_sqlite() {
    an_event_is_decided_on_its_page(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_decided_on_its_page_on_postgres() {
    an_event_is_decided_on_its_page(Database::Postgres).await;
}

/// Of a service that is down the pages say so, and answer; checks and work out of turn are begun from them.
#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_down_is_told_as_such() {
    let installation = Installation::start(Database::Sqlite).await;
    let first = installation.browser("kim").await.get("/").await;
    assert_eq!((first.status, first.path.as_str()), (StatusCode::OK, "/"), "the first page needs no other service");
    let drew = installation.browser("drew").await;
    for page in ["", "/parked", "/queues", "/schedules", "/checks", "/backups", "/versions"] {
        let answer = drew.get(&format!("/portal/operations{page}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        if page != "/backups" {
            says(&answer, "varar inte");
            says(&answer, "Bibblix");
        }
    }
    let told = drew.get("/api/portal/v1/operations").await.json();
    let of =
        |name: &str| told["services"].as_array().unwrap().iter().find(|one| one["service"] == name).cloned().unwrap();
    assert_eq!((&of("bibblix")["answers"], &of("hearer")["answers"]), (&json!(false), &json!(true)));
    assert_eq!(of("hearer")["instances"].as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(of("hearer")["instances"][0]["reasons"], json!([]), "{told}");
    assert_eq!(told["controlTotals"], json!(null));
    // What is down can't be told to do anything; what does not exist, neither.
    let run = |service: &str, schedule: &str| format!("/api/portal/v1/operations/schedules/{service}/{schedule}/run");
    let post = async |path: String| drew.json(Method::POST, &path, &json!({})).await.status;
    assert_eq!(post(run("bibblix", "retention")).await, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(post(run("portal", "nothing")).await, StatusCode::NOT_FOUND);
    assert_eq!(post(run("nobody", "retention")).await, StatusCode::NOT_FOUND);
    assert_eq!(post(run("portal", "retention")).await, StatusCode::ACCEPTED);
    let begun = drew.send("/portal/operations/checks/hearer/run", &[]).await;
    assert_eq!(begun.status, StatusCode::OK);
    eventually("the hearer has checked itself, and the portal has deleted what is due", 90, || async {
        let told = drew.get("/api/portal/v1/operations").await.json();
        let of = |name: &str| told["services"].as_array()?.iter().find(|one| one["service"] == name).cloned();
        let hearer = of("hearer")?;
        // It hears once it has asked for the log of the one that is down.
        let checked =
            hearer["state"]["check"]["finishedAt"].is_string() && hearer["state"]["consumer"]["known"] == true;
        let ran = of("portal")?["state"]["schedules"]
            .as_array()?
            .iter()
            .any(|one| one["name"] == "retention" && one["finishedAt"].is_string() && one["error"].is_null());
        (checked && ran).then_some(())
    })
    .await;
    says(&drew.get("/portal/operations/checks").await, "Utan anmärkning");
    // A method that pages do not have is not asked to sign in.
    let stranger = Browser::new(format!("http://{}", installation.running.address));
    let traced = stranger.request(Method::TRACE, "/portal/operations", None).await;
    assert_eq!(traced.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(traced.headers.contains_key("allow"));
    assert_eq!(stranger.request(Method::GET, "/portal/operations", None).await.status, StatusCode::SEE_OTHER);
    installation.running.stop().await;
}

/// The search over all logs names the service whose rows are missing, and gives the others': on its page and in its file.
#[tokio::test(flavor = "multi_thread")]
async fn the_search_over_all_logs_does_without_a_service_that_is_down() {
    let installation = Installation::start(Database::Sqlite).await;
    let drew = installation.browser("drew").await;
    let page = drew.get("/portal/logs").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    says(&page, "svarar inte just nu, så deras rader saknas: Bibblix");
    says(&page, "Loggade in");
    let file = String::from_utf8(drew.bytes("/portal/logs?export=csv").await).unwrap();
    let missing = file.lines().filter(|line| line.contains("dess rader saknas i filen")).count();
    assert!(missing == 1 && file.contains("identity.session.sign-in"), "{file}");
    let up = drew.get("/portal/logs?service=identity").await;
    assert!(!up.body.contains("svarar inte just nu"), "{}", up.body);
    installation.running.stop().await;
}

/// What every service tells is asked for at once and by each page: one that runs in several processes tells of each.
#[tokio::test(flavor = "multi_thread")]
async fn what_runs_is_seen_from_every_process() {
    let installation = Installation::start(Database::Sqlite).await;
    let told = operations::instances(&installation.running.services["teller"]).await;
    for (service, instances) in told {
        let expected = usize::from(SERVED.contains(&service));
        assert_eq!(instances.len(), expected, "{service}: {instances:?}");
    }
    installation.running.stop().await;
}

/// A day's counts are told when the day is over; billing's that differ are named on the operators' page, in the API alike.
async fn control_totals_are_compared(database: Database) {
    let clock = platform::Clock::fixed("2026-11-20T11:00:00Z".parse().unwrap());
    let bed = Bed::start(sambruk::registry, Setup { database, clock, defaults: sambruk::DEFAULTS }).await;
    bed.demonstrate(1).await;
    bed.leap(TimeDelta::days(1)).await;
    let drew = bed.browser();
    drew.sign_in("drew").await;
    let told = || async { drew.get("/api/portal/v1/operations").await.json()["controlTotals"].clone() };
    let equal = eventually("the services' counts are told and compared", 60, || async {
        let told = told().await;
        (told["compared"].as_u64() > Some(10)).then_some(told)
    })
    .await;
    assert_eq!(equal["differing"], 0, "{equal}");
    let page = drew.get("/portal/operations").await.body;
    assert!(page.contains("Kontrollsummorna till och med 2026-11-20 stämmer") && !page.contains("stämmer inte"));
    let across = bed.service("billing").store.across_for(Actor::System("test")).await.unwrap();
    // Of whom some have been told: others may come meanwhile.
    let changed = "UPDATE billing_control_total SET quantity = quantity + 1 \
                   WHERE tenant = (SELECT MIN(tenant) FROM billing_control_total)";
    let changed = across.execute(changed, []).await.unwrap();
    across.commit().await.unwrap();
    assert!(changed > 0);
    assert_eq!(told().await["differing"], changed);
    says(&drew.get("/portal/operations").await, "kontrollsummor stämmer inte med det som kom till debiteringen");
    bed.running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn control_totals_are_compared_on_sqlite() {
    control_totals_are_compared(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn control_totals_are_compared_on_postgres() {
    control_totals_are_compared(Database::Postgres).await;
}
