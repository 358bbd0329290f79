//! What is to be written so that one document becomes another.

use super::{Datum, Document};

/// A change of one stored path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Change {
    /// The value under the path becomes this one.
    Set(String, Datum),
    /// Nothing stays under the path.
    Unset(String),
}

/// The changes that turn `old` into `new`: only paths whose values differ, so
/// that what another version of the contract stored beside them stays.
///
/// Messages and maps are compared field by field, lists as a whole.
pub(crate) fn changes(old: &Document, new: &Document) -> Vec<Change> {
    let mut changes = Vec::new();
    compare("", old, new, &mut changes);
    changes
}

fn compare(prefix: &str, old: &Document, new: &Document, changes: &mut Vec<Change>) {
    for (name, _) in old.iter() {
        if new.get(name).is_none() {
            changes.push(Change::Unset(join(prefix, name)));
        }
    }
    for (name, datum) in new.iter() {
        match (old.get(name), datum) {
            (Some(Datum::Document(old)), Datum::Document(new)) => {
                compare(&join(prefix, name), old, new, changes);
            }
            (Some(old), new) if old.is(new) => {}
            _ => changes.push(Change::Set(join(prefix, name), datum.clone())),
        }
    }
}

fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix}.{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(fields: impl IntoIterator<Item = (&'static str, Datum)>) -> Document {
        let mut document = Document::new();
        for (name, datum) in fields {
            document.push(name, datum);
        }
        document
    }

    #[test]
    fn only_paths_that_differ_are_written() {
        let price = |units| {
            Datum::Document(document([
                ("units", Datum::Int64(units)),
                ("currency", Datum::Text("EUR".into())),
            ]))
        };
        let old = document([
            ("title", Datum::Text("Soap".into())),
            ("price", price(5)),
            ("note", Datum::Text("old".into())),
        ]);
        let new = document([("title", Datum::Text("Soap".into())), ("price", price(6))]);
        assert_eq!(
            changes(&old, &new),
            [
                Change::Unset("note".into()),
                Change::Set("price.units".into(), Datum::Int64(6)),
            ]
        );
    }

    #[test]
    fn not_a_number_and_the_sign_of_zero_are_values_like_others() {
        let double = |number| document([("weight", Datum::Double(number))]);
        assert_eq!(changes(&double(f64::NAN), &double(f64::NAN)), []);
        assert_eq!(changes(&double(0.0), &double(-0.0)).len(), 1);
    }
}
