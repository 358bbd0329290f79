//! What the contract says of each message of `shop.product.v1`, as data.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::message::{
    EnumDescriptor, FIELD_MASK, FieldDescriptor, Kind, MessageDescriptor, TIMESTAMP,
};

/// What the contract says of [`Product`](super::Product).
pub static PRODUCT: MessageDescriptor = MessageDescriptor::new(
    "shop.product.v1.Product",
    &[
        FieldDescriptor::new(1, "id", "id", Kind::Text).identifier(),
        FieldDescriptor::new(2, "slug", "slug", Kind::Text).output_only(),
        FieldDescriptor::new(3, "title", "title", Kind::Text),
        FieldDescriptor::new(4, "description", "description", Kind::Text),
        FieldDescriptor::new(5, "price", "price", Kind::Message(&shop_type_v1::descriptors::MONEY))
            .optional(),
        FieldDescriptor::new(6, "category_ids", "categoryIds", Kind::Text)
            .repeated()
            .refers_to("shop.category.v1.Category"),
        FieldDescriptor::new(7, "status", "status", Kind::Enum(&PRODUCT_STATUS)),
        FieldDescriptor::new(
            8,
            "images",
            "images",
            Kind::Message(&shop_type_v1::descriptors::IMAGE),
        )
        .repeated(),
        FieldDescriptor::new(9, "create_time", "createTime", Kind::Message(&TIMESTAMP))
            .optional()
            .output_only(),
        FieldDescriptor::new(10, "update_time", "updateTime", Kind::Message(&TIMESTAMP))
            .optional()
            .output_only(),
        FieldDescriptor::new(11, "etag", "etag", Kind::Text),
    ],
);

/// What the contract says of [`GetProductRequest`](super::GetProductRequest).
pub static GET_PRODUCT_REQUEST: MessageDescriptor = MessageDescriptor::new(
    "shop.product.v1.GetProductRequest",
    &[FieldDescriptor::new(1, "id", "id", Kind::Text)],
);

/// What the contract says of [`ListProductsRequest`](super::ListProductsRequest).
pub static LIST_PRODUCTS_REQUEST: MessageDescriptor = MessageDescriptor::new(
    "shop.product.v1.ListProductsRequest",
    &[
        FieldDescriptor::new(1, "page_size", "pageSize", Kind::Int32),
        FieldDescriptor::new(2, "page_token", "pageToken", Kind::Text),
        FieldDescriptor::new(3, "order_by", "orderBy", Kind::Text),
        FieldDescriptor::new(4, "category_ids", "categoryIds", Kind::Text).repeated(),
        FieldDescriptor::new(5, "status", "status", Kind::Enum(&PRODUCT_STATUS)).optional(),
    ],
);

/// What the contract says of [`ListProductsResponse`](super::ListProductsResponse).
pub static LIST_PRODUCTS_RESPONSE: MessageDescriptor = MessageDescriptor::new(
    "shop.product.v1.ListProductsResponse",
    &[
        FieldDescriptor::new(1, "products", "products", Kind::Message(&PRODUCT)).repeated(),
        FieldDescriptor::new(2, "next_page_token", "nextPageToken", Kind::Text),
    ],
);

/// What the contract says of [`CreateProductRequest`](super::CreateProductRequest).
pub static CREATE_PRODUCT_REQUEST: MessageDescriptor = MessageDescriptor::new(
    "shop.product.v1.CreateProductRequest",
    &[FieldDescriptor::new(1, "product", "product", Kind::Message(&PRODUCT)).optional()],
);

/// What the contract says of [`UpdateProductRequest`](super::UpdateProductRequest).
pub static UPDATE_PRODUCT_REQUEST: MessageDescriptor = MessageDescriptor::new(
    "shop.product.v1.UpdateProductRequest",
    &[
        FieldDescriptor::new(1, "product", "product", Kind::Message(&PRODUCT))
            .optional()
            .masked_by("update_mask"),
        FieldDescriptor::new(2, "update_mask", "updateMask", Kind::Message(&FIELD_MASK)).optional(),
    ],
);

/// What the contract says of [`DeleteProductRequest`](super::DeleteProductRequest).
pub static DELETE_PRODUCT_REQUEST: MessageDescriptor = MessageDescriptor::new(
    "shop.product.v1.DeleteProductRequest",
    &[
        FieldDescriptor::new(1, "id", "id", Kind::Text),
        FieldDescriptor::new(2, "etag", "etag", Kind::Text),
    ],
);

/// What the contract says of [`ProductStatus`](super::ProductStatus).
pub static PRODUCT_STATUS: EnumDescriptor = EnumDescriptor::new(
    "shop.product.v1.ProductStatus",
    &[
        (0, "PRODUCT_STATUS_UNSPECIFIED"),
        (1, "PRODUCT_STATUS_DRAFT"),
        (2, "PRODUCT_STATUS_ACTIVE"),
        (3, "PRODUCT_STATUS_ARCHIVED"),
    ],
);
