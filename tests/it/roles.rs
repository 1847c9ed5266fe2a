//! Roles from the first sign-in on: who is new waits, an administrator gives, everything follows within a second, and what the rules
//! forbid is refused in words and noted.

use reqwest::{Method, StatusCode};
use testbed::{Answer, Bed, Browser, Database, eventually};

use crate::clients::bed;

/// The people's page of an administrator, and the address of one of them.
pub async fn address(administrator: &Browser, name: &str) -> String {
    let page = administrator.get("/identity/people").await;
    assert_eq!(page.status, StatusCode::OK);
    let links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split_once("\">"));
    let mut hers = links.filter(|(to, words)| to.starts_with("/identity/people/") && words.starts_with(name));
    hers.next().unwrap().0.to_owned()
}

/// Signs a person in, and tells where she ends up.
async fn arrives(bed: &Bed, person: &str) -> (Browser, Answer) {
    let browser = bed.browser();
    let start = "/identity/start?provider=demonstration&return=/";
    let chosen = browser.get(start).await;
    let form = testbed::FoundForm::on(&chosen.body, "/identity/demonstration/authorize").unwrap();
    let answer = browser.submit(&form, &[("person", person)]).await;
    (browser, answer)
}

async fn first_role(database: Database) {
    let bed = bed(database).await;
    let (_, refused) = arrives(&bed, "nova").await;
    assert!(refused.body.contains("Du har ingen behörighet än"), "{}", refused.body);

    let kim = bed.browser();
    kim.sign_in("kim").await;
    eventually("the administrator is told", 10, || async {
        kim.get("/").await.body.contains("En ny person väntar på en roll").then_some(())
    })
    .await;
    let nova = address(&kim, "Nova Ny").await;
    assert!(kim.get(&nova).await.body.contains("Har ingen roll här än"));
    let give = format!("{nova}/give");
    let weak = kim.send_only(&give, &[("role", "reader"), ("service", "")]).await;
    assert!(weak.location().is_some_and(|to| to.starts_with("/identity/step-up")), "{:?}", weak.location());
    kim.step_up("kim").await;
    let given = kim.send_only(&give, &[("role", "reader"), ("service", "")]).await;
    assert_eq!(given.location(), Some(nova.as_str()), "{}", given.body);
    eventually("the task is closed", 10, || async {
        (!kim.get("/").await.body.contains("En ny person väntar på en roll")).then_some(())
    })
    .await;

    let (hers, _) = arrives(&bed, "nova").await;
    assert_eq!(hers.get("/bibblix/loans").await.status, StatusCode::OK);
    assert_eq!(hers.get("/bibblix/lend").await.status, StatusCode::NOT_FOUND);
    let given = kim.send_only(&give, &[("role", "case-officer"), ("service", "bibblix")]).await;
    assert_eq!(given.location(), Some(nova.as_str()), "{}", given.body);
    eventually("the new role is in force", 1, || async {
        (hers.get("/bibblix/lend").await.status == StatusCode::OK).then_some(())
    })
    .await;
    assert_eq!(hers.get("/uka/register").await.status, StatusCode::NOT_FOUND, "the role is for one service");

    let page = kim.get(&nova).await.body;
    assert!(page.contains("Ta bort Handläggare (Bibblix)") && page.contains("av Kim Exempelsson"), "{page}");
    let takes: Vec<&str> = page
        .split("action=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|to| to.ends_with("/take"))
        .collect();
    assert_eq!(takes.len(), 2);
    for take in &takes {
        assert_eq!(kim.send_only(take, &[]).await.location(), Some(nova.as_str()));
    }
    eventually("she is asked to sign in", 1, || async {
        hers.get("/bibblix/loans").await.path.starts_with("/identity/sign-in").then_some(())
    })
    .await;
    assert_eq!(kim.send_only(takes[0], &[]).await.status, StatusCode::NOT_FOUND, "it is gone already");
    for (action, count) in [("identity.person.make", 1), ("identity.grant.give", 2), ("identity.grant.take", 2)] {
        let noted = bed.audited("identity", "sandviken-2181", action).await;
        assert_eq!(noted.len(), count, "{action}: {noted:?}");
    }
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_role_opens_the_door_within_a_second_on_sqlite() {
    first_role(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_role_opens_the_door_within_a_second_on_postgres() {
    first_role(Database::Postgres).await;
}

async fn refusals(database: Database) {
    let bed = bed(database).await;
    arrives(&bed, "nova").await;
    let (kim, charlie, drew) = (bed.browser(), bed.browser(), bed.browser());
    for (browser, person) in [(&kim, "kim"), (&charlie, "charlie"), (&drew, "drew")] {
        browser.sign_in(person).await;
        browser.step_up(person).await;
    }
    let (nova, own, love) =
        (address(&kim, "Nova Ny").await, address(&kim, "Kim Exempelsson").await, address(&kim, "Love Lagom").await);
    let tried = [
        (&own, "reader", "", "Ingen ändrar sina egna roller"),
        (&own, "operator", "", "Ingen ändrar sina egna roller"),
        (&nova, "operator", "", "Välj en av rollerna"),
        (&nova, "finance", "", "Välj en av rollerna"),
        (&nova, "", "", "Välj en av rollerna"),
        (&nova, "reader", "skolskjuts", "Välj en av tjänsterna"),
        (&nova, "administrator", "uka", "Välj en av tjänsterna"),
        (&love, "council-member", "", "Personen har redan den rollen"),
    ];
    for (to, role, service, words) in tried {
        let answer = kim.send_only(&format!("{to}/give"), &[("role", role), ("service", service)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{role} {service}: {}", answer.body);
        assert!(answer.body.contains(words), "{role} {service} does not say {words}: {}", answer.body);
    }
    let noted = bed.audited("identity", "sandviken-2181", "identity.grant.refused").await;
    assert_eq!(noted.len(), tried.len(), "{noted:?}");
    assert!(bed.audited("identity", "sandviken-2181", "identity.grant.give").await.is_empty());

    // Another municipality's administrator, and whoever runs the installation, do not see her at all.
    for stranger in [&charlie, &drew] {
        assert_eq!(stranger.get(&nova).await.status, StatusCode::NOT_FOUND);
        assert!(!stranger.get("/identity/people").await.body.contains("Nova Ny"));
        let given = stranger.send_only(&format!("{nova}/give"), &[("role", "reader"), ("service", "")]).await;
        assert_eq!(given.status, StatusCode::NOT_FOUND);
    }
    // Whoever holds no such role has no such page, and a machine gives no roles.
    let love_s = bed.browser();
    love_s.sign_in("love").await;
    assert_eq!(love_s.get("/identity/people").await.status, StatusCode::NOT_FOUND);
    let billie = address(&drew, "Billie Byte").await;
    assert!(drew.get(&billie).await.body.contains("hör hemma i en annan organisation"));
    assert_eq!(kim.request(Method::GET, "/identity/people?role=waiting&export=csv", None).await.status, StatusCode::OK);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_rules_of_roles_forbid_is_refused_on_sqlite() {
    refusals(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_rules_of_roles_forbid_is_refused_on_postgres() {
    refusals(Database::Postgres).await;
}

/// What the shell's work of that name says.
pub async fn shell(bed: &Bed, name: &str, words: &[&str]) -> platform::Result<Vec<String>> {
    let identity = sambruk::registry().into_iter().find(|module| module.name == "identity").unwrap();
    let work = identity.shell.into_iter().find(|work| work.name == name).unwrap();
    (work.run)(bed.service("identity").clone(), words.iter().map(ToString::to_string).collect()).await
}

async fn first_giver(database: Database) {
    let bed = bed(database).await;
    let nobody = shell(&bed, "people-waiting", &[]).await.unwrap();
    assert!(nobody.len() == 1 && nobody[0].starts_with("Nobody waits"), "{nobody:?}");
    arrives(&bed, "nova").await;
    let waiting = shell(&bed, "people-waiting", &[]).await.unwrap();
    assert!(
        waiting.len() == 1 && [" sandviken-2181 ", " Nova Ny "].iter().all(|word| waiting[0].contains(word)),
        "{waiting:?}"
    );
    let nova = waiting[0].split(' ').next().unwrap().to_owned();
    let refused = shell(&bed, "people-grant", &[&nova, "administrator"]).await.unwrap_err().full();
    assert!(refused.contains("can give roles already"), "{refused}");

    let across = bed.service("identity").store.across_for(platform::Actor::System("test")).await.unwrap();
    let sql = "DELETE FROM identity_grant WHERE role = 'administrator' AND tenant = $1";
    assert_eq!(across.execute(sql, ["sandviken-2181".into()]).await.unwrap(), 1);
    across.commit().await.unwrap();
    let unknown = platform::id::random().to_string();
    for (words, told) in [
        (vec![nova.as_str(), "operator"], "choose one of the roles"),
        (vec![nova.as_str()], "field(s) are wrong"),
        (vec!["Nova", "administrator"], "field(s) are wrong"),
        (vec![unknown.as_str(), "administrator"], "not found"),
    ] {
        let refused = shell(&bed, "people-grant", &words).await.unwrap_err().full();
        assert!(refused.contains(told), "{words:?}: {refused}");
    }
    shell(&bed, "people-grant", &[&nova, "administrator"]).await.unwrap();
    let (hers, _) = arrives(&bed, "nova").await;
    assert_eq!(hers.get("/identity/people").await.status, StatusCode::OK);
    assert!(shell(&bed, "people-waiting", &[]).await.unwrap()[0].starts_with("Nobody waits"));
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_who_gives_roles_is_made_from_the_shell_on_sqlite() {
    first_giver(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_who_gives_roles_is_made_from_the_shell_on_postgres() {
    first_giver(Database::Postgres).await;
}

async fn forgotten(database: Database) {
    let bed = bed(database).await;
    arrives(&bed, "nova").await;
    let waits = || async {
        let kim = bed.browser();
        kim.sign_in("kim").await;
        kim.get("/").await.body.contains("En ny person väntar på en roll")
    };
    eventually("the administrator is told", 10, || async { waits().await.then_some(()) }).await;
    bed.leap(chrono::TimeDelta::days(400)).await;
    eventually("the account is gone, and nobody is asked to give it a role", 30, || async {
        (shell(&bed, "people-waiting", &[]).await.unwrap()[0].starts_with("Nobody waits") && !waits().await)
            .then_some(())
    })
    .await;
    bed.running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_nobody_gave_a_role_for_a_year_is_forgotten_with_the_task_on_sqlite() {
    forgotten(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_nobody_gave_a_role_for_a_year_is_forgotten_with_the_task_on_postgres() {
    forgotten(Database::Postgres).await;
}
