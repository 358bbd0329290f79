//! What a contract says of a message, as data.

/// What a contract says of a message.
///
/// Generated as one `static` per message.
#[derive(Debug)]
pub struct MessageDescriptor {
    /// The full name, such as `shop.product.v1.Product`.
    pub name: &'static str,
    /// The fields in the order of the contract.
    pub fields: &'static [FieldDescriptor],
}

impl MessageDescriptor {
    /// Describes a message.
    pub const fn new(name: &'static str, fields: &'static [FieldDescriptor]) -> Self {
        Self { name, fields }
    }

    /// The name without the package and the messages around it, such as `Product`.
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }

    /// The field with this number.
    pub fn by_number(&self, number: u32) -> Option<&'static FieldDescriptor> {
        self.fields.iter().find(|field| field.number == number)
    }

    /// The field with this name in the contract (`category_ids`).
    pub fn by_name(&self, name: &str) -> Option<&'static FieldDescriptor> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field with this name in JSON (`categoryIds`) or in the contract,
    /// since proto3 JSON accepts both.
    pub fn by_json_name(&self, name: &str) -> Option<&'static FieldDescriptor> {
        self.fields
            .iter()
            .find(|field| field.json_name == name || field.name == name)
    }

    /// The field whose value is stored under this name.
    pub fn by_stored_name(&self, name: &str) -> Option<&'static FieldDescriptor> {
        self.fields.iter().find(|field| field.stored_name == name)
    }
}

/// What a contract says of a field.
#[derive(Debug)]
pub struct FieldDescriptor {
    /// The number, which identifies the field for ever.
    pub number: u32,
    /// The name in the contract (`category_ids`).
    pub name: &'static str,
    /// The name in JSON (`categoryIds`).
    pub json_name: &'static str,
    /// The name in stored documents: the one that the field had when it was
    /// first released, kept by number in `contract.lock`.
    pub stored_name: &'static str,
    /// The type of the value, or of each element.
    pub kind: Kind,
    /// How many values there are.
    pub label: Label,
    /// Who may write the field, and when.
    pub behavior: Behavior,
    /// The full name of the entity whose id the field holds and that must
    /// exist when the field is written.
    pub reference: Option<&'static str>,
    /// The field of the same request that holds the update mask: of this one,
    /// only what the mask names is checked and used (AIP-134).
    pub mask: Option<&'static str>,
    /// Whether the value is kept out of logs (`debug_redact`).
    pub redacted: bool,
}

impl FieldDescriptor {
    /// Describes a singular field without further properties.
    pub const fn new(number: u32, name: &'static str, json_name: &'static str, kind: Kind) -> Self {
        Self {
            number,
            name,
            json_name,
            stored_name: name,
            kind,
            label: Label::Singular,
            behavior: Behavior::NONE,
            reference: None,
            mask: None,
            redacted: false,
        }
    }

    /// The field tells unset from default.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.label = Label::Optional;
        self
    }

    /// The field is a list.
    #[must_use]
    pub const fn repeated(mut self) -> Self {
        self.label = Label::Repeated;
        self
    }

    /// The field is a map; `kind` is that of its values.
    #[must_use]
    pub const fn map(mut self, key: Kind) -> Self {
        self.label = Label::Map(key);
        self
    }

    /// `google.api.field_behavior = IDENTIFIER`.
    #[must_use]
    pub const fn identifier(mut self) -> Self {
        self.behavior.identifier = true;
        self
    }

    /// `google.api.field_behavior = OUTPUT_ONLY`.
    #[must_use]
    pub const fn output_only(mut self) -> Self {
        self.behavior.output_only = true;
        self
    }

    /// `google.api.field_behavior = IMMUTABLE`.
    #[must_use]
    pub const fn immutable(mut self) -> Self {
        self.behavior.immutable = true;
        self
    }

    /// `(counterpart.v1.field).ref`.
    #[must_use]
    pub const fn refers_to(mut self, entity: &'static str) -> Self {
        self.reference = Some(entity);
        self
    }

    /// Only what the update mask in that field names counts.
    #[must_use]
    pub const fn masked_by(mut self, mask: &'static str) -> Self {
        self.mask = Some(mask);
        self
    }

    /// `debug_redact = true`.
    #[must_use]
    pub const fn redacted(mut self) -> Self {
        self.redacted = true;
        self
    }

    /// The contract's name is no longer the stored one.
    #[must_use]
    pub const fn stored_as(mut self, name: &'static str) -> Self {
        self.stored_name = name;
        self
    }
}

/// The type of a field's value, in protobuf's words.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `bool`
    Bool,
    /// `int32`
    Int32,
    /// `int64`
    Int64,
    /// `uint32`
    UInt32,
    /// `uint64`
    UInt64,
    /// `sint32`
    SInt32,
    /// `sint64`
    SInt64,
    /// `fixed32`
    Fixed32,
    /// `fixed64`
    Fixed64,
    /// `sfixed32`
    SFixed32,
    /// `sfixed64`
    SFixed64,
    /// `float`
    Float,
    /// `double`
    Double,
    /// `string`, typed ids included
    Text,
    /// `bytes`
    Bytes,
    /// An enum
    Enum(&'static EnumDescriptor),
    /// A message
    Message(&'static MessageDescriptor),
}

/// How many values a field has.
#[derive(Clone, Copy, Debug)]
pub enum Label {
    /// One; the type's default if it was not set. (A message is always `Optional`.)
    Singular,
    /// One or none. Members of a oneof too.
    Optional,
    /// A list.
    Repeated,
    /// A map with keys of this kind.
    Map(Kind),
}

/// Who may write a field, and when (AIP-203).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behavior {
    /// The id of the resource: given by the service, ignored in a new one.
    pub identifier: bool,
    /// Given by the service, ignored in requests.
    pub output_only: bool,
    /// Set once, when the resource is created.
    pub immutable: bool,
}

impl Behavior {
    /// No marks.
    pub const NONE: Self = Self {
        identifier: false,
        output_only: false,
        immutable: false,
    };

    /// Whether a value that comes with a request is ignored.
    pub const fn is_ignored_on_input(self) -> bool {
        self.identifier || self.output_only
    }
}

/// What a contract says of an enum.
#[derive(Debug)]
pub struct EnumDescriptor {
    /// The full name, such as `shop.product.v1.ProductStatus`.
    pub name: &'static str,
    /// Numbers and names in the order of the contract; of aliases, the first
    /// one is written and all are read.
    pub values: &'static [(i32, &'static str)],
    /// The values whose names in stored documents are others: those that they
    /// had when they were first released, kept by number in `contract.lock`.
    pub stored: &'static [(i32, &'static str)],
}

impl EnumDescriptor {
    /// Describes an enum.
    pub const fn new(name: &'static str, values: &'static [(i32, &'static str)]) -> Self {
        Self {
            name,
            values,
            stored: &[],
        }
    }

    /// The contract's names of these numbers are no longer the stored ones.
    #[must_use]
    pub const fn stored_as(mut self, stored: &'static [(i32, &'static str)]) -> Self {
        self.stored = stored;
        self
    }

    /// The name under which a number is stored, or `None` if the contract
    /// doesn't know it.
    pub fn stored_name_of(&self, number: i32) -> Option<&'static str> {
        let renamed = self.stored.iter().find(|(known, _)| *known == number);
        renamed.map_or_else(|| self.name_of(number), |(_, name)| Some(name))
    }

    /// The number that is stored under a name.
    pub fn number_of_stored(&self, name: &str) -> Option<i32> {
        let renamed = self.stored.iter().find(|(_, known)| *known == name);
        renamed.map_or_else(|| self.number_of(name), |(number, _)| Some(*number))
    }

    /// The name of a number, or `None` if the contract doesn't know it.
    pub fn name_of(&self, number: i32) -> Option<&'static str> {
        let (_, name) = self.values.iter().find(|(known, _)| *known == number)?;
        Some(name)
    }

    /// The number of a name.
    pub fn number_of(&self, name: &str) -> Option<i32> {
        let (number, _) = self.values.iter().find(|(_, known)| *known == name)?;
        Some(*number)
    }
}
