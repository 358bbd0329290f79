//! The bus over RabbitMQ. Its specification is `docs/wire-protocol.md`.
//!
//! | module | holds |
//! | --- | --- |
//! | `link` | the connection, made again whenever it is lost |
//! | `line` | the channel that requests leave and replies arrive on |
//! | `lane` | calls to one service that travel together |
//! | `ways` | which lane a call takes |
//! | `backlog` | calls that wait for their lane |
//! | `batch` | which waiting calls make up one message |
//! | `pending` | calls that wait for their result |
//! | `presence` | how many consumers a service has |
//! | `consumer` | a service that takes its calls, over all connections |
//! | `shift` | the same on one channel |
//! | `desk` | what happens to its messages |
//! | `job` | one call on its way through |
//! | `intake` | what a delivery says, or why it is a dead letter |
//! | `replies` | results on their way back, and acknowledgements |
//! | `copies` | confirmed copies: dead letters, calls handed back |
//! | `topology` | names, arguments and properties |

mod backlog;
mod batch;
mod client;
mod consumer;
mod copies;
mod desk;
mod intake;
mod job;
mod lane;
mod line;
mod link;
mod pending;
mod presence;
mod replies;
mod shift;
mod topology;
mod ways;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use futures::future::BoxFuture;
use tokio::sync::watch;

use self::client::Client;
use self::consumer::Consumer;
use self::link::Link;
use super::{
    Bus, BusError, ConnectionState, Handler, Identities, OutgoingCall, ServeOptions, Serving,
    Settings,
};
use crate::rpc::{Result, ServiceDescriptor};
use crate::sealed::Sealed;

/// A bus over RabbitMQ.
pub struct Amqp {
    link: Arc<Link>,
    client: Arc<Client>,
}

impl Amqp {
    /// Starts to connect, and goes on until the bus is closed or dropped.
    pub fn connect(settings: Settings) -> Result<Self, BusError> {
        let link = Link::open(settings)?;
        let client = Client::start(&link);
        Ok(Self { link, client })
    }
}

impl Sealed for Amqp {}

impl Bus for Amqp {
    fn call(&self, call: OutgoingCall) -> BoxFuture<'static, Result<Bytes>> {
        let client = Arc::clone(&self.client);
        Box::pin(async move { client.call(call).await })
    }

    fn serve(
        &self,
        service: &'static ServiceDescriptor,
        handler: Arc<dyn Handler>,
        options: ServeOptions,
    ) -> BoxFuture<'static, Result<Serving, BusError>> {
        let link = Arc::clone(&self.link);
        let client = Arc::clone(&self.client);
        Box::pin(async move {
            let consumer = Consumer::start(link, service, handler, options).await?;
            client.forget_presence(service);
            Ok(Serving::new(consumer))
        })
    }

    fn knows_senders(&self) -> bool {
        self.link.settings.identities == Identities::PerService
    }

    fn connection(&self) -> watch::Receiver<ConnectionState> {
        self.link.state()
    }

    fn close(&self) -> BoxFuture<'static, ()> {
        let link = Arc::clone(&self.link);
        Box::pin(async move { link.close().await })
    }
}

impl Drop for Amqp {
    fn drop(&mut self) {
        self.link.start_closing();
    }
}

impl fmt::Debug for Amqp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Amqp")
            .field("link", &self.link)
            .finish_non_exhaustive()
    }
}
