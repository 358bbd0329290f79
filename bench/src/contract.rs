//! A contract of one method, written as the generator writes one.

use bytes::Bytes;
use counterpart::Message;
use counterpart::Result;
use counterpart::message::{FieldDescriptor, Kind, MessageDescriptor, Value};
use counterpart::rpc::{Call, Method, Reply, Server, ServiceDescriptor};
use counterpart::validate::{Check, Validate};
use counterpart::wire::{
    self, Buf, BufMut, DecodeContext, DecodeError, Text, WireMessage, WireType,
};

/// How many bytes each call carries, about.
pub(crate) const PAYLOAD_BYTES: usize = 200;

/// What is sent and comes back.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Note {
    title: String,
    body: Bytes,
}

impl Note {
    /// A note that takes [`PAYLOAD_BYTES`].
    pub(crate) fn new() -> Self {
        Self {
            title: "a title of 24 characters".to_owned(),
            body: vec![7; PAYLOAD_BYTES - 29].into(),
        }
    }
}

static NOTE: MessageDescriptor = MessageDescriptor::new(
    "bench.v1.Note",
    &[
        FieldDescriptor::new(1, "title", "title", Kind::Text),
        FieldDescriptor::new(2, "body", "body", Kind::Bytes),
    ],
);

impl WireMessage for Note {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::singular::encode::<Text>(1, &self.title, buf);
        wire::singular::encode::<wire::Bytes>(2, &self.body, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::singular::merge::<Text>(&mut self.title, wire_type, buf, context),
            2 => wire::singular::merge::<wire::Bytes>(&mut self.body, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&NOTE, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Text>(1, &self.title)
            + wire::singular::encoded_len::<wire::Bytes>(2, &self.body)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for Note {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &NOTE
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.title),
            2 => Some(&self.body),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.title),
            2 => Some(&mut self.body),
            _ => None,
        }
    }
}

impl Validate for Note {
    fn validate(&self, check: &mut Check) {
        check.field("title", &self.title).required().max_len(200);
    }
}

static ECHO_SERVICE: ServiceDescriptor =
    ServiceDescriptor::new("bench.v1.EchoService", "bench-echo", 1);

/// Gives back what it gets.
pub(crate) static ECHO: Method<Note, Note> =
    Method::new(&ECHO_SERVICE, "bench.v1.EchoService/Echo").no_side_effects();

/// Serves [`ECHO`].
pub(crate) struct EchoServer;

impl Server for EchoServer {
    const SERVICE: &'static ServiceDescriptor = &ECHO_SERVICE;

    async fn call(&self, call: Call) -> Result<Reply> {
        match call.method() {
            "Echo" => {
                call.unary(&ECHO, |request| async { Ok(request.into_message()) })
                    .await
            }
            _ => Err(call.unimplemented()),
        }
    }
}
