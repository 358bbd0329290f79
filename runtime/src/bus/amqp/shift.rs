//! A service that takes its calls, on one channel.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use lapin::options::{BasicCancelOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::{FieldTable, ShortString};
use lapin::{Channel, Connection};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

use super::super::serving::{Budget, STOP_WITHIN};
use super::super::{BusError, QueueType};
use super::consumer::Core;
use super::copies::Copies;
use super::desk::Desk;
use super::replies::{self, Item};
use super::topology::{self, request_queue};
use crate::rpc::Result;

/// How many results may wait to leave; more make their handlers wait.
const WAITING_RESULTS: usize = 1_024;

/// How long no delivery must come until none is taken to be on its way.
const QUIET: Duration = Duration::from_millis(50);

/// How a shift ended.
pub(super) enum Ended {
    /// As it was asked to.
    Stopped,
    /// With its channel, for this reason.
    Lost(String),
}

/// The calls that arrive on one channel.
pub(super) struct Shift {
    channel: Channel,
    deliveries: lapin::Consumer,
    replying: JoinHandle<lapin::Result<()>>,
    desk: Arc<Desk>,
}

impl Shift {
    /// Declares the queues and starts to receive.
    pub(super) async fn open(
        core: Arc<Core>,
        connection: Arc<Connection>,
    ) -> Result<Self, BusError> {
        let lost = |error: lapin::Error| BusError::NotConnected {
            reason: error.to_string(),
        };
        let channel = connection.create_channel().await.map_err(lost)?;
        let queue_type = core.link.settings.queue_type;
        topology::declare(&channel, core.service, queue_type)
            .await
            .map_err(refused)?;
        let user = core.link.user().to_owned();
        let copies = Copies::open(connection, &user).await.map_err(lost)?;
        // As many messages as calls may run: with one call in each, all are busy.
        let prefetch = u16::try_from(core.options.at_once()).unwrap_or(u16::MAX);
        channel
            .basic_qos(prefetch, BasicQosOptions::default())
            .await
            .map_err(lost)?;
        let queue = request_queue(core.service, queue_type);
        let deliveries = channel
            .basic_consume(
                queue.as_str().into(),
                ShortString::default(),
                BasicConsumeOptions::default(),
                FieldTable::default(),
            )
            .await
            .map_err(lost)?;
        let (results, waiting) = mpsc::channel(WAITING_RESULTS);
        let replying = tokio::spawn(replies::run(channel.clone(), user, waiting));
        let desk = Desk::new(core, queue, copies, results);
        Ok(Self {
            channel,
            deliveries,
            replying,
            desk,
        })
    }

    /// Takes calls until the channel is lost or the consumer is stopped.
    pub(super) async fn work(mut self) -> Ended {
        let core = Arc::clone(&self.desk.core);
        loop {
            tokio::select! {
                biased;
                () = core.stopping() => break,
                () = self.desk.is_stuck.cancelled() => {
                    close(&self.channel, Instant::now() + STOP_WITHIN).await;
                    return self.lost("a message could not be moved".to_owned());
                }
                replied = &mut self.replying => {
                    close(&self.channel, Instant::now() + STOP_WITHIN).await;
                    return self.lost(format!("results can't leave: {replied:?}"));
                }
                delivery = self.deliveries.next() => match delivery {
                    Some(Ok(delivery)) => self.desk.take(delivery),
                    Some(Err(error)) => return self.lost(error.to_string()),
                    None => return self.lost("the broker ended the consumer".to_owned()),
                },
            }
        }
        match core.budget.get() {
            Some(budget) if !core.aborted.is_cancelled() => self.drain(*budget).await,
            _ => self.abort().await,
        }
    }

    /// The broker gives what was received to others. What runs may finish what
    /// it writes, but nobody waits for its result.
    fn lost(&self, why: String) -> Ended {
        self.desk.lost.cancel();
        self.desk.recall.cancel();
        Ended::Lost(why)
    }

    async fn abort(self) -> Ended {
        self.desk.lost.cancel();
        self.desk.recall.cancel();
        self.desk.core.interrupt.cancel();
        self.replying.abort();
        close(&self.channel, Instant::now() + STOP_WITHIN).await;
        Ended::Stopped
    }

    async fn drain(mut self, budget: Budget) -> Ended {
        let core = Arc::clone(&self.desk.core);
        match timeout_at(budget.end, self.receive_the_last(budget)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return self.lost(error.to_string()),
            Err(_elapsed) => return self.lost("the broker did not end the consumer".to_owned()),
        }
        if !core.is_idle_by(budget.finish_by).await {
            self.desk.recall.cancel();
            core.interrupt.cancel();
            if !core.is_idle_by(budget.end).await {
                self.desk.lost.cancel();
                tracing::warn!(
                    calls = core.calls.len(),
                    "calls could not be handed back in time"
                );
            }
        }
        // Results end when the last sender is gone, and with them the replies.
        drop(self.desk);
        match timeout_at(budget.end, &mut self.replying).await {
            Ok(Ok(Ok(()))) => {}
            outcome => {
                self.replying.abort();
                tracing::warn!(?outcome, "some results did not leave");
            }
        }
        close(&self.channel, budget.end).await;
        Ended::Stopped
    }

    /// Ends the consumer, and takes what was on its way before the broker heard
    /// of it.
    async fn receive_the_last(&mut self, budget: Budget) -> lapin::Result<()> {
        if self.desk.core.link.settings.queue_type == QueueType::Quorum {
            self.let_deliveries_run_dry(budget.finish_by).await;
        }
        let tag = self.deliveries.tag();
        self.channel
            .basic_cancel(tag, BasicCancelOptions::default())
            .await?;
        while let Some(Ok(delivery)) = self.deliveries.next().await {
            self.desk.take(delivery);
        }
        self.desk.tell(Item::Acknowledge).await;
        Ok(())
    }

    /// Waits until nothing is on its way to this consumer, by not acknowledging
    /// any more.
    ///
    /// A quorum queue takes back what is on its way when its consumer is
    /// cancelled, and then marks it as redelivered, so that calls which nobody
    /// has touched could not be told from those that may have run. (Seen on
    /// RabbitMQ 3.10; a classic queue delivers them.)
    async fn let_deliveries_run_dry(&mut self, until: Instant) {
        self.desk.tell(Item::HoldAcknowledgements).await;
        loop {
            let quiet = until.min(Instant::now() + QUIET);
            match timeout_at(quiet, self.deliveries.next()).await {
                Ok(Some(Ok(delivery))) => self.desk.take(delivery),
                _ => return,
            }
        }
    }
}

async fn close(channel: &Channel, until: Instant) {
    let closing = channel.close(200, "done".into());
    if timeout_at(until, closing).await.is_err() {
        tracing::debug!("the broker did not close the channel");
    }
}

/// A refused declaration is a fault of the deployment; another error is one of
/// the connection.
fn refused((queue, error): (String, lapin::Error)) -> BusError {
    let reason = error.to_string();
    if error.is_amqp_soft_error() {
        BusError::Queue { queue, reason }
    } else {
        BusError::NotConnected { reason }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use futures::future::BoxFuture;
    use tokio::time::timeout;

    use super::super::super::{Handler, IncomingCall, ServeOptions, Settings};
    use super::super::link::Link;
    use super::*;
    use crate::rpc::ServiceDescriptor;

    static SERVICE: ServiceDescriptor = ServiceDescriptor::new("test.Shift", "test-shift", 1);

    struct Silent;

    impl Handler for Silent {
        fn handle(&self, _call: IncomingCall) -> BoxFuture<'static, Result<Bytes>> {
            Box::pin(std::future::pending())
        }
    }

    #[tokio::test]
    async fn a_shift_whose_results_can_not_leave_is_lost() {
        let url = std::env::var("COUNTERPART_TEST_AMQP_URL").expect(
            "COUNTERPART_TEST_AMQP_URL names no broker; run scripts/test, which starts one",
        );
        let link = Link::open(Settings::new(url)).expect("the URL is one of a broker");
        let mut connections = link.connections();
        let connection = connections.wait_for(Option::is_some).await;
        let connection = connection.expect("the link lives").clone();
        let core = Core::new(link, &SERVICE, Arc::new(Silent), ServeOptions::default());
        let shift = Shift::open(core, connection.expect("it is there")).await;
        let shift = shift.expect("the queues are there");
        let channel = shift.channel.clone();
        shift.replying.abort();
        let ended = timeout(STOP_WITHIN * 2, shift.work()).await;
        let ended = ended.expect("it must not go on receiving");
        assert!(matches!(ended, Ended::Lost(_)));
        assert!(!channel.status().connected(), "its messages go to others");
    }
}
