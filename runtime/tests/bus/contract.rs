//! A small contract, written as the generator writes one.

use std::time::Duration;

use bytes::Bytes;
use counterpart::Message;
use counterpart::message::{FieldDescriptor, Kind, MessageDescriptor, Value};
use counterpart::rpc::{Method, ServiceDescriptor};
use counterpart::validate::{Check, Validate};
use counterpart::wire::WireMessage;

/// What the methods take and give.
#[derive(Clone, PartialEq, WireMessage)]
pub struct Note {
    #[prost(uint64, tag = "1")]
    pub number: u64,
    #[prost(string, tag = "2")]
    pub text: String,
    #[prost(bytes = "bytes", tag = "3")]
    pub blob: Bytes,
}

impl Note {
    pub fn numbered(number: u64) -> Self {
        Self {
            number,
            text: format!("note {number}"),
            blob: Bytes::new(),
        }
    }
}

static NOTE: MessageDescriptor = MessageDescriptor::new(
    "test.note.v1.Note",
    &[
        FieldDescriptor::new(1, "number", "number", Kind::UInt64),
        FieldDescriptor::new(2, "text", "text", Kind::Text),
        FieldDescriptor::new(3, "blob", "blob", Kind::Bytes),
    ],
);

impl Message for Note {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &NOTE
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.number),
            2 => Some(&self.text),
            3 => Some(&self.blob),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.number),
            2 => Some(&mut self.text),
            3 => Some(&mut self.blob),
            _ => None,
        }
    }
}

impl Validate for Note {
    fn validate(&self, _check: &mut Check) {}
}

/// A method from note to note.
pub type NoteMethod = Method<Note, Note>;

/// A service of its own for each test, so that tests share a broker.
#[derive(Clone, Copy, Debug)]
pub struct Contract {
    pub service: &'static ServiceDescriptor,
    /// Safe to run twice.
    pub read: &'static NoteMethod,
    /// Not safe to run twice.
    pub write: &'static NoteMethod,
    /// For signed-in users.
    pub mine: &'static NoteMethod,
    /// For users, and of services for `order` alone.
    pub shared: &'static NoteMethod,
    /// For the service `order` alone.
    pub kept: &'static NoteMethod,
    /// A method that the service doesn't know.
    pub unknown: &'static NoteMethod,
}

impl Contract {
    /// A contract that no other test has.
    pub fn unique() -> Self {
        Self::with_timeout(Duration::from_secs(5))
    }

    /// A contract whose calls end after this time.
    pub fn with_timeout(timeout: Duration) -> Self {
        let name = uuid::Uuid::new_v4().simple().to_string();
        let queue = leak(format!("test-{name}"));
        let service: &'static _ = Box::leak(Box::new(
            ServiceDescriptor::new(leak(format!("test.note.v1.Notes{name}")), queue, 1)
                .with_callers(),
        ));
        let method = |name: &str| {
            let path = leak(format!("{}/{name}", service.name));
            Method::new(service, path).timeout(timeout)
        };
        Self {
            service,
            read: Box::leak(Box::new(method("Read").no_side_effects())),
            write: Box::leak(Box::new(method("Write"))),
            mine: Box::leak(Box::new(method("Mine").signed_in())),
            shared: Box::leak(Box::new(method("Shared").public().callers(&["order"]))),
            kept: Box::leak(Box::new(method("Kept").callers(&["order"]))),
            unknown: Box::leak(Box::new(method("Unknown"))),
        }
    }
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
