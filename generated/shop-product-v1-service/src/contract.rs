//! Who owns what is stored of `shop.product.v1`.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::rpc::ServiceDescriptor;
use counterpart::service::Contract;
use counterpart::store::EntityDescriptor;
use shop_product_v1::methods;

use crate::entities;

/// Marks what [`ProductService`](crate::ProductService) owns.
/// Who can name it may open the repositories.
#[derive(Debug)]
pub enum ProductContract {}

impl Contract for ProductContract {
    const SERVICE: &'static ServiceDescriptor = &methods::PRODUCT_SERVICE;
    const ENTITIES: &'static [&'static EntityDescriptor] = &[&entities::PRODUCT];
}
