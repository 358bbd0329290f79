//! A server around what is no service.

use counterpart::service::{Host, Result};
use documented_options_v1_service::{ProductContract, ProductServer};

struct Products;

async fn serve(host: Host<ProductContract>) -> Result<()> {
    host.serve(ProductServer::new(Products)).await
}

fn main() {}
