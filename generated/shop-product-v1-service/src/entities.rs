//! What is stored of `shop.product.v1`.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::store::{Entity, EntityDescriptor, IndexDescriptor};
use ids::shop_product_v1::ProductId;
use shop_product_v1::{Product, descriptors};

use crate::contract::ProductContract;

/// What is stored of `shop.product.v1.Product`.
pub(crate) static PRODUCT: EntityDescriptor =
    EntityDescriptor::new(&descriptors::PRODUCT, "products").indexes(&[
        IndexDescriptor::new("slug", &["slug"]).unique(),
        IndexDescriptor::new(
            "category_ids_price_minor_units",
            &["category_ids", "price.minor_units"],
        ),
        IndexDescriptor::new("status", &["status"]),
        IndexDescriptor::new("price_minor_units", &["price.minor_units"]),
        IndexDescriptor::new("title", &["title"]),
    ]);

impl Entity<ProductContract> for Product {
    type Id = ProductId;

    const DESCRIPTOR: &'static EntityDescriptor = &PRODUCT;

    fn id(&self) -> &ProductId {
        &self.id
    }
}
