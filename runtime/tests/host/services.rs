//! Two small services, written as the generator writes them.

use std::time::Duration;

use counterpart::Result;
use counterpart::rpc::{Call, Caller, Client, Method, Reply, Server, ServiceDescriptor};
use counterpart::service::{self, Contract, Host, Serves};
use counterpart::store::EntityDescriptor;
use futures::future::BoxFuture;

use crate::contract::{self, Note};
use crate::service::Gate;

static FIRST: ServiceDescriptor = ServiceDescriptor::new("test.host.v1.First", "first", 1);
static RELAY: Method<Note, Note> =
    Method::new(&FIRST, "test.host.v1.First/Relay").timeout(Duration::from_secs(30));
static PING: Method<Note, Note> =
    Method::new(&FIRST, "test.host.v1.First/Ping").timeout(Duration::from_secs(30));

static SECOND: ServiceDescriptor = ServiceDescriptor::new("test.host.v1.Second", "second", 1);
static ANSWER: Method<Note, Note> = Method::new(&SECOND, "test.host.v1.Second/Answer");

static NOTES: ServiceDescriptor = ServiceDescriptor::new("test.note.v1.Notes", "notes", 1);
static READ: Method<Note, Note> = Method::new(&NOTES, "test.note.v1.Notes/Read");

macro_rules! client {
    ($name:ident of $service:ident: $($call:ident is $method:ident),+) => {
        #[derive(Clone)]
        pub(crate) struct $name(Caller);

        impl $name {
            $(pub(crate) async fn $call(&self, note: Note) -> Result<Note> {
                self.0.unary(&$method, note).await
            })+
        }

        impl Client for $name {
            const SERVICE: &'static ServiceDescriptor = &$service;

            fn new(caller: Caller) -> Self {
                Self(caller)
            }
        }
    };
}

client!(FirstClient of FIRST: relay is RELAY, ping is PING);
client!(SecondClient of SECOND: answer is ANSWER);
client!(NotesClient of NOTES: read is READ);

pub(crate) enum FirstContract {}
pub(crate) enum SecondContract {}

pub(crate) type FirstHost = Host<FirstContract>;

impl Contract for FirstContract {
    const SERVICE: &'static ServiceDescriptor = &FIRST;
    const ENTITIES: &'static [&'static EntityDescriptor] = &[];
}

impl Contract for SecondContract {
    const SERVICE: &'static ServiceDescriptor = &SECOND;
    const ENTITIES: &'static [&'static EntityDescriptor] = &[];
}

/// Lets calls wait at a gate, and then gives them to the second service.
struct First {
    second: SecondClient,
    gate: Option<Gate>,
}

impl Server for First {
    const SERVICE: &'static ServiceDescriptor = &FIRST;

    async fn call(&self, call: Call) -> Result<Reply> {
        let method = call.method().to_owned();
        let pass = async |note: &Note| {
            if let Some(gate) = &self.gate {
                gate.pass(note.number).await;
            }
        };
        match method.as_str() {
            "Relay" => {
                call.unary(&RELAY, |request| async move {
                    pass(request.message()).await;
                    self.second.answer(request.into_message()).await
                })
                .await
            }
            "Ping" => {
                call.unary(&PING, |request| async move {
                    pass(request.message()).await;
                    Ok(request.into_message())
                })
                .await
            }
            _ => Err(call.unimplemented()),
        }
    }
}

struct Second;

impl Serves<FirstContract> for First {}

impl Serves<SecondContract> for Second {}

impl Server for Second {
    const SERVICE: &'static ServiceDescriptor = &SECOND;

    async fn call(&self, call: Call) -> Result<Reply> {
        match call.method() {
            "Answer" => {
                call.unary(&ANSWER, |request| async move {
                    Ok(Note {
                        text: "second was here".to_owned(),
                        ..request.into_message()
                    })
                })
                .await
            }
            _ => Err(call.unimplemented()),
        }
    }
}

/// The first service, whose calls wait at this gate.
pub(crate) fn serve_first(
    gate: Option<Gate>,
) -> impl FnOnce(FirstHost) -> BoxFuture<'static, service::Result<()>> {
    |host| {
        let first = First {
            second: host.client(),
            gate,
        };
        Box::pin(host.serve(first))
    }
}

pub(crate) async fn serve_second(host: Host<SecondContract>) -> service::Result<()> {
    host.serve(Second).await
}

/// The contract that the stand-in serves: the only one with a fixed address.
pub(crate) fn notes() -> contract::Contract {
    contract::Contract {
        service: &NOTES,
        read: &READ,
        write: &READ,
        mine: &READ,
        shared: &READ,
        kept: &READ,
        unknown: &READ,
    }
}
