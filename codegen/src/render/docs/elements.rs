//! What a contract declares, by its names.

use std::collections::{HashMap, HashSet};

use crate::model::{Contract, Enum, EnumValue, Field, Kind, Message, Method, Package, Service};

/// Something that a comment can name.
#[derive(Clone, Copy)]
pub(in crate::render) enum Element<'a> {
    Message(&'a Message),
    Field(&'a Message, &'a Field),
    /// A oneof, by its place in the message.
    Oneof(&'a Message, usize),
    Enum(&'a Enum),
    Value(&'a Enum, &'a EnumValue),
    Service(&'a Service),
    Method(&'a Service, &'a Method),
}

/// All that a contract declares, by full name, each with its package.
pub(in crate::render) struct Elements<'a> {
    by_name: HashMap<String, (&'a Package, Element<'a>)>,
    /// The packages whose messages and enums a package uses.
    used: HashMap<&'a str, HashSet<&'a str>>,
}

impl<'a> Elements<'a> {
    pub(in crate::render) fn of(contract: &'a Contract) -> Self {
        let mut elements = Self {
            by_name: HashMap::new(),
            used: HashMap::new(),
        };
        for package in &contract.packages {
            for message in &package.messages {
                elements.add_message(package, message);
            }
            for declared in &package.enums {
                elements.add_enum(package, declared);
            }
            for service in &package.services {
                let name = &service.full_name;
                elements.add(name.clone(), package, Element::Service(service));
                for method in &service.methods {
                    let name = format!("{name}.{}", method.name);
                    elements.add(name, package, Element::Method(service, method));
                }
            }
        }
        for package in &contract.packages {
            elements.add_methods(package);
            let used = elements.types(package).collect();
            elements.used.insert(&package.name, used);
        }
        elements
    }

    /// The packages of the types that a package names.
    fn types<'s>(&'s self, package: &'a Package) -> impl Iterator<Item = &'a str> + 's {
        let fields = package.messages.iter().flat_map(|message| &message.fields);
        let of_fields = fields.filter_map(|field| match &field.kind {
            Kind::Message(name) | Kind::Enum(name) | Kind::Group(name) => Some(name),
            _ => None,
        });
        let methods = package.services.iter().flat_map(|service| &service.methods);
        let of_methods = methods.flat_map(|method| [&method.input, &method.output]);
        of_fields
            .chain(of_methods)
            .filter_map(|name| Some(self.by_name.get(name)?.0.name.as_str()))
    }

    /// Whether the crates of a package depend on the contract of another one.
    pub(in crate::render) fn uses(&self, package: &str, other: &str) -> bool {
        self.used
            .get(package)
            .is_some_and(|used| used.contains(other))
    }

    fn add_message(&mut self, package: &'a Package, message: &'a Message) {
        let name = &message.full_name;
        self.add(name.clone(), package, Element::Message(message));
        for field in &message.fields {
            let name = format!("{name}.{}", field.name);
            self.add(name, package, Element::Field(message, field));
        }
        for (index, oneof) in message.oneofs.iter().enumerate() {
            let name = format!("{name}.{}", oneof.name);
            self.add(name, package, Element::Oneof(message, index));
        }
    }

    /// A value stands beside its enum, as protobuf has it; people also write it
    /// as if it stood in it.
    fn add_enum(&mut self, package: &'a Package, declared: &'a Enum) {
        let name = &declared.full_name;
        let around = name.rsplit_once('.').map_or("", |(around, _)| around);
        self.add(name.clone(), package, Element::Enum(declared));
        for value in &declared.values {
            for scope in [around, name] {
                let name = format!("{scope}.{}", value.name);
                self.add(name, package, Element::Value(declared, value));
            }
        }
    }

    /// People name a method without its service, where only one has it.
    fn add_methods(&mut self, package: &'a Package) {
        let methods = package.services.iter().flat_map(|service| {
            let methods = service.methods.iter();
            methods.map(move |method| (service, method))
        });
        let mut by_name: HashMap<&str, Vec<_>> = HashMap::new();
        for (service, method) in methods {
            by_name
                .entry(&method.name)
                .or_default()
                .push((service, method));
        }
        for (name, methods) in by_name {
            if let [(service, method)] = methods[..] {
                let name = format!("{}.{name}", package.name);
                self.add(name, package, Element::Method(service, method));
            }
        }
    }

    fn add(&mut self, name: String, package: &'a Package, element: Element<'a>) {
        self.by_name.entry(name).or_insert((package, element));
    }

    /// What a name means in the comment of the element `within`: as in protobuf,
    /// it is looked for from the inside out; a method's comment also names fields
    /// of its request and its response. The element itself isn't found.
    pub(in crate::render) fn find(
        &self,
        within: &str,
        name: &str,
    ) -> Option<(&'a Package, Element<'a>)> {
        let is_name = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        let (mut scope, name) = match name.strip_prefix('.') {
            Some(absolute) => ("", absolute),
            None => (within, name),
        };
        if !name.split('.').all(is_name) {
            return None;
        }
        loop {
            let candidate = match scope {
                "" => name.to_owned(),
                scope => format!("{scope}.{name}"),
            };
            if let Some(found) = self.by_name.get(&candidate) {
                return (candidate != within).then_some(*found);
            }
            if scope.is_empty() {
                return self.find_in_messages(within, name);
            }
            scope = scope.rsplit_once('.').map_or("", |(outer, _)| outer);
        }
    }

    fn find_in_messages(&self, method: &str, name: &str) -> Option<(&'a Package, Element<'a>)> {
        let (_, Element::Method(_, method)) = self.by_name.get(method)? else {
            return None;
        };
        [&method.input, &method.output]
            .iter()
            .find_map(|message| self.by_name.get(&format!("{message}.{name}")).copied())
    }
}
