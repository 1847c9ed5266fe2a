//! What the nightly work picks, on both databases.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::*;
use crate::{
    store::system::outbox,
    verify::bed::{Bed, all},
};

const OWN: Follows = Follows { reads: None, rules: &[Pick::OnOneself(&["t.grant.give"])] };
const SAMPLE: Follows = Follows { reads: None, rules: &[Pick::Sample(3)] };

fn a() -> Tenant {
    "a".parse().unwrap()
}

async fn acts(bed: &Bed, person: Uuid, object: &str) {
    let tx = bed.store.begin_for(&a(), Actor::Person(person)).await.unwrap();
    tx.audit("t.grant.give", object, &json!({})).await.unwrap();
    tx.commit().await.unwrap();
}

async fn opened(bed: &Bed) -> Vec<follow_up::Model> {
    let read = bed.store.read(&a()).await.unwrap();
    read.find::<follow_up::Entity>().all(read.db()).await.unwrap()
}

#[tokio::test]
async fn a_rule_opens_one_task_for_others_and_the_next_night_none_again() {
    for bed in all().await {
        let (her, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        acts(&bed, her, &her.to_string()).await;
        acts(&bed, other, &her.to_string()).await;
        follow(bed.ctx().await, bed.clock.now(), OWN).await.unwrap();
        assert!(opened(&bed).await.is_empty(), "the day is not over");
        for _ in 0..2 {
            bed.clock.advance(TimeDelta::days(1));
            follow(bed.ctx().await, bed.clock.now(), OWN).await.unwrap();
        }
        let found = opened(&bed).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].person, found[0].count, found[0].rule.as_str()), (her, 1, "on-oneself"));
        let read = bed.store.read(&a()).await.unwrap();
        let told = read.find::<outbox::Entity>().all(read.db()).await.unwrap();
        assert_eq!(told.len(), 1);
        let task: serde_json::Value = serde_json::from_str(&told[0].envelope).unwrap();
        assert_eq!(task["data"]["notBy"].as_str().or_else(|| task["data"]["not_by"].as_str()), Some(&*her.to_string()));
        assert_eq!(task["data"]["role"], "administrator");
    }
}

#[tokio::test]
async fn a_month_is_drawn_once_and_can_be_drawn_again_from_its_seed() {
    for bed in all().await {
        for number in 0..20_u128 {
            acts(&bed, Uuid::from_u128(number % 4), &number.to_string()).await;
        }
        bed.clock.advance(TimeDelta::days(14));
        follow(bed.ctx().await, bed.clock.now(), SAMPLE).await.unwrap();
        let picked = |rows: &[follow_up::Model]| -> BTreeSet<Uuid> {
            let deeds = rows.iter().flat_map(|row| serde_json::from_str::<Vec<Deed>>(&row.deeds).unwrap());
            deeds.map(|deed| deed.id).collect()
        };
        let first = picked(&opened(&bed).await);
        assert_eq!(first.len(), 3);
        follow(bed.ctx().await, bed.clock.now() + TimeDelta::days(1), SAMPLE).await.unwrap();
        assert_eq!(picked(&opened(&bed).await), first, "once");
        let read = bed.store.read(&a()).await.unwrap();
        let draw = read.find::<follow_up_draw::Entity>().one(read.db()).await.unwrap().unwrap();
        drop(read);
        let (month, after) = (draw.period, draw.period.checked_add_months(Months::new(1)).unwrap());
        let all = deeds(&bed.ctx().await, SAMPLE, &a(), (month, after)).await.unwrap();
        let again = rules::sample(&all, &draw.seed, 3).into_values().flatten().map(|deed| deed.id).collect();
        assert_eq!((first, draw.among), (again, 20));
    }
}
