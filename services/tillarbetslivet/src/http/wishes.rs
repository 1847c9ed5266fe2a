//! Pupils' choices in the own municipality.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    Caller, Ctx, Error, Listed, Paging, Result,
    clock::local_date,
    extract::{Json, Path},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    domain::{
        offer::school,
        placing::Wish as Life,
        pupil::{GRADES, born, class, reference},
    },
    entities::wish,
    failure::finish,
    reading::{self, Whose},
    wishing::{self, Told},
};

/// A pupil's choice. The pupil is an id; who has the school's list knows whose.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TillarbetslivetWish, example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057", "pupil": "01890a5d-ac96-774b-bcce-b302099a8058",
    "offer": "01890a5d-ac96-774b-bcce-b302099a8059", "rank": 1, "status": "open", "wished": "2026-11-22T08:00:00Z"
}))]
pub(crate) struct Wish {
    pub id: Uuid,
    /// The pupil's id in this service.
    pub pupil: Uuid,
    /// The placement on offer.
    pub offer: Uuid,
    /// 1 for the first choice.
    pub rank: i32,
    /// `open`, `confirmed`, `passed` (another choice at the same time was confirmed) or `cancelled`.
    pub status: String,
    pub wished: DateTime<Utc>,
}

/// A page of choices.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TillarbetslivetWishes)]
pub(crate) struct Wishes {
    pub items: Vec<Wish>,
    pub page: u64,
    pub limit: u64,
    /// Choices that fit.
    pub total: u64,
}

/// Which choices.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// `open` (for placements that have not begun), `confirmed`, `passed` or `cancelled`.
    #[param(example = "open")]
    status: Option<String>,
}

/// What a pupil has chosen.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = TillarbetslivetAddWish, example = json!({
    "offer": "01890a5d-ac96-774b-bcce-b302099a8059", "rank": 1, "reference": "8B-14", "school": "Exempelskolan", "class": "8B",
    "grade": "8", "born": "2012-05"
}))]
pub(crate) struct AddWish {
    /// The placement on offer.
    pub offer: Uuid,
    /// 1 to 6.
    pub rank: i32,
    /// The school's code of the pupil: 2 to 16 letters, digits and hyphens, with a digit. Never a name or personal identity number.
    pub reference: String,
    pub school: String,
    pub class: String,
    /// `8` to `10`, or `gy1` to `gy4`.
    pub grade: String,
    /// Year and month of birth, for the rules of age.
    pub born: String,
}

impl From<wish::Model> for Wish {
    fn from(row: wish::Model) -> Self {
        let wish::Model { id, pupil, offer, rank, status, wished_at, .. } = row;
        Self { id, pupil, offer, rank, status, wished: wished_at }
    }
}

impl AddWish {
    fn told(&self) -> Result<Told> {
        let need = |field, value: Option<String>, how| value.ok_or_else(|| Error::invalid(field, how));
        let grade = GRADES.contains(&self.grade.as_str()).then(|| self.grade.clone());
        Ok(Told {
            reference: need(
                "reference",
                reference(&self.reference),
                "is the school's code, no name and no personal number",
            )?,
            school: need("school", school(&self.school), "is a school's name, 2 to 80 characters without commas")?,
            class: need("class", class(&self.class), "is 1 to 10 letters and digits")?,
            grade: need("grade", grade, "is 8, 9 or 10, or gy1 to gy4: prao begins in grade 8")?,
            born: born(&self.born).ok_or_else(|| Error::invalid("born", "is a month such as 2012-05"))?,
        })
    }
}

/// Lists pupils' choices, first choices first. Refuses (400) an unknown status and a page or limit out of range.
#[utoipa::path(get, path = "/wishes", operation_id = "tillarbetslivet.list_wishes", tag = "wishes", params(Filter, Paging),
    responses((status = 200, description = "A page of choices", body = Wishes), (status = 400, description = "A parameter is wrong")))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    caller: Caller,
    Listed(filter, paging): Listed<Filter>,
) -> Result<Json<Wishes>> {
    let (page, limit) = paging.parts();
    let unknown = || Error::invalid("status", "is open, confirmed, passed or cancelled");
    let state = filter.status.map(|name| Life::parse(&name).ok_or_else(unknown)).transpose()?;
    let (read, today) = (ctx.store.read(caller.tenant()).await?, local_date(ctx.clock.now()));
    let (rows, total) = reading::wishes(&read, Whose { state, offer: None }, today, page, limit).await?;
    Ok(Json(Wishes { items: rows.into_iter().map(Wish::from).collect(), page, limit, total }))
}

/// Enters a pupil's choice. Refuses (422) with `not-subscribed`, `begun`, `wrong-school`, `wrong-grade`, `too-young`,
/// `already-wished`, `rank-taken`, `rank-out-of-range`, or `overlap` when she has a confirmed placement at the same time; (404) an
/// offer that is not the municipality's; and (400) what can't be read.
#[utoipa::path(post, path = "/wishes", operation_id = "tillarbetslivet.add_wish", tag = "wishes", request_body = AddWish,
    params(("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 201, description = "The choice", body = Wish), (status = 400, description = "A field is wrong"),
        (status = 422, description = "A rule forbids it")))]
pub(crate) async fn add(State(ctx): State<Ctx>, caller: Caller, Json(body): Json<AddWish>) -> Result<Response> {
    let told = body.told()?;
    let tx = ctx.store.begin(&caller).await?;
    let result = wishing::wish(&tx, &told, body.offer, body.rank).await;
    let row = finish(&ctx, &caller, tx, ("wish", &body.offer.to_string()), result).await?;
    let location = format!("/api/tillarbetslivet/v1/wishes/{}", row.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(Wish::from(row))).into_response())
}

/// Shows one choice.
#[utoipa::path(get, path = "/wishes/{wish}", operation_id = "tillarbetslivet.show_wish", tag = "wishes",
    params(("wish" = Uuid, Path, description = "The choice's id")), responses((status = 200, description = "The choice", body = Wish)))]
pub(crate) async fn show(State(ctx): State<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Wish>> {
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(Json(read.get::<wish::Entity>(id).await?.into()))
}
