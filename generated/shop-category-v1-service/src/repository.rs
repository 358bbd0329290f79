//! Where the entities of `shop.category.v1` are stored.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::message::FieldMask;
use counterpart::rpc::Result;
use counterpart::store::{Batch, Database, Filter, List, OwnedBy, Repository};
use ids::shop_category_v1::CategoryId;
use shop_category_v1::Category;

use crate::contract::CategoryContract;
use crate::fields::category;

/// The stored categories.
#[derive(Clone, Debug)]
pub struct CategoryRepository {
    categories: Repository<CategoryContract, Category>,
}

impl CategoryRepository {
    /// Returns the category with this id. `NOT_FOUND` if there is none.
    pub async fn get(&self, id: &CategoryId) -> Result<Category> {
        self.categories.get(id).await
    }

    /// Returns the category with this id, if there is one.
    pub async fn find(&self, id: &CategoryId) -> Result<Option<Category>> {
        self.categories.find(id).await
    }

    /// Returns the category with this `slug`, if there is one.
    pub async fn find_by_slug(&self, slug: &str) -> Result<Option<Category>> {
        self.categories.find_one(category::slug().eq(slug)).await
    }

    /// Lists categories; the filter's paths are in [`category`](mod@crate::fields::category).
    pub fn list(&self, filter: Filter<Category>) -> List<'_, CategoryContract, Category> {
        self.categories.list(filter)
    }

    /// Counts categories.
    pub async fn count(&self, filter: Filter<Category>) -> Result<u64> {
        self.categories.count(filter).await
    }

    /// Stores a new category, under a fresh id if it has none.
    /// `ALREADY_EXISTS` names the field whose value is taken.
    pub async fn insert(&self, category: Category) -> Result<Category> {
        self.categories.insert(category).await
    }

    /// Changes the fields that the mask names (AIP-134). `NOT_FOUND` if no
    /// category has the id; `ABORTED` if the etag is set and no longer the stored one.
    pub async fn update(&self, changes: Category, mask: &FieldMask) -> Result<Category> {
        self.categories.update(changes, mask).await
    }

    /// Writes back a category that was read and changed. `ABORTED` if
    /// somebody else has changed it since.
    pub async fn replace(&self, category: Category) -> Result<Category> {
        self.categories.replace(category).await
    }

    /// Begins several writes of which all happen or none.
    pub fn batch(&self) -> Batch<'_, CategoryContract, Category> {
        self.categories.batch()
    }

    /// Removes a category; with an etag, only if it still is the stored one.
    pub async fn delete(&self, id: &CategoryId, etag: &str) -> Result<()> {
        self.categories.delete(id, etag).await
    }
}

impl OwnedBy<CategoryContract> for CategoryRepository {
    fn open(database: &Database) -> Self {
        Self {
            categories: Repository::open(database),
        }
    }
}
