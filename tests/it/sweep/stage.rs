//! What the cells share: the platform, who asks, what is asked for, and what is excepted by design.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use contracts::{Role, Tenant};
use platform::Actor;
use reqwest::StatusCode;
use testbed::{Answer, Bed};

use super::{
    canary::ids_in,
    cast::{Caller, Cast},
    place::{Parameters, Place, Places},
    report::alike,
    wire::{Proof, Request, Wire},
};

/// Permissions under which every caller sees the same of every organisation, and why.
const PUBLIC_REGISTER: [(&str, &str); 2] = [
    ("members.register.read", "the register of members is public within the association"),
    ("governance.councils.read", "a council's proposals and closed ballots are open to all who sit in it, by name"),
];
/// Permissions whose places may name organisations, though the objects there are one's own, and why.
const NAMING: [(&str, &str); 2] = [
    ("governance.minutes.verify", "minutes name those who were there, to all who sit in the council"),
    ("platform.filters.own", "saving a filter leads back to its list, which the register's page is one of"),
];
/// What one member of a council does there is seen by all of them, and why.
const COUNCILS_OWN: [(&str, &str); 1] =
    [("governance.minutes.verify", "minutes are the whole council's: whoever may sign them changes what all see")];
/// Permissions with which some of the association's own staff reaches every organisation's objects, and why.
const ASSOCIATION_REACHES: [(&str, &[Role], &str); 7] = [
    ("billing.invoices.read", &[Role::Finance, Role::Auditor], "they see all invoices (billing.invoices.read-all)"),
    ("billing.lines.read", &[Role::Finance, Role::Auditor], "they see all lines (billing.runs.read)"),
    ("billing.usage.send", &[Role::Finance, Role::Operator], "they tell use for all (billing.usage.send-across)"),
    (
        "members.register.read",
        &[Role::Office],
        "the register's pages lead the office to subscriptions (members.subscriptions.write)",
    ),
    ("platform.filters.own", STAFF, "saving a filter leads back to its list, which is shown under its own right"),
    ("portal.start.read", STAFF, "staff sees sums over all organisations (portal.totals.read)"),
    ("portal.usage.read", STAFF, "staff sees sums over all organisations (portal.totals.read)"),
];
const STAFF: &[Role] = &[Role::Office, Role::Finance, Role::Operator, Role::Auditor];
/// The association's own logs that tell it which of others' objects its staff has opened, and why it opens them.
const STAFFS_LOGS: [(&str, &str); 1] =
    [("billing.audit.read", "finance and auditors see all lines (billing.lines.read), and leave a row of it")];
/// Places that show what belongs to nobody, and why.
const SHARED: [(&str, &str); 1] = [("bibblix.list_titles", "all municipalities lend out of the same catalogue")];

/// What a service's lists tell an organisation about itself, by operation.
pub type OwnState = BTreeMap<String, String>;

pub struct Stage {
    pub bed: Bed,
    pub wire: Wire,
    pub cast: Cast,
    pub places: Arc<Places>,
    /// Whose objects are tried, and who tries to reach them.
    pub home: Tenant,
    pub other: Tenant,
    /// Objects of `home`, by parameter.
    pub objects: Parameters,
    /// The API's answer for what does not exist.
    pub absent: String,
}

impl Stage {
    pub async fn set(bed: Bed, home: &str, other: &str) -> Self {
        let (home, other): (Tenant, Tenant) = (home.parse().unwrap(), other.parse().unwrap());
        let wire = Wire::new(bed.url(""), bed.config());
        let places = Arc::new(Places::of_registry());
        let cast = Cast::assemble(&bed, &wire, &places.permissions()).await;
        let objects = places.objects(&bed, &home).await;
        let nowhere = Request::get("/api/portal/v1/ingenstans");
        let absent = wire.send(Proof::Nothing, &nowhere).await;
        assert_eq!(absent.status, StatusCode::NOT_FOUND);
        let absent = alike(&absent, &Vec::new());
        Self { bed, wire, cast, places, home, other, objects, absent }
    }

    /// Who may use a place by right: the municipality's own caller, or the association's where nobody else can.
    pub fn owner(&self, place: &Place) -> Option<&Caller> {
        let own = self.cast.holder(place.permission, &self.home).filter(|_| !place.permission.across);
        own.or_else(|| self.cast.holder(place.permission, &Tenant::association()))
    }

    /// What a caller sees, redirects followed.
    pub async fn look(&self, caller: &Caller, place: &Place, request: &Request) -> Answer {
        let proof = caller.proof_for(place.permission);
        let answer = self.wire.send(proof, request).await;
        if place.api { answer } else { self.wire.follow(proof, answer).await }
    }

    /// What a service tells an organisation about itself, to see whether somebody else has changed it.
    pub async fn own_state(&self, service: &str) -> OwnState {
        self.bed.running.settle().await.unwrap();
        let mut told = OwnState::new();
        for place in self.places.all.iter().filter(|place| place.service == service && is_plain_list(place)) {
            if let Some(caller) = self.cast.holder(place.permission, &self.home) {
                let answer = self.look(caller, place, &place.longest(&plain(place))).await;
                told.insert(place.name.clone(), alike(&answer, &Vec::new()));
            }
        }
        told
    }

    /// Ids that belong to nobody.
    pub async fn shared(&self) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        for place in self.places.all.iter().filter(|place| SHARED.iter().any(|(name, _)| *name == place.name)) {
            let caller = self.cast.holder(place.permission, &self.other).expect("somebody may see what is shared");
            for page in 1..100 {
                let request = Request::get(format!("{}?limit=100&page={page}", place.template));
                let found = ids_in(&self.look(caller, place, &request).await.body);
                if found.is_empty() {
                    break;
                }
                ids.extend(found);
            }
        }
        ids.extend(self.meetings().await);
        ids.extend(self.guests().await);
        ids
    }

    /// Persons who hold a role outside their home organisation: both know them.
    async fn guests(&self) -> Vec<String> {
        let across = self.bed.service("identity").store.across_read(Actor::System("test")).await.expect("it answers");
        let sql = "SELECT p.id AS id FROM identity_person p JOIN identity_grant g ON g.person = p.id AND g.tenant <> p.tenant";
        let rows = across.query(sql, []).await.expect("it answers");
        rows.iter().map(|row| row.try_get::<uuid::Uuid>("", "id").expect("an id").to_string()).collect()
    }

    /// Meetings: each municipality with a seat is told of the same one.
    async fn meetings(&self) -> BTreeSet<String> {
        let place = self.places.all.iter().find(|place| place.name == "governance.list_events").expect("a feed");
        let caller = self.cast.holder(place.permission, &self.other).expect("somebody reads events");
        let request = Request::get(format!("{}?limit=1000", place.template));
        let feed: serde_json::Value =
            serde_json::from_str(&self.look(caller, place, &request).await.body).expect("a feed is JSON");
        let items = feed["items"].as_array().cloned().unwrap_or_default();
        items.iter().filter_map(|event| event["data"]["meeting"].as_str().map(str::to_lowercase)).collect()
    }
}

/// Whether what is done there is done for a whole council.
pub fn is_the_councils(place: &Place) -> bool {
    COUNCILS_OWN.iter().any(|(name, _)| *name == place.permission.name)
}

/// Whether a place shows the register that is public.
pub fn is_public_register(place: &Place) -> bool {
    place.is_public() || PUBLIC_REGISTER.iter().any(|(name, _)| *name == place.permission.name)
}

/// Whether a place may name organisations.
pub fn may_name(place: &Place) -> bool {
    is_public_register(place) || NAMING.iter().any(|(name, _)| *name == place.permission.name)
}

/// Whether the association is told of its own staff's acts, which are about others' objects.
pub fn is_its_staffs_log(place: &Place, caller: &Caller) -> bool {
    caller.tenant().is_association() && STAFFS_LOGS.iter().any(|(name, _)| *name == place.permission.name)
}

/// Whether the caller is of the association's staff and reaches everybody's objects there.
pub fn reaches_all(place: &Place, caller: &Caller) -> bool {
    let holds = |roles: &[Role]| caller.session.grants.iter().any(|grant| roles.contains(&grant.role));
    let excepted = ASSOCIATION_REACHES.iter().find(|(name, ..)| *name == place.permission.name);
    caller.tenant().is_association() && excepted.is_some_and(|(_, roles, _)| holds(roles))
}

fn is_plain_list(place: &Place) -> bool {
    place.api
        && place.method.is_safe()
        && !place.permission.across
        && !place.template.contains('{')
        && !place.is_public()
}

fn plain(place: &Place) -> Request {
    Request::get(place.template.clone())
}
