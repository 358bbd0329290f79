//! Names that differ in style alone, told apart.
//!
//! Protobuf knows `foo_bar` from `fooBar`, and `Foo.Bar` from `FooBar`; Rust's
//! style doesn't. Of such names, the later ones get an underscore each at their
//! ends. Later is what has the larger number, where there are numbers, and what
//! stands further down otherwise: so a name that is there stays as it is when
//! something is added behind it.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{screaming, snake};
use super::items::{
    field_name, function, member_variant, method_constant, oneof_name, oneof_type,
    service_constant, service_type, trait_name, type_name, variant, without_twins,
};
use super::rust::plain;
use crate::model::{Enum, EnumValue, Message, Origin, Package};

/// Sets how many names stand before each name of a package that it would meet.
pub(crate) fn tell_apart(package: &mut Package) {
    for message in &mut package.messages {
        fields(message);
    }
    for declared in &mut package.enums {
        values(declared);
    }
    types(package);
    services(package);
    methods(package);
}

/// Names of one place of generated code.
#[derive(Default)]
struct Taken(BTreeSet<String>);

impl Taken {
    fn has(&self, name: &str) -> bool {
        self.0.contains(plain(name))
    }

    fn take(&mut self, name: &str) {
        self.0.insert(plain(name).to_owned());
    }
}

/// The struct's fields, and those of all oneofs: filters name them side by side.
fn fields(message: &mut Message) {
    let mut all = Taken::default();
    let mut of_struct = Taken::default();
    for (_, part) in parts(message) {
        match part {
            Part::Field(index) => loop {
                let field = &message.fields[index];
                let (name, variant) = (field_name(field), member_variant(field));
                let is_member = field.oneof.is_some();
                if all.has(&name) || all.has(&variant) || (!is_member && of_struct.has(&name)) {
                    message.fields[index].twins += 1;
                    continue;
                }
                all.take(&name);
                all.take(&variant);
                if !is_member {
                    of_struct.take(&name);
                }
                break;
            },
            Part::Oneof(index) => {
                while of_struct.has(&oneof_name(&message.oneofs[index])) {
                    message.oneofs[index].twins += 1;
                }
                of_struct.take(&oneof_name(&message.oneofs[index]));
            }
        }
    }
}

enum Part {
    Field(usize),
    Oneof(usize),
}

/// The fields and the oneofs of a message by number; a oneof has that of its
/// first member, and stands before it.
fn parts(message: &Message) -> Vec<(u32, Part)> {
    let fields = message.fields.iter().enumerate();
    let fields = fields.map(|(index, field)| (field.number, Part::Field(index)));
    let first = |oneof| message.members(oneof).map(|member| member.number).min();
    let oneofs =
        (0..message.oneofs.len()).filter_map(|oneof| Some((first(oneof)?, Part::Oneof(oneof))));
    let mut parts: Vec<_> = oneofs.chain(fields).collect();
    parts.sort_by_key(|(number, _)| *number);
    parts
}

/// The variants of an enum, and the constants that its aliases are. Numbers below
/// zero come last, since most enums begin without them.
fn values(declared: &mut Enum) {
    let mut order: Vec<usize> = (0..declared.values.len()).collect();
    order.sort_by_key(|index| {
        let number = declared.values[*index].number;
        (number < 0, number)
    });
    let mut taken = Taken::default();
    let mut firsts: BTreeMap<i32, EnumValue> = BTreeMap::new();
    for index in order {
        let value = &declared.values[index];
        let first = firsts.get(&value.number);
        // An alias may be called like the variant that it stands for.
        if let Some(first) = first
            && without_twins(declared, value) == without_twins(declared, first)
        {
            declared.values[index].twins = first.twins;
            continue;
        }
        while taken.has(&variant(declared, &declared.values[index])) {
            declared.values[index].twins += 1;
        }
        let value = &declared.values[index];
        taken.take(&variant(declared, value));
        firsts.entry(value.number).or_insert_with(|| value.clone());
    }
}

/// Messages, enums, and the enums that stand for oneofs, by their places. Each
/// has a type, and a `static` whose name is the type's in another style.
fn types(package: &mut Package) {
    let mut taken = Taken::default();
    for (_, declared) in declared(package) {
        match declared {
            Declared::Message(index) => {
                let name = |message: &Message| snake(&type_name(message));
                while taken.has(&name(&package.messages[index])) {
                    package.messages[index].twins += 1;
                }
                taken.take(&name(&package.messages[index]));
            }
            Declared::Enum(index) => {
                let name = |declared: &Enum| snake(&type_name(declared));
                while taken.has(&name(&package.enums[index])) {
                    package.enums[index].twins += 1;
                }
                taken.take(&name(&package.enums[index]));
            }
            Declared::Oneof(index, oneof) => {
                let message = &mut package.messages[index];
                while taken.has(&snake(&oneof_type(message, oneof))) {
                    message.oneofs[oneof].twins += 1;
                }
                taken.take(&snake(&oneof_type(message, oneof)));
            }
        }
    }
}

enum Declared {
    Message(usize),
    Enum(usize),
    Oneof(usize, usize),
}

/// The file, the position and the path of a declaration.
type DeclaredAt = (String, (i32, i32), Vec<i32>);

/// What becomes a type, by file and place. What a message holds stands behind it.
fn declared(package: &Package) -> Vec<(DeclaredAt, Declared)> {
    let place = |origin: &Origin| (origin.file.clone(), origin.position, origin.path.clone());
    let mut found = Vec::new();
    for (index, message) in package.messages.iter().enumerate() {
        found.push((place(&message.origin), Declared::Message(index)));
        for (number, oneof) in message.oneofs.iter().enumerate() {
            found.push((place(&oneof.origin), Declared::Oneof(index, number)));
        }
    }
    for (index, declared) in package.enums.iter().enumerate() {
        found.push((place(&declared.origin), Declared::Enum(index)));
    }
    found.sort_by(|(one, _), (two, _)| one.cmp(two));
    found
}

/// What stands for services: the types beside the messages, those of the service
/// crate, and the `static`s.
fn services(package: &mut Package) {
    let mut contract = Taken::default();
    let messages = &package.messages;
    for message in messages {
        contract.take(&type_name(message));
        for oneof in 0..message.oneofs.len() {
            contract.take(&oneof_type(message, oneof));
        }
    }
    for declared in &package.enums {
        contract.take(&type_name(declared));
    }
    let mut owners = Taken::default();
    let mut statics = Taken::default();
    for service in &mut package.services {
        loop {
            let ours = ["Client", "Stub"].map(|suffix| service_type(service, suffix));
            let own = ["Server", "Contract"].map(|suffix| service_type(service, suffix));
            let (name, constant) = (trait_name(service), service_constant(service));
            let is_free = !ours.iter().any(|name| contract.has(name))
                && !own.iter().chain([&name]).any(|name| owners.has(name))
                && !statics.has(&constant);
            if is_free {
                for name in &ours {
                    contract.take(name);
                }
                for name in own.iter().chain([&name]) {
                    owners.take(name);
                }
                statics.take(&constant);
                break;
            }
            service.twins += 1;
        }
    }
}

/// The functions of each service, and the `static`s that describe its methods.
fn methods(package: &mut Package) {
    let mut statics = Taken::default();
    for service in &package.services {
        statics.take(&service_constant(service));
    }
    mark_namesakes(package);
    for service in 0..package.services.len() {
        let mut functions = Taken::default();
        for method in 0..package.services[service].methods.len() {
            loop {
                let declared = &package.services[service].methods[method];
                let constant = method_constant(&package.services[service], declared);
                let function = function(declared);
                if !functions.has(&function) && !statics.has(&constant) {
                    functions.take(&function);
                    statics.take(&constant);
                    break;
                }
                package.services[service].methods[method].twins += 1;
            }
        }
    }
}

/// Marks the methods of a name that several services have.
fn mark_namesakes(package: &mut Package) {
    let mut services: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (index, service) in package.services.iter().enumerate() {
        for method in &service.methods {
            let with_name = services.entry(screaming(&method.name)).or_default();
            with_name.insert(index);
        }
    }
    for method in package.services.iter_mut().flat_map(|s| &mut s.methods) {
        method.has_namesake = services[&screaming(&method.name)].len() > 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Contract, Message};
    use crate::names::{field_name, type_name, variant};
    use crate::read;

    fn read(declarations: &str) -> Contract {
        let folder = tempfile::tempdir().expect("there is room for temporary files");
        let text = format!("syntax = \"proto2\";\npackage a.v1;\n{declarations}");
        std::fs::write(folder.path().join("a.proto"), text).expect("the folder is new");
        let inputs = read::Inputs {
            project: folder.path().to_owned(),
            roots: vec![".".into()],
            files: vec!["a.proto".to_owned()],
        };
        let reading = read::read(&inputs).expect("the contract is valid protobuf");
        reading.contract
    }

    fn fields(message: &Message) -> Vec<String> {
        message.fields.iter().map(field_name).collect()
    }

    fn types(contract: &Contract) -> Vec<String> {
        contract.messages().map(type_name).collect()
    }

    #[test]
    fn the_smaller_number_keeps_its_name_wherever_it_stands() {
        let one = "optional int32 id = 1;";
        let two = "optional int32 ID = 2;";
        for (fields_text, expected) in [
            (format!("{one} {two}"), ["id", "id_"]),
            (format!("{two} {one}"), ["id_", "id"]),
        ] {
            let contract = read(&format!("message M {{ {fields_text} }}"));
            let message = contract.message("a.v1.M").expect("it is declared");
            assert_eq!(fields(message), expected);
        }
    }

    #[test]
    fn what_is_added_behind_renames_nothing() {
        let before = "message Foo { message Bar {} } enum FooEnd { FOO_END_A = 0; }";
        let after = format!("{before} message FooBar {{}} message foo_end {{}}");
        assert_eq!(types(&read(before)), ["Foo", "FooBar"]);
        assert_eq!(
            types(&read(&after)),
            ["Foo", "FooBar", "FooBar_", "FooEnd_"]
        );
    }

    #[test]
    fn an_alias_may_be_called_like_its_variant_and_no_other() {
        let contract =
            read("enum E { option allow_alias = true; E_A = 0; A = 0; E_B = 1; b = 2; B = 1; }");
        let declared = contract.enumeration("a.v1.E").expect("it is declared");
        let values = declared.values.iter();
        let names: Vec<String> = values.map(|value| variant(declared, value)).collect();
        assert_eq!(names, ["A", "A", "B", "B_", "B"]);
    }
}
