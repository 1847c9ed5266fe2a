//! Everybody who may ask: the demonstration's persons, and keys that administrators make for the sweep.

use chrono::Utc;
use contracts::{Grant, Session, Tenant};
use platform::{Permission, caller::allows};
use serde_json::{Value, json};
use testbed::{Bed, Browser};

use super::wire::{Proof, Request, Wire};

/// Who somebody is towards the platform.
pub struct Caller {
    /// For messages.
    pub name: String,
    pub session: Session,
    /// Whether she comes from outside, through the broker.
    outside: bool,
    secret: String,
    /// The token of a session at the higher level, for persons who hold anything that demands it.
    stepped: Option<String>,
}

impl Caller {
    pub fn tenant(&self) -> &Tenant {
        &self.session.tenant
    }

    pub fn holds(&self, permission: &Permission) -> bool {
        allows(&self.session, permission)
    }

    pub fn proof(&self) -> Proof<'_> {
        if self.session.machine { Proof::Key(&self.secret) } else { Proof::Cookie(&self.secret) }
    }

    /// The proof that suffices for the permission.
    pub fn proof_for(&self, permission: &Permission) -> Proof<'_> {
        match (&self.stepped, permission.step_up.is_demanded()) {
            (Some(token), true) => Proof::Cookie(token),
            _ => self.proof(),
        }
    }
}

/// All of them, persons first.
pub struct Cast {
    pub callers: Vec<Caller>,
}

/// The token of a browser that is signed in.
fn token(browser: &Browser, bed: &Bed) -> Option<String> {
    browser.cookie(bed.config().session_cookie())
}

impl Cast {
    /// Signs everybody in whom the demonstration provider offers. Whoever has no role anywhere is nobody.
    pub async fn assemble(bed: &Bed, wire: &Wire, permissions: &[&'static Permission]) -> Self {
        let mut callers = Vec::new();
        for (person, outside) in persons(bed).await {
            let browser = bed.browser();
            if outside {
                browser.sign_in_outside(&person).await;
            } else {
                browser.sign_in(&person).await;
            }
            let Some(secret) = token(&browser, bed) else { continue };
            let Some(session) = session(wire, Proof::Cookie(&secret)).await else { continue };
            callers.push(Caller { name: person, session, outside, secret, stepped: None });
        }
        let mut cast = Self { callers };
        cast.make_keys(bed, wire, permissions).await;
        cast
    }

    /// Signs everybody in anew at the higher level who holds a permission that demands it: earlier places may have ended it.
    pub async fn step_up(&mut self, bed: &Bed, permission: &Permission) {
        for caller in self.callers.iter_mut().filter(|caller| !caller.session.machine && caller.holds(permission)) {
            let stronger = bed.browser();
            // In the place of her last one: she has twenty sessions at most, and the first is needed to the end.
            if let Some(last) = &caller.stepped {
                stronger.set_cookie(bed.config().session_cookie(), last);
            }
            if caller.outside {
                stronger.step_up_outside(&caller.name).await;
            } else {
                stronger.step_up(&caller.name).await;
            }
            caller.stepped = token(&stronger, bed);
        }
    }

    /// Per organisation with somebody who may: a machine's key, and readers of one service only, who are strangers to the others.
    async fn make_keys(&mut self, bed: &Bed, wire: &Wire, permissions: &[&'static Permission]) {
        let manage = permissions.iter().find(|permission| permission.name == "identity.keys.manage");
        let manage = manage.expect("identity lets administrators make keys");
        let services: Vec<&str> = sambruk::registry().iter().map(|module| module.name).take(2).collect();
        let mut keys: Vec<Caller> = Vec::new();
        for maker in self.callers.iter().filter(|caller| caller.holds(manage)) {
            if keys.iter().any(|key| key.tenant() == maker.tenant()) {
                continue;
            }
            let own = if maker.tenant().is_association() { "operator" } else { "integrator" };
            let mut wishes = vec![json!({ "name": "Svep", "roles": [own], "days": 30 })];
            wishes.extend(services.iter().map(|service| {
                json!({ "name": format!("Svep i {service}"), "roles": ["reader"], "service": service, "days": 30 })
            }));
            for wish in wishes {
                keys.push(make_key(bed, wire, &maker.name, &wish).await);
            }
        }
        self.callers.extend(keys);
    }

    /// Who holds a permission in an organisation; persons come first.
    pub fn holder(&self, permission: &Permission, tenant: &Tenant) -> Option<&Caller> {
        self.callers.iter().find(|caller| caller.tenant() == tenant && caller.holds(permission))
    }

    /// A key of the organisation.
    pub fn key(&self, tenant: &Tenant) -> Option<&str> {
        self.callers
            .iter()
            .find(|caller| caller.session.machine && caller.tenant() == tenant)
            .map(|key| key.secret.as_str())
    }
}

/// Makes a key as its maker would, after a fresh sign-in at the higher level.
pub async fn make_key(bed: &Bed, wire: &Wire, maker: &str, wish: &Value) -> Caller {
    let browser = bed.browser();
    browser.step_up(maker).await;
    let token = token(&browser, bed).unwrap_or_else(|| panic!("{maker} signs in"));
    let request = Request {
        method: reqwest::Method::POST,
        path: "/api/identity/v1/keys".into(),
        body: super::wire::Body::Json(wish.clone()),
    };
    let made = wire.send(Proof::Cookie(&token), &request).await;
    let made = made.json();
    let secret = made["secret"].as_str().unwrap_or_else(|| panic!("no key for {wish}: {made}")).to_owned();
    let session = session(wire, Proof::Key(&secret)).await.expect("a new key is known");
    let name = format!("key {} of {}", wish["name"], session.tenant);
    Caller { name, session, outside: false, secret, stepped: None }
}

/// Names of the persons on the providers' pages, and whether they come from outside.
async fn persons(bed: &Bed) -> Vec<(String, bool)> {
    let broker = bed.browser().broker().await;
    let staff = named(bed, "/identity/start?provider=demonstration&return=%2F").await;
    assert!(staff.len() > 5, "the provider offers only {staff:?}");
    let outside = named(bed, &broker).await;
    assert!(outside.len() > 2, "the broker offers only {outside:?}");
    staff.into_iter().map(|name| (name, false)).chain(outside.into_iter().map(|name| (name, true))).collect()
}

async fn named(bed: &Bed, way: &str) -> Vec<String> {
    let page = bed.browser().get(way).await;
    let mut names = Vec::new();
    for button in page.body.split("<button").skip(1).filter_map(|rest| rest.split('>').next()) {
        if button.contains("name=\"person\"")
            && let Some(value) = button.split("value=\"").nth(1).and_then(|rest| rest.split('"').next())
        {
            names.push(value.to_owned());
        }
    }
    names
}

/// What the platform knows about the holder of a secret.
async fn session(wire: &Wire, proof: Proof<'_>) -> Option<Session> {
    let me = wire.send(proof, &Request::get("/api/identity/v1/me")).await;
    if !me.status.is_success() {
        return None;
    }
    let me = me.json();
    let roles = me["roles"].as_array().cloned().unwrap_or_default();
    let grant = |held: Value| Grant {
        role: serde_json::from_value(held["role"].clone()).expect("a role"),
        service: held["service"].as_str().map(str::to_owned),
    };
    let time = |name: &str| me[name].as_str().and_then(|text| text.parse::<chrono::DateTime<Utc>>().ok());
    Some(Session {
        id: me["session"].as_str()?.parse().ok()?,
        actor: me["actor"].as_str()?.parse().ok()?,
        name: me["name"].as_str()?.to_owned(),
        machine: me["machine"].as_bool()?,
        scopes: None,
        tenant: me["organisation"].as_str()?.parse().ok()?,
        organisation: me["organisationName"].as_str()?.to_owned(),
        organisations: 1,
        grants: roles.into_iter().map(grant).collect(),
        assurance: serde_json::from_value(me["assurance"].clone()).ok()?,
        authenticated_at: time("authenticatedAt")?,
        expires_at: time("expiresAt")?,
        lent: None,
    })
}
