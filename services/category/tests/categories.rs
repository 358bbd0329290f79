//! Categories, through the client that everyone has.

use counterpart::rpc::{Code, Result, StatusExt};
use counterpart::service::{RunningBed, TestBed};
use shop_category_v1::{
    Category, CategoryClient, CategoryId, CreateCategoryRequest, DeleteCategoryRequest,
    GetCategoryRequest, ListCategoriesRequest, MoveCategoryRequest,
};

async fn bed() -> RunningBed {
    TestBed::new().serve(category::serve).start().await
}

async fn create(categories: &CategoryClient, slug: &str, parent: &CategoryId) -> Result<Category> {
    categories
        .create_category(CreateCategoryRequest {
            category: Some(Category {
                slug: slug.into(),
                title: slug.to_uppercase(),
                parent_id: parent.clone(),
                ..Category::default()
            }),
        })
        .await
}

async fn get(categories: &CategoryClient, id: &CategoryId) -> Category {
    categories
        .get_category(GetCategoryRequest { id: id.clone() })
        .await
        .expect("the category is there")
}

async fn relocate(
    categories: &CategoryClient,
    id: &CategoryId,
    parent: &CategoryId,
    position: Option<i32>,
) -> Result<Category> {
    categories
        .move_category(MoveCategoryRequest {
            id: id.clone(),
            parent_id: parent.clone(),
            position,
        })
        .await
}

/// The slugs of the children of a category, in their order.
async fn children(categories: &CategoryClient, parent: &CategoryId) -> Vec<String> {
    let page = categories
        .list_categories(ListCategoriesRequest {
            parent_id: Some(parent.clone()),
            order_by: "position".into(),
            ..ListCategoriesRequest::default()
        })
        .await
        .expect("children can be listed");
    page.categories
        .into_iter()
        .map(|category| category.slug)
        .collect()
}

fn none() -> CategoryId {
    CategoryId::default()
}

#[tokio::test]
async fn a_new_category_is_the_last_child_and_knows_its_ancestors() {
    let bed = bed().await;
    let categories: CategoryClient = bed.client();
    let bath = create(&categories, "bath", &none()).await.unwrap();
    let soap = create(&categories, "soap", &bath.id).await.unwrap();
    let towels = create(&categories, "towels", &bath.id).await.unwrap();
    let olive = create(&categories, "olive", &soap.id).await.unwrap();

    assert_eq!(bath.ancestor_ids, []);
    assert_eq!(olive.ancestor_ids, [bath.id.clone(), soap.id.clone()]);
    assert!(soap.position < towels.position);
    assert_eq!(children(&categories, &bath.id).await, ["soap", "towels"]);
}

#[tokio::test]
async fn an_unknown_parent_is_refused() {
    let bed = bed().await;
    let status = create(&bed.client(), "soap", &"nowhere".into())
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.violated_fields(), ["category.parent_id"]);
}

#[tokio::test]
async fn a_taken_slug_is_refused_by_name() {
    let bed = bed().await;
    let categories: CategoryClient = bed.client();
    create(&categories, "bath", &none()).await.unwrap();
    let status = create(&categories, "bath", &none()).await.unwrap_err();
    assert_eq!(status.code(), Code::AlreadyExists);
    assert!(status.message().contains("slug"), "{status}");
}

#[tokio::test]
async fn everything_below_a_moved_category_follows_it() {
    let bed = bed().await;
    let categories: CategoryClient = bed.client();
    let bath = create(&categories, "bath", &none()).await.unwrap();
    let sale = create(&categories, "sale", &none()).await.unwrap();
    let soap = create(&categories, "soap", &bath.id).await.unwrap();
    let olive = create(&categories, "olive", &soap.id).await.unwrap();
    let black = create(&categories, "black", &olive.id).await.unwrap();

    relocate(&categories, &soap.id, &sale.id, None)
        .await
        .unwrap();

    assert_eq!(
        get(&categories, &black.id).await.ancestor_ids,
        [sale.id.clone(), soap.id.clone(), olive.id.clone()]
    );
    assert_eq!(children(&categories, &bath.id).await, [""; 0]);
    assert_eq!(children(&categories, &sale.id).await, ["soap"]);

    relocate(&categories, &soap.id, &none(), None)
        .await
        .unwrap();
    assert_eq!(
        get(&categories, &black.id).await.ancestor_ids,
        [soap.id.clone(), olive.id.clone()]
    );
}

#[tokio::test]
async fn a_move_chooses_the_place_among_the_siblings() {
    let bed = bed().await;
    let categories: CategoryClient = bed.client();
    let bath = create(&categories, "bath", &none()).await.unwrap();
    for slug in ["a", "b", "c"] {
        create(&categories, slug, &bath.id).await.unwrap();
    }
    let moved = create(&categories, "moved", &bath.id).await.unwrap();

    relocate(&categories, &moved.id, &bath.id, Some(1))
        .await
        .unwrap();
    assert_eq!(
        children(&categories, &bath.id).await,
        ["a", "moved", "b", "c"]
    );

    relocate(&categories, &moved.id, &bath.id, Some(99))
        .await
        .unwrap();
    assert_eq!(
        children(&categories, &bath.id).await,
        ["a", "b", "c", "moved"]
    );
}

#[tokio::test]
async fn a_cycle_is_refused_and_changes_nothing() {
    let bed = bed().await;
    let categories: CategoryClient = bed.client();
    let bath = create(&categories, "bath", &none()).await.unwrap();
    let soap = create(&categories, "soap", &bath.id).await.unwrap();

    for below in [&bath.id, &soap.id] {
        let status = relocate(&categories, &bath.id, below, None)
            .await
            .unwrap_err();
        assert_eq!(status.code(), Code::FailedPrecondition);
    }
    assert_eq!(get(&categories, &soap.id).await, soap);
}

#[tokio::test]
async fn moves_at_the_same_time_leave_trees() {
    let bed = bed().await;
    let categories: CategoryClient = bed.client();
    let mut ids = Vec::new();
    for number in 0..6 {
        let root = create(&categories, &format!("root-{number}"), &none())
            .await
            .unwrap();
        ids.push(root.id);
    }

    // Each wants to stand under the next one: all together would be a cycle.
    let moves: Vec<_> = (0..ids.len())
        .map(|index| {
            let (categories, id) = (categories.clone(), ids[index].clone());
            let parent = ids[(index + 1) % ids.len()].clone();
            tokio::spawn(async move { relocate(&categories, &id, &parent, None).await })
        })
        .collect();
    for outcome in moves {
        if let Err(status) = outcome.await.unwrap() {
            let expected = [Code::FailedPrecondition, Code::Aborted];
            assert!(expected.contains(&status.code()), "{status}");
        }
    }

    for id in &ids {
        let category = get(&categories, id).await;
        let expected = if category.parent_id.is_empty() {
            Vec::new()
        } else {
            let parent = get(&categories, &category.parent_id).await;
            [parent.ancestor_ids, vec![parent.id]].concat()
        };
        assert_eq!(category.ancestor_ids, expected);
        assert!(!category.ancestor_ids.contains(id));
    }
}

#[tokio::test]
async fn children_created_at_the_same_time_all_find_a_place() {
    let bed = bed().await;
    let categories: CategoryClient = bed.client();
    let parent = create(&categories, "bath", &none()).await.unwrap().id;
    let creations: Vec<_> = (0..40)
        .map(|number| {
            let (categories, parent) = (categories.clone(), parent.clone());
            let slug = format!("child-{number}");
            tokio::spawn(async move { create(&categories, &slug, &parent).await })
        })
        .collect();
    let mut positions = Vec::new();
    for creation in creations {
        positions.push(creation.await.unwrap().unwrap().position);
    }
    positions.sort_unstable();
    assert!(positions.into_iter().eq(0..40));
}

#[tokio::test]
async fn a_category_with_children_is_not_deleted() {
    let bed = bed().await;
    let categories: CategoryClient = bed.client();
    let bath = create(&categories, "bath", &none()).await.unwrap();
    let soap = create(&categories, "soap", &bath.id).await.unwrap();
    let delete = |id: &CategoryId| DeleteCategoryRequest {
        id: id.clone(),
        etag: String::new(),
    };

    let status = categories
        .delete_category(delete(&bath.id))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);

    categories.delete_category(delete(&soap.id)).await.unwrap();
    categories.delete_category(delete(&bath.id)).await.unwrap();
    assert_eq!(children(&categories, &none()).await, [""; 0]);
}

#[tokio::test]
async fn a_title_of_only_spaces_is_refused() {
    let bed = bed().await;
    let categories: CategoryClient = bed.client();
    for title in ["   ", "\t\n", "\u{a0}\u{3000}"] {
        let category = Category {
            slug: "bath".into(),
            title: title.into(),
            ..Category::default()
        };
        let request = CreateCategoryRequest {
            category: Some(category),
        };
        let status = categories.create_category(request).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{title:?}");
        assert_eq!(status.violated_fields(), ["category.title"], "{title:?}");
    }
}
