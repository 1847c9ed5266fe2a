//! Processor time, which other work on the machine disturbs less than wall time.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use testbed::Bed;

/// The kernel counts in hundredths of a second.
const TICKS: f64 = 100.0;

/// The processes that the platform needs.
pub struct Processor {
    postmaster: u32,
    broker: u32,
}

/// Processor seconds so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// This process: the platform, and what asks it.
    pub own: f64,
    /// All of PostgreSQL.
    pub postgres: f64,
    /// The broker.
    pub broker: f64,
}

impl Spent {
    /// Together.
    pub fn total(self) -> f64 {
        self.own + self.postgres + self.broker
    }
}

impl Processor {
    /// Finds them.
    pub async fn of(bed: &Bed, administrator: &DatabaseConnection) -> Self {
        let sql = "SELECT pg_read_file('postmaster.pid') AS file";
        let row = administrator.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap().unwrap();
        let file: String = row.try_get("", "file").unwrap();
        let postmaster = file.lines().next().unwrap().trim().parse().unwrap();
        let broker = std::fs::read_to_string(bed.data_dir().join("nats/server.pid")).unwrap().trim().parse().unwrap();
        Self { postmaster, broker }
    }

    /// What has been spent until now.
    pub fn now(&self) -> Spent {
        // The postmaster counts its children that have ended, the living count themselves.
        let living = children(self.postmaster).into_iter().map(|child| seconds(child, 2)).sum::<f64>();
        Spent {
            own: seconds(std::process::id(), 2),
            postgres: seconds(self.postmaster, 4) + living,
            broker: seconds(self.broker, 2),
        }
    }

    /// What has been spent since.
    pub fn since(&self, before: Spent) -> Spent {
        let now = self.now();
        Spent {
            own: now.own - before.own,
            postgres: now.postgres - before.postgres,
            broker: now.broker - before.broker,
        }
    }
}

/// Fields after the name, which may hold blanks: the state is the third field of the file.
fn fields(process: u32) -> Option<Vec<String>> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    Some(stat.rsplit_once(')')?.1.split_whitespace().map(str::to_owned).collect())
}

/// User and system time, with `count` 4 also that of children that have ended.
fn seconds(process: u32, count: usize) -> f64 {
    let fields = fields(process).unwrap_or_default();
    fields.iter().skip(11).take(count).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// The living children of a process.
pub fn children(parent: u32) -> Vec<u32> {
    let listed = std::fs::read_dir("/proc").unwrap();
    let all = listed.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    let parent = parent.to_string();
    all.filter(|process| fields(*process).is_some_and(|fields| fields.get(1) == Some(&parent))).collect()
}
