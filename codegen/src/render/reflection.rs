//! `descriptors.rs`: what reflection shows, which is only what is public.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use prost_reflect::prost::Message as _;
use prost_reflect::prost_types::{FileDescriptorProto, FileDescriptorSet};
use prost_reflect::{EnumDescriptor, FileDescriptor, Kind, MessageDescriptor, MethodDescriptor};

use super::Rendering;
use super::crates::GENERATED;

#[derive(Template)]
#[template(path = "routes_descriptors.rs.txt", escape = "none")]
struct Descriptors {
    generated: &'static str,
    lines: Vec<String>,
}

/// Renders the descriptors as a literal: a plugin of protoc answers with text.
pub(super) fn descriptors(rendering: &Rendering<'_>) -> askama::Result<String> {
    /// As many bytes fit in a line if each one is escaped.
    const LINE: usize = 22;
    let bytes = public(rendering);
    let lines = bytes
        .chunks(LINE)
        .map(|line| line.escape_ascii().to_string());
    let descriptors = Descriptors {
        generated: GENERATED,
        // In front of a line, the compiler drops spaces.
        lines: lines.map(|line| line.replace(' ', "\\x20")).collect(),
    };
    descriptors.render()
}

/// An encoded `FileDescriptorSet` of the public methods and of the types that
/// they use, each file before those that import it, without comments.
///
/// Extensions of options are not in it: they tell how a service works, not how
/// it is called.
fn public(rendering: &Rendering<'_>) -> Vec<u8> {
    let mut shown = Shown::default();
    for package in &rendering.contract.packages {
        for file in &package.files {
            let Some(file) = rendering.pool.get_file_by_name(&file.name) else {
                continue;
            };
            for method in public_methods(rendering, &file) {
                shown.method(&file, &method);
            }
        }
    }
    shown.into_set().encode_to_vec()
}

fn public_methods(rendering: &Rendering<'_>, file: &FileDescriptor) -> Vec<MethodDescriptor> {
    file.services()
        .flat_map(|service| service.methods().collect::<Vec<_>>())
        .filter(|method| is_public(rendering, method))
        .collect()
}

fn is_public(rendering: &Rendering<'_>, method: &MethodDescriptor) -> bool {
    let service = method.parent_service();
    let package = rendering.contract.package(service.package_name());
    package
        .into_iter()
        .flat_map(|package| &package.services)
        .filter(|declared| declared.full_name == service.full_name())
        .flat_map(|declared| &declared.methods)
        .any(|declared| declared.name == method.name() && declared.access.is_routed())
}

/// What is shown: methods, and the messages and enums that they lead to. Of
/// nested types, the outermost message is shown whole.
#[derive(Default)]
struct Shown {
    methods: BTreeSet<String>,
    types: BTreeSet<String>,
    /// The files that hold something, and those that each one uses.
    imports: BTreeMap<String, BTreeSet<String>>,
    files: BTreeMap<String, FileDescriptor>,
}

impl Shown {
    fn method(&mut self, file: &FileDescriptor, method: &MethodDescriptor) {
        self.methods.insert(method.full_name().to_owned());
        self.file(file);
        self.message(file, &method.input());
        self.message(file, &method.output());
    }

    fn file(&mut self, file: &FileDescriptor) {
        self.imports.entry(file.name().to_owned()).or_default();
        self.files.insert(file.name().to_owned(), file.clone());
    }

    /// Notes that a file uses what another one declares.
    fn import(&mut self, user: &FileDescriptor, declarer: &FileDescriptor) {
        self.file(declarer);
        if user != declarer {
            let imports = self.imports.entry(user.name().to_owned()).or_default();
            imports.insert(declarer.name().to_owned());
        }
    }

    fn message(&mut self, user: &FileDescriptor, message: &MessageDescriptor) {
        let outermost = outermost(message);
        let file = outermost.parent_file();
        self.import(user, &file);
        if self.types.insert(outermost.full_name().to_owned()) {
            self.fields(&file, &outermost);
        }
    }

    /// Follows the fields of a message and of all messages inside it.
    fn fields(&mut self, file: &FileDescriptor, message: &MessageDescriptor) {
        for field in message.fields() {
            match field.kind() {
                Kind::Message(nested) => self.message(file, &nested),
                Kind::Enum(declared) => self.enumeration(file, &declared),
                _ => {}
            }
        }
        for nested in message.child_messages() {
            self.fields(file, &nested);
        }
    }

    fn enumeration(&mut self, user: &FileDescriptor, declared: &EnumDescriptor) {
        if let Some(holder) = declared.parent_message() {
            self.message(user, &holder);
        } else {
            self.import(user, &declared.parent_file());
            self.types.insert(declared.full_name().to_owned());
        }
    }

    fn into_set(self) -> FileDescriptorSet {
        let mut set = FileDescriptorSet::default();
        let mut done = BTreeSet::new();
        for name in self.files.keys() {
            self.add(name, &mut done, &mut set);
        }
        set
    }

    /// Adds a file behind those that it imports, which protobuf keeps from
    /// going in a circle.
    fn add<'a>(&'a self, name: &'a str, done: &mut BTreeSet<&'a str>, set: &mut FileDescriptorSet) {
        if !done.insert(name) {
            return;
        }
        let imports = &self.imports[name];
        for import in imports {
            self.add(import, done, set);
        }
        set.file.push(self.pruned(&self.files[name], imports));
    }

    fn pruned(&self, file: &FileDescriptor, imports: &BTreeSet<String>) -> FileDescriptorProto {
        let full_name = |name: &str| match file.package_name() {
            "" => name.to_owned(),
            package => format!("{package}.{name}"),
        };
        let mut proto = file.file_descriptor_proto().clone();
        proto.source_code_info = None;
        proto.dependency = imports.iter().cloned().collect();
        proto.public_dependency.clear();
        proto.weak_dependency.clear();
        proto.extension.clear();
        proto
            .message_type
            .retain(|message| self.types.contains(&full_name(message.name())));
        proto
            .enum_type
            .retain(|declared| self.types.contains(&full_name(declared.name())));
        for service in &mut proto.service {
            let service_name = full_name(service.name());
            service.method.retain(|method| {
                self.methods
                    .contains(&format!("{service_name}.{}", method.name()))
            });
        }
        proto.service.retain(|service| !service.method.is_empty());
        proto
    }
}

fn outermost(message: &MessageDescriptor) -> MessageDescriptor {
    match message.parent_message() {
        Some(holder) => outermost(&holder),
        None => message.clone(),
    }
}
