//! A way to the broker that can be cut.

use std::net::SocketAddr;

use std::time::Duration;

use counterpart::bus::Settings;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::super::url;

/// Passes bytes on to the broker, until it is cut.
pub(super) struct Proxy {
    address: SocketAddr,
    /// Connections of an older generation are cut.
    generation: watch::Sender<u64>,
    /// Nothing passes any more.
    silence: CancellationToken,
}

impl Proxy {
    pub(super) async fn start() -> Self {
        Self::at(Duration::ZERO).await
    }

    /// To a broker that is this far away, one way.
    pub(super) async fn at(distance: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("it is bound");
        let generation = watch::Sender::new(0);
        let generations = generation.clone();
        let silence = CancellationToken::new();
        let silenced = silence.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let generations = generations.subscribe();
                tokio::spawn(pass_on(client, generations, silenced.clone(), distance));
            }
        });
        Self {
            address,
            generation,
            silence,
        }
    }

    /// Cuts all connections; new ones pass.
    pub(super) fn cut(&self) {
        self.generation.send_modify(|generation| *generation += 1);
    }

    /// Nothing passes any more, but connections stay open.
    pub(super) fn silence(&self) {
        self.silence.cancel();
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

async fn pass_on(
    mut client: TcpStream,
    mut generations: watch::Receiver<u64>,
    silence: CancellationToken,
    distance: Duration,
) {
    let url = url();
    let mut broker = TcpStream::connect(broker_address(&url))
        .await
        .expect("the broker is there");
    generations.mark_unchanged();
    let passing = async {
        if distance.is_zero() {
            let _ = copy_bidirectional(&mut client, &mut broker).await;
            return;
        }
        let (from_client, to_client) = client.split();
        let (from_broker, to_broker) = broker.split();
        tokio::join!(
            travel(from_client, to_broker, distance),
            travel(from_broker, to_client, distance)
        );
    };
    tokio::select! {
        () = passing => return,
        _ = generations.changed() => return,
        () = silence.cancelled() => {}
    }
    let _ = generations.changed().await;
}

async fn travel(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    distance: Duration,
) {
    let mut bytes = vec![0; 64 << 10];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        tokio::time::sleep(distance).await;
        if to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
    let _ = to.shutdown().await;
}
