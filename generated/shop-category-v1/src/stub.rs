//! Stand-ins for the services of `shop.category.v1` in the tests of their callers.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::rpc::{Call, Reply, Result, Server, ServiceDescriptor, Stub};

use crate::messages::{
    Category, CreateCategoryRequest, DeleteCategoryRequest, GetCategoryRequest,
    ListCategoriesRequest, ListCategoriesResponse, MoveCategoryRequest, UpdateCategoryRequest,
};
use crate::methods;

/// Stands in for the service behind [`CategoryClient`](super::CategoryClient). It answers
/// `UNIMPLEMENTED` to every method that it was given no answer for.
///
/// ```
/// use shop_category_v1::{Category, CategoryStub};
///
/// let stub = CategoryStub::new().get_category(|_request| Ok(Category::default()));
/// ```
#[derive(Debug, Default)]
pub struct CategoryStub {
    stub: Stub,
}

impl CategoryStub {
    /// A stub without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers [`get_category`](super::CategoryClient::get_category).
    #[must_use]
    pub fn get_category(
        mut self,
        answer: impl Fn(GetCategoryRequest) -> Result<Category> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::GET_CATEGORY, answer);
        self
    }

    /// Answers [`list_categories`](super::CategoryClient::list_categories).
    #[must_use]
    pub fn list_categories(
        mut self,
        answer: impl Fn(ListCategoriesRequest) -> Result<ListCategoriesResponse>
            + Send
            + Sync
            + 'static,
    ) -> Self {
        self.stub.answer(&methods::LIST_CATEGORIES, answer);
        self
    }

    /// Answers [`create_category`](super::CategoryClient::create_category).
    #[must_use]
    pub fn create_category(
        mut self,
        answer: impl Fn(CreateCategoryRequest) -> Result<Category> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::CREATE_CATEGORY, answer);
        self
    }

    /// Answers [`update_category`](super::CategoryClient::update_category).
    #[must_use]
    pub fn update_category(
        mut self,
        answer: impl Fn(UpdateCategoryRequest) -> Result<Category> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::UPDATE_CATEGORY, answer);
        self
    }

    /// Answers [`move_category`](super::CategoryClient::move_category).
    #[must_use]
    pub fn move_category(
        mut self,
        answer: impl Fn(MoveCategoryRequest) -> Result<Category> + Send + Sync + 'static,
    ) -> Self {
        self.stub.answer(&methods::MOVE_CATEGORY, answer);
        self
    }

    /// Answers [`delete_category`](super::CategoryClient::delete_category).
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
