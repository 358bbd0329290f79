//! A host that is told to serve what isn't its own.

use counterpart::service::{Host, Result};
use documented_owners_v1::CartStub;
use documented_options_v1_service::ProductContract;

async fn serve(host: Host<ProductContract>) -> Result<()> {
    host.serve(CartStub::new()).await
}

fn main() {}
