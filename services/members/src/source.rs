//! Where the register's organisations come from: the official list of municipalities, and the association itself.

use std::collections::HashMap;

use chrono::NaiveDate;
use contracts::{
    Tenant,
    members::{OrganisationKind, OrganisationRegistered},
};
use platform::{Actor, Ctx, Result};
use sea_orm::ActiveValue::Set;
use tokio_util::sync::CancellationToken;

use crate::{domain, entities::organisation};

/// Statistics Sweden's municipalities, one a line.
const MUNICIPALITIES: &str = include_str!("../data/kommuner.csv");
/// The day that the list's population refers to.
const POPULATION_DATE: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 12, 31);

/// An organisation as the register tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The organisation.
    pub tenant: Tenant,
    /// Its public attributes.
    pub facts: OrganisationRegistered,
    /// Its number, when it is known.
    pub organisation_number: Option<String>,
}

impl Entry {
    /// The row of the register.
    pub fn row(&self) -> organisation::ActiveModel {
        let facts = &self.facts;
        let code = facts.municipality_code.as_deref().unwrap_or_default();
        let number = self.organisation_number.as_deref().unwrap_or_default();
        organisation::ActiveModel {
            tenant: Set(self.tenant.to_string()),
            id: Set(platform::id::new()),
            name: Set(facts.name.clone()),
            short_name: Set(facts.short_name.clone()),
            kind: Set(domain::kind_name(facts.kind).into()),
            municipality_code: Set(facts.municipality_code.clone()),
            county: Set(facts.county.clone()),
            population: Set(facts.population),
            population_date: Set(facts.population_date),
            organisation_number: Set(self.organisation_number.clone()),
            search: Set(domain::search_text(&[&facts.name, &facts.short_name, code, number])),
            sort_key: Set(domain::sort_key(&facts.name)),
        }
    }

    fn is_told_by(&self, row: &organisation::Model) -> bool {
        facts_of(row) == self.facts && row.organisation_number == self.organisation_number
    }
}

/// The public attributes of a row.
pub fn facts_of(row: &organisation::Model) -> OrganisationRegistered {
    OrganisationRegistered {
        name: row.name.clone(),
        short_name: row.short_name.clone(),
        kind: domain::kind_of(&row.kind),
        municipality_code: row.municipality_code.clone(),
        county: row.county.clone(),
        population: row.population,
        population_date: row.population_date,
    }
}

/// The association itself.
pub fn association() -> Entry {
    Entry {
        tenant: Tenant::association(),
        facts: OrganisationRegistered {
            name: "Föreningen Sambruk".into(),
            short_name: "Sambruk".into(),
            kind: OrganisationKind::Association,
            municipality_code: None,
            county: Some("Gävleborgs län".into()),
            population: None,
            population_date: None,
        },
        organisation_number: Some("802428-2785".into()),
    }
}

/// The municipalities, in the order of their codes.
///
/// # Errors
/// When the embedded list is damaged; a test reads it whole.
pub fn municipalities() -> Result<Vec<Entry>> {
    let mut lines = MUNICIPALITIES.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().trim_start_matches('\u{feff}').split(',').collect();
    lines.map(|line| municipality(&head, line)).collect()
}

fn municipality(head: &[&str], line: &str) -> Result<Entry> {
    let fields: HashMap<&str, &str> = head.iter().copied().zip(line.split(',')).collect();
    let field = |name: &str| {
        let value = fields.get(name).copied().filter(|value| !value.is_empty());
        value.ok_or_else(|| anyhow::anyhow!("the list of municipalities lacks {name} in \"{line}\""))
    };
    let (code, short_name) = (field("kommunkod")?, field("namn")?);
    Ok(Entry {
        tenant: domain::tenant_of(short_name, code).map_err(anyhow::Error::new)?,
        facts: OrganisationRegistered {
            name: field("namn_kommun")?.into(),
            short_name: short_name.into(),
            kind: OrganisationKind::Municipality,
            municipality_code: Some(code.into()),
            county: Some(field("lan")?.into()),
            population: Some(field("folkmangd_2024")?.parse().map_err(anyhow::Error::new)?),
            population_date: POPULATION_DATE,
        },
        organisation_number: field("orgnr").ok().map(str::to_owned),
    })
}

/// Enters what is new in the list or has changed, and tells it. Safe to repeat and to run in two processes at once.
///
/// # Errors
/// When the database does not answer.
pub async fn load(ctx: &Ctx) -> Result<usize> {
    let mut wanted = municipalities()?;
    wanted.push(association());
    enter(ctx, &wanted).await
}

/// Enters organisations, telling those that are new or changed; tells how many.
///
/// # Errors
/// When the database does not answer.
pub async fn enter(ctx: &Ctx, wanted: &[Entry]) -> Result<usize> {
    let across = ctx.store.across_for(Actor::System("register")).await?;
    let rows = across.find::<organisation::Entity>().all(across.db()).await?;
    let known: HashMap<&str, &organisation::Model> = rows.iter().map(|row| (row.tenant.as_str(), row)).collect();
    let mut told = 0;
    for entry in wanted {
        let tx = across.tenant(&entry.tenant);
        let changed = match known.get(entry.tenant.as_str()) {
            None => tx.insert_if_new(entry.row()).await?,
            Some(row) if entry.is_told_by(row) => false,
            Some(row) => {
                tx.update(organisation::ActiveModel { id: Set(row.id), ..entry.row() }).await?;
                true
            }
        };
        if changed {
            tx.emit(entry.facts.clone()).await?;
            told += 1;
        }
    }
    across.commit().await?;
    Ok(told)
}

/// Enters the list at the start and then has nothing more to do.
///
/// # Errors
/// When the database does not answer; it is then tried again.
pub async fn keep(ctx: Ctx, stop: CancellationToken) -> Result<()> {
    let told = load(&ctx).await?;
    if told > 0 {
        tracing::info!(organisations = told, "the register was brought up to date");
    }
    stop.cancelled().await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn all_municipalities_and_inhabitants_are_there() {
        let list = municipalities().unwrap();
        assert_eq!(list.len(), 290);
        assert_eq!(
            list.iter().filter_map(|entry| entry.facts.population).sum::<i64>(),
            10_587_710,
            "SCB, 31 December 2024"
        );
        let counties: HashSet<_> = list.iter().filter_map(|entry| entry.facts.county.as_deref()).collect();
        assert_eq!(counties.len(), 21);
    }

    #[test]
    fn every_tenant_is_its_own() {
        let list = municipalities().unwrap();
        let tenants: HashSet<&str> = list.iter().map(|entry| entry.tenant.as_str()).collect();
        assert_eq!(tenants.len(), 290);
        for known in ["sandviken-2181", "habo-0643", "habo-0305", "upplands-vasby-0114", "uppsala-0380", "dals-ed-1438"]
        {
            assert!(tenants.contains(known), "{known}");
        }
        let habo =
            |code: &str| list.iter().find(|entry| entry.facts.municipality_code.as_deref() == Some(code)).unwrap();
        assert_eq!((habo("0643").facts.short_name.as_str(), habo("0305").facts.short_name.as_str()), ("Habo", "Håbo"));
    }

    #[test]
    fn a_damaged_line_is_refused() {
        let head = ["kommunkod", "namn", "namn_kommun", "lan", "folkmangd_2024", "orgnr"];
        assert!(municipality(&head, "2181,Sandviken,Sandvikens kommun,Gävleborgs län,38789,").is_ok());
        assert!(municipality(&head, "2181,Sandviken,Sandvikens kommun,Gävleborgs län,många,").is_err());
        assert!(municipality(&head, "2181,Sandviken").is_err());
    }
}
