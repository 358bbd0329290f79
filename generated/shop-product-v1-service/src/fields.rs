//! The fields of stored entities, for filters and orders.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::store::{Filter, Path};
use shop_type_v1::Money;

/// The fields of a stored `shop.product.v1.Product`.
pub mod product {
    use counterpart::message::Timestamp;
    use counterpart::store::Path;
    use ids::shop_category_v1::CategoryId;
    use ids::shop_product_v1::ProductId;
    use shop_product_v1::{Product, ProductStatus};
    use shop_type_v1::Image;

    /// Given by the service.
    pub fn id() -> Path<Product, ProductId> {
        Path::new("_id")
    }

    /// The last part of the product's address in the shop: made from the title
    /// when the product is created, and kept when the title changes.
    pub fn slug() -> Path<Product, String> {
        Path::new("slug")
    }

    /// What people call the product.
    pub fn title() -> Path<Product, String> {
        Path::new("title")
    }

    /// What people should know before they buy it.
    pub fn description() -> Path<Product, String> {
        Path::new("description")
    }

    /// What one piece costs.
    pub fn price() -> super::MoneyPath<Product> {
        super::MoneyPath::new(Path::new("price"))
    }

    /// The categories that the product stands in.
    pub fn category_ids() -> Path<Product, Vec<CategoryId>> {
        Path::new("category_ids")
    }

    /// Whether people see it.
    pub fn status() -> Path<Product, ProductStatus> {
        Path::new("status")
    }

    /// The first one is shown in lists.
    pub fn images() -> Path<Product, Vec<Image>> {
        Path::new("images")
    }

    /// When the product was created.
    pub fn create_time() -> Path<Product, Timestamp> {
        Path::new("create_time")
    }

    /// When the product was last changed.
    pub fn update_time() -> Path<Product, Timestamp> {
        Path::new("update_time")
    }

    /// Changes with every write. Sent back with an update, it makes the update
    /// fail with `ABORTED` if somebody else changed the product in between.
    pub fn etag() -> Path<Product, String> {
        Path::new("etag")
    }
}

/// The fields of a `shop.type.v1.Money` inside a stored entity.
#[derive(Clone, Debug)]
pub struct MoneyPath<E> {
    path: Path<E, Money>,
}

impl<E> MoneyPath<E> {
    fn new(path: Path<E, Money>) -> Self {
        Self { path }
    }

    /// ISO 4217, such as `EUR`.
    pub fn currency(self) -> Path<E, String> {
        self.path.join("currency")
    }

    /// The amount in the currency's minor unit: cents for `EUR`, yen for `JPY`.
    pub fn minor_units(self) -> Path<E, i64> {
        self.path.join("minor_units")
    }

    /// Whether there is one.
    pub fn exists(self) -> Filter<E> {
        self.path.exists()
    }
}
