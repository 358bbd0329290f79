//! The methods of `shop.product.v1`, as data.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use std::time::Duration;

use counterpart::rpc::{HttpRule, Method, ServiceDescriptor, Verb};

use crate::messages::{
    CreateProductRequest, DeleteProductRequest, GetProductRequest, ListProductsRequest,
    ListProductsResponse, Product, UpdateProductRequest,
};

/// What the contract says of `shop.product.v1.ProductService`.
pub static PRODUCT_SERVICE: ServiceDescriptor =
    ServiceDescriptor::new("shop.product.v1.ProductService", "product", 1);

/// What the contract says of [`get_product`](super::ProductClient::get_product).
pub static GET_PRODUCT: Method<GetProductRequest, Product> =
    Method::new(&PRODUCT_SERVICE, "shop.product.v1.ProductService/GetProduct")
        .public()
        .no_side_effects()
        .timeout(Duration::from_secs(2))
        .http(&[HttpRule::new(Verb::Get, "/v1/products/{id}")]);

/// What the contract says of [`list_products`](super::ProductClient::list_products).
pub static LIST_PRODUCTS: Method<ListProductsRequest, ListProductsResponse> =
    Method::new(&PRODUCT_SERVICE, "shop.product.v1.ProductService/ListProducts")
        .public()
        .no_side_effects()
        .timeout(Duration::from_secs(5))
        .http(&[HttpRule::new(Verb::Get, "/v1/products")]);

/// What the contract says of [`create_product`](super::ProductClient::create_product).
pub static CREATE_PRODUCT: Method<CreateProductRequest, Product> =
    Method::new(&PRODUCT_SERVICE, "shop.product.v1.ProductService/CreateProduct")
        .public()
        .timeout(Duration::from_secs(5))
        .http(&[HttpRule::new(Verb::Post, "/v1/products").body("product")]);

/// What the contract says of [`update_product`](super::ProductClient::update_product).
pub static UPDATE_PRODUCT: Method<UpdateProductRequest, Product> =
    Method::new(&PRODUCT_SERVICE, "shop.product.v1.ProductService/UpdateProduct")
        .public()
        .timeout(Duration::from_secs(5))
        .http(&[HttpRule::new(Verb::Patch, "/v1/products/{product.id}").body("product")]);

/// What the contract says of [`delete_product`](super::ProductClient::delete_product).
pub static DELETE_PRODUCT: Method<DeleteProductRequest, ()> =
    Method::new(&PRODUCT_SERVICE, "shop.product.v1.ProductService/DeleteProduct")
        .public()
        .timeout(Duration::from_secs(5))
        .http(&[HttpRule::new(Verb::Delete, "/v1/products/{id}")]);
