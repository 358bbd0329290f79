//! A service whose behaviour each test gives.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use counterpart::Result;
use counterpart::bus::{Bus, ServeOptions, Serving};
use counterpart::rpc::{
    self, Call, Caller, Reply, Request, Server, ServerOptions, ServiceDescriptor,
};
use futures::future::BoxFuture;
use tokio::sync::{Semaphore, mpsc};

use super::contract::{Contract, Note};

type Behaviour = dyn Fn(Request<Note>) -> BoxFuture<'static, Result<Note>> + Send + Sync;

/// Serves a [`Contract`].
pub struct Notes {
    contract: Contract,
    behaviour: Arc<Behaviour>,
}

impl Notes {
    /// A service that gives back what it gets.
    pub fn echo(contract: Contract) -> Self {
        Self {
            contract,
            behaviour: Arc::new(|request| Box::pin(async { Ok(request.into_message()) })),
        }
    }
}

static NOTES: ServiceDescriptor = ServiceDescriptor::new("test.note.v1.Notes", "notes", 1);

impl Server for Notes {
    // Each test serves it under an address of its own.
    const SERVICE: &'static ServiceDescriptor = &NOTES;

    async fn call(&self, call: Call) -> Result<Reply> {
        let behaviour = &self.behaviour;
        match call.method() {
            "Read" => call.unary(self.contract.read, |it| behaviour(it)).await,
            "Mine" => call.unary(self.contract.mine, |it| behaviour(it)).await,
            "Shared" => call.unary(self.contract.shared, |it| behaviour(it)).await,
            "Kept" => call.unary(self.contract.kept, |it| behaviour(it)).await,
            "Write" => call.unary(self.contract.write, |it| behaviour(it)).await,
            _ => Err(call.unimplemented()),
        }
    }
}

/// Serves a contract with a limit of calls that run at once.
pub async fn serve<F>(
    bus: &Arc<dyn Bus>,
    contract: Contract,
    concurrency: usize,
    behaviour: impl Fn(Request<Note>) -> F + Send + Sync + 'static,
) -> Serving
where
    F: Future<Output = Result<Note>> + Send + 'static,
{
    let options = ServeOptions::default().concurrency(concurrency);
    serve_with(bus, contract, options, behaviour).await
}

/// Serves a contract under these terms.
pub async fn serve_with<F>(
    bus: &Arc<dyn Bus>,
    contract: Contract,
    options: impl Into<ServerOptions>,
    behaviour: impl Fn(Request<Note>) -> F + Send + Sync + 'static,
) -> Serving
where
    F: Future<Output = Result<Note>> + Send + 'static,
{
    let notes = Notes {
        contract,
        behaviour: Arc::new(move |request| Box::pin(behaviour(request))),
    };
    let caller = Caller::new(Arc::clone(bus), "notes");
    rpc::serve_as(&caller, contract.service, Arc::new(notes), options)
        .await
        .expect("the service starts")
}

/// Serves a contract that gives back what it gets.
pub async fn serve_echo(bus: &Arc<dyn Bus>, contract: Contract) -> Serving {
    serve(bus, contract, 64, |request| async move {
        Ok(request.into_message())
    })
    .await
}

/// A gate in a handler: calls announce themselves and wait to be let through.
#[derive(Clone)]
pub struct Gate {
    arrived: mpsc::UnboundedSender<u64>,
    passes: Arc<Semaphore>,
    started: Arc<AtomicUsize>,
}

/// The other side of a [`Gate`].
pub struct GateKeeper {
    arrivals: mpsc::UnboundedReceiver<u64>,
    passes: Arc<Semaphore>,
    started: Arc<AtomicUsize>,
}

pub fn gate() -> (Gate, GateKeeper) {
    let (arrived, arrivals) = mpsc::unbounded_channel();
    let passes = Arc::new(Semaphore::new(0));
    let started = Arc::new(AtomicUsize::new(0));
    let gate = Gate {
        arrived,
        passes: Arc::clone(&passes),
        started: Arc::clone(&started),
    };
    let keeper = GateKeeper {
        arrivals,
        passes,
        started,
    };
    (gate, keeper)
}

impl Gate {
    /// Waits to be let through.
    pub async fn pass(&self, number: u64) {
        self.started.fetch_add(1, Ordering::SeqCst);
        // A test that is over no longer looks.
        let _ = self.arrived.send(number);
        self.passes
            .acquire()
            .await
            .expect("gates aren't closed")
            .forget();
    }

    /// A handler that waits at the gate and then gives back what it got.
    pub fn handler(&self) -> impl Fn(Request<Note>) -> BoxFuture<'static, Result<Note>> + use<> {
        let gate = self.clone();
        move |request| {
            let gate = gate.clone();
            Box::pin(async move {
                gate.pass(request.message().number).await;
                Ok(request.into_message())
            })
        }
    }
}

impl GateKeeper {
    /// The next call that waits at the gate.
    pub async fn arrival(&mut self) -> u64 {
        self.arrivals.recv().await.expect("a handler is there")
    }

    /// Lets calls through, those at the gate and those to come.
    pub fn let_through(&self, count: usize) {
        self.passes.add_permits(count);
    }

    /// How many calls have come to the gate so far.
    pub fn started(&self) -> usize {
        self.started.load(Ordering::SeqCst)
    }
}
