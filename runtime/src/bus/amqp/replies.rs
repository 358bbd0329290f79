//! Results on their way back, and acknowledgements.
//!
//! Results that wait while the channel is busy travel together, as calls do. A
//! message is acknowledged when the results of all its calls have left.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::FutureExt;
use lapin::Channel;
use lapin::options::{BasicAckOptions, BasicPublishOptions};
use lapin::types::ShortString;
use tokio::sync::mpsc;

use super::super::envelope::{MAX_FRAMES, MAX_JOINED_BYTES, ReplyEnvelope, ReplyFrame};
use super::topology::properties;
use crate::wire::WireMessage;

/// How many results are taken up at once.
const TAKEN_AT_ONCE: usize = 256;

/// A delivered message whose calls are being answered.
#[derive(Debug)]
pub(super) struct Message {
    tag: u64,
    reply_to: ShortString,
    unanswered: AtomicUsize,
}

impl Message {
    pub(super) fn new(tag: u64, reply_to: ShortString, calls: usize) -> Self {
        Self {
            tag,
            reply_to,
            unanswered: AtomicUsize::new(calls),
        }
    }

    /// Where the results go.
    pub(super) fn reply_to(&self) -> &ShortString {
        &self.reply_to
    }

    /// Notes that one more call is done; returns whether it was the last.
    fn is_done_with_one_more(&self) -> bool {
        self.unanswered.fetch_sub(1, Ordering::AcqRel) == 1
    }
}

/// What the task that replies is told.
pub(super) enum Item {
    /// One call of a message is done.
    Done {
        message: Arc<Message>,
        /// The result; `None` if somebody else will answer the call.
        frame: Option<ReplyFrame>,
    },
    /// Results leave, but nothing is acknowledged until further notice.
    HoldAcknowledgements,
    /// What was held is acknowledged.
    Acknowledge,
}

/// Sends results and acknowledges messages, until all senders are gone. An
/// error means that the channel is lost.
pub(super) async fn run(
    channel: Channel,
    user: String,
    mut items: mpsc::Receiver<Item>,
) -> lapin::Result<()> {
    let mut taken = Vec::with_capacity(TAKEN_AT_ONCE);
    let mut acknowledgements = Acknowledgements::default();
    let mut is_held = false;
    let mut finished = Vec::new();
    while items.recv_many(&mut taken, TAKEN_AT_ONCE).await > 0 {
        let mut outgoing = Outgoing::default();
        for item in taken.drain(..) {
            match item {
                Item::Done { message, frame } => {
                    if let Some(frame) = frame {
                        outgoing.add(&message.reply_to, frame);
                    }
                    if message.is_done_with_one_more() {
                        finished.push(message.tag);
                    }
                }
                Item::HoldAcknowledgements => is_held = true,
                Item::Acknowledge => is_held = false,
            }
        }
        for (reply_to, body) in outgoing.into_bodies() {
            let properties = properties(&user);
            let options = BasicPublishOptions::default();
            // Without confirm: a caller that is gone has no use for the result.
            channel
                .basic_publish(ShortString::default(), reply_to, options, &body, properties)
                .await?;
        }
        if is_held {
            continue;
        }
        // lapin sends acknowledgements before publishes that still wait, so they
        // are given to it only now. Their way out need not be awaited.
        for (tag, multiple) in acknowledgements.of(finished.drain(..)) {
            let options = BasicAckOptions { multiple };
            if let Some(sent) = channel.basic_ack(tag, options).now_or_never() {
                sent?;
            }
        }
    }
    Ok(())
}

/// Results by the caller they go to.
#[derive(Default)]
struct Outgoing {
    by_caller: HashMap<ShortString, Vec<Joined>>,
}

/// Results that travel in one message.
#[derive(Default)]
struct Joined {
    envelope: ReplyEnvelope,
    bytes: usize,
}

impl Outgoing {
    fn add(&mut self, reply_to: &ShortString, frame: ReplyFrame) {
        let bytes = frame.encoded_len();
        let joined = match self.by_caller.get_mut(reply_to) {
            Some(joined) => joined,
            None => self.by_caller.entry(reply_to.clone()).or_default(),
        };
        let has_room = |last: &&mut Joined| {
            last.envelope.frames.len() < MAX_FRAMES && last.bytes + bytes <= MAX_JOINED_BYTES
        };
        if let Some(last) = joined.last_mut().filter(has_room) {
            last.envelope.frames.push(frame);
            last.bytes += bytes;
        } else {
            let envelope = ReplyEnvelope {
                frames: vec![frame],
            };
            joined.push(Joined { envelope, bytes });
        }
    }

    fn into_bodies(self) -> impl Iterator<Item = (ShortString, Vec<u8>)> {
        self.by_caller.into_iter().flat_map(|(reply_to, joined)| {
            joined
                .into_iter()
                .map(move |joined| (reply_to.clone(), joined.envelope.encode_to_vec()))
        })
    }
}

/// Which acknowledgements cover the messages that are done: one for a whole run
/// of them, where there is one.
///
/// Delivery tags count up from 1 on each channel.
#[derive(Default)]
struct Acknowledgements {
    /// All tags up to this one are acknowledged.
    up_to: u64,
    /// Acknowledged tags above it.
    beyond: BTreeSet<u64>,
}

impl Acknowledgements {
    /// The acknowledgements to send, as (tag, multiple), for finished tags.
    fn of(&mut self, finished: impl Iterator<Item = u64>) -> Vec<(u64, bool)> {
        let mut finished: BTreeSet<u64> = finished.collect();
        let mut acknowledgements = Vec::new();
        let mut run = 0;
        let mut last = 0;
        loop {
            let next = self.up_to + 1;
            if finished.remove(&next) {
                run += 1;
                last = next;
            } else if !self.beyond.remove(&next) {
                break;
            }
            self.up_to = next;
        }
        if run > 0 {
            acknowledgements.push((last, run > 1));
        }
        // What a slower message stands before is acknowledged by itself.
        acknowledgements.extend(finished.iter().map(|tag| (*tag, false)));
        self.beyond.append(&mut finished);
        acknowledgements
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_finished_messages_is_acknowledged_at_once() {
        let mut acknowledgements = Acknowledgements::default();
        assert_eq!(acknowledgements.of([1].into_iter()), [(1, false)]);
        assert_eq!(acknowledgements.of([4, 2, 3].into_iter()), [(4, true)]);
        assert_eq!(acknowledgements.of([].into_iter()), []);
    }

    #[test]
    fn a_slow_message_does_not_keep_others_unacknowledged() {
        let mut acknowledgements = Acknowledgements::default();
        assert_eq!(
            acknowledgements.of([2, 3].into_iter()),
            [(2, false), (3, false)]
        );
        // Multiple would be wrong: 2 and 3 are acknowledged already.
        assert_eq!(acknowledgements.of([1].into_iter()), [(1, false)]);
        assert_eq!(acknowledgements.of([4, 5].into_iter()), [(5, true)]);
        assert!(acknowledgements.beyond.is_empty());
    }

    #[test]
    fn an_acknowledgement_never_covers_an_unfinished_message() {
        let mut acknowledgements = Acknowledgements::default();
        assert_eq!(
            acknowledgements.of([1, 2, 4].into_iter()),
            [(2, true), (4, false)]
        );
        assert_eq!(acknowledgements.of([3, 5].into_iter()), [(5, true)]);
    }

    #[test]
    fn results_of_one_caller_travel_together_up_to_the_limits() {
        let mut outgoing = Outgoing::default();
        for id in 0..70 {
            outgoing.add(&"alice".into(), ReplyFrame::new(id, Ok("yes".into())));
        }
        let large = vec![0; MAX_JOINED_BYTES].into();
        outgoing.add(&"bob".into(), ReplyFrame::new(1, Ok(large)));
        outgoing.add(&"bob".into(), ReplyFrame::new(2, Ok("small".into())));
        let mut sizes: Vec<_> = outgoing
            .into_bodies()
            .map(|(to, body)| {
                let envelope = ReplyEnvelope::decode(body.as_slice()).expect("an envelope");
                (to.to_string(), envelope.frames.len())
            })
            .collect();
        sizes.sort();
        let expected = [("alice", 6), ("alice", 64), ("bob", 1), ("bob", 1)];
        assert_eq!(sizes, expected.map(|(to, count)| (to.to_owned(), count)));
    }
}
