//! A method of the contract that nobody has written.

use documented_options_v1_service::{ProductRepository, ProductService};

struct Products {
    products: ProductRepository,
}

impl ProductService for Products {
    fn products(&self) -> &ProductRepository {
        &self.products
    }
}

fn main() {}
