//! What the contract says of each message of `shop.category.v1`, as data.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::message::{FIELD_MASK, FieldDescriptor, Kind, MessageDescriptor, TIMESTAMP};

/// What the contract says of [`Category`](super::Category).
pub static CATEGORY: MessageDescriptor = MessageDescriptor::new(
    "shop.category.v1.Category",
    &[
        FieldDescriptor::new(1, "id", "id", Kind::Text).identifier(),
        FieldDescriptor::new(2, "slug", "slug", Kind::Text),
        FieldDescriptor::new(3, "title", "title", Kind::Text),
        FieldDescriptor::new(4, "parent_id", "parentId", Kind::Text)
            .immutable()
            .refers_to("shop.category.v1.Category"),
        FieldDescriptor::new(5, "ancestor_ids", "ancestorIds", Kind::Text).repeated().output_only(),
        FieldDescriptor::new(6, "position", "position", Kind::Int32).output_only(),
        FieldDescriptor::new(7, "create_time", "createTime", Kind::Message(&TIMESTAMP))
            .optional()
            .output_only(),
        FieldDescriptor::new(8, "update_time", "updateTime", Kind::Message(&TIMESTAMP))
            .optional()
            .output_only(),
        FieldDescriptor::new(9, "etag", "etag", Kind::Text),
    ],
);

/// What the contract says of [`GetCategoryRequest`](super::GetCategoryRequest).
pub static GET_CATEGORY_REQUEST: MessageDescriptor = MessageDescriptor::new(
    "shop.category.v1.GetCategoryRequest",
    &[FieldDescriptor::new(1, "id", "id", Kind::Text)],
);

/// What the contract says of [`ListCategoriesRequest`](super::ListCategoriesRequest).
pub static LIST_CATEGORIES_REQUEST: MessageDescriptor = MessageDescriptor::new(
    "shop.category.v1.ListCategoriesRequest",
    &[
        FieldDescriptor::new(1, "page_size", "pageSize", Kind::Int32),
        FieldDescriptor::new(2, "page_token", "pageToken", Kind::Text),
        FieldDescriptor::new(3, "order_by", "orderBy", Kind::Text),
        FieldDescriptor::new(4, "parent_id", "parentId", Kind::Text).optional(),
        FieldDescriptor::new(5, "ancestor_ids", "ancestorIds", Kind::Text).repeated(),
    ],
);

/// What the contract says of [`ListCategoriesResponse`](super::ListCategoriesResponse).
pub static LIST_CATEGORIES_RESPONSE: MessageDescriptor = MessageDescriptor::new(
    "shop.category.v1.ListCategoriesResponse",
    &[
        FieldDescriptor::new(1, "categories", "categories", Kind::Message(&CATEGORY)).repeated(),
        FieldDescriptor::new(2, "next_page_token", "nextPageToken", Kind::Text),
    ],
);

/// What the contract says of [`CreateCategoryRequest`](super::CreateCategoryRequest).
pub static CREATE_CATEGORY_REQUEST: MessageDescriptor = MessageDescriptor::new(
    "shop.category.v1.CreateCategoryRequest",
    &[FieldDescriptor::new(1, "category", "category", Kind::Message(&CATEGORY)).optional()],
);

/// What the contract says of [`UpdateCategoryRequest`](super::UpdateCategoryRequest).
pub static UPDATE_CATEGORY_REQUEST: MessageDescriptor = MessageDescriptor::new(
    "shop.category.v1.UpdateCategoryRequest",
    &[
        FieldDescriptor::new(1, "category", "category", Kind::Message(&CATEGORY))
            .optional()
            .masked_by("update_mask"),
        FieldDescriptor::new(2, "update_mask", "updateMask", Kind::Message(&FIELD_MASK)).optional(),
    ],
);

/// What the contract says of [`MoveCategoryRequest`](super::MoveCategoryRequest).
pub static MOVE_CATEGORY_REQUEST: MessageDescriptor = MessageDescriptor::new(
    "shop.category.v1.MoveCategoryRequest",
    &[
        FieldDescriptor::new(1, "id", "id", Kind::Text),
        FieldDescriptor::new(2, "parent_id", "parentId", Kind::Text)
            .refers_to("shop.category.v1.Category"),
        FieldDescriptor::new(3, "position", "position", Kind::Int32).optional(),
    ],
);

/// What the contract says of [`DeleteCategoryRequest`](super::DeleteCategoryRequest).
pub static DELETE_CATEGORY_REQUEST: MessageDescriptor = MessageDescriptor::new(
    "shop.category.v1.DeleteCategoryRequest",
    &[
        FieldDescriptor::new(1, "id", "id", Kind::Text),
        FieldDescriptor::new(2, "etag", "etag", Kind::Text),
    ],
);
