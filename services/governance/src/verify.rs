//! Checks of the councils' own data: one vote for a municipality, what is closed is unchanged, and a recount gives the same.

use std::{collections::BTreeMap, sync::Arc};

use platform::{
    Across, Actor, Ctx, Result,
    verify::{Facts, Finding},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{
    close,
    domain::{lot, outcome::Outcome, proposal::State},
    entities::{ballot, item, meeting, paper, proposal, vote},
    meetings, proposals,
};

pub(crate) async fn check(ctx: Ctx, _: Arc<Facts>) -> Result<Vec<Finding>> {
    let across = ctx.store.across_read(Actor::System("verify")).await?;
    let mut findings = votes(&across).await?;
    for row in across.find::<ballot::Entity>().filter(ballot::Column::ClosedAt.is_not_null()).all(across.db()).await? {
        findings.extend(closed(&across, &row).await?);
    }
    findings.extend(minutes(&across).await?);
    Ok(findings)
}

fn finding(code: &'static str, detail: String) -> Finding {
    Finding { service: "governance".into(), code, detail }
}

/// A municipality has one paper in a ballot, and the paper says what its last vote said.
async fn votes(across: &Across) -> Result<Vec<Finding>> {
    let mut cast: BTreeMap<Uuid, Vec<vote::Model>> = BTreeMap::new();
    for row in across.find::<vote::Entity>().order_by_asc(vote::Column::Version).all(across.db()).await? {
        cast.entry(row.paper).or_default().push(row);
    }
    let mut findings = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for paper in across.find::<paper::Entity>().all(across.db()).await? {
        let ballot = proposals::name(&paper.service, paper.ballot);
        if !seen.insert((paper.tenant.clone(), ballot.clone())) {
            findings.push(finding("two-papers", format!("{} has two papers in ballot {ballot}.", paper.tenant)));
        }
        let own = cast.remove(&paper.id).unwrap_or_default();
        let last = own.last();
        let fits = i64::try_from(own.len()) == Ok(paper.version)
            && own.iter().zip(1..).all(|(vote, version)| vote.version == version && vote.tenant == paper.tenant)
            && last.map(|vote| &vote.items) == paper.items.as_ref()
            && last.map(|vote| &vote.reference) == paper.reference.as_ref();
        if !fits {
            let detail = format!("The vote of {} in ballot {ballot} is not what it last cast.", paper.tenant);
            findings.push(finding("vote-differs", detail));
        }
    }
    findings.extend(
        cast.keys()
            .map(|paper| finding("vote-without-paper", format!("Votes were cast with paper {paper}, which is gone."))),
    );
    Ok(findings)
}

/// A closed ballot is what it was when it was closed, a recount of the votes gives the same, and the roadmap follows from it.
async fn closed(across: &Across, row: &ballot::Model) -> Result<Vec<Finding>> {
    let name = proposals::name(&row.service, row.number);
    let text = row.outcome.clone().unwrap_or_default();
    let mut findings = Vec::new();
    if row.outcome_hash.as_deref() != Some(lot::hash(&text).as_str()) {
        findings.push(finding("outcome-changed", format!("The outcome of ballot {name} was changed after it closed.")));
    }
    let items = close::items(across, &row.service, row.number).await?;
    let papers = close::papers(across, &row.service, row.number).await?;
    let recount = close::count(row, &items, &papers);
    let Ok(stored) = serde_json::from_str::<Outcome>(&text) else {
        findings.push(finding("outcome-unreadable", format!("The outcome of ballot {name} can't be read.")));
        return Ok(findings);
    };
    if stored != recount {
        findings.push(finding(
            "recount-differs",
            format!("Counting the votes of ballot {name} again gives another outcome."),
        ));
    }
    findings.extend(roadmap(across, row, &items, &recount).await?);
    Ok(findings)
}

/// Verified minutes are what two persons verified.
async fn minutes(across: &Across) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let verified = across.find::<meeting::Entity>().filter(meeting::Column::VerifiedAt.is_not_null());
    for row in verified.all(across.db()).await? {
        let name = proposals::name(&row.service, row.number);
        let signed = meetings::sign::both(across, &row.service, row.number).await?;
        let mut persons: Vec<_> = signed.into_iter().filter_map(|one| one.person).collect();
        persons.sort();
        persons.dedup();
        if persons.len() != 2 {
            findings.push(finding(
                "minutes-unsigned",
                format!("The minutes of meeting {name} are not signed by two persons."),
            ));
        }
        let whole = meetings::of(across, row).await?;
        if whole.meeting.minutes_hash.as_deref() != Some(meetings::minutes::hash(&whole).as_str()) {
            findings.push(finding(
                "minutes-changed",
                format!("The minutes of meeting {name} were changed after they were verified."),
            ));
        }
    }
    Ok(findings)
}

/// What the ballot chose is next, being made or done; what it did not choose is none of these by its leave.
async fn roadmap(across: &Across, row: &ballot::Model, items: &[item::Model], count: &Outcome) -> Result<Vec<Finding>> {
    let of_ballot = across.find::<proposal::Entity>().filter(proposal::Column::Service.eq(&row.service));
    let of_ballot = of_ballot.filter(proposal::Column::Ballot.eq(row.number)).all(across.db()).await?;
    let mut findings = Vec::new();
    for (item, verdict) in items.iter().zip(&count.verdicts) {
        let state = of_ballot.iter().find(|one| one.number == item.proposal).and_then(|one| State::parse(&one.state));
        let decided = state.map(|state| matches!(state, State::Next | State::Now | State::Done));
        // A proposal that was not chosen may have gone on to another ballot.
        if decided.unwrap_or(false) != verdict.chosen {
            let proposal = proposals::name(&row.service, item.proposal);
            let detail = format!("The roadmap does not say of proposal {proposal} what ballot {} decided.", row.number);
            findings.push(finding("roadmap-differs", detail));
        }
    }
    Ok(findings)
}
