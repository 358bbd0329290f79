//! The time that a process takes.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::step::Step;

/// The time that a step takes, from the start of its process to its end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spent {
    wall: Duration,
    /// What the processors worked for it: on a machine that does other things
    /// too, the better measure. `None` where the system doesn't say.
    work: Option<Duration>,
}

impl Spent {
    pub(crate) fn by(step: Step, folder: &Path, entities: usize) -> Result<Self> {
        let before = children();
        let start = Instant::now();
        let status = Command::new(std::env::current_exe()?)
            .args(["--step", step.name(), "--folder"])
            .arg(folder)
            .args(["--entities", &entities.to_string()])
            .status()
            .context("the step can't be started")?;
        if !status.success() {
            bail!("{step:?} failed with {entities} entities");
        }
        let wall = start.elapsed();
        let work = before.zip(children());
        Ok(Self {
            wall,
            work: work.map(|(before, after)| after.saturating_sub(before)),
        })
    }
}

/// What the processes took that this one has started and that are done: fields
/// 16 and 17 of Linux' `/proc/self/stat` (proc(5)).
fn children() -> Option<Duration> {
    /// Linux tells hundredths of a second to programs on all its machines.
    const TICK: Duration = Duration::from_millis(10);
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may hold spaces.
    let (_, behind) = stat.rsplit_once(") ")?;
    let ticks = behind.split(' ').skip(13).take(2);
    let ticks: u32 = ticks.map(str::parse::<u32>).sum::<Result<_, _>>().ok()?;
    Some(TICK * ticks)
}

/// The step of middle length, as a cell of a table: wall time, and work.
pub(crate) fn median(spent: &mut [Spent]) -> String {
    spent.sort_by_key(|spent| spent.wall);
    let Some(middle) = spent.get(spent.len() / 2) else {
        return String::from("-");
    };
    match middle.work {
        Some(work) => format!("{} ms ({})", middle.wall.as_millis(), work.as_millis()),
        None => format!("{} ms", middle.wall.as_millis()),
    }
}
