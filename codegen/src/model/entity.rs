//! Messages that are stored.

/// What makes a message an entity.
#[derive(Clone, Debug)]
pub struct Entity {
    /// The collection or table that holds it.
    pub collection: String,
    /// The indexes beside the one over the id.
    pub indexes: Vec<Index>,
    /// The standard methods whose bodies are provided.
    pub standard: Vec<Standard>,
    /// Whether `STANDARD_UNSPECIFIED` stands among them, which is no method.
    pub has_unspecified_standard: bool,
    /// The field with the user who owns an entity, as written; empty for none.
    pub owner: String,
    /// The name of the field that identifies it: the one marked `IDENTIFIER`.
    pub id: Option<String>,
}

impl Entity {
    /// Whether the store removes entities by itself.
    pub fn expires(&self) -> bool {
        self.indexes.iter().any(|index| index.ttl)
    }

    /// The name of the field that changes with every write (AIP-154), if the
    /// message has a `string` field of that name.
    pub const ETAG: &str = "etag";
    /// The name of the field with the time of creation (AIP-148).
    pub const CREATE_TIME: &str = "create_time";
    /// The name of the field with the time of the last write (AIP-148).
    pub const UPDATE_TIME: &str = "update_time";
}

/// An index over fields of an entity.
#[derive(Clone, Debug)]
pub struct Index {
    /// What is indexed, in order.
    pub fields: Vec<IndexedField>,
    /// Whether no two entities may have the same values.
    pub unique: bool,
    /// Whether entities are removed after the moment in its only field.
    pub ttl: bool,
}

/// One field of an index.
#[derive(Clone, Debug)]
pub struct IndexedField {
    /// The path as written, such as `price.minor_units`.
    pub written: String,
    /// The numbers of the fields on the path, if all of them exist.
    pub path: Option<Vec<u32>>,
}

/// A method whose body follows from the contract alone (AIP-131 to AIP-135).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standard {
    /// Returns one entity by id.
    Get,
    /// Returns a page of entities.
    List,
    /// Stores a new entity.
    Create,
    /// Changes the fields that the update mask names.
    Update,
    /// Removes an entity.
    Delete,
}

impl Standard {
    /// The field of an update request that says what changes (AIP-134).
    pub const UPDATE_MASK: &str = "update_mask";
    /// The field of a list request with the most entities to return (AIP-158).
    pub const PAGE_SIZE: &str = "page_size";
    /// The field of a list request that continues a list (AIP-158).
    pub const PAGE_TOKEN: &str = "page_token";
    /// The field of a list request with the order (AIP-132).
    pub const ORDER_BY: &str = "order_by";
    /// The fields of a list request that are no filters.
    pub const PAGING: &[&str] = &[Self::PAGE_SIZE, Self::PAGE_TOKEN, Self::ORDER_BY];
    /// The field of a list response that gets the next page (AIP-158).
    pub const NEXT_PAGE_TOKEN: &str = "next_page_token";
}
