//! Where the entities of `shop.product.v1` are stored.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::message::FieldMask;
use counterpart::rpc::Result;
use counterpart::store::{Batch, Database, Filter, List, OwnedBy, Repository};
use ids::shop_product_v1::ProductId;
use shop_product_v1::Product;

use crate::contract::ProductContract;
use crate::fields::product;

/// The stored products.
#[derive(Clone, Debug)]
pub struct ProductRepository {
    products: Repository<ProductContract, Product>,
}

impl ProductRepository {
    /// Returns the product with this id. `NOT_FOUND` if there is none.
    pub async fn get(&self, id: &ProductId) -> Result<Product> {
        self.products.get(id).await
    }

    /// Returns the product with this id, if there is one.
    pub async fn find(&self, id: &ProductId) -> Result<Option<Product>> {
        self.products.find(id).await
    }

    /// Returns the product with this `slug`, if there is one.
    pub async fn find_by_slug(&self, slug: &str) -> Result<Option<Product>> {
        self.products.find_one(product::slug().eq(slug)).await
    }

    /// Lists products; the filter's paths are in [`product`](mod@crate::fields::product).
    pub fn list(&self, filter: Filter<Product>) -> List<'_, ProductContract, Product> {
        self.products.list(filter)
    }

    /// Counts products.
    pub async fn count(&self, filter: Filter<Product>) -> Result<u64> {
        self.products.count(filter).await
    }

    /// Stores a new product, under a fresh id if it has none.
    /// `ALREADY_EXISTS` names the field whose value is taken.
    pub async fn insert(&self, product: Product) -> Result<Product> {
        self.products.insert(product).await
    }

    /// Changes the fields that the mask names (AIP-134). `NOT_FOUND` if no
    /// product has the id; `ABORTED` if the etag is set and no longer the stored one.
    pub async fn update(&self, changes: Product, mask: &FieldMask) -> Result<Product> {
        self.products.update(changes, mask).await
    }

    /// Writes back a product that was read and changed. `ABORTED` if
    /// somebody else has changed it since.
    pub async fn replace(&self, product: Product) -> Result<Product> {
        self.products.replace(product).await
    }

    /// Begins several writes of which all happen or none.
    pub fn batch(&self) -> Batch<'_, ProductContract, Product> {
        self.products.batch()
    }

    /// Removes a product; with an etag, only if it still is the stored one.
    pub async fn delete(&self, id: &ProductId, etag: &str) -> Result<()> {
        self.products.delete(id, etag).await
    }
}

impl OwnedBy<ProductContract> for ProductRepository {
    fn open(database: &Database) -> Self {
        Self {
            products: Repository::open(database),
        }
    }
}
