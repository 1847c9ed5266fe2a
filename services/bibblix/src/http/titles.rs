//! The catalogue.

use axum::extract::State;
use chrono::NaiveDate;
use platform::{Caller, Ctx, Listed, Paging, Result, extract::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{catalogue, entities::title};

/// A title.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BibblixTitle, example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057", "title": "Älgen som åkte till Öland", "author": "Kim Exempelsson",
    "publisher": "Provförlaget", "year": 2026, "published": "2026-03-12", "ageBand": "6-9", "lix": 18, "priceModel": "per-loan"
}))]
pub(crate) struct Title {
    pub id: Uuid,
    pub title: String,
    pub author: String,
    pub publisher: String,
    pub year: i32,
    /// The day from which it can be lent, and from which its age is counted.
    pub published: NaiveDate,
    /// `6-9` or `9-12`.
    pub age_band: String,
    /// Readability: words to a sentence plus per cent long words.
    pub lix: i32,
    /// `per-loan` or `prepaid-bundle`.
    pub price_model: String,
}

/// A page of titles.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BibblixTitles)]
pub(crate) struct Titles {
    pub items: Vec<Title>,
    pub page: u64,
    pub limit: u64,
    /// Titles that fit.
    pub total: u64,
}

/// What to look for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Search {
    /// Words, all of which the title or its author contains; small and capital letters are the same, å, ä and ö are not a and o.
    #[param(example = "älgen")]
    q: Option<String>,
}

/// Lists or searches the catalogue that all municipalities share, in Swedish order. Refuses (400) a page or limit out of range.
#[utoipa::path(get, path = "/titles", operation_id = "bibblix.list_titles", tag = "titles", params(Search, Paging),
    responses((status = 200, description = "A page of titles", body = Titles), (status = 400, description = "Page or limit is wrong")))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    caller: Caller,
    Listed(search, paging): Listed<Search>,
) -> Result<Json<Titles>> {
    let (page, limit) = paging.parts();
    let read = ctx.store.read(caller.tenant()).await?;
    let (rows, total) = catalogue::search(&read, search.q.as_deref().unwrap_or_default(), page, limit).await?;
    Ok(Json(Titles { items: rows.into_iter().map(Title::from).collect(), page, limit, total }))
}

impl From<title::Model> for Title {
    fn from(row: title::Model) -> Self {
        let title::Model { id, title, author, publisher, year, published, age_band, lix, price_model, .. } = row;
        Self { id, title, author, publisher, year, published, age_band, lix, price_model }
    }
}
