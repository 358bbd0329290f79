//! Who owns what is stored of `shop.category.v1`.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::rpc::ServiceDescriptor;
use counterpart::service::Contract;
use counterpart::store::EntityDescriptor;
use shop_category_v1::methods;

use crate::entities;

/// Marks what [`CategoryService`](crate::CategoryService) owns.
/// Who can name it may open the repositories.
#[derive(Debug)]
pub enum CategoryContract {}

impl Contract for CategoryContract {
    const SERVICE: &'static ServiceDescriptor = &methods::CATEGORY_SERVICE;
    const ENTITIES: &'static [&'static EntityDescriptor] = &[&entities::CATEGORY];
}
