//! The pages over HTTP, without JavaScript.

use super::*;

const ITEMS: [(&str, &str); 3] = [("item", "1"), ("item", "2"), ("item", "4")];

#[tokio::test(flavor = "multi_thread")]
async fn a_member_chooses_checks_votes_and_changes_her_mind() {
    let bed = ALONE.on(Database::Sqlite).await;
    opened(&bed).await;
    let sandviken = member(&bed, "sandviken-2181");
    let paper = own_paper(&sandviken).await;
    let at = |end: &str| format!("/governance/papers/{paper}{end}");
    let page = sandviken.get(&at("")).await;
    for words in [
        "Stöd minst 3 förslag",
        "90\u{a0}h",
        "30\u{a0}h om alla 3 kommuner röstar",
        "40\u{a0}h",
        "Kontrollera din röst",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert_eq!(sandviken.get(&at("/receipt")).await.path, at(""), "there is no receipt yet");
    for step in ["/review", "/vote"] {
        let few = sandviken.send_only(&at(step), &ITEMS[..2]).await;
        assert_eq!(few.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            few.body.contains("Ni har bara valt 2 förslag. Stöd minst 3.") && few.body.contains("field-item-error")
        );
        let unknown = sandviken.send_only(&at(step), &[("item", "1"), ("item", "2"), ("item", "9")]).await;
        assert!(unknown.body.contains("Förslag nummer 9 finns inte i den här omröstningen"), "{}", unknown.body);
    }
    assert_eq!(bed.audited("governance", "sandviken-2181", "governance.vote.refused").await.len(), 4);
    let check = sandviken.send_only(&at("/review"), &ITEMS).await;
    assert_eq!(check.status, StatusCode::OK);
    assert!(check.body.contains("Ni stöder 3 av 4 förslag") && check.body.contains("Lägg röst"), "{}", check.body);
    let sent = sandviken.send_only(&at("/vote"), &ITEMS).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, Some(&*at("/receipt"))));
    let receipt = sandviken.get(&at("/receipt")).await.body;
    assert!(receipt.contains("Rösten är lagd") && receipt.contains("BIBBLIX-1-"), "{receipt}");
    let colleague = sandviken.send_only(&at("/vote"), &[("item", "1"), ("item", "2"), ("item", "3")]).await;
    assert_eq!(colleague.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(colleague.body.contains("En kollega har lagt kommunens röst under tiden"), "{}", colleague.body);
    let changed = [("seen", "1"), ("item", "1"), ("item", "2"), ("item", "3")];
    assert_eq!(sandviken.send_only(&at("/vote"), &changed).await.status, StatusCode::SEE_OTHER);
    assert!(sandviken.get(&at("/receipt")).await.body.contains("Läslistor, Sökning, Mörkt läge"));
    assert_eq!(sandviken.send_only(&at("/vote"), &[("tenant", "x")]).await.status, StatusCode::BAD_REQUEST);
    leap(&bed, TimeDelta::days(15)).await;
    let late = sandviken.send_only(&at("/vote"), &[("seen", "2"), ("item", "1"), ("item", "2"), ("item", "4")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("tar inte emot fler röster") && !late.body.contains("Kontrollera din röst"));
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_is_told_by_the_field_what_is_wrong() {
    let bed = ALONE.on(Database::Sqlite).await;
    let habo = member(&bed, "habo-0643");
    let propose = format!("/governance/seats/{}/propose", own_seat(&habo).await);
    let wrong = habo.send_only(&propose, &[("title", ""), ("text", "Barnen behöver det här.")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Skriv en rubrik på 5 till 120 tecken.") && wrong.body.contains("field-title-error"));
    assert!(wrong.body.contains("Barnen behöver det här."), "what was written is kept");
    let long = "å".repeat(121);
    let wrong = habo.send_only(&propose, &[("title", &long), ("text", "Kort")]).await;
    assert!(wrong.body.contains("Skriv en rubrik på 5 till 120 tecken."));
    for title in ["Läslistor", "Sökning", "Mörkt läge"] {
        let sent = habo.send(&propose, &[("title", title), ("text", "Barnen behöver det här.")]).await;
        assert!(
            sent.status == StatusCode::OK
                && sent.body.contains("Förslaget är lämnat")
                && sent.body.contains("BIBBLIX-"),
            "{}",
            sent.body
        );
    }
    let office = office(&bed);
    let few = [("title", "Färdplan 2027"), ("hours", "90"), ("closes", "2026-12-06")];
    let open = "/governance/councils/bibblix/open";
    let refused = office.send_only(open, &few).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("minst 3 uppskattade förslag. Det finns 0."), "{}", refused.body);
    for number in 1..=3 {
        let path = format!("/governance/councils/bibblix/proposals/{number}/estimate");
        let zero = office.send_only(&path, &[("hours", "0"), ("low", ""), ("high", "")]).await;
        assert_eq!(zero.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            zero.body.contains("Skriv ett helt antal timmar, från 1 till 20\u{a0}000")
                || zero.body.contains("från 1 till 20 000")
        );
        assert!(
            office
                .send(&path, &[("hours", "1 200"), ("low", ""), ("high", "")])
                .await
                .body
                .contains("1\u{a0}200\u{a0}h")
        );
    }
    for (closes, hours, words) in [
        ("2026-11-30", "90", "Välj en sista dag från 6\u{a0}december 2026"),
        ("", "90", "Välj en sista dag från"),
        ("2026-12-06", "x", "Skriv ramen som ett helt antal timmar"),
    ] {
        let wrong = office.send_only(open, &[("title", "Färdplan 2027"), ("hours", hours), ("closes", closes)]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(words), "{}", wrong.body);
    }
    assert!(office.send(open, &few).await.body.contains("Omröstningen är öppen"));
    let early = office.send_only("/governance/councils/bibblix/ballots/1/close", &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("bara när alla har röstat, och 3 kommuner har inte röstat"), "{}", early.body);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_shows_a_closed_and_an_open_ballot_in_words() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        bed.demonstrate(100).await;
        bed.demonstrate(100).await;
        let (sandviken, office) = (member(&bed, "sandviken-2181"), office(&bed));
        let paper = own_paper(&sandviken).await;
        let seat = own_seat(&sandviken).await;
        let own = [format!("/governance/papers/{paper}"), format!("/governance/seats/{seat}/propose")];
        let both = ["/governance", "/governance/councils/bibblix", "/governance/councils/bibblix/ballots/1"];
        let both = both.into_iter().chain(["/governance/councils/bibblix/ballots/2"]).map(str::to_owned);
        let managed = ["/governance/councils/bibblix/open", "/governance/councils/bibblix/proposals/15/estimate"];
        let of_member = both.clone().chain(own).map(|path| (&sandviken, path));
        let of_office = both.chain(managed.map(str::to_owned)).map(|path| (&office, path));
        for (browser, path) in of_member.chain(of_office) {
            for lang in ["sv", "en"] {
                browser.set_cookie("sambruk_language", lang);
                let answer = browser.get(&path).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
                let words: String = answer.body.split(['<', '>']).skip(2).step_by(2).collect::<Vec<_>>().join(" ");
                assert!(
                    !words.contains("governance-") && !words.contains("{$") && !words.contains("{ $"),
                    "{path}: {words}"
                );
            }
        }
        let closed = sandviken.get("/api/governance/v1/councils/bibblix/ballots/1").await.json();
        let used = closed["outcome"]["usedHours"].as_i64().unwrap();
        assert!((1..=340).contains(&used), "{used}");
        let open = sandviken.get("/api/governance/v1/councils/bibblix/ballots/2").await.json();
        assert!(open["outcome"].is_null() && open["items"].as_array().unwrap().len() >= 8);
        let council = sandviken.get("/api/governance/v1/councils/bibblix").await.json();
        assert_eq!(council["proposals"].as_array().unwrap().len(), 15, "made once");
        bed.stop_verified().await;
    }
}
