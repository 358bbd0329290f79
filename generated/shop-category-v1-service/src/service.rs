//! The services of `shop.category.v1`, to be implemented.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::message::Required;
use counterpart::rpc::{
    Call, Caller, Lookup, Reply, Request, Result, Server, ServiceDescriptor, found, no_owner,
};
use counterpart::service::Serves;
use counterpart::store::Filter;
use shop_category_v1::{
    Category, CreateCategoryRequest, DeleteCategoryRequest, GetCategoryRequest,
    ListCategoriesRequest, ListCategoriesResponse, MoveCategoryRequest, UpdateCategoryRequest,
    methods,
};

use crate::contract::CategoryContract;
use crate::fields::category;
use crate::repository::CategoryRepository;

/// The trees of categories that a shop's products stand in.
///
/// | method | access | timeout | safe to retry | body |
/// | --- | --- | --- | --- | --- |
/// | [`get_category`](Self::get_category) | public | 2 s | yes: it reads | provided |
/// | [`list_categories`](Self::list_categories) | public | 5 s | yes: it reads | provided |
/// | [`create_category`](Self::create_category) | public | 5 s | no | to be written |
/// | [`update_category`](Self::update_category) | public | 5 s | no | provided |
/// | [`move_category`](Self::move_category) | public | 5 s | no | to be written |
/// | [`delete_category`](Self::delete_category) | public | 5 s | no | to be written |
///
/// The methods that the contract doesn't provide are left to be written:
///
/// ```
/// use counterpart::rpc::{Request, Status};
/// use counterpart::service::Host;
/// use shop_category_v1::{Category, CreateCategoryRequest, DeleteCategoryRequest, MoveCategoryRequest};
/// use shop_category_v1_service::{CategoryContract, CategoryRepository, CategoryServer, CategoryService};
///
/// struct Categories {
///     categories: CategoryRepository,
/// }
///
/// async fn serve(host: Host<CategoryContract>) -> counterpart::service::Result<()> {
///     let service = Categories { categories: host.repository() };
///     host.serve(CategoryServer::new(service)).await
/// }
///
/// impl CategoryService for Categories {
///     fn categories(&self) -> &CategoryRepository {
///         &self.categories
///     }
///
///     async fn create_category(
///         &self,
///         request: Request<CreateCategoryRequest>,
///     ) -> counterpart::rpc::Result<Category> {
///         Err(Status::unimplemented("what only this service knows"))
///     }
///
///     async fn move_category(
///         &self,
///         request: Request<MoveCategoryRequest>,
///     ) -> counterpart::rpc::Result<Category> {
///         Err(Status::unimplemented("what only this service knows"))
///     }
///
///     async fn delete_category(
///         &self,
///         request: Request<DeleteCategoryRequest>,
///     ) -> counterpart::rpc::Result<()> {
///         Err(Status::unimplemented("what only this service knows"))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` doesn't implement `CategoryService`")]
#[diagnostic::on_unimplemented(note = "write `impl CategoryService for {Self}`")]
pub trait CategoryService: Send + Sync + 'static {
    /// The stored categories, for what is provided here.
    fn categories(&self) -> &CategoryRepository;

    /// Returns one category. `NOT_FOUND` if no category has this id.
    ///
    /// Provided: the standard method of [AIP-131](https://google.aip.dev/131).
    fn get_category(
        &self,
        request: Request<GetCategoryRequest>,
    ) -> impl Future<Output = Result<Category>> + Send {
        async move {
            self.categories().get(&request.message().id).await
        }
    }

    /// Returns a page of categories, in the order of their creation unless
    /// [`order_by`](field@shop_category_v1::ListCategoriesRequest::order_by) says otherwise.
    ///
    /// Provided: the standard method of [AIP-132](https://google.aip.dev/132).
    fn list_categories(
        &self,
        request: Request<ListCategoriesRequest>,
    ) -> impl Future<Output = Result<ListCategoriesResponse>> + Send {
        async move {
            let request = request.into_message();
            let filter = Filter::all()
                .matching(category::parent_id(), request.parent_id)
                .matching(category::ancestor_ids(), request.ancestor_ids);
            let page = self.categories()
                .list(filter)
                .order_by_text(&request.order_by)
                .page(request.page_size, &request.page_token)
                .await?;
            Ok(ListCategoriesResponse {
                categories: page.items,
                next_page_token: page.next_page_token,
            })
        }
    }

    /// Stores a new category as the last child of its parent.
    fn create_category(
        &self,
        request: Request<CreateCategoryRequest>,
    ) -> impl Future<Output = Result<Category>> + Send;

    /// Changes the fields that the update mask names.
    ///
    /// Provided: the standard method of [AIP-134](https://google.aip.dev/134).
    fn update_category(
        &self,
        request: Request<UpdateCategoryRequest>,
    ) -> impl Future<Output = Result<Category>> + Send {
        async move {
            let request = request.into_message();
            self.categories()
                .update(request.category.required()?, &request.update_mask.required()?)
                .await
        }
    }

    /// Moves a category, with everything below it, under another parent or to
    /// another place among its siblings. `FAILED_PRECONDITION` if the new parent
    /// is the category itself or lies below it.
    fn move_category(
        &self,
        request: Request<MoveCategoryRequest>,
    ) -> impl Future<Output = Result<Category>> + Send;

    /// Removes a category. `FAILED_PRECONDITION` while it has children.
    fn delete_category(
        &self,
        request: Request<DeleteCategoryRequest>,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// Serves a [`CategoryService`]: decodes, checks, dispatches, replies.
#[derive(Debug)]
pub struct CategoryServer<S> {
    service: S,
}

impl<S> CategoryServer<S> {
    /// A server of this service.
    pub fn new(service: S) -> Self {
        Self { service }
    }
}

impl<S: CategoryService> Serves<CategoryContract> for CategoryServer<S> {}

impl<S: CategoryService> Server for CategoryServer<S> {
    const SERVICE: &'static ServiceDescriptor = &methods::CATEGORY_SERVICE;

    async fn call(&self, call: Call) -> Result<Reply> {
        let service = &self.service;
        match call.method() {
            "GetCategory" => call.unary(&methods::GET_CATEGORY, |r| service.get_category(r)).await,
            "ListCategories" => {
                call.unary(&methods::LIST_CATEGORIES, |r| service.list_categories(r)).await
            }
            "CreateCategory" => {
                call.unary_checked(&methods::CREATE_CATEGORY, self, |r| service.create_category(r))
                    .await
            }
            "UpdateCategory" => {
                call.unary_checked(&methods::UPDATE_CATEGORY, self, |r| service.update_category(r))
                    .await
            }
            "MoveCategory" => {
                call.unary_checked(&methods::MOVE_CATEGORY, self, |r| service.move_category(r))
                    .await
            }
            "DeleteCategory" => {
                call.unary(&methods::DELETE_CATEGORY, |r| service.delete_category(r)).await
            }
            _ => Err(call.unimplemented()),
        }
    }
}

/// Looks up what requests refer to.
impl<S: CategoryService> Lookup for CategoryServer<S> {
    async fn exists(&self, _caller: &Caller, entity: &'static str, id: &str) -> Result<bool> {
        match entity {
            "shop.category.v1.Category" => found(self.service.categories().get(&id.into()).await),
            _ => Err(no_owner(entity)),
        }
    }
}
