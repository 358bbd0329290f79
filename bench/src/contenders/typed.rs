//! The platform.

use std::future::pending;
use std::sync::mpsc::Sender;

use counterpart::bus::{self, ServeOptions, Settings};
use counterpart::rpc::{self, Caller};
use futures::FutureExt;
use futures::future::BoxFuture;

use super::Calls;
use crate::contract::{ECHO, EchoServer, Note};

pub(super) async fn serve(url: &str, ready: Sender<()>) -> anyhow::Result<()> {
    let bus = bus::open(Settings::new(url).name("bench-server"))?;
    let caller = Caller::new(bus, "bench-server");
    let _serving = rpc::serve(&caller, EchoServer, ServeOptions::default()).await?;
    ready.send(())?;
    pending().await
}

pub(super) fn connect(url: &str) -> anyhow::Result<Typed> {
    let bus = bus::open(Settings::new(url).name("bench-client"))?;
    Ok(Typed {
        caller: Caller::new(bus, "bench-client"),
        note: Note::new(),
    })
}

pub(super) struct Typed {
    caller: Caller,
    note: Note,
}

impl Calls for Typed {
    fn call(&self) -> BoxFuture<'_, anyhow::Result<()>> {
        let call = self.caller.unary(&ECHO, self.note.clone());
        async move {
            let note = call.await?;
            anyhow::ensure!(note == self.note, "another note came back");
            Ok(())
        }
        .boxed()
    }
}
