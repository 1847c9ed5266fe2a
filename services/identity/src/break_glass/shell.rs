//! Emergency accounts made ready by whoever has a shell on the machine: nobody gives one a key from the portal alone.

use contracts::Tenant;
use platform::{Actor, Ctx, Error, Result, Rule, caller::secret_hash};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::{name, stands};
use crate::{
    domain::break_glass::{CODE_FOR, NUMBERS, code, number, plain},
    entities::account::{ActiveModel, Column, Entity},
};

const SHELL: Actor = Actor::System("operator");

/// How both accounts stand.
///
/// # Errors
/// When the database does not answer.
pub async fn list(ctx: Ctx, _: Vec<String>) -> Result<Vec<String>> {
    let across = ctx.store.across_read(SHELL).await?;
    let rows = super::all(&across).await?;
    let line = |number: i32| match rows.iter().find(|row| row.number == number) {
        Some(row) => match (&row.seal, row.sealed_at) {
            (Some(seal), Some(at)) => format!("{number} sealed {} ({seal})", at.format("%Y-%m-%d %H:%M UTC")),
            _ => format!("{number} {}", stands(row).name()),
        },
        None => format!("{number} empty"),
    };
    Ok(NUMBERS.map(line).into())
}

/// Makes a code by which the account (the first word, 1 or 2) is given a new key in the portal. Its key until now works until then.
///
/// # Errors
/// When there is no such account.
pub async fn key(ctx: Ctx, words: Vec<String>) -> Result<Vec<String>> {
    let number = words.first().map_or("", String::as_str);
    let number = self::number(number).map_err(|wrong| Error::rule(wrong.code(), wrong.to_string()))?;
    let code = code(&mut rand::rng());
    let tx = ctx.store.begin_for(&Tenant::association(), SHELL).await?;
    let until = tx.now() + CODE_FOR;
    let known = tx.find::<Entity>().filter(Column::Number.eq(number)).one(tx.db()).await?;
    let new = known.is_none();
    let fresh = || ActiveModel { id: Set(platform::id::new()), number: Set(number), ..Default::default() };
    let mut row = known.map_or_else(fresh, IntoActiveModel::into_active_model);
    row.code_sha256 = Set(Some(secret_hash(&plain(&code))));
    row.code_until = Set(Some(until));
    let row = if new { tx.insert(row).await? } else { tx.update(row).await? };
    tx.audit("identity.break-glass.code", &row.id.to_string(), &json!({ "account": number, "until": until })).await?;
    tx.commit().await?;
    Ok(vec![
        format!(
            "{}: open {}/identity/break-glass/key within {} minutes, on the computer that the security key is plugged into,",
            name(number),
            ctx.config.http.origin(),
            CODE_FOR.num_minutes()
        ),
        format!("and type the code {code}"),
        "Two people should be there. Seal the key in an envelope after that, and note the seal in the portal.".into(),
    ])
}
