//! What parts of a contract are called in Rust.

use super::case::{plural, screaming, snake, upper_camel};
use super::rust::{function_of, ident, plain, type_of, variant_of};
use crate::model::{Enum, EnumValue, Field, Message, Method, Oneof, Service};

/// A name with an underscore for each one before it that it would meet.
fn apart(name: &str, twins: usize) -> String {
    match twins {
        0 => name.to_owned(),
        _ => format!("{}{}", plain(name), "_".repeat(twins)),
    }
}

/// A message or an enum.
pub(crate) trait Type {
    /// The name within the package.
    fn name(&self) -> &str;

    /// The number of names before this one that it would meet.
    fn twins(&self) -> usize;
}

impl<T: Type> Type for &T {
    fn name(&self) -> &str {
        (*self).name()
    }

    fn twins(&self) -> usize {
        (*self).twins()
    }
}

impl Type for Message {
    fn name(&self) -> &str {
        &self.name
    }

    fn twins(&self) -> usize {
        self.twins
    }
}

impl Type for Enum {
    fn name(&self) -> &str {
        &self.name
    }

    fn twins(&self) -> usize {
        self.twins
    }
}

/// `Product.Dimensions` -> `ProductDimensions`
pub(crate) fn type_name(declared: &impl Type) -> String {
    apart(&type_of(declared.name()), declared.twins())
}

/// The field of the struct: `type` -> `r#type`.
pub(crate) fn field_name(field: &Field) -> String {
    apart(&ident(&field.name), field.twins)
}

/// The field of the struct that holds a oneof.
pub(crate) fn oneof_name(oneof: &Oneof) -> String {
    apart(&ident(&oneof.name), oneof.twins)
}

/// The name of the enum that stands for a oneof: `OrderPayment`.
pub(crate) fn oneof_type(message: &Message, oneof: usize) -> String {
    let oneof = &message.oneofs[oneof];
    let name = format!("{}{}", type_name(message), upper_camel(&oneof.name));
    apart(&name, oneof.twins)
}

/// The variant of a member of a oneof.
pub(crate) fn member_variant(field: &Field) -> String {
    apart(&type_of(&field.name), field.twins)
}

/// The variant of an enum's value: `PRODUCT_STATUS_DRAFT` of `ProductStatus` ->
/// `Draft`. The prefix stays if the rest would be no name.
pub(crate) fn variant(declared: &Enum, value: &EnumValue) -> String {
    apart(&without_twins(declared, value), value.twins)
}

/// The variant of an enum's value if there were no others.
pub(super) fn without_twins(declared: &Enum, value: &EnumValue) -> String {
    variant_of(enum_name(declared), &value.name)
}

/// The function for a method: `GetProduct` -> `get_product`.
pub(crate) fn function(method: &Method) -> String {
    apart(&function_of(&method.name), method.twins)
}

/// The trait of a service.
pub(crate) fn trait_name(service: &Service) -> String {
    apart(&type_of(&service.name), service.twins)
}

/// A type that stands for a service: `Client` -> `ProductClient`.
pub(crate) fn service_type(service: &Service, suffix: &str) -> String {
    let name = format!("{}{suffix}", type_of(service.short_name()));
    apart(&name, service.twins)
}

/// The name of the `static` that describes a service.
pub(crate) fn service_constant(service: &Service) -> String {
    apart(&screaming(&service.name), service.twins)
}

/// The name of the `static` that describes a method, with that of its service
/// where two services of a package have a method of this name.
pub(crate) fn method_constant(service: &Service, method: &Method) -> String {
    let name = if method.has_namesake {
        format!(
            "{}_{}",
            screaming(service.short_name()),
            screaming(&method.name)
        )
    } else {
        screaming(&method.name)
    };
    apart(&name, method.twins)
}

/// The function that gives a field's value or its default:
/// `retries_or_default`. What tells fields apart stays at the end.
pub(crate) fn or_default(field: &Field) -> String {
    let name = field_name(field);
    let words = plain(&name).trim_end_matches('_');
    let end = plain(&name).len() - words.len();
    format!("{words}_or_default{}", "_".repeat(end))
}

/// The name of an enum without the messages around it.
pub(crate) fn enum_name(declared: &Enum) -> &str {
    declared.name.rsplit('.').next().unwrap_or(&declared.name)
}

/// The function of the trait that returns an entity's repository.
pub(crate) fn accessor(entity: &Message) -> String {
    ident(&plural(&snake(&type_name(entity))))
}

/// An index over these paths, in a database.
pub(crate) fn index_name(paths: &[impl AsRef<str>]) -> String {
    let paths: Vec<&str> = paths.iter().map(AsRef::as_ref).collect();
    paths.join("_").replace('.', "_")
}
