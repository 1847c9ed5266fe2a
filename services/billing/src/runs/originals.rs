//! The PDF of an issued invoice: made once, on first demand or by the next night, and kept from then on as what was sent, for as long
//! as accounts must be.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use contracts::Tenant;
use platform::{Ctx, Error, Result, store::Actor};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    bills::{self, Bill},
    entities::original,
    pages::paper,
};

const WHO: Actor = Actor::System("invoice archive");
/// Invoices of which there is no PDF yet.
const MISSING: &str = "SELECT i.id AS id FROM billing_invoice i WHERE NOT EXISTS \
    (SELECT 1 FROM billing_original o WHERE o.tenant = i.tenant AND o.id = i.id) ORDER BY i.year, i.place";

/// An invoice's PDF.
///
/// # Errors
/// [`Error::NoDocument`] when there is none yet and none can be made now.
pub(crate) async fn pdf(ctx: &Ctx, bill: &Bill) -> Result<Vec<u8>> {
    let payer: Tenant = bill.row.tenant.parse().map_err(anyhow::Error::new)?;
    if let Some(kept) = kept(ctx, &payer, bill.row.id).await? {
        return Ok(kept);
    }
    let made = ctx.documents.make(&paper::document(ctx, bill)?).await?;
    if keep(ctx, &payer, bill, &made).await? {
        return Ok(made);
    }
    // Somebody was faster, or it need not be kept any more.
    Ok(kept(ctx, &payer, bill.row.id).await?.unwrap_or(made))
}

/// What is kept of an invoice; nothing before its PDF is made, and nothing when the time of keeping is over.
async fn kept(ctx: &Ctx, payer: &Tenant, invoice: Uuid) -> Result<Option<Vec<u8>>> {
    let read = ctx.store.read(payer).await?;
    let row = match read.get::<original::Entity>(invoice).await {
        Ok(row) => row,
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    drop(read);
    match ctx.files.get(payer, row.file).await {
        Ok((_, bytes)) => Ok(Some(bytes)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Keeps a PDF unless one is kept already; tells whether it did.
async fn keep(ctx: &Ctx, payer: &Tenant, bill: &Bill, pdf: &[u8]) -> Result<bool> {
    let tx = ctx.store.begin_for(payer, WHO).await?;
    let name = format!("{}.pdf", paper::name(ctx, bill));
    let file = ctx.files.put(&tx, &name, "application/pdf", pdf, last_day(bill.row.issued_on)).await?;
    let row =
        original::ActiveModel { id: Set(bill.row.id), file: Set(file), made_at: Set(tx.now()), ..Default::default() };
    if !tx.insert_if_new(row).await? {
        return Ok(false);
    }
    tx.audit("billing.invoice.archive", &bill.row.id.to_string(), &serde_json::json!({ "file": file })).await?;
    tx.commit().await?;
    Ok(true)
}

/// Accounts are kept until the end of the seventh year after that of the accounting year (law 1999:1078, 7 kap. 2 §); the
/// association's is the calendar's.
fn last_day(issued: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(issued.year() + 7, 12, 31)
}

/// Makes what nobody has asked for yet. What can't be made tonight is made tomorrow.
pub(crate) async fn complete(ctx: Ctx, _: DateTime<Utc>) -> Result<()> {
    let across = ctx.store.across_read(WHO).await?;
    let rows = across.query(MISSING, []).await?;
    drop(across);
    for row in rows {
        let id: Uuid = row.try_get("", "id")?;
        let across = ctx.store.across_read(WHO).await?;
        let bill = bills::load(&across, id).await?;
        drop(across);
        pdf(&ctx, &bill).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invoice_is_kept_for_seven_years_after_its_own() {
        let issued = NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
        assert_eq!(last_day(issued), NaiveDate::from_ymd_opt(2033, 12, 31));
    }
}
