//! The count `mes-1`: the method of equal shares with cost utilities, completed by raising the share and then by number of votes.
//!
//! Source: Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021), and the
//! rules of equalshares.net for completion and ties. Every voter gets the same share of the budget. The item whose supporters pay
//! the least per unit of cost is bought first, its price split among them equally, as far as each one's money goes. Then:
//!
//! 1. If all items with a vote fit the budget, all are chosen and nothing is counted.
//! 2. The share begins at the budget divided by the voters, rounded down, and rises by a fixed step until the next step would
//!    choose more than the budget pays for (`to-overspend`). Step by step: the cost does not grow evenly with the share.
//! 3. What still fits is taken by number of votes, then lowest cost, then the tie list.
//!
//! Ties: lowest cost, then most votes, then the tie list. Money is exact fractions; there is no rounding anywhere.

use std::cmp::Reverse;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::{mes_order::Bought, mes_purses::Purses};

/// An item: its cost and the voters (by number from 0) who support it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub cost: i64,
    pub supporters: Vec<usize>,
}

/// What is counted. Costs, budget and step are in the same unit.
#[derive(Debug, Clone)]
pub(crate) struct Election {
    pub budget: i64,
    pub step: i64,
    pub voters: usize,
    pub items: Vec<Item>,
    /// Each item's place in the tie list.
    pub ties: Vec<usize>,
}

/// An item that was bought with shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Round {
    pub item: usize,
    /// The most that a supporter paid.
    pub payment: BigRational,
    /// How many paid that much; the others paid all that they had left.
    pub in_full: usize,
    /// What the supporters had together before.
    pub money: BigRational,
    /// Other items that had the same price per unit and lost the tie.
    pub tied: Vec<usize>,
    /// What each voter paid, by voter.
    pub paid: Vec<(usize, BigRational)>,
}

/// The method at one share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub share: i64,
    pub rounds: Vec<Round>,
    /// What each voter has left.
    pub left: Vec<BigRational>,
    pub cost: i64,
}

/// The whole count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Count {
    /// All items with a vote fit: nothing was counted.
    pub all_fit: bool,
    /// The budget divided by the voters, rounded down.
    pub first_share: i64,
    /// The method at the share that it ended with.
    pub run: Run,
    /// Chosen by number of votes with what was left, in order.
    pub filled: Vec<usize>,
}

impl Count {
    /// The chosen items, by number.
    pub(crate) fn chosen(&self) -> Vec<usize> {
        let mut all: Vec<usize> =
            self.run.rounds.iter().map(|round| round.item).chain(self.filled.iter().copied()).collect();
        all.sort_unstable();
        all
    }
}

impl Election {
    /// Counts.
    pub(crate) fn count(&self) -> Count {
        let first_share =
            i64::try_from(self.voters).ok().filter(|voters| *voters > 0).map_or(0, |voters| self.budget / voters);
        let with_votes: Vec<usize> = self.ranked();
        let everything: i64 = with_votes.iter().map(|item| self.cost(*item)).sum();
        if everything <= self.budget {
            let left = vec![BigRational::zero(); self.voters];
            let run = Run { share: first_share, rounds: Vec::new(), left, cost: 0 };
            return Count { all_fit: true, first_share, run, filled: with_votes };
        }
        let mut share = first_share;
        let mut bought = self.bought(share);
        while bought.len() < with_votes.len() {
            let more = self.bought(share + self.step.max(1));
            if more.iter().map(|one| self.cost(one.item)).sum::<i64>() > self.budget {
                break;
            }
            (share, bought) = (share + self.step.max(1), more);
        }
        let run = self.pay(share, bought);
        let mut room = self.budget - run.cost;
        let mut filled = Vec::new();
        for item in with_votes {
            let is_free = run.rounds.iter().all(|round| round.item != item);
            if is_free && self.cost(item) <= room {
                room -= self.cost(item);
                filled.push(item);
            }
        }
        Count { all_fit: false, first_share, run, filled }
    }

    /// The method at one share, without completion.
    #[cfg(test)]
    pub(crate) fn equal_shares(&self, share: i64) -> Run {
        self.pay(share, self.bought(share))
    }

    /// Who pays what, exactly, when items are bought in that order.
    fn pay(&self, share: i64, bought: Vec<Bought>) -> Run {
        let mut purses = Purses::full(self, share);
        let (mut rounds, mut cost) = (Vec::new(), 0);
        for Bought { item, tied } in bought {
            let Some(payment) = purses.payment(self, item) else { break };
            let (money, most, in_full) = (purses.money(self, item), purses.most(&payment), payment.in_full);
            let paid = purses.pay(self, item, payment);
            rounds.push(Round { item, payment: most, in_full, money, tied, paid });
            cost += self.cost(item);
        }
        Run { share, rounds, left: purses.left(), cost }
    }

    /// What an item's supporters have together.
    pub(crate) fn money(&self, item: usize, left: &[BigRational]) -> BigRational {
        self.supporters(item)
            .iter()
            .filter_map(|voter| left.get(*voter))
            .fold(BigRational::zero(), |sum, one| sum + one)
    }

    /// Items with a vote, by votes, then lowest cost, then the tie list.
    pub(super) fn ranked(&self) -> Vec<usize> {
        let mut items: Vec<usize> = (0..self.items.len()).filter(|item| self.votes(*item) > 0).collect();
        items.sort_by_key(|item| (Reverse(self.votes(*item)), self.cost(*item), self.lot(*item)));
        items
    }

    pub(super) fn cost(&self, item: usize) -> i64 {
        self.items.get(item).map_or(0, |item| item.cost)
    }

    pub(super) fn supporters(&self, item: usize) -> &[usize] {
        self.items.get(item).map(|item| item.supporters.as_slice()).unwrap_or_default()
    }

    /// The number of supporters.
    pub(crate) fn votes(&self, item: usize) -> usize {
        self.supporters(item).len()
    }

    pub(super) fn lot(&self, item: usize) -> usize {
        self.ties.get(item).copied().unwrap_or(item)
    }
}

/// A whole number as a fraction.
pub(crate) fn whole(number: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(cost: i64, supporters: impl IntoIterator<Item = usize>) -> Item {
        Item { cost, supporters: supporters.into_iter().collect() }
    }

    fn election(budget: i64, voters: usize, items: Vec<Item>) -> Election {
        let ties = (0..items.len()).collect();
        Election { budget, step: 1, voters, items, ties }
    }

    #[test]
    fn what_fits_is_chosen_whole_apart_from_what_nobody_wants() {
        let count = election(100, 2, vec![item(40, [0]), item(60, [1]), item(500, [])]).count();
        assert!(count.all_fit);
        assert_eq!(count.chosen(), [0, 1]);
    }

    /// The example of the rule: 17 of 31 municipalities share 160 hours at 9 h 25 min (564 12/17 minutes) each.
    #[test]
    fn supporters_split_the_cost_equally() {
        let mut items = vec![item(160 * 60, 0..17)];
        items.extend((0..40).map(|_| item(3000 * 60, [30])));
        let run = election(3097 * 60, 31, items).equal_shares(3097 * 60 / 31);
        assert_eq!(run.share, 99 * 60 + 54);
        let round = &run.rounds[0];
        assert_eq!((round.item, round.in_full), (0, 17));
        assert_eq!(round.payment, BigRational::new(BigInt::from(9600), BigInt::from(17)));
    }

    #[test]
    fn who_has_less_pays_all_and_the_others_share_the_rest() {
        // 0 and 1 buy the first item for 10; then 0 has 5 left, 1 and 2 have 5 and 15.
        let votes = election(45, 3, vec![item(20, [0, 1]), item(24, [0, 1, 2]), item(45, [2])]);
        let run = votes.equal_shares(15);
        assert_eq!(run.rounds[0].item, 1, "three supporters at 1/3 each are cheaper than two at 1/2");
        assert_eq!(run.left, [whole(7), whole(7), whole(7)]);
        let votes = election(45, 3, vec![item(20, [0, 1]), item(22, [1, 2]), item(90, [2])]);
        let run = votes.equal_shares(15);
        assert_eq!(run.rounds[0].item, 0, "the same price per unit: the lowest cost first");
        assert_eq!(run.rounds[0].tied, [1]);
        assert_eq!(run.rounds.len(), 1, "1 has 5 and 2 has 15: not 22");
        let votes = election(60, 3, vec![item(20, [0, 1]), item(22, [1, 2]), item(90, [2])]);
        let run = votes.equal_shares(20);
        assert_eq!(run.rounds[1].paid, [(1, whole(10)), (2, whole(12))]);
        assert_eq!(run.rounds[1].in_full, 1);
    }

    /// The three examples of equalshares.net: lowest cost, then most votes, then the lot.
    #[test]
    fn ties_are_broken_by_cost_then_votes_then_lot() {
        let tie = |a: Item, b: Item| election(0, 10, vec![a, b, item(9999, [9])]);
        assert_eq!(
            tie(item(40, 0..4), item(30, 4..8)).equal_shares(10).rounds[0].item,
            1,
            "4 voters each: 30 before 40"
        );
        let votes = tie(item(30, 0..3), item(30, 0..3));
        assert_eq!(votes.equal_shares(10).rounds[0].item, 0);
        let drawn = Election { ties: vec![1, 0, 2], ..votes };
        assert_eq!(drawn.equal_shares(10).rounds[0].item, 1, "the lot decides");
    }

    #[test]
    fn the_share_rises_until_the_next_step_would_cost_too_much() {
        // Everybody wants one thing more than the equal share pays for.
        let count = election(100, 4, vec![item(60, [0, 1]), item(50, [2, 3]), item(30, [0])]).count();
        assert_eq!(count.first_share, 25);
        // At 25 the second is bought (50); at 30 the first too (110 is too much), so the share stops at 29.
        assert_eq!((count.run.share, count.run.cost), (29, 50));
        assert_eq!(count.filled, [2], "60 does not fit any more, 30 does");
        assert_eq!(count.chosen(), [1, 2]);
    }

    /// A bloc of 55 per cent gets its share and no more; a simple majority would give it everything.
    #[test]
    fn a_majority_does_not_take_all() {
        let bloc = (0..11).map(|_| item(100, 0..11));
        let rest = (0..9).map(|_| item(100, 11..20));
        let count = election(1000, 20, bloc.chain(rest).collect()).count();
        let chosen = count.chosen();
        assert_eq!(chosen.iter().filter(|item| **item < 11).count(), 5 + 1, "five and a half, completed by votes");
        assert_eq!(chosen.iter().filter(|item| **item >= 11).count(), 4);
    }

    /// The most that a supporter must pay when all pay the same as far as their money goes, and how many pay that much; none when
    /// they can't afford it together.
    fn payment(votes: &Election, item: usize, left: &[BigRational]) -> Option<(BigRational, usize)> {
        let mut purses: Vec<&BigRational> =
            votes.supporters(item).iter().filter_map(|voter| left.get(*voter)).collect();
        purses.sort();
        let mut owed = whole(votes.cost(item));
        let mut payers = purses.len();
        for purse in purses {
            let equal = owed.clone() / BigRational::from_integer(BigInt::from(payers));
            if equal <= *purse {
                return Some((equal, payers));
            }
            owed -= purse;
            payers -= 1;
        }
        None
    }

    /// The method as it is written down: every item's price, exactly, in every round.
    fn plainly(votes: &Election, share: i64) -> Vec<(usize, Vec<usize>)> {
        let mut left = vec![whole(share); votes.voters];
        let mut remaining = votes.ranked();
        let mut bought = Vec::new();
        loop {
            let offers = remaining.iter().filter_map(|item| {
                let (payment, _) = payment(votes, *item, &left)?;
                let price = payment.clone() / whole(votes.cost(*item));
                Some((price, votes.cost(*item), Reverse(votes.votes(*item)), votes.lot(*item), *item, payment))
            });
            let mut offers: Vec<_> = offers.collect();
            offers.sort();
            let Some((price, _, _, _, item, payment)) = offers.first().cloned() else { return bought };
            let tied = offers.iter().skip(1).filter(|offer| offer.0 == price).map(|offer| offer.4).collect();
            for voter in votes.supporters(item) {
                let pays = payment.clone().min(left[*voter].clone());
                left[*voter] -= pays;
            }
            bought.push((item, tied));
            remaining.retain(|other| *other != item);
        }
    }

    #[test]
    fn the_quick_order_is_the_exact_one() {
        let mut state = 7_u64;
        let mut below = |limit: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % limit
        };
        for turn in 0..120_u64 {
            let voters = 1 + usize::try_from(below(16)).unwrap();
            // Few different costs and shares that divide evenly make ties; many of each make none.
            let costs = [3, 12, 500][usize::try_from(turn % 3).unwrap()];
            let items: Vec<Item> = (0..=below(12))
                .map(|_| {
                    let liked = 5 + below(90);
                    let cost = i64::try_from(1 + below(costs)).unwrap() * if turn % 2 == 0 { 12 } else { 1 };
                    item(cost, (0..voters).filter(|_| below(100) < liked).collect::<Vec<_>>())
                })
                .collect();
            let votes = election(1000, voters, items);
            for share in [12, 60, i64::try_from(below(3000)).unwrap()] {
                let quick: Vec<_> = votes.bought(share).into_iter().map(|one| (one.item, one.tied)).collect();
                assert_eq!(quick, plainly(&votes, share), "turn {turn}, share {share}: {votes:?}");
            }
        }
    }

    #[test]
    fn nobody_voting_chooses_nothing() {
        let count = election(100, 0, vec![item(40, []), item(60, [])]).count();
        assert!(count.chosen().is_empty());
    }
}
