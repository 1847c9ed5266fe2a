//! Inviting an employer and guardians to a confirmed placement, and hearing that they have come. The placement's row is locked first, so
//! that it never has one too many. The link's code is told once: what is kept of it anywhere is its hash, in identity.

use contracts::{
    Envelope, Tenant,
    invitation::{InvitationAccepted, InvitationSent, InvitationWithdrawn},
};
use platform::{
    Ctx, Error, Read, Result, Tx,
    caller::secret_hash,
    clock::{local_date, start_of},
    id,
    mail::Letter,
    sealed,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use ui::Lang;
use uuid::Uuid;

use crate::{
    domain::{
        approval::{self as rules, About, Party, Side, Step, Waiting},
        placing::Refusal,
    },
    entities::{offer, party, party::Model, placement},
    failure::Failure,
};

/// Where those who were invited come to.
pub(crate) const PAGE: &str = "/tillarbetslivet/own";
/// What their addresses are encrypted for.
const PURPOSE: &str = "tillarbetslivet/address";

/// A link that was made: it is shown this once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub party: Party,
    pub url: String,
    pub row: Model,
    /// Whether it was sent by letter, too.
    pub mailed: bool,
}

/// Who invites: the organisation and whom to turn to there, by name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Host<'a> {
    pub organisation: &'a str,
    pub contact: &'a str,
}

/// What somebody is to the placement; text that is nothing (which nothing here writes) counts as the one who sees least.
pub(crate) fn party_of(row: &Model) -> Party {
    Party::parse(&row.party).unwrap_or(Party::Employer)
}

/// How far she has come.
pub(crate) fn side(row: &Model, now: chrono::DateTime<chrono::Utc>) -> Side {
    let step = if row.withdrawn_at.is_some() {
        Step::Withdrawn
    } else if row.approved_at.is_some() {
        Step::Approved
    } else if row.person.is_some() {
        Step::Accepted
    } else if row.until <= now {
        Step::Lapsed
    } else {
        Step::Invited
    };
    Side { party: party_of(row), step }
}

/// Those who were invited to a placement, the first first.
pub(crate) async fn parties(read: &Read, placement: Uuid) -> Result<Vec<Model>> {
    let rows = read.find::<party::Entity>().filter(party::Column::Placement.eq(placement));
    Ok(rows.order_by_asc(party::Column::InvitedAt).order_by_asc(party::Column::Id).all(read.db()).await?)
}

/// Whom a placement waits for.
pub(crate) fn waiting(rows: &[Model], now: chrono::DateTime<chrono::Utc>) -> Waiting {
    Waiting::of(&rows.iter().map(|row| side(row, now)).collect::<Vec<_>>())
}

/// A placement, locked, with what decides about approving it.
pub(crate) async fn locked(tx: &Tx, id: Uuid) -> Result<(placement::Model, offer::Model, About)> {
    let same = tx.find::<placement::Entity>().filter(placement::Column::Id.eq(id)).lock_exclusive();
    let row = same.one(tx.db()).await?.ok_or(Error::NotFound)?;
    let offer = tx.get::<offer::Entity>(row.offer).await?;
    let about = About { cancelled: row.cancelled_at.is_some(), last: offer.last_day };
    Ok((row, offer, about))
}

/// Invites somebody to a placement; with an address the link goes there by letter as well.
pub(crate) async fn invite(
    (ctx, tx): (&Ctx, &Tx),
    id: Uuid,
    (party, address): (Party, &str),
    host: Host<'_>,
) -> Result<Link, Failure> {
    let address = rules::address(address)?;
    let today = local_date(tx.now());
    tx.subscription(today).await??;
    let (placement, offer, about) = locked(tx, id).await?;
    let sides: Vec<Side> = parties(tx, id).await?.iter().map(|row| side(row, tx.now())).collect();
    rules::may_invite(about, party, &sides, today)?;
    let id = id::new();
    let sealed = address.map(|text| sealed::seal(ctx, PURPOSE, &id.to_string(), text.as_bytes())).transpose()?;
    let row = party::ActiveModel {
        id: Set(id),
        placement: Set(placement.id),
        party: Set(party.name().into()),
        contact: Set(host.contact.into()),
        invited_at: Set(tx.now()),
        until: Set(rules::until(tx.now(), end_of(&offer))),
        address_sealed: Set(sealed),
        reminded_at: Set(None),
        withdrawn_at: Set(None),
        person: Set(None),
        accepted_at: Set(None),
        approved_at: Set(None),
        name: Set(None),
        ..Default::default()
    };
    let row = tx.insert(row).await?;
    let link = link((ctx, tx), row, &offer, host.organisation).await?;
    let detail = json!({ "placement": placement.id, "party": party.name(), "mailed": link.mailed });
    tx.audit("tillarbetslivet.invitation.send", &id.to_string(), &detail).await?;
    Ok(link)
}

/// When the day after its last begins.
fn end_of(offer: &offer::Model) -> chrono::DateTime<chrono::Utc> {
    start_of(offer.last_day.succ_opt().unwrap_or(offer.last_day))
}

/// Makes a row's link, which ends any before it, tells identity of it, and sends it where there is an address.
async fn link((ctx, tx): (&Ctx, &Tx), row: Model, offer: &offer::Model, organisation: &str) -> Result<Link> {
    let code = format!("{}{}", id::random().simple(), id::random().simple());
    let url = format!("{}{}", ctx.config.http.origin(), ui::url("/identity/invitation", &[("code", &code)]));
    let party = party_of(&row);
    // The employer reads where; whoever holds a guardian's link learns nothing of where a pupil will be.
    let values = match party {
        Party::Employer => [("place".to_owned(), format!("{}, {}", offer.employer, offer.workplace))].into(),
        Party::Guardian => std::collections::BTreeMap::new(),
    };
    tx.emit(InvitationSent {
        invitation: row.id,
        service: ctx.service.into(),
        role: party.role(),
        text: format!("tillarbetslivet-invited-{}", party.name()),
        values,
        href: PAGE.into(),
        code_sha256: secret_hash(&code),
        until: row.until,
    })
    .await?;
    // What waits in the queue has a link that leads nowhere now.
    tx.take_back(row.id).await?;
    let mailed = write((ctx, tx), &row, "invitation", &[("organisation", organisation), ("address", &url)]).await?;
    Ok(Link { party, url, row, mailed })
}

/// Sends a letter in both languages, if there is an address; tells whether there is. It says nothing of a pupil: others may read it.
async fn write((ctx, tx): (&Ctx, &Tx), row: &Model, what: &str, values: &[(&str, &str)]) -> Result<bool> {
    let Some(sealed) = &row.address_sealed else { return Ok(false) };
    let address = sealed::open(ctx, PURPOSE, &row.id.to_string(), sealed)?;
    let to = String::from_utf8(address).map_err(anyhow::Error::new)?;
    let values: Vec<(&str, ui::Arg<'_>)> = values.iter().map(|(name, value)| (*name, (*value).into())).collect();
    let text = |lang: Lang| ctx.site.texts.words(lang).ta(&format!("tillarbetslivet-letter-{what}"), &values);
    let subject = ctx.site.texts.t(Lang::Sv, &format!("tillarbetslivet-letter-{what}-subject"));
    let text = format!("{}\n\n--\n{}\n", text(Lang::Sv), text(Lang::En));
    tx.mail(Letter { to, subject, text, about: Some(row.id), ..Letter::default() }).await?;
    Ok(true)
}

/// What came of reminding somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reminded {
    /// She had not come yet: she has a new link, and the old one leads nowhere.
    Anew(Box<Link>),
    /// She was written to.
    Written(Uuid),
}

/// Reminds somebody who was invited: by a new link when she has not come in yet, by a letter when she has and has not approved.
pub(crate) async fn remind((ctx, tx): (&Ctx, &Tx), id: Uuid, organisation: &str) -> Result<Reminded, Failure> {
    let seen = tx.get::<party::Entity>(id).await?;
    let (_, offer, about) = locked(tx, seen.placement).await?;
    let rows = parties(tx, seen.placement).await?;
    let sides: Vec<Side> = rows.iter().map(|row| side(row, tx.now())).collect();
    let row = rows.into_iter().find(|row| row.id == id && row.withdrawn_at.is_none()).ok_or(Error::NotFound)?;
    let (own, today) = (side(&row, tx.now()), local_date(tx.now()));
    let come = matches!(own.step, Step::Accepted | Step::Approved);
    if come {
        let last = row.reminded_at.map(local_date);
        rules::may_remind(about, own, &sides, (last, today))?;
        if row.address_sealed.is_none() {
            return Err(Refusal::NoAddress.into());
        }
    } else {
        about.stands(today)?;
    }
    let placement = row.placement;
    let mut changed = row.into_active_model();
    changed.reminded_at = Set(Some(tx.now()));
    if !come {
        changed.until = Set(rules::until(tx.now(), end_of(&offer)));
    }
    let row = tx.update(changed).await?;
    tx.audit("tillarbetslivet.invitation.remind", &id.to_string(), &json!({ "placement": placement, "anew": !come }))
        .await?;
    if come {
        let page = format!("{}{PAGE}", ctx.config.http.origin());
        write((ctx, tx), &row, "reminder", &[("organisation", organisation), ("address", &page)]).await?;
        return Ok(Reminded::Written(placement));
    }
    Ok(Reminded::Anew(Box::new(link((ctx, tx), row, &offer, organisation).await?)))
}

/// Withdraws an invitation: its link leads nowhere, and whoever has come in by it sees the placement no longer.
pub(crate) async fn withdraw(tx: &Tx, id: Uuid) -> Result<Uuid> {
    let row = tx.get::<party::Entity>(id).await?;
    locked(tx, row.placement).await?;
    let row = tx.get::<party::Entity>(id).await?;
    if row.withdrawn_at.is_some() {
        return Err(Error::NotFound);
    }
    let placement = row.placement;
    end(tx, row).await?;
    tx.audit("tillarbetslivet.invitation.withdraw", &id.to_string(), &json!({ "placement": placement })).await?;
    Ok(placement)
}

async fn end(tx: &Tx, row: Model) -> Result<()> {
    let id = row.id;
    let mut row = row.into_active_model();
    row.withdrawn_at = Set(Some(tx.now()));
    row.address_sealed = Set(None);
    tx.update(row).await?;
    tx.take_back(id).await?;
    tx.emit(InvitationWithdrawn { invitation: id }).await?;
    Ok(())
}

/// A placement was cancelled: links that wait lead nowhere; whoever has come in reads that it is.
pub(crate) async fn cancelled(tx: &Tx, placement: Uuid) -> Result<()> {
    for row in parties(tx, placement).await? {
        if row.person.is_none() && row.withdrawn_at.is_none() {
            end(tx, row).await?;
        }
    }
    Ok(())
}

/// Hears that somebody has come in by an invitation. One of another service's is not for us.
pub(crate) async fn accepted(_: Ctx, tx: Tx, event: Envelope<InvitationAccepted>) -> Result<()> {
    let InvitationAccepted { invitation, person } = event.data;
    let found = tx.find::<party::Entity>().filter(party::Column::Id.eq(invitation)).one(tx.db()).await?;
    let Some(row) = found.filter(|row| row.person.is_none() && row.withdrawn_at.is_none()) else { return Ok(()) };
    let mut row = row.into_active_model();
    row.person = Set(Some(person));
    row.accepted_at = Set(Some(event.time));
    tx.update(row).await?;
    tx.audit("tillarbetslivet.invitation.accepted", &invitation.to_string(), &json!({ "person": person })).await
}

/// Forgets those who were invited to placements of pupils that are forgotten; what they could see is over.
pub(crate) async fn forget(across: &platform::Across, of: &str, day: chrono::NaiveDate) -> Result<()> {
    let sql = format!(
        "DELETE FROM tillarbetslivet_party WHERE (tenant, placement) IN \
         (SELECT p.tenant, p.id FROM tillarbetslivet_placement p WHERE (p.tenant, p.pupil) IN ({of})) RETURNING tenant, id, withdrawn_at"
    );
    for row in across.query(&sql, [day.into()]).await? {
        if row.try_get::<Option<chrono::DateTime<chrono::Utc>>>("", "withdrawn_at")?.is_none() {
            let tenant: Tenant = row.try_get::<String>("", "tenant")?.parse().map_err(anyhow::Error::new)?;
            across.tenant(&tenant).emit(InvitationWithdrawn { invitation: row.try_get("", "id")? }).await?;
        }
    }
    Ok(())
}
