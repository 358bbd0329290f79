//! Messages, fields and enums.

use std::collections::HashMap;

use prost_reflect::{
    Cardinality as ProtoCardinality, DynamicMessage, EnumDescriptor, EnumValueDescriptor,
    FieldDescriptor, Kind as ProtoKind, MessageDescriptor,
};

use super::comments::Comments;
use super::{entity, options, rules};
use crate::model::{
    Behavior, Cardinality, Contract, Enum, EnumValue, Field, Kind, Literal, Message, MessageRules,
    Money, Oneof, Package, Reference, Standard,
    connected::{Graph, connected},
};

/// Adds a message and what is nested in it.
pub(super) fn add(package: &mut Package, descriptor: &MessageDescriptor, comments: &Comments) {
    if descriptor.is_map_entry() {
        return;
    }
    package.messages.push(message(descriptor, comments));
    package.enums.extend(
        descriptor
            .child_enums()
            .map(|nested| enumeration(&nested, comments)),
    );
    for nested in descriptor.child_messages() {
        add(package, &nested, comments);
    }
}

fn message(descriptor: &MessageDescriptor, comments: &Comments) -> Message {
    let (docs, origin) = comments.at(descriptor.path());
    let options = descriptor.options();
    let rules = rules::of_message(descriptor);
    let mut fields: Vec<Field> = descriptor
        .fields()
        .map(|field| self::field(&field, &rules, comments))
        .collect();
    // Reflection orders by number.
    fields.sort_by_key(|field| field.origin.path.last().copied());
    mask_input(&mut fields);
    Message {
        name: name_in_package(descriptor.full_name(), descriptor.package_name()),
        full_name: descriptor.full_name().to_owned(),
        docs,
        deprecated: options::flag(&options, "deprecated"),
        oneofs: descriptor
            .oneofs()
            .filter(|oneof| !oneof.is_synthetic())
            .map(|oneof| {
                let (docs, origin) = comments.at(oneof.path());
                Oneof {
                    name: oneof.name().to_owned(),
                    docs,
                    required: rules::is_required_oneof(&oneof),
                    twins: 0,
                    origin,
                }
            })
            .collect(),
        reserved: descriptor
            .reserved_ranges()
            .map(|range| range.start..=range.end - 1)
            .collect(),
        twins: 0,
        entity: entity::entity(descriptor, &fields),
        money: money(&options),
        rules,
        fields,
        origin,
    }
}

fn money(options: &DynamicMessage) -> Option<Money> {
    let ours = options::extension(options, "counterpart.v1.message")?;
    let money = options::value(&ours, "money")?;
    let money = money.as_message()?;
    Some(Money {
        units: options::text(money, "units"),
        currency: options::text(money, "currency"),
    })
}

/// In an update request (AIP-134), `update_mask` belongs to the only other
/// field that is a message.
fn mask_input(fields: &mut [Field]) {
    let is_mask = |field: &Field| {
        field.name == Standard::UPDATE_MASK
            && field.kind == Kind::Message("google.protobuf.FieldMask".to_owned())
    };
    if !fields.iter().any(is_mask) {
        return;
    }
    let mut inputs = fields.iter_mut().filter(|field| {
        !is_mask(field)
            && field.cardinality == Cardinality::Optional
            && matches!(&field.kind, Kind::Message(name) if !name.starts_with("google.protobuf."))
    });
    if let (Some(input), None) = (inputs.next(), inputs.next()) {
        input.masked_by = Some(Standard::UPDATE_MASK.to_owned());
    }
}

fn field(descriptor: &FieldDescriptor, message: &MessageRules, comments: &Comments) -> Field {
    let (docs, origin) = comments.at(descriptor.path());
    let options = descriptor.options();
    let (cardinality, declared) = cardinality_and_kind(descriptor);
    let held = match &declared {
        Kind::Message(name) => Kind::wrapped_in(name),
        _ => None,
    };
    let ours = options::extension(&options, "counterpart.v1.field");
    let target = |name| target(ours.as_ref()?, name, descriptor);
    Field {
        name: descriptor.name().to_owned(),
        json_name: descriptor.json_name().to_owned(),
        number: descriptor.number(),
        docs,
        deprecated: options::flag(&options, "deprecated"),
        cardinality,
        wrapped: held.is_some(),
        kind: held.cloned().unwrap_or(declared),
        twins: 0,
        required: descriptor.cardinality() == ProtoCardinality::Required,
        default: default(descriptor),
        oneof: oneof_index(descriptor),
        packed: is_packed(descriptor),
        recursive: false,
        behavior: behavior(&options, descriptor),
        id: target("id"),
        reference: target("ref"),
        keeps_reference: ours
            .as_ref()
            .is_some_and(|ours| options::word(ours, "on_delete") == "KEEP"),
        masked_by: None,
        redacted: options::flag(&options, "debug_redact"),
        rules: rules::of_field(descriptor, message),
        origin,
    }
}

/// Whether a list is written packed. The option counts: a pool that was built
/// from source knows of a list what it is without one.
fn is_packed(descriptor: &FieldDescriptor) -> bool {
    let options = descriptor.field_descriptor_proto().options.as_ref();
    let packed = options.and_then(|options| options.packed);
    descriptor.is_list() && packed.unwrap_or_else(|| descriptor.is_packed())
}

/// The default that the contract writes.
fn default(descriptor: &FieldDescriptor) -> Option<Literal> {
    descriptor
        .field_descriptor_proto()
        .default_value
        .as_ref()
        .and_then(|_| rules::literal(&descriptor.default_value()))
}

fn target(option: &DynamicMessage, name: &str, field: &FieldDescriptor) -> Option<Reference> {
    let written = options::text(option, name);
    let package = field.parent_message().package_name();
    (!written.is_empty()).then(|| entity::reference(written, field.parent_pool(), package))
}

/// The place of a field's oneof among those that the contract writes.
fn oneof_index(descriptor: &FieldDescriptor) -> Option<usize> {
    let oneof = descriptor.containing_oneof()?;
    descriptor
        .parent_message()
        .oneofs()
        .filter(|candidate| !candidate.is_synthetic())
        .position(|candidate| candidate == oneof)
}

fn cardinality_and_kind(field: &FieldDescriptor) -> (Cardinality, Kind) {
    let kind = kind(&field.kind(), field.is_group());
    if field.is_map()
        && let ProtoKind::Message(entry) = field.kind()
    {
        let key = self::kind(&entry.map_entry_key_field().kind(), false);
        let value = self::kind(&entry.map_entry_value_field().kind(), false);
        return (Cardinality::Map(key), value);
    }
    let cardinality = match field.cardinality() {
        ProtoCardinality::Repeated => Cardinality::Repeated,
        ProtoCardinality::Required => Cardinality::Optional,
        ProtoCardinality::Optional if field.supports_presence() => Cardinality::Optional,
        ProtoCardinality::Optional => Cardinality::Singular,
    };
    (cardinality, kind)
}

fn kind(kind: &ProtoKind, is_group: bool) -> Kind {
    match kind {
        ProtoKind::Bool => Kind::Bool,
        ProtoKind::Int32 => Kind::Int32,
        ProtoKind::Int64 => Kind::Int64,
        ProtoKind::Uint32 => Kind::UInt32,
        ProtoKind::Uint64 => Kind::UInt64,
        ProtoKind::Sint32 => Kind::SInt32,
        ProtoKind::Sint64 => Kind::SInt64,
        ProtoKind::Fixed32 => Kind::Fixed32,
        ProtoKind::Fixed64 => Kind::Fixed64,
        ProtoKind::Sfixed32 => Kind::SFixed32,
        ProtoKind::Sfixed64 => Kind::SFixed64,
        ProtoKind::Float => Kind::Float,
        ProtoKind::Double => Kind::Double,
        ProtoKind::String => Kind::Text,
        ProtoKind::Bytes => Kind::Bytes,
        ProtoKind::Enum(descriptor) => Kind::Enum(descriptor.full_name().to_owned()),
        ProtoKind::Message(descriptor) if is_group => {
            Kind::Group(descriptor.full_name().to_owned())
        }
        ProtoKind::Message(descriptor) => Kind::Message(descriptor.full_name().to_owned()),
    }
}

/// `google.api.field_behavior`. Others mark as required what their service always
/// gives, which asks nothing of a request.
fn behavior(options: &DynamicMessage, field: &FieldDescriptor) -> Behavior {
    let marks = options::extension_words(options, "google.api.field_behavior");
    let is_marked = |mark: &str| marks.iter().any(|found| found == mark);
    let output_only = is_marked("OUTPUT_ONLY");
    let is_given = output_only && options::is_foreign(&field.parent_file());
    Behavior {
        required: is_marked("REQUIRED") && !is_given,
        output_only,
        input_only: is_marked("INPUT_ONLY"),
        immutable: is_marked("IMMUTABLE"),
        identifier: is_marked("IDENTIFIER"),
    }
}

/// An enum.
pub(super) fn enumeration(descriptor: &EnumDescriptor, comments: &Comments) -> Enum {
    let (docs, origin) = comments.at(descriptor.path());
    let mut values: Vec<EnumValue> = descriptor
        .values()
        .map(|value| enum_value(&value, comments))
        .collect();
    // Reflection orders by number.
    values.sort_by_key(|value| value.origin.path.last().copied());
    Enum {
        name: name_in_package(descriptor.full_name(), descriptor.package_name()),
        full_name: descriptor.full_name().to_owned(),
        docs,
        deprecated: options::flag(&descriptor.options(), "deprecated"),
        values,
        reserved: descriptor.reserved_ranges().collect(),
        twins: 0,
        origin,
    }
}

fn enum_value(descriptor: &EnumValueDescriptor, comments: &Comments) -> EnumValue {
    let (docs, origin) = comments.at(descriptor.path());
    EnumValue {
        name: descriptor.name().to_owned(),
        number: descriptor.number(),
        docs,
        deprecated: options::flag(&descriptor.options(), "deprecated"),
        twins: 0,
        origin,
    }
}

fn name_in_package(full_name: &str, package: &str) -> String {
    full_name
        .strip_prefix(package)
        .map_or(full_name, |rest| rest.trim_start_matches('.'))
        .to_owned()
}

/// Marks each field through which a message contains itself directly, which a
/// list or a map doesn't.
pub(super) fn mark_recursive(contract: &mut Contract) {
    let mut contents = Graph::new();
    for message in contract.messages() {
        let targets = message.fields.iter().filter_map(contained);
        contents.insert(&message.full_name, targets.collect());
    }
    let mut groups: HashMap<String, usize> = HashMap::new();
    for (number, group) in connected(&contents).into_iter().enumerate() {
        groups.extend(group.into_iter().map(|name| (name.to_owned(), number)));
    }
    let messages = contract
        .packages
        .iter_mut()
        .flat_map(|package| &mut package.messages);
    for message in messages {
        let own = groups.get(&message.full_name);
        for field in &mut message.fields {
            field.recursive = contained(field).is_some_and(|target| groups.get(target) == own);
        }
    }
}

fn contained(field: &Field) -> Option<&str> {
    match (&field.kind, &field.cardinality) {
        (Kind::Message(target), Cardinality::Optional) => Some(target),
        _ => None,
    }
}
