//! What the voters have left in a count by equal shares, exactly: whole numbers of one common part, which is made smaller whenever a
//! payment does not divide evenly. So there are no fractions to reduce until the result is told.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

use super::mes::Election;

/// The voters' money.
pub(super) struct Purses {
    /// By voter, in parts.
    left: Vec<BigInt>,
    /// How many parts one is.
    parts: BigInt,
}

/// What an item costs its supporters.
pub(super) struct Payment {
    /// How many pay the most; the others pay all that they have left.
    pub in_full: usize,
    /// What those owe together, in parts.
    owed: BigInt,
    /// By supporter: whether all is paid.
    out: Vec<bool>,
}

impl Purses {
    /// Every voter has a share.
    pub(super) fn full(election: &Election, share: i64) -> Self {
        Self { left: vec![BigInt::from(share); election.voters], parts: BigInt::from(1) }
    }

    /// What an item's supporters pay when all pay the same as far as their money goes; none when they can't afford it together.
    pub(super) fn payment(&self, election: &Election, item: usize) -> Option<Payment> {
        let supporters = election.supporters(item);
        let mut owed = BigInt::from(election.cost(item)) * &self.parts;
        let mut in_full = supporters.len();
        let mut out = vec![false; supporters.len()];
        while in_full > 0 {
            let (before, equal) = (in_full, owed.clone());
            for (voter, out) in supporters.iter().zip(&mut out).filter(|(_, out)| !**out) {
                // Who has less than an equal part pays all; the others' part only grows by that.
                if let Some(purse) = self.left.get(*voter).filter(|purse| *purse * before < equal) {
                    *out = true;
                    owed -= purse;
                    in_full -= 1;
                }
            }
            if in_full == before {
                return Some(Payment { in_full, owed, out });
            }
        }
        None
    }

    /// The most that one supporter pays.
    pub(super) fn most(&self, payment: &Payment) -> BigRational {
        BigRational::new(payment.owed.clone(), &self.parts * payment.in_full)
    }

    /// What an item's supporters have together.
    pub(super) fn money(&self, election: &Election, item: usize) -> BigRational {
        let purses = election.supporters(item).iter().filter_map(|voter| self.left.get(*voter));
        BigRational::new(purses.sum(), self.parts.clone())
    }

    /// Takes an item's payment from its supporters; what each of them paid, by voter.
    pub(super) fn pay(&mut self, election: &Election, item: usize, payment: Payment) -> Vec<(usize, BigRational)> {
        let most = self.most(&payment);
        let Payment { in_full, mut owed, out } = payment;
        let rest = (&owed % in_full).to_u64().unwrap_or_default();
        let divisor = in_full as u64;
        let finer = divisor / common(divisor, rest);
        if finer > 1 {
            self.parts *= finer;
            owed *= finer;
            for purse in &mut self.left {
                *purse *= finer;
            }
        }
        let each = owed / in_full;
        let mut paid = Vec::with_capacity(out.len());
        for (voter, out) in election.supporters(item).iter().zip(out) {
            let Some(purse) = self.left.get_mut(*voter) else { continue };
            if out {
                let all = std::mem::replace(purse, BigInt::zero());
                paid.push((*voter, BigRational::new(all, self.parts.clone())));
            } else {
                *purse -= &each;
                paid.push((*voter, most.clone()));
            }
        }
        paid
    }

    /// What each voter has left.
    pub(super) fn left(self) -> Vec<BigRational> {
        self.left.into_iter().map(|purse| BigRational::new(purse, self.parts.clone())).collect()
    }
}

/// The greatest common divisor.
const fn common(one: u64, other: u64) -> u64 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}
