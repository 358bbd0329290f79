//! Messages, their fields, and enums.

use std::ops::RangeInclusive;

use super::{Entity, Literal, MessageRules, Origin, Reference, Rules};

/// A message.
#[derive(Clone, Debug)]
pub struct Message {
    /// The name within the package: `Product`, or `Product.Dimensions` if nested.
    pub name: String,
    /// The full name: `shop.product.v1.Product`.
    pub full_name: String,
    /// The comment above it, without comment marks.
    pub docs: String,
    /// Whether it is marked `deprecated`.
    pub deprecated: bool,
    /// The fields in the order of the contract.
    pub fields: Vec<Field>,
    /// The oneofs in the order of the contract, without those that stand behind
    /// `optional` fields.
    pub oneofs: Vec<Oneof>,
    /// The numbers that no field may have.
    pub reserved: Vec<RangeInclusive<u32>>,
    /// How many names before this one would be the same in Rust: it differs from
    /// them in style alone.
    pub twins: usize,
    /// What makes it an entity, if it is one.
    pub entity: Option<Entity>,
    /// Which of its fields are an amount of money, if it is one.
    pub money: Option<Money>,
    /// The rules of `buf.validate` on the message as a whole.
    pub rules: MessageRules,
    /// Where it is declared.
    pub origin: Origin,
}

impl Message {
    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field with this number.
    pub fn field_by_number(&self, number: u32) -> Option<&Field> {
        self.fields.iter().find(|field| field.number == number)
    }

    /// The name without those of the messages around it: `Dimensions`. Standard
    /// methods are named after it.
    pub fn short_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }

    /// The field that holds one id of this entity; of several, the one that is
    /// called as in the entity.
    pub fn id_of(&self, entity: &Message) -> Option<&Field> {
        let name = entity
            .entity
            .as_ref()
            .and_then(|entity| entity.id.as_deref());
        let mut ids = self.fields.iter().filter(|field| {
            field.entity() == Some(&entity.full_name) && field.cardinality == Cardinality::Singular
        });
        let named = ids.clone().find(|field| Some(field.name.as_str()) == name);
        named.or_else(|| ids.next())
    }

    /// The members of a oneof, given by its place in [`Message::oneofs`].
    pub fn members(&self, oneof: usize) -> impl Iterator<Item = &Field> {
        self.fields
            .iter()
            .filter(move |field| field.oneof == Some(oneof))
    }
}

/// What makes a message an amount of money: the names of two of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// The one with the amount, in the smallest unit of the currency.
    pub units: String,
    /// The one with the currency's code.
    pub currency: String,
}

/// A field.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent properties, as descriptors have them"
)]
pub struct Field {
    /// The name in the contract.
    pub name: String,
    /// The name in JSON.
    pub json_name: String,
    /// The number.
    pub number: u32,
    /// The comment above it, without comment marks.
    pub docs: String,
    /// Whether it is marked `deprecated`.
    pub deprecated: bool,
    /// How many values there are.
    pub cardinality: Cardinality,
    /// The type of the value: of each element of a list, of the values of a map.
    pub kind: Kind,
    /// How many names before this one would be the same in Rust: it differs from
    /// them in style alone.
    pub twins: usize,
    /// Whether proto2 calls it `required`: whoever writes the message sets it.
    pub required: bool,
    /// What a reader takes for the value where the field is absent, if the
    /// contract says so (`[default = 5]`).
    pub default: Option<Literal>,
    /// The place in [`Message::oneofs`] of the oneof that it belongs to.
    pub oneof: Option<usize>,
    /// Whether numbers of a list stand together on the wire.
    pub packed: bool,
    /// Whether each value stands in a message of its own on the wire: the field
    /// has the type `google.protobuf.StringValue` or another wrapper. In all
    /// else, it is like an `optional` field of the kind that is wrapped.
    pub wrapped: bool,
    /// Whether the message contains itself through this field.
    pub recursive: bool,
    /// Who may write it, and when.
    pub behavior: Behavior,
    /// The entity whose id it holds: `(counterpart.v1.field).id`.
    pub id: Option<Reference>,
    /// The entity whose id it holds and that must exist when the field is
    /// written: `(counterpart.v1.field).ref`.
    pub reference: Option<Reference>,
    /// Whether the reference stays when its entity is deleted
    /// (`(counterpart.v1.field).on_delete`).
    pub keeps_reference: bool,
    /// The field of the same request that holds the update mask for this one
    /// (AIP-134).
    pub masked_by: Option<String>,
    /// Whether it is kept out of logs (`debug_redact`).
    pub redacted: bool,
    /// The rules of `buf.validate`.
    pub rules: Rules,
    /// Where it is declared.
    pub origin: Origin,
}

impl Field {
    /// The type of the value as the contract has it, with its full name.
    pub fn type_name(&self) -> &str {
        let wrapper = self.kind.wrapper().filter(|_| self.wrapped);
        wrapper.unwrap_or(self.kind.name())
    }

    /// The full name of the entity whose id the field holds.
    pub fn entity(&self) -> Option<&str> {
        self.reference
            .as_ref()
            .or(self.id.as_ref())?
            .target
            .as_deref()
    }
}

/// How many values a field has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cardinality {
    /// One; the default of its type if it was not set.
    Singular,
    /// One or none: `optional` and `required`, every message, every member of a
    /// oneof.
    Optional,
    /// A list.
    Repeated,
    /// A map with keys of this kind.
    Map(Kind),
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `bool`
    Bool,
    /// `int32`
    Int32,
    /// `int64`
    Int64,
    /// `uint32`
    UInt32,
    /// `uint64`
    UInt64,
    /// `sint32`
    SInt32,
    /// `sint64`
    SInt64,
    /// `fixed32`
    Fixed32,
    /// `fixed64`
    Fixed64,
    /// `sfixed32`
    SFixed32,
    /// `sfixed64`
    SFixed64,
    /// `float`
    Float,
    /// `double`
    Double,
    /// `string`
    Text,
    /// `bytes`
    Bytes,
    /// The enum with this full name.
    Enum(String),
    /// The message with this full name.
    Message(String),
    /// The group of proto2 whose message has this full name.
    Group(String),
}

/// The wrappers of `google.protobuf`, and what each one holds.
const WRAPPERS: &[(Kind, &str)] = &[
    (Kind::Bool, "google.protobuf.BoolValue"),
    (Kind::Int32, "google.protobuf.Int32Value"),
    (Kind::Int64, "google.protobuf.Int64Value"),
    (Kind::UInt32, "google.protobuf.UInt32Value"),
    (Kind::UInt64, "google.protobuf.UInt64Value"),
    (Kind::Float, "google.protobuf.FloatValue"),
    (Kind::Double, "google.protobuf.DoubleValue"),
    (Kind::Text, "google.protobuf.StringValue"),
    (Kind::Bytes, "google.protobuf.BytesValue"),
];

impl Kind {
    /// The full name of the wrapper that holds a value of this kind.
    pub fn wrapper(&self) -> Option<&'static str> {
        let mut wrappers = WRAPPERS.iter();
        wrappers.find_map(|(held, wrapper)| (held == self).then_some(*wrapper))
    }

    /// What the wrapper with this full name holds; `None` if it is none.
    pub fn wrapped_in(full_name: &str) -> Option<&'static Self> {
        let mut wrappers = WRAPPERS.iter();
        wrappers.find_map(|(held, wrapper)| (*wrapper == full_name).then_some(held))
    }

    /// The type as contracts write it, with its full name.
    pub fn name(&self) -> &str {
        match self {
            Self::Bool => "bool",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::UInt32 => "uint32",
            Self::UInt64 => "uint64",
            Self::SInt32 => "sint32",
            Self::SInt64 => "sint64",
            Self::Fixed32 => "fixed32",
            Self::Fixed64 => "fixed64",
            Self::SFixed32 => "sfixed32",
            Self::SFixed64 => "sfixed64",
            Self::Float => "float",
            Self::Double => "double",
            Self::Text => "string",
            Self::Bytes => "bytes",
            Self::Enum(name) | Self::Message(name) | Self::Group(name) => name,
        }
    }
}

/// Who may write a field, and when (AIP-203).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a set of independent marks, as AIP-203 has them"
)]
pub struct Behavior {
    /// Must be set.
    pub required: bool,
    /// The id of the resource.
    pub identifier: bool,
    /// Given by the service, ignored in requests.
    pub output_only: bool,
    /// Set once, when the resource is created.
    pub immutable: bool,
    /// Never in a response.
    pub input_only: bool,
}

/// A set of fields of which at most one is set.
#[derive(Clone, Debug)]
pub struct Oneof {
    /// The name in the contract.
    pub name: String,
    /// The comment above it, without comment marks.
    pub docs: String,
    /// Whether one of the members must be set.
    pub required: bool,
    /// How many names before this one would be the same in Rust: it differs from
    /// them in style alone.
    pub twins: usize,
    /// Where it is declared.
    pub origin: Origin,
}

/// An enum.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The name within the package: `ProductStatus`, or `Product.Status` if nested.
    pub name: String,
    /// The full name: `shop.product.v1.ProductStatus`.
    pub full_name: String,
    /// The comment above it, without comment marks.
    pub docs: String,
    /// Whether it is marked `deprecated`.
    pub deprecated: bool,
    /// The values in the order of the contract, aliases included.
    pub values: Vec<EnumValue>,
    /// The numbers that no value may have.
    pub reserved: Vec<RangeInclusive<i32>>,
    /// How many names before this one would be the same in Rust: it differs from
    /// them in style alone.
    pub twins: usize,
    /// Where it is declared.
    pub origin: Origin,
}

impl Enum {
    /// One value of each number: of aliases the first, under whose name the
    /// number is written.
    pub fn stored_values(&self) -> impl Iterator<Item = &EnumValue> {
        let is_first = |(index, value): &(usize, &EnumValue)| {
            let mut before = self.values[..*index].iter();
            before.all(|other| other.number != value.number)
        };
        let values = self.values.iter().enumerate().filter(is_first);
        values.map(|(_, value)| value)
    }
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The name in the contract: `PRODUCT_STATUS_DRAFT`.
    pub name: String,
    /// The number.
    pub number: i32,
    /// The comment above it, without comment marks.
    pub docs: String,
    /// Whether it is marked `deprecated`.
    pub deprecated: bool,
    /// How many names before this one would be the same in Rust: it differs from
    /// them in style alone.
    pub twins: usize,
    /// Where it is declared.
    pub origin: Origin,
}
