//! Stand-ins for the services of `shop.product.v1` in the tests of their callers.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::rpc::{Call, Reply, Result, Server, ServiceDescriptor, Stub};

use crate::messages::{
    CreateProductRequest, DeleteProductRequest, GetProductRequest, ListProductsRequest,
    ListProductsResponse, Product, UpdateProductRequest,
};
use crate::methods;

/// Stands in for the service behind [`ProductClient`](super::ProductClient). It answers
/// `UNIMPLEMENTED` to every method that it was given no answer for.
///
/// ```
/// use shop_product_v1::{Product, ProductStub};
///
/// let stub = ProductStub::new().get_product(|_request| Ok(Product::default()));
/// ```
#[derive(Debug, Default)]
pub struct ProductStub {
    stub: Stub,
}

impl ProductStub {
    /// A stub without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers [`get_product`](super::ProductClient::get_product).
    #[must_use]
    pub fn get_product(
        mut self,
        answer: impl Fn(GetProductRequest) -> Result<Product> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::GET_PRODUCT, answer);
        self
    }

    /// Answers [`list_products`](super::ProductClient::list_products).
    #[must_use]
    pub fn list_products(
        mut self,
        answer: impl Fn(ListProductsRequest) -> Result<ListProductsResponse>
            + Send
            + Sync
            + 'static,
    ) -> Self {
        self.stub.answer(&methods::LIST_PRODUCTS, answer);
        self
    }

    /// Answers [`create_product`](super::ProductClient::create_product).
    #[must_use]
    pub fn create_product(
        mut self,
        answer: impl Fn(CreateProductRequest) -> Result<Product> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::CREATE_PRODUCT, answer);
        self
    }

    /// Answers [`update_product`](super::ProductClient::update_product).
    #[must_use]
    pub fn update_product(
        mut self,
        answer: impl Fn(UpdateProductRequest) -> Result<Product> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::UPDATE_PRODUCT, answer);
        self
    }

    /// Answers [`delete_product`](super::ProductClient::delete_product).
    #[must_use]
    pub fn delete_product(
        mut self,
        answer: impl Fn(DeleteProductRequest) -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::DELETE_PRODUCT, answer);
        self
    }
}

impl Server for ProductStub {
    const SERVICE: &'static ServiceDescriptor = &methods::PRODUCT_SERVICE;

    async fn call(&self, call: Call) -> Result<Reply> {
        self.stub.call(call).await
    }
}
