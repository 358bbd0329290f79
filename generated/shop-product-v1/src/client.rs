//! Calls to the services of `shop.product.v1`.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::rpc::{Caller, Client, Result, ServiceDescriptor};

use crate::messages::{
    CreateProductRequest, DeleteProductRequest, GetProductRequest, ListProductsRequest,
    ListProductsResponse, Product, UpdateProductRequest,
};
use crate::methods;

/// The products of the shop.
///
/// | method | access | timeout | safe to retry | route |
/// | --- | --- | --- | --- | --- |
/// | [`get_product`](Self::get_product) | public | 2 s | yes: it reads | `GET /v1/products/{id}` |
/// | [`list_products`](Self::list_products) | public | 5 s | yes: it reads | `GET /v1/products` |
/// | [`create_product`](Self::create_product) | public | 5 s | no | `POST /v1/products` |
/// | [`update_product`](Self::update_product) | public | 5 s | no | `PATCH /v1/products/{product.id}` |
/// | [`delete_product`](Self::delete_product) | public | 5 s | no | `DELETE /v1/products/{id}` |
///
/// Made by [`Host::client`](counterpart::service::Host::client), and cheap to clone. The
/// deadline, trace and token of the call that is being handled travel along.
///
/// ```
/// use shop_product_v1::{GetProductRequest, Product, ProductClient, ProductId};
///
/// async fn example(client: &ProductClient, id: ProductId) -> counterpart::rpc::Result<Product> {
///     client.get_product(GetProductRequest { id }).await
/// }
/// ```
#[derive(Clone, Debug)]
pub struct ProductClient {
    caller: Caller,
}

impl ProductClient {
    /// Returns one product. `NOT_FOUND` if no product has this id.
    ///
    /// Public · 2 s · safe to retry · `GET /v1/products/{id}`
    pub async fn get_product(&self, request: GetProductRequest) -> Result<Product> {
        self.caller.unary(&methods::GET_PRODUCT, request).await
    }

    /// Returns a page of products, in the order of their creation unless
    /// [`order_by`](field@super::ListProductsRequest::order_by) says otherwise.
    ///
    /// Public · 5 s · safe to retry · `GET /v1/products`
    pub async fn list_products(
        &self,
        request: ListProductsRequest,
    ) -> Result<ListProductsResponse> {
        self.caller.unary(&methods::LIST_PRODUCTS, request).await
    }

    /// Stores a new product, and makes its slug from the title.
    ///
    /// Public · 5 s · `POST /v1/products`
    pub async fn create_product(&self, request: CreateProductRequest) -> Result<Product> {
        self.caller.unary(&methods::CREATE_PRODUCT, request).await
    }

    /// Changes the fields that the update mask names.
    ///
    /// Public · 5 s · `PATCH /v1/products/{product.id}`
    pub async fn update_product(&self, request: UpdateProductRequest) -> Result<Product> {
        self.caller.unary(&methods::UPDATE_PRODUCT, request).await
    }

    /// Removes a product.
    ///
    /// Public · 5 s · `DELETE /v1/products/{id}`
    pub async fn delete_product(&self, request: DeleteProductRequest) -> Result<()> {
        self.caller.unary(&methods::DELETE_PRODUCT, request).await
    }
}

impl Client for ProductClient {
    const SERVICE: &'static ServiceDescriptor = &methods::PRODUCT_SERVICE;

    fn new(caller: Caller) -> Self {
        Self { caller }
    }
}
