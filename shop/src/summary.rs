//! What runs where, and a command to try.

use std::io::{self, Write as _};
use std::net::SocketAddr;

use counterpart::service::Settings;

/// Where calls travel and data is kept, in words for people.
pub(crate) struct Places {
    bus: String,
    store: String,
}

impl Places {
    pub(crate) fn of(settings: &Settings) -> Self {
        let is_embedded = settings.bus.url.as_deref() == Some("embedded");
        let bus = match settings.bus.url {
            Some(_) if is_embedded => "inside this process",
            Some(_) => "RabbitMQ",
            None => "as its file says",
        };
        let store = match settings.store.url.as_deref() {
            Some("memory:") => "SQLite in a folder that goes with this process".to_owned(),
            Some(url) => match url.strip_prefix("sqlite:") {
                Some(folder) => format!("SQLite in {folder}/, a file per service"),
                None => "MongoDB, a database per service".to_owned(),
            },
            None => "as its file says".to_owned(),
        };
        let senders = if is_embedded {
            ""
        } else if settings.bus.verify_senders {
            "; senders are verified"
        } else {
            "; all services share one user, so senders aren't verified"
        };
        Self {
            bus: format!("{bus}{senders}"),
            store,
        }
    }
}

/// Prints what runs where.
pub(crate) fn print(
    gateway: SocketAddr,
    endpoints: SocketAddr,
    services: &[&str],
    places: &Places,
) {
    let Places { bus, store } = places;
    let services = services.join(", ");
    let summary = format!(
        "
The shop is open.

  gateway   http://{gateway} (gRPC, gRPC-web, Connect, REST)
  services  {services}
  bus       {bus}
  store     {store}
  health    http://{endpoints}/healthz, metrics at /metrics

Try:

  curl -s 'http://{gateway}/v1/products?page_size=3'

  curl -s http://{gateway}/shop.product.v1.ProductService/ListProducts \\
    -H 'content-type: application/json' -d '{{\"orderBy\": \"price.minor_units\"}}'

Ctrl-C stops it.

"
    );
    // Whoever reads may go after a few lines, as `head` does; the shop goes on.
    drop(io::stdout().lock().write_all(summary.as_bytes()));
}
