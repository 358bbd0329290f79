//! What is said of what a contract leaves without a comment: how it is declared
//! there, or which method it belongs to.

use crate::model::{Cardinality, EnumValue, Field, Kind, Message, Method, Package, Service};
use crate::names::{function, plain, service_type};

/// `` `repeated shop.product.v1.Product products = 1` ``
pub(super) fn field(field: &Field) -> String {
    let ty = field.type_name();
    let label = match &field.cardinality {
        Cardinality::Map(key) => {
            return format!(
                "`map<{}, {ty}> {} = {}`",
                key.name(),
                field.name,
                field.number
            );
        }
        Cardinality::Repeated => "repeated ",
        Cardinality::Optional if field.required => "required ",
        Cardinality::Optional if has_label(field) => "optional ",
        Cardinality::Optional | Cardinality::Singular => "",
    };
    format!("`{label}{ty} {} = {}`", field.name, field.number)
}

/// Members of oneofs and messages are optional without being called so.
fn has_label(field: &Field) -> bool {
    field.oneof.is_none() && !field.wrapped && !matches!(field.kind, Kind::Message(_))
}

/// `` `PRODUCT_STATUS_DRAFT = 1` ``
pub(super) fn value(value: &EnumValue) -> String {
    format!("`{} = {}`", value.name, value.number)
}

/// The methods of its package that take or return the message; its name if there
/// are none.
pub(super) fn message(package: &Package, message: &Message) -> String {
    let methods = package.services.iter().flat_map(|service| {
        let methods = service.methods.iter();
        methods.map(move |method| (service, method))
    });
    let mut requests = Vec::new();
    let mut responses = Vec::new();
    for (service, method) in methods {
        if method.input == message.full_name {
            requests.push(call(service, method));
        }
        if method.output == message.full_name {
            responses.push(call(service, method));
        }
    }
    let parts: Vec<String> = [("request", requests), ("response", responses)]
        .into_iter()
        .filter(|(_, links)| !links.is_empty())
        .map(|(role, links)| format!("{role} of {}", links.join(" and ")))
        .collect();
    if parts.is_empty() {
        format!("`{}`", message.full_name)
    } else {
        format!("The {}.", parts.join(", and the "))
    }
}

/// A link to the function that calls a method.
fn call(service: &Service, method: &Method) -> String {
    let (client, function) = (service_type(service, "Client"), function(method));
    format!("[`{function}`](super::{client}::{})", plain(&function))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Behavior, Origin, Rules};

    fn field_of(kind: Kind, cardinality: Cardinality) -> Field {
        Field {
            name: "lines".to_owned(),
            json_name: "lines".to_owned(),
            number: 3,
            docs: String::new(),
            deprecated: false,
            cardinality,
            kind,
            oneof: None,
            packed: false,
            wrapped: false,
            required: false,
            default: None,
            twins: 0,
            recursive: false,
            behavior: Behavior::default(),
            id: None,
            reference: None,
            keeps_reference: false,
            masked_by: None,
            redacted: false,
            rules: Rules::default(),
            origin: Origin::default(),
        }
    }

    #[test]
    fn a_field_is_shown_as_the_contract_declares_it() {
        let line = || Kind::Message("shop.order.v1.Line".to_owned());
        for (kind, cardinality, declared) in [
            (Kind::Text, Cardinality::Singular, "`string lines = 3`"),
            (
                Kind::Bool,
                Cardinality::Optional,
                "`optional bool lines = 3`",
            ),
            (
                line(),
                Cardinality::Optional,
                "`shop.order.v1.Line lines = 3`",
            ),
            (
                line(),
                Cardinality::Repeated,
                "`repeated shop.order.v1.Line lines = 3`",
            ),
            (
                Kind::Bytes,
                Cardinality::Map(Kind::SInt32),
                "`map<sint32, bytes> lines = 3`",
            ),
        ] {
            assert_eq!(field(&field_of(kind, cardinality)), declared);
        }
    }
}
