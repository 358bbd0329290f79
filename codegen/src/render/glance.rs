//! What a crate's `lib.rs` tells at a glance: its head, and what it exports.

use super::Rendering;
use super::docs::{Comment, Docs, Side};
use crate::model::Package;
use crate::names::{oneof_type, package_module, service_type, type_name};

/// The contract at a glance: its services and what they store.
pub(super) fn head(rendering: &Rendering<'_>, package: &Package) -> String {
    let docs = Docs::new(*rendering, &package.name, Side::Root);
    let mut head = format!(
        "//! The contract `{}`: what everyone may know of it.\n",
        package.name
    );
    let services: Vec<String> = package
        .services
        .iter()
        .map(|service| {
            let called = if service.is_called() {
                format!("[`{0}`]({0})", service_type(service, "Client"))
            } else {
                format!("`{}`, without methods", service.name)
            };
            let methods = service.methods.len();
            let what = summary(&docs, &Comment::service(service));
            format!("| {called} | {methods} | {what} |")
        })
        .collect();
    head.push_str(&table(["client", "methods", "is"], &services));
    let entities: Vec<String> = package
        .entities()
        .map(|message| {
            let ty = type_name(message);
            let collection = message.entity.as_ref().map(|entity| &entity.collection);
            let collection = collection.map(String::as_str).unwrap_or_default();
            let what = summary(&docs, &Comment::message(message));
            format!("| [`{ty}`]({ty}) | `{collection}` | {what} |")
        })
        .collect();
    head.push_str(&table(["entity", "stored in", "is"], &entities));
    head
}

/// The first sentence of a comment, with its links, as a table can hold it.
fn summary(docs: &Docs<'_>, comment: &Comment<'_>) -> String {
    docs.line(comment, &comment.summary()).replace('|', "\\|")
}

/// A table behind an empty line; nothing if it has no rows.
fn table(head: [&str; 3], rows: &[String]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let [first, second, third] = head;
    let mut table = format!("//!\n//! | {first} | {second} | {third} |\n//! | --- | --- | --- |\n");
    for row in rows {
        table.push_str(&format!("//! {row}\n"));
    }
    table
}

/// The paths of what the contract crate exports, sorted.
pub(super) fn exports(package: &Package, has_routes: bool) -> Vec<String> {
    let mut exports: Vec<String> = Vec::new();
    for message in &package.messages {
        exports.push(format!("messages::{}", type_name(message)));
        let oneofs = (0..message.oneofs.len()).map(|oneof| oneof_type(message, oneof));
        exports.extend(oneofs.map(|oneof| format!("messages::{oneof}")));
    }
    let enums = package.enums.iter().map(type_name);
    exports.extend(enums.map(|name| format!("messages::{name}")));
    for entity in package.entities() {
        exports.push(format!(
            "ids::{}::{}Id",
            package_module(&package.name),
            type_name(entity)
        ));
    }
    for service in package
        .services
        .iter()
        .filter(|service| service.is_called())
    {
        exports.push(format!("client::{}", service_type(service, "Client")));
        exports.push(format!("stub::{}", service_type(service, "Stub")));
    }
    if has_routes {
        exports.push("routes::routes".to_owned());
    }
    exports.sort();
    exports
}

/// `a::B` and `a::C` as `a::{B, C}`; the paths are sorted.
pub(super) fn grouped(paths: &[String]) -> Vec<String> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for path in paths {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        match groups.last_mut() {
            Some((last, names)) if *last == module => names.push(name),
            _ => groups.push((module, vec![name])),
        }
    }
    groups
        .into_iter()
        .map(|(module, names)| match names.as_slice() {
            [only] => format!("{module}::{only}"),
            all => format!("{module}::{{{}}}", all.join(", ")),
        })
        .collect()
}
