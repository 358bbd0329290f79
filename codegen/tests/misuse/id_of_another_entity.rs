//! The id of a cart in place of a product's.

use documented_owners_v1::CartId;
use documented_options_v1::GetProductRequest;

fn request(id: CartId) -> GetProductRequest {
    GetProductRequest { id }
}

fn main() {}
