//! What the office's forms hold, as it was written and as it is meant.

use chrono::NaiveDate;
use contracts::Tenant;
use platform::{Rule, View};
use serde::Deserialize;
use ui::{Button, Choice, Field, Form, Icon, format};

use super::title;
use crate::{
    domain::Refusal,
    register::Row,
    subscriptions::{self, Start},
};

/// The form that starts a subscription.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Written {
    /// The service.
    pub service: String,
    /// First day, as a browser writes it.
    pub begins: String,
    /// Whose agreement it is; empty means the user's own.
    pub member: String,
    /// Who is invoiced; empty means the holder of the agreement.
    pub payer: String,
    /// The department that works with the service; empty while it is not known.
    pub department: String,
    /// Address of the function there that answers; empty while it is not known.
    pub contact: String,
}

/// What is wrong with a form: the field and the key of the text.
pub type Wrong = (&'static str, String);

/// A refusal by its field.
pub fn wrong(refusal: Refusal) -> Wrong {
    (refusal.field(), format!("members-refusal-{}", refusal.code()))
}

/// A day as a browser writes it.
pub fn day(text: &str) -> Option<NaiveDate> {
    text.trim().parse().ok()
}

impl Written {
    /// What is meant.
    ///
    /// # Errors
    /// The field that can't be read.
    pub fn meant(&self, user: &Tenant) -> Result<Start, Wrong> {
        if self.service.is_empty() {
            return Err(("service", "members-choose-service".into()));
        }
        let begins = day(&self.begins).ok_or(("begins", "members-write-day".to_owned()))?;
        let tenant = |text: &str, field, otherwise: &Tenant| match text {
            "" => Ok(otherwise.clone()),
            text => text.parse().map_err(|_| (field, "members-refusal-unknown-organisation".to_owned())),
        };
        let member = tenant(&self.member, "member", user)?;
        let payer = tenant(&self.payer, "payer", &member)?;
        let known = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let (department, contact) = (known(&self.department), known(&self.contact));
        Ok(Start { user: user.clone(), service: self.service.clone(), member, payer, begins, department, contact })
    }

    /// The form as it was written, with what is wrong.
    pub fn form(&self, view: &View, row: &Row, agents: &[(Tenant, String)], wrong: Option<&Wrong>) -> Form {
        let fault = |field: &str| wrong.filter(|(at, _)| *at == field).map(|(_, key)| view.t(key));
        let services = subscriptions::services(&view.ctx).into_iter().map(|name| Choice::new(name, title(view, name)));
        let holders = || {
            let own = Choice::new(&row.tenant, &row.short_name);
            std::iter::once(own)
                .chain(agents.iter().map(|(tenant, name)| Choice::new(tenant.as_str(), name)))
                .collect::<Vec<_>>()
        };
        let or_own = |value: &str| if value.is_empty() { row.tenant.clone() } else { value.to_owned() };
        Form::post(view.lang, format!("/members/{}/subscribe", row.tenant))
            .field(
                Field::select("service", view.t("members-service"), services)
                    .value(&self.service)
                    .short()
                    .error_if(fault("service")),
            )
            .field(
                Field::date("begins", view.t("members-begins"))
                    .value(&self.begins)
                    .hint(view.t("members-begins-hint"))
                    .error_if(fault("begins")),
            )
            .field(
                Field::select("member", view.t("members-member"), holders())
                    .value(or_own(&self.member))
                    .hint(view.t("members-member-hint"))
                    .error_if(fault("member")),
            )
            .field(
                Field::select("payer", view.t("members-payer"), holders())
                    .value(or_own(&self.payer))
                    .error_if(fault("payer")),
            )
            .field(
                Field::text("department", view.t("members-department"))
                    .value(&self.department)
                    .hint(view.t("members-department-hint"))
                    .max_length(80)
                    .optional()
                    .error_if(fault("department")),
            )
            .field(
                Field::email("contact", view.t("members-contact"))
                    .value(&self.contact)
                    .hint(view.t("members-contact-hint"))
                    .max_length(120)
                    .optional()
                    .error_if(fault("contact")),
            )
            .button(Button::submit(view.t("members-subscribe-send")).icon(Icon::Check))
            .button(Button::link(view.t("members-cancel"), format!("/members/{}", row.tenant)).secondary())
    }
}

/// The form that gives a subscription its last day.
pub fn ending(view: &View, id: uuid::Uuid, user: &str, first: NaiveDate, written: &str, wrong: Option<&Wrong>) -> Form {
    let field = Field::date("ends", view.t("members-ends"))
        .value(written)
        .range(format::day(first), "")
        .hint(view.t("members-ends-hint"))
        .error_if(wrong.map(|(_, key)| view.t(key)));
    Form::post(view.lang, format!("/members/subscriptions/{id}/end"))
        .field(field)
        .button(Button::submit(view.t("members-end-send")).danger())
        .button(Button::link(view.t("members-cancel"), format!("/members/{user}")).secondary())
}
