//! Typed calls beside what can be written by hand, on the same broker, in the
//! same run. See `README.md`.

mod contenders;
mod contract;
mod measure;
mod table;

use std::time::Duration;

use anyhow::Context;
use clap::Parser;

use self::contenders::Contender;

/// Compares a typed call with hand-written lapin.
#[derive(Debug, Parser)]
struct Arguments {
    /// The broker, such as `amqp://guest:guest@127.0.0.1:5672/%2f`.
    #[arg(long)]
    amqp: String,

    /// How often each contender runs; the table shows medians.
    #[arg(long, default_value_t = 5)]
    rounds: usize,

    /// Seconds that are measured in each run, after half a second of warming up.
    #[arg(long, default_value_t = 2)]
    seconds: u64,

    /// Calls in flight.
    #[arg(long, value_delimiter = ',', default_value = "1,64")]
    in_flight: Vec<usize>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let duration = Duration::from_secs(arguments.seconds);
    let mut table = table::Table::default();
    for in_flight in arguments.in_flight {
        // Contenders alternate, so that a slow minute of the machine meets all.
        for round in 1..=arguments.rounds {
            for contender in Contender::ALL {
                eprintln!("{in_flight} in flight, round {round}: {}", contender.name());
                let run = measure::run(contender, &arguments.amqp, in_flight, duration)
                    .with_context(|| format!("{} failed", contender.name()))?;
                table.add(in_flight, contender.name(), run);
            }
        }
    }
    print!("{table}");
    Ok(())
}
