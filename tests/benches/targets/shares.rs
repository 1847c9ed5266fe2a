//! P8: a count of ballots by equal shares, beside pabutools, the research community's own, in the same run.

use std::{path::Path, time::Instant};

use serde_json::{Value, json};

use crate::{
    Scale,
    figure::{Figure, Wanted},
};

/// The count as the service has it; a service shows nothing but its module.
#[path = "../../../services/governance/src/domain"]
#[expect(dead_code, reason = "what only the service's pages use")]
mod domain {
    pub mod mes;
    mod mes_order;
    mod mes_purses;
}

use domain::mes::{Election, Item};

const SEATS: usize = 140;
const ITEMS: usize = 200;
const TURNS: usize = 5;

/// A small generator (Knuth's MMIX), so that the election is the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// A council of 140 that votes on 200 items and can pay for about a third of them.
fn election(seed: u64) -> Election {
    let mut chance = Chance(seed);
    let mut item = |_| {
        let cost = 60 + i64::try_from(chance.below(540)).unwrap();
        let liked = 5 + chance.below(50);
        Item { cost, supporters: (0..SEATS).filter(|_| chance.below(100) < liked).collect() }
    };
    let items: Vec<Item> = (0..ITEMS).map(&mut item).collect();
    let budget = items.iter().map(|item| item.cost).sum::<i64>() / 3;
    Election { budget, step: 1, voters: SEATS, items, ties: (0..ITEMS).collect() }
}

fn as_json(election: &Election) -> Value {
    let items = election.items.iter().map(|item| json!({ "cost": item.cost, "supporters": item.supporters }));
    json!({
        "budget": election.budget, "step": election.step, "voters": election.voters, "ties": election.ties,
        "items": items.collect::<Vec<_>>()
    })
}

/// Seconds of both for the same elections, which must choose the same.
pub async fn measure(scale: Scale) -> Vec<Figure> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for turn in 0..scale.turns(TURNS) {
        let election = election(turn as u64 + 1);
        let begun = Instant::now();
        let count = election.count();
        ours.push(begun.elapsed().as_secs_f64() * 1000.0);
        let peer = peer(&election).await;
        let mut bought: Vec<usize> = count.run.rounds.iter().map(|round| round.item).collect();
        bought.sort_unstable();
        assert_eq!(json!(bought), peer["counts"][0]["bought"], "the same winners");
        assert_eq!(json!(count.run.share), peer["counts"][0]["share"], "at the same share");
        theirs.push(peer["seconds"].as_f64().unwrap() * 1000.0);
    }
    let what = format!("pabutools / equal shares of {SEATS} seats and {ITEMS} items, the same winners, times faster");
    vec![Figure::beside("P8", what, "ms", (&theirs, &ours), Wanted::AtLeast(30.0))]
}

/// What the peer says, and the seconds that it counted for.
async fn peer(election: &Election) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("election.json");
    std::fs::write(&file, json!([as_json(election)]).to_string()).unwrap();
    let paths = [root.join("services/governance/src/tests/oracle.py"), root.join(".cache/pabutools"), file];
    let paths: Vec<&str> = paths.iter().map(|path| path.to_str().unwrap()).collect();
    let output = testbed::command("python3", &paths).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
