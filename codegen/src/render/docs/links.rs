//! Where rustdoc finds what a comment names.

use super::elements::Element;
use crate::names::{
    field_name, function, member_variant, oneof_type, package_module, plain, service_type,
    trait_name, type_name, variant,
};
use crate::render::Rendering;

/// Which file of a package a comment is shown in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Side {
    /// The one at the contract's root, which exports all of it.
    Root,
    /// One below that.
    Contract,
    /// One of the service crate.
    Service,
}

/// The path of what a name means in the comment of the element `within`, in a
/// crate of this package; `None` if it means nothing, or something that the
/// crate doesn't depend on.
pub(in crate::render) fn path(
    rendering: &Rendering<'_>,
    package: &str,
    side: Side,
    within: &str,
    name: &str,
) -> Option<String> {
    let (home, element) = rendering.elements.find(within, name)?;
    let is_own = home.name == package;
    let module = package_module(&home.name);
    let contract = match (is_own, side) {
        (true, Side::Root) => String::new(),
        (true, Side::Contract) => "super::".to_owned(),
        (false, _) if !rendering.elements.uses(package, &home.name) => return None,
        (_, Side::Service) => format!("{module}::"),
        (false, _) => {
            let circle = rendering.contract.circle(package).unwrap_or_default();
            let root = if circle.contains(&home.name) {
                "crate::"
            } else {
                ""
            };
            format!("{root}{module}::")
        }
    };
    let path = match element {
        Element::Message(message) => format!("{contract}{}", type_name(message)),
        Element::Field(message, field) => match field.oneof {
            Some(oneof) => format!(
                "{contract}{}::{}",
                oneof_type(message, oneof),
                member_variant(field)
            ),
            // A function of a trait may have the same name.
            None => format!(
                "field@{contract}{}::{}",
                type_name(message),
                plain(&field_name(field))
            ),
        },
        Element::Oneof(message, oneof) => format!("{contract}{}", oneof_type(message, oneof)),
        Element::Enum(declared) => format!("{contract}{}", type_name(declared)),
        Element::Value(declared, value) => format!(
            "{contract}{}::{}",
            type_name(declared),
            variant(declared, value)
        ),
        Element::Service(service) if is_own && side == Side::Service => {
            format!("crate::{}", trait_name(service))
        }
        Element::Service(service) if service.is_called() => {
            format!("{contract}{}", service_type(service, "Client"))
        }
        Element::Method(service, method) => {
            let function = function(method);
            let function = plain(&function);
            if is_own && side == Side::Service {
                format!("crate::{}::{function}", trait_name(service))
            } else {
                format!("{contract}{}::{function}", service_type(service, "Client"))
            }
        }
        Element::Service(_) => return None,
    };
    Some(path)
}
