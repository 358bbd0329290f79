//! Documents as JSON: SQLite's notation, readable in its shell.
//!
//! What JSON has no notation for is written as [`text`]; the type of a field
//! tells, when it is read, what a text stands for.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::{Datum, Document, UNNAMED_REASON, text};

impl Serialize for Datum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int32(value) => serializer.serialize_i32(*value),
            Self::Int64(value) => serializer.serialize_i64(*value),
            // SQLite reads what is beyond 63 bits as floating-point numbers.
            Self::UInt64(value) => serializer.serialize_str(&text::of_unsigned(*value)),
            Self::Double(value) => match text::of_special(*value) {
                Some(name) => serializer.serialize_str(name),
                None => serializer.serialize_f64(*value),
            },
            Self::Text(value) => serializer.serialize_str(value),
            Self::Bytes(value) => serializer.serialize_str(&text::of_bytes(value)),
            Self::Time(time) => match text::of_time(*time) {
                Some(text) => serializer.serialize_str(&text),
                None => Err(S::Error::custom("a moment that protobuf doesn't allow")),
            },
            Self::List(elements) => serializer.collect_seq(elements),
            Self::Document(document) => document.serialize(serializer),
            Self::Unnamed => Err(S::Error::custom(UNNAMED_REASON)),
        }
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, datum) in self.iter() {
            map.serialize_entry(name, datum)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Datum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DatumVisitor)
    }
}

struct DatumVisitor;

impl<'de> Visitor<'de> for DatumVisitor {
    type Value = Datum;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Datum, E> {
        Ok(Datum::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Datum, E> {
        Ok(Datum::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Datum, E> {
        Ok(Datum::Int64(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Datum, E> {
        Ok(i64::try_from(value).map_or(Datum::UInt64(value), Datum::Int64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Datum, E> {
        Ok(Datum::Double(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Datum, E> {
        Ok(Datum::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Datum, E> {
        Ok(Datum::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Datum, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = access.next_element()? {
            elements.push(element);
        }
        Ok(Datum::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Datum, A::Error> {
        let mut document = Document::new();
        while let Some((name, datum)) = access.next_entry::<String, Datum>()? {
            document.push(name, datum);
        }
        Ok(Datum::Document(document))
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Datum::deserialize(deserializer)? {
            Datum::Document(document) => Ok(document),
            other => Err(D::Error::custom(format!(
                "{} instead of a document",
                other.type_name()
            ))),
        }
    }
}
