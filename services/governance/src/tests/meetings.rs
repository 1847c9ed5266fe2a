//! From a planned meeting to verified minutes, and everything that is refused on the way.

use super::*;

const COUNCIL: &str = "/governance/councils/bibblix";
const PLAN: [(&str, &str); 6] = [
    ("title", "Rådsmöte i vinter"),
    ("day", "2026-12-10"),
    ("from", "13.00"),
    ("to", "15.30"),
    ("place", "Gävle, \"Stora; salen\""),
    ("link", ""),
];

/// Sends a form that must be refused with these words.
async fn refused(browser: &Browser, path: &str, fields: &[(&str, &str)], words: &str) {
    let answer = browser.send_only(path, fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answer.body);
    assert!(answer.body.contains(words), "{path} does not say «{words}»: {}", answer.body);
}

/// Sends a form that must be taken.
async fn taken(browser: &Browser, path: &str, fields: &[(&str, &str)]) {
    let answer = browser.send_only(path, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
}

/// A person of her own, whose session is the same each time that she is asked for: she has one cookie and one name.
fn named(bed: &Bed, who: &str) -> Browser {
    bed.person(who)
}

async fn told(bed: &Bed, kind: &str) -> i64 {
    let across = bed.service("governance").store.across_read(Actor::System("test")).await.unwrap();
    let sql = "SELECT COUNT(*) AS count FROM outbox WHERE kind = $1";
    across.query(sql, [kind.into()]).await.unwrap()[0].try_get("", "count").unwrap()
}

async fn own_signature(browser: &Browser) -> String {
    let page = browser.get(&format!("{COUNCIL}/meetings/1")).await.body;
    let (_, rest) = page.split_once("/governance/signatures/").unwrap_or_else(|| panic!("no signature: {page}"));
    format!("/governance/signatures/{}", rest.get(..36).unwrap())
}

/// Planned, with two items on the agenda, and called.
async fn called(office: &Browser) {
    taken(office, &format!("{COUNCIL}/plan"), &PLAN).await;
    let agenda = format!("{COUNCIL}/meetings/1/agenda");
    taken(office, &agenda, &[("title", "Prislistan för nästa år"), ("decides", "yes"), ("subject", "")]).await;
    taken(office, &agenda, &[("title", "Driftstatus i höst"), ("decides", "no"), ("subject", "")]).await;
    taken(office, &format!("{COUNCIL}/meetings/1/notice"), &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_is_planned_called_held_and_its_minutes_verified() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let office = office(&bed);
        called(&office).await;
        bed.running.settle().await.unwrap();
        let planned = told(&bed, "se.sambruk.governance.meeting-planned.v1").await;
        assert_eq!(planned, 4, "three municipalities and the association");
        assert_eq!(told(&bed, "se.sambruk.governance.meeting-changed.v1").await, 4);
        let habo = member(&bed, "habo-0643");
        let page = habo.get(&format!("{COUNCIL}/meetings/1")).await.body;
        assert!(page.contains("Kallelse skickad") && page.contains("Prislistan för nästa år"), "{page}");
        assert!(!page.contains("Ställ in mötet"), "the office alone cancels");
        let (attendance, minutes) = (format!("{COUNCIL}/attendance/1"), format!("{COUNCIL}/minutes/1"));
        refused(&office, &attendance, &[("present", "habo-0643")], "Skriv om det när det har börjat").await;
        leap(&bed, TimeDelta::days(18) + TimeDelta::hours(6)).await;
        let text = ("minutes", "Mötet öppnades.\n\nInget mer.");
        let decision = ("decision-1", "Rådet godkänner prislistan.");
        refused(&office, &minutes, &[text, decision], "Ingen kommun är antecknad som närvarande").await;
        refused(&office, &attendance, &[("present", "arboga-1984")], "ingen plats i rådet den dagen").await;
        taken(&office, &attendance, &[("present", "habo-0643")]).await;
        refused(&office, &minutes, &[text, decision], "En kommun var med. Minst 2 behövs för ett beslut.").await;
        let two = [("present", "habo-0643"), ("present", "uppsala-0380")];
        let with = |chair, verifier| [two[0], two[1], ("chair", chair), ("verifier", verifier)];
        refused(&office, &attendance, &with("habo-0643", "habo-0643"), "två olika kommuner").await;
        refused(&office, &attendance, &with("habo-0643", "sandviken-2181"), "två olika kommuner").await;
        taken(&office, &attendance, &with("habo-0643", "uppsala-0380")).await;
        refused(&office, &minutes, &[text, ("decision-2", "Ett beslut.")], "Bara det som stod för beslut").await;
        refused(&office, &minutes, &[("minutes", "Kort"), ("then", "send")], "10 till 20").await;
        taken(&office, &minutes, &[text, decision]).await;
        let api = |browser: Browser| async move {
            browser.get("/api/governance/v1/councils/bibblix/meetings/1").await.json()
        };
        assert!(api(member(&bed, "habo-0643")).await["text"].is_null(), "a draft is the secretary's");
        taken(&office, &minutes, &[text, decision, ("then", "send")]).await;
        refused(&office, &minutes, &[text], "kan inte ändras").await;
        refused(&office, &attendance, &two, "kan inte ändras").await;
        verified(&bed).await;
        let whole = api(member(&bed, "sandviken-2181")).await;
        assert_eq!(whole["meeting"]["minutes"], "verified");
        assert_eq!(whole["agendaItems"][0]["decision"], "Rådet godkänner prislistan.");
        assert!(whole["quorate"] == true && whole["minutesHash"].as_str().unwrap().len() == 64);
        refused(&office, &minutes, &[text], "kan inte ändras").await;
        bed.stop_verified().await;
    }
}

/// Sent back once, then verified by two persons of the two municipalities and by nobody else.
async fn verified(bed: &Bed) {
    let (habo, uppsala) = (named(bed, "habo-0643:council-member"), named(bed, "uppsala-0380:council-member"));
    let (first, other) = (own_signature(&habo).await, own_signature(&uppsala).await);
    assert_eq!(uppsala.get(&first).await.status, StatusCode::NOT_FOUND, "another municipality's");
    assert_eq!(uppsala.send_only(&first, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bed.person("habo-0643:reader").send_only(&first, &[]).await.status, StatusCode::NOT_FOUND);
    taken(&habo, &first, &[]).await;
    refused(&habo, &first, &[], "väntar inte på att justeras av er").await;
    refused(&uppsala, &format!("{other}/return"), &[("reason", "Fel")], "vad som behöver rättas").await;
    taken(&uppsala, &format!("{other}/return"), &[("reason", "Närvaron stämmer inte.")]).await;
    let office = office(bed);
    let page = office.get(&format!("{COUNCIL}/minutes/1")).await.body;
    assert!(page.contains("Protokollet kom tillbaka: Närvaron stämmer inte."), "{page}");
    let text = [("minutes", "Mötet öppnades.\n\nInget mer."), ("decision-1", "Rådet godkänner prislistan.")];
    taken(&office, &format!("{COUNCIL}/minutes/1"), &[text[0], text[1], ("then", "send")]).await;
    taken(&habo, &own_signature(&habo).await, &[]).await;
    taken(&uppsala, &own_signature(&uppsala).await, &[]).await;
    let page = habo.get(&format!("{COUNCIL}/meetings/1")).await.body;
    assert!(page.contains("Protokollet är justerat") && page.contains("Justerat av Kim council-member"), "{page}");
    assert_eq!(bed.audited("governance", "habo-0643", "governance.minutes.verify").await.len(), 2);
    assert_eq!(bed.audited("governance", "uppsala-0380", "governance.minutes.return").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_planned_called_or_changed_is_refused_in_words() {
    let bed = ALONE.on(Database::Sqlite).await;
    let office = office(&bed);
    let plan = format!("{COUNCIL}/plan");
    for (field, value, words) in [
        ("title", "Möte", "Skriv en rubrik på 5 till 120 tecken."),
        ("day", "2026-12-05", "Välj en dag från 6\u{a0}december 2026"),
        ("day", "i morgon", "Välj en dag från"),
        ("from", "16.00", "Skriv när mötet börjar och slutar"),
        ("to", "halv tre", "Skriv när mötet börjar och slutar"),
        ("place", "", "Skriv en plats med högst 200 tecken, eller en länk."),
        ("link", "http://mote.example", "Skriv en länk som börjar med https://"),
    ] {
        let fields = PLAN.map(|(name, other)| if name == field { (name, value) } else { (name, other) });
        refused(&office, &plan, &fields, words).await;
    }
    taken(&office, &plan, &PLAN).await;
    let at = |rest: &str| format!("{COUNCIL}/meetings/1{rest}");
    refused(&office, &at("/notice"), &[], "Skriv minst ett ärende på dagordningen").await;
    let item = |title, subject| [("title", title), ("decides", "yes"), ("subject", subject)];
    refused(&office, &at("/agenda"), &item("Val", ""), "5 till 120 tecken").await;
    refused(&office, &at("/agenda"), &item("Prislistan", "proposal:7"), "inget sådant förslag").await;
    taken(&office, &at("/agenda"), &item("Prislistan", "")).await;
    taken(&office, &at("/agenda"), &item("Prislistan igen", "")).await;
    taken(&office, &at("/remove"), &[("item", "2")]).await;
    taken(&office, &at("/notice"), &[]).await;
    refused(&office, &at("/notice"), &[], "Kallelsen är redan skickad.").await;
    refused(&office, &at("/agenda"), &item("Prislistan igen", ""), "inget mer kan tas upp för beslut").await;
    refused(&office, &at("/remove"), &[("item", "1")], "inget mer kan tas upp för beslut").await;
    let soon = PLAN.map(|(name, value)| if name == "day" { (name, "2026-12-04") } else { (name, value) });
    refused(&office, &at("/edit"), &soon, "Välj en dag från").await;
    let elsewhere = PLAN.map(|(name, value)| if name == "place" { (name, "Falun") } else { (name, value) });
    taken(&office, &at("/edit"), &elsewhere).await;
    let form = office.get(&at("/edit")).await.body;
    assert!(form.contains("value=\"13.00\"") && form.contains("value=\"Falun\""), "what it is now: {form}");
    assert!(office.get(&at("")).await.body.contains("Kallelsen är skickad"), "another place needs no other notice");
    let later = PLAN.map(|(name, value)| if name == "day" { (name, "2026-12-20") } else { (name, value) });
    taken(&office, &at("/edit"), &later).await;
    assert!(office.get(&at("")).await.body.contains("Kallelsen är inte skickad än"), "another day does");
    leap(&bed, TimeDelta::days(15)).await;
    refused(&office, &at("/notice"), &[], "Kallelsen skulle ha gått ut senast 6\u{a0}december 2026").await;
    taken(&office, &at("/cancel"), &[]).await;
    refused(&office, &at("/edit"), &later, "Mötet är inställt.").await;
    bed.running.settle().await.unwrap();
    assert_eq!(told(&bed, "se.sambruk.governance.meeting-cancelled.v1").await, 4);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gets_a_seat_later_is_told_then_and_others_see_nothing() {
    let bed = ALONE.on(Database::Sqlite).await;
    called(&office(&bed)).await;
    let arboga = member(&bed, SEATLESS);
    let habo = member(&bed, "habo-0643");
    for path in ["meetings", "meetings/1", "calendar"].map(|path| format!("{COUNCIL}/{path}")) {
        assert_eq!(arboga.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(habo.get(&path).await.status, StatusCode::OK, "the control: {path}");
    }
    for path in ["plan", "meetings/1/edit", "attendance/1", "minutes/1"].map(|path| format!("{COUNCIL}/{path}")) {
        assert_eq!(habo.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let tx = bed.service("members").store.begin_for(&SEATLESS.parse().unwrap(), Actor::System("test")).await.unwrap();
    let begins = "2026-11-01".parse().unwrap();
    let fact = SubscriptionStarted { subscription: platform::id::new(), begins, ..SubscriptionStarted::sample() };
    tx.emit(fact).await.unwrap();
    tx.commit().await.unwrap();
    bed.running.settle().await.unwrap();
    crate::meetings::tell::newcomers(bed.service("governance").clone(), bed.clock.now()).await.unwrap();
    crate::meetings::tell::newcomers(bed.service("governance").clone(), bed.clock.now()).await.unwrap();
    assert_eq!(told(&bed, "se.sambruk.governance.meeting-planned.v1").await, 5, "once");
    assert_eq!(arboga.get(&format!("{COUNCIL}/meetings/1")).await.status, StatusCode::OK);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_finds_minutes_that_were_changed() {
    let bed = ALONE.on(Database::Sqlite).await;
    bed.demonstrate(100).await;
    bed.running.settle().await.unwrap();
    assert!(bed.verify().await.is_empty());
    let across = bed.service("governance").store.across_for(Actor::System("test")).await.unwrap();
    across.execute("UPDATE governance_agenda SET decision = 'Nej' WHERE meeting = 1", []).await.unwrap();
    across.execute("DELETE FROM governance_signature WHERE meeting = 1 AND part = 'chair'", []).await.unwrap();
    across.commit().await.unwrap();
    let codes: Vec<_> = bed.verify().await.into_iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["minutes-unsigned", "minutes-changed"]);
    bed.running.stop().await;
}
