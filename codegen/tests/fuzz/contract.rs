//! Random contracts, most of them valid protobuf.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::Index;

use crate::budget::try_all;
use crate::names::{name, quoted, text};
use crate::verdict::judge;

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

/// Options of a field, with the types that they fit: the beginning of the type,
/// `repeated` or `map`; nothing for all.
const OPTIONS: &[(&str, &str)] = &[
    (
        "string",
        "(buf.validate.field).string = {min_len: 1 max_len: 5}",
    ),
    (
        "string",
        "(buf.validate.field).string.pattern = \"^[a-z]+$\"",
    ),
    ("string", "(buf.validate.field).string.email = true"),
    ("string", "(buf.validate.field).string.in = \"\\\"{{ }}\""),
    (
        "bytes",
        "(buf.validate.field).bytes.prefix = \"\\000\\xff\"",
    ),
    ("int32", "(buf.validate.field).int32 = {gte: 1 lt: 9}"),
    (
        "uint64",
        "(buf.validate.field).uint64.in = 18446744073709551615",
    ),
    ("double", "(buf.validate.field).double = {gt: 0.5}"),
    ("float", "(buf.validate.field).float.finite = true"),
    (
        "repeated",
        "(buf.validate.field).repeated = {min_items: 1 max_items: 9}",
    ),
    ("map", "(buf.validate.field).map.min_pairs = 1"),
    (
        "google.protobuf.Timestamp",
        "(buf.validate.field).timestamp.lt_now = true",
    ),
    (
        "google.protobuf.Duration",
        "(buf.validate.field).duration.gte = {seconds: 1}",
    ),
    ("", "(buf.validate.field).required = true"),
    ("", "(google.api.field_behavior) = REQUIRED"),
    ("", "(google.api.field_behavior) = IMMUTABLE"),
    ("", "deprecated = true"),
    ("", "debug_redact = true"),
];

#[derive(Clone, Debug)]
struct Contract {
    messages: Vec<Message>,
    enums: Vec<(String, Vec<(String, i32)>)>,
    methods: Vec<Method>,
    service: String,
}

#[derive(Clone, Debug)]
struct Message {
    name: String,
    comment: String,
    fields: Vec<Field>,
    entity: Option<Entity>,
}

#[derive(Clone, Debug)]
struct Field {
    name: String,
    kind: Index,
    label: u8,
    number: u32,
    options: Vec<(&'static str, &'static str)>,
    /// Whether options stay that don't fit the type.
    is_careless: bool,
    entity: Option<(bool, Index)>,
}

#[derive(Clone, Debug)]
struct Entity {
    collection: String,
    indexes: Vec<(Vec<Index>, bool)>,
    standard: Vec<&'static str>,
}

#[derive(Clone, Debug)]
struct Method {
    name: String,
    input: Index,
    output: Index,
    access: &'static str,
    route: Option<(&'static str, String)>,
    streams: bool,
}

fn field() -> impl Strategy<Value = Field> {
    (
        name(),
        any::<Index>(),
        0..12_u8,
        prop_oneof![9 => 1..40_u32, 1 => Just(536_870_911_u32)],
        prop::collection::vec(prop::sample::select(OPTIONS), 0..4),
        prop::bool::weighted(0.01),
        prop::option::weighted(0.1, (any::<bool>(), any::<Index>())),
    )
        .prop_map(
            |(name, kind, label, number, options, is_careless, entity)| Field {
                name,
                kind,
                label,
                number,
                options,
                is_careless,
                entity,
            },
        )
}

fn entity() -> impl Strategy<Value = Entity> {
    let words = ["GET", "LIST", "CREATE", "UPDATE", "DELETE"];
    (
        prop_oneof![40 => "[a-z]{3,8}", 1 => text()],
        prop::collection::vec(
            (prop::collection::vec(any::<Index>(), 1..3), any::<bool>()),
            0..2,
        ),
        prop::collection::vec(prop::sample::select(words.to_vec()), 0..3),
    )
        .prop_map(|(collection, indexes, standard)| Entity {
            collection,
            indexes,
            standard,
        })
}

fn message() -> impl Strategy<Value = Message> {
    (
        name(),
        text(),
        prop::collection::vec(field(), 0..8),
        prop::option::weighted(0.4, entity()),
    )
        .prop_map(|(name, comment, fields, entity)| Message {
            name,
            comment,
            fields,
            entity,
        })
}

fn method() -> impl Strategy<Value = Method> {
    let access = ["INTERNAL", "PUBLIC", "SIGNED_IN"];
    let verbs = ["get", "put", "post", "delete", "patch"];
    let path = prop_oneof![
        30 => "/v1/[a-z]{4,8}(/\\*)?(:[a-z]{3})?",
        1 => "/[a-z{}/*=:.]{0,12}",
    ];
    (
        prop_oneof![9 => name(), 1 => "(Get|List|Create|Update|Delete)[A-Z][a-z]{0,2}"],
        any::<Index>(),
        any::<Index>(),
        prop::sample::select(access.to_vec()),
        prop::option::of((prop::sample::select(verbs.to_vec()), path)),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(name, input, output, access, route, streams)| Method {
            name,
            input,
            output,
            access,
            route,
            streams,
        })
}

fn contract() -> impl Strategy<Value = Contract> {
    let values = prop::collection::vec((name(), -3..5_i32), 0..4);
    (
        prop::collection::vec(message(), 1..6),
        prop::collection::vec((name(), values), 0..3),
        prop::collection::vec(method(), 0..5),
        "[A-Z][a-z]{2,6}(Service)?",
    )
        .prop_map(|(messages, enums, methods, service)| Contract {
            messages,
            enums,
            methods,
            service,
        })
}

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
struct Writer {
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
    fn write(contract: &Contract) -> String {
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

#[test]
fn a_random_contract_is_rendered_or_refused() {
    let texts = contract().prop_map(|contract| Writer::write(&contract));
    try_all(&texts, |text| judge(&text));
}
