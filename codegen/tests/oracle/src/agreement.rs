//! Both sides read and write the same.

use proptest::prelude::any;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use proptest::{collection, prop_assert, prop_assert_eq};
use prost::Message as WireMessage;
use prost_reflect::{
    Cardinality, DescriptorPool, DynamicMessage, Kind, MessageDescriptor, ReflectMessage as _,
    Value,
};

use crate::random::{self, Choices};

/// Random inputs per message and property.
const CASES: u32 = 256;

/// A message on both sides.
pub(crate) struct Pair {
    name: &'static str,
    check: fn(&MessageDescriptor) -> Result<(), String>,
}

impl Pair {
    /// Our type, theirs, and the contract's name for both.
    pub(crate) fn new<Ours, Theirs>(name: &'static str) -> Self
    where
        Ours: counterpart::Message + WireMessage + Clone + Default,
        Theirs: WireMessage + Default,
    {
        Self {
            name,
            check: check::<Ours, Theirs>,
        }
    }

    /// Fails with the smallest input for which the sides differ.
    pub(crate) fn check(&self, pool: &DescriptorPool) -> Result<(), String> {
        let descriptor = pool
            .get_message_by_name(self.name)
            .ok_or_else(|| format!("{} is in no contract", self.name))?;
        (self.check)(&descriptor)
    }
}

fn check<Ours, Theirs>(descriptor: &MessageDescriptor) -> Result<(), String>
where
    Ours: counterpart::Message + WireMessage + Clone + Default,
    Theirs: WireMessage + Default,
{
    property(descriptor, "whole messages", |choices| {
        let bytes = random::message(descriptor, choices).encode_to_vec();
        agree::<Ours, Theirs>(descriptor, &bytes)
    })?;
    property(descriptor, "one message after the other", |choices| {
        let mut bytes = random::message(descriptor, choices).encode_to_vec();
        bytes.extend(random::message(descriptor, choices).encode_to_vec());
        agree::<Ours, Theirs>(descriptor, &bytes)
    })?;
    property(descriptor, "damaged messages", |choices| {
        let mut bytes = random::message(descriptor, choices).encode_to_vec();
        damage(&mut bytes, choices);
        agree::<Ours, Theirs>(descriptor, &bytes)
    })?;
    property(descriptor, "cleared fields", |choices| {
        let message = random::message(descriptor, choices);
        clear_each::<Ours, Theirs>(&message)
    })
}

fn property(
    descriptor: &MessageDescriptor,
    name: &str,
    test: impl Fn(&mut Choices<'_>) -> Result<(), TestCaseError>,
) -> Result<(), String> {
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    let bytes = collection::vec(any::<u8>(), 0..512);
    TestRunner::new(config)
        .run(&bytes, |bytes| test(&mut Choices::new(&bytes)))
        .map_err(|error| format!("{}, {name}: {error}", descriptor.full_name()))
}

/// Both sides accept these bytes or both refuse them, and write the same.
fn agree<Ours, Theirs>(descriptor: &MessageDescriptor, bytes: &[u8]) -> Result<(), TestCaseError>
where
    Ours: WireMessage + Default,
    Theirs: WireMessage + Default,
{
    match (Ours::decode(bytes), Theirs::decode(bytes)) {
        (Ok(ours), Ok(theirs)) => {
            let written = ours.encode_to_vec();
            prop_assert_eq!(ours.encoded_len(), written.len());
            same(descriptor, &written, &theirs.encode_to_vec())
        }
        (Err(_), Err(_)) => Ok(()),
        (ours, theirs) => {
            let (ours, theirs) = (ours.err(), theirs.err());
            prop_assert!(
                false,
                "ours: {ours:?}, theirs: {theirs:?}, input: {bytes:?}"
            );
            Ok(())
        }
    }
}

/// A field that is cleared by its number is gone, and nothing else.
fn clear_each<Ours, Theirs>(message: &DynamicMessage) -> Result<(), TestCaseError>
where
    Ours: counterpart::Message + WireMessage + Clone + Default,
    Theirs: WireMessage + Default,
{
    let descriptor = message.descriptor();
    let whole = Ours::decode(message.encode_to_vec().as_slice());
    let whole = whole.map_err(|error| TestCaseError::fail(error.to_string()))?;
    for field in descriptor.fields() {
        let mut ours = whole.clone();
        ours.clear_field(field.number());
        let mut expected = message.clone();
        expected.clear_field(&field);
        let expected = Theirs::decode(expected.encode_to_vec().as_slice());
        let expected = expected.map_err(|error| TestCaseError::fail(error.to_string()))?;
        same(
            &descriptor,
            &ours.encode_to_vec(),
            &expected.encode_to_vec(),
        )?;
    }
    Ok(())
}

/// Cuts the bytes, changes some, or puts others behind them.
fn damage(bytes: &mut Vec<u8>, choices: &mut Choices<'_>) {
    for _ in 0..=choices.below(3) {
        let place = choices.below(bytes.len().min(256));
        let byte = u8::try_from(choices.below(256)).expect("it is below 256");
        match choices.below(3) {
            0 => bytes.truncate(place),
            1 => bytes.push(byte),
            _ => {
                if let Some(at) = bytes.get_mut(place) {
                    *at = byte;
                }
            }
        }
    }
}

/// The bytes are the same, with two exceptions. prost leaves out -0.0 in a
/// singular field, as if it were the default; its bits are not those of 0.0, so
/// the specification keeps it, and so do we. And where a required field is
/// missing, prost writes its default; we leave it missing, so that whoever
/// checks the message finds out.
fn same(descriptor: &MessageDescriptor, ours: &[u8], theirs: &[u8]) -> Result<(), TestCaseError> {
    if ours == theirs {
        return Ok(());
    }
    let mut message = DynamicMessage::decode(descriptor.clone(), ours)
        .map_err(|error| TestCaseError::fail(format!("we write what can't be read: {error}")))?;
    let found = drop_negative_zeros(&mut message) | set_required(&mut message);
    prop_assert!(found, "ours: {ours:?}, theirs: {theirs:?}");
    let expected = DynamicMessage::decode(descriptor.clone(), theirs)
        .map_err(|error| TestCaseError::fail(format!("they write what can't be read: {error}")))?;
    // Not-a-number equals nothing, itself included, but looks like itself.
    prop_assert_eq!(sorted(&message), sorted(&expected));
    Ok(())
}

/// Sets all required fields to their defaults that are missing, at any depth, and
/// says whether there was one.
fn set_required(message: &mut DynamicMessage) -> bool {
    let descriptor = message.descriptor();
    let missing: Vec<_> = descriptor
        .fields()
        .filter(|field| field.cardinality() == Cardinality::Required && !message.has_field(field))
        .collect();
    let mut found = !missing.is_empty();
    for field in missing {
        message.set_field(&field, field.default_value());
    }
    for (_, value) in message.fields_mut() {
        for nested in nested(value) {
            found |= set_required(nested);
        }
    }
    found
}

/// The messages in a value.
fn nested(value: &mut Value) -> Vec<&mut DynamicMessage> {
    match value {
        Value::Message(message) => vec![message],
        Value::List(list) => list.iter_mut().filter_map(Value::as_message_mut).collect(),
        Value::Map(map) => map.values_mut().filter_map(Value::as_message_mut).collect(),
        _ => Vec::new(),
    }
}

/// Removes -0.0 from all singular fields, at any depth, and says whether there was one.
fn drop_negative_zeros(message: &mut DynamicMessage) -> bool {
    let mut found = false;
    let mut zeros = Vec::new();
    for (field, value) in message.fields_mut() {
        match value {
            Value::F32(number) if *number == 0.0 && !field.supports_presence() => zeros.push(field),
            Value::F64(number) if *number == 0.0 && !field.supports_presence() => zeros.push(field),
            value => {
                for nested in nested(value) {
                    found |= drop_negative_zeros(nested);
                }
            }
        }
    }
    for field in zeros {
        message.clear_field(&field);
        found = true;
    }
    found
}

/// A message as text in which the order of maps makes no difference.
fn sorted(message: &DynamicMessage) -> String {
    let fields = message.fields().map(|(field, value)| match value {
        Value::Map(map) => {
            let mut entries: Vec<_> = map
                .iter()
                .map(|(key, value)| format!("{key:?}: {}", sorted_value(value)))
                .collect();
            entries.sort();
            format!("{}: {{{}}}", field.name(), entries.join(", "))
        }
        Value::List(list) if matches!(field.kind(), Kind::Message(_)) => {
            let elements: Vec<_> = list.iter().map(sorted_value).collect();
            format!("{}: [{}]", field.name(), elements.join(", "))
        }
        value => format!("{}: {}", field.name(), sorted_value(value)),
    });
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}

fn sorted_value(value: &Value) -> String {
    match value {
        Value::Message(message) => sorted(message),
        value => format!("{value:?}"),
    }
}
