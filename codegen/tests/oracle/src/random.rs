//! Random messages of any type.
//!
//! All choices come from a list of bytes, which proptest makes and shrinks:
//! fewer and smaller bytes make a smaller message.

use prost_reflect::{
    Cardinality, DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, MapKey, MessageDescriptor,
    Value,
};

/// Messages inside messages end at this depth.
const MAX_DEPTH: u32 = 4;

/// Where choices come from. Zero, once the bytes are used up.
pub(crate) struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl<'a> Choices<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes: bytes.iter(),
        }
    }

    fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or_default()
    }

    /// A number below this one, which is at most 256.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::from(self.byte()) % limit.max(1)
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.byte())
    }

    /// A small number, one at an end of the range, or any.
    fn number(&mut self) -> u64 {
        match self.below(4) {
            0 => u64::from(self.byte()),
            1 => [
                u64::MAX,
                i64::MIN.cast_unsigned(),
                u64::from(u32::MAX),
                1 << 31,
            ][self.below(4)],
            _ => u64::from_le_bytes(self.array()),
        }
    }

    fn number32(&mut self) -> u32 {
        let number = self.number().to_le_bytes();
        u32::from_le_bytes([number[0], number[1], number[2], number[3]])
    }

    fn text(&mut self) -> String {
        let letters = ['a', 'Z', '0', '\0', '"', 'ß', '語', '🦀'];
        let length = self.below(6);
        (0..length)
            .map(|_| letters[self.below(letters.len())])
            .collect()
    }

    fn bytes(&mut self) -> Vec<u8> {
        let length = self.below(6);
        (0..length).map(|_| self.byte()).collect()
    }
}

/// A message in which each field is there or not.
pub(crate) fn message(descriptor: &MessageDescriptor, choices: &mut Choices<'_>) -> DynamicMessage {
    nested(descriptor, choices, 0)
}

fn nested(descriptor: &MessageDescriptor, choices: &mut Choices<'_>, depth: u32) -> DynamicMessage {
    let mut message = DynamicMessage::new(descriptor.clone());
    for field in descriptor.fields() {
        let is_message = matches!(field.kind(), Kind::Message(_));
        let is_required = field.cardinality() == Cardinality::Required;
        let may_be_there = !(is_message && depth == MAX_DEPTH);
        if is_required || (choices.below(2) == 1 && may_be_there) {
            let value = value(&field, choices, depth);
            message.set_field(&field, value);
        }
    }
    message
}

fn value(field: &FieldDescriptor, choices: &mut Choices<'_>, depth: u32) -> Value {
    if field.is_map()
        && let Kind::Message(entry) = field.kind()
    {
        let key = entry.map_entry_key_field();
        let element = entry.map_entry_value_field();
        let count = choices.below(4);
        let entries = (0..count).filter_map(|_| {
            let key = map_key(single(&key.kind(), choices, depth))?;
            Some((key, single(&element.kind(), choices, depth)))
        });
        return Value::Map(entries.collect());
    }
    if field.is_list() {
        let count = choices.below(4);
        let elements = (0..count).map(|_| single(&field.kind(), choices, depth));
        return Value::List(elements.collect());
    }
    single(&field.kind(), choices, depth)
}

fn map_key(value: Value) -> Option<MapKey> {
    value.into_map_key()
}

fn single(kind: &Kind, choices: &mut Choices<'_>, depth: u32) -> Value {
    match kind {
        Kind::Double => Value::F64(double(choices)),
        Kind::Float => Value::F32(float(choices)),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => Value::I32(choices.number32().cast_signed()),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Value::I64(choices.number().cast_signed()),
        Kind::Uint32 | Kind::Fixed32 => Value::U32(choices.number32()),
        Kind::Uint64 | Kind::Fixed64 => Value::U64(choices.number()),
        Kind::Bool => Value::Bool(choices.below(2) == 1),
        Kind::String => Value::String(choices.text()),
        Kind::Bytes => Value::Bytes(choices.bytes().into()),
        Kind::Enum(declared) => Value::EnumNumber(enum_number(declared, choices)),
        Kind::Message(descriptor) => Value::Message(nested(descriptor, choices, depth + 1)),
    }
}

/// One that the enum declares, or any.
fn enum_number(declared: &EnumDescriptor, choices: &mut Choices<'_>) -> i32 {
    if choices.below(4) == 0 {
        return choices.number32().cast_signed();
    }
    let chosen = choices.below(declared.values().len());
    declared
        .values()
        .nth(chosen)
        .map_or(0, |value| value.number())
}

fn double(choices: &mut Choices<'_>) -> f64 {
    let edges = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MIN_POSITIVE,
        -0.0,
        0.5,
    ];
    match choices.below(2) {
        0 => edges[choices.below(edges.len())],
        _ => f64::from_le_bytes(choices.array()),
    }
}

fn float(choices: &mut Choices<'_>) -> f32 {
    let edges = [
        f32::NAN,
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::MIN_POSITIVE,
        -0.0,
        0.5,
    ];
    match choices.below(2) {
        0 => edges[choices.below(edges.len())],
        _ => f32::from_le_bytes(choices.array()),
    }
}
