//! The shop's binaries as processes.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::watch;

use crate::http::get;

/// How long a process may take to say or to become something.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a process may take to drain.
const STOP: Duration = Duration::from_secs(20);

/// A process of the shop; killed when dropped.
pub(crate) struct Process {
    name: &'static str,
    child: Child,
    http: SocketAddr,
    log: watch::Receiver<Vec<String>>,
}

impl Process {
    /// Starts one of the binaries with these arguments, and its endpoints for
    /// operators on a free port.
    pub(crate) fn start(name: &'static str, arguments: &[&str]) -> Self {
        let http = free_address();
        let mut child = Command::new(binary(name))
            .args(arguments)
            .args(["--http", &http.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{name} doesn't start: {error}"));
        let stderr = child.stderr.take().expect("stderr is piped");
        let (sender, log) = watch::channel(Vec::new());
        tokio::spawn(async move {
            let mut lines = BufReader::new(stderr).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                // What the process says appears in the output of the test that fails.
                eprintln!("{name}: {line}");
                sender.send_modify(|log| log.push(line));
            }
        });
        Self {
            name,
            child,
            http,
            log,
        }
    }

    /// Waits until the process has said this.
    pub(crate) async fn says(&self, words: &str) {
        let mut log = self.log.clone();
        let said = log.wait_for(|lines| lines.iter().any(|line| line.contains(words)));
        let said = tokio::time::timeout(PATIENCE, said).await;
        let said = said.is_ok_and(|said| said.is_ok());
        assert!(said, "{} doesn't say {words:?}", self.name);
    }

    /// What `/healthz` says.
    pub(crate) async fn health(&self) -> Option<Value> {
        let (_, body) = get(self.http, "/healthz").await?;
        serde_json::from_slice(&body).ok()
    }

    /// Waits until `/healthz` says this.
    pub(crate) async fn health_is(&self, wanted: impl Fn(&Value) -> bool) {
        let settled = async {
            while !self.health().await.is_some_and(|report| wanted(&report)) {
                tokio::time::sleep(POLL).await;
            }
        };
        let is_settled = tokio::time::timeout(PATIENCE, settled).await.is_ok();
        assert!(is_settled, "{} says {:?}", self.name, self.health().await);
    }

    /// Waits until the process can do its work.
    pub(crate) async fn is_ready(&self) {
        self.health_is(|report| report["ready"] == true).await;
    }

    /// How many calls of a method it has answered.
    pub(crate) async fn answered(&self, method: &str) -> u64 {
        let (_, body) = get(self.http, "/metrics")
            .await
            .expect("metrics are served");
        let text = String::from_utf8(body.to_vec()).expect("metrics are text");
        let label = format!("method=\"{method}\"");
        text.lines()
            .filter(|line| line.starts_with("rpc_server_duration_seconds_count"))
            .filter(|line| line.contains(&label))
            .filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok())
            .sum()
    }

    pub(crate) fn assert_running(&mut self) {
        if let Some(status) = self.child.try_wait().unwrap() {
            panic!("{} ended early: {status}", self.name);
        }
    }

    /// Sends a signal, such as `TERM`.
    pub(crate) async fn signal(&self, name: &str) {
        let id = self.child.id().expect("the process runs").to_string();
        let option = format!("-{name}");
        let kill = Command::new("kill").args([&option, &id]).status().await;
        assert!(kill.unwrap().success());
    }

    /// Waits for the end of the process.
    pub(crate) async fn end(mut self) -> ExitStatus {
        tokio::time::timeout(STOP, self.child.wait())
            .await
            .unwrap_or_else(|_| panic!("{} doesn't end within {STOP:?}", self.name))
            .unwrap()
    }

    /// Asks the process to drain, and holds that it ends well and in time.
    pub(crate) async fn stop(self) {
        let name = self.name;
        self.signal("TERM").await;
        let status = self.end().await;
        assert!(status.success(), "{name} ended with {status}");
    }
}

/// How often a page is asked again for what has no event.
pub(crate) const POLL: Duration = Duration::from_millis(50);

/// A binary of this workspace, which stands in the folder above the test's own.
fn binary(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(|deps| deps.parent()).unwrap();
    let path = folder.join(name);
    assert!(
        path.exists(),
        "{} is not built: run `scripts/test`, or `cargo build --workspace` first",
        path.display()
    );
    path
}

/// Where the addresses of [`free_address`] begin and how many there are: below the
/// ports that Linux gives to whoever asks for any, so that no outgoing connection or
/// other listener takes one, and below those of `scripts/servers`.
const PORTS: (u32, u32) = (10_000, 10_000);

/// A loopback address on which nobody listens, and which no other call returns.
///
/// Tests are processes of their own, so each begins at a place that its id tells.
pub(crate) fn free_address() -> SocketAddr {
    static TAKEN: AtomicU32 = AtomicU32::new(0);
    let (first, count) = PORTS;
    let start = std::process::id().wrapping_mul(16);
    (0..count)
        .map(|_| TAKEN.fetch_add(1, Ordering::Relaxed))
        .map(|taken| first + start.wrapping_add(taken) % count)
        .map(|port| u16::try_from(port).expect("ports end below 65,536"))
        .find_map(|port| {
            TcpListener::bind(("127.0.0.1", port))
                .ok()?
                .local_addr()
                .ok()
        })
        .expect("a port is free")
}
