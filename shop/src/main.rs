//! The whole shop in one binary: every service and the gateway.

mod args;
mod data;
mod gateway;
mod sample;
mod summary;
mod up;

use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;
use counterpart::service::{self, report};

fn main() -> ExitCode {
    report(run(Args::parse()))
}

fn run(args: Args) -> service::Result<()> {
    args.log().install()?;
    service::block_on(async {
        match args.command {
            Command::Up(up) => up::up(up).await,
            Command::Gateway(gateway) => gateway::gateway(gateway).await,
        }
    })
}
