//! What a process is told by flags and environment.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::{Result, ServiceError, TokenSettings};
use crate::bus::{self, Identities, QueueType, ServeOptions};
use crate::telemetry::{LogFormat, LogSettings};

/// What a process that runs services is told by flags and environment.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Where calls travel.
    #[command(flatten)]
    pub bus: BusSettings,

    /// Where data is kept.
    #[command(flatten)]
    pub store: StoreSettings,

    /// How the process runs.
    #[command(flatten)]
    pub run: RunSettings,
}

/// Where calls travel.
#[derive(Args, Clone)]
pub struct BusSettings {
    /// The bus: `amqp://USER:PASSWORD@HOST:PORT/VHOST`, or `embedded` for one inside the process
    #[arg(
        id = "bus",
        long = "bus",
        env = "COUNTERPART_BUS",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub url: Option<String>,

    /// A file that holds the bus's URL, so that its password is in no list of processes
    #[arg(
        id = "bus_file",
        long = "bus-file",
        env = "COUNTERPART_BUS_FILE",
        value_name = "FILE"
    )]
    pub file: Option<PathBuf>,

    /// The type of request queues, the same for all services of a broker: `classic` on one node, `quorum` on a cluster
    #[arg(long, env = "COUNTERPART_QUEUE_TYPE", value_name = "TYPE", default_value = "classic", value_parser = queue_type)]
    pub queue_type: QueueType,

    /// Each service logs in to the broker as its own user, and requests without a verified sender are refused
    #[arg(long, env = "COUNTERPART_VERIFY_SENDERS")]
    pub verify_senders: bool,
}

/// Where data is kept.
#[derive(Args, Clone)]
pub struct StoreSettings {
    /// The store: `mongodb://HOSTS/PREFIX?replicaSet=NAME`, or `sqlite:FOLDER`
    #[arg(
        id = "store",
        long = "store",
        env = "COUNTERPART_STORE",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub url: Option<String>,

    /// A file that holds the store's URL
    #[arg(
        id = "store_file",
        long = "store-file",
        env = "COUNTERPART_STORE_FILE",
        value_name = "FILE"
    )]
    pub file: Option<PathBuf>,
}

/// How a process runs.
#[derive(Args, Clone, Debug)]
pub struct RunSettings {
    /// Where health (`/healthz`) and metrics (`/metrics`) are served; port 0 takes a free one
    #[arg(
        long,
        env = "COUNTERPART_HTTP",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:0"
    )]
    pub http: SocketAddr,

    /// How many calls of a service run at once; others wait
    #[arg(
        long,
        env = "COUNTERPART_CONCURRENCY",
        value_name = "CALLS",
        default_value_t = 256,
        value_parser = clap::value_parser!(u16).range(1..)
    )]
    pub concurrency: u16,

    /// How long to wait at the start for servers that aren't reachable yet, in seconds
    #[arg(long, env = "COUNTERPART_WAIT", value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub wait: Duration,

    /// How long calls under way may take to finish when the process is told to stop, in seconds
    #[arg(long, env = "COUNTERPART_DRAIN_TIMEOUT", value_name = "SECONDS", default_value = "15", value_parser = seconds)]
    pub drain_timeout: Duration,

    /// Whose tokens are believed.
    #[command(flatten)]
    pub tokens: TokenSettings,

    /// What is logged.
    #[command(flatten)]
    pub log: LogSettings,
}

impl Settings {
    /// A bus inside the process, and a store that is removed with it.
    pub(super) fn embedded() -> Self {
        Self {
            bus: BusSettings {
                url: Some("embedded".to_owned()),
                file: None,
                queue_type: QueueType::default(),
                verify_senders: false,
            },
            store: StoreSettings {
                url: Some("memory:".to_owned()),
                file: None,
            },
            run: RunSettings {
                http: SocketAddr::from(([127, 0, 0, 1], 0)),
                concurrency: 256,
                wait: Duration::from_secs(5),
                drain_timeout: Duration::from_secs(5),
                tokens: TokenSettings::default(),
                log: LogSettings {
                    log: "info".to_owned(),
                    log_format: LogFormat::Text,
                },
            },
        }
    }
}

impl BusSettings {
    /// Whether neither a URL nor a file is given.
    pub fn is_missing(&self) -> bool {
        self.url.is_none() && self.file.is_none()
    }

    /// How to open the bus, under this name.
    pub(super) fn open_as(&self, name: &str) -> Result<bus::Settings> {
        let url = value("--bus", self.url.as_deref(), self.file.as_deref())?.ok_or(
            ServiceError::Missing {
                what: "bus",
                flag: "--bus URL",
                variable: "COUNTERPART_BUS",
            },
        )?;
        let identities = if self.verify_senders {
            Identities::PerService
        } else {
            Identities::Shared
        };
        Ok(bus::Settings::new(url)
            .name(name)
            .queue_type(self.queue_type)
            .identities(identities))
    }
}

impl StoreSettings {
    /// Whether neither a URL nor a file is given.
    pub fn is_missing(&self) -> bool {
        self.url.is_none() && self.file.is_none()
    }

    /// The URL, which may hold a password.
    pub(super) fn resolve(&self) -> Result<String> {
        value("--store", self.url.as_deref(), self.file.as_deref())?.ok_or(ServiceError::Missing {
            what: "store",
            flag: "--store URL",
            variable: "COUNTERPART_STORE",
        })
    }
}

impl RunSettings {
    pub(super) fn serve_options(&self) -> ServeOptions {
        ServeOptions::default()
            .concurrency(usize::from(self.concurrency))
            .start_within(self.wait)
    }
}

// The URLs hold passwords.
impl fmt::Debug for BusSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BusSettings")
            .field("queue_type", &self.queue_type)
            .field("verify_senders", &self.verify_senders)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for StoreSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreSettings").finish_non_exhaustive()
    }
}

/// What is given directly, or the content of the file.
fn value(flag: &'static str, direct: Option<&str>, file: Option<&Path>) -> Result<Option<String>> {
    match (direct, file) {
        (Some(_), Some(_)) => Err(ServiceError::Twice { flag }),
        (Some(value), None) => Ok(Some(value.to_owned())),
        (None, Some(path)) => match std::fs::read_to_string(path) {
            Ok(content) => Ok(Some(content.trim().to_owned())),
            Err(error) => Err(ServiceError::SettingFile {
                path: path.to_owned(),
                error,
            }),
        },
        (None, None) => Ok(None),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text
        .parse::<u32>()
        .map_err(|_| "write whole seconds, such as `30`".to_owned())?;
    Ok(Duration::from_secs(seconds.into()))
}

fn queue_type(text: &str) -> Result<QueueType, String> {
    match text {
        "classic" => Ok(QueueType::Classic),
        "quorum" => Ok(QueueType::Quorum),
        _ => Err("write `classic` or `quorum`".to_owned()),
    }
}
