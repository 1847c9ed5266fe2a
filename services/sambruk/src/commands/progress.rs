//! Shows at the terminal how far long work has come: bars where there is a terminal, otherwise a line now and then.

use std::{
    io::IsTerminal,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};
use platform::{Progress, module::Part};
use tokio::{sync::oneshot, task::JoinHandle};

use super::complain;

/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(100);
/// How often a line is written where there is no terminal.
const LINE: Duration = Duration::from_secs(5);

/// What is shown, until it is finished.
pub struct Shown {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

/// Begins to show.
pub fn show(progress: Progress) -> Shown {
    let (end, mut ended) = oneshot::channel();
    #[expect(
        clippy::disallowed_methods,
        reason = "no task of the host: it only draws, and is awaited when the work is done"
    )]
    let task = tokio::spawn(async move {
        let mut look = Look { part: Part::default(), bar: ProgressBar::hidden(), since: Instant::now(), told: None };
        loop {
            look.at(progress.now());
            tokio::select! {
                _ = &mut ended => break,
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        look.end();
    });
    Shown { end, task }
}

impl Shown {
    /// Ends what is shown, so that other lines may follow.
    pub async fn finish(self) {
        // Either way the task has ended when it is awaited.
        let _ended = self.end.send(());
        let _joined = self.task.await;
    }
}

struct Look {
    part: Part,
    bar: ProgressBar,
    since: Instant,
    told: Option<Instant>,
}

impl Look {
    fn at(&mut self, part: Part) {
        if part.name != self.part.name {
            self.end();
            self.since = Instant::now();
            self.told = None;
            self.bar = bar(&part);
        }
        self.bar.set_length(part.total);
        self.bar.set_position(part.done);
        let due = self.told.is_none_or(|told| told.elapsed() >= LINE);
        if due && !part.name.is_empty() && !std::io::stderr().is_terminal() {
            complain(&format!(
                "{:>3} s  {}: {} of {}",
                self.since.elapsed().as_secs(),
                part.name,
                part.done,
                part.total
            ));
            self.told = Some(Instant::now());
        }
        self.part = part;
    }

    fn end(&self) {
        self.bar.finish();
    }
}

fn bar(part: &Part) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix:>16} {bar:40} {pos}/{len} {elapsed}");
    let bar = ProgressBar::new(part.total).with_prefix(part.name);
    match style {
        Ok(style) => bar.with_style(style.progress_chars("━╸─")),
        Err(_) => bar,
    }
}
