//! Whether a value counts as set.

/// A value of a field without presence, if it is set: proto3 doesn't tell its
/// default from none.
///
/// ```
/// use counterpart::message::set;
///
/// assert_eq!(set("soap"), Some("soap"));
/// assert_eq!(set(""), None);
/// ```
pub fn set<T: Default + PartialEq>(value: T) -> Option<T> {
    (value != T::default()).then_some(value)
}
