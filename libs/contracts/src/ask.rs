//! Questions between services, answered over NATS request-reply when the answer must be current.

use serde::{Serialize, de::DeserializeOwned};

/// A question that one service answers.
pub trait Question: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The answering service.
    const SERVICE: &'static str;
    /// The question's name, one kebab-case token.
    const NAME: &'static str;
    /// What comes back.
    type Answer: Serialize + DeserializeOwned + Send + Sync + 'static;

    /// The NATS subject on which the question is asked.
    #[must_use]
    fn subject() -> String {
        format!("rpc.{}.{}", Self::SERVICE, Self::NAME)
    }
}
