//! What is stored of `shop.category.v1`.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::store::{Entity, EntityDescriptor, IndexDescriptor};
use ids::shop_category_v1::CategoryId;
use shop_category_v1::{Category, descriptors};

use crate::contract::CategoryContract;

/// What is stored of `shop.category.v1.Category`.
pub(crate) static CATEGORY: EntityDescriptor =
    EntityDescriptor::new(&descriptors::CATEGORY, "categories").indexes(&[
        IndexDescriptor::new("slug", &["slug"]).unique(),
        IndexDescriptor::new("parent_id_position", &["parent_id", "position"]),
        IndexDescriptor::new("ancestor_ids", &["ancestor_ids"]),
    ]);

impl Entity<CategoryContract> for Category {
    type Id = CategoryId;

    const DESCRIPTOR: &'static EntityDescriptor = &CATEGORY;

    fn id(&self) -> &CategoryId {
        &self.id
    }
}
