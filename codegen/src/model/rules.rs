//! What values must keep to: the rules of `buf.validate`.

/// The rules of a field, of the elements of a list, of keys or values of a map.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Whether a value must be set.
    pub required: bool,
    /// When the other rules don't count.
    pub ignore: Ignore,
    /// Rules on the value.
    pub value: Vec<Rule>,
    /// Rules on each element of a list.
    pub items: Option<Box<Rules>>,
    /// Rules on each key of a map.
    pub keys: Option<Box<Rules>>,
    /// Rules on each value of a map.
    pub values: Option<Box<Rules>>,
    /// What is set and not supported, of elements, keys and values too.
    pub unsupported: Vec<UnsupportedRule>,
}

impl Rules {
    /// Whether nothing is asked of the value.
    pub fn is_empty(&self) -> bool {
        !self.required
            && self.value.is_empty()
            && self.items.is_none()
            && self.keys.is_none()
            && self.values.is_none()
    }
}

/// When rules don't count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ignore {
    /// Of a field that tells unset from default: while it is unset.
    #[default]
    Unset,
    /// While the value is the default of its type.
    ZeroValue,
    /// Always.
    Always,
}

/// A rule that generated code checks.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// Exactly this value.
    Const(Literal),
    /// One of these values.
    In(Vec<Literal>),
    /// None of these values.
    NotIn(Vec<Literal>),
    /// Less than this number.
    Lt(Literal),
    /// At most this number.
    Lte(Literal),
    /// More than this number.
    Gt(Literal),
    /// At least this number.
    Gte(Literal),
    /// Exactly this many characters (of `bytes`: bytes).
    Len(u64),
    /// At least this many characters (of `bytes`: bytes).
    MinLen(u64),
    /// At most this many characters (of `bytes`: bytes).
    MaxLen(u64),
    /// Text that this regular expression (RE2) finds something in.
    Pattern(String),
    /// Text that begins with this.
    Prefix(String),
    /// Text that ends with this.
    Suffix(String),
    /// Text that holds this somewhere.
    Contains(String),
    /// An e-mail address.
    Email,
    /// A URI with its scheme (RFC 3986).
    Uri,
    /// A UUID (RFC 9562).
    Uuid,
    /// A value that the enum declares.
    DefinedOnly,
    /// A list with at least this many elements.
    MinItems(u64),
    /// A list with at most this many elements.
    MaxItems(u64),
    /// A list without two equal elements.
    Unique,
    /// A map with at least this many entries.
    MinPairs(u64),
    /// A map with at most this many entries.
    MaxPairs(u64),
}

/// A value that a rule names.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A boolean.
    Bool(bool),
    /// A signed integer, or the number of an enum.
    Int(i64),
    /// An unsigned integer.
    UInt(u64),
    /// A `float`.
    Float(f32),
    /// A `double`.
    Double(f64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A rule that the contract sets and that generated code can't check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsupportedRule {
    /// The rule as a contract writes it: `string.hostname`, `repeated.items.cel`.
    pub name: String,
}
