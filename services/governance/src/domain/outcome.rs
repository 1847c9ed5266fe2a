//! A ballot's outcome with its reasons, as it is stored, shown and made again by `sambruk verify`.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use serde::{Deserialize, Serialize};

use super::{
    lot,
    mes::{Count, Election, Item, whole},
};

/// The rule's version: what it means never changes.
pub(crate) const RULE: &str = "mes-1";
/// How much a share rises at a time, in minutes.
pub(crate) const STEP: i64 = 60;

/// A vote that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceVote)]
pub(crate) struct Vote {
    /// The municipality.
    #[schema(value_type = contracts::Tenant)]
    pub municipality: String,
    /// The items it supports, by their number on the ballot.
    pub items: Vec<i64>,
}

/// Why an item was chosen or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = GovernanceReason)]
pub(crate) enum Reason {
    /// Everything that had a vote fitted the hours.
    EverythingFits,
    /// Its supporters paid for it with their shares.
    Shared,
    /// Chosen by number of votes, with the hours that were left.
    Filled,
    /// Nobody supported it.
    NoVotes,
    /// Its supporters' shares were never enough.
    TooFewVotes,
    /// Its supporters' shares went to other items.
    SupportersSpent,
    /// It lost a tie against an item that took the shares.
    TieLost,
    /// What was left of the hours did not suffice.
    NoRoom,
}

/// What became of an item. Times are minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceVerdict)]
pub(crate) struct Verdict {
    /// The item's number on the ballot.
    pub item: i64,
    pub chosen: bool,
    pub reason: Reason,
    pub votes: i64,
    /// In which order it was bought with shares, from 1.
    pub round: Option<i64>,
    /// The most that a municipality paid, as an exact fraction.
    #[schema(example = "40/3")]
    pub payment: Option<String>,
    /// The same, rounded to minutes.
    pub payment_minutes: Option<i64>,
    /// How many paid that much; the others paid all they had left.
    pub in_full: Option<i64>,
    /// What its supporters had together when it was bought, or in the end when it was not; rounded down.
    pub money_minutes: i64,
    /// What was missing in the end, rounded up.
    pub short_minutes: i64,
    /// So many more supporters with unused shares would have sufficed.
    pub votes_missing: i64,
    /// Up to three items that took most of its supporters' shares, by number, with minutes.
    #[serde(rename = "takers")]
    pub taken_by: Vec<(i64, i64)>,
}

/// What a municipality's share bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernancePurse)]
pub(crate) struct Purse {
    #[schema(value_type = contracts::Tenant)]
    pub municipality: String,
    /// Items it supports, and how many of them were chosen.
    pub supported: i64,
    pub chosen: i64,
    /// Minutes of its share that were used, rounded.
    pub used_minutes: i64,
}

/// The outcome of a closed ballot, with everything that is needed to count it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceOutcome)]
pub(crate) struct Outcome {
    /// `mes-1`: equal shares, cost utilities, the share raised until overspending, then filled by votes.
    #[schema(example = "mes-1")]
    pub rule: String,
    /// How much the share rises at a time, minutes.
    pub step_minutes: i64,
    pub all_fit: bool,
    /// What each voting municipality began with, and the share that the count ended with.
    pub first_share_minutes: i64,
    pub final_share_minutes: i64,
    /// Hours of the chosen items.
    pub used_hours: i64,
    pub verdicts: Vec<Verdict>,
    pub purses: Vec<Purse>,
    /// Every vote, by municipality.
    pub votes: Vec<Vote>,
    /// SHA-256 over the votes.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub votes_hash: String,
    /// The salt of the lot, whose hash was published when the ballot opened.
    #[schema(example = "1b2b0b822cd15d6c15b0f00a08a3bf4f")]
    pub lot_salt: String,
}

/// Counts a ballot: hours by item in the ballot's order, the hours budget, and the votes.
pub(crate) fn outcome(hours: &[i64], budget: i64, mut votes: Vec<Vote>, salt: &str) -> Outcome {
    votes.sort_by(|a, b| a.municipality.cmp(&b.municipality));
    let votes_hash = lot::votes_hash(votes.iter().map(|vote| (vote.municipality.as_str(), vote.items.as_slice())));
    let supports = |number: usize| {
        let backs = move |vote: &Vote| vote.items.iter().any(|item| usize::try_from(*item) == Ok(number));
        votes.iter().enumerate().filter(move |(_, vote)| backs(vote)).map(|(voter, _)| voter)
    };
    let items = hours.iter().enumerate();
    let items = items.map(|(at, hours)| Item { cost: hours * 60, supporters: supports(at + 1).collect() }).collect();
    let ties = lot::order(salt, &votes_hash, hours.len());
    let election = Election { budget: budget * 60, step: STEP, voters: votes.len(), items, ties };
    let count = election.count();
    let chosen = count.chosen();
    let used_hours = chosen.iter().filter_map(|item| hours.get(*item)).sum();
    Outcome {
        rule: RULE.into(),
        step_minutes: STEP,
        all_fit: count.all_fit,
        first_share_minutes: count.first_share,
        final_share_minutes: count.run.share,
        used_hours,
        verdicts: (0..hours.len()).map(|item| verdict(&election, &count, &chosen, item)).collect(),
        purses: votes.iter().enumerate().map(|(voter, vote)| purse(&count, &chosen, voter, vote)).collect(),
        votes,
        votes_hash,
        lot_salt: salt.into(),
    }
}

fn verdict(election: &Election, count: &Count, chosen: &[usize], item: usize) -> Verdict {
    let cost = election.items.get(item).map_or(0, |item| item.cost);
    let votes = election.votes(item);
    let round = count.run.rounds.iter().position(|round| round.item == item);
    let bought = round.and_then(|at| count.run.rounds.get(at));
    let money = bought.map_or_else(|| election.money(item, &count.run.left), |round| round.money.clone());
    let short = if bought.is_some() || count.all_fit { 0 } else { up(&(whole(cost) - &money)).max(0) };
    let share = count.run.share.max(1);
    let is_chosen = chosen.contains(&item);
    Verdict {
        item: number(item + 1),
        chosen: is_chosen,
        reason: reason(election, count, item, is_chosen),
        votes: number(votes),
        round: round.map(|at| number(at + 1)),
        payment: bought.map(|round| round.payment.to_string()),
        payment_minutes: bought.map(|round| rounded(&round.payment)),
        in_full: bought.map(|round| number(round.in_full)),
        money_minutes: money.floor().to_integer().to_i64().unwrap_or(0),
        short_minutes: short,
        votes_missing: (short + share - 1) / share,
        taken_by: if is_chosen { Vec::new() } else { taken_by(election, count, item) },
    }
}

fn reason(election: &Election, count: &Count, item: usize, chosen: bool) -> Reason {
    let cost = election.items.get(item).map_or(0, |item| item.cost);
    let votes = election.votes(item);
    match chosen {
        true if count.all_fit => Reason::EverythingFits,
        true if count.run.rounds.iter().any(|round| round.item == item) => Reason::Shared,
        true => Reason::Filled,
        false if votes == 0 => Reason::NoVotes,
        false if number(votes).saturating_mul(count.run.share) < cost => Reason::TooFewVotes,
        false if lost_a_tie(election, count, item) => Reason::TieLost,
        false if count.run.rounds.is_empty() => Reason::NoRoom,
        false => Reason::SupportersSpent,
    }
}

/// Whether it was losing a tie that made an item unaffordable.
fn lost_a_tie(election: &Election, count: &Count, item: usize) -> bool {
    let supporters = election.items.get(item).map(|item| item.supporters.as_slice()).unwrap_or_default();
    let cost = election.items.get(item).map_or(0, |item| item.cost);
    let mut money = whole(number(supporters.len()).saturating_mul(count.run.share));
    count.run.rounds.iter().any(|round| {
        for (_, paid) in round.paid.iter().filter(|(voter, _)| supporters.contains(voter)) {
            money -= paid;
        }
        round.tied.contains(&item) && money < whole(cost)
    })
}

/// The items that took most of an item's supporters' shares.
fn taken_by(election: &Election, count: &Count, item: usize) -> Vec<(i64, i64)> {
    let supporters = election.items.get(item).map(|item| item.supporters.as_slice()).unwrap_or_default();
    let mut sums: BTreeMap<usize, BigRational> = BTreeMap::new();
    for round in &count.run.rounds {
        for (_, paid) in round.paid.iter().filter(|(voter, _)| supporters.contains(voter)) {
            *sums.entry(round.item).or_insert_with(BigRational::zero) += paid;
        }
    }
    let mut sums: Vec<_> = sums.into_iter().filter(|(_, sum)| !sum.is_zero()).collect();
    sums.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    sums.into_iter().take(3).map(|(other, sum)| (number(other + 1), rounded(&sum))).collect()
}

fn purse(count: &Count, chosen: &[usize], voter: usize, vote: &Vote) -> Purse {
    let paid = count.run.rounds.iter().flat_map(|round| &round.paid).filter(|(payer, _)| *payer == voter);
    let used = paid.fold(BigRational::zero(), |sum, (_, paid)| sum + paid);
    let is_chosen = |item: &&i64| chosen.iter().any(|chosen| number(chosen + 1) == **item);
    Purse {
        municipality: vote.municipality.clone(),
        supported: number(vote.items.len()),
        chosen: number(vote.items.iter().filter(is_chosen).count()),
        used_minutes: rounded(&used),
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn rounded(fraction: &BigRational) -> i64 {
    fraction.round().to_integer().to_i64().unwrap_or(0)
}

fn up(fraction: &BigRational) -> i64 {
    fraction.ceil().to_integer().to_i64().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(lists: &[&[i64]]) -> Vec<Vote> {
        let named = lists.iter().enumerate();
        named.map(|(at, items)| Vote { municipality: format!("kommun-{at:04}"), items: items.to_vec() }).collect()
    }

    #[test]
    fn each_item_has_its_reason() {
        // 4 municipalities, 100 hours: 25 each. Items 1 and 2 are wanted by three, 3 by one, 4 by nobody.
        let outcome = outcome(&[60, 40, 90, 20], 100, votes(&[&[1, 2], &[1, 2], &[1, 2], &[3]]), "salt");
        let reasons: Vec<_> = outcome.verdicts.iter().map(|verdict| (verdict.chosen, verdict.reason)).collect();
        assert_eq!(
            reasons,
            [(true, Reason::Shared), (true, Reason::Shared), (false, Reason::TooFewVotes), (false, Reason::NoVotes)]
        );
        assert_eq!(outcome.used_hours, 100);
        let shared = &outcome.verdicts[1];
        assert_eq!((shared.round, shared.payment_minutes, shared.in_full), (Some(1), Some(800), Some(3)));
        assert_eq!(shared.payment.as_deref(), Some("800"));
        let poor = &outcome.verdicts[2];
        assert_eq!((outcome.first_share_minutes, outcome.final_share_minutes), (1500, 89 * 60));
        assert_eq!((poor.short_minutes, poor.votes_missing), (60, 1));
        let purse = |municipality: &str, supported, chosen, used_minutes| Purse {
            municipality: municipality.into(),
            supported,
            chosen,
            used_minutes,
        };
        assert_eq!(outcome.purses[0], purse("kommun-0000", 2, 2, 2000));
        assert_eq!(outcome.purses[3], purse("kommun-0003", 1, 0, 0));
    }

    #[test]
    fn who_took_the_supporters_hours_is_told() {
        let outcome = outcome(&[60, 45, 50], 100, votes(&[&[1, 2], &[1, 2], &[1], &[3], &[3]]), "salt");
        let lost = &outcome.verdicts[1];
        assert_eq!((lost.chosen, lost.reason), (false, Reason::SupportersSpent));
        assert_eq!(lost.taken_by, [(1, 40 * 60)], "two of them paid 20 hours each for the first");
        assert_eq!(lost.short_minutes, (45 - 8) * 60);
        assert_eq!(outcome.verdicts[2].reason, Reason::TooFewVotes);
        assert!(outcome.verdicts[2].taken_by.is_empty(), "their shares are unused");
    }

    #[test]
    fn what_is_left_is_filled_by_votes() {
        let outcome = outcome(&[60, 45, 30], 100, votes(&[&[1, 2], &[1, 2], &[1], &[2], &[3]]), "salt");
        let reasons: Vec<_> = outcome.verdicts.iter().map(|verdict| verdict.reason).collect();
        assert_eq!(reasons, [Reason::TieLost, Reason::Shared, Reason::Filled]);
    }

    #[test]
    fn the_same_votes_in_any_order_give_the_same_outcome() {
        let mut some = votes(&[&[1, 2, 3], &[2, 3, 4], &[1, 4, 5], &[3, 4, 5]]);
        let one = outcome(&[60, 40, 90, 20, 70], 120, some.clone(), "salt");
        some.reverse();
        assert_eq!(outcome(&[60, 40, 90, 20, 70], 120, some, "salt"), one);
        let text = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), one, "it survives being stored");
    }
}
