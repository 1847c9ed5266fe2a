//! The hash chain itself: what a seal is made of, and which row is the first that does not fit.

use chrono::SecondsFormat;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::store::system::{audit, audit_seal};

/// What stands before the first seal.
pub fn genesis() -> String {
    "0".repeat(64)
}

/// A row as it is hashed: these fields in this order, for ever. Whatever is added is left out where there is none of it.
#[derive(Serialize)]
struct Canonical<'a> {
    tenant: &'a str,
    id: Uuid,
    at: String,
    actor: &'a str,
    action: &'a str,
    object: &'a str,
    detail: &'a str,
    request_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'a str>,
}

/// The hash that seals a row: SHA-256 over the previous hash (as hex) and the row's canonical JSON, in hex.
pub fn link(previous: &str, row: &audit::Model) -> Result<String, serde_json::Error> {
    let canonical = Canonical {
        tenant: &row.tenant,
        id: row.id,
        at: row.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        actor: &row.actor,
        action: &row.action,
        object: &row.object,
        detail: &row.detail,
        request_id: row.request_id,
        origin: row.origin.as_deref(),
    };
    let mut digest = Sha256::new();
    digest.update(previous);
    digest.update(serde_json::to_vec(&canonical)?);
    Ok(hex::encode(digest.finalize()))
}

/// A seal and the row that it seals, if there is one.
#[derive(Debug, Clone)]
pub struct Link {
    /// The seal.
    pub seal: audit_seal::Model,
    /// The row.
    pub row: Option<audit::Model>,
}

/// The first thing that is wrong with a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// No seal has this number, but a later one exists.
    SealMissing(i64),
    /// The sealed row is gone.
    RowDeleted(i64, Uuid),
    /// The row is not what was sealed.
    RowChanged(i64, Uuid),
    /// The row and its seal were put between two others.
    RowInserted(i64, Uuid),
    /// The seal was made for the other row.
    Reordered(i64, Uuid, Uuid),
}

/// How far a chain has been walked.
pub struct Walk {
    /// The last good seal's number.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
    before: String,
    row: Option<Uuid>,
}

impl Walk {
    /// Before the first seal.
    pub fn new() -> Self {
        Self { seq: 0, hash: genesis(), before: genesis(), row: None }
    }

    /// After the last seal that was pruned.
    pub fn after(seq: i64, hash: String) -> Self {
        Self { seq, before: hash.clone(), hash, row: None }
    }

    /// Goes one link further, or says what is wrong with it; `page` holds the link and others near it.
    pub fn step(&mut self, here: &Link, page: &[Link]) -> Result<Option<Flaw>, serde_json::Error> {
        let seq = self.seq + 1;
        if here.seal.seq != seq {
            return Ok(Some(Flaw::SealMissing(seq)));
        }
        let Some(row) = &here.row else { return Ok(Some(Flaw::RowDeleted(seq, here.seal.audit_id))) };
        let wanted = &here.seal.hash;
        if link(&self.hash, row)? == *wanted {
            self.before = std::mem::replace(&mut self.hash, wanted.clone());
            (self.seq, self.row) = (seq, Some(row.id));
            return Ok(None);
        }
        // It would fit if the one before it were not there.
        if let Some(last) = self.row
            && link(&self.before, row)? == *wanted
        {
            return Ok(Some(Flaw::RowInserted(self.seq, last)));
        }
        for other in page.iter().filter_map(|link| link.row.as_ref()) {
            if link(&self.hash, other)? == *wanted {
                return Ok(Some(Flaw::Reordered(seq, row.id, other.id)));
            }
        }
        Ok(Some(Flaw::RowChanged(seq, row.id)))
    }
}

impl Flaw {
    /// The finding's code and a sentence about a tenant's chain.
    pub fn tell(&self, tenant: &str) -> (&'static str, String) {
        match self {
            Self::SealMissing(seq) => ("audit-seal-missing", format!("Seal {seq} of {tenant}'s audit log is missing.")),
            Self::RowDeleted(seq, id) => {
                ("audit-deleted", format!("Audit row {id} of {tenant}, sealed as number {seq}, has been deleted."))
            }
            Self::RowChanged(seq, id) => (
                "audit-changed",
                format!(
                    "Audit row {id} of {tenant} does not fit its seal {seq}: it was changed, or rows before it were removed."
                ),
            ),
            Self::RowInserted(seq, id) => (
                "audit-inserted",
                format!("Audit row {id} of {tenant} and its seal {seq} were put in between others afterwards."),
            ),
            Self::Reordered(seq, id, other) => (
                "audit-reordered",
                format!(
                    "Seal {seq} of {tenant}'s audit log names row {id} but was made for row {other}: the order was changed."
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u128) -> audit::Model {
        audit::Model {
            tenant: "habo-0643".into(),
            id: Uuid::from_u128(number),
            at: chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(i64::try_from(number).unwrap()),
            actor: "system:test".into(),
            action: "test.row.write".into(),
            object: number.to_string(),
            detail: "null".into(),
            request_id: None,
            origin: None,
        }
    }

    fn seal(seq: i64, previous: &str, row: &audit::Model) -> audit_seal::Model {
        audit_seal::Model { tenant: row.tenant.clone(), seq, audit_id: row.id, hash: link(previous, row).unwrap() }
    }

    fn chain(length: u128) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        for number in 1..=length {
            let previous = links.last().map_or_else(genesis, |link| link.seal.hash.clone());
            let row = row(number);
            links.push(Link { seal: seal(i64::try_from(number).unwrap(), &previous, &row), row: Some(row) });
        }
        links
    }

    fn first_flaw(links: &[Link]) -> Option<Flaw> {
        let mut walk = Walk::new();
        links.iter().find_map(|link| walk.step(link, links).unwrap())
    }

    const FOURTH: Uuid = Uuid::from_u128(4);

    #[test]
    fn a_whole_chain_has_no_flaw_and_its_form_stays() {
        assert_eq!(first_flaw(&chain(9)), None);
        // What was sealed years ago must still fit: this value may never change.
        let known = "62f1c4e1a58834ae69e7c1d73e20f63b431e88f354378f42f23035c8f132f780";
        assert_eq!(chain(1)[0].seal.hash, known);
    }

    #[test]
    fn a_changed_row_is_named() {
        let mut links = chain(9);
        links[3].row.as_mut().unwrap().detail = "nul!".into();
        assert_eq!(first_flaw(&links), Some(Flaw::RowChanged(4, FOURTH)));
    }

    #[test]
    fn a_deleted_row_is_named_and_so_is_a_missing_seal() {
        let mut links = chain(9);
        links[3].row = None;
        assert_eq!(first_flaw(&links), Some(Flaw::RowDeleted(4, FOURTH)));
        links.remove(3);
        assert_eq!(first_flaw(&links), Some(Flaw::SealMissing(4)));
    }

    #[test]
    fn an_inserted_row_is_named_though_it_was_sealed_rightly_and_the_rest_renumbered() {
        let mut links = chain(9);
        let foreign = row(77);
        let inserted = Link { seal: seal(4, &links[2].seal.hash, &foreign), row: Some(foreign) };
        links[3..].iter_mut().for_each(|link| link.seal.seq += 1);
        links.insert(3, inserted);
        assert_eq!(first_flaw(&links), Some(Flaw::RowInserted(4, Uuid::from_u128(77))));
    }

    #[test]
    fn exchanged_rows_are_named() {
        let mut links = chain(9);
        let (fourth, seventh) = (links[3].clone(), links[6].clone());
        (links[3].row, links[3].seal.audit_id) = (seventh.row, seventh.seal.audit_id);
        (links[6].row, links[6].seal.audit_id) = (fourth.row, fourth.seal.audit_id);
        assert_eq!(first_flaw(&links), Some(Flaw::Reordered(4, Uuid::from_u128(7), FOURTH)));
    }
}
