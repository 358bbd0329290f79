//! RabbitMQ is lost, or takes no messages, while the shop runs. Each test breaks
//! servers of its own.

use std::time::Duration;

use counterpart::rpc::{Code, Status};
use shop_product_v1::{GetProductRequest, Product, ProductId, methods as products};

use crate::backing::Servers;
use crate::running::Shop;
use crate::scenarios::{self, new_product};

/// Much longer than the 2 seconds that a product may be read for.
const HANGING: Duration = Duration::from_secs(20);

#[tokio::test]
async fn everything_serves_again_after_the_broker_was_lost() {
    let servers = Servers::own().await;
    let mut shop = Shop::on(&servers).await;
    let id = new_product(&shop, "Olive soap", &[]).await.id;
    let until = async |wanted: fn(&Result<Product, Status>) -> bool| {
        read_until(&shop, &id, &[Code::Unavailable], wanted).await;
    };

    tokio::join!(servers.crash(), until(Result::is_err));
    shop.gateway().health_is(|it| it["ready"] == false).await;
    tokio::join!(servers.recover(), until(Result::is_ok));

    shop.gateway().is_ready().await;
    shop.serves_again().await;
    scenarios::a_category_and_a_product_are_created_and_found(&shop).await;
    shop.stop().await;
}

#[tokio::test]
async fn a_broker_without_memory_ends_calls_until_it_has_some_again() {
    let servers = Servers::own().await;
    let mut shop = Shop::on(&servers).await;
    let id = new_product(&shop, "Olive soap", &[]).await.id;
    // A call that has left already waits to its end; further ones don't begin.
    let codes = [Code::Unavailable, Code::DeadlineExceeded];

    servers.memory("0.0001").await;
    let is_refused = |read: &Result<_, Status>| matches!(read, Err(status) if status.code() == Code::Unavailable);
    read_until(&shop, &id, &codes, is_refused).await;
    assert_eq!(shop.get("/healthz").await.0, 503);
    let is_blocked = |report: &serde_json::Value| {
        let reason = report["reasons"]["bus"].as_str();
        reason.is_some_and(|reason| reason.contains("low on memory"))
    };
    shop.gateway().health_is(is_blocked).await;

    servers.memory("0.6").await;
    read_until(&shop, &id, &codes, Result::is_ok).await;
    shop.gateway().is_ready().await;
    shop.serves_again().await;
    scenarios::a_category_and_a_product_are_created_and_found(&shop).await;
    shop.stop().await;
}

/// Reads a product, several times at once, until all reads end as wanted. None
/// hangs, and those that fail do so with one of these codes.
async fn read_until(
    shop: &Shop,
    id: &ProductId,
    codes: &[Code],
    wanted: impl Fn(&Result<Product, Status>) -> bool,
) {
    loop {
        let read = || read(shop, id);
        let reads = tokio::join!(read(), read(), read(), read());
        let reads = [reads.0, reads.1, reads.2, reads.3];
        for status in reads.iter().filter_map(|read| read.as_ref().err()) {
            assert!(codes.contains(&status.code()), "{status}");
        }
        if reads.iter().all(&wanted) {
            return;
        }
        tokio::task::yield_now().await;
    }
}

async fn read(shop: &Shop, id: &ProductId) -> Result<Product, Status> {
    let request = GetProductRequest { id: id.clone() };
    let read = shop.call(&products::GET_PRODUCT, request);
    let read = tokio::time::timeout(HANGING, read).await;
    read.expect("a call ends at its deadline")
}
