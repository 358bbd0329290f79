//! Random changes of the contracts that other tests read.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;

use crate::budget::try_all;
use crate::names::{name, text};
use crate::verdict::judge;

/// A change of one word of a contract.
#[derive(Clone, Debug)]
enum Change {
    Remove,
    Double,
    Replace(String),
    /// Puts another word of the same contract there.
    Copy(Index),
    Insert(String),
    /// Ends the file there.
    Cut,
}

fn change() -> impl Strategy<Value = Change> {
    let signs = [
        "{", "}", "[", "]", "=", ";", "\"", "/*", "0", "-1", "\u{feff}", "ü",
    ];
    let word = prop_oneof![
        name(),
        text(),
        prop::sample::select(signs.to_vec()).prop_map(str::to_owned)
    ];
    prop_oneof![
        4 => Just(Change::Remove),
        3 => Just(Change::Double),
        4 => word.clone().prop_map(Change::Replace),
        4 => any::<Index>().prop_map(Change::Copy),
        3 => word.prop_map(Change::Insert),
        1 => Just(Change::Cut),
    ]
}

/// Words, runs of spaces, and single signs.
fn words(text: &str) -> Vec<String> {
    let class = |letter: char| match letter {
        _ if letter.is_alphanumeric() || letter == '_' => 1,
        _ if letter.is_whitespace() => 2,
        _ => 0,
    };
    let mut words: Vec<String> = Vec::new();
    let mut before = 0;
    for letter in text.chars() {
        let now = class(letter);
        match words.last_mut() {
            Some(word) if now != 0 && now == before => word.push(letter),
            _ => words.push(letter.to_string()),
        }
        before = now;
    }
    words
}

fn changed(text: &str, changes: &[(Index, Change)]) -> String {
    let mut words = words(text);
    for (at, change) in changes {
        if words.is_empty() {
            break;
        }
        let at = at.index(words.len());
        match change {
            Change::Remove => drop(words.remove(at)),
            Change::Double => words.insert(at, words[at].clone()),
            Change::Replace(word) => words[at].clone_from(word),
            Change::Copy(from) => {
                let word = words[from.index(words.len())].clone();
                words[at] = word;
            }
            Change::Insert(word) => words.insert(at, word.clone()),
            Change::Cut => words.truncate(at),
        }
    }
    words.concat()
}

/// The contracts that can stand alone in a file.
fn contracts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let entries = fs::read_dir(folder.join("contracts")).expect("the tests' contracts");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "proto"));
    paths.sort();
    paths.push(folder.join("diagnostics/right.proto"));
    assert!(paths.len() > 10, "the tests have contracts");
    let read = |path| fs::read_to_string(path).expect("a contract");
    paths.iter().map(read).collect()
}

#[test]
fn a_changed_contract_is_rendered_or_refused() {
    let changes = prop::collection::vec((any::<Index>(), change()), 1..6);
    let texts = (prop::sample::select(contracts()), changes)
        .prop_map(|(contract, changes)| changed(&contract, &changes));
    try_all(&texts, |text| judge(&text));
}

#[test]
fn the_contracts_are_right_as_long_as_nothing_is_changed() {
    let right = include_str!("../diagnostics/right.proto");
    assert_eq!(changed(right, &[]), right);
    assert!(crate::verdict::run(right).is_ok());
}
