//! Ways to sign out at the provider, offered to who has signed out here: good for ten minutes, taken once, found by a secret in the
//! address. What must be said at the provider lies encrypted in the row, never in the address.

use platform::{Across, Actor, Ctx, Result, caller::secret_hash};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, sea_query::Expr};

use crate::{
    domain::{key::secret, session::SIGN_IN},
    entities::{leaving, leaving::Model, session},
    remote::{self, Remote},
};

const WHO: Actor = Actor::System("sign-out");

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The page after signing out shows the way.
    Offered,
    /// The browser has been sent to the provider.
    Asked,
    /// The provider says that the session has ended everywhere.
    Everywhere,
    /// The provider says that it has not ended everywhere.
    Partly,
    /// The provider has sent the browser back, and says nothing more (OpenID Connect).
    Returned,
}

impl State {
    const ALL: [Self; 5] = [Self::Offered, Self::Asked, Self::Everywhere, Self::Partly, Self::Returned];

    /// As it is kept.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Asked => "asked",
            Self::Everywhere => "everywhere",
            Self::Partly => "partly",
            Self::Returned => "returned",
        }
    }

    /// The state of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What is kept in the row's own words, encrypted for whom it was.
#[derive(serde::Serialize, serde::Deserialize)]
struct Sealed {
    person: uuid::Uuid,
    sealed: String,
}

/// Offers a way out at the provider that an ended session came from, if there is one; tells its secret.
///
/// # Errors
/// When the database does not answer.
pub async fn offer((_, across): (&Ctx, &Across), ended: &session::Model) -> Result<Option<String>> {
    let (Some(provider), Some(sealed)) = (&ended.provider, &ended.leave_sealed) else { return Ok(None) };
    let secret = secret(&mut rand::rng());
    let sealed = Sealed { person: ended.person, sealed: sealed.clone() };
    across
        .insert(leaving::ActiveModel {
            id: Set(platform::id::new()),
            secret_sha256: Set(secret_hash(&secret)),
            provider: Set(provider.clone()),
            state: Set(State::Offered.name().into()),
            request: Set(String::new()),
            sealed: Set(Some(serde_json::to_string(&sealed)?)),
            asked_at: Set(None),
            expires_at: Set(across.now() + SIGN_IN),
        })
        .await?;
    Ok(Some(secret))
}

/// The row that a secret belongs to, while it is good, with its state.
///
/// # Errors
/// When the database does not answer.
pub async fn find(ctx: &Ctx, secret: &str) -> Result<Option<(Model, State)>> {
    let across = ctx.store.across_read(WHO).await?;
    let found = across.find::<leaving::Entity>().filter(leaving::Column::SecretSha256.eq(secret_hash(secret)));
    let found = found.filter(leaving::Column::ExpiresAt.gt(across.now())).one(across.db()).await?;
    Ok(found.and_then(|row| State::named(&row.state).map(|state| (row, state))))
}

/// What must be said at the provider.
///
/// # Errors
/// When it can't be decrypted.
pub fn said(ctx: &Ctx, row: &Model) -> Result<Option<Remote>> {
    let Some(text) = &row.sealed else { return Ok(None) };
    let kept: Sealed = serde_json::from_str(text)?;
    remote::open(ctx, kept.person, &kept.sealed).map(Some)
}

/// The next step of a way, once: from a state to another under a new secret. What was to be said is forgotten.
///
/// # Errors
/// When the database does not answer.
pub async fn step(ctx: &Ctx, row: &Model, to: State, (secret, request): (&str, &str)) -> Result<bool> {
    let across = ctx.store.across_for(WHO).await?;
    let step = across.update_many::<leaving::Entity>().col_expr(leaving::Column::State, Expr::value(to.name()));
    let step = step.col_expr(leaving::Column::SecretSha256, Expr::value(secret_hash(secret)));
    let step = step.col_expr(leaving::Column::Request, Expr::value(request));
    let step = step.col_expr(leaving::Column::Sealed, Expr::value(None::<String>));
    let asked = if to == State::Asked { Some(across.now()) } else { row.asked_at };
    let step = step.col_expr(leaving::Column::AskedAt, Expr::value(asked));
    let own = step.filter(leaving::Column::Id.eq(row.id)).filter(leaving::Column::State.eq(&row.state));
    let done = own.exec(across.db()).await?;
    across.commit().await?;
    Ok(done.rows_affected == 1)
}
