//! The services of `shop.product.v1`, to be implemented.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::message::Required;
use counterpart::rpc::{
    Call, Caller, Client, Lookup, Reply, Request, Result, Server, ServiceDescriptor, found,
    no_owner,
};
use counterpart::service::Serves;
use counterpart::store::Filter;
use shop_category_v1::{CategoryClient, GetCategoryRequest};
use shop_product_v1::{
    CreateProductRequest, DeleteProductRequest, GetProductRequest, ListProductsRequest,
    ListProductsResponse, Product, UpdateProductRequest, methods,
};

use crate::contract::ProductContract;
use crate::fields::product;
use crate::repository::ProductRepository;

/// The products of the shop.
///
/// | method | access | timeout | safe to retry | body |
/// | --- | --- | --- | --- | --- |
/// | [`get_product`](Self::get_product) | public | 2 s | yes: it reads | provided |
/// | [`list_products`](Self::list_products) | public | 5 s | yes: it reads | provided |
/// | [`create_product`](Self::create_product) | public | 5 s | no | to be written |
/// | [`update_product`](Self::update_product) | public | 5 s | no | provided |
/// | [`delete_product`](Self::delete_product) | public | 5 s | no | provided |
///
/// The methods that the contract doesn't provide are left to be written:
///
/// ```
/// use counterpart::rpc::{Request, Status};
/// use counterpart::service::Host;
/// use shop_product_v1::{CreateProductRequest, Product};
/// use shop_product_v1_service::{ProductContract, ProductRepository, ProductServer, ProductService};
///
/// struct Products {
///     products: ProductRepository,
/// }
///
/// async fn serve(host: Host<ProductContract>) -> counterpart::service::Result<()> {
///     let service = Products { products: host.repository() };
///     host.serve(ProductServer::new(service)).await
/// }
///
/// impl ProductService for Products {
///     fn products(&self) -> &ProductRepository {
///         &self.products
///     }
///
///     async fn create_product(
///         &self,
///         request: Request<CreateProductRequest>,
///     ) -> counterpart::rpc::Result<Product> {
///         Err(Status::unimplemented("what only this service knows"))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` doesn't implement `ProductService`")]
#[diagnostic::on_unimplemented(note = "write `impl ProductService for {Self}`")]
pub trait ProductService: Send + Sync + 'static {
    /// The stored products, for what is provided here.
    fn products(&self) -> &ProductRepository;

    /// Returns one product. `NOT_FOUND` if no product has this id.
    ///
    /// Provided: the standard method of [AIP-131](https://google.aip.dev/131).
    fn get_product(
        &self,
        request: Request<GetProductRequest>,
    ) -> impl Future<Output = Result<Product>> + Send {
        async move {
            self.products().get(&request.message().id).await
        }
    }

    /// Returns a page of products, in the order of their creation unless
    /// [`order_by`](field@shop_product_v1::ListProductsRequest::order_by) says otherwise.
    ///
    /// Provided: the standard method of [AIP-132](https://google.aip.dev/132).
    fn list_products(
        &self,
        request: Request<ListProductsRequest>,
    ) -> impl Future<Output = Result<ListProductsResponse>> + Send {
        async move {
            let request = request.into_message();
            let filter = Filter::all()
                .matching(product::category_ids(), request.category_ids)
                .matching(product::status(), request.status);
            let page = self.products()
                .list(filter)
                .order_by_text(&request.order_by)
                .page(request.page_size, &request.page_token)
                .await?;
            Ok(ListProductsResponse { products: page.items, next_page_token: page.next_page_token })
        }
    }

    /// Stores a new product, and makes its slug from the title.
    fn create_product(
        &self,
        request: Request<CreateProductRequest>,
    ) -> impl Future<Output = Result<Product>> + Send;

    /// Changes the fields that the update mask names.
    ///
    /// Provided: the standard method of [AIP-134](https://google.aip.dev/134).
    fn update_product(
        &self,
        request: Request<UpdateProductRequest>,
    ) -> impl Future<Output = Result<Product>> + Send {
        async move {
            let request = request.into_message();
            self.products()
                .update(request.product.required()?, &request.update_mask.required()?)
                .await
        }
    }

    /// Removes a product.
    ///
    /// Provided: the standard method of [AIP-135](https://google.aip.dev/135).
    fn delete_product(
        &self,
        request: Request<DeleteProductRequest>,
    ) -> impl Future<Output = Result<()>> + Send {
        async move {
            let request = request.into_message();
            self.products().delete(&request.id, &request.etag).await
        }
    }
}

/// Serves a [`ProductService`]: decodes, checks, dispatches, replies.
#[derive(Debug)]
pub struct ProductServer<S> {
    service: S,
}

impl<S> ProductServer<S> {
    /// A server of this service.
    pub fn new(service: S) -> Self {
        Self { service }
    }
}

impl<S: ProductService> Serves<ProductContract> for ProductServer<S> {}

impl<S: ProductService> Server for ProductServer<S> {
    const SERVICE: &'static ServiceDescriptor = &methods::PRODUCT_SERVICE;

    async fn call(&self, call: Call) -> Result<Reply> {
        let service = &self.service;
        match call.method() {
            "GetProduct" => call.unary(&methods::GET_PRODUCT, |r| service.get_product(r)).await,
            "ListProducts" => {
                call.unary(&methods::LIST_PRODUCTS, |r| service.list_products(r)).await
            }
            "CreateProduct" => {
                call.unary_checked(&methods::CREATE_PRODUCT, self, |r| service.create_product(r))
                    .await
            }
            "UpdateProduct" => {
                call.unary_checked(&methods::UPDATE_PRODUCT, self, |r| service.update_product(r))
                    .await
            }
            "DeleteProduct" => {
                call.unary(&methods::DELETE_PRODUCT, |r| service.delete_product(r)).await
            }
            _ => Err(call.unimplemented()),
        }
    }
}

/// Looks up what requests refer to.
impl<S: ProductService> Lookup for ProductServer<S> {
    async fn exists(&self, caller: &Caller, entity: &'static str, id: &str) -> Result<bool> {
        match entity {
            "shop.category.v1.Category" => {
                let client = CategoryClient::new(caller.clone());
                let request = GetCategoryRequest { id: id.into() };
                found(client.get_category(request).await)
            }
            _ => Err(no_owner(entity)),
        }
    }
}
