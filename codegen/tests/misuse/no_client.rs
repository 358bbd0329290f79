//! A client that is none.

use counterpart::service::Host;
use documented_options_v1::Product;
use documented_options_v1_service::ProductContract;

fn client(host: &Host<ProductContract>) -> Product {
    host.client()
}

fn main() {}
