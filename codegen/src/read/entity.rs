//! What makes a message an entity.

use prost_reflect::{DynamicMessage, MessageDescriptor};

use super::options;
use crate::model::{Entity, Field, Index, IndexedField, Reference, Standard};

const ENTITY: &str = "counterpart.v1.entity";

/// What the options say of the message as an entity.
pub(super) fn entity(message: &MessageDescriptor, fields: &[Field]) -> Option<Entity> {
    let option = options::extension(&message.options(), ENTITY)?;
    let words = options::words(&option, "standard");
    Some(Entity {
        collection: options::text(&option, "collection"),
        indexes: options::messages(&option, "index")
            .iter()
            .map(|index| self::index(message, index))
            .collect(),
        standard: words.iter().filter_map(|word| standard(word)).collect(),
        owner: options::text(&option, "owner"),
        has_unspecified_standard: words.iter().any(|word| word == "STANDARD_UNSPECIFIED"),
        id: fields
            .iter()
            .find(|field| field.behavior.identifier)
            .map(|field| field.name.clone()),
    })
}

fn index(message: &MessageDescriptor, option: &DynamicMessage) -> Index {
    Index {
        fields: options::texts(option, "fields")
            .into_iter()
            .map(|written| IndexedField {
                path: resolve_path(message, &written),
                written,
            })
            .collect(),
        unique: options::flag(option, "unique"),
        ttl: options::flag(option, "ttl"),
    }
}

fn standard(word: &str) -> Option<Standard> {
    match word {
        "GET" => Some(Standard::Get),
        "LIST" => Some(Standard::List),
        "CREATE" => Some(Standard::Create),
        "UPDATE" => Some(Standard::Update),
        "DELETE" => Some(Standard::Delete),
        _ => None,
    }
}

/// The numbers of the fields on a path such as `price.minor_units`.
fn resolve_path(message: &MessageDescriptor, path: &str) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    let mut holder = Some(message.clone());
    for name in path.split('.') {
        let field = holder?.get_field_by_name(name)?;
        numbers.push(field.number());
        holder = match field.kind() {
            prost_reflect::Kind::Message(nested) if !field.is_map() => Some(nested),
            _ => None,
        };
    }
    Some(numbers)
}

/// Resolves a name that an option writes: a message of the same package, or one
/// by its full name.
pub(super) fn reference(
    written: String,
    pool: &prost_reflect::DescriptorPool,
    package: &str,
) -> Reference {
    let candidates = [format!("{package}.{written}"), written.clone()];
    let target = candidates
        .into_iter()
        .find(|name| pool.get_message_by_name(name).is_some());
    Reference { written, target }
}
