//! The `main` function of a service.

use std::future::Future;
use std::io::Write as _;
use std::marker::PhantomData;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Command, CommandFactory, FromArgMatches, Parser};

use super::{Contract, Host, Process, Result, Settings};
use crate::rpc::ServiceDescriptor;

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
        let settings = match parse(C::SERVICE) {
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

fn parse(service: &'static ServiceDescriptor) -> std::result::Result<Settings, clap::Error> {
    let flags = Flags::from_arg_matches(&command(service).try_get_matches()?)?;
    Ok(flags.settings)
}

/// The command line of a service. Its version is the platform's, and says so:
/// what a service itself is at is the epoch of its contract.
fn command(service: &'static ServiceDescriptor) -> Command {
    let ServiceDescriptor {
        name, queue, epoch, ..
    } = service;
    Flags::command()
        .name(*queue)
        .version(concat!("on counterpart ", env!("CARGO_PKG_VERSION")))
        .about(format!(
            "Runs the {queue} service ({name}, epoch {epoch}) until it is told to stop."
        ))
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
            // Nobody may be left to read it; the code tells the rest.
            drop(writeln!(std::io::stderr(), "error: {error}"));
            ExitCode::from(error.exit_code())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static CATEGORY: ServiceDescriptor =
        ServiceDescriptor::new("shop.category.v1.CategoryService", "category", 3);

    #[test]
    fn the_flags_go_together() {
        command(&CATEGORY).debug_assert();
    }

    #[test]
    fn the_version_of_a_service_is_not_taken_for_its_own() {
        let mut command = command(&CATEGORY);
        let version = command.render_version();
        let platform = env!("CARGO_PKG_VERSION");
        assert_eq!(version, format!("category on counterpart {platform}\n"));
        let help = command.render_help().to_string();
        assert!(
            help.contains("shop.category.v1.CategoryService, epoch 3"),
            "{help}"
        );
    }
}
