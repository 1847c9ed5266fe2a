//! `/governance`: the councils in which one's municipality sits, and what waits in them.

use axum::{extract::State, response::Response};
use platform::{Caller, Ctx, Result, View};
use sea_orm::{ColumnTrait, QueryFilter};
use ui::{Badge, Card, Cell, Column, Empty, Icon, Page, Table, format};

use crate::{
    councils,
    entities::{ballot, paper},
};

pub(crate) async fn show(State(ctx): State<Ctx>, view: View, caller: Caller) -> Result<Response> {
    let seen = councils::all_seen(&ctx, &caller).await?;
    let staff = councils::is_staff(&caller);
    let read = ctx.store.read(caller.tenant()).await?;
    let own = read.find::<paper::Entity>().all(read.db()).await?;
    let open = read.reference::<ballot::Entity>().filter(ballot::Column::ClosedAt.is_null()).all(read.db()).await?;
    let now = ctx.clock.now();
    let open: Vec<_> = open.into_iter().filter(|row| row.closes_at > now).collect();
    let title = view.t("governance-councils");
    let mut table = Table::new(view.lang, title.clone())
        .caption_hidden()
        .column(Column::text(view.t("governance-column-council")))
        .column(Column::text(view.t("governance-column-ballot")))
        .column(Column::text(view.t("governance-column-own-vote")))
        .empty(Empty::new(Icon::Vote, view.t("governance-councils-none")));
    let mut waiting = 0;
    for (council, _) in &seen {
        let name = Cell::link(view.ctx.site.title(view.lang, council), format!("/governance/councils/{council}"));
        let mut rows = 0;
        for row in open.iter().filter(|row| row.service == *council) {
            let line = own.iter().find(|paper| paper.service == *council && paper.ballot == row.number);
            let until =
                view.ta("governance-open-until", &[("time", format::date_time(view.lang, row.closes_at).into())]);
            let vote = match line {
                Some(paper) if paper.version == 0 => {
                    waiting += 1;
                    Cell::link(view.t("governance-vote-now"), format!("/governance/papers/{}", paper.id))
                }
                Some(_) => Cell::badge(Badge::good(view.t("governance-has-voted"))),
                None => Cell::empty(),
            };
            table = table.row([name.clone(), Cell::text(until), vote]);
            rows += 1;
        }
        if rows == 0 {
            table = table.row([name, Cell::text(view.t("governance-no-open")), Cell::empty()]);
        }
    }
    let count = i64::try_from(seen.len()).unwrap_or(i64::MAX);
    let key = if staff { "governance-home-lead-staff" } else { "governance-home-lead" };
    let lead = view.ta(key, &[("count", count.into()), ("waiting", i64::from(waiting).into())]);
    let card = Card::new(title).body(table).flush();
    Ok(view.page(Page::new(view.t("service-governance")).lead(lead).body(card)))
}
