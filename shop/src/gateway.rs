//! The gateway: on its own, or beside the services.

use std::convert::Infallible;
use std::net::SocketAddr;

use counterpart::identity::Tokens;
use counterpart::rpc::{Caller, GATEWAY};
use counterpart::service::{Process, Result, ServiceError};
use counterpart_gateway::{Cors, Gateway, GatewayError};
use tokio::net::TcpListener;

use crate::args::{self, Listen};

/// Runs only the gateway, until told to stop.
pub(crate) async fn gateway(args: args::Gateway) -> Result<()> {
    let process = Process::start_without_store(GATEWAY, &args.bus, args.run)?;
    let start = async |process: &mut Process| {
        process.stop_at_signals()?;
        let caller = process.caller(GATEWAY);
        let tokens = process.tokens().clone();
        let opened = open(&args.listen, Cors::none(), caller, tokens).await?;
        process.serve_endpoints().await?;
        tracing::info!("the gateway listens on http://{}", opened.address);
        opened.serve_in(process);
        process.ready().await
    };
    process.run_with(start).await
}

/// A gateway that has its address and doesn't serve yet.
pub(crate) struct Opened {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    gateway: Gateway,
    listener: TcpListener,
}

/// Takes the gateway's address, so that one that is in use is found out first.
/// Pages of other origins may call as the flags say, or else as `cors` does.
pub(crate) async fn open(
    listen: &Listen,
    cors: Cors,
    caller: Caller,
    tokens: Tokens,
) -> Result<Opened> {
    let open = async {
        let gateway = Gateway::builder(routes::routes(), caller)
            .descriptors(routes::DESCRIPTORS)
            .cors(listen.cors(cors)?)
            .tokens(tokens)
            .trusted_proxies(listen.proxies.iter().copied())
            .build()?;
        let listener = gateway.listen(listen.address).await?;
        let address = listener.local_addr().unwrap_or(listen.address);
        Ok(Opened {
            address,
            gateway,
            listener,
        })
    };
    open.await.map_err(failed)
}

impl Opened {
    /// Serves as a task of the process.
    pub(crate) fn serve_in(self, process: &mut Process) {
        process.task(GATEWAY, |_, shutdown| async move {
            self.gateway.serve(self.listener, shutdown.told()).await;
            Ok::<_, Infallible>(())
        });
    }
}

fn failed(error: GatewayError) -> ServiceError {
    let error = match error {
        GatewayError::Listen { .. } => format!("{error}; --listen names another address").into(),
        other => other.into(),
    };
    ServiceError::Task {
        name: GATEWAY.to_owned(),
        error,
    }
}
