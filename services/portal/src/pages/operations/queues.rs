//! `/portal/operations/queues`: events on their way out and in.

use axum::{extract::State, response::Response};
use platform::{Ctx, Result, View, operations::ServiceState};
use ui::{Card, Cell, Column, Explain, Table, minute_tag};

use super::{age_text, draw, silence, states, title};

/// `GET /portal/operations/queues`.
pub async fn page(State(ctx): State<Ctx>, view: View) -> Result<Response> {
    let (mut told, silent) = states(&ctx).await;
    told.sort_by_key(|(_, state)| std::cmp::Reverse((worst_age(state), state.outbox.waiting)));
    let waiting: i64 = told.iter().map(|(_, state)| state.outbox.waiting).sum();
    let behind: u64 =
        told.iter().filter_map(|(_, state)| state.consumer).map(|one| one.pending + one.ack_pending).sum();
    let lead = view.ta("portal-operations-queues-lead", &[("out", waiting.into()), ("in", behind.into())]);
    let page = draw(&view, "queues", lead)
        .body(silence(&view, &silent))
        .body(Card::new(view.t("portal-operations-outboxes")).flush().body(outboxes(&view, &told)))
        .body(Card::new(view.t("portal-operations-consumers")).flush().body(consumers(&view, &told)));
    Ok(view.page(page.body(
        Explain::new(view.lang, view.t("portal-operations-queues-explain")).title(view.t("portal-operations-know")),
    )))
}

fn worst_age(state: &ServiceState) -> i64 {
    state.outbox.oldest_seconds.max(state.consumer.map_or(0, |consumer| consumer.oldest_seconds))
}

fn age_cell(view: &View, waiting: bool, seconds: i64) -> Cell {
    if waiting { Cell::text(age_text(view, seconds)) } else { Cell::empty() }
}

fn outboxes(view: &View, told: &[(&str, ServiceState)]) -> Table {
    let table = Table::new(view.lang, view.t("portal-operations-outboxes"))
        .caption_hidden()
        .column(Column::text(view.t("portal-operations-service")));
    let heads = ["outbox", "oldest", "parked", "parked-retried", "parked-dropped"];
    let table = heads
        .iter()
        .fold(table, |table, name| table.column(Column::number(view.t(&format!("portal-operations-{name}")))));
    told.iter().fold(table, |table, (name, state)| {
        table.row([
            Cell::text(title(view, name)),
            Cell::integer(state.outbox.waiting),
            age_cell(view, state.outbox.waiting > 0, state.outbox.oldest_seconds),
            Cell::integer(state.parked.open),
            Cell::integer(state.parked.retried),
            Cell::integer(state.parked.dropped),
        ])
    })
}

fn consumers(view: &View, told: &[(&str, ServiceState)]) -> Table {
    let table = Table::new(view.lang, view.t("portal-operations-consumers"))
        .caption_hidden()
        .column(Column::text(view.t("portal-operations-service")));
    let heads = ["pending", "ack-pending", "redelivered", "oldest"];
    let table = heads
        .iter()
        .fold(table, |table, name| table.column(Column::number(view.t(&format!("portal-operations-{name}")))));
    let table = table.column(Column::text(view.t("portal-operations-delivered")));
    let whole = |number: u64| Cell::integer(i64::try_from(number).unwrap_or(i64::MAX));
    told.iter().fold(table, |table, (name, state)| {
        let first = Cell::text(title(view, name));
        let Some(consumer) = state.consumer else {
            return table.row([first, Cell::text(view.t("portal-operations-hears-nothing"))]);
        };
        if !consumer.known {
            return table.row([first, Cell::text(view.t("portal-operations-not-known"))]);
        }
        table.row([
            first,
            whole(consumer.pending),
            whole(consumer.ack_pending),
            whole(consumer.redelivered),
            age_cell(view, consumer.pending + consumer.ack_pending > 0, consumer.oldest_seconds),
            consumer.delivered_at.map_or_else(Cell::empty, |at| Cell::from(minute_tag(at))),
        ])
    })
}
