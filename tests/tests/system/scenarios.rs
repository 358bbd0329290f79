//! What the shop promises, whatever it runs on.

use counterpart::message::mask;
use counterpart::rpc::{Code, StatusExt};
use shop_category_v1::{
    Category, CategoryId, CreateCategoryRequest, DeleteCategoryRequest, GetCategoryRequest,
    MoveCategoryRequest, methods as categories,
};
use shop_product_v1::{
    CreateProductRequest, GetProductRequest, ListProductsRequest, Product, ProductStatus,
    UpdateProductRequest, methods as products,
};
use shop_type_v1::{Image, Money};

use crate::running::Shop;

/// Declares one test per scenario, each on a shop that `$start` starts.
macro_rules! scenarios {
    ($start:path: $($scenario:ident),* $(,)?) => {$(
        #[tokio::test]
        async fn $scenario() {
            let shop = $start().await;
            $crate::scenarios::$scenario(&shop).await;
            shop.stop().await;
        }
    )*};
    ($start:path) => {
        $crate::scenarios::scenarios! {
            $start:
            a_category_and_a_product_are_created_and_found,
            a_product_in_an_unknown_category_is_refused,
            invalid_input_is_refused_with_every_reason,
            lists_come_in_pages,
            an_update_changes_only_what_its_mask_names,
            a_stale_etag_is_a_conflict,
            an_unknown_id_is_not_found,
            a_taken_slug_is_named,
            a_subtree_moves_with_its_root,
            plain_json_works_as_well,
        }
    };
}
pub(crate) use scenarios;

pub(crate) async fn a_category_and_a_product_are_created_and_found(shop: &Shop) {
    let category = new_category(shop, "").await;
    let created = new_product(shop, "Olive soap", &[&category.id]).await;

    assert!(created.slug.starts_with("olive-soap"), "{created:?}");
    assert!(!created.etag.is_empty());
    assert!(created.create_time.is_some());

    let found = shop
        .call(
            &products::GET_PRODUCT,
            GetProductRequest {
                id: created.id.clone(),
            },
        )
        .await
        .unwrap();
    assert_eq!(found, created);
}

pub(crate) async fn a_product_in_an_unknown_category_is_refused(shop: &Shop) {
    let known = new_category(shop, "").await;
    let product = Product {
        category_ids: vec![known.id, CategoryId::from("no-such-category")],
        ..product("Olive soap")
    };

    let status = shop
        .call(
            &products::CREATE_PRODUCT,
            CreateProductRequest {
                product: Some(product),
            },
        )
        .await
        .unwrap_err();

    assert_eq!(status.code(), Code::InvalidArgument, "{status}");
    assert_eq!(status.violated_fields(), ["product.category_ids[1]"]);
}

pub(crate) async fn invalid_input_is_refused_with_every_reason(shop: &Shop) {
    let product = Product {
        title: String::new(),
        price: Some(Money {
            currency: "euro".into(),
            minor_units: 490,
        }),
        images: vec![Image {
            url: String::new(),
            ..Image::default()
        }],
        ..product("")
    };

    let status = shop
        .call(
            &products::CREATE_PRODUCT,
            CreateProductRequest {
                product: Some(product),
            },
        )
        .await
        .unwrap_err();

    assert_eq!(status.code(), Code::InvalidArgument, "{status}");
    assert_eq!(
        status.violated_fields(),
        [
            "product.title",
            "product.price.currency",
            "product.images[0].url"
        ]
    );
}

pub(crate) async fn lists_come_in_pages(shop: &Shop) {
    let category = new_category(shop, "").await;
    let mut expected = Vec::new();
    for number in 0..5 {
        let product = new_product(shop, &format!("Soap {number}"), &[&category.id]).await;
        expected.push(product.title);
    }
    new_product(shop, "Elsewhere", &[]).await;

    let mut titles = Vec::new();
    let mut page_token = String::new();
    let mut sizes = Vec::new();
    loop {
        let page = shop
            .call(
                &products::LIST_PRODUCTS,
                ListProductsRequest {
                    page_size: 2,
                    page_token,
                    order_by: "title".into(),
                    category_ids: vec![category.id.clone()],
                    ..ListProductsRequest::default()
                },
            )
            .await
            .unwrap();
        sizes.push(page.products.len());
        titles.extend(page.products.into_iter().map(|product| product.title));
        if page.next_page_token.is_empty() {
            break;
        }
        page_token = page.next_page_token;
    }

    assert_eq!(titles, expected);
    assert_eq!(sizes, [2, 2, 1]);
}

pub(crate) async fn an_update_changes_only_what_its_mask_names(shop: &Shop) {
    let before = new_product(shop, "Olive soap", &[]).await;
    // Beside the title everything is wrong, and none of it is looked at.
    let changes = Product {
        id: before.id.clone(),
        title: "Laurel soap".into(),
        etag: before.etag.clone(),
        price: Some(Money {
            currency: "nonsense".into(),
            minor_units: -1,
        }),
        ..Product::default()
    };

    let after = update(shop, changes, &["title"]).await.unwrap();

    assert_ne!(after.etag, before.etag);
    assert_eq!(
        after,
        Product {
            title: "Laurel soap".into(),
            etag: after.etag.clone(),
            update_time: after.update_time,
            ..before
        }
    );
}

pub(crate) async fn a_stale_etag_is_a_conflict(shop: &Shop) {
    let before = new_product(shop, "Olive soap", &[]).await;
    let change = |title: &str| Product {
        id: before.id.clone(),
        etag: before.etag.clone(),
        title: title.into(),
        ..Product::default()
    };
    update(shop, change("Laurel soap"), &["title"])
        .await
        .unwrap();

    let status = update(shop, change("Rose soap"), &["title"])
        .await
        .unwrap_err();

    assert_eq!(status.code(), Code::Aborted, "{status}");
    let now = shop
        .call(
            &products::GET_PRODUCT,
            GetProductRequest {
                id: before.id.clone(),
            },
        )
        .await
        .unwrap();
    assert_eq!(now.title, "Laurel soap");
}

pub(crate) async fn an_unknown_id_is_not_found(shop: &Shop) {
    let status = shop
        .call(
            &products::GET_PRODUCT,
            GetProductRequest {
                id: "no-such-product".into(),
            },
        )
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::NotFound, "{status}");

    let status = update(
        shop,
        Product {
            id: "no-such-product".into(),
            title: "Soap".into(),
            ..Product::default()
        },
        &["title"],
    )
    .await
    .unwrap_err();
    assert_eq!(status.code(), Code::NotFound, "{status}");
}

pub(crate) async fn a_taken_slug_is_named(shop: &Shop) {
    let first = new_category(shop, "").await;
    let twin = Category {
        slug: first.slug,
        title: "Twin".into(),
        ..Category::default()
    };

    let status = shop
        .call(
            &categories::CREATE_CATEGORY,
            CreateCategoryRequest {
                category: Some(twin),
            },
        )
        .await
        .unwrap_err();

    assert_eq!(status.code(), Code::AlreadyExists, "{status}");
    assert!(status.message().contains("slug"), "{status}");
}

pub(crate) async fn a_subtree_moves_with_its_root(shop: &Shop) {
    let old_home = new_category(shop, "").await;
    let new_home = new_category(shop, "").await;
    let root = new_category(shop, old_home.id.as_str()).await;
    let leaf = new_category(shop, root.id.as_str()).await;

    let request = MoveCategoryRequest {
        id: root.id.clone(),
        parent_id: new_home.id.clone(),
        position: None,
    };
    shop.call(&categories::MOVE_CATEGORY, request)
        .await
        .unwrap();

    let leaf = shop
        .call(
            &categories::GET_CATEGORY,
            GetCategoryRequest { id: leaf.id },
        )
        .await
        .unwrap();
    assert_eq!(leaf.ancestor_ids, [new_home.id.clone(), root.id.clone()]);

    let under_itself = MoveCategoryRequest {
        id: root.id.clone(),
        parent_id: leaf.id,
        position: None,
    };
    let status = shop
        .call(&categories::MOVE_CATEGORY, under_itself)
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition, "{status}");

    let not_empty = DeleteCategoryRequest {
        id: root.id,
        etag: String::new(),
    };
    let status = shop
        .call(&categories::DELETE_CATEGORY, not_empty)
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition, "{status}");
}

pub(crate) async fn plain_json_works_as_well(shop: &Shop) {
    let (http_status, created) = shop
        .post(
            "/shop.product.v1.ProductService/CreateProduct",
            serde_json::json!({"product": {
                "title": "Olive soap",
                "price": {"currency": "EUR", "minorUnits": "490"},
                "status": "PRODUCT_STATUS_ACTIVE",
            }}),
        )
        .await;
    assert_eq!(http_status, 200, "{created}");
    let id = created["id"].as_str().unwrap();

    let (http_status, found) = shop.get(&format!("/v1/products/{id}")).await;
    assert_eq!(http_status, 200, "{found}");
    assert_eq!(found, created);
    assert_eq!(found["price"]["minorUnits"], "490");

    let (http_status, error) = shop.get("/v1/products/no-such-product").await;
    assert_eq!(http_status, 404, "{error}");
}

/// A valid product with this title.
pub(crate) fn product(title: &str) -> Product {
    Product {
        title: title.into(),
        description: "Boiled for a week.".into(),
        price: Some(Money {
            currency: "EUR".into(),
            minor_units: 490,
        }),
        status: ProductStatus::Active,
        ..Product::default()
    }
}

/// Creates a category with a slug of its own.
pub(crate) async fn new_category(shop: &Shop, parent_id: &str) -> Category {
    let category = Category {
        slug: format!("c-{}", CategoryId::generate()),
        title: "Bath".into(),
        parent_id: parent_id.into(),
        ..Category::default()
    };
    shop.call(
        &categories::CREATE_CATEGORY,
        CreateCategoryRequest {
            category: Some(category),
        },
    )
    .await
    .unwrap()
}

/// Creates a product in these categories.
pub(crate) async fn new_product(shop: &Shop, title: &str, category_ids: &[&CategoryId]) -> Product {
    let product = Product {
        category_ids: category_ids.iter().copied().cloned().collect(),
        ..product(title)
    };
    shop.call(
        &products::CREATE_PRODUCT,
        CreateProductRequest {
            product: Some(product),
        },
    )
    .await
    .unwrap()
}

async fn update(shop: &Shop, product: Product, paths: &[&str]) -> counterpart::Result<Product> {
    let request = UpdateProductRequest {
        product: Some(product),
        update_mask: Some(mask::of(paths.iter().copied())),
    };
    shop.call(&products::UPDATE_PRODUCT, request).await
}
