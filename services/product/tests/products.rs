//! Products, through the client that everyone has.

use counterpart::message::mask;
use counterpart::rpc::{Code, Result, Status, StatusExt};
use counterpart::service::{RunningBed, TestBed};
use shop_category_v1::{Category, CategoryStub};
use shop_product_v1::{
    CreateProductRequest, DeleteProductRequest, GetProductRequest, Product, ProductClient,
    ProductStatus, UpdateProductRequest,
};
use shop_type_v1::Money;

/// Products, and a category service that knows only the category `bath`.
async fn bed() -> RunningBed {
    let categories = CategoryStub::new().get_category(|request| {
        if request.id.as_str() == "bath" {
            Ok(Category {
                id: request.id,
                ..Category::default()
            })
        } else {
            Err(Status::not_found("no such category"))
        }
    });
    TestBed::new()
        .serve(product::serve)
        .stub(categories)
        .start()
        .await
}

fn soap() -> Product {
    Product {
        title: "Olive soap".into(),
        price: Some(Money::new(490, "EUR")),
        category_ids: vec!["bath".into()],
        status: ProductStatus::Active,
        ..Product::default()
    }
}

async fn create(products: &ProductClient, product: Product) -> Result<Product> {
    products
        .create_product(CreateProductRequest {
            product: Some(product),
        })
        .await
}

#[tokio::test]
async fn a_new_product_gets_id_slug_times_and_etag() {
    let bed = bed().await;
    let created = create(&bed.client(), soap()).await.unwrap();

    assert!(!created.id.is_empty());
    assert_eq!(created.slug, "olive-soap");
    assert!(!created.etag.is_empty());
    assert!(created.create_time.is_some());
    assert_eq!(created.update_time, created.create_time);
}

#[tokio::test]
async fn what_only_the_service_sets_is_ignored_in_a_new_product() {
    let bed = bed().await;
    let forged = Product {
        id: "mine".into(),
        slug: "mine".into(),
        ..soap()
    };
    let created = create(&bed.client(), forged).await.unwrap();

    assert_ne!(created.id.as_str(), "mine");
    assert_eq!(created.slug, "olive-soap");
}

#[tokio::test]
async fn products_with_one_title_get_different_slugs_also_at_the_same_time() {
    let bed = bed().await;
    let products: ProductClient = bed.client();

    let creations: Vec<_> = (0..12)
        .map(|_| {
            let products = products.clone();
            tokio::spawn(async move { create(&products, soap()).await })
        })
        .collect();
    let mut slugs = std::collections::BTreeSet::new();
    for creation in creations {
        slugs.insert(creation.await.unwrap().unwrap().slug);
    }

    assert_eq!(slugs.len(), 12, "{slugs:?}");
    assert!(slugs.contains("olive-soap"), "{slugs:?}");
    assert!(slugs.contains("olive-soap-2"), "{slugs:?}");
}

#[tokio::test]
async fn an_unknown_category_is_refused() {
    let bed = bed().await;
    let lost = Product {
        category_ids: vec!["bath".into(), "nowhere".into()],
        ..soap()
    };
    let status = create(&bed.client(), lost).await.unwrap_err();

    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.violated_fields(), ["product.category_ids[1]"]);
}

#[tokio::test]
async fn categories_are_looked_up_only_when_they_change() {
    let bed = bed().await;
    let products: ProductClient = bed.client();
    let created = create(&products, soap()).await.unwrap();
    let change = |paths: &[&str]| UpdateProductRequest {
        product: Some(Product {
            id: created.id.clone(),
            title: "Laurel soap".into(),
            category_ids: vec!["nowhere".into()],
            ..Product::default()
        }),
        update_mask: Some(mask::of(paths.iter().copied())),
    };

    let renamed = products.update_product(change(&["title"])).await.unwrap();
    assert_eq!(renamed.title, "Laurel soap");
    assert_eq!(renamed.category_ids, created.category_ids);

    let status = products
        .update_product(change(&["title", "category_ids"]))
        .await
        .unwrap_err();
    assert_eq!(status.violated_fields(), ["product.category_ids[0]"]);
}

#[tokio::test]
async fn a_slug_stays_when_the_title_changes() {
    let bed = bed().await;
    let products: ProductClient = bed.client();
    let created = create(&products, soap()).await.unwrap();

    let renamed = products
        .update_product(UpdateProductRequest {
            product: Some(Product {
                title: "Laurel soap".into(),
                ..created.clone()
            }),
            update_mask: Some(mask::of(["*"])),
        })
        .await
        .unwrap();

    assert_eq!(renamed.slug, "olive-soap");
}

#[tokio::test]
async fn a_deleted_product_is_not_found() {
    let bed = bed().await;
    let products: ProductClient = bed.client();
    let created = create(&products, soap()).await.unwrap();

    products
        .delete_product(DeleteProductRequest {
            id: created.id.clone(),
            etag: created.etag,
        })
        .await
        .unwrap();

    let status = products
        .get_product(GetProductRequest { id: created.id })
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
}

#[tokio::test]
async fn a_title_of_only_spaces_is_refused() {
    let bed = bed().await;
    for title in ["   ", "\t\n", "\u{a0}\u{3000}"] {
        let product = Product {
            title: title.into(),
            ..soap()
        };
        let status = create(&bed.client(), product).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{title:?}");
        assert_eq!(status.violated_fields(), ["product.title"], "{title:?}");
    }
}
