//! Callers with the same right in another organisation: what they get of their own, and what they must not get of ours.

use contracts::Tenant;
use serde_json::Value;

use super::{
    canary::Canaries,
    cast::Caller,
    fields,
    place::{Parameters, Place},
    report::{Report, start_of},
    stage::{OwnState, Stage, is_public_register, is_the_councils, may_name, reaches_all},
    trial::{Trial, succeeded},
    wire::{Body, Request},
};

/// Names that a page or operation might take an organisation or an object by.
const TEMPTING: [&str; 6] = ["tenant", "organisation", "payer", "member", "id", "q"];

/// Requests that leave nothing of ours with the others, so that all that they see of ours is a leak.
pub async fn run(trial: &Trial<'_>, report: &mut Report, canaries: &mut [(Tenant, Canaries)]) {
    let (stage, place) = (trial.stage, trial.place);
    if !is_ours(stage, place, trial.owner) {
        return;
    }
    let before = if trial.request.is_act() { Some(stage.own_state(place.service).await) } else { None };
    for caller in stage.cast.callers.iter().filter(|caller| *caller.tenant() != stage.home) {
        if caller.holds(place.permission) {
            same_request(trial, report, caller).await;
        }
    }
    match stage.cast.holder(place.permission, &stage.other) {
        None => {
            report.failures.push(format!("{}: nobody of {} holds {}", place.name, stage.other, place.permission.name));
        }
        Some(caller) if !trial.request.is_act() => {
            own_objects(trial, report, caller, canaries).await;
            ids_in_queries(trial, report, caller).await;
        }
        Some(_) => {}
    }
    untouched(stage, report, place, before).await;
}

/// The second round, when every page and list has been read: our ids and names in the bodies that the others send. What they have
/// sent they may see again.
pub async fn plant(stage: &Stage, report: &mut Report, place: &Place) {
    let Some(owner) = stage.owner(place).filter(|owner| is_ours(stage, place, owner)) else { return };
    let Some(caller) = stage.cast.holder(place.permission, &stage.other) else { return };
    if place.method.is_safe() || *owner.tenant() != stage.home {
        return;
    }
    let before = stage.own_state(place.service).await;
    ids_in_bodies(stage, report, place, caller).await;
    untouched(stage, report, place, Some(before)).await;
}

fn is_ours(stage: &Stage, place: &Place, owner: &Caller) -> bool {
    !place.is_public() && !place.permission.across && *owner.tenant() == stage.home
}

async fn untouched(stage: &Stage, report: &mut Report, place: &Place, before: Option<OwnState>) {
    let Some(before) = before.filter(|_| !is_the_councils(place)) else { return };
    let after = stage.own_state(place.service).await;
    report.expect(before == after, || {
        let changed: Vec<_> = after.iter().filter(|(name, told)| before.get(*name) != Some(told)).collect();
        let changed: String = format!("{changed:?}").chars().take(3_000).collect();
        format!("{}: what others did has changed {}: {changed}", place.name, stage.home)
    });
}

/// What the owner may send, sent by somebody with the same right elsewhere.
async fn same_request(trial: &Trial<'_>, report: &mut Report, caller: &Caller) {
    let (stage, place) = (trial.stage, trial.place);
    let act = trial.request.is_act();
    if reaches_all(place, caller) {
        if !act {
            let answer = stage.look(caller, place, &trial.request).await;
            report.expect(succeeded(place, &answer), || {
                format!("{}: {} gets {}", place.name, caller.name, answer.status)
            });
        }
        return;
    }
    if !trial.parameters.is_empty() && !is_public_register(place) {
        trial.is_not_there(report, caller).await;
        return;
    }
    let request = if act { trial.request.clone() } else { place.longest(&trial.request) };
    let answer = stage.look(caller, place, &request).await;
    // Some pages are for persons only.
    let met = if act || caller.session.machine { !answer.status.is_server_error() } else { succeeded(place, &answer) };
    report.expect(met, || format!("{}: {} of {} gets {}", place.name, caller.name, caller.tenant(), answer.status));
    report.hear(place, Some(caller), &request, &answer, may_name(place));
}

/// The other organisation's own objects: the control that its caller can see anything at all.
async fn own_objects(trial: &Trial<'_>, report: &mut Report, caller: &Caller, canaries: &mut [(Tenant, Canaries)]) {
    let (stage, place) = (trial.stage, trial.place);
    let parameters = match stage.places.parameters(&stage.bed, place, &stage.other).await {
        Ok(parameters) => parameters,
        Err(why) => return report.failures.push(why),
    };
    let request = place.longest(&place.request(&parameters, &trial.body));
    let answer = stage.look(caller, place, &request).await;
    report.expect(succeeded(place, &answer), || {
        format!("{}: {} of {} gets {} of its own", place.name, caller.name, stage.other, answer.status)
    });
    trial.learn(caller, &answer, canaries);
    report.hear(place, Some(caller), &request, &answer, may_name(place));
}

/// Our ids and names in every parameter that the query may have.
async fn ids_in_queries(trial: &Trial<'_>, report: &mut Report, caller: &Caller) {
    let (stage, place) = (trial.stage, trial.place);
    let Ok(parameters) = stage.places.parameters(&stage.bed, place, &stage.other).await else { return };
    let path = place.request(&parameters, &Body::None).path;
    let queries = if place.api { documented(stage, place) } else { guessed(stage) };
    for (name, value) in queries {
        let request = Request::get(format!("{path}?{name}={value}"));
        let answer = stage.look(caller, place, &request).await;
        report.expect(!answer.status.is_server_error(), || {
            format!("{}: {name}={value} gives {}: {}", place.name, answer.status, start_of(&answer.body))
        });
        report.hear(place, Some(caller), &request, &answer, may_name(place));
    }
}

fn documented(stage: &Stage, place: &Place) -> Parameters {
    let mut queries = Parameters::new();
    for parameter in place.query_parameters() {
        let kind = &parameter["schema"]["type"];
        let name = parameter["name"].as_str().unwrap_or_default();
        if *kind == "integer" || *kind == "boolean" {
            continue;
        }
        queries.push((name.to_owned(), stage.home.to_string()));
        queries.extend(stage.objects.iter().map(|(_, value)| (name.to_owned(), value.clone())));
    }
    // Parameters that are not documented do nothing, whatever they are called.
    queries.extend(TEMPTING.map(|name| (name.to_owned(), stage.home.to_string())));
    queries
}

fn guessed(stage: &Stage) -> Parameters {
    let mut queries: Parameters = TEMPTING.map(|name| (name.to_owned(), stage.home.to_string())).into();
    let named = stage.places.parameter_names();
    queries.extend(stage.objects.iter().filter(|(name, _)| named.contains(&name.as_str())).cloned());
    queries
}

/// Our ids and names in every field of the body that could name an object.
async fn ids_in_bodies(stage: &Stage, report: &mut Report, place: &Place, caller: &Caller) {
    let bodies = match stage.places.body(&stage.bed, place, &stage.other).await {
        Ok(Body::Json(own)) => json_bodies(stage, place, &own),
        Ok(Body::Form(own)) => form_bodies(stage, &own),
        _ => return,
    };
    for body in bodies {
        // Anew each time: an act may use its object up.
        let Ok(parameters) = stage.places.parameters(&stage.bed, place, &stage.other).await else { return };
        let request = place.request(&parameters, &body);
        let answer = stage.look(caller, place, &request).await;
        report.expect(!answer.status.is_server_error(), || {
            format!("{}: {body:?} gives {}: {}", place.name, answer.status, start_of(&answer.body))
        });
        report.planted += &request.sent();
        report.hear(place, Some(caller), &request, &answer, may_name(place));
    }
}

fn form_bodies(stage: &Stage, own: &Parameters) -> Vec<Body> {
    let with = |extra: (String, String)| {
        let others = own.iter().filter(|(name, _)| *name != extra.0).cloned();
        Body::Form(others.chain([extra.clone()]).collect())
    };
    guessed(stage).into_iter().map(with).collect()
}

fn json_bodies(stage: &Stage, place: &Place, own: &Value) -> Vec<Body> {
    let mut bodies = Vec::new();
    for field in fields::naming(&place.document, own) {
        let values: Vec<&str> = if field.is_id {
            stage
                .objects
                .iter()
                .map(|(_, value)| value.as_str())
                .filter(|value| uuid::Uuid::try_parse(value).is_ok())
                .collect()
        } else {
            vec![stage.home.as_str()]
        };
        bodies.extend(values.into_iter().filter_map(|value| field.put(own, value)).map(Body::Json));
    }
    bodies
}
