//! Where entities live, and how they are found.
//!
//! A [`Store`] is a folder or a server, a [`Database`] what one service keeps
//! there, a [`Repository`] its entities of one type. Entities are found by
//! [`Filter`]s and listed by [`Order`]s over typed [`Path`]s, which are
//! generated from the contract.

mod batch;
mod database;
mod document;
mod entity;
mod expression;
mod filter;
mod list;
mod order;
mod path;
mod repository;

pub use batch::Batch;
pub use database::{Database, Store, open};
pub use entity::{Entity, EntityDescriptor, EntityId, ID_PATH, IndexDescriptor, OwnedBy};
pub use filter::Filter;
pub use list::{DEFAULT_PAGE_SIZE, List, MAX_LIST, MAX_PAGE_SIZE, Page};
pub use order::{Direction, Order};
pub use path::{Among, Comparable, Operand, Ordered, Path, Textual};
pub use repository::Repository;
