//! A small catalogue for a shop that has nothing yet.

use counterpart::rpc::{Caller, Client, Result as CallResult};
use counterpart::service::{Result, ServiceError};
use shop_category_v1::{
    Category, CategoryClient, CategoryId, CreateCategoryRequest, ListCategoriesRequest,
};
use shop_product_v1::{CreateProductRequest, Product, ProductClient, ProductStatus};
use shop_type_v1::Money;

/// A category and what stands in it.
struct Shelf {
    slug: &'static str,
    title: &'static str,
    products: &'static [Sample],
}

/// Title, description, price in euro cents.
type Sample = (&'static str, &'static str, i64);

const SHELVES: &[Shelf] = &[
    Shelf {
        slug: "soap",
        title: "Soap",
        products: &[
            (
                "Olive soap",
                "Boiled for a week from olive oil, aged for a year.",
                490,
            ),
            (
                "Laurel soap",
                "From Aleppo, with forty percent laurel oil.",
                890,
            ),
            (
                "Sheep's milk soap",
                "Mild, for skin that takes nothing else.",
                390,
            ),
            ("Pine tar soap", "Smells of forest and smoke.", 650),
        ],
    },
    Shelf {
        slug: "towels",
        title: "Towels",
        products: &[
            (
                "Linen towel",
                "Woven in one piece, dries in an hour.",
                2_400,
            ),
            (
                "Waffle towel",
                "Light cotton that takes up more than it looks.",
                1_890,
            ),
            ("Hammam cloth", "Large, thin, with knotted fringes.", 2_950),
        ],
    },
    Shelf {
        slug: "brushes",
        title: "Brushes",
        products: &[
            ("Back brush", "Beech and sisal, with a long handle.", 1_650),
            ("Nail brush", "Pear wood and boar bristle.", 790),
            ("Shaving brush", "Soft, stands by itself.", 3_400),
        ],
    },
];

/// Fills an empty shop; leaves any other as it is.
pub(crate) async fn fill(caller: &Caller) -> Result<()> {
    let categories = CategoryClient::new(caller.clone());
    let products = ProductClient::new(caller.clone());
    let filled = fill_with(&categories, &products).await;
    filled.map_err(|status| ServiceError::Task {
        name: "the sample catalogue".to_owned(),
        error: Box::new(status),
    })
}

async fn fill_with(categories: &CategoryClient, products: &ProductClient) -> CallResult<()> {
    let first = ListCategoriesRequest {
        page_size: 1,
        ..ListCategoriesRequest::default()
    };
    if !categories
        .list_categories(first)
        .await?
        .categories
        .is_empty()
    {
        return Ok(());
    }
    tracing::info!("filling the empty shop with a sample catalogue");
    let bath = create_category(categories, "bath", "Bath", CategoryId::default()).await?;
    for shelf in SHELVES {
        let category = create_category(categories, shelf.slug, shelf.title, bath.clone()).await?;
        for (title, description, price) in shelf.products {
            let product = Product {
                title: (*title).to_owned(),
                description: (*description).to_owned(),
                price: Some(Money::new(*price, "EUR")),
                category_ids: vec![category.clone()],
                status: ProductStatus::Active,
                ..Product::default()
            };
            let request = CreateProductRequest {
                product: Some(product),
            };
            products.create_product(request).await?;
        }
    }
    Ok(())
}

async fn create_category(
    categories: &CategoryClient,
    slug: &str,
    title: &str,
    parent_id: CategoryId,
) -> CallResult<CategoryId> {
    let category = Category {
        slug: slug.to_owned(),
        title: title.to_owned(),
        parent_id,
        ..Category::default()
    };
    let request = CreateCategoryRequest {
        category: Some(category),
    };
    Ok(categories.create_category(request).await?.id)
}
