//! `descriptors.rs`: what the contract says of each message, as data.

use askama::Template;

use super::Rendering;
use super::literal::{integer, text};
use super::scope::Scope;
use super::types::kind_name;
use crate::model::{Cardinality, Enum, Field, Kind, Message, Package};
use crate::names::{screaming, type_name};

#[derive(Template)]
#[template(path = "descriptors.rs.txt", escape = "none")]
struct Descriptors {
    package: String,
    generated: String,
    imports: String,
    messages: Vec<MessageView>,
    enums: Vec<EnumView>,
}

struct MessageView {
    full_name: String,
    ty: String,
    name: String,
    fields: Vec<String>,
}

struct EnumView {
    full_name: String,
    ty: String,
    name: String,
    values: Vec<ValueView>,
    stored: Vec<ValueView>,
}

struct ValueView {
    number: String,
    name: String,
}

pub(super) fn render(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let messages = package.messages.iter().map(type_name);
    let declared = messages
        .chain(package.enums.iter().map(type_name))
        .map(|name| screaming(&name));
    let mut scope = Scope::contract_crate(rendering.contract, &package.name).declare(declared);
    if !package.messages.is_empty() {
        scope.import("counterpart::message::MessageDescriptor");
    }
    if !package.enums.is_empty() {
        scope.import("counterpart::message::EnumDescriptor");
    }
    let messages = package
        .messages
        .iter()
        .map(|message| MessageView {
            full_name: message.full_name.clone(),
            ty: type_name(message),
            name: screaming(&type_name(message)),
            fields: message
                .fields
                .iter()
                .map(|field| field_line(rendering, &mut scope, message, field))
                .collect(),
        })
        .collect();
    let enums = package
        .enums
        .iter()
        .map(|declared| enum_view(rendering, declared))
        .collect();
    Descriptors {
        package: package.name.clone(),
        generated: super::generated_from(package),
        imports: scope.statements(),
        messages,
        enums,
    }
    .render()
}

/// The expression that describes a field: only what is special is named.
fn field_line(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    message: &Message,
    field: &Field,
) -> String {
    let mut line = format!(
        "{}::new({}, \"{}\", {}, {})",
        scope.import("counterpart::message::FieldDescriptor"),
        integer(&field.number),
        field.name,
        text(&field.json_name),
        kind(scope, &field.kind),
    );
    match &field.cardinality {
        Cardinality::Singular => {}
        Cardinality::Optional => line.push_str(".optional()"),
        Cardinality::Repeated => line.push_str(".repeated()"),
        Cardinality::Map(key) => {
            line.push_str(&format!(".map({})", kind(scope, key)));
        }
    }
    let marks = [
        (field.behavior.identifier, ".identifier()"),
        (field.behavior.output_only, ".output_only()"),
        (field.behavior.immutable, ".immutable()"),
        (field.redacted, ".redacted()"),
    ];
    for (_, mark) in marks.iter().filter(|(is_set, _)| *is_set) {
        line.push_str(mark);
    }
    if let Some(target) = field.reference.as_ref().and_then(|to| to.target.as_ref()) {
        line.push_str(&format!(".refers_to(\"{target}\")"));
    }
    if let Some(mask) = &field.masked_by {
        line.push_str(&format!(".masked_by(\"{mask}\")"));
    }
    let stored = rendering.stored_name(message, field);
    if stored != field.name {
        line.push_str(&format!(".stored_as(\"{stored}\")"));
    }
    line
}

fn kind(scope: &mut Scope<'_>, kind: &Kind) -> String {
    let kind_type = scope.import("counterpart::message::Kind");
    match kind {
        Kind::Enum(name) => format!("{kind_type}::Enum(&{})", scope.descriptor(name)),
        Kind::Message(name) | Kind::Group(name) => {
            format!("{kind_type}::Message(&{})", scope.descriptor(name))
        }
        scalar => format!("{kind_type}::{}", kind_name(scalar)),
    }
}

fn enum_view(rendering: &Rendering<'_>, declared: &Enum) -> EnumView {
    let stored = declared
        .values
        .iter()
        .filter_map(|value| {
            let stored = rendering.stored_value(declared, value.number)?;
            // Aliases share a number; the first name of it counts.
            let first = declared
                .values
                .iter()
                .find(|other| other.number == value.number)?;
            (first.name == value.name && stored != value.name).then(|| ValueView {
                number: integer(&value.number),
                name: stored.to_owned(),
            })
        })
        .collect();
    EnumView {
        full_name: declared.full_name.clone(),
        ty: type_name(declared),
        name: screaming(&type_name(declared)),
        values: declared
            .values
            .iter()
            .map(|value| ValueView {
                number: integer(&value.number),
                name: value.name.clone(),
            })
            .collect(),
        stored,
    }
}
