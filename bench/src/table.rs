//! The medians of all runs, as Markdown.

use std::fmt;
use std::time::Duration;

use crate::measure::Run;

/// Runs by calls in flight and contender, in the order they were added.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    in_flight: usize,
    contender: &'static str,
    runs: Vec<Run>,
}

impl Table {
    pub(crate) fn add(&mut self, in_flight: usize, contender: &'static str, run: Run) {
        let row = self
            .rows
            .iter_mut()
            .find(|row| row.in_flight == in_flight && row.contender == contender);
        match row {
            Some(row) => row.runs.push(run),
            None => self.rows.push(Row {
                in_flight,
                contender,
                runs: vec![run],
            }),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| in flight | contender | calls/s | p50 | p99 |")?;
        writeln!(f, "| --- | --- | --- | --- | --- |")?;
        for row in &self.rows {
            let rate = median(row.runs.iter().map(|run| run.calls_per_second));
            let p50 = median(row.runs.iter().map(|run| micros(run.p50)));
            let p99 = median(row.runs.iter().map(|run| micros(run.p99)));
            let Row {
                in_flight,
                contender,
                ..
            } = row;
            writeln!(
                f,
                "| {in_flight} | {contender} | {rate:.0} | {p50:.0} µs | {p99:.0} µs |"
            )?;
        }
        Ok(())
    }
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_the_median_of_its_runs() {
        let mut table = Table::default();
        for millis in [1_u32, 9, 2] {
            let run = Run {
                calls_per_second: 1_000.0 * f64::from(millis),
                p50: Duration::from_millis(millis.into()),
                p99: Duration::from_millis(u64::from(millis) * 2),
            };
            table.add(64, "some", run);
        }
        let shown = table.to_string();
        let row = shown.lines().last();
        assert_eq!(row, Some("| 64 | some | 2000 | 2000 µs | 4000 µs |"));
    }
}
