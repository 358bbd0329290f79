//! What values must keep to: the rules of `buf.validate`.

/// The rules of a field, of the elements of a list, of keys or values of a map.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Whether a value must be set.
    pub required: bool,
    /// When the other rules don't count.
    pub ignore: Ignore,
    /// The kind whose rules are set, such as `string`, `repeated` or `timestamp`.
    pub kind: Option<String>,
    /// Rules on the value.
    pub value: Vec<Rule>,
    /// Rules in the words of CEL.
    pub expressions: Vec<Expression>,
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
            && self.expressions.is_empty()
            && self.items.is_none()
            && self.keys.is_none()
            && self.values.is_none()
    }
}

/// Rules on a message as a whole.
#[derive(Clone, Debug, Default)]
pub struct MessageRules {
    /// Fields of which one can be set.
    pub choices: Vec<Choice>,
    /// Rules in the words of CEL.
    pub expressions: Vec<Expression>,
    /// What is set and not supported.
    pub unsupported: Vec<UnsupportedRule>,
}

/// Fields of which at most one can be set: `(buf.validate.message).oneof`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The names of the fields.
    pub fields: Vec<String>,
    /// Whether one of them must be set.
    pub required: bool,
}

/// A rule in the words of CEL.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// The id that violations carry.
    pub id: String,
    /// What violations say, unless the expression itself tells it.
    pub message: String,
    /// The expression.
    pub source: String,
    /// What a predefined rule is given at the field.
    pub predefined: Option<Predefined>,
    /// The fields that lead to it inside its option: `["repeated", "items", "cel"]`.
    pub path: Vec<String>,
    /// Which of the rules there it is, counted from zero.
    pub nth: usize,
}

/// What a field gives a predefined rule, an extension of the standard rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Predefined {
    /// The full name of the extension that declares the rule.
    pub extension: String,
    /// The value that the field gives it: `rule` in the expression.
    pub rule: Constant,
    /// All rules of the same kind that the field sets: `rules` in the expression.
    pub rules: Vec<(String, Constant)>,
}

/// A value that an expression sees.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// One value.
    One(Literal),
    /// A list.
    List(Vec<Literal>),
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
    /// Less than this number or time.
    Lt(Literal),
    /// At most this number or time.
    Lte(Literal),
    /// More than this number or time.
    Gt(Literal),
    /// At least this number or time.
    Gte(Literal),
    /// Exactly this many characters (of `bytes`: bytes).
    Len(u64),
    /// At least this many characters (of `bytes`: bytes).
    MinLen(u64),
    /// At most this many characters (of `bytes`: bytes).
    MaxLen(u64),
    /// Text that this regular expression (RE2) finds something in.
    Pattern(String),
    /// Text with exactly this many bytes.
    LenBytes(u64),
    /// Text with at least this many bytes.
    MinBytes(u64),
    /// Text with at most this many bytes.
    MaxBytes(u64),
    /// Text or bytes that begin with this.
    Prefix(Literal),
    /// Text or bytes that end with this.
    Suffix(Literal),
    /// Text or bytes that hold this somewhere.
    Contains(Literal),
    /// Text that doesn't hold this.
    NotContains(Literal),
    /// Text or bytes of a well-known form, by the rule's name: `email`, `ipv4`.
    WellKnown(String),
    /// The name of an HTTP header, by the letter of the standard or any line.
    HeaderName {
        /// By the letter.
        strict: bool,
    },
    /// The value of an HTTP header, by the letter of the standard or any line.
    HeaderValue {
        /// By the letter.
        strict: bool,
    },
    /// A float that is neither infinite nor NaN.
    Finite,
    /// A time in the past.
    LtNow,
    /// A time in the future.
    GtNow,
    /// A time at most this far from now.
    Within(Literal),
    /// A field mask of exactly these paths.
    Paths(Vec<String>),
    /// A field mask of these paths and what is in them.
    OnlyPaths(Vec<String>),
    /// A field mask without these paths and what is in them.
    NoPaths(Vec<String>),
    /// A message of one of these types, by their URLs.
    TypeIn(Vec<String>),
    /// A message of none of these types, by their URLs.
    TypeNotIn(Vec<String>),
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
    /// A `google.protobuf.Duration`.
    Duration {
        /// Whole seconds.
        seconds: i64,
        /// Nanoseconds, of the same sign.
        nanos: i32,
    },
    /// A `google.protobuf.Timestamp`.
    Timestamp {
        /// Seconds since 1970.
        seconds: i64,
        /// Nanoseconds that are added.
        nanos: i32,
    },
}

/// A rule that the contract sets and that generated code can't check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsupportedRule {
    /// The fields that lead to it inside its option: `["string", "hostname"]`.
    pub path: Vec<String>,
}
