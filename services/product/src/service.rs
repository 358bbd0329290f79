use counterpart::message::Required;
use counterpart::rpc::{Code, Request, Result, Status};
use counterpart::service::{self, Host};
use shop_product_v1::{CreateProductRequest, Product};
use shop_product_v1_service::{ProductContract, ProductRepository, ProductServer, ProductService};

use crate::slug;

/// The product service.
#[derive(Debug)]
pub struct Products {
    products: ProductRepository,
}

/// Serves products until the host is told to stop.
pub async fn serve(host: Host<ProductContract>) -> service::Result<()> {
    let products = Products {
        products: host.repository(),
    };
    host.serve(ProductServer::new(products)).await
}

impl ProductService for Products {
    fn products(&self) -> &ProductRepository {
        &self.products
    }

    async fn create_product(&self, request: Request<CreateProductRequest>) -> Result<Product> {
        let product = request.into_message().product.required()?;
        for slug in slug::candidates(&product.title) {
            let candidate = Product {
                slug,
                ..product.clone()
            };
            // The unique index decides, so that two products created at the
            // same time can't both find the same slug free.
            match self.products.insert(candidate).await {
                Err(status) if status.code() == Code::AlreadyExists => {}
                result => return result,
            }
        }
        Err(Status::aborted(
            "every slug for this title is being taken by others; try again",
        ))
    }
}
