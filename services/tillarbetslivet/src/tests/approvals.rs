//! Inviting from outside and approving, on a real store and over HTTP.

use axum::http::StatusCode;
use chrono::{NaiveDate, TimeDelta};
use contracts::{
    Envelope, Event,
    invitation::{InvitationAccepted, InvitationSent, InvitationWithdrawn},
};
use platform::{Actor, Ctx, Error, caller::secret_hash, store::system::outbox};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use testbed::{Bed, Browser, Database, FoundForm, databases, eventually, habo, person_of};
use uuid::Uuid;

use super::{
    ALONE,
    acts::{cancelled, confirmed, offered, refused, told, wished},
    leap,
};
use crate::{
    approving,
    domain::{
        approval::{Party, Waiting},
        offer::tests::draft,
        placing::Refusal,
    },
    entities::party,
    failure::Failure,
    inviting::{self, Host, Link, Reminded},
    retention,
};

const HOST: Host<'_> = Host { organisation: "HABO", contact: "Kim case-officer" };

/// A confirmed placement of a pupil.
async fn placed(ctx: &Ctx, reference: &str) -> Uuid {
    let offer = offered(ctx, &draft()).await;
    let wish = wished(ctx, &told(reference, "Exempelskolan"), offer, 1).await.unwrap();
    confirmed(ctx, wish).await.unwrap().id
}

async fn invited(ctx: &Ctx, placement: Uuid, party: Party, address: &str) -> Result<Link, Failure> {
    let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await?;
    let link = inviting::invite((ctx, &tx), placement, (party, address), HOST).await?;
    tx.commit().await?;
    Ok(link)
}

async fn reminded(ctx: &Ctx, id: Uuid) -> Result<Reminded, Failure> {
    let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await?;
    let done = inviting::remind((ctx, &tx), id, "HABO").await?;
    tx.commit().await?;
    Ok(done)
}

async fn withdrawn(ctx: &Ctx, id: Uuid) -> platform::Result<()> {
    let tx = ctx.store.begin_for(&habo(), Actor::System("test")).await?;
    inviting::withdraw(&tx, id).await?;
    tx.commit().await
}

async fn approved(ctx: &Ctx, who: &str, id: Uuid) -> Result<(), Failure> {
    let tx = ctx.store.begin_for(&habo(), Actor::Person(person_of(who))).await?;
    approving::approve(&tx, (person_of(who), "Ellis Exempel"), id).await?;
    tx.commit().await?;
    Ok(())
}

/// Identity tells that somebody has come in by an invitation.
async fn comes(bed: &Bed, who: &str, invitation: Uuid) {
    let tx = bed.service("identity").store.begin_for(&habo(), Actor::System("test")).await.unwrap();
    tx.emit(InvitationAccepted { invitation, person: person_of(who) }).await.unwrap();
    tx.commit().await.unwrap();
    bed.running.settle().await.unwrap();
}

async fn row(ctx: &Ctx, id: Uuid) -> party::Model {
    ctx.store.read(&habo()).await.unwrap().get::<party::Entity>(id).await.unwrap()
}

async fn waits(ctx: &Ctx, placement: Uuid) -> Waiting {
    let read = ctx.store.read(&habo()).await.unwrap();
    inviting::waiting(&inviting::parties(&read, placement).await.unwrap(), ctx.clock.now())
}

async fn events<E: Event>(ctx: &Ctx) -> Vec<E> {
    let read = ctx.store.read(&habo()).await.unwrap();
    let rows = read.find::<outbox::Entity>().filter(outbox::Column::Kind.eq(contracts::event::type_of::<E>()));
    let rows = rows.order_by_asc(outbox::Column::Seq).all(read.db()).await.unwrap();
    rows.iter().map(|row| serde_json::from_str::<Envelope<E>>(&row.envelope).unwrap().data).collect()
}

fn gone<T: std::fmt::Debug>(result: Result<T, Failure>) -> bool {
    matches!(result, Err(Failure::Failed(Error::NotFound)))
}

const EMPLOYER: &str = "habo-0643:employer";
const GUARDIAN: &str = "habo-0643:guardian";

#[tokio::test(flavor = "multi_thread")]
async fn the_employer_approves_and_then_the_guardian_each_her_own() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("tillarbetslivet");
        let placement = placed(ctx, "8B-14").await;
        assert_eq!(waits(ctx, placement).await, Waiting::Nobody);
        let employer = invited(ctx, placement, Party::Employer, "ellis@exempel.example").await.unwrap();
        let guardian = invited(ctx, placement, Party::Guardian, "").await.unwrap();
        assert_eq!((employer.mailed, guardian.mailed), (true, false));
        assert_eq!(refused(invited(ctx, placement, Party::Employer, "").await), Refusal::AlreadyInvited);
        let sealed = row(ctx, employer.row.id).await.address_sealed.unwrap();
        assert!(!sealed.contains("ellis"), "an address is not kept in clear");
        let sent = events::<InvitationSent>(ctx).await;
        let code = employer.url.split("code=").nth(1).unwrap();
        assert_eq!((sent.len(), sent[0].code_sha256.as_str()), (2, secret_hash(code).as_str()));
        assert!(sent[1].values.is_empty(), "a guardian's link tells nothing of where a pupil will be");
        assert!(gone(approved(ctx, EMPLOYER, employer.row.id).await), "nobody has come in yet");

        comes(&bed, EMPLOYER, employer.row.id).await;
        comes(&bed, GUARDIAN, guardian.row.id).await;
        assert!(gone(approved(ctx, GUARDIAN, employer.row.id).await), "it is another's");
        assert!(gone(approved(ctx, EMPLOYER, guardian.row.id).await), "it is another's");
        assert_eq!(refused(approved(ctx, GUARDIAN, guardian.row.id).await), Refusal::EmployerFirst);
        assert_eq!(refused(reminded(ctx, guardian.row.id).await), Refusal::EmployerFirst);
        assert_eq!(waits(ctx, placement).await, Waiting::Employer);
        approved(ctx, EMPLOYER, employer.row.id).await.unwrap();
        assert_eq!(refused(approved(ctx, EMPLOYER, employer.row.id).await), Refusal::AlreadyApproved);
        assert_eq!(waits(ctx, placement).await, Waiting::Guardian);
        assert_eq!(refused(reminded(ctx, guardian.row.id).await), Refusal::NoAddress);
        approved(ctx, GUARDIAN, guardian.row.id).await.unwrap();
        assert_eq!(waits(ctx, placement).await, Waiting::Done);
        let kept = row(ctx, employer.row.id).await;
        assert_eq!((kept.name.as_deref(), kept.address_sealed), (Some("Ellis Exempel"), None));

        // A second one who comes by the same word changes nothing.
        comes(&bed, "habo-0643:reader", employer.row.id).await;
        assert_eq!(row(ctx, employer.row.id).await.person, Some(person_of(EMPLOYER)));
        let read = ctx.store.read(&habo()).await.unwrap();
        let told = read.find::<outbox::Entity>().all(read.db()).await.unwrap();
        assert!(told.iter().all(|row| ["Ellis", "ellis", "8B-14"].iter().all(|word| !row.envelope.contains(word))));
        drop(read);
        let noted = bed.audited("tillarbetslivet", "habo-0643", "tillarbetslivet.placement.approve").await;
        assert_eq!(noted.len(), 2, "{noted:?}");
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cancelled_withdrawn_or_over_is_not_approved() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("tillarbetslivet");
        let placement = placed(ctx, "8B-14").await;
        let employer = invited(ctx, placement, Party::Employer, "").await.unwrap();
        let guardian = invited(ctx, placement, Party::Guardian, "").await.unwrap();
        comes(&bed, EMPLOYER, employer.row.id).await;
        cancelled(ctx, placement).await.unwrap();
        assert_eq!(refused(approved(ctx, EMPLOYER, employer.row.id).await), Refusal::PlacementCancelled);
        assert_eq!(refused(invited(ctx, placement, Party::Guardian, "").await), Refusal::PlacementCancelled);
        let over = events::<InvitationWithdrawn>(ctx).await;
        assert_eq!(over.iter().map(|one| one.invitation).collect::<Vec<_>>(), [guardian.row.id], "links that wait end");

        let placement = placed(ctx, "8B-15").await;
        let employer = invited(ctx, placement, Party::Employer, "").await.unwrap();
        comes(&bed, EMPLOYER, employer.row.id).await;
        withdrawn(ctx, employer.row.id).await.unwrap();
        assert!(matches!(withdrawn(ctx, employer.row.id).await, Err(Error::NotFound)), "once");
        assert!(gone(approved(ctx, EMPLOYER, employer.row.id).await), "it is hers no longer");
        let again = invited(ctx, placement, Party::Employer, "").await.unwrap();
        comes(&bed, EMPLOYER, again.row.id).await;
        leap(&bed, TimeDelta::days(17)).await;
        assert!(matches!(refused(approved(ctx, EMPLOYER, again.row.id).await), Refusal::PlacementOver { .. }));
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_sent_anew_and_a_reminder_once_a_day() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("tillarbetslivet");
        let placement = placed(ctx, "8B-14").await;
        let first = invited(ctx, placement, Party::Employer, "ellis@exempel.example").await.unwrap();
        let Reminded::Anew(second) = reminded(ctx, first.row.id).await.unwrap() else { panic!("no new link") };
        assert!(second.url != first.url && second.row.id == first.row.id && second.mailed);
        let sent = events::<InvitationSent>(ctx).await;
        assert!(
            sent.len() == 2 && sent[0].invitation == sent[1].invitation && sent[0].code_sha256 != sent[1].code_sha256
        );
        comes(&bed, EMPLOYER, first.row.id).await;
        assert_eq!(refused(reminded(ctx, first.row.id).await), Refusal::RemindedToday);
        leap(&bed, TimeDelta::days(1)).await;
        assert_eq!(reminded(ctx, first.row.id).await.unwrap(), Reminded::Written(placement));
        assert_eq!(refused(reminded(ctx, first.row.id).await), Refusal::RemindedToday);
        bed.stop_verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_school_year_is_over_nobody_from_outside_is_known() {
    for database in databases() {
        let bed = ALONE.on(database).await;
        let ctx = bed.service("tillarbetslivet");
        let placement = placed(ctx, "8B-14").await;
        let employer = invited(ctx, placement, Party::Employer, "").await.unwrap();
        comes(&bed, EMPLOYER, employer.row.id).await;
        let forget = |day: &str| retention::forget_pupils(ctx.clone(), day.parse::<NaiveDate>().unwrap());
        forget("2027-06-30").await.unwrap();
        let read = ctx.store.read(&habo()).await.unwrap();
        assert_eq!(read.find::<party::Entity>().count(read.db()).await.unwrap(), 1, "on its last day she is known");
        drop(read);
        forget("2027-07-01").await.unwrap();
        let read = ctx.store.read(&habo()).await.unwrap();
        assert_eq!(read.find::<party::Entity>().count(read.db()).await.unwrap(), 0);
        drop(read);
        let over = events::<InvitationWithdrawn>(ctx).await;
        assert_eq!(
            over.iter().map(|one| one.invitation).collect::<Vec<_>>(),
            [employer.row.id],
            "her role ends with it"
        );
        bed.stop_verified().await;
    }
}

/// The link that a page shows, and the invitation's address on the placement's page.
async fn invites(coordinator: &Browser, page: &str, party: &str) -> Uuid {
    let answer = coordinator.send_only(&format!("{page}/invitations"), &[("party", party), ("address", "")]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(answer.body.contains("/identity/invitation?code="), "no link is shown: {}", answer.body);
    let shown = coordinator.get(page).await.body;
    assert!(!shown.contains("code="), "the link is shown once: {shown}");
    let form = FoundForm::on(&shown, "/tillarbetslivet/invitations/").unwrap();
    form.action.split('/').nth(3).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_invited_sees_her_own_and_nothing_else() {
    let bed = ALONE.on(Database::Sqlite).await;
    let ctx = bed.service("tillarbetslivet");
    let (placement, other) = (placed(ctx, "8B-14").await, placed(ctx, "8B-15").await);
    let coordinator = bed.person("habo-0643:case-officer");
    let page = format!("/tillarbetslivet/placements/{placement}");
    let wrong = [("party", "employer"), ("address", "ellis")];
    let answer = coordinator.send_only(&format!("{page}/invitations"), &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("field-address-error") && answer.body.contains("namn@exempel.se"), "{}", answer.body);
    let employer = invites(&coordinator, &page, "employer").await;
    let again = coordinator.send_only(&format!("{page}/invitations"), &[("party", "employer"), ("address", "")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("en arbetsgivare och högst två vårdnadshavare"), "{}", again.body);
    let hidden = invited(ctx, other, Party::Employer, "").await.unwrap().row.id;
    comes(&bed, EMPLOYER, employer).await;
    comes(&bed, GUARDIAN, hidden).await;

    let hers = bed.person(EMPLOYER);
    let list = hers.get("/tillarbetslivet/own").await;
    assert!(list.body.contains("Du är inbjuden till en praktikplats"), "{}", list.body);
    let came = hers.get(&format!("/tillarbetslivet/own?invitation={employer}")).await;
    assert_eq!(came.path, format!("/tillarbetslivet/own/{employer}"), "who has just come in is led there");
    for words in ["8B\u{2011}14", "8B-14"] {
        assert!(list.body.contains(words) || came.body.contains(words), "{words}");
    }
    assert!(came.body.contains("Årskurs 8") && came.body.contains("Kim case-officer"), "{}", came.body);
    assert!(!came.body.contains("Exempelskolan") && !came.body.contains("2012"), "more of the pupil than is hers");
    let own = format!("/tillarbetslivet/own/{employer}");
    for (who, path, seen) in [
        (EMPLOYER, own.clone(), true),
        (EMPLOYER, format!("/tillarbetslivet/own/{hidden}"), false),
        (GUARDIAN, own.clone(), false),
        ("sandviken-2181:employer", own.clone(), false),
        ("habo-0643:case-officer", own.clone(), false),
        (EMPLOYER, page.clone(), false),
        (EMPLOYER, "/tillarbetslivet".into(), false),
        (EMPLOYER, "/tillarbetslivet/offers".into(), false),
    ] {
        let answer = bed.person(who).get(&path).await;
        let expected = if seen { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(answer.status, expected, "{who} at {path}");
    }
    let weak = hers.send_only(&format!("{own}/approval"), &[]).await;
    assert!(weak.location().is_some_and(|to| to.starts_with("/identity/step-up")), "{:?}", weak.location());
    let foreign = bed.person("sandviken-2181:case-officer");
    for act in ["reminder", "withdrawal"] {
        let path = format!("/tillarbetslivet/invitations/{employer}/{act}");
        assert_eq!(foreign.send_only(&path, &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(hers.send_only(&path, &[]).await.status, StatusCode::NOT_FOUND);
    }
    let withdrawal = format!("/tillarbetslivet/invitations/{employer}/withdrawal");
    assert_eq!(coordinator.send_only(&withdrawal, &[]).await.status, StatusCode::SEE_OTHER);
    eventually("she sees it no longer", 10, || async {
        (hers.get(&own).await.status == StatusCode::NOT_FOUND).then_some(())
    })
    .await;
    bed.stop_verified().await;
}
