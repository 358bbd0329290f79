//! Lists of entities, page by page.

use super::backend::{Key, PageTokenKey, Position, Query};
use super::condition::Condition;
use super::deadline::deadline;
use super::document::Document;
use super::order::Term;
use super::{Entity, Filter, Order, Repository, StoreError, page_token, sort, stored};
use crate::rpc::{FieldViolation, Result, Status, StatusExt};

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
    order: Vec<Term>,
    order_text: String,
}

impl<'a, Owner, E: Entity<Owner>> List<'a, Owner, E> {
    pub(super) fn new(repository: &'a Repository<Owner, E>, filter: Filter<E>) -> Self {
        Self {
            repository,
            filter,
            order: Vec::new(),
            order_text: String::new(),
        }
    }

    /// Lists in this order; without one, in the order of the ids, which is that
    /// of creation.
    pub fn order_by(mut self, order: Order<E>) -> Self {
        self.order = order.terms;
        self
    }

    /// Lists in the order that a request asks for (AIP-132), such as
    /// `price.minor_units desc, title`. Empty: in the order set otherwise.
    ///
    /// Only indexed fields are sorted by: any other text makes reading the list
    /// fail with `INVALID_ARGUMENT` and a violation of `order_by`.
    pub fn order_by_text(mut self, text: &str) -> Self {
        text.trim().clone_into(&mut self.order_text);
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
        let size = page_size_of(page_size)?;
        let terms = self.terms()?;
        let list = page_token::digest(E::DESCRIPTOR.collection, &self.filter.expression, &terms)
            .map_err(|error| {
                Status::invalid_argument(format!("the filter makes no sense: {error}"))
            })?;
        let after = if page_token.is_empty() {
            None
        } else {
            let key = self.page_token_key().await?;
            Some(page_token::open(page_token, &list, &key).ok_or_else(foreign_token)?)
        };
        let reader = Reader::new(self.repository, self.filter.clone(), &terms)?;
        let (documents, next) = reader.read(after, size).await?;
        let next_page_token = match next {
            None => String::new(),
            Some(position) => {
                let key = self.page_token_key().await?;
                page_token::seal(&position, &list, &key)
            }
        };
        Ok(Page {
            items: entities(documents)?,
            next_page_token,
        })
    }

    /// Reads the whole list. `RESOURCE_EXHAUSTED` if it has more than
    /// [`MAX_LIST`] entities.
    pub async fn all(self) -> Result<Vec<E>> {
        let terms = self.terms()?;
        let reader = Reader::new(self.repository, self.filter, &terms)?;
        let mut items = Vec::new();
        let mut after = None;
        loop {
            let (documents, next) = reader.read(after, MAX_PAGE_SIZE).await?;
            items.extend(entities(documents)?);
            after = match next {
                None => return Ok(items),
                Some(_) if items.len() >= MAX_LIST => {
                    return Err(Status::resource_exhausted(format!(
                        "the list of {} has more than {MAX_LIST} entities; read it by pages",
                        E::DESCRIPTOR.collection
                    )));
                }
                next => next,
            };
        }
    }

    async fn page_token_key(&self) -> Result<PageTokenKey> {
        let key = self.repository.database.page_token_key(deadline()).await;
        key.map_err(|error| self.repository.failed("list", &error))
    }

    fn terms(&self) -> Result<Vec<Term>> {
        if self.order_text.is_empty() {
            Ok(self.order.clone())
        } else {
            sort::parse(&self.order_text, E::DESCRIPTOR)
        }
    }
}

/// Reads the documents of a list in parts.
struct Reader<'a, Owner, E> {
    repository: &'a Repository<Owner, E>,
    condition: Condition,
    order: Vec<Key>,
}

impl<'a, Owner, E: Entity<Owner>> Reader<'a, Owner, E> {
    fn new(
        repository: &'a Repository<Owner, E>,
        filter: Filter<E>,
        terms: &[Term],
    ) -> Result<Self> {
        let failed = |error: StoreError| repository.failed("list", &error);
        Ok(Self {
            repository,
            condition: Condition::of(filter.expression, E::DESCRIPTOR).map_err(failed)?,
            order: sort::keys(terms, E::DESCRIPTOR).map_err(failed)?,
        })
    }

    /// Up to `size` documents, and where to go on if there are more.
    async fn read(
        &self,
        after: Option<Position>,
        size: u32,
    ) -> Result<(Vec<Document>, Option<Position>)> {
        let query = Query {
            condition: self.condition.clone(),
            order: self.order.clone(),
            after,
            // One more tells whether there is another page.
            limit: size + 1,
        };
        let mut documents = self
            .repository
            .backend()
            .query(E::DESCRIPTOR, query, deadline())
            .await
            .map_err(|error| self.repository.failed("list", &error))?;
        let size = size as usize;
        let next = if documents.len() > size {
            documents.truncate(size);
            documents.last().map(|last| Position::of(last, &self.order))
        } else {
            None
        };
        Ok((documents, next))
    }
}

fn entities<Owner, E: Entity<Owner>>(documents: Vec<Document>) -> Result<Vec<E>> {
    documents.into_iter().map(stored::to_entity).collect()
}

fn page_size_of(page_size: i32) -> Result<u32> {
    match u32::try_from(page_size) {
        Ok(0) => Ok(DEFAULT_PAGE_SIZE),
        Ok(size) => Ok(size.min(MAX_PAGE_SIZE)),
        Err(_) => Err(violation("page_size", "is negative", "PAGE_SIZE")),
    }
}

fn foreign_token() -> Status {
    violation(
        "page_token",
        "doesn't come from a page of this list with the same filter and order",
        "PAGE_TOKEN",
    )
}

fn violation(field: &str, description: &str, reason: &str) -> Status {
    Status::violations(vec![FieldViolation {
        field: field.to_owned(),
        description: description.to_owned(),
        reason: reason.to_owned(),
        localized_message: None,
    }])
}
