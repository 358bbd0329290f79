//! MongoDB: a replica set, one database per service.
//!
//! The only module that names `mongodb`. A collection per entity holds the
//! documents as BSON, with the id as `_id`.

mod codec;
mod condition;
mod database;
mod error;
mod patience;
mod read;
mod schema;
mod seek;
mod servers;
mod store;
mod system;
mod transaction;
mod write;

pub use store::MongoStore;
