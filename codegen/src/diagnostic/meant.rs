//! Guesses what somebody meant to write where the protobuf compiler knows no
//! such name.

use super::did_you_mean;
use crate::locate::{Declared, Sources, What, declared};

/// Types that every file knows.
const SCALARS: &[&str] = &[
    "bool", "bytes", "double", "fixed32", "fixed64", "float", "int32", "int64", "sfixed32",
    "sfixed64", "sint32", "sint64", "string", "uint32", "uint64",
];

/// Files that the compiler brings along.
const WELL_KNOWN: &[&str] = &[
    "google/protobuf/any.proto",
    "google/protobuf/descriptor.proto",
    "google/protobuf/duration.proto",
    "google/protobuf/empty.proto",
    "google/protobuf/field_mask.proto",
    "google/protobuf/struct.proto",
    "google/protobuf/timestamp.proto",
    "google/protobuf/wrappers.proto",
];

/// `did you mean "timeout"?`, if the compiler's message names what it doesn't
/// know, and something that it knows is near.
pub(super) fn meant(message: &str, sources: &Sources) -> Option<String> {
    let mut quoted = message.split('\'').skip(1).step_by(2);
    let wrong = quoted.next()?;
    let holder = quoted.next();
    if message.starts_with("import ") {
        let files = sources.files().map(|file| file.name.as_str());
        return did_you_mean(wrong, files.chain(WELL_KNOWN.iter().copied()));
    }
    let declared = declared(sources);
    let is_name = message.starts_with("name ") || message.contains("' resolves to '");
    if message.ends_with("is not defined") && is_name {
        let types = short_and_full(&declared, &[What::Type, What::Extension]);
        return did_you_mean(wrong, types.chain(SCALARS.iter().copied()));
    }
    if message.ends_with("is not defined") && message.starts_with("option field ") {
        let wrong = wrong.rsplit('.').next()?;
        let fields = declared.iter().filter(|known| known.what == What::Field);
        return did_you_mean(wrong, fields.map(last_name));
    }
    if message.contains("' not found for ") || message.contains("' was not found for ") {
        let holder = holder?;
        let inside = declared
            .iter()
            .filter(|known| known.full_name.rsplit_once('.').map(|(of, _)| of) == Some(holder));
        return did_you_mean(wrong, inside.map(last_name));
    }
    None
}

/// The full names of these, and the ends of them that may be written in a file
/// of the same package or one around it.
fn short_and_full<'a>(
    declared: &'a [Declared],
    kinds: &'a [What],
) -> impl Iterator<Item = &'a str> {
    let known = declared.iter().filter(|known| kinds.contains(&known.what));
    known.flat_map(|known| {
        let ends = known.full_name.match_indices('.');
        let ends = ends.map(|(dot, _)| &known.full_name[dot + 1..]);
        std::iter::once(known.full_name.as_str()).chain(ends)
    })
}

fn last_name(known: &Declared) -> &str {
    known.full_name.rsplit('.').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant_in_shop(message: &str) -> Option<String> {
        let mut sources = Sources::new();
        let text =
            "package shop.v1; message Money { int64 units = 1; } enum Access { PUBLIC = 0; }";
        sources.add("shop/v1/money.proto", "proto/shop/v1/money.proto", text);
        meant(message, &sources)
    }

    #[test]
    fn each_message_of_the_compiler_is_understood() {
        for (message, expected) in [
            ("name 'int46' is not defined", "int64"),
            ("name 'Mony' is not defined", "Money"),
            ("name 'shop.v1.Mony' is not defined", "shop.v1.Money"),
            (
                "import 'shop/v1/mony.proto' not found",
                "shop/v1/money.proto",
            ),
            (
                "import 'google/protobuf/timestmap.proto' not found",
                "google/protobuf/timestamp.proto",
            ),
            (
                "'shop.v1.Mony' resolves to 'shop.v1.Mony', which is not defined",
                "shop.v1.Money",
            ),
            ("option field '(a.b).unitts' is not defined", "units"),
            (
                "field 'unit' not found for message 'shop.v1.Money'",
                "units",
            ),
            (
                "value 'PUBIC' was not found for enum 'shop.v1.Access'",
                "PUBLIC",
            ),
        ] {
            let expected = format!("did you mean \"{expected}\"?");
            assert_eq!(meant_in_shop(message), Some(expected), "{message}");
        }
    }

    #[test]
    fn another_message_gives_no_guess() {
        assert_eq!(meant_in_shop("expected '=', but found 'Mony'"), None);
        assert_eq!(meant_in_shop("name 'Unheard' is not defined"), None);
    }
}
