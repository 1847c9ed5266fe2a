//! From a proposal to the roadmap, and every vote that is refused.

use serde_json::json;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_council_votes_and_the_roadmap_follows() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let number = opened(&bed).await;
        for (tenant, approvals) in
            [("habo-0643", [1, 2, 3]), ("sandviken-2181", [1, 2, 4]), ("uppsala-0380", [1, 3, 4])]
        {
            let browser = member(&bed, tenant);
            let paper = own_paper(&browser).await;
            let cast = post(&browser, &format!("/papers/{paper}/vote"), json!({ "approvals": approvals })).await;
            assert_eq!(cast.status, StatusCode::OK, "{}", cast.body);
            assert!(cast.json()["reference"].as_str().unwrap().starts_with("BIBBLIX-1-"), "{}", cast.body);
        }
        let habo = member(&bed, "habo-0643");
        let path = format!("/api/governance/v1/councils/bibblix/ballots/{number}");
        let open = habo.get(&path).await;
        assert!(open.json()["outcome"].is_null() && !open.body.contains("approvals"), "hidden until it closes");
        // The three have 30 hours each. All pay for the first; then the others cost the same per hour, and the cheapest go first.
        leap(&bed, TimeDelta::days(14) + TimeDelta::hours(6)).await;
        let closed = eventually("it closes by itself", 40, || async {
            let answer = habo.get(&path).await.json();
            answer["outcome"].is_object().then_some(answer)
        })
        .await;
        let outcome = &closed["outcome"];
        assert_eq!((&outcome["usedHours"], &outcome["rule"]), (&json!(90), &json!("mes-1")));
        let reasons: Vec<_> =
            outcome["verdicts"].as_array().unwrap().iter().map(|verdict| verdict["reason"].as_str().unwrap()).collect();
        assert_eq!(reasons, ["shared", "shared", "shared", "tie-lost"], "{outcome}");
        assert_eq!(outcome["votes"].as_array().unwrap().len(), 3);
        let council = habo.get("/api/governance/v1/councils/bibblix").await.json();
        let states: Vec<_> =
            council["proposals"].as_array().unwrap().iter().rev().map(|one| one["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["next", "next", "next", "estimated"]);
        let office = office(&bed);
        for (wanted, column) in [(StatusCode::NO_CONTENT, "now"), (StatusCode::NO_CONTENT, "done")] {
            assert_eq!(post(&office, "/councils/bibblix/roadmap-items/1/move", json!({})).await.status, wanted);
            let council = habo.get("/api/governance/v1/councils/bibblix").await.json();
            assert_eq!(council["proposals"][3]["column"], column);
        }
        let moved = post(&office, "/councils/bibblix/roadmap-items/1/move", json!({})).await;
        assert_eq!(moved.json()["type"], "https://sambruk.se/problems/no-such-move");
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refused_vote_says_why_and_leaves_a_trace() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        opened(&bed).await;
        let (habo, uppsala) = (member(&bed, "habo-0643"), member(&bed, "uppsala-0380"));
        let paper = own_paper(&habo).await;
        let path = format!("/papers/{paper}/vote");
        for (approvals, code) in [
            (json!([1, 2]), "too-few-approvals"),
            (json!([]), "too-few-approvals"),
            (json!([1, 2, 5]), "unknown-item"),
            (json!([1, 2, 2]), "item-twice"),
        ] {
            let answer = post(&habo, &path, json!({ "approvals": approvals })).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(answer.json()["type"], format!("https://sambruk.se/problems/{code}"), "{}", answer.body);
        }
        let good = json!({ "approvals": [1, 2, 3] });
        let foreign = post(&uppsala, &path, good.clone()).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "another municipality's paper");
        assert_eq!(post(&bed.person("habo-0643:reader"), &path, good.clone()).await.status, StatusCode::NOT_FOUND);
        assert_eq!(post(&habo, &path, good.clone()).await.status, StatusCode::OK, "the control");
        let again = post(&habo, &path, good.clone()).await;
        assert_eq!(again.json()["type"], "https://sambruk.se/problems/voted-meanwhile", "{}", again.body);
        let changed = post(&habo, &path, json!({ "approvals": [2, 3, 4], "seen": 1 })).await;
        assert_eq!((changed.status, changed.json()["seen"].as_i64()), (StatusCode::OK, Some(2)));
        leap(&bed, TimeDelta::days(14) + TimeDelta::hours(5)).await;
        let late = post(&habo, &path, json!({ "approvals": [1, 2, 3], "seen": 2 })).await;
        assert_eq!(late.json()["type"], "https://sambruk.se/problems/ballot-closed", "{}", late.body);
        let traces = bed.audited("governance", "habo-0643", "governance.vote.refused").await;
        assert_eq!(traces.len(), 6, "{traces:?}");
        assert!(traces.iter().all(|trace| trace.starts_with(&paper)) && traces[5].contains("ballot-closed"));
        assert_eq!(bed.audited("governance", "uppsala-0380", "governance.vote.refused").await.len(), 1);
        assert_eq!(bed.audited("governance", "habo-0643", "governance.vote.cast").await.len(), 2);
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_first_votes_at_once_one_is_taken() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        opened(&bed).await;
        let colleagues: Vec<Browser> = (0..8).map(|_| member(&bed, "habo-0643")).collect();
        let path = format!("/papers/{}/vote", own_paper(&colleagues[0]).await);
        let votes = colleagues.iter().map(|colleague| post(colleague, &path, json!({ "approvals": [1, 2, 3] })));
        let answers = futures_util::future::join_all(votes).await;
        let taken = answers.iter().filter(|answer| answer.status == StatusCode::OK).count();
        let refused = answers.iter().filter(|answer| answer.body.contains("voted-meanwhile")).count();
        assert_eq!((taken, refused), (1, 7), "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_closes_early_only_when_all_have_voted() {
    let bed = ALONE.on(Database::Sqlite).await;
    let number = opened(&bed).await;
    let office = office(&bed);
    let close = format!("/councils/bibblix/ballots/{number}/close");
    for (at, tenant) in SEATED.into_iter().enumerate() {
        let early = post(&office, &close, json!({})).await;
        assert_eq!(early.json()["type"], "https://sambruk.se/problems/too-early-to-close");
        assert!(early.body.contains(&format!("and {} have not", 3 - at)), "{}", early.body);
        let browser = member(&bed, tenant);
        let paper = own_paper(&browser).await;
        assert_eq!(
            post(&browser, &format!("/papers/{paper}/vote"), json!({ "approvals": [1, 2, 3] })).await.status,
            StatusCode::OK
        );
    }
    let closed = post(&office, &close, json!({})).await;
    assert_eq!((closed.status, closed.json()["usedHours"].as_i64()), (StatusCode::OK, Some(90)), "{}", closed.body);
    let twice = post(&office, &close, json!({})).await;
    assert_eq!(twice.json()["type"], "https://sambruk.se/problems/closed-already");
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_finds_a_vote_and_an_outcome_that_were_changed() {
    let bed = ALONE.on(Database::Sqlite).await;
    let number = opened(&bed).await;
    for tenant in SEATED {
        let browser = member(&bed, tenant);
        let paper = own_paper(&browser).await;
        post(&browser, &format!("/papers/{paper}/vote"), json!({ "approvals": [1, 2, 3] })).await;
    }
    post(&office(&bed), &format!("/councils/bibblix/ballots/{number}/close"), json!({})).await;
    bed.running.settle().await.unwrap();
    assert!(bed.verify().await.is_empty());
    let ctx = bed.service("governance");
    let harm = |sql: &'static str| async move {
        let across = ctx.store.across_for(Actor::System("test")).await.unwrap();
        across.execute(sql, []).await.unwrap();
        across.commit().await.unwrap();
    };
    let codes = || async {
        let mut codes: Vec<_> = bed.verify().await.into_iter().map(|finding| finding.code).collect();
        codes.dedup();
        codes
    };
    harm("UPDATE governance_paper SET items = '[2,3,4]' WHERE tenant = 'habo-0643'").await;
    assert_eq!(codes().await, ["vote-differs", "recount-differs"]);
    harm("UPDATE governance_paper SET items = '[1,2,3]' WHERE tenant = 'habo-0643'").await;
    assert!(codes().await.is_empty());
    harm("UPDATE governance_ballot SET outcome = replace(outcome, '\"usedHours\":90', '\"usedHours\":91')").await;
    assert_eq!(codes().await, ["outcome-changed", "recount-differs"]);
    harm("UPDATE governance_ballot SET outcome = replace(outcome, '\"usedHours\":91', '\"usedHours\":90')").await;
    harm("UPDATE governance_proposal SET state = 'next' WHERE number = 4").await;
    assert_eq!(codes().await, ["roadmap-differs"]);
    bed.running.stop().await;
}
