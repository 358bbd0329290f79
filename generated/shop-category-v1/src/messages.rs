//! The messages of `shop.category.v1`.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::message::{FieldMask, Timestamp};
use ids::shop_category_v1::CategoryId;

/// A shelf of the shop. Categories form trees: each has at most one parent and
/// any number of ordered children.
///
/// Stored in `categories` · unique by `slug` · indexed by `parent_id` and `position` · indexed by `ancestor_ids`
#[derive(Clone, Default, PartialEq)]
pub struct Category {
    /// Given by the service.
    ///
    /// The identifier
    pub id: CategoryId,
    /// The last part of the category's address in the shop.
    ///
    /// Required · at most 120 characters · matches `^[a-z0-9]+(-[a-z0-9]+)*$`
    pub slug: String,
    /// What people call the category.
    ///
    /// Required · at most 200 characters · matches `[^\s\p{Z}]`
    pub title: String,
    /// The category above; empty for a root. [`MoveCategory`](super::CategoryClient::move_category) changes it.
    ///
    /// Set once · must exist
    pub parent_id: CategoryId,
    /// All categories above, the root first and the parent last.
    ///
    /// Given by the service
    pub ancestor_ids: Vec<CategoryId>,
    /// Orders the children of one parent, the lowest first; children with the same
    /// position stand in the order of their creation.
    ///
    /// Given by the service
    pub position: i32,
    /// When the category was created.
    ///
    /// Given by the service
    pub create_time: Option<Timestamp>,
    /// When the category was last changed.
    ///
    /// Given by the service
    pub update_time: Option<Timestamp>,
    /// Changes with every write. Sent back with an update, it makes the update
    /// fail with `ABORTED` if somebody else changed the category in between.
    pub etag: String,
}

counterpart::message::text_forms!(Category);

/// The request of [`get_category`](super::CategoryClient::get_category).
#[derive(Clone, Default, PartialEq)]
pub struct GetCategoryRequest {
    /// The category to return.
    ///
    /// Required
    pub id: CategoryId,
}

counterpart::message::text_forms!(GetCategoryRequest);

/// The request of [`list_categories`](super::CategoryClient::list_categories).
#[derive(Clone, Default, PartialEq)]
pub struct ListCategoriesRequest {
    /// At most this many; 50 if 0, never more than 1000.
    ///
    /// At least 0
    pub page_size: i32,
    /// `next_page_token` of the page before; empty for the first one.
    pub page_token: String,
    /// Fields to sort by, such as `position` or `parent_id, position desc`.
    pub order_by: String,
    /// Only children of this category; set to empty, only roots.
    pub parent_id: Option<CategoryId>,
    /// Only categories below one of these, at any depth.
    ///
    /// At most 100 elements
    pub ancestor_ids: Vec<CategoryId>,
}

counterpart::message::text_forms!(ListCategoriesRequest);

/// The response of [`list_categories`](super::CategoryClient::list_categories).
#[derive(Clone, Default, PartialEq)]
pub struct ListCategoriesResponse {
    /// The categories of this page.
    pub categories: Vec<Category>,
    /// Gets the next page; empty on the last one.
    pub next_page_token: String,
}

counterpart::message::text_forms!(ListCategoriesResponse);

/// The request of [`create_category`](super::CategoryClient::create_category).
#[derive(Clone, Default, PartialEq)]
pub struct CreateCategoryRequest {
    /// The category to store; what only the service may give is ignored.
    ///
    /// Required
    pub category: Option<Category>,
}

counterpart::message::text_forms!(CreateCategoryRequest);

/// The request of [`update_category`](super::CategoryClient::update_category).
#[derive(Clone, Default, PartialEq)]
pub struct UpdateCategoryRequest {
    /// The category to change, which its id names, with the new values.
    ///
    /// Required
    pub category: Option<Category>,
    /// The fields to change, such as `title`; `*` for all.
    ///
    /// Required
    pub update_mask: Option<FieldMask>,
}

counterpart::message::text_forms!(UpdateCategoryRequest);

/// The request of [`move_category`](super::CategoryClient::move_category).
#[derive(Clone, Default, PartialEq)]
pub struct MoveCategoryRequest {
    /// The category to move.
    ///
    /// Required
    pub id: CategoryId,
    /// The new parent; empty to make the category a root.
    ///
    /// Must exist
    pub parent_id: CategoryId,
    /// The place among the new siblings, from 0; past the last one if absent or
    /// larger than their number.
    ///
    /// At least 0
    pub position: Option<i32>,
}

counterpart::message::text_forms!(MoveCategoryRequest);

/// The request of [`delete_category`](super::CategoryClient::delete_category).
#[derive(Clone, Default, PartialEq)]
pub struct DeleteCategoryRequest {
    /// The category to remove.
    ///
    /// Required
    pub id: CategoryId,
    /// If set, the category is removed only if it still has this etag.
    pub etag: String,
}

counterpart::message::text_forms!(DeleteCategoryRequest);
