//! The main job as its users do it, through HTTP: a loan is borrowed, shows as use and cost, is billed, approved by a second person
//! and becomes a line on a numbered invoice. What the other services charge does so too. The same steps run all in one on SQLite and split on PostgreSQL.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use testbed::{Bed, Browser, Database, FoundForm, Setup, eventually};

/// Where the platform is, and what a story leaves for the next part.
pub struct Story {
    url: String,
}

impl Story {
    /// A story told at this address.
    pub fn at(url: String) -> Self {
        Self { url }
    }

    async fn signed_in(&self, person: &str) -> Browser {
        let browser = Browser::new(self.url.clone());
        browser.sign_in(person).await;
        browser
    }

    /// A reader's loan is shown to the municipality's economist within some seconds, once.
    pub async fn a_loan_shows_within(&self, seconds: u64) {
        let (alex, kim) = (self.signed_in("alex").await, self.signed_in("kim").await);
        let before = bibblix_uses(&kim).await;
        let titles = alex.get("/api/bibblix/v1/titles?limit=50").await.json();
        let titles = titles["items"].as_array().unwrap();
        let form = alex.get(&format!("/bibblix/lend?title={}", titles[0]["id"].as_str().unwrap())).await;
        assert_eq!(form.status, StatusCode::OK);
        let sent =
            alex.send_only("/bibblix/lend", &[("title", titles[0]["id"].as_str().unwrap()), ("card", &card())]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        eventually("the economist sees the page's loan", seconds, || async {
            (bibblix_uses(&kim).await == before + 1).then_some(())
        })
        .await;
        let body = json!({ "title": titles[1]["id"], "card": card() });
        let lent = alex.json(Method::POST, "/api/bibblix/v1/loans", &body).await;
        assert_eq!(lent.status, StatusCode::CREATED, "{}", lent.body);
        eventually("the economist sees the API's loan", seconds, || async {
            (bibblix_uses(&kim).await == before + 2).then_some(())
        })
        .await;
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(bibblix_uses(&kim).await, before + 2, "each loan counts once");
        let start = kim.get("/").await;
        assert!(start.body.contains("Bibblix") && start.body.contains("Sandviken"), "the start page shows the service");
    }

    /// Finance makes the run anew, a second person approves, invoices are issued. `midway` happens while the run is under way.
    pub async fn a_run_becomes_invoices(&self, midway: impl AsyncFnOnce()) {
        let (robin, sam, kim) =
            (self.signed_in("robin").await, self.signed_in("sam").await, self.signed_in("kim").await);
        let waiting = self.run_in(&robin, "preview").await;
        let path = format!("/billing/runs/{waiting}/discard");
        let discarded = robin.send(&path, &[("reason", "Räknas om i ett prov")]).await;
        assert_eq!(discarded.status, StatusCode::OK, "{}", discarded.body);
        let started = robin.send_only("/billing/runs/new", &[("service", "bibblix")]).await;
        assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.body);
        midway().await;
        let run = eventually("the run is ready to look at", 60, || async {
            let runs = robin.get("/api/billing/v1/runs?limit=1").await.json();
            let run = &runs["items"][0];
            (run["state"] == "preview").then(|| run["run"].as_str().unwrap().to_owned())
        })
        .await;
        assert_ne!(run, waiting, "a new run took the place of the discarded one");
        let preview = robin.get(&format!("/billing/runs/{run}/preview")).await;
        assert!(preview.body.contains("Sandviken"), "the preview names each municipality");
        let uses = robin.get(&format!("/billing/runs/{run}/lines/sandviken-2181")).await;
        assert_eq!(uses.status, StatusCode::OK);
        robin.step_up("robin").await;
        let own = robin.send(&format!("/billing/runs/{run}/approval"), &[]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "who has prepared a run may not approve it");
        let weak = sam.send_only(&format!("/billing/runs/{run}/approval"), &[]).await;
        assert!(
            weak.location().unwrap_or_default().starts_with("/identity/step-up"),
            "approval demands a fresh sign-in"
        );
        sam.step_up("sam").await;
        let approval = sam.get(&format!("/billing/runs/{run}/approval")).await;
        let form = FoundForm::on(&approval.body, &format!("/billing/runs/{run}/approval")).expect("an approval form");
        let approved = sam.submit(&form, &[]).await;
        assert_eq!(approved.status, StatusCode::OK, "{}", approved.body);
        eventually("the invoices are issued", 60, || async {
            let runs = robin.get("/api/billing/v1/runs?limit=1").await.json();
            (runs["items"][0]["state"] == "issued").then_some(())
        })
        .await;
        let invoices = kim.get("/api/billing/v1/invoices?limit=1").await.json();
        let invoice = &invoices["items"][0];
        let page = kim.get(&format!("/billing/invoices/{}", invoice["invoice"].as_str().unwrap())).await;
        assert!(page.body.contains(invoice["number"].as_str().unwrap()), "the invoice is a page with its number");
        let again = sam.send(&format!("/billing/runs/{run}/approval"), &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a run is issued once");
    }

    /// What another service charges becomes a line on an invoice too, and its council has a seat for who is charged.
    async fn is_charged_and_has_a_seat(&self, bed: &Bed, service: &str, meter: &str) {
        let (robin, sam, kim) =
            (self.signed_in("robin").await, self.signed_in("sam").await, self.signed_in("kim").await);
        let councils = kim.get("/api/governance/v1/councils?limit=100").await.json();
        let seats = councils["items"].as_array().unwrap().iter().filter(|one| one["council"] == service);
        assert_eq!(seats.count(), 1, "Sandviken sits in the council of {service}: {councils}");
        let council = kim.get(&format!("/governance/councils/{service}")).await;
        assert_eq!(council.status, StatusCode::OK, "{}", council.body);
        let started = robin.send_only("/billing/runs/new", &[("service", service)]).await;
        assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.body);
        let run = started.location().unwrap().split('/').nth(3).unwrap().to_owned();
        let reaches = async |state: &str| {
            eventually(&format!("the run of {service} is {state}"), 60, || async {
                let told = robin.get(&format!("/api/billing/v1/runs/{run}")).await.json();
                (told["state"] == state).then_some(())
            })
            .await;
        };
        reaches("preview").await;
        sam.step_up("sam").await;
        let path = format!("/billing/runs/{run}/approval");
        let form = FoundForm::on(&sam.get(&path).await.body, &path).expect("an approval form");
        let approved = sam.submit(&form, &[]).await;
        assert_eq!(approved.status, StatusCode::OK, "{}", approved.body);
        reaches("issued").await;
        // Whoever used it in the first month that waits to be billed.
        let across = bed.service("billing").store.across_read(platform::Actor::System("test")).await.unwrap();
        let sql = "SELECT quantity, ore FROM billing_invoice_line WHERE item = $1 AND kind = 'usage'";
        let lines = across.query(sql, [meter.into()]).await.unwrap();
        assert!(!lines.is_empty(), "no line of {meter}");
        for line in lines {
            let value = |name: &str| line.try_get::<i64>("", name).unwrap();
            let (quantity, ore) = (value("quantity"), value("ore"));
            assert!(quantity > 0 && ore > 0 && ore % quantity == 0, "{meter}: {quantity} for {ore} öre");
        }
    }

    async fn run_in(&self, finance: &Browser, state: &str) -> String {
        eventually("the demonstration's run waits", 120, || async {
            let runs = finance.get("/api/billing/v1/runs?limit=1").await.json();
            let run = &runs["items"][0];
            (run["state"] == state).then(|| run["run"].as_str().unwrap().to_owned())
        })
        .await
    }
}

/// A library card that no other test uses.
fn card() -> String {
    let digits: String = platform::id::random().as_u128().to_string().chars().take(10).collect();
    digits
}

/// Uses of Bibblix this month, as the portal has them.
async fn bibblix_uses(kim: &Browser) -> i64 {
    let usage = kim.get("/api/portal/v1/usage?limit=100").await.json();
    let items = usage["items"].as_array().cloned().unwrap_or_default();
    let month = items.iter().filter_map(|item| item["month"].as_str()).max().unwrap_or_default().to_owned();
    let of_month = |item: &&Value| item["service"] == "bibblix" && item["month"] == *month;
    items.iter().filter(of_month).filter_map(|item| item["quantity"].as_i64()).sum()
}

async fn all_in_one(database: Database) {
    let bed =
        Bed::start(sambruk::registry, Setup { database, clock: platform::Clock::System, defaults: sambruk::DEFAULTS })
            .await;
    bed.demonstrate(5).await;
    let story = Story::at(bed.url(""));
    story.a_loan_shows_within(20).await;
    let caught = bed.data_dir().join("mail");
    eventually("who may approve has been written to, and the mail was caught here", 40, || async {
        let letters =
            std::fs::read_dir(&caught).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        letters.filter(|letter| letter.contains("To: sam@sambruk.example")).count().ge(&1).then_some(())
    })
    .await;
    story.a_run_becomes_invoices(async || ()).await;
    let others = sambruk::registry().into_iter().filter(|module| module.name != "bibblix");
    let charged: Vec<_> = others.filter_map(|module| Some((module.name, module.meters.first()?.name))).collect();
    assert!(charged.len() >= 2, "{charged:?}");
    for (service, meter) in charged {
        story.is_charged_and_has_a_seat(&bed, service, meter).await;
    }
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loan_becomes_an_invoice_line_on_sqlite() {
    all_in_one(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loan_becomes_an_invoice_line_on_postgres() {
    all_in_one(Database::Postgres).await;
}
