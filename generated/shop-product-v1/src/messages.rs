//! The messages of `shop.product.v1`.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::message::{FieldMask, Timestamp};
use ids::shop_category_v1::CategoryId;
use ids::shop_product_v1::ProductId;
use shop_type_v1::{Image, Money};

/// Something that can be bought.
///
/// Stored in `products` · unique by `slug` · indexed by `category_ids` and `price.minor_units` · indexed by `status` · indexed by `price.minor_units` · indexed by `title`
#[derive(Clone, Default, PartialEq)]
pub struct Product {
    /// Given by the service.
    ///
    /// The identifier
    pub id: ProductId,
    /// The last part of the product's address in the shop: made from the title
    /// when the product is created, and kept when the title changes.
    ///
    /// Given by the service
    pub slug: String,
    /// What people call the product.
    ///
    /// Required · at most 200 characters · matches `[^\s\p{Z}]`
    pub title: String,
    /// What people should know before they buy it.
    ///
    /// At most 10,000 characters
    pub description: String,
    /// What one piece costs.
    ///
    /// Required
    pub price: Option<Money>,
    /// The categories that the product stands in.
    ///
    /// Must exist · at most 20 elements · no element twice
    pub category_ids: Vec<CategoryId>,
    /// Whether people see it.
    ///
    /// Required · a value that is declared
    pub status: ProductStatus,
    /// The first one is shown in lists.
    ///
    /// At most 30 elements
    pub images: Vec<Image>,
    /// When the product was created.
    ///
    /// Given by the service
    pub create_time: Option<Timestamp>,
    /// When the product was last changed.
    ///
    /// Given by the service
    pub update_time: Option<Timestamp>,
    /// Changes with every write. Sent back with an update, it makes the update
    /// fail with `ABORTED` if somebody else changed the product in between.
    pub etag: String,
}

counterpart::message::text_forms!(Product);

/// The request of [`get_product`](super::ProductClient::get_product).
#[derive(Clone, Default, PartialEq)]
pub struct GetProductRequest {
    /// The product to return.
    ///
    /// Required
    pub id: ProductId,
}

counterpart::message::text_forms!(GetProductRequest);

/// The request of [`list_products`](super::ProductClient::list_products).
#[derive(Clone, Default, PartialEq)]
pub struct ListProductsRequest {
    /// At most this many; 50 if 0, never more than 1000.
    ///
    /// At least 0
    pub page_size: i32,
    /// `next_page_token` of the page before; empty for the first one.
    pub page_token: String,
    /// Fields to sort by, such as `title` or `price.minor_units desc`.
    pub order_by: String,
    /// Only products that stand in one of these categories.
    ///
    /// At most 100 elements
    pub category_ids: Vec<CategoryId>,
    /// Only products with this status.
    pub status: Option<ProductStatus>,
}

counterpart::message::text_forms!(ListProductsRequest);

/// The response of [`list_products`](super::ProductClient::list_products).
#[derive(Clone, Default, PartialEq)]
pub struct ListProductsResponse {
    /// The products of this page.
    pub products: Vec<Product>,
    /// Gets the next page; empty on the last one.
    pub next_page_token: String,
}

counterpart::message::text_forms!(ListProductsResponse);

/// The request of [`create_product`](super::ProductClient::create_product).
#[derive(Clone, Default, PartialEq)]
pub struct CreateProductRequest {
    /// The product to store; what only the service may give is ignored.
    ///
    /// Required
    pub product: Option<Product>,
}

counterpart::message::text_forms!(CreateProductRequest);

/// The request of [`update_product`](super::ProductClient::update_product).
#[derive(Clone, Default, PartialEq)]
pub struct UpdateProductRequest {
    /// The product to change, which its id names, with the new values.
    ///
    /// Required
    pub product: Option<Product>,
    /// The fields to change, such as `title,price`; `*` for all.
    ///
    /// Required
    pub update_mask: Option<FieldMask>,
}

counterpart::message::text_forms!(UpdateProductRequest);

/// The request of [`delete_product`](super::ProductClient::delete_product).
#[derive(Clone, Default, PartialEq)]
pub struct DeleteProductRequest {
    /// The product to remove.
    ///
    /// Required
    pub id: ProductId,
    /// If set, the product is removed only if it still has this etag.
    pub etag: String,
}

counterpart::message::text_forms!(DeleteProductRequest);

/// Whether people see a product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ProductStatus {
    /// Not said.
    #[default]
    Unspecified,
    /// Being prepared; only the shop's staff sees it.
    Draft,
    /// On sale.
    Active,
    /// No longer sold, kept for old orders.
    Archived,
    /// A number that this version of the contract doesn't know.
    Unrecognized(i32),
}

counterpart::message::enumeration!(ProductStatus);
