//! The count against an independent implementation: pabutools, the research community's own, which infra/setup.sh fetches.
//! The peer runs the method of equal shares with exact fractions; the elections are made here from fixed seeds.

use std::path::Path;

use serde_json::{Value, json};

use crate::domain::mes::{Election, Item};

/// A small generator (Knuth's MMIX), so that the elections are the same on every machine and for ever.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Councils of 3 to 40 municipalities and 3 to 14 items; tight and loose budgets, blocs, equal costs and many ties.
fn election(seed: u64) -> Election {
    let mut chance = Chance(seed * 7919 + 1);
    for _ in 0..8 {
        chance.below(2);
    }
    let voters = 3 + chance.below(38);
    let count = 3 + chance.below(12);
    let alike = seed.is_multiple_of(3);
    let mut items: Vec<Item> = Vec::new();
    for _ in 0..count {
        let cost = if alike { 60 * (1 + chance.below(3)) } else { 30 + chance.below(600) };
        let liked = 5 + chance.below(60);
        let bloc = chance.below(3);
        let likes = (0..voters).filter(|voter| {
            let inside = if voter * 3 / voters == bloc { 35 } else { 0 };
            chance.below(100) < liked + inside
        });
        let supporters = likes.map(|voter| usize::try_from(voter).unwrap()).collect();
        items.push(Item { cost: i64::try_from(cost).unwrap(), supporters });
    }
    let everything: i64 = items.iter().map(|item| item.cost).sum();
    let budget = everything * i64::try_from(15 + chance.below(95)).unwrap() / 100;
    let mut ties: Vec<usize> = (0..items.len()).collect();
    for place in (1..ties.len()).rev() {
        ties.swap(place, usize::try_from(chance.below(place as u64 + 1)).unwrap());
    }
    let step = [1, 7, 60][usize::try_from(chance.below(3)).unwrap()];
    Election { budget, step, voters: usize::try_from(voters).unwrap(), items, ties }
}

fn as_json(election: &Election) -> Value {
    let items = election.items.iter().map(|item| json!({ "cost": item.cost, "supporters": item.supporters }));
    json!({
        "budget": election.budget, "step": election.step, "voters": election.voters, "ties": election.ties,
        "items": items.collect::<Vec<_>>()
    })
}

/// What the peer says, with its version.
async fn peer(elections: &[Election]) -> (String, Vec<Value>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let installed = root.join("../../.cache/pabutools");
    assert!(installed.join("pabutools").exists(), "pabutools is not there: run `infra/setup.sh test`");
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("elections.json");
    let all: Vec<Value> = elections.iter().map(as_json).collect();
    std::fs::write(&file, serde_json::to_string(&all).unwrap()).unwrap();
    let script = root.join("src/tests/oracle.py");
    let paths = [&script, &installed, &file].map(|path| path.to_str().unwrap());
    let output = testbed::command("python3", &paths).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    (said["version"].as_str().unwrap().to_owned(), said["counts"].as_array().unwrap().clone())
}

#[tokio::test]
async fn an_independent_implementation_chooses_the_same() {
    let elections: Vec<Election> = (0..300).map(election).collect();
    let (version, counts) = peer(&elections).await;
    assert_eq!(counts.len(), elections.len());
    let (mut fitting, mut filled, mut raised, mut tied) = (0, 0, 0, 0);
    for (seed, (election, theirs)) in elections.iter().zip(counts).enumerate() {
        let count = election.count();
        let mut bought: Vec<usize> = count.run.rounds.iter().map(|round| round.item).collect();
        bought.sort_unstable();
        let mut by_votes = count.filled.clone();
        by_votes.sort_unstable();
        let share = (!count.all_fit).then_some(count.run.share);
        let ours = json!({ "allFit": count.all_fit, "share": share, "bought": bought, "filled": by_votes });
        assert_eq!(ours, theirs, "election {seed}: {election:?}");
        assert!(count.chosen().iter().map(|item| election.items[*item].cost).sum::<i64>() <= election.budget);
        fitting += u32::from(count.all_fit);
        filled += u32::from(!count.all_fit && !count.filled.is_empty());
        raised += u32::from(!count.all_fit && count.run.share > count.first_share);
        tied += u32::from(count.run.rounds.iter().any(|round| !round.tied.is_empty()));
    }
    println!(
        "oracle: pabutools {version} agrees in 300 of 300 elections ({fitting} where all fits, {raised} with a raised share, \
         {filled} filled by votes, {tied} with ties)"
    );
    assert!(fitting >= 10 && filled >= 50 && raised >= 100 && tied >= 30, "the elections are too alike");
}
