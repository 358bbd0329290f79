//! Names in a contract crate.

use std::collections::BTreeMap;

use super::super::Check;
use super::Names;
use crate::model::{Enum, Message, Package};
use crate::names::{
    enum_name, function, ident, method_constant, oneof_type, screaming, type_name, variant,
};

pub(super) fn check(check: &mut Check<'_>, package: &Package) {
    types(check, package);
    for message in &package.messages {
        fields(check, message);
    }
    for declared in &package.enums {
        variants(check, declared);
    }
    methods(check, package);
}

/// The types that the crate exports, and the `static`s that describe them.
fn types(check: &mut Check<'_>, package: &Package) {
    let mut types = Names::new("type", &[]);
    let mut statics = Names::new("static", &[]);
    let messages = package
        .messages
        .iter()
        .map(|message| (&message.name, &message.full_name, &message.origin));
    let enums = package
        .enums
        .iter()
        .map(|declared| (&declared.name, &declared.full_name, &declared.origin));
    for (name, full_name, origin) in messages.chain(enums) {
        let name = type_name(name);
        if types.add(check, name.clone(), full_name, origin) {
            statics.add(check, screaming(&name), full_name, origin);
        }
    }
    for message in &package.messages {
        for (index, oneof) in message.oneofs.iter().enumerate() {
            let full_name = format!("{}.{}", message.full_name, oneof.name);
            types.add(check, oneof_type(message, index), &full_name, &oneof.origin);
        }
    }
    for entity in package.entities() {
        let id = format!("{}Id", type_name(&entity.name));
        let written = format!("the id of {}", entity.full_name);
        types.add(check, id, &written, &entity.origin);
    }
    for service in package
        .services
        .iter()
        .filter(|service| service.is_called())
    {
        for suffix in ["Client", "Stub"] {
            let name = format!("{}{suffix}", service.short_name());
            types.add(check, name, &service.full_name, &service.origin);
        }
    }
}

/// The fields of a struct: a oneof is one, and its members are none. (Two fields,
/// or two members, that would meet are refused by the protobuf compiler already.)
fn fields(check: &mut Check<'_>, message: &Message) {
    let mut fields = Names::new("field", &[]);
    for field in message.fields.iter().filter(|field| field.oneof.is_none()) {
        fields.add(check, ident(&field.name), &field.name, &field.origin);
    }
    for oneof in &message.oneofs {
        fields.add(check, ident(&oneof.name), &oneof.name, &oneof.origin);
    }
}

/// The variants of an enum, and the constants that its aliases are.
fn variants(check: &mut Check<'_>, declared: &Enum) {
    let mut variants = Names::new("variant", &[]);
    let mut firsts: BTreeMap<i32, String> = BTreeMap::new();
    for value in &declared.values {
        let name = variant(enum_name(declared), &value.name);
        // An alias may be called like the variant that it stands for.
        if firsts.get(&value.number) == Some(&name) {
            continue;
        }
        firsts.entry(value.number).or_insert_with(|| name.clone());
        variants.add(check, name, &value.name, &value.origin);
    }
}

/// The `static`s that describe services and methods, and the functions of each
/// client.
fn methods(check: &mut Check<'_>, package: &Package) {
    let mut statics = Names::new("static", &[]);
    for service in &package.services {
        let name = screaming(&service.name);
        statics.add(check, name, &service.full_name, &service.origin);
    }
    for service in &package.services {
        let mut functions = Names::new("method", &[]);
        for method in &service.methods {
            let full_name = format!("{}.{}", service.name, method.name);
            if functions.add(check, function(&method.name), &full_name, &method.origin) {
                let name = method_constant(package, service, method);
                statics.add(check, name, &full_name, &method.origin);
            }
        }
    }
}
