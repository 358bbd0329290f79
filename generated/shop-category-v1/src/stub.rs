//! Stand-ins for the services of `shop.category.v1` in the tests of their callers.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::rpc::{Call, Reply, Result, Server, ServiceDescriptor, Stub};

use crate::messages::{
    Category, CreateCategoryRequest, DeleteCategoryRequest, GetCategoryRequest,
    ListCategoriesRequest, ListCategoriesResponse, MoveCategoryRequest, UpdateCategoryRequest,
};
use crate::methods;

/// Answers `UNIMPLEMENTED` to every method that was not given an answer.
#[derive(Debug, Default)]
pub struct CategoryStub {
    stub: Stub,
}

impl CategoryStub {
    /// A stub without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers `GetCategory`.
    #[must_use]
    pub fn get_category(
        mut self,
        answer: impl Fn(GetCategoryRequest) -> Result<Category> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::GET_CATEGORY, answer);
        self
    }

    /// Answers `ListCategories`.
    #[must_use]
    pub fn list_categories(
        mut self,
        answer: impl Fn(ListCategoriesRequest) -> Result<ListCategoriesResponse> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::LIST_CATEGORIES, answer);
        self
    }

    /// Answers `CreateCategory`.
    #[must_use]
    pub fn create_category(
        mut self,
        answer: impl Fn(CreateCategoryRequest) -> Result<Category> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::CREATE_CATEGORY, answer);
        self
    }

    /// Answers `UpdateCategory`.
    #[must_use]
    pub fn update_category(
        mut self,
        answer: impl Fn(UpdateCategoryRequest) -> Result<Category> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::UPDATE_CATEGORY, answer);
        self
    }

    /// Answers `MoveCategory`.
    #[must_use]
    pub fn move_category(
        mut self,
        answer: impl Fn(MoveCategoryRequest) -> Result<Category> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::MOVE_CATEGORY, answer);
        self
    }

    /// Answers `DeleteCategory`.
    #[must_use]
    pub fn delete_category(
        mut self,
        answer: impl Fn(DeleteCategoryRequest) -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::DELETE_CATEGORY, answer);
        self
    }
}

impl Server for CategoryStub {
    const SERVICE: &'static ServiceDescriptor = &methods::CATEGORY_SERVICE;

    async fn call(&self, call: Call) -> Result<Reply> {
        self.stub.call(call).await
    }
}
