//! How many statements a request sends to its database, so that a page that asks once for each of its rows is noticed.

use std::cell::Cell;

/// What a request has cost its database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Statements {
    /// With those that begin and end its transactions.
    pub sent: u32,
    /// Those that would have been sent, had their answers not been remembered.
    pub spared: u32,
}

tokio::task_local! {
    static SO_FAR: Cell<Statements>;
}

fn count(more: Statements) {
    let _outside = SO_FAR.try_with(|so_far| {
        let Statements { sent, spared } = so_far.get();
        so_far.set(Statements { sent: sent.saturating_add(more.sent), spared: spared.saturating_add(more.spared) });
    });
}

/// Counts statements for the request at hand; outside of requests nothing is counted.
pub(crate) fn statements(sent: u32) {
    count(Statements { sent, spared: 0 });
}

/// Counts what the request at hand would have sent, had nothing been remembered.
pub(crate) fn spared(spared: u32) {
    count(Statements { sent: 0, spared });
}

/// What the request at hand would have sent so far, had nothing been remembered; nothing outside of requests.
pub(crate) fn needed() -> u32 {
    SO_FAR.try_with(Cell::get).map_or(0, |Statements { sent, spared }| sent.saturating_add(spared))
}

/// Carries out a request's work; tells what it cost the database.
pub(crate) async fn counted<F: Future>(work: F) -> (F::Output, Statements) {
    let counting = async {
        let output = work.await;
        (output, SO_FAR.with(Cell::get))
    };
    SO_FAR.scope(Cell::default(), counting).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_request_counts_its_own() {
        let request = |more: u32| async move {
            statements(more);
            tokio::task::yield_now().await;
            statements(1);
            spared(3);
            needed()
        };
        let (one, other) = tokio::join!(counted(request(1)), counted(request(5)));
        assert_eq!(one, (5, Statements { sent: 2, spared: 3 }));
        assert_eq!(other, (9, Statements { sent: 6, spared: 3 }));
        statements(1);
        assert_eq!(needed(), 0);
    }
}
