//! lapin as an expert writes it.

use std::sync::mpsc::Sender;

use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt};
use lapin::Channel;
use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicPublishOptions};
use lapin::types::ShortString;

use super::Calls;
use super::shared::{REQUEST, Requests, Served, reply_to};

const QUEUE: &str = "bench.tuned";

/// How many requests one acknowledgement covers, at most.
const BURST: usize = 64;

pub(super) async fn serve(url: &str, ready: Sender<()>) -> anyhow::Result<()> {
    let served = Served::start(url, QUEUE).await?;
    ready.send(())?;
    let mut bursts = served.requests.ready_chunks(BURST);
    while let Some(burst) = bursts.next().await {
        let mut last = None;
        for request in burst {
            let request = request?;
            answer(&served.channel, &request)?;
            last = Some(request.delivery_tag);
        }
        if let Some(tag) = last {
            let options = BasicAckOptions { multiple: true };
            // The first poll hands the frame to lapin; its way out isn't awaited.
            if let Some(sent) = served.channel.basic_ack(tag, options).now_or_never() {
                sent?;
            }
        }
    }
    Ok(())
}

fn answer(channel: &Channel, request: &Delivery) -> anyhow::Result<()> {
    let (reply_to, properties) = reply_to(request)?;
    let options = BasicPublishOptions::default();
    let publishing = channel.basic_publish(
        ShortString::default(),
        reply_to,
        options,
        &request.data,
        properties,
    );
    if let Some(sent) = publishing.now_or_never() {
        sent?;
    }
    Ok(())
}

pub(super) async fn connect(url: &str) -> anyhow::Result<Tuned> {
    Ok(Tuned(Requests::connect(url, QUEUE).await?))
}

pub(super) struct Tuned(Requests);

impl Calls for Tuned {
    fn call(&self) -> BoxFuture<'_, anyhow::Result<()>> {
        async {
            let Self(requests) = self;
            let (properties, answered) = requests.next();
            let queue = requests.queue.clone();
            let publishing = requests.channel.basic_publish(
                ShortString::default(),
                queue,
                REQUEST,
                &requests.payload,
                properties,
            );
            if let Some(sent) = publishing.now_or_never() {
                sent?;
            }
            requests.check(answered).await
        }
        .boxed()
    }
}
