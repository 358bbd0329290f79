//! Such a contract as the text of a proto file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::sample::Index;

use super::random::{Contract, Field, Message};
use crate::names::quoted;

const HEAD: &str = "syntax = \"proto3\";\npackage test.v1;\n\
    import \"buf/validate/validate.proto\";\nimport \"counterpart/v1/options.proto\";\n\
    import \"google/api/annotations.proto\";\nimport \"google/api/field_behavior.proto\";\n\
    import \"google/protobuf/duration.proto\";\nimport \"google/protobuf/empty.proto\";\n\
    import \"google/protobuf/field_mask.proto\";\nimport \"google/protobuf/timestamp.proto\";\n";

const SCALARS: &[&str] = &[
    "string",
    "bytes",
    "bool",
    "int32",
    "int64",
    "uint32",
    "uint64",
    "sint32",
    "sint64",
    "fixed32",
    "fixed64",
    "sfixed32",
    "sfixed64",
    "float",
    "double",
    "google.protobuf.Timestamp",
    "google.protobuf.Duration",
    "google.protobuf.FieldMask",
    "google.protobuf.Empty",
];

/// Names of one scope: what is taken gets a number, as protobuf takes names that
/// differ in case or underscores alone for one.
#[derive(Default)]
struct Scope(BTreeSet<String>);

impl Scope {
    fn take(&mut self, name: &str) -> String {
        let plain = |name: &str| name.replace('_', "").to_lowercase();
        let mut free = name.to_owned();
        let mut number = 0;
        while !self.0.insert(plain(&free)) {
            number += 1;
            free = format!("{name}x{number}");
        }
        free
    }
}

/// Writes a contract as text.
pub(super) struct Writer {
    text: String,
    types: Vec<String>,
    messages: Vec<String>,
    /// The standard methods of all entities, with what stands behind their names.
    standard: BTreeMap<String, String>,
}

/// A name from any place: a short one may be a word of the language.
fn full(name: &str) -> String {
    format!(".test.v1.{name}")
}

impl Writer {
    pub(super) fn write(contract: &Contract) -> String {
        let mut scope = Scope::default();
        let messages: Vec<String> = contract
            .messages
            .iter()
            .map(|m| scope.take(&m.name))
            .collect();
        let enums: Vec<String> = contract
            .enums
            .iter()
            .map(|(name, _)| scope.take(name))
            .collect();
        let types = SCALARS.iter().map(|scalar| (*scalar).to_owned());
        let mut writer = Self {
            text: HEAD.to_owned(),
            types: types
                .chain(messages.iter().chain(&enums).map(|name| full(name)))
                .collect(),
            messages: messages.clone(),
            standard: BTreeMap::new(),
        };
        for (message, name) in contract.messages.iter().zip(&messages) {
            writer.message(message, name);
            let entity = message.entity.iter();
            for standard in entity.flat_map(|entity| &entity.standard) {
                writer.requests(standard, name, &mut scope);
            }
        }
        for ((_, values), name) in contract.enums.iter().zip(&enums) {
            // Values stand beside their enum, and share the names of its scope.
            writer.enumeration(name, values, &mut scope);
        }
        let service = scope.take(&contract.service);
        writer.service(contract, &service);
        writer.text
    }

    fn line(&mut self, line: &str) {
        writeln!(self.text, "{line}").expect("a string takes all that is written");
    }

    fn enumeration(&mut self, name: &str, values: &[(String, i32)], scope: &mut Scope) {
        self.line(&format!("enum {name} {{\n  option allow_alias = true;"));
        let zero = scope.take("ZERO");
        self.line(&format!("  {zero} = 0;\n  {zero}_ALIAS = 0;"));
        for (value, number) in values {
            let value = scope.take(value);
            self.line(&format!("  {value} = {number};"));
        }
        self.line("}");
    }

    fn message(&mut self, message: &Message, name: &str) {
        for line in message.comment.replace(['\0', '\r'], "").lines() {
            self.line(&format!("// {line}"));
        }
        self.line(&format!("message {name} {{"));
        let mut scope = Scope::default();
        let fields: Vec<String> = message.fields.iter().map(|f| scope.take(&f.name)).collect();
        self.entity(message, name, &fields, &mut scope);
        let mut numbers = BTreeSet::from([100]);
        for (field, name) in message.fields.iter().zip(&fields) {
            if numbers.insert(field.number) {
                self.field(field, name, &mut scope);
            }
        }
        self.line("}");
    }

    fn entity(&mut self, message: &Message, name: &str, fields: &[String], scope: &mut Scope) {
        let Some(entity) = &message.entity else {
            return;
        };
        // Most types can be indexed; of the others, some are left to be refused.
        let can_be = |field: &Field| field.label > 5 && field.kind.index(self.types.len()) < 15;
        let known = message.fields.iter().zip(fields);
        let known: Vec<&String> = known
            .filter(|(field, _)| can_be(field) || field.is_careless)
            .map(|(_, name)| name)
            .collect();
        let mut literal = format!("collection: {}", quoted(&entity.collection));
        for (indexed, unique) in entity.indexes.iter().filter(|_| !known.is_empty()) {
            let mut named: Vec<String> = indexed
                .iter()
                .map(|at| quoted(known[at.index(known.len())]))
                .collect();
            named.dedup();
            let fields = named.join(", ");
            write!(literal, " index: {{fields: [{fields}] unique: {unique}}}").expect("a string");
        }
        let standard: BTreeSet<&str> = entity.standard.iter().copied().collect();
        let standard = Vec::from_iter(standard).join(", ");
        self.line(&format!(
            "  option (counterpart.v1.entity) = {{{literal} standard: [{standard}]}};"
        ));
        let key = scope.take("key");
        self.line(&format!(
            "  string {key} = 100 [(counterpart.v1.field).id = \"{name}\", (google.api.field_behavior) = IDENTIFIER];"
        ));
    }

    /// The messages of a standard method, and the method for the service.
    fn requests(&mut self, standard: &str, entity: &str, scope: &mut Scope) {
        let id = format!("string id = 1 [(counterpart.v1.field).id = \"{entity}\"];");
        let kind = full(entity);
        let (verb, fields, output) = match standard {
            "GET" => ("Get", id, kind),
            "LIST" => {
                let fields = "int32 page_size = 1; string page_token = 2;".to_owned();
                let response = scope.take(&format!("List{entity}Response"));
                self.line(&format!(
                    "message {response} {{ repeated {kind} all = 1; string next_page_token = 2; }}"
                ));
                ("List", fields, full(&response))
            }
            "CREATE" => ("Create", format!("{kind} entity = 1;"), kind),
            "UPDATE" => {
                let mask = "google.protobuf.FieldMask update_mask = 2;";
                ("Update", format!("{kind} entity = 1; {mask}"), kind)
            }
            _ => ("Delete", id, "google.protobuf.Empty".to_owned()),
        };
        let request = scope.take(&format!("{verb}{entity}Request"));
        self.line(&format!("message {request} {{ {fields} }}"));
        let request = full(&request);
        let method = format!("{verb}{entity}");
        self.standard
            .insert(method, format!("({request}) returns ({output});"));
    }

    fn field(&mut self, field: &Field, name: &str, scope: &mut Scope) {
        let kind = self.types[field.kind.index(self.types.len())].clone();
        let is_plain = field.label > 5 || field.label == 2;
        let fits = |wanted: &str| match wanted {
            "" => true,
            "repeated" => field.label < 2,
            "map" => field.label == 3 || field.label == 5,
            wanted => is_plain && kind.trim_start_matches('.').starts_with(wanted),
        };
        let mut options: Vec<String> = Vec::new();
        for (wanted, option) in &field.options {
            let is_new = !options.iter().any(|known| known == option);
            if is_new && (field.is_careless || fits(wanted)) {
                options.push((*option).to_owned());
            }
        }
        if let Some((is_checked, target)) = &field.entity
            && (field.is_careless || kind == "string")
        {
            let word = if *is_checked { "ref" } else { "id" };
            let target = &self.messages[target.index(self.messages.len())];
            options.push(format!("(counterpart.v1.field).{word} = \"{target}\""));
        }
        let options = if options.is_empty() {
            String::new()
        } else {
            format!(" [{}]", options.join(", "))
        };
        let number = field.number;
        self.line(&match field.label {
            0 | 1 => format!("  repeated {kind} {name} = {number}{options};"),
            2 => format!("  optional {kind} {name} = {number}{options};"),
            3 => format!("  map<string, {kind}> {name} = {number}{options};"),
            4 => {
                let oneof = scope.take("choice");
                format!("  oneof {oneof} {{ {kind} {name} = {number}{options}; }}")
            }
            5 => format!("  map<int32, {kind}> {name} = {number}{options};"),
            _ => format!("  {kind} {name} = {number}{options};"),
        });
    }

    fn service(&mut self, contract: &Contract, name: &str) {
        let entities = contract.messages.iter().zip(&self.messages);
        let owned: Vec<String> = entities
            .filter(|(message, _)| message.entity.is_some())
            .map(|(_, name)| quoted(name))
            .collect();
        self.line(&format!("service {name} {{"));
        self.line(&format!(
            "  option (counterpart.v1.service) = {{owns: [{}]}};",
            owned.join(", ")
        ));
        let mut scope = Scope::default();
        for (name, rest) in std::mem::take(&mut self.standard) {
            scope.take(&name);
            self.line(&format!("  rpc {name}{rest}"));
        }
        for method in &contract.methods {
            let name = scope.take(&method.name);
            let of = |at: &Index| full(&self.messages[at.index(self.messages.len())]);
            let stream = if method.streams { "stream " } else { "" };
            let (input, output) = (of(&method.input), of(&method.output));
            let access = method.access;
            self.line(&format!(
                "  rpc {name}({input}) returns ({stream}{output}) {{"
            ));
            self.line(&format!(
                "    option (counterpart.v1.method) = {{access: {access}}};"
            ));
            if let Some((verb, path)) = &method.route {
                let path = quoted(path);
                self.line(&format!(
                    "    option (google.api.http) = {{{verb}: {path}}};"
                ));
            }
            self.line("  }");
        }
        self.line("}");
    }
}
