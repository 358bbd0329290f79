//! What a compiler would refuse in rendered Rust, as far as it can be told without
//! one: names that meet, fields that aren't there, links that lead nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use counterpart_codegen::steps::{Content, Files};
use syn::{Fields, ImplItem, Item, TraitItem, Type};

/// What the files declare: the members of each type and trait, by its name.
type Declared = BTreeMap<String, BTreeSet<String>>;

/// What is wrong with these files, all of which are Rust; empty if nothing is.
pub(crate) fn faults(files: &Files) -> Vec<String> {
    let texts = files.iter().filter_map(|(path, content)| {
        let Content::Text(text) = content;
        let is_rust = Path::new(path).extension().is_some_and(|it| it == "rs");
        is_rust.then_some((path, text.as_str()))
    });
    let parsed: Vec<_> = texts
        .map(|(path, text)| (path, text, syn::parse_file(text).expect("it is Rust")))
        .collect();
    let mut declared = Declared::new();
    for (_, _, file) in &parsed {
        declare(&file.items, &mut declared);
    }
    let mut faults = Vec::new();
    for (path, text, file) in &parsed {
        let mut found = Vec::new();
        twice(&file.items, &mut found);
        dead_links(text, &declared, &mut found);
        lost_fields(text, &declared, &mut found);
        faults.extend(found.into_iter().map(|fault| format!("{path}: {fault}")));
    }
    faults
}

fn declare(items: &[Item], declared: &mut Declared) {
    for item in items {
        match item {
            Item::Struct(item) => {
                let members = declared.entry(item.ident.to_string()).or_default();
                if let Fields::Named(fields) = &item.fields {
                    members.extend(fields.named.iter().map(|field| {
                        let name = field.ident.as_ref().expect("it is named");
                        name.to_string()
                    }));
                }
            }
            Item::Enum(item) => {
                let members = declared.entry(item.ident.to_string()).or_default();
                members.extend(item.variants.iter().map(|v| v.ident.to_string()));
            }
            Item::Trait(item) => {
                let members = declared.entry(item.ident.to_string()).or_default();
                members.extend(item.items.iter().filter_map(trait_member));
            }
            Item::Impl(item) if item.trait_.is_none() => {
                if let Type::Path(path) = &*item.self_ty
                    && let Some(last) = path.path.segments.last()
                {
                    let members = declared.entry(last.ident.to_string()).or_default();
                    members.extend(item.items.iter().filter_map(impl_member));
                }
            }
            Item::Type(item) => {
                declared.entry(item.ident.to_string()).or_default();
            }
            Item::Mod(item) => {
                if let Some((_, items)) = &item.content {
                    declare(items, declared);
                }
            }
            _ => {}
        }
    }
}

fn trait_member(item: &TraitItem) -> Option<String> {
    match item {
        TraitItem::Fn(item) => Some(item.sig.ident.to_string()),
        TraitItem::Const(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

fn impl_member(item: &ImplItem) -> Option<String> {
    match item {
        ImplItem::Fn(item) => Some(item.sig.ident.to_string()),
        ImplItem::Const(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// Names that stand twice in a module, a type or a trait.
fn twice(items: &[Item], faults: &mut Vec<String>) {
    let (mut types, mut values) = (Names::new("type"), Names::new("value"));
    let mut implemented: BTreeMap<String, Names> = BTreeMap::new();
    for item in items {
        match item {
            Item::Struct(item) => types.add(item.ident.to_string(), faults),
            Item::Trait(item) => {
                types.add(item.ident.to_string(), faults);
                let mut members = Names::new("trait function");
                for name in item.items.iter().filter_map(trait_member) {
                    members.add(name, faults);
                }
            }
            Item::Enum(item) => {
                types.add(item.ident.to_string(), faults);
                let mut variants = Names::new("variant");
                for variant in &item.variants {
                    variants.add(variant.ident.to_string(), faults);
                }
            }
            Item::Type(item) => types.add(item.ident.to_string(), faults),
            Item::Const(item) if item.ident != "_" => values.add(item.ident.to_string(), faults),
            Item::Static(item) => values.add(item.ident.to_string(), faults),
            Item::Fn(item) => values.add(item.sig.ident.to_string(), faults),
            Item::Mod(item) => {
                types.add(item.ident.to_string(), faults);
                if let Some((_, items)) = &item.content {
                    twice(items, faults);
                }
            }
            Item::Impl(item) if item.trait_.is_none() => {
                if let Type::Path(path) = &*item.self_ty
                    && let Some(last) = path.path.segments.last()
                {
                    let members = implemented
                        .entry(last.ident.to_string())
                        .or_insert_with(|| Names::new("associated item"));
                    for name in item.items.iter().filter_map(impl_member) {
                        members.add(name, faults);
                    }
                }
            }
            _ => {}
        }
    }
}

struct Names {
    kind: &'static str,
    known: BTreeSet<String>,
}

impl Names {
    fn new(kind: &'static str) -> Self {
        let known = BTreeSet::new();
        Self { kind, known }
    }

    fn add(&mut self, name: String, faults: &mut Vec<String>) {
        if let Some(again) = self.known.replace(name) {
            faults.push(format!("two {}s called `{again}`", self.kind));
        }
    }
}

/// Links of comments to types and their members that nobody declares.
fn dead_links(text: &str, declared: &Declared, faults: &mut Vec<String>) {
    let comments = text.lines().map(str::trim_start);
    let comments = comments.filter(|line| line.starts_with("///") || line.starts_with("//!"));
    let links = comments.flat_map(|line| line.split("](").skip(1));
    for target in links.filter_map(|rest| Some(rest.split_once(')')?.0)) {
        let path = target.strip_prefix("field@").unwrap_or(target);
        let is_path = path
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_:".contains(c));
        let is_ours = ["super::", "crate::"]
            .iter()
            .any(|way| path.starts_with(way));
        if !is_path || !(is_ours || target != path) {
            continue;
        }
        // Modules stand in front of a type: what is left of it, in lower case.
        let names: Vec<&str> = path.split("::").collect();
        let is_type = |name: &&str| name.starts_with(|c: char| c.is_ascii_uppercase());
        let place = names.iter().position(is_type).unwrap_or(names.len() - 1);
        let (name, member) = (names[place], names.get(place + 1));
        let is_there = declared.get(name).is_some_and(|members| {
            member.is_none_or(|member| {
                members.contains(*member) || members.contains(&format!("r#{member}"))
            })
        });
        if !is_there {
            faults.push(format!("a link to `{target}`, which isn't declared"));
        }
    }
}

/// Fields of requests that provided methods read and that their messages don't have.
fn lost_fields(text: &str, declared: &Declared, faults: &mut Vec<String>) {
    for function in text.split("request: Request<").skip(1) {
        let Some((request, body)) = function.split_once('>') else {
            continue;
        };
        let request = request.rsplit("::").next().unwrap_or(request);
        let Some(fields) = declared.get(request) else {
            continue;
        };
        let body = body.split("fn ").next().unwrap_or(body);
        for read in body.split("request.").skip(1) {
            let read = read.strip_prefix("message().").unwrap_or(read);
            let read = read.strip_prefix("into_message().").unwrap_or(read);
            let is_name = |c: char| c.is_ascii_alphanumeric() || "_#".contains(c);
            let end = read.find(|c| !is_name(c)).unwrap_or(read.len());
            let (name, rest) = read.split_at(end);
            if !rest.starts_with('(') && !fields.contains(name) {
                faults.push(format!("`{name}` of {request}, which has no such field"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut files = Files::default();
        files.text("a.rs", text.to_owned());
        faults(&files)
    }

    #[test]
    fn each_fault_is_seen() {
        assert_eq!(
            found("static A: u8 = 1; static A: u8 = 2;"),
            ["a.rs: two values called `A`"]
        );
        assert_eq!(
            found("trait T { fn a(&self); fn a(&self); }"),
            ["a.rs: two trait functions called `a`"]
        );
        assert_eq!(
            found("/// [`book`](crate::book), [`Book`](crate::Book)\ntrait Book {}"),
            ["a.rs: a link to `crate::book`, which isn't declared"]
        );
        assert_eq!(
            found("/// [`T`](crate::Book::get)\ntrait Book {}"),
            ["a.rs: a link to `crate::Book::get`, which isn't declared"]
        );
        assert_eq!(
            found(
                "struct R { id: u8 }\n\
                 fn get(request: Request<R>) { self.get(request.message().id, request.also) }"
            ),
            ["a.rs: `also` of R, which has no such field"]
        );
    }
}
