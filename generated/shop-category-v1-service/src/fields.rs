//! The fields of stored entities, for filters and orders.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

/// The fields of a stored `shop.category.v1.Category`.
pub mod category {
    use counterpart::message::Timestamp;
    use counterpart::store::Path;
    use ids::shop_category_v1::CategoryId;
    use shop_category_v1::Category;

    /// Given by the service.
    pub fn id() -> Path<Category, CategoryId> {
        Path::new("_id")
    }

    /// The last part of the category's address in the shop.
    pub fn slug() -> Path<Category, String> {
        Path::new("slug")
    }

    /// What people call the category.
    pub fn title() -> Path<Category, String> {
        Path::new("title")
    }

    /// The category above; empty for a root. [`MoveCategory`](crate::CategoryService::move_category) changes it.
    pub fn parent_id() -> Path<Category, CategoryId> {
        Path::new("parent_id")
    }

    /// All categories above, the root first and the parent last.
    pub fn ancestor_ids() -> Path<Category, Vec<CategoryId>> {
        Path::new("ancestor_ids")
    }

    /// Orders the children of one parent, the lowest first; children with the same
    /// position stand in the order of their creation.
    pub fn position() -> Path<Category, i32> {
        Path::new("position")
    }

    /// When the category was created.
    pub fn create_time() -> Path<Category, Timestamp> {
        Path::new("create_time")
    }

    /// When the category was last changed.
    pub fn update_time() -> Path<Category, Timestamp> {
        Path::new("update_time")
    }

    /// Changes with every write. Sent back with an update, it makes the update
    /// fail with `ABORTED` if somebody else changed the category in between.
    pub fn etag() -> Path<Category, String> {
        Path::new("etag")
    }
}
