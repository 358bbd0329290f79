//! The log: one line per event on standard error.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

/// What is logged, and how.
#[derive(Args, Clone, Debug)]
pub struct LogSettings {
    // The bus reports everything that lapin does, with the broker's address.
    /// What is logged: a level, or levels per module such as `info,counterpart=debug`
    #[arg(
        long,
        env = "COUNTERPART_LOG",
        value_name = "FILTER",
        default_value = "info,lapin=off"
    )]
    pub log: String,

    /// How a log line looks
    #[arg(
        long,
        env = "COUNTERPART_LOG_FORMAT",
        value_name = "FORMAT",
        default_value = "text"
    )]
    pub log_format: LogFormat,
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one JSON object a line.
    Json,
}

/// Why the log can't be set up.
#[derive(Debug, thiserror::Error)]
#[error(
    "{filter:?} is no log filter: {reason}; write a level such as `info`, or `info,counterpart=debug`"
)]
pub struct LogError {
    filter: String,
    reason: String,
}

impl LogSettings {
    /// Sends this process's log to standard error. Where a log is set up
    /// already, as by a test, it stays.
    pub fn install(&self) -> Result<(), LogError> {
        let filter = EnvFilter::try_new(&self.log).map_err(|error| LogError {
            filter: self.log.clone(),
            reason: error.to_string(),
        })?;
        let log = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .with_ansi(std::io::stderr().is_terminal());
        let installed = match self.log_format {
            LogFormat::Text => log.try_init(),
            LogFormat::Json => log.json().flatten_event(true).try_init(),
        };
        if installed.is_err() {
            tracing::debug!("a log is set up already and stays");
        }
        Ok(())
    }
}
