//! From where: the address that the request at hand came from, for the rows that it writes. Carried beside the code, so that no act
//! can forget it, also where nobody is signed in yet.

tokio::task_local! {
    static FROM: String;
}

/// Carries out a request's work; what it audits says from where.
pub(crate) async fn coming_from<F: Future>(from: Option<String>, work: F) -> F::Output {
    match from {
        Some(from) => FROM.scope(from, work).await,
        None => work.await,
    }
}

/// Where the request at hand came from; none outside of requests.
pub(crate) fn here() -> Option<String> {
    FROM.try_with(Clone::clone).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_request_comes_from_where_it_comes_from() {
        let request = |from: &'static str| {
            coming_from(Some(from.into()), async {
                tokio::task::yield_now().await;
                here()
            })
        };
        let (one, other) = tokio::join!(request("192.0.2.1"), request("192.0.2.2"));
        assert_eq!((one.as_deref(), other.as_deref()), (Some("192.0.2.1"), Some("192.0.2.2")));
        assert_eq!(coming_from(None, async { here() }).await, None);
    }
}
