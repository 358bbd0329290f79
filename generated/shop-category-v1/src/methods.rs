//! The methods of `shop.category.v1`, as data.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use std::time::Duration;

use counterpart::rpc::{HttpRule, Method, ServiceDescriptor, Verb};

use crate::messages::{
    Category, CreateCategoryRequest, DeleteCategoryRequest, GetCategoryRequest,
    ListCategoriesRequest, ListCategoriesResponse, MoveCategoryRequest, UpdateCategoryRequest,
};

/// `shop.category.v1.CategoryService`
pub static CATEGORY_SERVICE: ServiceDescriptor =
    ServiceDescriptor::new("shop.category.v1.CategoryService", "category", 1);

/// Returns one category. `NOT_FOUND` if no category has this id.
pub static GET_CATEGORY: Method<GetCategoryRequest, Category> = Method::new(
    &CATEGORY_SERVICE,
    "shop.category.v1.CategoryService/GetCategory",
)
.public()
.no_side_effects()
.timeout(Duration::from_secs(2))
.http(&[HttpRule::new(Verb::Get, "/v1/categories/{id}")]);

/// Returns a page of categories, in the order of their creation unless
/// `order_by` says otherwise.
pub static LIST_CATEGORIES: Method<ListCategoriesRequest, ListCategoriesResponse> = Method::new(
    &CATEGORY_SERVICE,
    "shop.category.v1.CategoryService/ListCategories",
)
.public()
.no_side_effects()
.timeout(Duration::from_secs(5))
.http(&[HttpRule::new(Verb::Get, "/v1/categories")]);

/// Stores a new category as the last child of its parent.
pub static CREATE_CATEGORY: Method<CreateCategoryRequest, Category> = Method::new(
    &CATEGORY_SERVICE,
    "shop.category.v1.CategoryService/CreateCategory",
)
.public()
.timeout(Duration::from_secs(5))
.http(&[HttpRule::new(Verb::Post, "/v1/categories").body("category")]);

/// Changes the fields that the update mask names.
pub static UPDATE_CATEGORY: Method<UpdateCategoryRequest, Category> = Method::new(
    &CATEGORY_SERVICE,
    "shop.category.v1.CategoryService/UpdateCategory",
)
.public()
.timeout(Duration::from_secs(5))
.http(&[HttpRule::new(Verb::Patch, "/v1/categories/{category.id}").body("category")]);

/// Moves a category, with everything below it, under another parent or to
/// another place among its siblings. `FAILED_PRECONDITION` if the new parent
/// is the category itself or lies below it.
pub static MOVE_CATEGORY: Method<MoveCategoryRequest, Category> = Method::new(
    &CATEGORY_SERVICE,
    "shop.category.v1.CategoryService/MoveCategory",
)
.public()
.timeout(Duration::from_secs(5))
.http(&[HttpRule::new(Verb::Post, "/v1/categories/{id}:move").whole_body()]);

/// Removes a category. `FAILED_PRECONDITION` while it has children.
pub static DELETE_CATEGORY: Method<DeleteCategoryRequest, ()> = Method::new(
    &CATEGORY_SERVICE,
    "shop.category.v1.CategoryService/DeleteCategory",
)
.public()
.timeout(Duration::from_secs(5))
.http(&[HttpRule::new(Verb::Delete, "/v1/categories/{id}")]);
