//! What proto files declare, read from their text.
//!
//! Where files don't compile there are no descriptors, and still people want to
//! know which name they nearly wrote.

use super::source::Sources;
use super::token::{Kind, Token, tokens};

/// A name that a file declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Declared {
    /// What it is.
    pub(crate) what: What,
    /// Its full name; of a field or a value that of its message or enum, a dot
    /// and its own name.
    pub(crate) full_name: String,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A message or an enum.
    Type,
    /// A field of a message.
    Field,
    /// A field that is added to a message elsewhere, such as an option.
    Extension,
    /// A value of an enum.
    Value,
}

/// A block that the reader is in.
enum Block<'a> {
    Message(&'a str),
    Enum(&'a str),
    Extend,
    /// One that gives its content no name: a oneof, a literal, a method's body.
    Other,
}

/// All that the files declare.
pub(crate) fn declared(sources: &Sources) -> Vec<Declared> {
    let texts = sources.files().filter_map(|file| file.text.as_deref());
    texts.flat_map(declared_in).collect()
}

fn declared_in(text: &str) -> Vec<Declared> {
    let tokens = tokens(text, 0);
    let package = super::package_of(text);
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut brackets = 0_usize;
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        if token.is("[") {
            brackets += 1;
        } else if token.is("]") {
            brackets = brackets.saturating_sub(1);
        } else if token.is("}") {
            blocks.pop();
        } else if token.is("{") {
            let block = block(&tokens[..index]);
            if let Block::Message(name) | Block::Enum(name) = block {
                found.push(Declared {
                    what: What::Type,
                    full_name: full_name(&package, &blocks, name),
                });
            }
            blocks.push(block);
        } else if brackets == 0
            && let Some(what) = assigned(&tokens, index, &blocks)
        {
            found.push(Declared {
                what,
                full_name: full_name(&package, &blocks, token.text),
            });
        }
    }
    found
}

/// What the words before an opening brace begin.
fn block<'a>(before: &[Token<'a>]) -> Block<'a> {
    match before {
        [.., word, name] if name.kind == Kind::Word => match word.text {
            "message" | "group" => Block::Message(name.text),
            "enum" => Block::Enum(name.text),
            "extend" => Block::Extend,
            _ => Block::Other,
        },
        _ => Block::Other,
    }
}

/// What a word is that a number is assigned to.
fn assigned(tokens: &[Token<'_>], index: usize, blocks: &[Block<'_>]) -> Option<What> {
    let (before, word) = (tokens.get(index.checked_sub(1)?)?, tokens.get(index)?);
    let is_assigned = word.kind == Kind::Word
        && tokens.get(index + 1)?.is("=")
        && tokens.get(index + 2)?.kind == Kind::Word;
    if !is_assigned {
        return None;
    }
    let inner = blocks
        .iter()
        .rev()
        .find(|block| !matches!(block, Block::Other));
    let has_type = before.kind == Kind::Word && before.text != "option" || before.is(">");
    match inner? {
        Block::Enum(_) => (before.is("{") || before.is(";")).then_some(What::Value),
        Block::Message(_) => has_type.then_some(What::Field),
        Block::Extend => has_type.then_some(What::Extension),
        Block::Other => None,
    }
}

fn full_name(package: &str, blocks: &[Block<'_>], name: &str) -> String {
    let around = blocks.iter().filter_map(|block| match block {
        Block::Message(name) | Block::Enum(name) => Some(*name),
        Block::Extend | Block::Other => None,
    });
    let package = Some(package).filter(|package| !package.is_empty());
    let parts: Vec<&str> = package.into_iter().chain(around).chain([name]).collect();
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_fields_values_and_extensions_are_found() {
        let text = r#"syntax = "proto3";
            package a.v1;
            message M {
              option (x.entity) = {collection: "ms" index {fields: "a"}};
              string a = 1 [(y).z = 3, deprecated = true];
              map<string, N> b = 2;
              oneof o { int32 c = 3; }
              message N { enum E { NO = 0; option allow_alias = true; YES = -1; } }
            }
            extend google.protobuf.FieldOptions { optional string own = 50001; }
            service S { rpc R(M) returns (M) { option deprecated = true; } }"#;
        let names: Vec<(What, String)> = declared_in(text)
            .into_iter()
            .map(|found| (found.what, found.full_name))
            .collect();
        let expected = [
            (What::Type, "a.v1.M"),
            (What::Field, "a.v1.M.a"),
            (What::Field, "a.v1.M.b"),
            (What::Field, "a.v1.M.c"),
            (What::Type, "a.v1.M.N"),
            (What::Type, "a.v1.M.N.E"),
            (What::Value, "a.v1.M.N.E.NO"),
            (What::Value, "a.v1.M.N.E.YES"),
            (What::Extension, "a.v1.own"),
        ];
        assert_eq!(names, expected.map(|(what, name)| (what, name.to_owned())));
    }
}
