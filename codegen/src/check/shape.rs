//! Questions about the shape of messages and names that several checks ask.

use crate::model::{Cardinality, Contract, Field, Kind, Message};

/// A path's first name that is no field.
pub(super) struct Unknown<'a> {
    /// The name.
    pub(super) name: &'a str,
    /// The message that has no such field; `None` if the path goes into what
    /// isn't a message of the contract.
    pub(super) holder: Option<&'a Message>,
}

/// The fields on a path such as `price.minor_units`; none where there is no
/// message to begin with.
pub(super) fn walk<'a>(
    contract: &'a Contract,
    message: impl Into<Option<&'a Message>>,
    path: &'a str,
) -> Result<Vec<&'a Field>, Unknown<'a>> {
    let mut holder = message.into();
    let mut fields = Vec::new();
    for name in path.split('.') {
        let field = holder
            .and_then(|holder| holder.field(name))
            .ok_or(Unknown { name, holder })?;
        holder = match (&field.kind, &field.cardinality) {
            (Kind::Message(_), Cardinality::Map(_)) => None,
            (Kind::Message(inner), _) => contract.message(inner),
            _ => None,
        };
        fields.push(field);
    }
    Ok(fields)
}

/// Whether a name is one for collections, databases and queues.
pub(super) fn is_snake_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
