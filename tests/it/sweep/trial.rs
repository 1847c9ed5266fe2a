//! One place: the owner's control, and everybody who must not get in.

use contracts::Tenant;
use reqwest::{Method, StatusCode, header};
use testbed::Answer;

use super::{
    canary::Canaries,
    cast::Caller,
    foreign,
    place::{Parameters, Place, unknown},
    report::{Report, alike, start_of},
    stage::{Stage, is_public_register, may_name},
    wire::{Body, Origin, Proof, Request},
};

/// A place with the request that its owner may send, and the same for objects that do not exist.
pub struct Trial<'a> {
    pub stage: &'a Stage,
    pub place: &'a Place,
    pub owner: &'a Caller,
    pub parameters: Parameters,
    pub nothing: Parameters,
    pub body: Body,
    pub request: Request,
}

/// Tries one place. Reading is controlled first. An act is controlled last, on the very object that was attacked: that it then
/// succeeds shows both that the refused requests were good but for who sent them, and that they have done nothing.
pub async fn run(stage: &Stage, report: &mut Report, canaries: &mut [(Tenant, Canaries)], place: &Place) {
    if place.is_public() {
        public(stage, report, place).await;
        return;
    }
    let Some(owner) = stage.owner(place) else {
        report.failures.push(format!("{}: nobody of the demonstration holds {}", place.name, place.permission.name));
        return;
    };
    let prepared = match stage.places.body(&stage.bed, place, owner.tenant()).await {
        Ok(body) => stage.places.parameters(&stage.bed, place, owner.tenant()).await.map(|found| (body, found)),
        Err(why) => Err(why),
    };
    let (body, parameters) = match prepared {
        Ok(prepared) => prepared,
        Err(why) => return report.failures.push(why),
    };
    let request = place.request(&parameters, &body);
    let nothing = unknown(&parameters);
    let trial = Trial { stage, place, owner, parameters, nothing, body, request };
    if !trial.request.is_act() {
        trial.control(report, canaries).await;
    }
    trial.nobody(report).await;
    trial.other_sites(report).await;
    trial.wrong_method(report).await;
    trial.without_right(report).await;
    trial.not_fresh(report).await;
    trial.extra_fields(report).await;
    foreign::run(&trial, report, canaries).await;
    if trial.request.is_act() {
        trial.control(report, canaries).await;
    }
    count(report, place);
}

fn count(report: &mut Report, place: &Place) {
    if place.api {
        report.operations += 1;
    } else {
        report.pages += 1;
    }
}

/// A place for everybody: it answers, tells nothing of anybody, and an act still has to come from our own pages.
async fn public(stage: &Stage, report: &mut Report, place: &Place) {
    let body = stage.places.body(&stage.bed, place, &stage.home).await.unwrap_or(Body::None);
    let request = place.request(&Vec::new(), &body);
    let answer = stage.wire.send(Proof::Nothing, &request).await;
    report.expect(!answer.status.is_server_error(), || format!("{}: nobody gets {}", place.name, answer.status));
    report.hear(place, None, &request, &answer, true);
    if request.is_act() {
        let answer = stage.wire.send_from(Proof::Nothing, &request, Origin::Evil, None).await;
        report.status(place, "another site", &answer, StatusCode::FORBIDDEN);
    }
    count(report, place);
}

/// Whether an owner's request has succeeded.
pub fn succeeded(place: &Place, answer: &Answer) -> bool {
    if answer.status == StatusCode::SERVICE_UNAVAILABLE && lacks_documents(answer) {
        return true;
    }
    let signing_in = answer.path.starts_with("/identity/sign-in") || answer.path.starts_with("/identity/step-up?");
    if place.api { answer.status.is_success() } else { answer.status == StatusCode::OK && !signing_in }
}

/// Where the program that makes PDF files is not built, that it is missed shows as well who is let in.
fn lacks_documents(answer: &Answer) -> bool {
    answer.body.contains("/problems/document-unavailable") || answer.body.contains("PDF:en kan inte skapas just nu")
}

impl Trial<'_> {
    async fn control(&self, report: &mut Report, canaries: &mut [(Tenant, Canaries)]) {
        let (place, owner) = (self.place, self.owner);
        let mut answer = self.stage.look(owner, place, &self.request).await;
        report.expect(succeeded(place, &answer), || {
            format!(
                "{}: its owner {} gets {} {}: {}",
                place.name,
                owner.name,
                answer.status,
                answer.path,
                start_of(&answer.body)
            )
        });
        if !self.request.is_act() {
            answer = self.stage.look(owner, place, &place.longest(&self.request)).await;
            report
                .expect(succeeded(place, &answer), || format!("{}: the longest list is {}", place.name, answer.status));
        }
        self.learn(owner, &answer, canaries);
        if !owner.tenant().is_association() {
            report.hear(place, Some(owner), &self.request, &answer, may_name(place));
        }
    }

    /// Remembers what only the caller's organisation may see.
    pub fn learn(&self, caller: &Caller, answer: &Answer, canaries: &mut [(Tenant, Canaries)]) {
        if is_public_register(self.place) || self.place.permission.across || !answer.status.is_success() {
            return;
        }
        if let Some((_, own)) = canaries.iter_mut().find(|(tenant, _)| tenant == caller.tenant()) {
            own.learn(&answer.body);
        }
    }

    /// Without a proof, and with a key in the address, which is none.
    async fn nobody(&self, report: &mut Report) {
        let mut requests = vec![("nobody", self.request.clone())];
        if let Some(key) = self.stage.cast.key(self.owner.tenant()) {
            let path = format!("{}?access_token={key}&api_key={key}&key={key}", self.request.path);
            requests.push(("a key in the address", Request { path, ..self.request.clone() }));
        }
        for (who, request) in requests {
            let answer = self.stage.wire.send(Proof::Nothing, &request).await;
            unknown_caller(report, self.place, who, &answer);
            report.hear(self.place, None, &request, &answer, false);
        }
    }

    async fn other_sites(&self, report: &mut Report) {
        if !self.request.is_act() {
            return;
        }
        let person = self.stage.cast.callers.iter().find(|caller| matches!(caller.proof(), Proof::Cookie(_)));
        let person = person.expect("a person is signed in");
        let proof =
            if self.owner.session.machine { person.proof() } else { self.owner.proof_for(self.place.permission) };
        for origin in [Origin::Silent, Origin::Evil] {
            let answer = self.stage.wire.send_from(proof, &self.request, origin, None).await;
            report.status(self.place, &format!("a request from {origin:?}"), &answer, StatusCode::FORBIDDEN);
        }
    }

    async fn wrong_method(&self, report: &mut Report) {
        let here = |method: &Method| {
            self.stage.places.all.iter().any(|place| place.template == self.place.template && place.method == *method)
        };
        let unused =
            [Method::PATCH, Method::PUT, Method::DELETE, Method::POST].into_iter().find(|method| !here(method));
        let method = unused.expect("no path has every method");
        let request = Request { method, body: Body::None, ..self.request.clone() };
        // The strictest guard of the path stands before what the path does not have.
        let stepped = self.stage.places.strictest(&self.place.template);
        let proof = self.owner.proof_for(stepped);
        let answer = self.stage.wire.send_from(proof, &request, Origin::Ours, None).await;
        report.status(self.place, "a wrong method", &answer, StatusCode::METHOD_NOT_ALLOWED);
    }

    /// Everybody without the permission, from whatever organisation: nothing is there.
    async fn without_right(&self, report: &mut Report) {
        for caller in self.stage.cast.callers.iter().filter(|caller| !caller.holds(self.place.permission)) {
            self.is_not_there(report, caller).await;
        }
    }

    /// For the caller the object does not exist, and looks no different from one that nobody has.
    pub async fn is_not_there(&self, report: &mut Report, caller: &Caller) {
        let (place, who) = (self.place, format!("{} of {}", caller.name, caller.tenant()));
        let proof = caller.proof_for(place.permission);
        let answer = self.stage.wire.send(proof, &self.request).await;
        report.hear(place, Some(caller), &self.request, &answer, may_name(place));
        // What is for persons only refuses a key before it looks, whatever it is asked for.
        let for_persons = caller.session.machine && answer.status == StatusCode::UNPROCESSABLE_ENTITY;
        if !for_persons && !report.status(place, &who, &answer, StatusCode::NOT_FOUND) {
            return;
        }
        let shown = alike(&answer, &self.parameters);
        if place.api && !for_persons {
            report.expect(shown == self.stage.absent, || {
                format!("{}: {who} is told more than nothing: {shown}", place.name)
            });
        }
        if !self.parameters.is_empty() || for_persons {
            let nothing = self.stage.wire.send(proof, &place.request(&self.nothing, &self.body)).await;
            report.expect(nothing.status == answer.status && alike(&nothing, &self.nothing) == shown, || {
                format!("{}: {who} can tell what others have from what nobody has", place.name)
            });
        }
    }

    /// The owner with a sign-in that is not strong enough.
    async fn not_fresh(&self, report: &mut Report) {
        if !self.place.permission.step_up.is_demanded() {
            return;
        }
        let answer = self.stage.wire.send(self.owner.proof(), &self.request).await;
        let sent_on = answer.location().is_some_and(|to| to.starts_with("/identity/step-up"));
        let refused = if self.place.api { answer.status == StatusCode::FORBIDDEN } else { sent_on };
        report.expect(refused, || format!("{}: no fresh sign-in is asked for: {}", self.place.name, answer.status));
    }

    /// Fields that a caller may not set are not quietly taken.
    async fn extra_fields(&self, report: &mut Report) {
        let Body::Json(body) = &self.body else { return };
        for (field, value) in [("tenant", "uppsala-0380"), ("role", "operator"), ("price", "1"), ("id", "1")] {
            let mut more = body.clone();
            let fields = if more.is_array() { more.get_mut(0) } else { Some(&mut more) };
            let Some(fields) = fields.and_then(serde_json::Value::as_object_mut) else { continue };
            if fields.insert(field.to_owned(), value.into()).is_some() {
                continue;
            }
            let request = Request { body: Body::Json(more), ..self.request.clone() };
            let answer = self.stage.wire.send(self.owner.proof_for(self.place.permission), &request).await;
            // A list of things is answered thing by thing.
            let refused_alone = body.is_array() && answer.json()["refused"] == 1;
            report.expect(answer.status == StatusCode::BAD_REQUEST || refused_alone, || {
                format!("{}: a field {field} is taken: {} {}", self.place.name, answer.status, start_of(&answer.body))
            });
        }
    }
}

/// One cell: who is not known is told so, or sent to sign in.
pub fn unknown_caller(report: &mut Report, place: &Place, who: &str, answer: &Answer) {
    let kind = answer.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let met = if place.api {
        answer.status == StatusCode::UNAUTHORIZED && kind == "application/problem+json"
    } else {
        answer.status == StatusCode::SEE_OTHER
            && answer.location().is_some_and(|to| to.starts_with("/identity/sign-in"))
            && answer.body.is_empty()
    };
    report.expect(met, || format!("{}: {who} gets {} {kind}: {}", place.name, answer.status, start_of(&answer.body)));
}
