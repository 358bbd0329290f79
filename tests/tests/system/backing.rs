//! RabbitMQ and MongoDB, which the shop's processes run on.

use std::net::SocketAddr;
use std::sync::Arc;

use counterpart::bus::{self, Bus};
use counterpart::rpc::Caller;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;

use crate::process::Process;

/// Servers that `scripts/servers` started.
pub(crate) struct Servers {
    folder: String,
    pub(crate) amqp: String,
    pub(crate) mongodb: String,
    ends: End,
}

/// What ends with the test.
enum End {
    /// Nothing: others use the servers too.
    Nothing,
    /// The virtual host of this test.
    VirtualHost(String),
    /// The servers, which only this test uses.
    Servers(#[expect(dead_code, reason = "it is removed when dropped")] tempfile::TempDir),
}

impl Servers {
    /// Those of all tests.
    pub(crate) fn from_env() -> Self {
        let read = |name: &str| {
            std::env::var(name).unwrap_or_else(|_| {
                panic!("{name} is not set: run `scripts/test`, which starts the servers")
            })
        };
        Self {
            folder: read("COUNTERPART_TEST_SERVERS"),
            amqp: read("COUNTERPART_TEST_AMQP_URL"),
            mongodb: read("COUNTERPART_TEST_MONGODB_URL"),
            ends: End::Nothing,
        }
    }

    /// Those of all tests, where nobody else sees the queues and data of this one.
    pub(crate) async fn apart() -> Self {
        let mut servers = Self::from_env();
        let name = format!("test-{}", std::process::id());
        servers.rabbitmqctl(&["add_vhost", &name]).await;
        let all = [
            "set_permissions",
            "--vhost",
            &name,
            "guest",
            ".*",
            ".*",
            ".*",
        ];
        servers.rabbitmqctl(&all).await;
        let (server, _) = servers.amqp.rsplit_once('/').expect("a virtual host");
        servers.amqp = format!("{server}/{name}");
        servers.mongodb = servers.mongodb.replace("/?", &format!("/{name}?"));
        servers.ends = End::VirtualHost(name);
        servers
    }

    /// New ones, for a test that breaks them.
    pub(crate) async fn own() -> Self {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("servers").to_str().unwrap().to_owned();
        let mut servers = Self {
            folder,
            amqp: String::new(),
            mongodb: String::new(),
            ends: End::Servers(parent),
        };
        let environment = servers.script("start", &[]).await;
        let variable = |name: &str| {
            let line = environment
                .lines()
                .find_map(|line| line.strip_prefix(&format!("export {name}=")));
            line.expect("the script prints it")
                .trim_matches('\'')
                .to_owned()
        };
        servers.amqp = variable("COUNTERPART_TEST_AMQP_URL");
        servers.mongodb = variable("COUNTERPART_TEST_MONGODB_URL");
        servers
    }

    /// The share of the machine's memory from which RabbitMQ takes no messages.
    pub(crate) async fn memory(&self, share: &str) {
        self.rabbitmqctl(&["set_vm_memory_high_watermark", share])
            .await;
    }

    async fn rabbitmqctl(&self, arguments: &[&str]) {
        self.script("rabbitmqctl", arguments).await;
    }

    /// Kills RabbitMQ.
    pub(crate) async fn crash(&self) {
        self.script("crash", &[]).await;
    }

    /// Starts RabbitMQ again, on the same port and with the same data.
    pub(crate) async fn recover(&self) {
        self.script("recover", &[]).await;
    }

    async fn script(&self, command: &str, arguments: &[&str]) -> String {
        let output = Command::new(SCRIPT)
            .args([command, &self.folder])
            .args(arguments)
            .output()
            .await
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "scripts/servers {command}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// A service on these servers.
    pub(crate) fn service(&self, name: &'static str) -> Process {
        Process::start(name, &["--bus", &self.amqp, "--store", &self.mongodb])
    }

    /// A gateway on these servers.
    pub(crate) fn gateway(&self, listen: SocketAddr) -> Process {
        let listen = listen.to_string();
        Process::start(
            "shop",
            &["gateway", "--bus", &self.amqp, "--listen", &listen],
        )
    }

    /// A bus of the test's own.
    pub(crate) fn bus(&self) -> Arc<dyn Bus> {
        bus::open(bus::Settings::new(&self.amqp).name("test")).unwrap()
    }

    /// Calls as the test.
    pub(crate) fn caller(&self) -> Caller {
        Caller::new(self.bus(), "test")
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        let end = |command: &str, arguments: &[&str]| {
            let ended = std::process::Command::new(SCRIPT)
                .args([command, &self.folder])
                .args(arguments)
                .status();
            if !ended.is_ok_and(|status| status.success()) {
                eprintln!("scripts/servers {command} {} failed", self.folder);
            }
        };
        match &self.ends {
            End::Nothing => {}
            End::VirtualHost(name) => end("rabbitmqctl", &["delete_vhost", name]),
            End::Servers(_) => end("stop", &[]),
        }
    }
}

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/servers");

/// Lets a server appear at an address where there was none: what connects there
/// reaches this one from now on.
pub(crate) async fn appear(at: SocketAddr, server: String) {
    let listener = TcpListener::bind(at).await.unwrap();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let server = server.clone();
            tokio::spawn(async move {
                let mut server = TcpStream::connect(server).await.unwrap();
                // However it ends, both ends are closed.
                let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
            });
        }
    });
}
