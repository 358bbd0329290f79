//! lapin as its examples show it.

use std::sync::mpsc::Sender;

use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt};
use lapin::Channel;
use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicPublishOptions};
use lapin::types::ShortString;

use super::Calls;
use super::shared::{REQUEST, Requests, Served, reply_to};

const QUEUE: &str = "bench.plain";

pub(super) async fn serve(url: &str, ready: Sender<()>) -> anyhow::Result<()> {
    let mut served = Served::start(url, QUEUE).await?;
    ready.send(())?;
    while let Some(request) = served.requests.next().await {
        let request = request?;
        let channel = served.channel.clone();
        tokio::spawn(async move {
            if let Err(error) = answer(&channel, &request).await {
                eprintln!("a reply could not be sent: {error}");
            }
        });
    }
    Ok(())
}

async fn answer(channel: &Channel, request: &Delivery) -> anyhow::Result<()> {
    let (reply_to, properties) = reply_to(request)?;
    let options = BasicPublishOptions::default();
    channel
        .basic_publish(
            ShortString::default(),
            reply_to,
            options,
            &request.data,
            properties,
        )
        .await?
        .await?;
    request.ack(BasicAckOptions::default()).await?;
    Ok(())
}

pub(super) async fn connect(url: &str) -> anyhow::Result<Plain> {
    Ok(Plain(Requests::connect(url, QUEUE).await?))
}

pub(super) struct Plain(Requests);

impl Calls for Plain {
    fn call(&self) -> BoxFuture<'_, anyhow::Result<()>> {
        async {
            let Self(requests) = self;
            let (properties, answered) = requests.next();
            let queue = requests.queue.clone();
            requests
                .channel
                .basic_publish(
                    ShortString::default(),
                    queue,
                    REQUEST,
                    &requests.payload,
                    properties,
                )
                .await?
                .await?;
            requests.check(answered).await
        }
        .boxed()
    }
}
