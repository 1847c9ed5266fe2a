//! Who sits where, and what is refused before anybody votes.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_follows_the_subscription() {
    let bed = ALONE.on(Database::Sqlite).await;
    let habo = member(&bed, "habo-0643");
    let council = habo.get("/api/governance/v1/councils/bibblix").await.json();
    assert_eq!(council["members"], json!(SEATED));
    let seat = own_seat(&habo).await;
    let tx =
        bed.service("members").store.begin_for(&"habo-0643".parse().unwrap(), Actor::System("test")).await.unwrap();
    let ends = "2026-11-21".parse().unwrap();
    let fact = SubscriptionEnded { subscription: seat.parse().unwrap(), service: "bibblix".into(), ends };
    tx.emit(fact).await.unwrap();
    tx.commit().await.unwrap();
    bed.running.settle().await.unwrap();
    assert_eq!(habo.get("/api/governance/v1/councils").await.json()["total"], 0);
    assert_eq!(habo.get("/api/governance/v1/councils/bibblix").await.status, StatusCode::NOT_FOUND);
    let wish = json!({ "title": "Läslistor", "text": "Barnen behöver det här." });
    assert_eq!(post(&habo, &format!("/seats/{seat}/proposals"), wish).await.status, StatusCode::NOT_FOUND);
    let uppsala = member(&bed, "uppsala-0380");
    let council = uppsala.get("/api/governance/v1/councils/bibblix").await.json();
    assert_eq!(council["members"], json!(["sandviken-2181", "uppsala-0380"]));
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_seat_sees_and_does_nothing() {
    let bed = ALONE.on(Database::Sqlite).await;
    let number = opened(&bed).await;
    let (habo, arboga) = (member(&bed, "habo-0643"), member(&bed, SEATLESS));
    assert_eq!(arboga.get("/api/governance/v1/councils").await.json()["total"], 0);
    let (seat, paper) = (own_seat(&habo).await, own_paper(&habo).await);
    for path in [
        "/api/governance/v1/councils/bibblix".to_owned(),
        format!("/api/governance/v1/councils/bibblix/ballots/{number}"),
        format!("/api/governance/v1/papers/{paper}"),
        "/governance/councils/bibblix".into(),
        format!("/governance/councils/bibblix/ballots/{number}"),
        format!("/governance/papers/{paper}"),
        format!("/governance/papers/{paper}/receipt"),
        format!("/governance/seats/{seat}/propose"),
    ] {
        assert_eq!(arboga.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(habo.get(&path).await.status, StatusCode::OK, "the control: {path}");
    }
    let vote = post(&arboga, &format!("/papers/{paper}/vote"), json!({ "approvals": [1, 2, 3] })).await;
    assert_eq!(vote.status, StatusCode::NOT_FOUND);
    assert_eq!(bed.audited("governance", SEATLESS, "governance.vote.refused").await.len(), 1);
    let wish = json!({ "title": "Läslistor", "text": "Barnen behöver det här." });
    assert_eq!(post(&arboga, &format!("/seats/{seat}/proposals"), wish).await.status, StatusCode::NOT_FOUND);
    for council in ["billing", "ingenting"] {
        assert_eq!(habo.get(&format!("/api/governance/v1/councils/{council}")).await.status, StatusCode::NOT_FOUND);
    }
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn proposals_estimates_and_openings_are_refused_in_words() {
    let bed = ALONE.on(Database::Sqlite).await;
    let (habo, office) = (member(&bed, "habo-0643"), office(&bed));
    let seat = own_seat(&habo).await;
    let propose = format!("/seats/{seat}/proposals");
    let code =
        |answer: &testbed::Answer| answer.json()["type"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let text = "Barnen behöver det här.";
    for (title, text, wanted) in [
        ("", text, "proposal-title"),
        (&*"å".repeat(121), text, "proposal-title"),
        ("Läslistor", "Kort", "proposal-text"),
        ("Läslistor", &*"å".repeat(2001), "proposal-text"),
    ] {
        let answer = post(&habo, &propose, json!({ "title": title, "text": text })).await;
        assert_eq!((answer.status, &*code(&answer)), (StatusCode::UNPROCESSABLE_ENTITY, wanted));
    }
    let open = |hours: i64, closes: &str| json!({ "title": "Färdplan 2027", "hours": hours, "closes": closes });
    for (number, title) in ["Läslistor", "Sökning", "Mörkt läge"].into_iter().enumerate() {
        let few = post(&office, "/councils/bibblix/ballots", open(90, "2026-12-06")).await;
        assert_eq!(code(&few), "too-few-items", "{number}: {}", few.body);
        let made = post(&habo, &propose, json!({ "title": title, "text": text })).await;
        assert_eq!(made.json()["proposal"], number + 1, "what is refused uses no number");
        let path = format!("/councils/bibblix/proposals/{}/estimate", number + 1);
        for (hours, low, wanted) in [(0, 0, "estimate-hours"), (-1, 1, "estimate-hours"), (20, 21, "estimate-spread")] {
            let answer = post(&office, &path, json!({ "hours": hours, "low": low })).await;
            assert_eq!((answer.status, &*code(&answer)), (StatusCode::UNPROCESSABLE_ENTITY, wanted));
        }
        assert_eq!(
            post(&habo, &path, json!({ "hours": 20 })).await.status,
            StatusCode::NOT_FOUND,
            "members do not estimate"
        );
        assert_eq!(post(&office, &path, json!({ "hours": 20 })).await.status, StatusCode::NO_CONTENT);
    }
    for (hours, closes, wanted) in
        [(0, "2026-12-06", "hours-budget"), (90, "2026-12-05", "closing-day"), (90, "2027-03-01", "closing-day")]
    {
        let answer = post(&office, "/councils/bibblix/ballots", open(hours, closes)).await;
        assert_eq!((answer.status, &*code(&answer)), (StatusCode::UNPROCESSABLE_ENTITY, wanted));
    }
    assert_eq!(post(&habo, "/councils/bibblix/ballots", open(90, "2026-12-06")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(post(&office, "/councils/bibblix/ballots", open(90, "2026-12-06")).await.status, StatusCode::CREATED);
    let late = post(&office, "/councils/bibblix/proposals/1/estimate", json!({ "hours": 30 })).await;
    assert_eq!(code(&late), "estimate-stands");
    bed.stop_verified().await;
}
