//! `shop up`: everything in one process.

use counterpart::rpc::GATEWAY;
use counterpart::service::{Process, Result};
use counterpart_gateway::Cors;

use crate::args::Up;
use crate::data::Data;
use crate::{gateway, sample, summary};

/// Runs all services and the gateway, until told to stop.
pub(crate) async fn up(mut args: Up) -> Result<()> {
    let settings = &mut args.settings;
    if settings.bus.is_missing() {
        settings.bus.url = Some("embedded".to_owned());
    }
    let is_own = settings.store.is_missing();
    let data = is_own.then(|| Data::take(&args.data)).transpose()?;
    if let Some(data) = &data {
        settings.store.url = Some(format!("sqlite:{}", data.folder.display()));
    }
    let places = summary::Places::of(settings);

    let process = Process::start("shop", args.settings).await?;
    let start = async |process: &mut Process| {
        process.stop_at_signals()?;
        // A storefront under development comes from a port of its own.
        let cors = Cors::any();
        let (caller, tokens) = (process.caller(GATEWAY), process.tokens().clone());
        let gateway = gateway::open(&args.listen, cors, caller, tokens).await?;
        let endpoints = process.serve_endpoints().await?;
        process.service(category::serve).await?;
        process.service(product::serve).await?;
        process.ready().await?;

        if process.stop().is_told() {
            return Ok(());
        }
        if !args.no_sample {
            sample::fill(&process.caller("sample")).await?;
        }
        summary::print(gateway.address, endpoints, process.services(), &places);
        gateway.serve_in(process);
        Ok(())
    };
    let ended = process.run_with(start).await;
    drop(data);
    ended
}
