//! Lists of entities, page by page.

use super::{Entity, Filter, Order, Repository};
use crate::rpc::{Result, Status};

/// The entities on a page, if the request asks for no number of them.
pub const DEFAULT_PAGE_SIZE: u32 = 50;

/// The most entities on a page; who asks for more gets this many (AIP-158).
pub const MAX_PAGE_SIZE: u32 = 1000;

/// The most entities that [`List::all`] returns.
pub const MAX_LIST: usize = 10_000;

/// Some entities of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<E> {
    /// The entities.
    pub items: Vec<E>,
    /// Continues the list behind them; empty if there are no more.
    pub next_page_token: String,
}

/// A list that is being described; [`page`](List::page) or [`all`](List::all)
/// reads it.
#[derive(Debug)]
#[must_use = "a list reads nothing until a page is asked for"]
pub struct List<'a, Owner, E> {
    repository: &'a Repository<Owner, E>,
    filter: Filter<E>,
    order: Option<Order<E>>,
    order_text: String,
}

impl<'a, Owner, E: Entity<Owner>> List<'a, Owner, E> {
    pub(super) fn new(repository: &'a Repository<Owner, E>, filter: Filter<E>) -> Self {
        Self {
            repository,
            filter,
            order: None,
            order_text: String::new(),
        }
    }

    /// Lists in this order; without one, in the order of the ids, which is that
    /// of creation.
    pub fn order_by(mut self, order: Order<E>) -> Self {
        self.order = Some(order);
        self
    }

    /// Lists in the order that a request asks for (AIP-132), such as
    /// `price.minor_units desc, title`. Empty: in the order set otherwise.
    ///
    /// Only indexed fields are sorted by: any other text makes reading the list
    /// fail with `INVALID_ARGUMENT` and a violation of `order_by`.
    pub fn order_by_text(mut self, text: &str) -> Self {
        text.clone_into(&mut self.order_text);
        self
    }

    /// Reads the page behind `page_token`, which came with the page before;
    /// empty for the first page. `INVALID_ARGUMENT` with a violation of
    /// `page_size` if it is negative, of `page_token` if it isn't from the same
    /// list with the same filter and order.
    ///
    /// An entity that exists and keeps its place in the order while pages are
    /// read appears exactly once.
    pub async fn page(self, page_size: i32, page_token: &str) -> Result<Page<E>> {
        let _ = (self.repository, page_size, page_token);
        Err(Status::unimplemented("stores are being built"))
    }

    /// Reads the whole list. `RESOURCE_EXHAUSTED` if it has more than
    /// [`MAX_LIST`] entities.
    pub async fn all(self) -> Result<Vec<E>> {
        let _ = self.repository;
        Err(Status::unimplemented("stores are being built"))
    }
}
