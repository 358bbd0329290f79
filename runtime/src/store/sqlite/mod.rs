//! SQLite, embedded: one file per service.
//!
//! The only module that names `rusqlite`. A table per entity holds the id and
//! the document as JSON text, which `sqlite3 FILE 'select * from products'`
//! shows. Filters and orders are expressions over the JSON, and so are indexes.

mod connection;
mod database;
mod error;
mod expiry;
mod folder;
mod readers;
mod row;
mod schema;
mod seek;
mod sql;
mod store;
mod update;
mod writer;

pub use store::SqliteStore;
