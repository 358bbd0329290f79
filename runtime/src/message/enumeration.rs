//! Enums that keep numbers they don't know.

use std::fmt;

use super::EnumDescriptor;

/// A generated enum. It is open, as proto3 enums are: a number that a newer
/// contract added survives in a variant `Unrecognized`.
///
/// Every generated enum also has `Display` and `FromStr`, by the names of the
/// contract; `From<i32>` and its reverse, by the numbers of the wire; and
/// serde's traits, in the form of proto3 JSON.
pub trait Enumeration: Copy + Default + Eq + Send + Sync + 'static {
    /// What the contract says of the enum.
    const DESCRIPTOR: &'static EnumDescriptor;

    /// The value with this number.
    fn from_number(number: i32) -> Self;

    /// The number on the wire.
    fn number(self) -> i32;

    /// The name in the contract, such as `PRODUCT_STATUS_DRAFT`; `None` of a
    /// number that this version of it doesn't know.
    fn name(self) -> Option<&'static str> {
        Self::DESCRIPTOR.name_of(self.number())
    }
}

/// A text that names no value of an enum.
#[derive(Clone, Debug)]
pub struct UnknownName {
    given: String,
    descriptor: &'static EnumDescriptor,
}

impl std::error::Error for UnknownName {}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Enough for most enums; the rest is counted.
        const SHOWN: usize = 20;
        let Self { given, descriptor } = self;
        let names = descriptor.values.iter().map(|(_, name)| *name);
        let shown: Vec<&str> = names.take(SHOWN).collect();
        write!(
            f,
            "{given:?} is no value of {}, which has {}",
            descriptor.name,
            shown.join(", ")
        )?;
        match descriptor.values.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// Writes an enum's value by its name; by its number if it has none.
pub fn display_name(value: impl Enumeration, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.name() {
        Some(name) => f.pad(name),
        None => fmt::Display::fmt(&value.number(), f),
    }
}

/// The value that [`display_name`] writes so: by its name, or by its number.
pub fn parse_name<E: Enumeration>(text: &str) -> Result<E, UnknownName> {
    let number = E::DESCRIPTOR.number_of(text).or_else(|| text.parse().ok());
    number.map(E::from_number).ok_or_else(|| UnknownName {
        given: text.to_owned(),
        descriptor: E::DESCRIPTOR,
    })
}
