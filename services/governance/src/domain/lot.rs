//! The lot that breaks ties: drawn once per count, verifiable afterwards. The salt's hash is published when the ballot opens and
//! the salt when it closes; the votes themselves are the other half of the seed. So neither the office, which can't know the votes,
//! nor the last voter, who can't know the salt, can steer it.

use sha2::{Digest, Sha256};

/// SHA-256 in hex.
pub(crate) fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// The place of each of `items` items in the tie list, from 0: sorted by the hash of the seed and the item's number.
pub(crate) fn order(salt: &str, votes_hash: &str, items: usize) -> Vec<usize> {
    let seed = hash(&format!("{salt}{votes_hash}"));
    let mut drawn: Vec<usize> = (0..items).collect();
    drawn.sort_by_key(|item| hash(&format!("{seed}{}", item + 1)));
    let mut places = vec![0; items];
    for (place, item) in drawn.into_iter().enumerate() {
        if let Some(slot) = places.get_mut(item) {
            *slot = place;
        }
    }
    places
}

/// What stands for all votes: municipality and items, in the municipalities' order.
pub(crate) fn votes_hash<'a>(votes: impl IntoIterator<Item = (&'a str, &'a [i64])>) -> String {
    let mut lines: Vec<String> = votes.into_iter().map(|(who, items)| format!("{who}:{items:?}\n")).collect();
    lines.sort_unstable();
    hash(&lines.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_one_place_and_the_votes_move_it() {
        let one = order("salt", &votes_hash([("habo-0643", &[1, 2, 3][..])]), 9);
        let mut sorted = one.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..9).collect::<Vec<_>>());
        assert_eq!(one, order("salt", &votes_hash([("habo-0643", &[1, 2, 3][..])]), 9));
        assert_ne!(one, order("salt", &votes_hash([("habo-0643", &[1, 2, 4][..])]), 9));
        assert_ne!(one, order("other", &votes_hash([("habo-0643", &[1, 2, 3][..])]), 9));
    }

    #[test]
    fn the_order_of_arrival_does_not_matter() {
        let (a, b) = (("habo-0643", &[1, 2, 3][..]), ("uppsala-0380", &[2, 3, 4][..]));
        assert_eq!(votes_hash([a, b]), votes_hash([b, a]));
    }
}
