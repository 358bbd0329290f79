//! The rules of `shop.category.v1`, as Rust.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::validate::{Check, Pattern, Validate};

use crate::messages::{
    Category, CreateCategoryRequest, DeleteCategoryRequest, GetCategoryRequest,
    ListCategoriesRequest, ListCategoriesResponse, MoveCategoryRequest, UpdateCategoryRequest,
};

static CATEGORY_SLUG: Pattern = Pattern::new("^[a-z0-9]+(-[a-z0-9]+)*$");

static CATEGORY_TITLE: Pattern = Pattern::new(r"[^\s\p{Z}]");

impl Validate for Category {
    fn validate(&self, check: &mut Check) {
        check.field("slug", &self.slug).required().max_len(120).pattern(&CATEGORY_SLUG);
        check.field("title", &self.title).required().max_len(200).pattern(&CATEGORY_TITLE);
    }
}

impl Validate for GetCategoryRequest {
    fn validate(&self, check: &mut Check) {
        check.field("id", &self.id).required();
    }
}

impl Validate for ListCategoriesRequest {
    fn validate(&self, check: &mut Check) {
        check.field("page_size", &self.page_size).gte(0);
        check.field("ancestor_ids", &self.ancestor_ids).max_items(100);
    }
}

impl Validate for ListCategoriesResponse {
    fn validate(&self, check: &mut Check) {
        check.field("categories", &self.categories).each_nested();
    }
}

impl Validate for CreateCategoryRequest {
    fn validate(&self, check: &mut Check) {
        check.field("category", &self.category).required().nested_input();
    }
}

impl Validate for UpdateCategoryRequest {
    fn validate(&self, check: &mut Check) {
        check
            .field("category", &self.category)
            .required()
            .nested_masked("update_mask", &self.update_mask);
        check.field("update_mask", &self.update_mask).required();
    }
}

impl Validate for MoveCategoryRequest {
    fn validate(&self, check: &mut Check) {
        check.field("id", &self.id).required();
        check.field("position", &self.position).gte(0);
    }
}

impl Validate for DeleteCategoryRequest {
    fn validate(&self, check: &mut Check) {
        check.field("id", &self.id).required();
    }
}
