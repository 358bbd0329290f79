//! A small contract, written as the generator writes one.

use std::time::Duration;

use counterpart::message::well_known::{ANY, Any};
use counterpart::message::{FIELD_MASK, FieldMask, Kind, TIMESTAMP, Timestamp, Types};
use counterpart::rpc::{HttpRule, Method, Routes, ServiceDescriptor, Verb};
use counterpart::validate::{Check, Validate};
use counterpart::wire::{Bool, Enum, Int32, Int64, Nested, Text};

use crate::by_hand::{enumeration, message};

message!(Author = AUTHOR "test.library.v1.Author" {
    1 name "name": String = singular(Text), Kind::Text;
});

message!(Book = BOOK "test.library.v1.Book" {
    1 id "id": String = singular(Text), Kind::Text, identifier();
    2 title "title": String = singular(Text), Kind::Text;
    3 author "author": Option<Author> = optional(Nested), Kind::Message(&AUTHOR), optional();
    4 genres "genres": Vec<Genre> = repeated(Enum, _), Kind::Enum(&GENRE), repeated();
    5 pages "pages": i64 = singular(Int64), Kind::Int64;
    6 create_time "createTime": Option<Timestamp> = optional(Nested),
        Kind::Message(&TIMESTAMP), optional(), output_only();
    7 etag "etag": String = singular(Text), Kind::Text;
    8 extra "extra": Option<Any> = optional(Nested), Kind::Message(&ANY), optional();
});

message!(GetBookRequest = GET_BOOK_REQUEST "test.library.v1.GetBookRequest" {
    1 id "id": String = singular(Text), Kind::Text;
});

message!(ListBooksRequest = LIST_BOOKS_REQUEST "test.library.v1.ListBooksRequest" {
    1 page_size "pageSize": i32 = singular(Int32), Kind::Int32;
    2 genres "genres": Vec<Genre> = repeated(Enum, _), Kind::Enum(&GENRE), repeated();
    3 author "author": Option<Author> = optional(Nested), Kind::Message(&AUTHOR), optional();
    4 in_print "inPrint": Option<bool> = optional(Bool), Kind::Bool, optional();
    5 words "words": Vec<String> = repeated(Text, _), Kind::Text, repeated();
});

message!(ListBooksResponse = LIST_BOOKS_RESPONSE "test.library.v1.ListBooksResponse" {
    1 books "books": Vec<Book> = repeated(Nested, _), Kind::Message(&BOOK), repeated();
});

message!(CreateBookRequest = CREATE_BOOK_REQUEST "test.library.v1.CreateBookRequest" {
    1 book "book": Option<Book> = optional(Nested), Kind::Message(&BOOK), optional();
});

message!(UpdateBookRequest = UPDATE_BOOK_REQUEST "test.library.v1.UpdateBookRequest" {
    1 book "book": Option<Book> = optional(Nested), Kind::Message(&BOOK), optional(),
        masked_by("update_mask");
    2 update_mask "updateMask": Option<FieldMask> = optional(Nested),
        Kind::Message(&FIELD_MASK), optional();
});

message!(MoveBookRequest = MOVE_BOOK_REQUEST "test.library.v1.MoveBookRequest" {
    1 id "id": String = singular(Text), Kind::Text;
    2 shelf "shelf": String = singular(Text), Kind::Text;
});

enumeration!(Genre = GENRE "test.library.v1.Genre" {
    0 Unspecified "GENRE_UNSPECIFIED";
    1 Novel "GENRE_NOVEL";
    2 Poetry "GENRE_POETRY";
});

impl Validate for Author {
    fn validate(&self, _check: &mut Check) {}
}

impl Validate for Book {
    fn validate(&self, check: &mut Check) {
        check.field("title", &self.title).required().max_len(40);
        check.field("author", &self.author).nested();
        check
            .field("genres", &self.genres)
            .max_items(2)
            .each(|genre| {
                genre.defined_only();
            });
        check.field("pages", &self.pages).gte(0);
    }
}

impl Validate for GetBookRequest {
    fn validate(&self, check: &mut Check) {
        check.field("id", &self.id).required();
    }
}

impl Validate for ListBooksRequest {
    fn validate(&self, check: &mut Check) {
        check.field("page_size", &self.page_size).gte(0);
    }
}

impl Validate for ListBooksResponse {
    fn validate(&self, check: &mut Check) {
        check.field("books", &self.books).each_nested();
    }
}

impl Validate for CreateBookRequest {
    fn validate(&self, check: &mut Check) {
        check.field("book", &self.book).required().nested_input();
    }
}

impl Validate for UpdateBookRequest {
    fn validate(&self, check: &mut Check) {
        check
            .field("book", &self.book)
            .required()
            .nested_masked("update_mask", &self.update_mask);
        check.field("update_mask", &self.update_mask).required();
    }
}

impl Validate for MoveBookRequest {
    fn validate(&self, check: &mut Check) {
        check.field("id", &self.id).required();
        check.field("shelf", &self.shelf).required();
    }
}

pub(crate) static LIBRARY: ServiceDescriptor =
    ServiceDescriptor::new("test.library.v1.LibraryService", "library", 1);

pub(crate) static GET_BOOK: Method<GetBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/GetBook")
        .public()
        .no_side_effects()
        .http(&[HttpRule::new(Verb::Get, "/v1/books/{id}")]);

pub(crate) static LIST_BOOKS: Method<ListBooksRequest, ListBooksResponse> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/ListBooks")
        .public()
        .no_side_effects()
        .http(&[HttpRule::new(Verb::Get, "/v1/books")]);

pub(crate) static CREATE_BOOK: Method<CreateBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/CreateBook")
        .public()
        .http(&[HttpRule::new(Verb::Post, "/v1/books").body("book")]);

pub(crate) static UPDATE_BOOK: Method<UpdateBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/UpdateBook")
        .public()
        .http(&[HttpRule::new(Verb::Patch, "/v1/books/{book.id}").body("book")]);

pub(crate) static MOVE_BOOK: Method<MoveBookRequest, ()> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/MoveBook")
        .public()
        .rate_limit(3, Duration::from_mins(30))
        .http(&[HttpRule::new(Verb::Post, "/v1/books/{id}:move").whole_body()]);

pub(crate) static WAIT_FOR_BOOK: Method<GetBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/WaitForBook")
        .public()
        .timeout(Duration::from_millis(300))
        .http(&[HttpRule::new(Verb::Get, "/v1/books/{id}:wait")]);

pub(crate) static LEND_BOOK: Method<GetBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/LendBook")
        .signed_in()
        .http(&[HttpRule::new(Verb::Post, "/v1/books/{id}:lend")]);

pub(crate) static DISCARD_BOOK: Method<GetBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/DiscardBook")
        .roles(&["librarian", "director"])
        .rate_limit(2, Duration::from_mins(30))
        .http(&[HttpRule::new(Verb::Post, "/v1/books/{id}:discard")]);

pub(crate) static BURN_BOOK: Method<GetBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/BurnBook");

/// The methods that the gateway serves: all but `BurnBook`.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .with_types(Types::new().with::<Author>())
        .unary(&GET_BOOK)
        .unary(&LIST_BOOKS)
        .unary(&CREATE_BOOK)
        .unary(&UPDATE_BOOK)
        .unary(&MOVE_BOOK)
        .unary(&WAIT_FOR_BOOK)
        .unary(&LEND_BOOK)
        .unary(&DISCARD_BOOK)
}
