//! What parts of a contract are called in Rust.

use super::case::{plural, screaming, snake, upper_camel};
use super::rust::{ident, type_name};
use crate::model::{Enum, Field, Message, Method, Package, Service};

/// The name of the `static` that describes a method, with that of its service
/// where two services of a package have a method of this name.
pub(crate) fn method_constant(package: &Package, service: &Service, method: &Method) -> String {
    let is_shared = package.services.iter().any(|other| {
        let namesake = |other: &Method| screaming(&other.name) == screaming(&method.name);
        other.full_name != service.full_name && other.methods.iter().any(namesake)
    });
    if is_shared {
        format!(
            "{}_{}",
            screaming(service.short_name()),
            screaming(&method.name)
        )
    } else {
        screaming(&method.name)
    }
}

/// The name of the enum that stands for a oneof: `OrderPayment`.
pub(crate) fn oneof_type(message: &Message, oneof: usize) -> String {
    format!(
        "{}{}",
        type_name(&message.name),
        upper_camel(&message.oneofs[oneof].name)
    )
}

/// The variant of a member of a oneof.
pub(crate) fn member_variant(field: &Field) -> String {
    match upper_camel(&field.name) {
        name if name == "Self" => "Self_".to_owned(),
        name => name,
    }
}

/// The function that gives a field's value or its default:
/// `retries_or_default`.
pub(crate) fn or_default(field: &Field) -> String {
    let name = ident(&field.name);
    format!("{}_or_default", name.trim_start_matches("r#"))
}

/// The name of an enum without the messages around it.
pub(crate) fn enum_name(declared: &Enum) -> &str {
    declared.name.rsplit('.').next().unwrap_or(&declared.name)
}

/// The function of the trait that returns an entity's repository.
pub(crate) fn accessor(entity: &Message) -> String {
    ident(&plural(&snake(&type_name(&entity.name))))
}

/// An index over these paths, in a database.
pub(crate) fn index_name(paths: &[impl AsRef<str>]) -> String {
    let paths: Vec<&str> = paths.iter().map(AsRef::as_ref).collect();
    paths.join("_").replace('.', "_")
}
