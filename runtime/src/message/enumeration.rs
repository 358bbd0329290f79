//! Enums that keep numbers they don't know.

use super::EnumDescriptor;

/// A generated enum. It is open, as proto3 enums are: a number that a newer
/// contract added survives in a variant `Unrecognized`.
pub trait Enumeration: Copy + Default + Eq + Send + Sync + 'static {
    /// What the contract says of the enum.
    const DESCRIPTOR: &'static EnumDescriptor;

    /// The value with this number.
    fn from_number(number: i32) -> Self;

    /// The number on the wire.
    fn number(self) -> i32;
}
