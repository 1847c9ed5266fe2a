//! Protected identities, and the log of who has looked at whom.

use axum::http::{Method, StatusCode};
use platform::store::system::audit;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use testbed::{Bed, Database, databases, habo};
use uuid::Uuid;

use super::{ALONE, number, open};
use crate::accesses::Access;

/// The log of Habo as who, why.
async fn log(bed: &Bed, youth: Uuid) -> Vec<(String, String)> {
    let read = bed.service("uka").store.read(&habo()).await.unwrap();
    let rows = read.find::<audit::Entity>().filter(audit::Column::Object.eq(youth.to_string()));
    let rows = rows.order_by_asc(audit::Column::Id).all(read.db()).await.unwrap();
    rows.into_iter().map(Access::of).map(|row| (row.who, row.why)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protected_identity_is_seen_by_nobody_without_the_permission() {
    let bed = ALONE.on(Database::Sqlite).await;
    let ctx = bed.service("uka");
    let hidden = open(ctx, "2008-05-05", true).await.unwrap();
    let path = format!("/uka/youths/{}", hidden.id);
    let number = number("2008-05-05");
    let officer = bed.person("habo-0643:case-officer");
    let contact = json!({ "day": "2026-11-22", "way": "letter", "outcome": "reached" });
    let mut answers = vec![officer.get("/uka").await, officer.get("/uka?state=overdue").await];
    assert!(answers[0].body.contains("Skyddade personuppgifter"), "{}", answers[0].body);
    let listed = officer.get("/api/uka/v1/youths?limit=100").await;
    let told = listed.json()["items"][0].as_object().unwrap().clone().into_iter().filter(|(_, value)| !value.is_null());
    assert_eq!(told.collect::<Vec<_>>(), [("protected".to_owned(), json!(true))], "as little as the page");
    answers.push(listed);
    let api = format!("/api/uka/v1/youths/{}", hidden.id);
    let refused = [
        officer.get(&path).await,
        officer.get(&api).await,
        officer.send_only("/uka/find", &[("number", &number.written())]).await,
        officer.send_only(&format!("{path}/contacts"), &[("way", "phone"), ("outcome", "reached")]).await,
        officer.send_only(&format!("{path}/close"), &[("reason", "moved-out")]).await,
        officer.send_only(&format!("{path}/protection"), &[("protected", "false")]).await,
        officer.json(Method::POST, &format!("{api}/contacts"), &contact).await,
    ];
    for answer in refused {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
        let said = answer.body.contains("får bara öppnas av den som har särskild behörighet");
        assert!(said || answer.body.contains("problems/protected-identity"), "{}", answer.body);
        answers.push(answer);
    }
    let fields =
        [("number", number.digits()), ("name", "Annat Namn"), ("situation", "dropped-out"), ("resident", "true")];
    let again = officer.send_only("/uka/register", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("hanteras bara av den som har särskild behörighet"), "{}", again.body);
    assert!(!again.body.contains(&path), "no way that ends at a refusal");
    for answer in &answers {
        for telling in ["Nova", "Provberg", "0505-2391", "05052391"] {
            assert!(!answer.body.contains(telling), "{telling}: {}", answer.body);
        }
    }
    let denied =
        log(&bed, hidden.id).await.iter().filter(|(who, why)| why == "denied" && who == "Kim case-officer").count();
    assert_eq!(denied, 8, "each attempt is noted");
    let administrator = bed.person("habo-0643:administrator");
    let page = administrator.get(&path).await;
    assert!(page.status == StatusCode::OK && page.body.contains("20080505-2396"), "{}", page.body);
    assert!(page.body.contains("Nekades: skyddade personuppgifter"), "the log stands on the page: {}", page.body);
    assert!(administrator.get("/uka").await.body.contains("Nova Provberg"));
    let taken = administrator.send_only(&format!("{path}/protection"), &[("protected", "false")]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    assert!(officer.get("/uka").await.body.contains("Nova Provberg"));
    let marked = officer.send_only(&format!("{path}/protection"), &[("protected", "true")]).await;
    assert_eq!(marked.location(), Some("/uka/registered"));
    assert!(officer.get("/uka/registered").await.body.contains("Personen är skyddad"));
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reading_is_written_before_the_answer() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("uka");
        let (one, other) =
            (open(ctx, "2008-05-05", false).await.unwrap(), open(ctx, "2008-05-06", false).await.unwrap());
        let officer = bed.person("habo-0643:case-officer");
        officer.get("/uka").await;
        officer.get("/api/uka/v1/youths?limit=1&page=2").await;
        officer.get(&format!("/uka/youths/{}", one.id)).await;
        officer.get(&format!("/api/uka/v1/youths/{}", one.id)).await;
        officer.send_only("/uka/find", &[("number", &number("2008-05-05").written())]).await;
        // Another municipality's attempt reads nothing and leaves nothing.
        bed.person("sandviken-2181:administrator").get(&format!("/uka/youths/{}", one.id)).await;
        let count = |log: &[(String, String)], why: &str| log.iter().filter(|line| line.1 == why).count();
        let (one, other) = (log(&bed, one.id).await, log(&bed, other.id).await);
        assert_eq!(count(&one, "list") + count(&other, "list"), 3, "the lists showed three rows");
        assert_eq!((count(&one, "record"), count(&one, "search"), count(&one, "registered")), (2, 1, 1));
        assert_eq!((count(&other, "record"), count(&other, "registered")), (0, 1));
        assert!(one.iter().filter(|line| line.1 == "record").all(|line| line.0 == "Kim case-officer"));
        bed.stop_verified().await;
    }
}
