//! What the binary is told.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use counterpart::service::{BusSettings, RunSettings, Settings};
use counterpart::telemetry::LogSettings;
use counterpart_gateway::{Cors, GatewayError, IpNet};

/// The shop: every service and the gateway
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs everything in this process, without servers unless `--bus` and `--store` name some
    Up(Up),
    /// Runs only the gateway, for services that run as processes of their own
    Gateway(Gateway),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Up {
    #[command(flatten)]
    pub(crate) listen: Listen,

    /// The folder for data, where no `--store` is given
    #[arg(
        long,
        env = "COUNTERPART_DATA",
        value_name = "FOLDER",
        default_value = ".counterpart"
    )]
    pub(crate) data: PathBuf,

    /// Leaves an empty shop empty
    #[arg(long)]
    pub(crate) no_sample: bool,

    #[command(flatten)]
    pub(crate) settings: Settings,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Gateway {
    #[command(flatten)]
    pub(crate) listen: Listen,

    #[command(flatten)]
    pub(crate) bus: BusSettings,

    #[command(flatten)]
    pub(crate) run: RunSettings,
}

/// Where the gateway is reached.
#[derive(Debug, clap::Args)]
pub(crate) struct Listen {
    /// Where the gateway listens
    #[arg(
        long = "listen",
        env = "COUNTERPART_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8080"
    )]
    pub(crate) address: SocketAddr,

    /// An origin whose pages may call the gateway, such as `https://shop.example`, or `*` for any. If none is given, `up` allows any and `gateway` none
    #[arg(
        long = "allow-origin",
        env = "COUNTERPART_ALLOW_ORIGIN",
        value_name = "ORIGIN",
        value_delimiter = ','
    )]
    pub(crate) origins: Vec<String>,

    /// The network of a proxy in front of the gateway, such as `10.0.0.0/8`, which is believed when `X-Forwarded-For` says whom it speaks for
    #[arg(
        long = "trusted-proxy",
        env = "COUNTERPART_TRUSTED_PROXY",
        value_name = "NETWORK",
        value_delimiter = ','
    )]
    pub(crate) proxies: Vec<IpNet>,
}

impl Listen {
    /// Which pages may call; `otherwise` if no origin is given.
    pub(crate) fn cors(&self, otherwise: Cors) -> Result<Cors, GatewayError> {
        match self.origins.as_slice() {
            [] => Ok(otherwise),
            [any] if any == "*" => Ok(Cors::any()),
            origins => Cors::origins(origins.iter().map(String::as_str)),
        }
    }
}

impl Args {
    /// What is logged.
    pub(crate) fn log(&self) -> &LogSettings {
        match &self.command {
            Command::Up(up) => &up.settings.run.log,
            Command::Gateway(gateway) => &gateway.run.log,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Args;

    #[test]
    fn the_flags_fit_together() {
        Args::command().debug_assert();
    }
}
