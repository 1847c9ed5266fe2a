//! In which order equal shares buys at one share: found with floating point wherever that is certain, and with exact fractions where
//! two prices or amounts lie so close that it is not. The result is that of exact fractions.
//!
//! Two observations save the rest of the work. Money only goes away, so an item's price per unit of cost never falls: what it was
//! is a lower bound, and only items whose bound is not above the best price are looked at again. And an item that all its
//! supporters can pay in equal parts has exactly the price one divided by their number, so that most ties need no fractions.

use std::{cmp::Reverse, collections::BinaryHeap};

use num_rational::BigRational;

use super::{
    mes::{Election, whole},
    mes_purses::Purses,
};

/// Amounts closer to each other than this part of a share are compared exactly. Rounding errs by less than a hundredth of it.
const CLOSE: f64 = 1e-9;

/// An item that is bought, and those that had the same price and lost the tie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bought {
    pub item: usize,
    pub tied: Vec<usize>,
}

/// An item's price per unit of cost, or a lower bound of it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Offer {
    item: usize,
    price: f64,
    payment: f64,
    /// All supporters certainly pay the same: the price is exactly one divided by so many.
    even: Option<usize>,
}

impl Eq for Offer {}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.price.total_cmp(&other.price).then(self.item.cmp(&other.item))
    }
}

/// What the voters have left, as exact fractions: brought up to date only when it is asked for.
struct Exactly {
    purses: Purses,
    rounds: usize,
}

impl Exactly {
    /// What the most is that an item costs one of its supporters after what was bought until now; none when they can't afford it.
    fn payment(&mut self, election: &Election, bought: &[Bought], item: usize) -> Option<BigRational> {
        for one in bought.iter().skip(self.rounds) {
            if let Some(payment) = self.purses.payment(election, one.item) {
                self.purses.pay(election, one.item, payment);
            }
        }
        self.rounds = bought.len();
        self.purses.payment(election, item).map(|payment| self.purses.most(&payment))
    }
}

#[expect(clippy::cast_precision_loss, reason = "what is lost is told apart exactly")]
const fn float(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_precision_loss, reason = "numbers of voters")]
const fn count(number: usize) -> f64 {
    number as f64
}

impl Election {
    /// What is bought at one share, in order.
    pub(super) fn bought(&self, share: i64) -> Vec<Bought> {
        let close = float(share.max(1)) * CLOSE;
        let cheapest = self.items.iter().map(|item| item.cost).filter(|cost| *cost > 0).min().unwrap_or(1);
        let error = close / float(cheapest);
        let mut left = vec![float(share); self.voters];
        let mut exactly = Exactly { purses: Purses::full(self, share), rounds: 0 };
        let mut waiting: BinaryHeap<Reverse<Offer>> = self.ranked().into_iter().map(|item| self.hoped(item)).collect();
        let mut bought: Vec<Bought> = Vec::new();
        loop {
            let mut looked: Vec<Offer> = Vec::new();
            let mut best = f64::INFINITY;
            while let Some(Reverse(next)) = waiting.peek().copied() {
                if next.price > best + 2.0 * error {
                    break;
                }
                waiting.pop();
                let affordable = || exactly.payment(self, &bought, next.item).is_some();
                if let Some(offer) = self.offer(next.item, &left, close, affordable) {
                    best = best.min(offer.price);
                    looked.push(offer);
                }
            }
            let Some((chosen, tied)) = self.choose(&looked, close, |item| {
                exactly.payment(self, &bought, item).map(|payment| payment / whole(self.cost(item)))
            }) else {
                return bought;
            };
            for voter in self.supporters(chosen.item) {
                if let Some(purse) = left.get_mut(*voter) {
                    *purse = (*purse - chosen.payment).max(0.0);
                }
            }
            waiting.extend(looked.into_iter().filter(|offer| offer.item != chosen.item).map(Reverse));
            bought.push(Bought { item: chosen.item, tied });
        }
    }

    /// The lowest price that an item can have: all its supporters pay the same.
    fn hoped(&self, item: usize) -> Reverse<Offer> {
        Reverse(Offer { item, price: 1.0 / count(self.votes(item)), payment: 0.0, even: None })
    }

    /// An item's price now; none when its supporters can't afford it together. `affordable` tells exactly.
    fn offer(&self, item: usize, left: &[f64], close: f64, affordable: impl FnOnce() -> bool) -> Option<Offer> {
        let cost = float(self.cost(item));
        let purses = || self.supporters(item).iter().filter_map(|voter| left.get(*voter).copied());
        let money: f64 = purses().sum();
        // Errors of many purses add up.
        let close_sum = close * count(self.votes(item).max(1));
        if money < cost - close_sum || (money < cost + close_sum && !affordable()) {
            return None;
        }
        let (mut owed, mut payers) = (cost, self.votes(item));
        let mut below = f64::NEG_INFINITY;
        loop {
            let equal = owed / count(payers.max(1));
            // Who has less than that, and more than those who are out already, pays all and is out too.
            let out = purses().filter(|purse| *purse >= below && *purse < equal);
            let (sum, number) = out.fold((0.0, 0), |(sum, number), purse| (sum + purse, number + 1));
            if number == 0 || number >= payers {
                let even = purses().all(|purse| purse > equal + close).then_some(payers);
                let even = even.filter(|payers| *payers == self.votes(item));
                return Some(Offer { item, price: equal / cost, payment: equal, even });
            }
            owed -= sum;
            payers -= number;
            below = equal;
        }
    }

    /// The best of some offers, and those that have exactly its price and lose the tie.
    fn choose(
        &self,
        offers: &[Offer],
        close: f64,
        mut exact: impl FnMut(usize) -> Option<BigRational>,
    ) -> Option<(Offer, Vec<usize>)> {
        let error = |offer: &Offer| close / float(self.cost(offer.item));
        let limit = offers.iter().map(|offer| offer.price + error(offer)).fold(f64::INFINITY, f64::min);
        let near: Vec<Offer> = offers.iter().filter(|offer| offer.price - error(offer) <= limit).copied().collect();
        let mut best = match near.as_slice() {
            [] => return None,
            [only] => return Some((*only, Vec::new())),
            all if all.iter().all(|offer| offer.even.is_some()) => {
                let most = all.iter().filter_map(|offer| offer.even).max();
                all.iter().filter(|offer| offer.even == most).copied().collect::<Vec<_>>()
            }
            all => {
                let priced: Vec<_> = all.iter().filter_map(|offer| Some((exact(offer.item)?, *offer))).collect();
                let lowest = priced.iter().map(|(price, _)| price).min()?.clone();
                priced.into_iter().filter(|(price, _)| *price == lowest).map(|(_, offer)| offer).collect()
            }
        };
        best.sort_by_key(|offer| {
            (self.cost(offer.item), Reverse(self.votes(offer.item)), self.lot(offer.item), offer.item)
        });
        let chosen = best.first().copied()?;
        Some((chosen, best.into_iter().skip(1).map(|offer| offer.item).collect()))
    }
}
