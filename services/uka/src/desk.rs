//! What every act works with: one transaction, the municipality's keys, and who acts. Nobody's record is reached but through here,
//! so that each reading is written to the access log in the transaction that reads, before the answer.

use chrono::{DateTime, NaiveDate, Utc};
use contracts::Tenant;
use platform::{Actor, Caller, Ctx, Error, Result, Rule, Tx};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{
    accesses::{ACT, Noted},
    domain::{number, refusal::Refusal, scope},
    entities::{municipality, youth},
    failure::Failure,
    permissions::PROTECTED,
    vault::{Field, Vault},
};

/// Why somebody's record was looked at or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// Stood in a list.
    List,
    /// Was looked up by number.
    Search,
    /// Was opened.
    Record,
    /// A case was opened.
    Registered,
    /// A contact was recorded.
    Contact,
    /// A measure was recorded.
    Measure,
    /// The case was closed.
    Closed,
    /// The protection of the identity was changed.
    Protection,
    /// Somebody without the right to open a protected identity tried to.
    Denied,
    /// A rule forbade what somebody tried; nothing was changed.
    Refused,
}

impl Why {
    /// The stored code, which ends the key of its text.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Search => "search",
            Self::Record => "record",
            Self::Registered => "registered",
            Self::Contact => "contact",
            Self::Measure => "measure",
            Self::Closed => "closed",
            Self::Protection => "protection",
            Self::Denied => "denied",
            Self::Refused => "refused",
        }
    }
}

/// See the module.
pub(crate) struct Desk {
    pub tx: Tx,
    pub vault: Vault,
    /// When it happens, if not now: for invention.
    pub at: Option<DateTime<Utc>>,
    who: String,
    opens_protected: bool,
}

impl Desk {
    /// For a caller's own municipality.
    pub(crate) async fn open(ctx: &Ctx, caller: &Caller) -> Result<Self> {
        let vault = Vault::of(ctx, caller.tenant())?;
        let tx = ctx.store.begin(caller).await?;
        let session = caller.session();
        Ok(Self { tx, vault, at: None, who: session.name.clone(), opens_protected: caller.may(&PROTECTED) })
    }

    /// For the service's own work in a municipality.
    pub(crate) async fn of_system(ctx: &Ctx, tenant: &Tenant, name: &'static str) -> Result<Self> {
        let vault = Vault::of(ctx, tenant)?;
        let tx = ctx.store.begin_for(tenant, Actor::System(name)).await?;
        Ok(Self { tx, vault, at: None, who: name.into(), opens_protected: true })
    }

    /// When it happens. Asked for under the municipality's lock, so that cases are opened and closed in the order of their times.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.at.unwrap_or_else(|| self.tx.now())
    }

    /// Whether who acts may see somebody's identity.
    pub(crate) const fn may_see(&self, row: &youth::Model) -> bool {
        self.opens_protected || !row.protected
    }

    /// Whether who acts may open protected identities.
    pub(crate) const fn opens_protected(&self) -> bool {
        self.opens_protected
    }

    /// Somebody's row, with a line in the access log.
    pub(crate) async fn youth(&self, id: Uuid, why: Why) -> Result<youth::Model, Failure> {
        let row =
            self.tx.find::<youth::Entity>().filter(youth::Column::Id.eq(id)).lock_exclusive().one(self.tx.db()).await?;
        let row = row.ok_or(Error::NotFound)?;
        self.meet(&row, why).await?;
        Ok(row)
    }

    /// Writes that somebody was met, or that it was refused because the identity is protected.
    pub(crate) async fn meet(&self, row: &youth::Model, why: Why) -> Result<(), Failure> {
        if self.may_see(row) {
            self.saw([row], why).await?;
            return Ok(());
        }
        self.saw([row], Why::Denied).await?;
        Err(Refusal::ProtectedIdentity.into())
    }

    /// Writes who was seen.
    pub(crate) async fn saw(&self, youths: impl IntoIterator<Item = &youth::Model>, why: Why) -> Result<()> {
        self.note(youths, why, None).await
    }

    async fn note(
        &self,
        youths: impl IntoIterator<Item = &youth::Model>,
        why: Why,
        rule: Option<&'static str>,
    ) -> Result<()> {
        let rule = rule.map(str::to_owned);
        let noted = |row: &youth::Model| {
            (row.id.to_string(), Noted { who: self.who.clone(), protected: row.protected, rule: rule.clone() })
        };
        self.tx.audit_all(&format!("{ACT}{}", why.name()), youths.into_iter().map(noted)).await
    }

    /// Somebody's name; none when who acts may not see it.
    pub(crate) fn name(&self, row: &youth::Model) -> Result<Option<String>> {
        self.may_see(row).then(|| self.vault.open(Field::Name, row.id, &row.name_sealed)).transpose()
    }

    /// The day on which somebody turns 20, out of the encrypted number: no column tells it.
    pub(crate) fn turns_20(&self, row: &youth::Model) -> Result<NaiveDate> {
        let digits = self.vault.open(Field::Number, row.id, &row.number_sealed)?;
        let born = number::born(&digits).ok_or_else(|| anyhow::anyhow!("the number of row {} has no day", row.id))?;
        Ok(scope::turns_20(born))
    }

    /// The municipality's row, locked until the transaction ends: under it cases are opened and closed.
    pub(crate) async fn lock(&self) -> Result<municipality::Model> {
        let find = || self.tx.find::<municipality::Entity>().lock_exclusive().one(self.tx.db());
        let mut row = find().await?;
        if row.is_none() {
            let new = municipality::ActiveModel {
                open_count: Set(0),
                key_check: Set(self.vault.check().into()),
                ..Default::default()
            };
            self.tx.insert_if_new(new).await?;
            row = find().await?;
        }
        let row = row.ok_or_else(|| Error::Unavailable("the municipality's row".into()))?;
        self.checked(&row)?;
        Ok(row)
    }

    /// Whether the installation's secret is the one under which the municipality's rows were written. Under another nobody would be
    /// found, and everybody could be registered twice.
    pub(crate) fn checked(&self, row: &municipality::Model) -> Result<()> {
        if row.key_check == self.vault.check() {
            return Ok(());
        }
        Err(anyhow::anyhow!(
            "the rows of {} were written under another installation's secret: put that file back (secrets.file)",
            row.tenant
        )
        .into())
    }

    /// As [`Self::finish`] for an act on somebody: when a rule forbids it, that is noted after what was begun has been rolled back.
    pub(crate) async fn finish_on<T>(
        self,
        ctx: &Ctx,
        caller: &Caller,
        youth: Uuid,
        result: Result<T, Failure>,
    ) -> Result<T, Failure> {
        let result = self.finish(result).await;
        if let Err(Failure::Refused(why)) = &result
            && *why != Refusal::ProtectedIdentity
        {
            let rule = why.code();
            let desk = Self::aside(ctx, caller).await?;
            let row = desk.tx.find::<youth::Entity>().filter(youth::Column::Id.eq(youth)).one(desk.tx.db()).await?;
            desk.note(&row, Why::Refused, Some(rule)).await?;
            desk.tx.commit().await?;
        }
        result
    }

    /// As [`Self::finish`] for a registration: who is refused has no record, so it is noted in the municipality's audit log.
    pub(crate) async fn finish_new<T>(
        self,
        ctx: &Ctx,
        caller: &Caller,
        result: Result<T, Failure>,
    ) -> Result<T, Failure> {
        let result = self.finish(result).await;
        if let Err(Failure::Refused(why)) = &result {
            let desk = Self::aside(ctx, caller).await?;
            desk.tx.audit("uka.register.refused", "youth", &serde_json::json!({ "why": why.code() })).await?;
            desk.tx.commit().await?;
        }
        result
    }

    /// A transaction beside the request's own, which keeps no Idempotency-Key.
    async fn aside(ctx: &Ctx, caller: &Caller) -> Result<Self> {
        let vault = Vault::of(ctx, caller.tenant())?;
        let tx = ctx.store.begin_for(caller.tenant(), caller.actor()).await?;
        let who = caller.session().name.clone();
        Ok(Self { tx, vault, at: None, who, opens_protected: caller.may(&PROTECTED) })
    }

    /// Ends the act. A refusal changes nothing, but what it has written to the access log stays.
    pub(crate) async fn finish<T>(self, result: Result<T, Failure>) -> Result<T, Failure> {
        match result {
            Ok(done) => {
                self.tx.commit().await?;
                Ok(done)
            }
            Err(Failure::Refused(refused @ (Refusal::ProtectedIdentity | Refusal::AlreadyRegistered { .. }))) => {
                self.tx.commit().await?;
                Err(refused.into())
            }
            Err(failure) => Err(failure),
        }
    }
}
