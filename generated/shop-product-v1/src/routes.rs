//! What a gateway serves of `shop.product.v1`.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::rpc::Routes;

use crate::methods;

/// The methods that the contract opens to users: all that aren't internal.
pub fn routes() -> Routes {
    Routes::new()
        .unary(&methods::GET_PRODUCT)
        .unary(&methods::LIST_PRODUCTS)
        .unary(&methods::CREATE_PRODUCT)
        .unary(&methods::UPDATE_PRODUCT)
        .unary(&methods::DELETE_PRODUCT)
}
