//! How many statements a request sends to its database, so that a page that asks once for each of its rows is noticed.

use std::cell::Cell;

tokio::task_local! {
    static SENT: Cell<u32>;
}

/// Counts statements for the request at hand; outside of requests nothing is counted.
pub(crate) fn statements(more: u32) {
    let _outside = SENT.try_with(|sent| sent.set(sent.get().saturating_add(more)));
}

/// Carries out a request's work; tells how many statements it sent, with those that begin and end its transactions.
pub(crate) async fn counted<F: Future>(work: F) -> (F::Output, u32) {
    let counting = async {
        let output = work.await;
        (output, SENT.with(Cell::get))
    };
    SENT.scope(Cell::new(0), counting).await
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
        };
        let (one, other) = tokio::join!(counted(request(1)), counted(request(5)));
        assert_eq!((one.1, other.1), (2, 6));
        statements(1);
    }
}
