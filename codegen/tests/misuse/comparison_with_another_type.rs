//! A number that is compared with a text.

use documented_options_v1_service::product;

fn main() {
    let _ = product::price().minor_units().lt("5");
}
