//! Where entities live, and how they are found.
//!
//! A [`Store`] is a folder or a server, a [`Database`] what one service keeps
//! there, a [`Repository`] its entities of one type. Entities are found by
//! [`Filter`]s and listed by [`Order`]s over typed [`Path`]s, which are
//! generated from the contract.

mod backend;
mod backoff;
mod batch;
mod condition;
mod database;
mod deadline;
mod document;
mod entity;
mod error;
mod expression;
mod field;
mod filter;
mod list;
mod mongo;
mod open;
mod order;
mod owned;
mod page_token;
mod path;
mod repository;
mod sort;
mod sqlite;
mod stored;
mod update;

pub use batch::{Batch, MAX_BATCH};
pub use database::{Database, Store};
pub use entity::{Entity, EntityDescriptor, EntityId, ID_PATH, IndexDescriptor};
use error::StoreError;
pub use filter::Filter;
pub use list::{DEFAULT_PAGE_SIZE, List, MAX_LIST, MAX_PAGE_SIZE, Page};
pub use mongo::MongoStore;
pub use open::open;
pub use order::{Direction, Order};
pub use owned::{Open, OwnedRepository};
pub use path::{Among, Comparable, Operand, Ordered, Path, Textual};
pub use repository::Repository;
pub use sqlite::SqliteStore;
