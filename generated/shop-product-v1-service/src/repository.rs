//! Where the entities of `shop.product.v1` are stored.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::store::Repository;
use shop_product_v1::Product;

use crate::contract::ProductContract;

/// The stored products, opened by [`Host::repository`](counterpart::service::Host::repository).
/// Filters and orders are over the paths in [`product`](mod@crate::fields::product).
///
/// ```
/// use shop_product_v1::Product;
/// use shop_product_v1_service::{ProductRepository, product};
///
/// async fn example(
///     repository: &ProductRepository,
///     slug: &str,
/// ) -> counterpart::rpc::Result<Option<Product>> {
///     repository.find_one(product::slug().eq(slug)).await
/// }
/// ```
pub type ProductRepository = Repository<ProductContract, Product>;
