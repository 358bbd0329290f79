//! A service that opens what another one owns.

use counterpart::service::Host;
use counterpart::store::Repository;
use documented_owners_v1::Cart;
use documented_options_v1_service::ProductContract;

fn carts(host: &Host<ProductContract>) -> Repository<ProductContract, Cart> {
    host.repository()
}

fn main() {}
