//! The emergency accounts: given a key, opened with it, sealed again. Opening one is an alarm: operators and office get a task and mail
//! at once, and the task stays until somebody with an account of her own has noted where the key lies sealed.

pub mod proof;
pub mod shell;

use contracts::{
    Assurance, Role, Tenant,
    tasks::{TaskClosed, TaskOpened},
};
use platform::{Across, Actor, Caller, Ctx, Error, Result, Tx, caller::secret_hash, sealed, telemetry};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

use crate::{
    domain::{
        break_glass::{self as rules, KNOWN_AS, NUMBERS, OPEN_FOR, Refusal, State},
        key::secret,
    },
    entities::{
        account::{Entity, Model},
        grant, opening, person,
    },
    feed, people,
    remote::Kept,
    sessions::{self, Act, Opening},
    sign_in::pending::{self, Beginning, Secrets},
};

/// Why an account was not opened, given a key or sealed.
pub type Failure = platform::Failure<Refusal>;

/// Whoever has not proven yet which account she opens.
const SOMEBODY: Actor = Actor::System("break-glass");
const SEALING: &str = "identity/break-glass";
/// What waits for the key's answer, by the name that says what for.
const OPENING: &str = "break-glass";
const KEYING: &str = "break-glass-key";

/// What the browser is asked.
pub struct Challenge {
    /// What it asks the key, as JSON.
    pub options: String,
    /// What it sends back with the answer.
    pub state: String,
}

/// How an account stands.
pub fn stands(row: &Model) -> State {
    match (&row.passkey, &row.sealed_at) {
        (None, _) => State::Empty,
        (Some(_), None) => State::Unsealed,
        (Some(_), Some(_)) => State::Sealed,
    }
}

/// What an account is called among persons.
pub fn name(number: i32) -> String {
    format!("Nödkonto {number}")
}

/// Those that there are, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn all(across: &Across) -> Result<Vec<Model>> {
    use crate::entities::account::Column;
    let rows = across.find::<Entity>().filter(Column::Number.is_in(NUMBERS)).order_by_asc(Column::Number);
    Ok(rows.all(across.db()).await?)
}

fn keys(rows: &[Model]) -> Result<Vec<Passkey>> {
    rows.iter().filter_map(|row| row.passkey.as_deref()).map(key_of).collect()
}

fn key_of(text: &str) -> Result<Passkey> {
    Ok(serde_json::from_str(text).map_err(anyhow::Error::new)?)
}

fn holds(row: &Model, key: &Passkey) -> Result<bool> {
    Ok(row.passkey.as_deref().map(key_of).transpose()?.is_some_and(|known| known == *key))
}

/// Begins to open one: any of their keys will do.
///
/// # Errors
/// The rule that forbids it.
pub async fn ask(ctx: &Ctx, mark: &str, reason: &str) -> Result<Challenge, Failure> {
    let reason = rules::reason(reason)?;
    let across = ctx.store.across_read(SOMEBODY).await?;
    let known = keys(&all(&across).await?)?;
    drop(across);
    if known.is_empty() {
        return Err(Refusal::Nobody.into());
    }
    let (options, asked) = proof::ask(ctx, &known, reason)?;
    Ok(keep(ctx, OPENING, mark, options, &asked).await?)
}

/// Opens the account whose key has answered: a session of an hour, as operator; tells its token.
///
/// # Errors
/// The rule that forbids it, which is noted.
pub async fn open(ctx: &Ctx, mark: Option<&str>, state: &str, answer: &str) -> Result<String, Failure> {
    let asked: proof::Opening = take(ctx, OPENING, mark, state).await?;
    let across = ctx.store.across_read(SOMEBODY).await?;
    let rows = all(&across).await?;
    drop(across);
    let key = match proof::check(ctx, &asked, answer, &keys(&rows)?) {
        Ok(key) => key,
        Err(wrong) => return Err(refused(ctx, wrong).await?.into()),
    };
    let mut opened = None;
    for row in &rows {
        if holds(row, &key)? {
            opened = Some(row.id);
        }
    }
    let id = opened.ok_or(Refusal::Key)?;
    let across = ctx.store.across_for(Actor::Person(id)).await?;
    let tx = across.tenant(&Tenant::association());
    people::lock(&tx).await?;
    let row = tx.get::<Entity>(id).await?;
    // It may have been given another key since it was asked.
    if !holds(&row, &key)? {
        return Err(Refusal::Key.into());
    }
    let (number, until) = (row.number, tx.now() + OPEN_FOR);
    become_operator(&across, &tx, &row).await?;
    tx.insert(opening::ActiveModel {
        id: Set(platform::id::new()),
        number: Set(number),
        reason: Set(asked.reason.clone()),
        opened_at: Set(tx.now()),
        until: Set(until),
        ..Default::default()
    })
    .await?;
    alarm(&tx, row, &key, "identity-task-break-glass").await?;
    tx.audit("identity.break-glass.open", &id.to_string(), &json!({ "reason": asked.reason, "until": until })).await?;
    drop(tx);
    let opening = Opening {
        act: Act::SignIn,
        person: id,
        told: None,
        tenant: &Tenant::association(),
        assurance: Assurance::Loa3,
        authenticated_at: across.now(),
        replaces: None,
        provider: KNOWN_AS,
        kept: Some(Kept::default()),
    };
    let (token, ended) = sessions::begin(&across, &opening).await?;
    across.commit().await?;
    tracing::error!(account = number, "an emergency account was opened");
    telemetry::break_glass_opened();
    feed::tell(ctx, ended).await;
    Ok(token)
}

/// The account's person, with the one role that it is for; what an earlier opening gave ends with it.
async fn become_operator(across: &Across, tx: &Tx, row: &Model) -> Result<()> {
    let now = tx.now();
    let person = person::ActiveModel {
        id: Set(row.id),
        issuer: Set(KNOWN_AS.into()),
        subject: Set(row.number.to_string()),
        name: Set(name(row.number)),
        email: Set(None),
        mailed: Set(false),
        created_at: Set(now),
        last_sign_in_at: Set(Some(now)),
        ..Default::default()
    };
    tx.insert_if_new(person).await?;
    across.delete::<grant::Entity>().filter(grant::Column::Person.eq(row.id)).exec(across.db()).await?;
    tx.insert(grant::ActiveModel {
        id: Set(platform::id::new()),
        person: Set(row.id),
        role: Set(Role::Operator.name().into()),
        service: Set(None),
        until: Set(Some(now + OPEN_FOR)),
        given_at: Set(now),
        ..Default::default()
    })
    .await?;
    Ok(())
}

/// Breaks the seal, and has operators and office look.
async fn alarm(tx: &Tx, row: Model, key: &Passkey, text: &str) -> Result<()> {
    let (id, number) = (row.id, row.number);
    for task in [row.task_operators, row.task_office].into_iter().flatten() {
        tx.emit(TaskClosed { task }).await?;
    }
    let tasks = [(platform::id::new(), Role::Operator), (platform::id::new(), Role::Office)];
    let mut changed = row.into_active_model();
    changed.passkey = Set(Some(serde_json::to_string(key).map_err(anyhow::Error::new)?));
    (changed.seal, changed.sealed_at, changed.sealed_by) = (Set(None), Set(None), Set(None));
    (changed.task_operators, changed.task_office) = (Set(Some(tasks[0].0)), Set(Some(tasks[1].0)));
    tx.update(changed).await?;
    for (task, role) in tasks {
        tx.emit(TaskOpened {
            task,
            service: "identity".into(),
            text: text.into(),
            values: [("account".to_owned(), number.to_string())].into(),
            href: "/identity/break-glass/accounts".into(),
            role,
            due: None,
            not_by: Some(id),
        })
        .await?;
    }
    Ok(())
}

/// Begins to give a key to the account that the code was made for.
///
/// # Errors
/// The rule that forbids it.
pub async fn ask_key(ctx: &Ctx, mark: &str, code: &str) -> Result<Challenge, Failure> {
    let across = ctx.store.across_read(SOMEBODY).await?;
    let rows = all(&across).await?;
    let (hash, now) = (secret_hash(&rules::plain(code)), across.now());
    drop(across);
    let fits =
        |row: &&Model| row.code_sha256.as_ref() == Some(&hash) && row.code_until.is_some_and(|until| until > now);
    let Some(row) = rows.iter().find(fits) else { return Err(refused(ctx, Refusal::Code).await?.into()) };
    let (options, asked) = proof::ask_new(ctx, row.id, &name(row.number))?;
    Ok(keep(ctx, KEYING, mark, options, &asked).await?)
}

/// Gives the account the key that has answered, in the place of any before; tells its number. The code is used up.
///
/// # Errors
/// The rule that forbids it, which is noted.
pub async fn register(ctx: &Ctx, mark: Option<&str>, state: &str, answer: &str) -> Result<i32, Failure> {
    let asked: proof::Keying = take(ctx, KEYING, mark, state).await?;
    let key = match proof::take(ctx, &asked, answer) {
        Ok(key) => key,
        Err(wrong) => return Err(refused(ctx, wrong).await?.into()),
    };
    let across = ctx.store.across_for(SOMEBODY).await?;
    let tx = across.tenant(&Tenant::association());
    people::lock(&tx).await?;
    let rows = all(&across).await?;
    let row = rows.iter().find(|row| row.id == asked.account).ok_or(Error::NotFound)?;
    let lives = row.code_sha256.is_some() && row.code_until.is_some_and(|until| until > tx.now());
    if !lives {
        return Err(Refusal::Code.into());
    }
    let others: Vec<Model> = rows.iter().filter(|one| one.id != row.id).cloned().collect();
    if keys(&others)?.contains(&key) {
        return Err(Refusal::Shared.into());
    }
    let (id, number) = (row.id, row.number);
    let mut used = row.clone().into_active_model();
    (used.code_sha256, used.code_until, used.keyed_at) = (Set(None), Set(None), Set(Some(tx.now())));
    let row = tx.update(used).await?;
    let touched = end(&across, &tx, id).await?;
    alarm(&tx, row, &key, "identity-task-break-glass-key").await?;
    tx.audit("identity.break-glass.key", &id.to_string(), &json!({ "account": number })).await?;
    drop(tx);
    across.commit().await?;
    feed::tell(ctx, touched).await;
    Ok(number)
}

/// Notes that an account's key lies in a sealed envelope again; what it was opened for is over.
///
/// # Errors
/// The rule that forbids it.
pub async fn seal(ctx: &Ctx, caller: &Caller, number: i32, seal: String) -> Result<(), Failure> {
    let across = ctx.store.across(caller, "an emergency account is sealed").await?;
    let tx = across.tenant(&Tenant::association());
    people::lock(&tx).await?;
    let rows = all(&across).await?;
    let by = caller.session().actor;
    if rows.iter().any(|row| row.id == by) {
        return Err(Refusal::Own.into());
    }
    let row = rows.into_iter().find(|row| row.number == number).filter(|row| row.passkey.is_some());
    let row = row.ok_or(Refusal::Unready)?;
    let id = row.id;
    for task in [row.task_operators, row.task_office].into_iter().flatten() {
        tx.emit(TaskClosed { task }).await?;
    }
    let told = json!({ "account": number, "before": row.seal, "after": seal });
    let mut changed = row.into_active_model();
    (changed.seal, changed.sealed_at, changed.sealed_by) = (Set(Some(seal)), Set(Some(tx.now())), Set(Some(by)));
    (changed.task_operators, changed.task_office) = (Set(None), Set(None));
    tx.update(changed).await?;
    let touched = end(&across, &tx, id).await?;
    tx.audit("identity.break-glass.seal", &id.to_string(), &told).await?;
    drop(tx);
    across.commit().await?;
    feed::tell(ctx, touched).await;
    Ok(())
}

/// Ends what an account was opened for, in every process.
async fn end(across: &Across, tx: &Tx, id: Uuid) -> Result<Vec<Uuid>> {
    across.delete::<grant::Entity>().filter(grant::Column::Person.eq(id)).exec(across.db()).await?;
    people::changed(across, tx.tenant(), id).await
}

/// Notes what was refused, so that somebody who tries can be seen.
async fn refused(ctx: &Ctx, wrong: Refusal) -> Result<Refusal> {
    let tx = ctx.store.begin_for(&Tenant::association(), SOMEBODY).await?;
    tx.audit("identity.break-glass.refused", KNOWN_AS, &json!({ "why": platform::Rule::code(&wrong) })).await?;
    tx.commit().await?;
    Ok(wrong)
}

/// Keeps what the answer is checked against, as a sign-in under way.
async fn keep(ctx: &Ctx, what: &str, mark: &str, options: String, asked: &impl Serialize) -> Result<Challenge> {
    let state = secret(&mut rand::rng());
    let kept = serde_json::to_vec(asked).map_err(anyhow::Error::new)?;
    let verifier = sealed::seal(ctx, SEALING, &secret_hash(&state), &kept)?;
    let secrets = Secrets { state: state.clone(), nonce: String::new(), verifier };
    pending::keep(
        ctx,
        Beginning {
            secrets,
            mark,
            provider: what,
            return_path: "/",
            assurance: Assurance::Loa3,
            session: None,
            trial: false,
            invitation: None,
        },
    )
    .await?;
    Ok(Challenge { options, state })
}

/// Takes it, once, for the browser that was asked.
async fn take<T: DeserializeOwned>(ctx: &Ctx, what: &str, mark: Option<&str>, state: &str) -> Result<T, Failure> {
    let found = pending::take(ctx, state, mark.ok_or(Refusal::Late)?).await?;
    let found = found.filter(|row| row.provider == what).ok_or(Refusal::Late)?;
    let kept = sealed::open(ctx, SEALING, &secret_hash(state), &found.verifier)?;
    Ok(serde_json::from_slice(&kept).map_err(|error| Error::from(anyhow::Error::new(error)))?)
}
