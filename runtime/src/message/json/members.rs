//! What lies in a value: the elements of a list, the entries of a map, the
//! fields of a message.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess};

use super::read::{Given, Reader, Seed, Unknown};
use super::target::{Target, excluded_by};
use crate::message::fields::MAX_DEPTH;
use crate::message::{FieldDescriptor, Label, ListMut, MapMut, Message};

impl Reader {
    pub(super) fn read_list<'de, A: SeqAccess<'de>>(
        &self,
        list: &mut dyn ListMut,
        mut access: A,
    ) -> Result<Given, A::Error> {
        list.clear();
        for index in 0.. {
            let element = Element { list, reader: self };
            let next = self.at(access.next_element_seed(element), || format!("[{index}]"))?;
            if next.is_none() {
                break;
            }
        }
        Ok(Given::Value)
    }

    pub(super) fn read_map<'de, A: MapAccess<'de>>(
        &self,
        map: &mut dyn MapMut,
        mut access: A,
    ) -> Result<Given, A::Error> {
        map.clear();
        while let Some(key) = access.next_key::<Cow<'de, str>>()? {
            let value = if map.contains(&key) {
                Err(self.fail("is given twice"))
            } else if let Some(value) = map.entry(&key) {
                access.next_value_seed(Seed {
                    target: Target::Element(value),
                    reader: self,
                })
            } else {
                Err(self.fail("is no key of this map"))
            };
            self.at(value, || format!("[{key:?}]"))?;
        }
        Ok(Given::Value)
    }

    pub(super) fn read_message<'de, A: MapAccess<'de>>(
        &self,
        message: &mut dyn Message,
        access: A,
    ) -> Result<Given, A::Error> {
        self.deeper(1, || self.read_members(message, access))
    }

    /// Reads what lies in this many more messages.
    pub(super) fn deeper<T, E: serde::de::Error>(
        &self,
        messages: usize,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let depth = self.depth.get();
        if depth + messages > MAX_DEPTH {
            return Err(self.fail("stands too deep in other messages"));
        }
        self.depth.set(depth + messages);
        let result = read();
        self.depth.set(depth);
        result
    }

    fn read_members<'de, A: MapAccess<'de>>(
        &self,
        message: &mut dyn Message,
        mut access: A,
    ) -> Result<Given, A::Error> {
        let descriptor = message.descriptor();
        let mut seen = Vec::new();
        while let Some(name) = access.next_key::<Cow<'de, str>>()? {
            let field = descriptor.by_json_name(&name);
            let value = match field {
                Some(field) => self.read_member(message, field, &mut seen, &mut access),
                None if self.unknown == Unknown::Ignore => {
                    access.next_value::<IgnoredAny>().map(drop)
                }
                None => Err(self.fail(format!("is no field of {}", descriptor.name))),
            };
            self.at(value, || {
                field.map_or_else(|| name.into_owned(), |field| field.name.to_owned())
            })?;
        }
        Ok(Given::Value)
    }

    fn read_member<'de, A: MapAccess<'de>>(
        &self,
        message: &mut dyn Message,
        field: &'static FieldDescriptor,
        seen: &mut Vec<&'static FieldDescriptor>,
        access: &mut A,
    ) -> Result<(), A::Error> {
        if seen.iter().any(|earlier| earlier.number == field.number) {
            return Err(self.fail("is given twice"));
        }
        let given = access.next_value_seed(Seed {
            target: Target::Field(message, field.number),
            reader: self,
        })?;
        if given == Given::Null {
            return Ok(());
        }
        // A field that was given and is gone was a member of the same oneof.
        let replaced = seen
            .iter()
            .filter(|earlier| matches!(earlier.label, Label::Optional))
            .find(|earlier| message.field(earlier.number).is_none());
        if let Some(earlier) = replaced {
            return Err(self.fail(excluded_by(earlier)));
        }
        seen.push(field);
        Ok(())
    }
}

/// The next element of a list, which is added only if there is one.
struct Element<'a, 'r> {
    list: &'a mut dyn ListMut,
    reader: &'r Reader,
}

impl<'de> DeserializeSeed<'de> for Element<'_, '_> {
    type Value = Given;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Given, D::Error> {
        let seed = Seed {
            target: Target::Element(self.list.push()),
            reader: self.reader,
        };
        seed.deserialize(deserializer)
    }
}
