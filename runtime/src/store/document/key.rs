//! The keys of maps as names of stored fields.
//!
//! Stores address a field by its path, where dots separate names and `$`, `+`
//! and quotes have meanings of their own. So these characters of a key are written
//! as in a URL (RFC 3986, section 2.1): `%` and two hexadecimal digits.

use std::fmt::Write as _;

use crate::message::View;

/// The name under which the entry of a map is stored. The empty key is `%`.
pub(crate) fn escaped(key: View<'_>) -> String {
    match key {
        View::Text("") => "%".to_owned(),
        View::Text(text) => escaped_text(text),
        View::Bool(key) => key.to_string(),
        View::Int32(key) => key.to_string(),
        View::Int64(key) => key.to_string(),
        View::UInt32(key) => key.to_string(),
        View::UInt64(key) => key.to_string(),
        _ => unreachable!("protobuf allows no other type as a key"),
    }
}

fn escaped_text(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for character in text.chars() {
        if is_special(character) {
            write!(name, "%{:02X}", u32::from(character)).expect("a String takes all text");
        } else {
            name.push(character);
        }
    }
    name
}

fn is_special(character: char) -> bool {
    matches!(
        character,
        '%' | '.' | '$' | '+' | '"' | '\'' | '\\' | '[' | ']'
    ) || character.is_ascii_control()
}

/// The key that is stored under this name; `None` if the name is no escaped key.
pub(crate) fn unescaped(name: &str) -> Option<String> {
    if name == "%" {
        return Some(String::new());
    }
    let mut parts = name.split('%');
    let mut key = parts.next()?.to_owned();
    for part in parts {
        let code = part.get(..2)?;
        key.push(char::from(u8::from_str_radix(code, 16).ok()?));
        key.push_str(&part[2..]);
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_key_that_means_something_to_a_store_is_only_a_name() {
        assert_eq!(escaped(View::Text("$set.a")), "%24set%2Ea");
        assert_eq!(escaped(View::Text("")), "%");
        assert_eq!(escaped(View::Text("größe 2")), "größe 2");
        assert_eq!(unescaped("%2"), None);
        assert_eq!(unescaped("%zz"), None);
    }

    proptest! {
        #[test]
        fn every_key_is_read_as_it_was_written(key in any::<String>()) {
            let name = escaped(View::Text(&key));
            prop_assert!(!name.is_empty());
            prop_assert!(!name.contains(['.', '$', '"', '\0']));
            prop_assert_eq!(unescaped(&name), Some(key));
        }
    }
}
