//! Where a list goes on, as a text that only its service can make.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::backend::{PageTokenKey, Position};
use super::document::Datum;
use super::expression::Expression;
use super::order::Term;
use crate::message::Timestamp;

/// The first byte: how the rest is to be read.
const VERSION: u8 = 1;

/// The length of an HMAC-SHA256 (RFC 2104).
const MAC_LEN: usize = 32;

/// Identifies a list: which entities, filtered and ordered how.
pub(super) type ListDigest = [u8; 32];

/// The digest of a list. An error if the filter compares with a moment that
/// protobuf doesn't allow.
pub(super) fn digest(
    collection: &str,
    filter: &Expression,
    order: &[Term],
) -> Result<ListDigest, serde_json::Error> {
    let list = serde_json::to_vec(&(collection, filter, order))?;
    Ok(Sha256::digest(list).into())
}

/// Writes a position down: version, MAC, position. The MAC covers the list too,
/// so that a token is worth nothing in another one.
pub(super) fn seal(position: &Position, list: &ListDigest, key: &PageTokenKey) -> String {
    let values: Vec<Sealed> = position.0.iter().map(Sealed::of).collect();
    let content = serde_json::to_vec(&values).expect("sealed values are plain JSON");
    let mut token = vec![VERSION];
    token.extend(mac(&content, list, key).finalize().into_bytes());
    token.extend(content);
    URL_SAFE_NO_PAD.encode(token)
}

/// Reads a position; `None` if it wasn't sealed for this list with this key.
pub(super) fn open(token: &str, list: &ListDigest, key: &PageTokenKey) -> Option<Position> {
    let token = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (&VERSION, rest) = token.split_first()? else {
        return None;
    };
    let (code, content) = rest.split_at_checked(MAC_LEN)?;
    mac(content, list, key).verify_slice(code).ok()?;
    let values: Vec<Sealed> = serde_json::from_slice(content).ok()?;
    Some(Position(values.into_iter().map(Sealed::open).collect()))
}

fn mac(content: &[u8], list: &ListDigest, key: &PageTokenKey) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(&[VERSION]);
    mac.update(list);
    mac.update(content);
    mac
}

/// A value of a position, so written that it is read with the same type.
#[derive(Serialize, Deserialize)]
enum Sealed {
    Null,
    Bool(bool),
    Int32(i32),
    Int64(i64),
    UInt64(u64),
    DoubleBits(u64),
    Text(String),
    Bytes(Vec<u8>),
    Time(i64, i32),
}

impl Sealed {
    fn of(datum: &Datum) -> Self {
        match datum {
            Datum::Bool(value) => Self::Bool(*value),
            Datum::Int32(value) => Self::Int32(*value),
            Datum::Int64(value) => Self::Int64(*value),
            Datum::UInt64(value) => Self::UInt64(*value),
            Datum::Double(value) => Self::DoubleBits(value.to_bits()),
            Datum::Text(value) => Self::Text(value.clone()),
            Datum::Bytes(value) => Self::Bytes(value.to_vec()),
            Datum::Time(time) => Self::Time(time.seconds, time.nanos),
            // No order goes by these, so no position holds one.
            Datum::Null | Datum::List(_) | Datum::Document(_) | Datum::Unnamed => Self::Null,
        }
    }

    fn open(self) -> Datum {
        match self {
            Self::Null => Datum::Null,
            Self::Bool(value) => Datum::Bool(value),
            Self::Int32(value) => Datum::Int32(value),
            Self::Int64(value) => Datum::Int64(value),
            Self::UInt64(value) => Datum::UInt64(value),
            Self::DoubleBits(bits) => Datum::Double(f64::from_bits(bits)),
            Self::Text(value) => Datum::Text(value),
            Self::Bytes(value) => Datum::Bytes(value.into()),
            Self::Time(seconds, nanos) => Datum::Time(Timestamp { seconds, nanos }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: PageTokenKey = [7; 32];

    fn list(collection: &str) -> ListDigest {
        digest(collection, &Expression::All, &[]).unwrap()
    }

    fn position() -> Position {
        Position(vec![
            Datum::Null,
            Datum::Int64(i64::MIN),
            Datum::UInt64(u64::MAX),
            Datum::Double(-0.0),
            Datum::Text("\u{0}\"".into()),
            Datum::Time(Timestamp {
                seconds: -1,
                nanos: 1,
            }),
        ])
    }

    #[test]
    fn a_token_gives_back_its_position() {
        let token = seal(&position(), &list("products"), &KEY);
        assert_eq!(open(&token, &list("products"), &KEY), Some(position()));
    }

    #[test]
    fn a_token_is_worth_nothing_in_another_list_or_under_another_key() {
        let token = seal(&position(), &list("products"), &KEY);
        assert_eq!(open(&token, &list("categories"), &KEY), None);
        assert_eq!(open(&token, &list("products"), &[8; 32]), None);
    }

    #[test]
    fn a_token_with_any_bit_changed_is_refused() {
        let token = URL_SAFE_NO_PAD
            .decode(seal(&position(), &list("products"), &KEY))
            .unwrap();
        for bit in 0..token.len() * 8 {
            let mut changed = token.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = URL_SAFE_NO_PAD.encode(changed);
            assert_eq!(open(&changed, &list("products"), &KEY), None, "bit {bit}");
        }
        assert_eq!(open("", &list("products"), &KEY), None);
        assert_eq!(open("AQ", &list("products"), &KEY), None);
    }
}
