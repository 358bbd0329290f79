//! `google.protobuf.Any`: the message that it holds, with the name of its type.

use serde::Serializer;
use serde::de::value::MapDeserializer;
use serde::de::{DeserializeSeed as _, Error as _, MapAccess};
use serde::ser::{Error as _, SerializeMap as _};

use super::form::Form;
use super::read::{Given, Reader, Seed};
use super::target::Target;
use super::write::{JsonView, write_fields};
use crate::message::well_known::Any;
use crate::message::{Message, Types, View};
use crate::rpc::ErasedPayload;

/// The entry with the name of the type.
const TYPE: &str = "@type";

/// The entry with a message whose form is no object with fields.
const VALUE: &str = "value";

/// Writes what an `Any` holds.
pub(super) fn write<S: Serializer>(
    message: &dyn Message,
    depth: usize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let message: &dyn std::any::Any = message;
    let any: &Any = message.downcast_ref().expect("no other type has its form");
    if *any == Any::default() {
        return serializer.serialize_map(Some(0))?.end();
    }
    let mut held = make(&any.type_url).map_err(S::Error::custom)?;
    held.decode(any.value.clone()).map_err(S::Error::custom)?;
    let message = held.message();
    let mut output = serializer.serialize_map(None)?;
    output.serialize_entry(TYPE, &any.type_url)?;
    match Form::of(message.descriptor()) {
        Form::Fields => write_fields(message, depth + 1, &mut output)?,
        _ => output.serialize_entry(VALUE, &JsonView(View::Message(message), depth + 1))?,
    }
    output.end()
}

/// An empty message of the type that a URL names, or why there is none.
fn make(type_url: &str) -> Result<Box<dyn ErasedPayload>, String> {
    let Some((_, name)) = type_url.rsplit_once('/') else {
        return Err(format!(
            "`{type_url}` names no type: it is written such as `type.googleapis.com/shop.v1.Note`"
        ));
    };
    Types::make_in_scope(name).ok_or_else(|| format!("{name} is no type that is known here"))
}

impl Reader {
    /// Reads an `Any`: the type may be named at any place, so the entries are kept
    /// until it is known what they mean.
    pub(super) fn read_any<'de, A: MapAccess<'de>>(
        &self,
        message: &mut dyn Message,
        mut access: A,
    ) -> Result<Given, A::Error> {
        let message: &mut dyn std::any::Any = message;
        let any: &mut Any = message.downcast_mut().expect("no other type has its form");
        let mut type_url = None;
        let mut entries: Vec<(String, serde_json::Value)> = Vec::new();
        while let Some((name, value)) = access.next_entry::<String, serde_json::Value>()? {
            match value {
                serde_json::Value::String(url) if name == TYPE && type_url.is_none() => {
                    type_url = Some(url);
                }
                _ if name == TYPE => {
                    let wrong = Err(self.fail("must be one text, the URL of a type"));
                    return self.at(wrong, || TYPE.to_owned());
                }
                value => entries.push((name, value)),
            }
        }
        let Some(type_url) = type_url else {
            if entries.is_empty() {
                *any = Any::default();
                return Ok(Given::Value);
            }
            return Err(self.fail(format!("must name its type in `{TYPE}`")));
        };
        let mut held = match make(&type_url) {
            Ok(held) => held,
            Err(reason) => return self.at(Err(self.fail(reason)), || TYPE.to_owned()),
        };
        self.read_held(held.message_mut(), entries)
            .map_err(A::Error::custom)?;
        *any = Any {
            type_url,
            value: held.encode(),
        };
        Ok(Given::Value)
    }

    /// Reads the entries beside the type.
    fn read_held(
        &self,
        held: &mut dyn Message,
        entries: Vec<(String, serde_json::Value)>,
    ) -> Result<(), serde_json::Error> {
        if Form::of(held.descriptor()) == Form::Fields {
            let entries = MapDeserializer::new(entries.into_iter());
            return self.read_message(held, entries).map(drop);
        }
        let mut entries = entries.into_iter();
        match (entries.next(), entries.next()) {
            (Some((name, value)), None) if name == VALUE => {
                let seed = Seed {
                    target: Target::Message(held),
                    reader: self,
                };
                self.at(seed.deserialize(value), || VALUE.to_owned())
                    .map(drop)
            }
            _ => Err(self.fail(format!("must have one entry beside `{TYPE}`: `{VALUE}`"))),
        }
    }
}
