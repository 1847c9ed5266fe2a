//! Checks of the register, in words.

use std::{collections::HashSet, sync::Arc};

use platform::{
    Ctx, Result,
    verify::{Facts, Finding},
};

use crate::{
    entities::{organisation, subscription},
    register, source,
};

/// Everything that is wrong.
///
/// # Errors
/// When the database does not answer.
pub async fn verify(ctx: Ctx, _: Arc<Facts>) -> Result<Vec<Finding>> {
    let across = register::open(&ctx).await?;
    let rows = across.find::<organisation::Entity>().all(across.db()).await?;
    let known: HashSet<&str> = rows.iter().map(|row| row.tenant.as_str()).collect();
    let found = |code, detail| Finding { service: ctx.service.into(), code, detail };
    let mut findings = Vec::new();
    for entry in source::municipalities()? {
        if !known.contains(entry.tenant.as_str()) {
            findings.push(found("municipality-missing", format!("{} is not in the register", entry.facts.name)));
        }
    }
    for row in across.find::<subscription::Entity>().all(across.db()).await? {
        for (what, tenant) in [("user", &row.tenant), ("member", &row.member), ("payer", &row.payer)] {
            if !known.contains(tenant.as_str()) {
                let detail = format!("the {what} {tenant} of subscription {} is not in the register", row.id);
                findings.push(found("subscription-of-unknown", detail));
            }
        }
        if row.ends.is_some_and(|ends| ends < row.begins) {
            findings.push(found(
                "subscription-ends-before-beginning",
                format!("subscription {} of {}", row.id, row.tenant),
            ));
        }
    }
    Ok(findings)
}
