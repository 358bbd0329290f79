//! A way to the broker that can be cut.

use std::net::SocketAddr;

use counterpart::bus::Settings;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::super::url;

/// Passes bytes on to the broker, until it is cut.
pub(super) struct Proxy {
    address: SocketAddr,
    /// Connections of an older generation are cut.
    generation: watch::Sender<u64>,
}

impl Proxy {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("it is bound");
        let generation = watch::Sender::new(0);
        let generations = generation.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let generations = generations.subscribe();
                tokio::spawn(pass_on(client, generations));
            }
        });
        Self {
            address,
            generation,
        }
    }

    /// Cuts all connections; new ones pass.
    pub(super) fn cut(&self) {
        self.generation.send_modify(|generation| *generation += 1);
    }

    /// Settings of a bus that goes this way.
    pub(super) fn settings(&self) -> Settings {
        let url = url();
        let broker = broker_address(&url);
        Settings::new(url.replace(broker, &self.address.to_string()))
    }
}

fn broker_address(url: &str) -> &str {
    let rest = url.rsplit_once('@').map_or(url, |(_, rest)| rest);
    rest.split_once('/').map_or(rest, |(address, _)| address)
}

async fn pass_on(mut client: TcpStream, mut generations: watch::Receiver<u64>) {
    let url = url();
    let mut broker = TcpStream::connect(broker_address(&url))
        .await
        .expect("the broker is there");
    generations.mark_unchanged();
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut broker) => {}
        _ = generations.changed() => {}
    }
}
