//! Where the entities of `shop.category.v1` are stored.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::store::Repository;
use shop_category_v1::Category;

use crate::contract::CategoryContract;

/// The stored categories, opened by [`Host::repository`](counterpart::service::Host::repository).
/// Filters and orders are over the paths in [`category`](mod@crate::fields::category).
///
/// ```
/// use shop_category_v1::Category;
/// use shop_category_v1_service::{CategoryRepository, category};
///
/// async fn example(
///     repository: &CategoryRepository,
///     slug: &str,
/// ) -> counterpart::rpc::Result<Option<Category>> {
///     repository.find_one(category::slug().eq(slug)).await
/// }
/// ```
pub type CategoryRepository = Repository<CategoryContract, Category>;
