//! Values as text, for notations that have no type of their own for them.
//!
//! Texts of one form sort as their values do, with the exception of bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use jiff::SignedDuration;
use jiff::civil::{DateTime, date};

use crate::message::Timestamp;

/// The first second of the year 1 and the last one of 9999, which is what
/// `google.protobuf.Timestamp` allows.
const SECONDS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

/// The start of Unix time. The calendar type is used because jiff's own
/// timestamps end some hours before the last year does.
const EPOCH: DateTime = date(1970, 1, 1).at(0, 0, 0, 0);

/// A moment as RFC 3339 has it, in UTC, always with nine digits behind the
/// second. `None` if protobuf doesn't allow it.
pub(crate) fn of_time(time: Timestamp) -> Option<String> {
    if !SECONDS.contains(&time.seconds) || !(0..1_000_000_000).contains(&time.nanos) {
        return None;
    }
    let since = SignedDuration::new(time.seconds, time.nanos);
    let moment = EPOCH.checked_add(since).ok()?;
    Some(format!("{moment:.9}Z"))
}

/// The moment that a text names.
pub(crate) fn to_time(text: &str) -> Option<Timestamp> {
    let moment: DateTime = text.strip_suffix('Z')?.parse().ok()?;
    let nanoseconds = moment.duration_since(EPOCH).as_nanos();
    Some(Timestamp {
        seconds: nanoseconds.div_euclid(1_000_000_000).try_into().ok()?,
        nanos: nanoseconds.rem_euclid(1_000_000_000).try_into().ok()?,
    })
}

/// An unsigned number in the twenty digits that the largest one has.
pub(crate) fn of_unsigned(number: u64) -> String {
    format!("{number:020}")
}

/// The unsigned number that a text holds.
pub(crate) fn to_unsigned(text: &str) -> Option<u64> {
    text.parse().ok()
}

/// Bytes in base64, as proto3 JSON has them.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes that a text holds in base64.
pub(crate) fn to_bytes(text: &str) -> Option<Bytes> {
    STANDARD.decode(text).ok().map(Bytes::from)
}

pub(crate) const NAN: &str = "NaN";
pub(crate) const INFINITY: &str = "Infinity";
pub(crate) const NEGATIVE_INFINITY: &str = "-Infinity";

/// What proto3 JSON writes for a number that JSON has no notation for.
pub(crate) fn of_special(number: f64) -> Option<&'static str> {
    if number.is_nan() {
        Some(NAN)
    } else if number.is_infinite() {
        Some(if number > 0.0 {
            INFINITY
        } else {
            NEGATIVE_INFINITY
        })
    } else {
        None
    }
}

/// The number that a text stands for.
pub(crate) fn to_special(text: &str) -> Option<f64> {
    match text {
        NAN => Some(f64::NAN),
        INFINITY => Some(f64::INFINITY),
        NEGATIVE_INFINITY => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_before_1970_is_read_as_it_was_written() {
        let time = Timestamp {
            seconds: -1,
            nanos: 999_999_999,
        };
        let text = of_time(time).unwrap();
        assert_eq!(text, "1969-12-31T23:59:59.999999999Z");
        assert_eq!(to_time(&text), Some(time));
    }

    #[test]
    fn the_ends_of_time_are_kept_and_nothing_lies_beyond() {
        for (seconds, text) in [
            (*SECONDS.start(), "0001-01-01T00:00:00.000000000Z"),
            (*SECONDS.end(), "9999-12-31T23:59:59.000000000Z"),
        ] {
            let time = Timestamp { seconds, nanos: 0 };
            assert_eq!(of_time(time).as_deref(), Some(text));
            assert_eq!(to_time(text), Some(time));
        }
        for seconds in [i64::MIN, SECONDS.start() - 1, SECONDS.end() + 1, i64::MAX] {
            assert_eq!(of_time(Timestamp { seconds, nanos: 0 }), None);
        }
        for nanos in [-1, 1_000_000_000] {
            assert_eq!(of_time(Timestamp { seconds: 0, nanos }), None);
        }
    }

    #[test]
    fn unsigned_numbers_sort_as_their_texts_do() {
        let numbers = [0, 9, 10, u64::MAX / 2, u64::MAX];
        let texts = numbers.map(of_unsigned);
        assert!(texts.is_sorted());
        assert_eq!(texts.map(|text| to_unsigned(&text)), numbers.map(Some));
    }
}
