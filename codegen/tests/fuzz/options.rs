//! Random values in the options of a right contract.

use proptest::prelude::*;
use proptest::sample::Index;

use crate::budget::try_all;
use crate::names::{name, quoted, text};
use crate::verdict::judge;

const RIGHT: &str = include_str!("../diagnostics/right.proto");

/// The literals of options: what stands between two quotes in a line that isn't
/// an import.
fn literals() -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in RIGHT.split_inclusive('\n') {
        if !line.starts_with("import") && !line.starts_with("syntax") {
            let quotes: Vec<usize> = line.match_indices('"').map(|(at, _)| start + at).collect();
            found.extend(quotes.chunks_exact(2).map(|pair| pair[0]..pair[1] + 1));
        }
        start += line.len();
    }
    found
}

/// What somebody might write there.
fn value() -> impl Strategy<Value = String> {
    let known = [
        "Book",
        "Author",
        "Price",
        "test.v1.Book",
        ".test.v1.Book",
        "id",
        "isbn",
        "tags",
        "price",
        "price.amount",
        "price.",
        ".",
        "..",
        "old_prices.amount",
        "0s",
        "2s",
        "99999999999999999999s",
        "/v1/{id}",
        "/{book.id=**}",
        "/v1/{id}/{id}",
        "*",
        "book",
        "(",
        "[a",
        "^$",
        "\\d{99999}",
    ];
    prop_oneof![
        3 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => name(),
        2 => text(),
        1 => "[a-z{}/*=:.]{0,20}",
    ]
}

#[test]
fn an_option_with_any_value_is_taken_or_refused() {
    let literals = literals();
    assert!(literals.len() > 10, "the contract has options");
    let values = prop::collection::vec((any::<Index>(), value()), 1..4);
    let texts = values.prop_map(move |values| {
        let mut text = RIGHT.to_owned();
        let mut values: Vec<_> = values
            .into_iter()
            .map(|(at, value)| (literals[at.index(literals.len())].clone(), value))
            .collect();
        // From the end, so that the places before stay.
        values.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
        values.dedup_by_key(|(at, _)| at.start);
        for (at, value) in values {
            text.replace_range(at, &quoted(&value));
        }
        text
    });
    try_all(&texts, |text| judge(&text));
}
