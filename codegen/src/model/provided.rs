//! Methods whose bodies follow from the contract (AIP-131 to AIP-135).

use super::Standard;

/// A method whose body is provided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provided {
    /// Which standard method it is.
    pub standard: Standard,
    /// The full name of the entity.
    pub entity: String,
    /// The fields of its messages that have a part in it.
    pub parts: Parts,
}

/// The names of the fields that have a part in the body of a standard method, and
/// of those that have none. What the body can't do without and that isn't there is
/// `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The field of the request with the entity's id: of Get and Delete.
    pub id: Option<String>,
    /// The field of the request with the entity: of Create and Update.
    pub input: Option<String>,
    /// The field of the request that says what changes: of Update.
    pub mask: Option<String>,
    /// The field of the request with the etag that is removed, if Delete has one.
    pub etag: Option<String>,
    /// The field of the response with the entities: of List.
    pub items: Option<String>,
    /// The field of the request with the order, if List has one.
    pub order_by: Option<String>,
    /// The fields of the request by which List filters: the entity has fields of
    /// the same names and types.
    pub filters: Vec<String>,
    /// The fields of the request that would change nothing.
    pub idle: Vec<String>,
    /// The fields of the response that nobody would set.
    pub unset: Vec<String>,
}

impl Parts {
    /// Whether a field of the request has a part.
    pub(crate) fn of_request(&self, standard: Standard, name: &str) -> bool {
        let parts = [
            &self.id,
            &self.input,
            &self.mask,
            &self.etag,
            &self.order_by,
        ];
        let is_paging = [Standard::PAGE_SIZE, Standard::PAGE_TOKEN].contains(&name);
        parts.into_iter().flatten().any(|part| part == name)
            || self.filters.iter().any(|filter| filter == name)
            || (standard == Standard::List && is_paging)
    }
}
