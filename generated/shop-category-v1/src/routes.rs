//! What a gateway serves of `shop.category.v1`.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::rpc::Routes;

use crate::methods;

/// The methods that the contract opens to users: all that aren't internal.
pub fn routes() -> Routes {
    Routes::new()
        .unary(&methods::GET_CATEGORY)
        .unary(&methods::LIST_CATEGORIES)
        .unary(&methods::CREATE_CATEGORY)
        .unary(&methods::UPDATE_CATEGORY)
        .unary(&methods::MOVE_CATEGORY)
        .unary(&methods::DELETE_CATEGORY)
}
