//! Calls to the services of `shop.category.v1`.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::rpc::{Caller, Client, Result, ServiceDescriptor};

use crate::messages::{
    Category, CreateCategoryRequest, DeleteCategoryRequest, GetCategoryRequest,
    ListCategoriesRequest, ListCategoriesResponse, MoveCategoryRequest, UpdateCategoryRequest,
};
use crate::methods;

/// The trees of categories that a shop's products stand in.
///
/// | method | access | timeout | safe to retry | route |
/// | --- | --- | --- | --- | --- |
/// | [`get_category`](Self::get_category) | public | 2 s | yes: it reads | `GET /v1/categories/{id}` |
/// | [`list_categories`](Self::list_categories) | public | 5 s | yes: it reads | `GET /v1/categories` |
/// | [`create_category`](Self::create_category) | public | 5 s | no | `POST /v1/categories` |
/// | [`update_category`](Self::update_category) | public | 5 s | no | `PATCH /v1/categories/{category.id}` |
/// | [`move_category`](Self::move_category) | public | 5 s | no | `POST /v1/categories/{id}:move` |
/// | [`delete_category`](Self::delete_category) | public | 5 s | no | `DELETE /v1/categories/{id}` |
///
/// Made by [`Host::client`](counterpart::service::Host::client), and cheap to clone. The
/// deadline, trace and token of the call that is being handled travel along.
///
/// ```
/// use shop_category_v1::{Category, CategoryClient, CategoryId, GetCategoryRequest};
///
/// async fn example(client: &CategoryClient, id: CategoryId) -> counterpart::rpc::Result<Category> {
///     client.get_category(GetCategoryRequest { id }).await
/// }
/// ```
#[derive(Clone, Debug)]
pub struct CategoryClient {
    caller: Caller,
}

impl CategoryClient {
    /// Returns one category. `NOT_FOUND` if no category has this id.
    ///
    /// Public · 2 s · safe to retry · `GET /v1/categories/{id}`
    pub async fn get_category(&self, request: GetCategoryRequest) -> Result<Category> {
        self.caller.unary(&methods::GET_CATEGORY, request).await
    }

    /// Returns a page of categories, in the order of their creation unless
    /// [`order_by`](field@super::ListCategoriesRequest::order_by) says otherwise.
    ///
    /// Public · 5 s · safe to retry · `GET /v1/categories`
    pub async fn list_categories(
        &self,
        request: ListCategoriesRequest,
    ) -> Result<ListCategoriesResponse> {
        self.caller.unary(&methods::LIST_CATEGORIES, request).await
    }

    /// Stores a new category as the last child of its parent.
    ///
    /// Public · 5 s · `POST /v1/categories`
    pub async fn create_category(&self, request: CreateCategoryRequest) -> Result<Category> {
        self.caller.unary(&methods::CREATE_CATEGORY, request).await
    }

    /// Changes the fields that the update mask names.
    ///
    /// Public · 5 s · `PATCH /v1/categories/{category.id}`
    pub async fn update_category(&self, request: UpdateCategoryRequest) -> Result<Category> {
        self.caller.unary(&methods::UPDATE_CATEGORY, request).await
    }

    /// Moves a category, with everything below it, under another parent or to
    /// another place among its siblings. `FAILED_PRECONDITION` if the new parent
    /// is the category itself or lies below it.
    ///
    /// Public · 5 s · `POST /v1/categories/{id}:move`
    pub async fn move_category(&self, request: MoveCategoryRequest) -> Result<Category> {
        self.caller.unary(&methods::MOVE_CATEGORY, request).await
    }

    /// Removes a category. `FAILED_PRECONDITION` while it has children.
    ///
    /// Public · 5 s · `DELETE /v1/categories/{id}`
    pub async fn delete_category(&self, request: DeleteCategoryRequest) -> Result<()> {
        self.caller.unary(&methods::DELETE_CATEGORY, request).await
    }
}

impl Client for CategoryClient {
    const SERVICE: &'static ServiceDescriptor = &methods::CATEGORY_SERVICE;

    fn new(caller: Caller) -> Self {
        Self { caller }
    }
}
