//! What was tried and what was found. Everything is tried before anything fails, so that one run tells it all.

use std::collections::BTreeSet;

use contracts::Tenant;
use reqwest::StatusCode;
use serde_json::Value;
use testbed::Answer;

use super::{
    canary::Canaries,
    cast::Caller,
    place::{Parameters, Place},
    stage::is_its_staffs_log,
    wire::Request,
};

/// An answer that will be searched for what only others may see.
struct Heard {
    place: String,
    /// None is nobody.
    tenant: Option<Tenant>,
    who: String,
    body: String,
    sent: String,
    names_are_public: bool,
}

#[derive(Default)]
pub struct Report {
    pub operations: usize,
    pub pages: usize,
    pub cells: usize,
    pub failures: Vec<String>,
    /// What others have sent that may be stored and shown to them again.
    pub planted: String,
    heard: Vec<Heard>,
}

impl Report {
    /// One cell: an expectation, and what to say when it is not met.
    pub fn expect(&mut self, met: bool, complaint: impl FnOnce() -> String) -> bool {
        self.cells += 1;
        if !met {
            self.failures.push(complaint());
        }
        met
    }

    /// One cell: an answer's status.
    pub fn status(&mut self, place: &Place, who: &str, answer: &Answer, wanted: StatusCode) -> bool {
        self.expect(answer.status == wanted, || {
            format!(
                "{}: {who} gets {} instead of {wanted} for {}: {}",
                place.name,
                answer.status,
                answer.path,
                start_of(&answer.body)
            )
        })
    }

    /// Keeps an answer for the search at the end.
    pub fn hear(
        &mut self,
        place: &Place,
        who: Option<&Caller>,
        request: &Request,
        answer: &Answer,
        names_are_public: bool,
    ) {
        if who.is_some_and(|caller| is_its_staffs_log(place, caller)) {
            return;
        }
        self.heard.push(Heard {
            place: place.name.clone(),
            tenant: who.map(|caller| caller.tenant().clone()),
            who: who.map_or("nobody", |caller| &caller.name).to_owned(),
            body: answer.body.clone(),
            sent: request.sent() + &self.planted,
            names_are_public,
        });
    }

    /// Searches every answer for what belongs to somebody else.
    pub fn search(&mut self, canaries: &[(Tenant, Canaries)]) -> usize {
        let mut leaks = BTreeSet::new();
        for heard in &self.heard {
            for (tenant, canaries) in canaries.iter().filter(|(tenant, _)| heard.tenant.as_ref() != Some(tenant)) {
                self.cells += 1;
                let found = canaries.leaked(&heard.body, &heard.sent, heard.names_are_public);
                if let Some(first) = found.first() {
                    leaks.insert(format!(
                        "LEAK {}: {} sees {} thing(s) of {tenant}, such as {first}: …{}…",
                        heard.place,
                        heard.who,
                        found.len(),
                        around(&heard.body, first)
                    ));
                }
            }
        }
        let count = leaks.len();
        self.failures.extend(leaks);
        count
    }
}

/// A shorter value of a parameter (a number, a service's name) would be found everywhere.
const UNMISTAKABLE: usize = 8;

/// A body without what tells requests apart: the request's id, its path, and the parameters of the path.
pub fn alike(answer: &Answer, parameters: &Parameters) -> String {
    let mut body = answer.body.clone();
    if let Ok(mut json) = serde_json::from_str::<Value>(&body) {
        if let Some(fields) = json.as_object_mut() {
            fields.remove("instance");
        }
        body = json.to_string();
    }
    if !parameters.is_empty() {
        body = body.replace(&answer.path, "{path}").replace(&answer.path.replace('/', "%2F"), "{path}");
    }
    let telling = parameters.iter().filter(|(_, value)| value.len() >= UNMISTAKABLE);
    telling.fold(body, |body, (name, value)| body.replace(value.as_str(), &format!("{{{name}}}")))
}

pub fn start_of(body: &str) -> String {
    let text: String = body.split(['<', '>']).step_by(2).collect::<Vec<_>>().join(" ");
    let text = if body.trim_start().starts_with('<') { text } else { body.to_owned() };
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(300).collect()
}

fn around(body: &str, found: &str) -> String {
    let at = body.to_lowercase().find(found).unwrap_or(0);
    let (from, to) =
        (body.floor_char_boundary(at.saturating_sub(60)), body.ceil_char_boundary((at + 80).min(body.len())));
    body.get(from..to).unwrap_or_default().replace('\n', " ")
}
