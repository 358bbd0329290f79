//! The methods of `shop.category.v1`, as data.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use std::time::Duration;

use counterpart::rpc::{HttpRule, Method, ServiceDescriptor, Verb};

use crate::messages::{
    Category, CreateCategoryRequest, DeleteCategoryRequest, GetCategoryRequest,
    ListCategoriesRequest, ListCategoriesResponse, MoveCategoryRequest, UpdateCategoryRequest,
};

/// What the contract says of `shop.category.v1.CategoryService`.
pub static CATEGORY_SERVICE: ServiceDescriptor =
    ServiceDescriptor::new("shop.category.v1.CategoryService", "category", 1);

/// What the contract says of [`get_category`](super::CategoryClient::get_category).
pub static GET_CATEGORY: Method<GetCategoryRequest, Category> =
    Method::new(&CATEGORY_SERVICE, "shop.category.v1.CategoryService/GetCategory")
        .public()
        .no_side_effects()
        .timeout(Duration::from_secs(2))
        .http(&[HttpRule::new(Verb::Get, "/v1/categories/{id}")]);

/// What the contract says of [`list_categories`](super::CategoryClient::list_categories).
pub static LIST_CATEGORIES: Method<ListCategoriesRequest, ListCategoriesResponse> =
    Method::new(&CATEGORY_SERVICE, "shop.category.v1.CategoryService/ListCategories")
        .public()
        .no_side_effects()
        .timeout(Duration::from_secs(5))
        .http(&[HttpRule::new(Verb::Get, "/v1/categories")]);

/// What the contract says of [`create_category`](super::CategoryClient::create_category).
pub static CREATE_CATEGORY: Method<CreateCategoryRequest, Category> =
    Method::new(&CATEGORY_SERVICE, "shop.category.v1.CategoryService/CreateCategory")
        .public()
        .timeout(Duration::from_secs(5))
        .http(&[HttpRule::new(Verb::Post, "/v1/categories").body("category")]);

/// What the contract says of [`update_category`](super::CategoryClient::update_category).
pub static UPDATE_CATEGORY: Method<UpdateCategoryRequest, Category> =
    Method::new(&CATEGORY_SERVICE, "shop.category.v1.CategoryService/UpdateCategory")
        .public()
        .timeout(Duration::from_secs(5))
        .http(&[HttpRule::new(Verb::Patch, "/v1/categories/{category.id}").body("category")]);

/// What the contract says of [`move_category`](super::CategoryClient::move_category).
pub static MOVE_CATEGORY: Method<MoveCategoryRequest, Category> =
    Method::new(&CATEGORY_SERVICE, "shop.category.v1.CategoryService/MoveCategory")
        .public()
        .timeout(Duration::from_secs(5))
        .http(&[HttpRule::new(Verb::Post, "/v1/categories/{id}:move").whole_body()]);

/// What the contract says of [`delete_category`](super::CategoryClient::delete_category).
pub static DELETE_CATEGORY: Method<DeleteCategoryRequest, ()> =
    Method::new(&CATEGORY_SERVICE, "shop.category.v1.CategoryService/DeleteCategory")
        .public()
        .timeout(Duration::from_secs(5))
        .http(&[HttpRule::new(Verb::Delete, "/v1/categories/{id}")]);
