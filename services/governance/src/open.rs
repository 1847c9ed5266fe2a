//! Opening a ballot: the estimated proposals are put on it as they stand, and the voting register is fixed.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contracts::{Role, Tenant, tasks::TaskOpened};
use platform::{
    Across,
    clock::{local_date, start_of},
    id,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;

use crate::{
    councils::{self, Counter},
    domain::{
        ballot::{MINIMUM, may_open},
        lot,
        proposal::{LONGEST_TITLE, State},
        refusal::Refusal,
    },
    entities::{ballot, item, paper, proposal, seat},
    events::BallotOpened,
    failure::Failure,
};

/// Ballots close in the afternoon of their last day, when people are at work.
const CLOSING_TIME: TimeDelta = TimeDelta::hours(16);

/// What is to be voted on.
#[derive(Debug, Clone)]
pub(crate) struct Opening {
    pub title: String,
    /// The hours budget.
    pub hours: i64,
    /// The last day.
    pub closing: NaiveDate,
    pub opened: DateTime<Utc>,
}

/// Opens a ballot over all estimated proposals of the council.
pub(crate) async fn open(across: &Across, service: &str, opening: Opening) -> Result<ballot::Model, Failure> {
    let title = opening.title.trim().to_owned();
    if !(5..=LONGEST_TITLE).contains(&title.chars().count()) {
        return Err(Refusal::Title.into());
    }
    let number = councils::next(across.db(), service, Counter::Ballots).await?;
    let proposals = put_on(across, service, number).await?;
    let count = i64::try_from(proposals.len()).unwrap_or(i64::MAX);
    let today = local_date(opening.opened);
    may_open(count, opening.hours, today, opening.closing)?;
    let register = councils::register(across, service, today).await?;
    if register.is_empty() {
        return Err(Refusal::NoSeats.into());
    }
    let row = ballot::ActiveModel {
        service: Set(service.into()),
        number: Set(number),
        title: Set(title),
        hours: Set(opening.hours),
        minimum: Set(MINIMUM),
        items: Set(count),
        voters: Set(i64::try_from(register.len()).unwrap_or(i64::MAX)),
        opened_at: Set(opening.opened),
        closes_at: Set(start_of(opening.closing) + CLOSING_TIME),
        closed_at: Set(None),
        salt: Set(id::random().simple().to_string()),
        outcome: Set(None),
        outcome_hash: Set(None),
    };
    let row = across.insert(row).await?;
    across
        .insert_all(proposals.into_iter().zip(1..).map(|(one, position)| item(&row, position, one)).collect())
        .await?;
    hand_out(across, &row, &register).await?;
    tell(across, &row).await?;
    Ok(row)
}

/// Marks the estimated proposals as being on the ballot, so that no other takes them, and gives them in their order.
async fn put_on(across: &Across, service: &str, ballot: i64) -> Result<Vec<proposal::Model>, Failure> {
    let sql = "UPDATE governance_proposal SET state = $1, ballot = $2 WHERE service = $3 AND state = $4";
    let (to, from) = (State::OnBallot.name(), State::Estimated.name());
    across.execute(sql, [to.into(), ballot.into(), service.into(), from.into()]).await?;
    let marked = across.find::<proposal::Entity>().filter(proposal::Column::Service.eq(service));
    let marked = marked.filter(proposal::Column::Ballot.eq(ballot)).order_by_asc(proposal::Column::Number);
    Ok(marked.all(across.db()).await?)
}

fn item(ballot: &ballot::Model, position: i64, proposal: proposal::Model) -> item::ActiveModel {
    let hours = proposal.hours.unwrap_or_default();
    item::ActiveModel {
        service: Set(ballot.service.clone()),
        ballot: Set(ballot.number),
        position: Set(position),
        proposal: Set(proposal.number),
        title: Set(proposal.title),
        text: Set(proposal.text),
        hours: Set(hours),
        low: Set(proposal.low.unwrap_or(hours)),
        high: Set(proposal.high.unwrap_or(hours)),
    }
}

/// A paper for each seat, and a task for its council members as long as votes are taken.
async fn hand_out(across: &Across, ballot: &ballot::Model, register: &[seat::Model]) -> Result<(), Failure> {
    let mut papers = Vec::new();
    for seat in register {
        let paper = id::new();
        papers.push(paper::ActiveModel {
            tenant: Set(seat.tenant.clone()),
            id: Set(paper),
            service: Set(ballot.service.clone()),
            ballot: Set(ballot.number),
            seat: Set(seat.id),
            version: Set(0),
            items: Set(None),
            reference: Set(None),
            voted_at: Set(None),
        });
        if ballot.closes_at > across.now() {
            let tenant: Tenant = seat.tenant.parse().map_err(anyhow::Error::new).map_err(platform::Error::from)?;
            across.tenant(&tenant).emit(task(ballot, paper)).await?;
        }
    }
    Ok(across.insert_all(papers).await?)
}

fn task(ballot: &ballot::Model, paper: uuid::Uuid) -> TaskOpened {
    let values = BTreeMap::from([
        ("service".to_owned(), ballot.service.clone()),
        ("items".to_owned(), ballot.items.to_string()),
        ("hours".to_owned(), ballot.hours.to_string()),
    ]);
    TaskOpened {
        task: paper,
        service: "governance".into(),
        text: "governance-task-vote".into(),
        values,
        href: format!("/governance/papers/{paper}"),
        role: Role::CouncilMember,
        due: Some(ballot.closes_at),
        not_by: None,
    }
}

async fn tell(across: &Across, ballot: &ballot::Model) -> Result<(), Failure> {
    let event = BallotOpened {
        council: ballot.service.clone(),
        ballot: ballot.number,
        items: ballot.items,
        hours: ballot.hours,
        voters: ballot.voters,
        closes: ballot.closes_at,
    };
    let association = across.tenant(&Tenant::association());
    association.emit(event).await?;
    let detail = json!({ "items": ballot.items, "hours": ballot.hours, "lot": lot::hash(&ballot.salt) });
    association
        .audit("governance.ballot.open", &crate::proposals::name(&ballot.service, ballot.number), &detail)
        .await?;
    Ok(())
}
