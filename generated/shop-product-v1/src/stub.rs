//! Stand-ins for the services of `shop.product.v1` in the tests of their callers.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::rpc::{Call, Reply, Result, Server, ServiceDescriptor, Stub};

use crate::messages::{
    CreateProductRequest, DeleteProductRequest, GetProductRequest, ListProductsRequest,
    ListProductsResponse, Product, UpdateProductRequest,
};
use crate::methods;

/// Answers `UNIMPLEMENTED` to every method that was not given an answer.
#[derive(Debug, Default)]
pub struct ProductStub {
    stub: Stub,
}

impl ProductStub {
    /// A stub without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers `GetProduct`.
    #[must_use]
    pub fn get_product(
        mut self,
        answer: impl Fn(GetProductRequest) -> Result<Product> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::GET_PRODUCT, answer);
        self
    }

    /// Answers `ListProducts`.
    #[must_use]
    pub fn list_products(
        mut self,
        answer: impl Fn(ListProductsRequest) -> Result<ListProductsResponse> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::LIST_PRODUCTS, answer);
        self
    }

    /// Answers `CreateProduct`.
    #[must_use]
    pub fn create_product(
        mut self,
        answer: impl Fn(CreateProductRequest) -> Result<Product> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::CREATE_PRODUCT, answer);
        self
    }

    /// Answers `UpdateProduct`.
    #[must_use]
    pub fn update_product(
        mut self,
        answer: impl Fn(UpdateProductRequest) -> Result<Product> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::UPDATE_PRODUCT, answer);
        self
    }

    /// Answers `DeleteProduct`.
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
