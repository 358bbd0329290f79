//! Indexes of entities.

use super::Check;
use super::entity::place;
use super::shape;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Cardinality, Entity, Field, Index, Kind, Message};

pub(super) fn check(check: &mut Check<'_>, message: &Message, entity: &Entity) {
    let mut seen: Vec<Vec<&str>> = Vec::new();
    for index in &entity.indexes {
        let names: Vec<&str> = index
            .fields
            .iter()
            .map(|field| field.written.as_str())
            .collect();
        match names.first() {
            None => empty(check, message),
            Some(first) => twice(check, message, &names, &seen, first),
        }
        seen.push(names);
        fields(check, message, index);
    }
}

fn empty(check: &mut Check<'_>, message: &Message) {
    let text = format!("an index of {} names no field", message.full_name);
    check.add(
        Diagnostic::error(Code::IndexEmpty, text)
            .at(place(check, message, &["index"], None))
            .help("write such as `index: {fields: \"slug\"}`"),
    );
}

fn twice(
    check: &mut Check<'_>,
    message: &Message,
    names: &[&str],
    seen: &[Vec<&str>],
    first: &str,
) {
    let repeated = names
        .iter()
        .enumerate()
        .find(|(at, name)| names[..*at].contains(name));
    let text = if let Some((_, name)) = repeated {
        format!("an index of {} names \"{name}\" twice", message.full_name)
    } else if seen.iter().any(|other| other == names) {
        format!("the index over {} is declared twice", names.join(", "))
    } else {
        return;
    };
    check.add(
        Diagnostic::error(Code::IndexTwice, text)
            .at(place(check, message, &["index", "fields"], Some(first)))
            .help("take one of them out"),
    );
}

fn fields(check: &mut Check<'_>, message: &Message, index: &Index) {
    let mut lists = Vec::new();
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
                if path
                    .iter()
                    .any(|field| field.cardinality == Cardinality::Repeated)
                {
                    lists.push(written);
                }
            }
        }
    }
    if let [first, second, ..] = lists[..] {
        let text = format!("an index can't go over two lists: \"{first}\" and \"{second}\"");
        check.add(
            Diagnostic::error(Code::IndexType, text)
                .at(place(check, message, &["index", "fields"], Some(second)))
                .help("declare an index for each"),
        );
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
