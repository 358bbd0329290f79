//! The shop in one process, on the embedded bus and store.

use counterpart::rpc::{Code, StatusExt};
use shop_product_v1::{CreateProductRequest, Product, methods as products};

use crate::running::Shop;
use crate::scenarios::{product, scenarios};

scenarios!(Shop::embedded);

#[tokio::test]
async fn invalid_input_is_refused_at_the_edge_before_any_service_is_asked() {
    let gateway = Shop::gateway_without_services().await;
    let create = |product| CreateProductRequest {
        product: Some(product),
    };

    let status = gateway
        .call(&products::CREATE_PRODUCT, create(Product::default()))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument, "{status}");
    assert_eq!(
        status.violated_fields(),
        ["product.title", "product.price", "product.status"]
    );

    let status = gateway
        .call(&products::CREATE_PRODUCT, create(product("Olive soap")))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::Unavailable, "{status}");
    gateway.stop().await;
}
