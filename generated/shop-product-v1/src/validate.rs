//! The rules of `shop.product.v1`, as Rust.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::validate::{Check, Pattern, Validate};

use crate::messages::{
    CreateProductRequest, DeleteProductRequest, GetProductRequest, ListProductsRequest,
    ListProductsResponse, Product, UpdateProductRequest,
};

static PRODUCT_TITLE: Pattern = Pattern::new(r"[^\s\p{Z}]");

impl Validate for Product {
    fn validate(&self, check: &mut Check) {
        check.field("title", &self.title).required().max_len(200).pattern(&PRODUCT_TITLE);
        check.field("description", &self.description).max_len(10_000);
        check.field("price", &self.price).required().nested();
        check.field("category_ids", &self.category_ids).max_items(20).unique();
        check.field("status", &self.status).required().defined_only();
        check.field("images", &self.images).max_items(30).each_nested();
    }
}

impl Validate for GetProductRequest {
    fn validate(&self, check: &mut Check) {
        check.field("id", &self.id).required();
    }
}

impl Validate for ListProductsRequest {
    fn validate(&self, check: &mut Check) {
        check.field("page_size", &self.page_size).gte(0);
        check.field("category_ids", &self.category_ids).max_items(100);
    }
}

impl Validate for ListProductsResponse {
    fn validate(&self, check: &mut Check) {
        check.field("products", &self.products).each_nested();
    }
}

impl Validate for CreateProductRequest {
    fn validate(&self, check: &mut Check) {
        check.field("product", &self.product).required().nested_input();
    }
}

impl Validate for UpdateProductRequest {
    fn validate(&self, check: &mut Check) {
        check
            .field("product", &self.product)
            .required()
            .nested_masked("update_mask", &self.update_mask);
        check.field("update_mask", &self.update_mask).required();
    }
}

impl Validate for DeleteProductRequest {
    fn validate(&self, check: &mut Check) {
        check.field("id", &self.id).required();
    }
}
