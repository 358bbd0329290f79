//! Calls that travel together.

use std::collections::HashMap;

use bytes::Bytes;
use counterpart::Code;
use counterpart::bus::envelope::{ReplyEnvelope, ReplyFrame, RequestEnvelope};
use counterpart::rpc::Caller;
use counterpart::wire::WireMessage;
use futures::StreamExt;
use lapin::options::{
    BasicAckOptions, BasicConsumeOptions, BasicPublishOptions, QueueDeclareOptions,
};
use lapin::types::{FieldTable, ShortString};
use lapin::{BasicProperties, Consumer};
use tokio::task::JoinSet;

use super::super::bus::contract::{Contract, Note};
use super::super::bus::service::serve;
use super::{CONTENT_TYPE, Foreigner, bus, caller, frame};

#[tokio::test]
async fn a_batch_of_many_frames_is_understood_and_each_is_answered_by_itself() {
    let contract = Contract::unique();
    let bus = bus();
    let _serving = serve(&bus, contract, 8, |request| async move {
        assert_ne!(request.message().number, 13, "unlucky");
        Ok(request.into_message())
    })
    .await;
    let path = contract.write.descriptor().path;
    let good = |id| frame(id, path, Note::numbered(id).encode_to_vec());
    let mut frames: Vec<_> = (0..61).map(good).collect();
    frames.push(frame(61, contract.unknown.descriptor().path, Bytes::new()));
    frames.push(frame(62, path, Bytes::from_static(b"\xff")));
    let mut late = good(63);
    late.time_left_ms = 0;
    frames.push(late);
    let mut foreigner = Foreigner::connect().await;
    foreigner.send(contract.service, frames).await;
    let replies = foreigner.collect(64).await;
    let results: HashMap<_, _> = replies
        .into_iter()
        .map(|reply| (reply.id, reply.into_result()))
        .collect();
    assert_eq!(results.len(), 64, "each once");
    for (id, result) in results {
        match (id, result) {
            (13, Err(status)) => assert_eq!(status.code(), Code::Internal),
            (61, Err(status)) => assert_eq!(status.code(), Code::Unimplemented),
            (62, Err(status)) => assert_eq!(status.code(), Code::InvalidArgument),
            (63, Err(status)) => assert_eq!(status.code(), Code::DeadlineExceeded),
            (id, result) => {
                let note = Note::decode(result.expect("it is good")).expect("a note");
                assert_eq!(note, Note::numbered(id));
            }
        }
    }
}

/// A service without the platform: takes messages as they come.
struct ForeignService {
    foreigner: Foreigner,
    requests: Consumer,
}

impl ForeignService {
    async fn start(contract: Contract) -> Self {
        let foreigner = Foreigner::connect().await;
        let queue: ShortString = contract.service.request_queue().into();
        let options = QueueDeclareOptions {
            auto_delete: true,
            durable: true,
            ..QueueDeclareOptions::default()
        };
        let channel = &foreigner.channel;
        channel
            .queue_declare(queue.clone(), options, FieldTable::default())
            .await
            .expect("a queue");
        let tag = ShortString::default();
        let requests = channel
            .basic_consume(
                queue,
                tag,
                BasicConsumeOptions::default(),
                FieldTable::default(),
            )
            .await
            .expect("a consumer");
        Self {
            foreigner,
            requests,
        }
    }

    /// Echoes the calls of one message; returns how many there were.
    async fn answer_one(&mut self) -> usize {
        let request = self.requests.next().await.expect("the channel lives");
        let request = request.expect("the channel lives");
        let envelope = RequestEnvelope::decode(request.data.as_slice()).expect("an envelope");
        let count = envelope.frames.len();
        let frames = envelope.frames.into_iter();
        let reply = ReplyEnvelope {
            frames: frames
                .map(|frame| ReplyFrame::new(frame.id, Ok(frame.payload)))
                .collect(),
        };
        let reply_to = request.properties.reply_to().clone().expect("a reply-to");
        let properties = BasicProperties::default().with_content_type(CONTENT_TYPE.into());
        self.foreigner
            .channel
            .basic_publish(
                ShortString::default(),
                reply_to,
                BasicPublishOptions::default(),
                &reply.encode_to_vec(),
                properties,
            )
            .await
            .expect("the reply leaves");
        request
            .ack(BasicAckOptions::default())
            .await
            .expect("it is acknowledged");
        count
    }

    /// Echoes this many calls; returns how many each message had.
    async fn answer(&mut self, calls: usize) -> Vec<usize> {
        let mut sizes = Vec::new();
        while sizes.iter().sum::<usize>() < calls {
            sizes.push(self.answer_one().await);
        }
        sizes
    }
}

fn start_calls(caller: &Caller, contract: Contract, count: u64, note: &Note) -> JoinSet<()> {
    let mut calls = JoinSet::new();
    for number in 0..count {
        let caller = caller.clone();
        let note = Note {
            number,
            ..note.clone()
        };
        calls.spawn(async move {
            let back = caller.unary(contract.read, note.clone()).await;
            assert!(back.expect("an answer") == note);
        });
    }
    calls
}

#[tokio::test]
async fn calls_that_wait_travel_together_and_never_more_than_64() {
    let contract = Contract::unique();
    let mut service = ForeignService::start(contract).await;
    let bus = bus();
    let caller = caller(&bus);
    let calls = start_calls(&caller, contract, 500, &Note::default());
    let sizes = service.answer(500).await;
    calls.join_all().await;
    assert_eq!(sizes.iter().sum::<usize>(), 500);
    assert!(sizes.iter().all(|size| *size <= 64), "{sizes:?}");
    assert!(sizes.len() < 100, "they travelled together: {sizes:?}");
}

#[tokio::test]
async fn large_calls_travel_alone() {
    let contract = Contract::unique();
    let mut service = ForeignService::start(contract).await;
    let bus = bus();
    let caller = caller(&bus);
    let large = Note {
        blob: vec![1; 257 << 10].into(),
        ..Note::default()
    };
    let calls = start_calls(&caller, contract, 20, &large);
    let sizes = service.answer(20).await;
    calls.join_all().await;
    assert_eq!(sizes, [1; 20]);
}

#[tokio::test]
async fn calls_of_different_classes_never_share_a_message() {
    let contract = Contract::unique();
    let mut service = ForeignService::start(contract).await;
    let bus = bus();
    let mut calls = JoinSet::new();
    for number in 0..200 {
        let caller = caller(&bus);
        let is_read = number % 2 == 0;
        let method = if is_read {
            contract.read
        } else {
            contract.write
        };
        // The echo tells the class by the number.
        calls.spawn(async move { caller.unary(method, Note::numbered(number)).await });
    }
    let (mut answered, mut largest) = (0, 0);
    while answered < 200 {
        let request = service
            .requests
            .next()
            .await
            .expect("it lives")
            .expect("it lives");
        let envelope = RequestEnvelope::decode(request.data.as_slice()).expect("an envelope");
        let mut methods: Vec<_> = envelope.frames.iter().map(|frame| &frame.method).collect();
        methods.dedup();
        assert_eq!(methods.len(), 1, "{methods:?}");
        answered += envelope.frames.len();
        largest = largest.max(envelope.frames.len());
    }
    assert!(largest > 1, "nothing travelled together");
    calls.shutdown().await;
}
