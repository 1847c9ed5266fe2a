//! Trying a connection: everything that a sign-in does, but for the account and the session. What arrived is told to the administrator
//! without being kept: the report says what was there and what was missing, never whose it was.

use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use contracts::Grant;
use platform::{Ctx, Result};
use serde::{Deserialize, Serialize};

use super::{Refusal, provider::Provider, relying::Identity};
use crate::{
    connections,
    domain::mapping::{self, Rule},
    lookup::assurance_name,
    rules,
};

/// Names of attributes that a report tells at most.
const MOST_UNUSED: usize = 50;

/// What a trial has found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// When.
    pub at: DateTime<Utc>,
    /// Where it stopped and why; none when it went well.
    pub stopped: Option<Stopped>,
    /// What arrived.
    pub arrived: Vec<Part>,
    /// What was wished for and did not arrive.
    pub missing: Vec<Part>,
    /// The level that was proven.
    pub assurance: Option<String>,
    /// The roles that the connection's rules would give.
    #[serde(default)]
    pub roles: Vec<Grant>,
    /// Attributes that arrived and that no rule is about, by name.
    #[serde(default)]
    pub unused: Vec<String>,
    /// Whether more arrived than is read.
    #[serde(default)]
    pub cut: bool,
}

/// Where a trial stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// Key of the step's name.
    pub step: String,
    /// The reason's code.
    pub code: String,
    /// What another part said about it.
    pub detail: String,
}

/// What a provider tells of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Her lasting name at the provider.
    Subject,
    /// What she is called.
    Name,
    /// Her address.
    Email,
}

impl Part {
    /// Key of its name.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Subject => "identity-trial-subject",
            Self::Name => "identity-trial-name",
            Self::Email => "identity-trial-email",
        }
    }
}

/// What the answer to a trial amounts to.
pub fn report(outcome: &std::result::Result<Identity, Refusal>, rules: &[Rule], at: DateTime<Utc>) -> Report {
    let mut report = Report {
        at,
        stopped: None,
        arrived: Vec::new(),
        missing: Vec::new(),
        assurance: None,
        roles: Vec::new(),
        unused: Vec::new(),
        cut: false,
    };
    match outcome {
        Ok(identity) => {
            report.assurance = Some(assurance_name(identity.proven.assurance).to_owned());
            let parts = [
                (Part::Subject, true),
                (Part::Name, identity.name != identity.subject),
                (Part::Email, identity.email.is_some()),
            ];
            for (part, there) in parts {
                if there { &mut report.arrived } else { &mut report.missing }.push(part);
            }
            report.roles = mapping::roles(&mapping::met(rules, &identity.attributes, None));
            report.unused = identity.attributes.unused(rules).into_iter().take(MOST_UNUSED).collect();
            report.cut = identity.attributes.is_cut();
        }
        Err(refusal) => {
            let detail = refusal.detail.chars().filter(|c| !c.is_control()).take(500).collect();
            report.stopped = Some(Stopped { step: refusal.step.text().into(), code: refusal.code.into(), detail });
        }
    }
    report
}

/// Ends a trial with what came back.
///
/// # Errors
/// When the database does not answer.
pub async fn finished(
    ctx: &Ctx,
    provider: &Provider,
    outcome: std::result::Result<Identity, Refusal>,
) -> Result<Response> {
    let (Some(id), Some(tenant)) = (provider.connection(), &provider.tenant) else {
        return Ok(Redirect::to("/identity/connections").into_response());
    };
    let report = report(&outcome, &rules::of_provider(ctx, provider).await?, ctx.clock.now());
    connections::tried(ctx, tenant, id, serde_json::to_string(&report)?, report.stopped.is_none()).await?;
    Ok(Redirect::to(&format!("/identity/connections/{id}")).into_response())
}

/// Ends a trial that did not get as far as the provider.
///
/// # Errors
/// When the database does not answer.
pub async fn failed(ctx: &Ctx, provider: &Provider, refusal: &Refusal) -> Result<Response> {
    finished(ctx, provider, Err(refusal.clone())).await
}

#[cfg(test)]
mod tests {
    use contracts::{Assurance, Role};

    use super::*;
    use crate::{
        domain::{mapping::Arrived, token::Proven},
        sign_in::Step,
    };

    fn at() -> DateTime<Utc> {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_report_says_what_arrived_and_never_whose_it_was() {
        let mut attributes = Arrived::default();
        attributes.add("groups", ["library", "choir of kim"]);
        attributes.add("manager", ["kim's manager"]);
        let identity = Identity {
            subject: "kim-4711".into(),
            name: "kim-4711".into(),
            email: Some("kim@sandviken.se".into()),
            proven: Proven { assurance: Assurance::Loa2, authenticated_at: at() },
            attributes,
            remote: crate::remote::Remote::default(),
        };
        let rule = Rule {
            id: uuid::Uuid::nil(),
            attribute: "groups".into(),
            value: "library".into(),
            grant: Grant { role: Role::Reader, service: None },
            made_by: uuid::Uuid::nil(),
        };
        let report = report(&Ok(identity), &[rule], at());
        assert_eq!(report.roles, [Grant { role: Role::Reader, service: None }]);
        assert_eq!(report.unused, ["manager"]);
        assert_eq!(report.arrived, [Part::Subject, Part::Email]);
        assert_eq!(report.missing, [Part::Name]);
        let before = r#"{"at":"2026-11-22T12:00:00Z","stopped":null,"arrived":[],"missing":[],"assurance":"loa2"}"#;
        assert!(serde_json::from_str::<Report>(before).unwrap().roles.is_empty(), "what was kept before can be read");
        let kept = serde_json::to_string(&report).unwrap();
        assert!(!kept.contains("kim"), "{kept}");
    }

    #[test]
    fn a_trial_that_stopped_says_where_and_why() {
        let refusal = Refusal::because(Step::Token, "acr-low", "the level of assurance\u{7} is too low");
        let stopped = report(&Err(refusal), &[], at()).stopped.unwrap();
        assert_eq!((stopped.step.as_str(), stopped.code.as_str()), ("identity-step-token", "acr-low"));
        assert_eq!(stopped.detail, "the level of assurance is too low");
    }
}
