//! How a service's process starts, ends and is replaced, on RabbitMQ and MongoDB.

use std::sync::{Mutex, mpsc};

use counterpart::bus::{ServeOptions, Serving};
use counterpart::rpc::{self, Caller, Client, Code, Result};
use shop_category_v1::{Category, CategoryClient, CategoryStub, ListCategoriesRequest};
use shop_product_v1::{CreateProductRequest, GetProductRequest, Product, ProductClient, ProductId};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::backing::{Servers, appear};
use crate::process::{POLL, Process, free_address};
use crate::scenarios::product;

#[tokio::test]
async fn a_service_waits_for_its_broker_and_database_and_then_serves() {
    let servers = Servers::apart().await;
    let (broker, database) = (free_address(), free_address());
    let (amqp_host, amqp) = at(&servers.amqp, broker);
    let (mongodb_host, mongodb) = at(&servers.mongodb, database);
    let category = Process::start("category", &["--bus", &amqp, "--store", &mongodb]);

    category.says("no connection to the broker").await;
    category.says("the store is not reachable yet").await;
    category
        .health_is(|report| {
            let reasons = &report["reasons"];
            report["ready"] == false
                && reasons["bus"].is_string()
                && reasons["store"].is_string()
                && reasons["shop.category.v1.CategoryService"] == "it is starting"
        })
        .await;

    appear(database, mongodb_host).await;
    appear(broker, amqp_host).await;
    category.is_ready().await;
    let categories = CategoryClient::new(servers.caller());
    let request = ListCategoriesRequest::default();
    categories.list_categories(request).await.unwrap();
    category.stop().await;
}

/// The (first) host of a URL, and the URL with this address in its place.
fn at(url: &str, address: std::net::SocketAddr) -> (String, String) {
    let start = url
        .rfind('@')
        .or_else(|| url.find("//").map(|at| at + 1))
        .unwrap()
        + 1;
    let end = start + url[start..].find('/').unwrap();
    let host = url[start..end].split(',').next().unwrap().to_owned();
    (host, format!("{}{address}{}", &url[..start], &url[end..]))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_under_way_is_answered_before_the_process_ends() {
    let servers = Servers::apart().await;
    let product = servers.service("product");
    product.is_ready().await;
    let mut categories = HeldCategories::serve(&servers).await;
    let call = create_in_a_category(&servers);
    categories.are_asked().await;

    product.signal("TERM").await;
    product.health_is(is_stopping).await;
    categories.answer();

    let created = call.await.unwrap().unwrap();
    assert_eq!(created.title, "Olive soap");
    let status = product.end().await;
    assert_eq!(status.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_signal_ends_the_process_at_once() {
    let servers = Servers::apart().await;
    let product = servers.service("product");
    product.is_ready().await;
    let mut categories = HeldCategories::serve(&servers).await;
    let call = create_in_a_category(&servers);
    categories.are_asked().await;

    product.signal("TERM").await;
    product.health_is(is_stopping).await;
    product.signal("TERM").await;

    // What a shell says of a process that SIGTERM has ended: 128 and its number.
    assert_eq!(product.end().await.code(), Some(143));
    categories.answer();
    let status = call.await.unwrap().unwrap_err();
    // It may have been created, and nobody is left to say so.
    assert!(
        matches!(
            status.code(),
            Code::Unknown | Code::DeadlineExceeded | Code::Unavailable
        ),
        "{status}"
    );
}

fn is_stopping(report: &serde_json::Value) -> bool {
    report["reasons"]["shop.product.v1.ProductService"] == "it is stopping"
}

/// A category service in the test, whose answers wait.
struct HeldCategories {
    asked: tokio::sync::mpsc::UnboundedReceiver<()>,
    answer: mpsc::Sender<()>,
    _serving: Serving,
    _caller: Caller,
}

impl HeldCategories {
    async fn serve(servers: &Servers) -> Self {
        let (ask, asked) = tokio::sync::mpsc::unbounded_channel();
        let (answer, answered) = mpsc::channel();
        let answered = Mutex::new(answered);
        let stub = CategoryStub::new().get_category(move |request| {
            ask.send(()).unwrap();
            let wait = || answered.lock().unwrap().recv();
            // The test may be over.
            let _ = tokio::task::block_in_place(wait);
            Ok(Category {
                id: request.id,
                ..Category::default()
            })
        });
        let caller = servers.caller();
        let serving = rpc::serve(&caller, stub, ServeOptions::default()).await;
        Self {
            asked,
            answer,
            _serving: serving.unwrap(),
            _caller: caller,
        }
    }

    async fn are_asked(&mut self) {
        self.asked.recv().await.unwrap();
    }

    fn answer(&self) {
        self.answer.send(()).unwrap();
    }
}

/// Creates a product, which asks for its category.
fn create_in_a_category(servers: &Servers) -> tokio::task::JoinHandle<Result<Product>> {
    let products = ProductClient::new(servers.caller());
    tokio::spawn(async move {
        let product = Product {
            category_ids: vec!["bath".into()],
            ..product("Olive soap")
        };
        let request = CreateProductRequest {
            product: Some(product),
        };
        products.create_product(request).await
    })
}

#[tokio::test]
async fn instances_share_the_calls_and_the_loss_of_one_loses_none() {
    let servers = Servers::apart().await;
    let (first, second) = (servers.service("product"), servers.service("product"));
    first.is_ready().await;
    second.is_ready().await;
    let products = ProductClient::new(servers.caller());
    let request = CreateProductRequest {
        product: Some(product("Olive soap")),
    };
    let id = products.create_product(request).await.unwrap().id;

    let (loss, is_lost) = watch::channel(false);
    let mut readers = JoinSet::new();
    for _ in 0..16 {
        let (products, id, is_lost) = (products.clone(), id.clone(), is_lost.clone());
        readers.spawn(async move {
            while !*is_lost.borrow() {
                read_until_answered(&products, &id).await;
            }
            for _ in 0..20 {
                read_until_answered(&products, &id).await;
            }
        });
    }
    while first.answered("GetProduct").await == 0 || second.answered("GetProduct").await == 0 {
        tokio::time::sleep(POLL).await;
    }
    first.signal("KILL").await;
    assert_eq!(first.end().await.code(), None, "it was killed");
    loss.send_replace(true);

    readers.join_all().await;
    second.stop().await;
}

/// Reads a product. `UNAVAILABLE` says that the call may be sent again.
async fn read_until_answered(products: &ProductClient, id: &ProductId) {
    loop {
        let request = GetProductRequest { id: id.clone() };
        match products.get_product(request).await {
            Ok(product) => return assert_eq!(product.id, *id),
            Err(status) => assert_eq!(status.code(), Code::Unavailable, "{status}"),
        }
        tokio::time::sleep(POLL).await;
    }
}
