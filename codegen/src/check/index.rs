//! Indexes of entities.

use super::Check;
use super::entity::{OPTION, place};
use super::shape;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Cardinality, Entity, Field, Index, Kind, Message};
use crate::names::index_name;

pub(super) fn check(check: &mut Check<'_>, message: &Message, entity: &Entity) {
    let mut seen: Vec<Vec<&str>> = Vec::new();
    for (nth, index) in entity.indexes.iter().enumerate() {
        let names: Vec<&str> = index
            .fields
            .iter()
            .map(|field| field.written.as_str())
            .collect();
        if let Some(diagnostic) = empty_or_twice(message, &names, &seen) {
            let site = check.sites.of(&message.origin);
            check.add(diagnostic.at(site.nth_option(OPTION, &["index"], nth)));
        }
        seen.push(names);
        fields(check, message, index);
        lists(check, message, index, nth);
        if index.ttl {
            expiry(check, message, index, nth);
        }
    }
}

/// What is wrong with the names of an index, whatever they mean.
fn empty_or_twice(message: &Message, names: &[&str], seen: &[Vec<&str>]) -> Option<Diagnostic> {
    let repeated = names
        .iter()
        .enumerate()
        .find(|(at, name)| names[..*at].contains(name));
    if names.is_empty() {
        let text = format!("an index of {} names no field", message.full_name);
        let help = "write such as `index: {fields: \"slug\"}`";
        Some(Diagnostic::error(Code::IndexEmpty, text).help(help))
    } else if let Some((_, name)) = repeated {
        let text = format!("an index of {} names \"{name}\" twice", message.full_name);
        Some(Diagnostic::error(Code::IndexTwice, text).help("take one of them out"))
    } else if seen.iter().any(|other| other == names) {
        let text = format!("the index over {} is declared twice", names.join(", "));
        Some(Diagnostic::error(Code::IndexTwice, text).help("take one of them out"))
    } else if let Some(other) = seen
        .iter()
        .find(|other| index_name(other) == index_name(names))
    {
        let text = format!(
            "the indexes over {} and over {} would both be called \"{}\"",
            other.join(", "),
            names.join(", "),
            index_name(names)
        );
        let help = "an index is called like its fields: give one of these another name, or take one of the indexes out";
        Some(Diagnostic::error(Code::IndexTwice, text).help(help))
    } else {
        None
    }
}

/// A moment is when something ends, and no two of them can be.
fn expiry(check: &mut Check<'_>, message: &Message, index: &Index, nth: usize) {
    let is_moment = |field: &Field| {
        field.kind == Kind::Message("google.protobuf.Timestamp".to_owned())
            && field.cardinality == Cardinality::Optional
    };
    let text = match index.fields.as_slice() {
        [only] => {
            // One that names no field is told of already.
            let Ok(path) = shape::walk(check.contract, message, &only.written) else {
                return;
            };
            if !path.last().is_some_and(|last| is_moment(last)) {
                format!(
                    "\"{}\" is no moment that {} could expire at",
                    only.written, message.full_name
                )
            } else if index.unique {
                format!("two of {} may expire at one moment", message.full_name)
            } else {
                return;
            }
        }
        _ => format!(
            "{} can't expire at the moments of several fields",
            message.full_name
        ),
    };
    let site = check.sites.of(&message.origin);
    check.add(
        Diagnostic::error(Code::TtlInvalid, text)
            .at(site.nth_option(OPTION, &["index"], nth))
            .help("write such as `index: {fields: \"expire_time\" ttl: true}`, whose field is one `google.protobuf.Timestamp`"),
    );
}

/// No store can index the pairs of two lists, and what a unique index over one
/// list would mean differs from store to store.
fn lists(check: &mut Check<'_>, message: &Message, index: &Index, nth: usize) {
    let mut lists: Vec<&str> = Vec::new();
    for indexed in &index.fields {
        let path = shape::walk(check.contract, message, &indexed.written).unwrap_or_default();
        let is_list = path
            .iter()
            .any(|field| field.cardinality == Cardinality::Repeated);
        if is_list && not_indexable(&path).is_none() && !lists.contains(&indexed.written.as_str()) {
            lists.push(&indexed.written);
        }
    }
    let (text, help) = match lists[..] {
        [first, second, ..] => (
            format!("an index can't go over two lists: \"{first}\" and \"{second}\""),
            "declare an index for each",
        ),
        [list] if index.unique => (
            format!(
                "a unique index can't go over the list \"{list}\": MongoDB would hold each element \
                 to be unique, and SQLite none"
            ),
            "take `unique` out, or make each element an entity with a unique field",
        ),
        _ => return,
    };
    let site = check.sites.of(&message.origin);
    check.add(
        Diagnostic::error(Code::IndexType, text)
            .at(site.nth_option(OPTION, &["index"], nth))
            .help(help),
    );
}

fn fields(check: &mut Check<'_>, message: &Message, index: &Index) {
    for indexed in &index.fields {
        let written = &indexed.written;
        let at = |check: &Check<'_>| place(check, message, &["index", "fields"], Some(written));
        match shape::walk(check.contract, message, written) {
            Err(unknown) => {
                let text = format!(
                    "index \"{written}\" names no field of {}",
                    unknown
                        .holder
                        .map_or(message.full_name.as_str(), |holder| &holder.full_name)
                );
                let known = unknown.holder.into_iter().flat_map(|holder| &holder.fields);
                let guess = did_you_mean(unknown.name, known.map(|field| field.name.as_str()));
                let mut diagnostic = Diagnostic::error(Code::IndexField, text).at(at(check));
                diagnostic.label = guess;
                check.add(diagnostic.help(
                    "name a field of the entity, or one inside it by its path: `price.minor_units`",
                ));
            }
            Ok(path) => {
                if let Some(reason) = not_indexable(&path) {
                    let text = format!("\"{written}\" can't be indexed: {reason}");
                    check.add(
                        Diagnostic::error(Code::IndexType, text)
                            .at(at(check))
                            .help("index a single value, or a list of plain ones"),
                    );
                }
            }
        }
    }
}

/// Why the value at the end of a path can't be indexed.
fn not_indexable(path: &[&Field]) -> Option<String> {
    let (last, before) = path.split_last()?;
    let through = before
        .iter()
        .find(|field| field.cardinality != Cardinality::Optional);
    if let Some(field) = through {
        return Some(format!("`{}` is a list of messages", field.name));
    }
    match (&last.kind, &last.cardinality) {
        (_, Cardinality::Map(_)) => Some(format!("`{}` is a map", last.name)),
        (Kind::Message(name), Cardinality::Repeated) => {
            Some(format!("`{}` is a list of messages ({name})", last.name))
        }
        (Kind::Message(name), _) if name != "google.protobuf.Timestamp" => {
            Some(format!("`{}` is a message ({name})", last.name))
        }
        _ => None,
    }
}
