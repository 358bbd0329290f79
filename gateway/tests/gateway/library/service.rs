//! A library whose answers show what arrived.

use std::sync::Arc;

use counterpart::message::{Timestamp, mask};
use counterpart::rpc::{
    Call, Context, FieldViolation, Reply, Request, Result, Server, ServiceDescriptor, Status,
    StatusExt as _,
};

use tokio::sync::Notify;

use super::contract::{
    BURN_BOOK, Book, CREATE_BOOK, CreateBookRequest, DISCARD_BOOK, GET_BOOK, GetBookRequest,
    LEND_BOOK, LIBRARY, LIST_BOOKS, ListBooksRequest, ListBooksResponse, MOVE_BOOK, UPDATE_BOOK,
    UpdateBookRequest, WAIT_FOR_BOOK,
};

/// A library that tells when somebody waits for a book.
#[derive(Default)]
pub(crate) struct Library {
    pub(crate) somebody_waits: Arc<Notify>,
}

impl Server for Library {
    const SERVICE: &'static ServiceDescriptor = &LIBRARY;

    async fn call(&self, call: Call) -> Result<Reply> {
        match call.method() {
            "GetBook" => {
                call.unary(&GET_BOOK, |request| async {
                    get(request.into_message().id)
                })
                .await
            }
            "ListBooks" => {
                call.unary(
                    &LIST_BOOKS,
                    |request| async move { Ok(list(request.message())) },
                )
                .await
            }
            "CreateBook" => {
                call.unary(&CREATE_BOOK, |request| async {
                    create(request.into_message())
                })
                .await
            }
            "UpdateBook" => {
                call.unary(&UPDATE_BOOK, |request| async {
                    update(request.into_message())
                })
                .await
            }
            "MoveBook" => {
                call.unary(&MOVE_BOOK, |request| async {
                    match request.into_message().shelf.as_str() {
                        "full" => Err(Status::failed_precondition("the shelf is full")),
                        _ => Ok(()),
                    }
                })
                .await
            }
            "LendBook" => call.unary(&LEND_BOOK, whose).await,
            "DiscardBook" => call.unary(&DISCARD_BOOK, whose).await,
            "BurnBook" => {
                call.unary(&BURN_BOOK, |_| async { Ok(Book::default()) })
                    .await
            }
            "WaitForBook" => {
                let somebody_waits = Arc::clone(&self.somebody_waits);
                call.unary(&WAIT_FOR_BOOK, |_| async move {
                    somebody_waits.notify_one();
                    std::future::pending().await
                })
                .await
            }
            _ => Err(call.unimplemented()),
        }
    }
}

/// A book whose title is the name of who called.
async fn whose(request: Request<GetBookRequest>) -> Result<Book> {
    Ok(Book {
        title: request.identity()?.subject().to_owned(),
        ..Book::default()
    })
}

/// A book; `missing` is none, and `context` tells what travelled along.
fn get(id: String) -> Result<Book> {
    let title = match id.as_str() {
        "missing" => return Err(Status::not_found("there is no book `missing`")),
        "context" => {
            let context = Context::current().expect("a handler runs in a context");
            format!(
                "{} {} {}",
                context.correlation_id(),
                context.trace_id(),
                context.token()
            )
        }
        _ => "Momo".to_owned(),
    };
    Ok(Book {
        id,
        title,
        pages: 1 << 60,
        create_time: Some(Timestamp {
            seconds: 1,
            nanos: 500_000_000,
        }),
        ..Book::default()
    })
}

/// One book, whose title is what was asked for.
fn list(request: &ListBooksRequest) -> ListBooksResponse {
    let title = format!("{request:?}");
    ListBooksResponse {
        books: vec![Book {
            title,
            ..Book::default()
        }],
    }
}

/// The book as it arrived; `taken` is there already.
fn create(request: CreateBookRequest) -> Result<Book> {
    let book = request.book.unwrap_or_default();
    if book.title == "taken" {
        let mut violation = FieldViolation::new("book.title", "another book has this title");
        "TAKEN".clone_into(&mut violation.reason);
        return Err(Status::violations(vec![violation]));
    }
    Ok(book)
}

/// A stored book with the changes.
fn update(request: UpdateBookRequest) -> Result<Book> {
    let changes = request.book.unwrap_or_default();
    let mut book = get(changes.id.clone())?;
    mask::apply(
        &request.update_mask.unwrap_or_default(),
        &changes,
        &mut book,
    )?;
    Ok(book)
}
