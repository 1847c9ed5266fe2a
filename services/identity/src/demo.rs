//! Demonstration data: the invented persons with their roles, two API keys and a client, whose secrets lie in a file of the data directory.

pub mod outside;

use std::{fs::OpenOptions, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use chrono::TimeDelta;
use contracts::{Grant, Role, Tenant};
use platform::{Across, Actor, Ctx, Demo, Result};
use saml::{Key, keys::Kind as KeyKind};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    break_glass, clients, connections,
    demonstration::{KNOWN_AS, accounts},
    domain::{
        self,
        connection::To,
        key::{self, Plan},
    },
    entities::{
        account, client, connection, federation, grant, key as key_row, person, session, support as support_row,
    },
    federations, keys, rules, support,
};

/// The file in the data directory that holds the keys' secrets, readable by its owner only.
const FILE: &str = "demo-keys.txt";
/// The keys' and the client's name, by which they are found again.
const KEY_NAME: &str = "Demonstration";
/// The invented provider of the association's connection.
const ISSUER: &str = "https://inloggning.sambruk.example";
/// Where the invented federation would tell of its members.
const FEDERATION: &str = "https://metadata.federation.example/medlemmar.xml";
/// Who made that connection's rule.
const RULE_BY: &str = "drew";
/// Whose client it is, and who made it.
const CLIENT_OF: &str = "sandviken-2181";
const CLIENT_BY: &str = "kim";

/// Makes persons, roles and keys; does nothing when they are there already.
pub async fn make(ctx: Ctx, _: Demo) -> Result<()> {
    let across = ctx.store.across_for(Actor::System("demo")).await?;
    let known = across.find::<person::Entity>().filter(person::Column::Issuer.eq(KNOWN_AS)).all(across.db()).await?;
    for account in accounts::ALL.iter().filter(|account| !account.held.is_empty()) {
        if !known.iter().any(|person| person.subject == account.subject) {
            enter(&across, account).await?;
        }
    }
    connect(&ctx, &across).await?;
    outside::connect(&ctx, &across).await?;
    federate(&across).await?;
    help(&across).await?;
    seal(&across).await?;
    let path = ctx.config.data_dir.join(FILE);
    let text = if path.exists() && has_keys(&across).await? {
        None
    } else {
        Some(make_keys(&across).await? + &make_client(&ctx, &across).await?)
    };
    across.commit().await?;
    if let Some(text) = text {
        write_secrets(&path, &text)?;
    }
    Ok(())
}

async fn enter(across: &Across, account: &accounts::Account) -> Result<()> {
    let id = demo_id("person", account.subject);
    let person = person::ActiveModel {
        tenant: Set(account.home.into()),
        id: Set(id),
        issuer: Set(KNOWN_AS.into()),
        subject: Set(account.subject.into()),
        name: Set(account.name.into()),
        email: Set(Some(account.email())),
        mailed: Set(true),
        created_at: Set(across.now()),
        last_sign_in_at: Set(None),
    };
    across.insert(person).await?;
    let grants = account.held.iter().map(|held| grant::ActiveModel {
        tenant: Set(held.tenant.into()),
        id: Set(demo_id(
            "grant",
            &format!("{}/{}/{}/{}", account.subject, held.tenant, held.role.name(), held.service.unwrap_or("all")),
        )),
        person: Set(id),
        role: Set(held.role.name().into()),
        service: Set(held.service.map(str::to_owned)),
        given_by: Set(None),
        rule: Set(None),
        support: Set(None),
        until: Set(None),
        given_at: Set(across.now()),
    });
    across.insert_all(grants.collect()).await
}

/// A connection of the association's that nobody has tried yet, to an invented provider, with a rule.
async fn connect(ctx: &Ctx, across: &Across) -> Result<()> {
    let tx = across.tenant(&Tenant::association());
    let known = connection::Column::Issuer.eq(ISSUER);
    if tx.find::<connection::Entity>().filter(known).one(tx.db()).await?.is_some() {
        return Ok(());
    }
    let to = To::Oidc { issuer: ISSUER.into(), client_id: "sambruk".into(), secret: None, scopes: String::new() };
    let plan = domain::connection::Plan { label: "Kansliet".into(), to, outside: false };
    let ready = connections::prepare(ctx, plan).await?.map_err(anyhow::Error::msg)?;
    let id = connections::enter(ctx, &tx, ready).await?;
    let grant = Grant { role: Role::Reader, service: None };
    let rule = domain::mapping::Plan { attribute: "groups".into(), value: "Sambruk kansli".into(), grant };
    rules::enter(&tx, id, rule, demo_id("person", RULE_BY)).await?;
    Ok(())
}

/// An invented federation, switched off: nobody answers there.
async fn federate(across: &Across) -> Result<()> {
    let known = across.find::<federation::Entity>().filter(federation::Column::Address.eq(FEDERATION));
    if known.one(across.db()).await?.is_some() {
        return Ok(());
    }
    let (from, until) = (across.now(), across.now() + TimeDelta::days(10 * 365));
    let key = Key::make(KeyKind::P256, "Exempelfederationen", from, until).map_err(anyhow::Error::new)?;
    let plan = domain::federation::Plan {
        name: "Exempelfederationen".into(),
        kind: domain::federation::Kind::List,
        address: FEDERATION.into(),
        certificates: vec![key.certificate().clone()],
        authority: None,
        probe: None,
    };
    let mut row = federations::enter(across, plan).await?.into_active_model();
    row.live = Set(false);
    across.update(row).await?;
    Ok(())
}

/// Sandviken was helped once, by somebody who has left since: what that looks like afterwards.
async fn help(across: &Across) -> Result<()> {
    let tenant: Tenant = CLIENT_OF.parse().map_err(anyhow::Error::new)?;
    let tx = across.tenant(&tenant);
    if tx.find::<support_row::Entity>().one(tx.db()).await?.is_some() {
        return Ok(());
    }
    let asked = across.now() - TimeDelta::days(20);
    let grant = Grant { role: Role::Reader, service: Some("bibblix".into()) };
    let reason = "Vi letar efter felet i ärende 4711: lånen från i går syns inte i månadens summa.".into();
    let plan = domain::support::Plan { tenant, grant, hours: 4, reason };
    let mut row = support::fresh(demo_id("person", "sol"), "Sol Support", plan, asked);
    let answered = asked + TimeDelta::minutes(25);
    row.step = Set(domain::support::Step::Ended.name().into());
    (row.answered_by, row.answered_at) = (Set(Some(demo_id("person", CLIENT_BY))), Set(Some(answered)));
    row.until = Set(Some(answered + TimeDelta::hours(4)));
    row.ended_at = Set(Some(answered + TimeDelta::minutes(50)));
    tx.insert(row).await?;
    Ok(())
}

/// An emergency account in a safe that there is not: nobody has its key, whose private half was thrown away as it was made.
async fn seal(across: &Across) -> Result<()> {
    let tx = across.tenant(&Tenant::association());
    if tx.find::<account::Entity>().one(tx.db()).await?.is_some() {
        return Ok(());
    }
    let day = across.now() - TimeDelta::days(60);
    tx.insert(account::ActiveModel {
        id: Set(demo_id("person", "break-glass-1")),
        number: Set(1),
        passkey: Set(Some(break_glass::proof::nobodys()?)),
        keyed_at: Set(Some(day)),
        seal: Set(Some("Plomb 10293, kansliets kassaskåp".into())),
        sealed_at: Set(Some(day + TimeDelta::minutes(20))),
        sealed_by: Set(Some(demo_id("person", RULE_BY))),
        ..Default::default()
    })
    .await?;
    Ok(())
}

async fn has_keys(across: &Across) -> Result<bool> {
    let select = across.find::<key_row::Entity>().filter(key_row::Column::Name.eq(KEY_NAME));
    Ok(select.filter(key_row::Column::EndedAt.is_null()).one(across.db()).await?.is_some())
}

/// Ends keys whose secrets are lost, makes new ones, and tells their secrets.
async fn make_keys(across: &Across) -> Result<String> {
    let ending = across.update_many::<key_row::Entity>().col_expr(key_row::Column::EndedAt, Expr::value(across.now()));
    ending
        .filter(key_row::Column::Name.eq(KEY_NAME))
        .filter(key_row::Column::EndedAt.is_null())
        .exec(across.db())
        .await?;
    let mut text =
        String::from("# API keys of the demonstration: organisation, role, key (Authorization: Bearer <key>)\n");
    for (tenant, role) in [("sambruk", Role::Operator), ("sandviken-2181", Role::Integrator)] {
        let tenant: Tenant = tenant.parse().map_err(anyhow::Error::new)?;
        let id = platform::id::new();
        let secret = key::text(id, &mut rand::rng());
        let expires_at = across.now() + TimeDelta::days(key::LONGEST_DAYS);
        let plan = Plan { name: KEY_NAME.into(), roles: vec![role], service: None, expires_at };
        across.tenant(&tenant).insert(keys::fresh(id, &secret, plan, across.now())).await?;
        text = text + tenant.as_str() + " " + role.name() + " " + &secret + "\n";
    }
    Ok(text)
}

/// Ends a client whose secret is lost, makes another, and tells how a token is fetched with it.
async fn make_client(ctx: &Ctx, across: &Across) -> Result<String> {
    let ending = across.update_many::<client::Entity>().col_expr(client::Column::EndedAt, Expr::value(across.now()));
    let known = ending.filter(client::Column::Name.eq(KEY_NAME)).filter(client::Column::EndedAt.is_null());
    known.exec(across.db()).await?;
    let tenant: Tenant = CLIENT_OF.parse().map_err(anyhow::Error::new)?;
    let scopes = clients::names(&clients::integrators(&ctx.site, &tenant));
    let expires_at = across.now() + TimeDelta::days(key::LONGEST_DAYS);
    let plan = domain::client::Plan { name: KEY_NAME.into(), scopes, sandbox: false, key: None, expires_at };
    let made = clients::enter(&across.tenant(&tenant), plan, demo_id("person", CLIENT_BY)).await?;
    Ok(format!(
        "# A client: organisation, client, client_id, client_secret (POST {}/api/identity/v1/token gives it a token)\n{tenant} client {} {}\n",
        ctx.config.http.origin(),
        made.client.id,
        made.secret().unwrap_or_default()
    ))
}

fn write_secrets(path: &Path, text: &str) -> Result<()> {
    // A new file, so that one with other rights never holds them.
    if path.exists() {
        std::fs::remove_file(path).map_err(anyhow::Error::new)?;
    }
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(anyhow::Error::new)?;
    file.write_all(text.as_bytes()).map_err(anyhow::Error::new)?;
    Ok(())
}

/// The same id for the same thing in every demonstration.
pub fn demo_id(kind: &str, name: &str) -> Uuid {
    let digest = Sha256::digest(format!("demonstration/{kind}/{name}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// For the platform-wide tests: a session acting for the tenant that nobody holds the token of.
pub async fn example_session(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    let Some(person) = tx.find::<person::Entity>().one(tx.db()).await? else { return Ok(None) };
    let (id, now) = (platform::id::new(), tx.now());
    let row = session::ActiveModel {
        id: Set(id),
        person: Set(person.id),
        token_sha256: Set(platform::caller::secret_hash(&key::secret(&mut rand::rng()))),
        assurance: Set("loa2".into()),
        authenticated_at: Set(now),
        created_at: Set(now),
        last_used_at: Set(now),
        expires_at: Set(now + crate::domain::session::LONGEST),
        ended_at: Set(None),
        changed_at: Set(None),
        provider: Set(None),
        name_mac: Set(None),
        index_mac: Set(None),
        leave_sealed: Set(None),
        ..Default::default()
    };
    tx.insert(row).await?;
    tx.commit().await?;
    Ok(Some(id.to_string()))
}

/// For the platform-wide tests: a key of the tenant that nobody holds the secret of.
pub async fn example_key(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    let id = platform::id::new();
    let plan = Plan {
        name: "Exempel".into(),
        roles: vec![Role::Reader],
        service: None,
        expires_at: tx.now() + TimeDelta::days(1),
    };
    let secret = key::text(id, &mut rand::rng());
    tx.insert(keys::fresh(id, &secret, plan, tx.now())).await?;
    tx.commit().await?;
    Ok(Some(id.to_string()))
}

/// For the platform-wide tests: a key that an administrator may make.
pub async fn example_new_key(_: Ctx, _: Tenant) -> Result<serde_json::Value> {
    Ok(serde_json::json!({ "name": "Exempel", "roles": ["reader"], "service": null, "days": 30 }))
}
