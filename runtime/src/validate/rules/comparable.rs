//! Rules that compare a value with others.

use std::fmt::Display;

use bytes::Bytes;

use crate::message::{Duration, Enumeration, Timestamp, json};
use crate::validate::Field;

/// A value that rules compare with values of the contract.
pub trait Comparable {
    /// The kind in protobuf's words, which begins the rules' ids.
    const KIND: &'static str;

    /// The type of the values in the contract.
    type Constant: Copy;

    /// Whether the values are the same.
    fn is(&self, constant: &Self::Constant) -> bool;

    /// A value of the contract, as messages show it.
    fn show(constant: &Self::Constant) -> String;

    /// What is said when the value isn't this one.
    fn differs(constant: &Self::Constant) -> String {
        format!("must equal {}", Self::show(constant))
    }
}

impl<T: Comparable + ?Sized> Field<'_, T> {
    /// `const`: the value is this one.
    pub fn equals(&mut self, constant: T::Constant) -> &mut Self {
        self.expect(
            T::KIND,
            "const",
            |value| value.is(&constant),
            || T::differs(&constant),
        )
    }

    /// `in`: the value is one of these.
    pub fn is_in(&mut self, constants: &[T::Constant]) -> &mut Self {
        self.expect(
            T::KIND,
            "in",
            |value| constants.iter().any(|constant| value.is(constant)),
            || format!("must be in list {}", show_list::<T>(constants)),
        )
    }

    /// `not_in`: the value is none of these.
    pub fn not_in(&mut self, constants: &[T::Constant]) -> &mut Self {
        self.expect(
            T::KIND,
            "not_in",
            |value| !constants.iter().any(|constant| value.is(constant)),
            || format!("must not be in list {}", show_list::<T>(constants)),
        )
    }
}

fn show_list<T: Comparable + ?Sized>(constants: &[T::Constant]) -> String {
    let shown: Vec<_> = constants.iter().map(T::show).collect();
    format!("[{}]", shown.join(", "))
}

macro_rules! numbers {
    ($($type:ty => $kind:literal),* $(,)?) => {$(
        impl Comparable for $type {
            const KIND: &'static str = $kind;
            type Constant = Self;

            fn is(&self, constant: &Self) -> bool {
                self == constant
            }

            fn show(constant: &Self) -> String {
                constant.to_string()
            }
        }
    )*};
}

numbers! {
    bool => "bool",
    i32 => "int32",
    i64 => "int64",
    u32 => "uint32",
    u64 => "uint64",
}

macro_rules! floats {
    ($($type:ty => $kind:literal),* $(,)?) => {$(
        impl Comparable for $type {
            const KIND: &'static str = $kind;
            type Constant = Self;

            #[allow(clippy::float_cmp, reason = "the contract asks for exactly this value")]
            fn is(&self, constant: &Self) -> bool {
                self == constant
            }

            fn show(constant: &Self) -> String {
                show_double(f64::from(*constant))
            }
        }
    )*};
}

floats! {
    f32 => "float",
    f64 => "double",
}

/// A number as CEL writes it, for which every number has 64 bits.
fn show_double(number: f64) -> String {
    if number.is_infinite() {
        let sign = if number < 0.0 { "-" } else { "" };
        return format!("{sign}Infinity");
    }
    number.to_string()
}

impl Comparable for str {
    const KIND: &'static str = "string";
    type Constant = &'static str;

    fn is(&self, constant: &&'static str) -> bool {
        self == *constant
    }

    fn show(constant: &&'static str) -> String {
        (*constant).to_owned()
    }

    fn differs(constant: &&'static str) -> String {
        format!("must equal `{constant}`")
    }
}

impl Comparable for Bytes {
    const KIND: &'static str = "bytes";
    type Constant = &'static [u8];

    fn is(&self, constant: &&'static [u8]) -> bool {
        self.as_ref() == *constant
    }

    fn show(constant: &&'static [u8]) -> String {
        String::from_utf8_lossy(constant).into_owned()
    }

    fn differs(constant: &&'static [u8]) -> String {
        format!("must be {}", show_bytes(constant))
    }
}

impl<E: Enumeration> Comparable for E {
    const KIND: &'static str = "enum";
    type Constant = Self;

    fn is(&self, constant: &Self) -> bool {
        self == constant
    }

    // Expressions know enums by their numbers alone.
    fn show(constant: &Self) -> String {
        constant.number().to_string()
    }
}

impl Comparable for Timestamp {
    const KIND: &'static str = "timestamp";
    type Constant = Self;

    fn is(&self, constant: &Self) -> bool {
        nanos(self.seconds, self.nanos) == nanos(constant.seconds, constant.nanos)
    }

    fn show(constant: &Self) -> String {
        show_time(json::timestamp_text(constant), constant.seconds)
    }
}

impl Comparable for Duration {
    const KIND: &'static str = "duration";
    type Constant = Self;

    fn is(&self, constant: &Self) -> bool {
        nanos(self.seconds, self.nanos) == nanos(constant.seconds, constant.nanos)
    }

    fn show(constant: &Self) -> String {
        show_time(json::duration_text(constant), constant.seconds)
    }
}

/// The nanoseconds of a timestamp or a duration, also of one that isn't
/// normalised.
pub(super) fn nanos(seconds: i64, nanos: i32) -> i128 {
    i128::from(seconds) * 1_000_000_000 + i128::from(nanos)
}

/// A time as CEL writes it: without zeros at the end of its fraction. Of one that
/// has no text form, the seconds still tell which it is.
fn show_time<E>(text: Result<String, E>, seconds: impl Display) -> String {
    let Ok(text) = text else {
        return format!("{seconds}s");
    };
    let (time, unit) = text.split_at(text.len() - 1);
    if time.contains('.') {
        let time = time.trim_end_matches('0').trim_end_matches('.');
        format!("{time}{unit}")
    } else {
        text
    }
}

/// Bytes in hexadecimal digits, as CEL's `%x` writes them.
pub(super) fn show_bytes(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
