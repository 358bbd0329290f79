//! Ids, and names of protobuf.

pub(in crate::validate) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// A UUID without hyphens.
pub(in crate::validate) fn is_tuuid(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// 26 digits of Crockford's base 32, of which the first is at most 7.
pub(in crate::validate) fn is_ulid(text: &str) -> bool {
    let is_digit = |byte: u8| {
        byte.is_ascii_alphanumeric()
            && !matches!(byte.to_ascii_uppercase(), b'I' | b'L' | b'O' | b'U')
    };
    text.len() == 26
        && text.bytes().all(is_digit)
        && text.bytes().next().is_some_and(|first| first <= b'7')
}

/// A full name of protobuf, such as `shop.product.v1.Product`.
pub(in crate::validate) fn is_full_name(text: &str) -> bool {
    text.split('.').all(|part| {
        let mut bytes = part.bytes();
        bytes
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

/// A full name with a dot in front, as descriptors have it.
pub(in crate::validate) fn is_dotted_name(text: &str) -> bool {
    text.strip_prefix('.').is_some_and(is_full_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_their_length_and_digits() {
        assert!(is_uuid("0198f2a1-0000-7000-8000-00000000000A"));
        assert!(!is_uuid("0198f2a100007000800000000000000a"));
        assert!(is_tuuid("0198f2a100007000800000000000000a"));
        assert!(is_ulid("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
        assert!(!is_ulid("81ARZ3NDEKTSV4RRFFQ69G5FAV"));
        assert!(!is_ulid("01ARZ3NDEKTSV4RRFFQ69G5FAU"));
    }

    #[test]
    fn a_name_is_made_of_identifiers() {
        for name in ["a", "_A1", "shop.product.v1.Product"] {
            assert!(is_full_name(name) && !is_dotted_name(name), "{name}");
            assert!(is_dotted_name(&format!(".{name}")), "{name}");
        }
        for text in ["", ".", "1a", "a..b", "a.", "a-b", "a\n"] {
            assert!(!is_full_name(text), "{text}");
        }
    }
}
