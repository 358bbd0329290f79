//! Documents as BSON.
//!
//! A date counts whole milliseconds. What a moment has beyond them stands
//! beside it: the nanoseconds of the field `start` as `start+ns`, a name that no
//! field and no escaped key of a map has. An element of a list has no name, so
//! a moment there becomes a small document if it has such nanoseconds.

use bson::raw::{CString, RawArrayBuf, RawBson, RawBsonRef, RawDocument, RawDocumentBuf};
use bson::spec::BinarySubtype;
use bson::{Binary, Bson, DateTime, Decimal128};

use crate::message::Timestamp;
use crate::store::StoreError;
use crate::store::document::{Datum, Document, UNNAMED_REASON};

/// What follows the name of a moment in that of its nanoseconds.
const NANOS: &str = "+ns";

/// The name of the date, where a moment is a document.
const DATE: &str = "+date";

/// The path of the nanoseconds of the moment under this path.
pub(super) fn nanos_path(path: &str) -> String {
    format!("{path}{NANOS}")
}

/// A moment as a date and the nanoseconds, under a million, that the date lacks.
pub(super) fn split(time: Timestamp) -> (DateTime, i32) {
    let milliseconds = time.seconds * 1000 + i64::from(time.nanos / 1_000_000);
    (DateTime::from_millis(milliseconds), time.nanos % 1_000_000)
}

fn join(date: DateTime, nanos: i32) -> Timestamp {
    let milliseconds = date.timestamp_millis();
    let rest = i32::try_from(milliseconds.rem_euclid(1000)).expect("is less than 1000");
    Timestamp {
        seconds: milliseconds.div_euclid(1000),
        nanos: rest * 1_000_000 + nanos,
    }
}

/// The BSON of a document.
pub(super) fn write(document: &Document) -> Result<RawDocumentBuf, StoreError> {
    let mut raw = RawDocumentBuf::new();
    for (name, datum) in document.iter() {
        if let Datum::Time(time) = datum {
            let (date, nanos) = split(*time);
            raw.append(key(name)?, date);
            if nanos != 0 {
                raw.append(key(&nanos_path(name))?, nanos);
            }
        } else {
            raw.append(key(name)?, value(datum)?);
        }
    }
    Ok(raw)
}

fn key(name: &str) -> Result<CString, StoreError> {
    CString::try_from(name)
        .map_err(|_| StoreError::Internal(format!("{name:?} is no name of a stored field")))
}

/// The BSON of a value that stands in a list, or is compared with one that does.
fn value(datum: &Datum) -> Result<RawBson, StoreError> {
    Ok(match datum {
        Datum::Null => RawBson::Null,
        Datum::Bool(value) => RawBson::Boolean(*value),
        Datum::Int32(value) => RawBson::Int32(*value),
        Datum::Int64(value) => RawBson::Int64(*value),
        Datum::UInt64(value) => unsigned(*value)?,
        Datum::Double(value) => RawBson::Double(*value),
        Datum::Text(value) => RawBson::String(value.clone()),
        Datum::Bytes(bytes) => RawBson::Binary(Binary {
            subtype: BinarySubtype::Generic,
            bytes: bytes.to_vec(),
        }),
        Datum::Time(time) => match split(*time) {
            (date, 0) => RawBson::DateTime(date),
            (date, nanos) => {
                let mut raw = RawDocumentBuf::new();
                raw.append(key(DATE)?, date);
                raw.append(key(NANOS)?, nanos);
                RawBson::Document(raw)
            }
        },
        Datum::List(elements) => {
            let mut array = RawArrayBuf::new();
            for element in elements {
                array.push(value(element)?);
            }
            RawBson::Array(array)
        }
        Datum::Document(document) => RawBson::Document(write(document)?),
        Datum::Unnamed => return Err(StoreError::Invalid(UNNAMED_REASON.to_owned())),
    })
}

/// MongoDB compares integers and decimals by their value, so those beyond 63
/// bits sort where they belong.
fn unsigned(number: u64) -> Result<RawBson, StoreError> {
    match i64::try_from(number) {
        Ok(number) => Ok(RawBson::Int64(number)),
        Err(_) => number
            .to_string()
            .parse::<Decimal128>()
            .map(RawBson::Decimal128)
            .map_err(|error| StoreError::Internal(error.to_string())),
    }
}

/// The BSON of a value, as filters and updates take it.
pub(super) fn operand(datum: &Datum) -> Result<Bson, StoreError> {
    let raw = value(datum)?;
    Bson::try_from(raw).map_err(|error| StoreError::Internal(error.to_string()))
}

/// The document that BSON holds.
pub(super) fn read(raw: &RawDocument) -> Result<Document, StoreError> {
    let mut document = Document::new();
    let mut nanos = Vec::new();
    for element in raw {
        let (name, value) = element.map_err(|error| unreadable(&error))?;
        let name = name.as_str();
        match (name.strip_suffix(NANOS), value) {
            (Some(moment), RawBsonRef::Int32(value)) => {
                nanos.push((moment.to_owned(), nanos_of(value)?));
            }
            _ => document.push(name, datum(value)?),
        }
    }
    for (moment, nanos) in nanos {
        if let Some(Datum::Time(time)) = document.get_mut(&moment) {
            time.nanos += nanos;
        }
    }
    Ok(document)
}

fn datum(value: RawBsonRef<'_>) -> Result<Datum, StoreError> {
    Ok(match value {
        RawBsonRef::Null => Datum::Null,
        RawBsonRef::Boolean(value) => Datum::Bool(value),
        RawBsonRef::Int32(value) => Datum::Int32(value),
        RawBsonRef::Int64(value) => Datum::Int64(value),
        RawBsonRef::Double(value) => Datum::Double(value),
        RawBsonRef::String(value) => Datum::Text(value.to_owned()),
        RawBsonRef::Binary(value) => Datum::Bytes(bytes::Bytes::copy_from_slice(value.bytes)),
        RawBsonRef::DateTime(date) => Datum::Time(join(date, 0)),
        RawBsonRef::Decimal128(number) => Datum::UInt64(
            number
                .to_string()
                .parse()
                .map_err(|_| StoreError::Unreadable(format!("{number} is no integer")))?,
        ),
        RawBsonRef::Array(array) => {
            let mut elements = Vec::new();
            for element in array {
                elements.push(datum(element.map_err(|error| unreadable(&error))?)?);
            }
            Datum::List(elements)
        }
        RawBsonRef::Document(raw) => match moment(raw)? {
            Some(time) => Datum::Time(time),
            None => Datum::Document(read(raw)?),
        },
        other => {
            return Err(StoreError::Unreadable(format!(
                "{:?} is no type that entities are stored with",
                other.element_type()
            )));
        }
    })
}

fn moment(raw: &RawDocument) -> Result<Option<Timestamp>, StoreError> {
    match (raw.get_datetime(DATE), raw.get_i32(NANOS)) {
        (Ok(date), Ok(nanos)) => Ok(Some(join(date, nanos_of(nanos)?))),
        _ => Ok(None),
    }
}

/// The nanoseconds that a date lacks, if they are.
fn nanos_of(stored: i32) -> Result<i32, StoreError> {
    if (1..1_000_000).contains(&stored) {
        return Ok(stored);
    }
    Err(StoreError::Unreadable(format!(
        "{stored} nanoseconds stand beside a date"
    )))
}

fn unreadable(error: &bson::error::Error) -> StoreError {
    StoreError::Unreadable(format!("a document is malformed: {error}"))
}

#[cfg(test)]
mod tests {
    use bson::rawdoc;

    use super::*;

    #[test]
    fn nanoseconds_that_no_date_lacks_are_unreadable() {
        let date = DateTime::from_millis(999);
        for nanos in [i32::MIN, -1, 1_000_000, i32::MAX] {
            for raw in [
                rawdoc! { "at": date, "at+ns": nanos },
                rawdoc! { "all": [{ "+date": date, "+ns": nanos }] },
            ] {
                let error = read(&raw).unwrap_err();
                assert!(matches!(error, StoreError::Unreadable(_)), "{error}");
            }
        }
    }
}
