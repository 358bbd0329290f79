//! The `main` function of a service.

use std::future::Future;
use std::marker::PhantomData;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Command, CommandFactory, FromArgMatches, Parser};

use super::{Contract, Host, Process, Result, Settings};

/// How long threads that can't be told to stop may keep the process.
const LEAVE: Duration = Duration::from_secs(1);

/// A process that runs one service, as flags and environment say.
#[derive(Debug)]
pub struct Launcher<C> {
    contract: PhantomData<fn() -> C>,
}

impl<C: Contract> Launcher<C> {
    pub(super) fn new() -> Self {
        Self {
            contract: PhantomData,
        }
    }

    /// Runs the service until SIGTERM or SIGINT.
    ///
    /// Ends with 0 after all work under way was finished; with 1 after a line
    /// on standard error if something failed or was broken off, with 2 if flags
    /// or environment are wrong.
    pub fn run<F, Fut>(self, serve: F) -> ExitCode
    where
        F: FnOnce(Host<C>) -> Fut,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        let settings = match parse(C::SERVICE.queue) {
            Ok(settings) => settings,
            Err(error) => error.exit(),
        };
        report(run(settings, serve))
    }
}

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

fn parse(name: &'static str) -> std::result::Result<Settings, clap::Error> {
    let command: Command = Flags::command()
        .name(name)
        .version(env!("CARGO_PKG_VERSION"))
        .about(format!("Runs the {name} service until it is told to stop."));
    let flags = Flags::from_arg_matches(&command.try_get_matches()?)?;
    Ok(flags.settings)
}

fn run<C, F, Fut>(settings: Settings, serve: F) -> Result<()>
where
    C: Contract,
    F: FnOnce(Host<C>) -> Fut,
    Fut: Future<Output = Result<()>> + Send + 'static,
{
    settings.run.log.install()?;
    block_on(async {
        let process = Process::start(C::SERVICE.queue, settings).await?;
        process
            .run_with(async |process| {
                process.stop_at_signals()?;
                process.serve_endpoints().await?;
                process.service(serve).await
            })
            .await
    })
}

/// Runs a process to its end, on threads of its own. Those that can't be told
/// to stop keep it for a second at most.
pub fn block_on(process: impl Future<Output = Result<()>>) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let result = runtime.block_on(process);
    runtime.shutdown_timeout(LEAVE);
    result
}

/// Says on standard error why a process failed, in one line, and with which
/// code it ends.
pub fn report(result: Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_go_together() {
        Flags::command().debug_assert();
    }
}
