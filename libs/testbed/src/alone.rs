//! One service in its own crate's tests: beside it a member register that tells what the test says, and an identity that takes a
//! cookie or key `<tenant>:<role>` for a session. Everything else is the real platform.

use std::pin::Pin;

use chrono::TimeDelta;
use contracts::{
    Assurance, Event, Grant, Role, Session, SessionLookup, Tenant,
    members::{OrganisationRegistered, SubscriptionEnded, SubscriptionStarted},
};
use platform::{Actor, Clock, Ctx, Module, Result, host::Registry};
use uuid::Uuid;

use crate::{Bed, Browser, Database, Setup, eventually};

const DEFAULTS: &str = include_str!("../../../services/sambruk/default.toml");
const TEXTS: ui::Source<'static> = ui::Source { sv: "", en: "" };
/// Those whose cookies are sessions.
const KNOWN: [&str; 5] = ["habo-0643", "sandviken-2181", "uppsala-0380", "arboga-1984", "sambruk"];

/// Habo, a small municipality.
#[must_use]
pub fn habo() -> Tenant {
    tenant("habo-0643")
}

/// Sandviken, the other one.
#[must_use]
pub fn sandviken() -> Tenant {
    tenant("sandviken-2181")
}

/// A tenant by name.
#[must_use]
pub fn tenant(name: &str) -> Tenant {
    name.parse().expect("a tenant's name")
}

/// The service between its neighbours, for a [`Registry`].
#[must_use]
pub fn alone(service: Module) -> Vec<Module> {
    alone_with(service, |identity| identity)
}

/// As [`alone`], with an identity that answers more.
#[must_use]
pub fn alone_with(service: Module, more: impl FnOnce(Module) -> Module) -> Vec<Module> {
    let members = Module::new("members", "building-2", TEXTS)
        .emits::<SubscriptionStarted>()
        .emits::<SubscriptionEnded>()
        .emits::<OrganisationRegistered>();
    let identity = Module::new("identity", "key-round", TEXTS).answers::<SessionLookup, _, _>(session);
    vec![members, more(identity), service]
}

/// The person behind a cookie: the same each time.
#[must_use]
pub fn person_of(cookie: &str) -> Uuid {
    let hash = platform::caller::secret_hash(cookie);
    let number = hash.get(..32).and_then(|part| u128::from_str_radix(part, 16).ok());
    Uuid::from_u128(number.expect("a hexadecimal hash"))
}

async fn session(ctx: Ctx, lookup: SessionLookup) -> Result<Option<Session>> {
    let now = ctx.clock.now();
    let mut who = KNOWN.into_iter().flat_map(|tenant| Role::ALL.map(|role| (tenant, role)));
    let found = who.find(|(tenant, role)| {
        platform::caller::secret_hash(&format!("{tenant}:{}", role.name())) == lookup.secret_sha256
    });
    Ok(found.map(|(name, role)| Session {
        id: platform::id::new(),
        actor: person_of(&format!("{name}:{}", role.name())),
        name: format!("Kim {}", role.name()),
        machine: lookup.machine,
        scopes: None,
        organisation: name.to_owned(),
        tenant: tenant(name),
        organisations: 1,
        grants: vec![Grant { role, service: None }],
        // Staff have just proved who they are; whoever comes from outside has not.
        assurance: if role.is_outside() { Assurance::Loa2 } else { Assurance::Loa3 },
        // Fresh for as long as the session, since the clock leaps.
        authenticated_at: now + TimeDelta::days(400),
        expires_at: now + TimeDelta::days(400),
        lent: None,
    }))
}

/// How a service's own bed is made.
#[derive(Debug, Clone, Copy)]
pub struct Alone {
    /// [`alone`] with the service.
    pub registry: Registry,
    /// The service.
    pub service: &'static str,
    /// What the users subscribe to: the service, for most.
    pub to: &'static str,
    /// Who does, since 1 June 2025.
    pub users: &'static [&'static str],
    /// Who is registered and does not.
    pub others: &'static [&'static str],
    /// What the clock says.
    pub now: &'static str,
}

impl Alone {
    /// A bed on a database, with all subscriptions heard. The future is large, so it lies on the heap.
    #[must_use]
    pub fn on(self, database: Database) -> Pin<Box<dyn Future<Output = Bed> + Send>> {
        Box::pin(self.started(database))
    }

    async fn started(self, database: Database) -> Bed {
        let clock = Clock::fixed(self.now.parse().expect("an instant"));
        let bed = Bed::start(self.registry, Setup { database, clock, defaults: DEFAULTS }).await;
        for name in self.users.iter().chain(self.others) {
            self.tell(&bed, name, self.users.contains(name)).await.expect("the member register speaks");
        }
        let ctx = bed.service(self.service);
        eventually("the subscriptions are heard", 20, || async {
            let across = ctx.store.across_read(Actor::System("test")).await.expect("the door opens");
            let heard = across.subscriptions_to(self.to).await.expect("the database answers");
            (heard.len() == self.users.len()).then_some(())
        })
        .await;
        bed.demonstrate(0).await;
        bed
    }

    async fn tell(self, bed: &Bed, name: &str, uses: bool) -> Result<()> {
        let tx = bed.service("members").store.begin_for(&tenant(name), Actor::System("test")).await?;
        let short_name = name.split('-').next().unwrap_or(name).to_uppercase();
        let population = Some(if name.starts_with("habo") { 12_500 } else { 38_789 });
        tx.emit(OrganisationRegistered { short_name, population, ..OrganisationRegistered::sample() }).await?;
        if uses {
            let (subscription, service) = (platform::id::new(), self.to.to_owned());
            let begins = "2025-06-01".parse().expect("a day");
            tx.emit(SubscriptionStarted { subscription, service, begins, ..SubscriptionStarted::sample() }).await?;
        }
        tx.commit().await
    }
}

/// SQLite, and PostgreSQL where a test cluster is named.
#[must_use]
pub fn databases() -> Vec<Database> {
    #[expect(clippy::disallowed_methods, reason = "tests are told where the test cluster is")]
    let cluster = std::env::var("SAMBRUK_TEST_POSTGRES").is_ok();
    if cluster { vec![Database::Sqlite, Database::Postgres] } else { vec![Database::Sqlite] }
}

impl Bed {
    /// A browser whose session is that of a role in a tenant, `habo-0643:reader`; see [`alone`].
    #[must_use]
    pub fn person(&self, who: &str) -> Browser {
        let browser = self.browser();
        browser.set_cookie("sambruk", who);
        browser
    }

    /// Lets time pass once everything has arrived and the audit logs are sealed: the sealer looks back a while, but not over days.
    pub async fn leap(&self, by: TimeDelta) {
        const UNSEALED: &str = "SELECT a.id FROM audit a WHERE NOT EXISTS \
            (SELECT 1 FROM audit_seal s WHERE s.tenant = a.tenant AND s.audit_id = a.id) LIMIT 1";
        self.running.settle().await.expect("everything settles");
        for ctx in self.running.services.values() {
            eventually("the audit log is sealed", 60, || async {
                let across = ctx.store.across_read(Actor::System("test")).await.expect("the door opens");
                across.query(UNSEALED, []).await.expect("the database answers").is_empty().then_some(())
            })
            .await;
        }
        self.clock.advance(by);
        self.running.settle().await.expect("everything settles");
    }

    /// A tenant's audit rows of an act of a service, as `object detail`, the first first.
    pub async fn audited(&self, service: &str, tenant: &str, action: &str) -> Vec<String> {
        let across = self.service(service).store.across_read(Actor::System("test")).await.expect("the door opens");
        let sql = "SELECT object || ' ' || detail AS row FROM audit WHERE tenant = $1 AND action = $2 ORDER BY id";
        let rows = across.query(sql, [tenant.into(), action.into()]).await.expect("the database answers");
        rows.iter().map(|row| row.try_get("", "row").expect("a text")).collect()
    }
}
