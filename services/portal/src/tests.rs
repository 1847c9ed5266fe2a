//! The first page on real stores: what others tell is on it, also when a replay made it anew and when nobody can be heard.

use axum::http::StatusCode;
use chrono::TimeDelta;
use contracts::{
    Assurance, Event, Grant, Role, Session, SessionLookup, Tenant,
    governance::{BallotClosed, MeetingCancelled, MeetingChanged, MeetingPlanned, RoadmapMoved},
    members::{SubscriptionEnded, SubscriptionStarted},
    session::{SESSION_FEED, SessionNews},
    tasks::{TaskClosed, TaskOpened},
};
use platform::{Actor, Clock, Ctx, Module, Result};
use testbed::{Bed, Browser, Database, Setup, eventually};
use uuid::Uuid;

const DEFAULTS: &str = include_str!("../../sambruk/default.toml");
const NOW: &str = "2026-11-22T10:00:00Z";
const HABO: &str = "habo-0643";

/// The portal, and something that tells what the others would tell.
fn registry() -> Vec<Module> {
    let texts = ui::Source { sv: "", en: "" };
    let named = ui::Source {
        sv: "service-bibblix = Bibblix\nmenu = Råd\nwork = Det här väntar\nwork-note = Gör det",
        en: "service-bibblix = Bibblix\nmenu = Councils\nwork = This waits\nwork-note = Do it",
    };
    let council: &'static platform::Permission = &crate::permissions::START;
    let governance = Module::new("governance", "vote", named)
        .nav(platform::NavEntry {
            place: platform::Place::Together,
            key: "menu",
            icon: ui::Icon::Vote,
            href: "/governance",
            permission: council,
        })
        .emits::<MeetingPlanned>()
        .emits::<MeetingChanged>()
        .emits::<MeetingCancelled>()
        .emits::<BallotClosed>()
        .emits::<RoadmapMoved>()
        .emits::<TaskOpened>()
        .emits::<TaskClosed>();
    let members =
        Module::new("members", "building-2", texts).emits::<SubscriptionStarted>().emits::<SubscriptionEnded>();
    let identity = Module::new("identity", "key-round", texts).answers::<SessionLookup, _, _>(session);
    vec![members, identity, governance, crate::module()]
}

/// The cookie `kim` reads everything in Habo, `alex` works with Bibblix alone.
async fn session(ctx: Ctx, lookup: SessionLookup) -> Result<Option<Session>> {
    let now = ctx.clock.now();
    let people = [("kim", Role::Reader, None), ("alex", Role::CaseOfficer, Some("bibblix".to_owned()))];
    let mut known = people.into_iter().filter(|(name, ..)| platform::caller::secret_hash(name) == lookup.secret_sha256);
    Ok(known.next().map(|(name, role, service)| Session {
        id: platform::id::new(),
        actor: platform::id::new(),
        name: name.into(),
        machine: false,
        scopes: None,
        organisation: "Habo kommun".into(),
        tenant: HABO.parse().unwrap(),
        organisations: 1,
        grants: vec![Grant { role, service }],
        assurance: Assurance::Loa2,
        authenticated_at: now,
        expires_at: now + TimeDelta::days(400),
        lent: None,
    }))
}

fn databases() -> Vec<Database> {
    #[expect(clippy::disallowed_methods, reason = "tests are told where the test cluster is")]
    let cluster = std::env::var("SAMBRUK_TEST_POSTGRES").is_ok();
    if cluster { vec![Database::Sqlite, Database::Postgres] } else { vec![Database::Sqlite] }
}

async fn tell<E: Event>(bed: &Bed, service: &str, tenant: &Tenant, event: E) {
    let tx = bed.service(service).store.begin_for(tenant, Actor::System("test")).await.unwrap();
    tx.emit(event).await.unwrap();
    tx.commit().await.unwrap();
}

fn meeting(number: i64, title: &str, in_days: i64) -> MeetingPlanned {
    let begins = NOW.parse::<chrono::DateTime<chrono::Utc>>().unwrap() + TimeDelta::days(in_days);
    MeetingPlanned {
        meeting: Uuid::from_u128(u128::try_from(number).unwrap()),
        number,
        title: title.into(),
        begins,
        ends: begins + TimeDelta::hours(2),
        ..MeetingPlanned::sample()
    }
}

fn browser(bed: &Bed, who: &str) -> Browser {
    let browser = bed.browser();
    browser.set_cookie("sambruk", who);
    browser
}

async fn page(browser: &Browser) -> String {
    let answer = browser.get("/").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body
}

async fn started() -> Vec<(Database, Bed)> {
    let mut beds = Vec::new();
    for database in databases() {
        let clock = Clock::fixed(NOW.parse().unwrap());
        let bed = Bed::start(registry, Setup { database, clock, defaults: DEFAULTS }).await;
        let (habo, association): (Tenant, _) = (HABO.parse().unwrap(), Tenant::association());
        let started = |service: &str, department: Option<&str>| SubscriptionStarted {
            subscription: platform::id::new(),
            service: service.into(),
            begins: "2025-06-01".parse().unwrap(),
            department: department.map(str::to_owned),
            ..SubscriptionStarted::sample()
        };
        tell(&bed, "members", &habo, started("bibblix", Some("Kulturförvaltningen"))).await;
        tell(&bed, "members", &habo, started("uka", None)).await;
        for (number, title, days) in [(1, "Förbi", -3), (2, "Inställt", 5), (3, "Snart", 9), (4, "Sedan", 40)] {
            tell(&bed, "governance", &habo, meeting(number, title, days)).await;
        }
        let cancelled =
            |sequence| MeetingCancelled { meeting: Uuid::from_u128(2), sequence, ..MeetingCancelled::sample() };
        tell(&bed, "governance", &habo, cancelled(1)).await;
        let moved = MeetingPlanned { sequence: 1, noticed: true, ..meeting(3, "Mycket snart", 8) };
        tell(&bed, "governance", &habo, MeetingChanged { now: moved }).await;
        // A council in which Habo does not sit, and one whose meeting was cancelled before it was heard of.
        let elsewhere = MeetingPlanned { council: "kravmotor".into(), ..meeting(5, "Någon annans", 6) };
        tell(&bed, "governance", &habo, elsewhere).await;
        tell(
            &bed,
            "governance",
            &association,
            BallotClosed { chosen: vec![1, 2], used_hours: 90, ..BallotClosed::sample() },
        )
        .await;
        tell(&bed, "governance", &association, RoadmapMoved::sample()).await;
        let other =
            RoadmapMoved { council: "kravmotor".into(), title: "Någon annans krav".into(), ..RoadmapMoved::sample() };
        tell(&bed, "governance", &association, other).await;
        bed.running.settle().await.unwrap();
        beds.push((database, bed));
    }
    beds
}

/// What is on the page, without the parts of the shell that have nothing to do with it.
fn shown(page: &str) -> Vec<&str> {
    let main = page.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).expect("a page").0;
    main.split(['<', '>']).skip(2).step_by(2).map(str::trim).filter(|text| !text.is_empty()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn meetings_news_and_other_departments_are_there_and_again_after_a_replay() {
    for (_, bed) in started().await {
        let kim = browser(&bed, "kim");
        let first = page(&kim).await;
        for there in
            ["Mycket snart", "Kallelse skickad", "Sedan", "Läslistor för förskolan utvecklas nu", "valt 2 förslag"]
        {
            assert!(first.contains(there), "«{there}» is missing: {first}");
        }
        for absent in ["Förbi", "Inställt", "Någon annans"] {
            assert!(!first.contains(absent), "«{absent}» is there: {first}");
        }
        assert!(first.contains("Andra förvaltningar i kommunen använder") && first.contains("Kulturförvaltningen"));
        let alex = page(&browser(&bed, "alex")).await;
        let (_, others) = alex.split_once("Andra förvaltningar i kommunen använder").expect("UKA is another's");
        assert!(!others.contains("Kulturförvaltningen") && others.contains("Inte angiven"), "{others}");
        let portal = bed.service("portal");
        let across = portal.store.across_for(Actor::System("test")).await.unwrap();
        for table in ["portal_meeting", "portal_news", "portal_subscription"] {
            across.execute(&format!("DELETE FROM {table}"), []).await.unwrap();
        }
        across.commit().await.unwrap();
        assert!(!page(&kim).await.contains("Mycket snart"));
        platform::replay::request(&portal.store).await.unwrap();
        let again = eventually("the page is as it was", 30, || async {
            let now = page(&kim).await;
            (shown(&now) == shown(&first)).then_some(now)
        })
        .await;
        assert!(again.contains("Kulturförvaltningen"));
        bed.stop_verified().await;
    }
}

/// Something that waits for case officers of Bibblix.
fn work(number: u128) -> TaskOpened {
    let (task, href) = (Uuid::from_u128(number), format!("/waits/{number}"));
    let (service, text, role) = ("bibblix".into(), "work".into(), Role::CaseOfficer);
    TaskOpened { task, service, text, values: [].into(), href, role, due: None, not_by: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_shown_to_whose_it_is_until_it_closes_and_again_after_a_replay() {
    for (_, bed) in started().await {
        let habo: Tenant = HABO.parse().unwrap();
        let (kim, alex) = (browser(&bed, "kim"), browser(&bed, "alex"));
        let waits = |shown: &str| [1, 2, 3, 4].map(|number| shown.contains(&format!("\"/waits/{number}\"")));
        tell(&bed, "governance", &habo, work(1)).await;
        tell(&bed, "governance", &habo, work(2)).await;
        tell(&bed, "governance", &habo, work(3)).await;
        tell(&bed, "governance", &habo, TaskClosed { task: Uuid::from_u128(2) }).await;
        tell(&bed, "governance", &habo, TaskClosed { task: Uuid::from_u128(3) }).await;
        bed.leap(TimeDelta::seconds(5)).await;
        tell(&bed, "governance", &habo, work(3)).await;
        tell(&bed, "governance", &Tenant::association(), work(4)).await;
        bed.running.settle().await.unwrap();
        let first = page(&alex).await;
        assert_eq!(waits(&first), [true, false, true, false], "closed, opened anew, another organisation's: {first}");
        assert!(first.contains("Det här väntar") && first.contains("Gör det"));
        assert_eq!(waits(&page(&kim).await), [false; 4], "a reader does no case officer's work");
        let portal = bed.service("portal");
        let across = portal.store.across_for(Actor::System("test")).await.unwrap();
        across.execute("DELETE FROM portal_task", []).await.unwrap();
        across.commit().await.unwrap();
        platform::replay::request(&portal.store).await.unwrap();
        eventually("what waits is as it was", 30, || async {
            let now = page(&alex).await;
            (waits(&now) == waits(&first)).then_some(())
        })
        .await;
        bed.stop_verified().await;
    }
}

/// An event as it was told at that time.
fn told<E: Event>(at: chrono::DateTime<chrono::Utc>, data: E) -> contracts::Envelope<E> {
    contracts::Envelope {
        specversion: contracts::event::SPECVERSION.into(),
        id: platform::id::new(),
        source: "/governance".into(),
        kind: contracts::event::type_of::<E>(),
        subject: None,
        time: at,
        datacontenttype: contracts::event::DATA_CONTENT_TYPE.into(),
        tenant: HABO.parse().unwrap(),
        causationid: None,
        traceparent: None,
        data,
    }
}

/// As when an operator has an event handled that was parked: what was told first is heard last.
#[tokio::test(flavor = "multi_thread")]
async fn an_opening_that_is_heard_after_its_closing_opens_nothing() {
    for (_, bed) in started().await {
        let portal = bed.service("portal");
        let opened = portal.clock.now() - TimeDelta::minutes(1);
        for (number, closed, waits) in [(1, 30, false), (2, -30, true)] {
            let tx = portal.store.begin_for(&HABO.parse().unwrap(), Actor::System("test")).await.unwrap();
            let closing = told(opened + TimeDelta::seconds(closed), TaskClosed { task: Uuid::from_u128(number) });
            crate::projection::task_closed(portal.clone(), tx.clone(), closing).await.unwrap();
            crate::projection::task_opened(portal.clone(), tx.clone(), told(opened, work(number))).await.unwrap();
            tx.commit().await.unwrap();
            let page = page(&browser(&bed, "alex")).await;
            assert_eq!(page.contains(&format!("\"/waits/{number}\"")), waits, "{number}");
        }
        bed.running.stop().await;
    }
}

/// Identity says that it lives, as it does every five seconds, so that what was seen of a session is believed for a while.
async fn live(bed: &Bed, kim: &Browser) {
    for _ in 0..10 {
        let sign = SessionNews { ended: Vec::new() };
        bed.service("identity").announce(SESSION_FEED, &sign).await.unwrap();
        page(kim).await;
    }
}

/// The broker dies again and again, so that no other service can be heard: the page is there all the time and says so.
#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_there_when_nobody_can_be_heard() {
    for (database, bed) in started().await {
        let kim = browser(&bed, "kim");
        let portal = bed.service("portal");
        assert!(!page(&kim).await.contains("tappat kontakten"));
        let (mut warned, mut seen) = (0, 0);
        for _ in 0..3 {
            live(&bed, &kim).await;
            let pid = std::fs::read_to_string(bed.data_dir().join("nats/server.pid")).unwrap();
            testbed::command("kill", &["-9", pid.trim()]).await;
            for _ in 0..10 {
                let now = page(&kim).await;
                assert!(now.contains("Mycket snart"), "what is known stays: {now}");
                seen += 1;
                if now.contains("tappat kontakten") {
                    assert!(now.contains("Senast hört") && now.contains("Möten och färdplaner"), "{now}");
                    warned += 1;
                }
            }
            eventually("the broker is back", 30, || async { portal.hearing().connected.then_some(()) }).await;
        }
        println!(
            "{database:?}: {seen} of {seen} first pages while the broker died three times, {warned} with the warning"
        );
        assert!(warned > 0, "the broker was away unnoticed");
        bed.running.stop().await;
    }
}

#[test]
fn every_text_is_there_in_both_languages() {
    let texts = ui::Texts::new(&[crate::module().texts]).unwrap();
    for lang in ui::Lang::ALL {
        assert_eq!(texts.missing(lang), Vec::<String>::new(), "{}", lang.tag());
    }
}
