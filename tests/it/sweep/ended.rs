//! Proofs that were good once: a session that was signed out, a key that was ended, a session whose time is over.

use chrono::TimeDelta;
use contracts::Tenant;
use reqwest::Method;
use serde_json::json;
use testbed::eventually;

use super::{
    cast::{Caller, make_key},
    place::Place,
    report::Report,
    stage::Stage,
    trial::unknown_caller,
    wire::{Body, Proof, Request},
};

pub async fn run(stage: &Stage, report: &mut Report) {
    let person = stage.cast.callers.iter().find(|caller| *caller.tenant() == stage.home && !caller.session.machine);
    let person = person.expect("somebody of the municipality is signed in");
    let signed_out = signed_out(stage, &person.name).await;
    everywhere(stage, report, "a session that was signed out", Proof::Cookie(&signed_out)).await;
    let key = ended_key(stage).await;
    everywhere(stage, report, "a key that was ended", key.proof()).await;
    everywhere(stage, report, "a made-up session", Proof::Cookie("0123456789012345678901234567890123456789012")).await;
    everywhere(stage, report, "a session's token as a key", as_key(person.proof())).await;
    stage.bed.leap(TimeDelta::hours(11)).await;
    everywhere(stage, report, "a session whose time is over", person.proof()).await;
}

fn as_key(proof: Proof<'_>) -> Proof<'_> {
    match proof {
        Proof::Cookie(token) => Proof::Key(token),
        other => other,
    }
}

async fn everywhere(stage: &Stage, report: &mut Report, what: &str, proof: Proof<'_>) {
    for place in stage.places.all.iter().filter(|place| !place.is_public()) {
        let answer = stage.wire.send(proof, &bare(place)).await;
        unknown_caller(report, place, what, &answer);
    }
}

/// A request for nothing in particular: who is not known gets no further.
fn bare(place: &Place) -> Request {
    let path = place.template.replace(['{', '}'], "");
    Request { method: place.method.clone(), path, body: Body::None }
}

async fn signed_out(stage: &Stage, person: &str) -> String {
    let browser = stage.bed.browser();
    browser.sign_in(person).await;
    let token = browser.cookie(stage.bed.config().session_cookie()).expect("signed in");
    browser.send("/identity/sign-out", &[]).await;
    unknown_from_now_on(stage, Proof::Cookie(&token)).await;
    token
}

async fn ended_key(stage: &Stage) -> Caller {
    let maker = administrator(stage, &stage.home);
    let key =
        make_key(&stage.bed, &stage.wire, &maker.name, &json!({ "name": "Kort", "roles": ["integrator"], "days": 1 }))
            .await;
    let path = format!("/api/identity/v1/keys/{}", key.session.id);
    let end = Request { method: Method::DELETE, path, body: Body::None };
    assert!(stage.wire.send(maker.proof(), &end).await.status.is_success(), "the key is ended");
    unknown_from_now_on(stage, key.proof()).await;
    key
}

fn administrator<'a>(stage: &'a Stage, tenant: &Tenant) -> &'a Caller {
    let manage = stage.places.permissions().into_iter().find(|permission| permission.name == "identity.keys.manage");
    stage.cast.holder(manage.expect("keys are managed"), tenant).expect("an administrator is signed in")
}

/// Processes hear of it within a second.
async fn unknown_from_now_on(stage: &Stage, proof: Proof<'_>) {
    eventually("it is ended everywhere", 5, || async {
        let me = stage.wire.send(proof, &Request::get("/api/identity/v1/me")).await;
        (me.status == reqwest::StatusCode::UNAUTHORIZED).then_some(())
    })
    .await;
}
