//! The session at the provider that a session here came from: kept so that either can end the other. What must be said there is kept
//! encrypted, and only while the session lives; what the provider says finds sessions by keyed hashes.

use contracts::Tenant;
use platform::{Across, Ctx, Result, caller::secret_hash, sealed};
use ring::hmac;
use sea_orm::{ColumnTrait, Condition, QueryFilter, sea_query::Expr};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::{domain::session::SIGN_IN, entities::session};

const SEALING: &str = "identity/provider-session";
const HASHING: &str = "identity/provider-session-hash";
/// Something may be used once, in whichever process; what it is comes as a hash.
const USE: &str = "INSERT INTO identity_used (key_sha256, until) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const USED: &str = "SELECT key_sha256 FROM identity_used WHERE key_sha256 = $1 AND until > $2";

/// The session there, as the provider names it.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Remote {
    /// Her name there: the NameID, or `sub`.
    pub name: String,
    /// The session: the SessionIndex, or `sid`.
    pub index: Option<String>,
    /// Whether the provider can be asked to end it.
    pub ends: bool,
    /// What goes with the name (SAML).
    pub format: Option<String>,
    pub name_qualifier: Option<String>,
    pub sp_name_qualifier: Option<String>,
    /// The ID token, by which the provider knows whose session is to end (OpenID Connect).
    pub token: Option<String>,
}

impl std::fmt::Debug for Remote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Remote")
    }
}

/// What a session here keeps of it.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    pub provider: Option<String>,
    pub name_mac: Option<String>,
    pub index_mac: Option<String>,
    pub leave_sealed: Option<String>,
}

impl Kept {
    /// # Errors
    /// When the installation's secret can't be read.
    pub fn new(ctx: &Ctx, provider: &str, person: Uuid, remote: &Remote) -> Result<Self> {
        let sealed = remote.ends.then(|| {
            // Of the person, so that the session of another of her organisations can take it over.
            sealed::seal(ctx, SEALING, &person.to_string(), &serde_json::to_vec(remote)?)
        });
        Ok(Self {
            provider: Some(provider.to_owned()),
            name_mac: Some(mac(ctx, provider, "name", &remote.name)?),
            index_mac: remote.index.as_ref().map(|index| mac(ctx, provider, "index", index)).transpose()?,
            leave_sealed: sealed.transpose()?,
        })
    }

    /// What a session keeps, for the one that replaces it.
    pub fn of(row: session::Model) -> Self {
        let session::Model { provider, name_mac, index_mac, leave_sealed, .. } = row;
        Self { provider, name_mac, index_mac, leave_sealed }
    }
}

/// What must be said at the provider to end the session there.
///
/// # Errors
/// When it can't be decrypted.
pub fn open(ctx: &Ctx, person: Uuid, sealed: &str) -> Result<Remote> {
    Ok(serde_json::from_slice(&sealed::open(ctx, SEALING, &person.to_string(), sealed)?)?)
}

/// A hash under the installation's secret: who takes the database can't find out whose it is by trying names.
///
/// # Errors
/// When the installation's secret can't be read.
pub fn mac(ctx: &Ctx, provider: &str, what: &str, value: &str) -> Result<String> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &ctx.secret()?.key(HASHING));
    let tag = hmac::sign(&key, format!("{provider}\n{what}\n{value}").as_bytes());
    Ok(tag.as_ref().iter().fold(String::with_capacity(64), |mut hex, byte| {
        use std::fmt::Write;
        // Writing to a String does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

/// Whose sessions a provider wants to end. Either is there.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Whose {
    /// Her name there.
    pub name: Option<String>,
    /// Those of her sessions; all of them, when none is named.
    pub indexes: Vec<String>,
}

/// What has come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// These have ended, which may be none: a session here may have ended before.
    Sessions(Vec<Uuid>),
    /// The provider never signed in anybody of that name or session here.
    Unknown,
    /// The same message came before.
    Replayed,
}

/// Ends the sessions that came from the provider's own, in a transaction at hand: theirs alone, whoever else has the same name elsewhere.
/// `used`: what makes the message one that is followed once, and until when to remember that.
///
/// # Errors
/// When the database does not answer.
pub async fn end(
    (ctx, across): (&Ctx, &Across),
    provider: &str,
    whose: &Whose,
    used: (&str, chrono::DateTime<chrono::Utc>),
    how: &'static str,
) -> Result<Ended> {
    let hash = secret_hash(&format!("{provider} {}", used.0));
    if across.execute(USE, [hash.into(), used.1.into()]).await? == 0 {
        return Ok(Ended::Replayed);
    }
    let indexes = whose.indexes.iter().map(|index| mac(ctx, provider, "index", index)).collect::<Result<Vec<_>>>()?;
    let mut hers = Condition::all().add(session::Column::Provider.eq(provider));
    if let Some(name) = &whose.name {
        hers = hers.add(session::Column::NameMac.eq(mac(ctx, provider, "name", name)?));
    }
    let known = across.find::<session::Entity>().filter(hers.clone()).one(across.db()).await?;
    if !indexes.is_empty() {
        let mut these = Condition::any().add(session::Column::IndexMac.is_in(indexes.clone()));
        if whose.name.is_some() {
            // One that the provider gave no index can't be told from those.
            these = these.add(session::Column::IndexMac.is_null());
        }
        hers = hers.add(these);
        for index in &indexes {
            let over = secret_hash(&format!("over {provider} {index}"));
            across.execute(USE, [over.into(), (across.now() + SIGN_IN).into()]).await?;
        }
    }
    let live = hers.add(session::Column::EndedAt.is_null()).add(session::Column::ExpiresAt.gt(across.now()));
    let rows = across.find::<session::Entity>().filter(live.clone()).all(across.db()).await?;
    let ending = across.update_many::<session::Entity>();
    let ending = ending.col_expr(session::Column::EndedAt, Expr::value(Some(across.now())));
    let ending = ending.col_expr(session::Column::LeaveSealed, Expr::value(None::<String>));
    ending.filter(live).exec(across.db()).await?;
    for row in &rows {
        let tenant: Tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
        let detail = json!({ "by": how, "provider": provider });
        across.audit(&tenant, "identity.session.end", &row.id.to_string(), &detail).await?;
    }
    if known.is_none() {
        return Ok(Ended::Unknown);
    }
    Ok(Ended::Sessions(rows.into_iter().map(|row| row.id).collect()))
}

/// Whether the provider has ended the session that a sign-in comes from, while it was under way.
///
/// # Errors
/// When the database does not answer.
pub async fn is_over(across: &Across, kept: &Kept) -> Result<bool> {
    let (Some(provider), Some(index)) = (&kept.provider, &kept.index_mac) else { return Ok(false) };
    let over = secret_hash(&format!("over {provider} {index}"));
    Ok(!across.query(USED, [over.into(), across.now().into()]).await?.is_empty())
}
