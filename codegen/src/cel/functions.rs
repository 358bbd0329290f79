//! The functions of CEL, of its strings extension and of protovalidate.

use super::types::Type;

/// A function: what it is called on, if anything, what it takes and gives.
pub(super) struct Overload {
    name: &'static str,
    target: Option<&'static str>,
    arguments: &'static [&'static str],
    result: &'static str,
}

impl Overload {
    fn accepts(&self, target: Option<&Type>, arguments: &[Type]) -> bool {
        let has_target = match (self.target, target) {
            (Some(wanted), Some(target)) => Type::named(wanted).accepts(target),
            (None, None) => true,
            _ => false,
        };
        has_target
            && self.arguments.len() == arguments.len()
            && self
                .arguments
                .iter()
                .zip(arguments)
                .all(|(wanted, argument)| Type::named(wanted).accepts(argument))
    }
}

/// What comes of a call.
pub(super) enum Call {
    /// A value of this type.
    Gives(Type),
    /// No function has this name.
    Unknown,
    /// None of the functions with this name takes these arguments; what they
    /// take instead.
    Mismatch(String),
}

/// Looks a function up.
pub(super) fn call(name: &str, target: Option<&Type>, arguments: &[Type]) -> Call {
    let named: Vec<_> = OVERLOADS
        .iter()
        .filter(|overload| overload.name == name && overload.target.is_some() == target.is_some())
        .collect();
    if named.is_empty() {
        return Call::Unknown;
    }
    let results: Vec<_> = named
        .iter()
        .filter(|overload| overload.accepts(target, arguments))
        .map(|overload| Type::named(overload.result))
        .collect();
    if let Some(result) = results.into_iter().reduce(|left, right| left.or(&right)) {
        return Call::Gives(result);
    }
    let forms: Vec<_> = named.iter().map(ToString::to_string).collect();
    Call::Mismatch(forms.join(", "))
}

/// The names of all functions.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    OVERLOADS.iter().map(|overload| overload.name)
}

impl std::fmt::Display for Overload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(target) = self.target {
            write!(f, "{target}.")?;
        }
        write!(f, "{}({})", self.name, self.arguments.join(", "))
    }
}

macro_rules! overloads {
    ($($($target:literal .)? $name:ident ($($argument:literal),*) -> $result:literal;)*) => {
        const OVERLOADS: &[Overload] = &[$(Overload {
            name: stringify!($name),
            target: overloads!(@target $($target)?),
            arguments: &[$($argument),*],
            result: $result,
        },)*];
    };
    (@target $target:literal) => { Some($target) };
    (@target) => { None };
}

overloads! {
    bool("bool") -> "bool";
    bool("string") -> "bool";
    bytes("bytes") -> "bytes";
    bytes("string") -> "bytes";
    double("double") -> "double";
    double("int") -> "double";
    double("uint") -> "double";
    double("string") -> "double";
    duration("duration") -> "duration";
    duration("string") -> "duration";
    dyn("dyn") -> "dyn";
    getField("dyn", "string") -> "dyn";
    int("int") -> "int";
    int("uint") -> "int";
    int("double") -> "int";
    int("string") -> "int";
    int("timestamp") -> "int";
    matches("string", "string") -> "bool";
    size("string") -> "int";
    size("bytes") -> "int";
    size("list") -> "int";
    size("map") -> "int";
    string("string") -> "string";
    string("bool") -> "string";
    string("int") -> "string";
    string("uint") -> "string";
    string("double") -> "string";
    string("bytes") -> "string";
    string("duration") -> "string";
    string("timestamp") -> "string";
    timestamp("timestamp") -> "timestamp";
    timestamp("string") -> "timestamp";
    timestamp("int") -> "timestamp";
    type("dyn") -> "type";
    uint("uint") -> "uint";
    uint("int") -> "uint";
    uint("double") -> "uint";
    uint("string") -> "uint";

    "string".contains("string") -> "bool";
    "bytes".contains("bytes") -> "bool";
    "string".endsWith("string") -> "bool";
    "bytes".endsWith("bytes") -> "bool";
    "string".startsWith("string") -> "bool";
    "bytes".startsWith("bytes") -> "bool";
    "string".matches("string") -> "bool";
    "string".size() -> "int";
    "bytes".size() -> "int";
    "list".size() -> "int";
    "map".size() -> "int";

    "string".charAt("int") -> "string";
    "string".format("list") -> "string";
    "string".indexOf("string") -> "int";
    "string".indexOf("string", "int") -> "int";
    "list".join() -> "string";
    "list".join("string") -> "string";
    "string".lastIndexOf("string") -> "int";
    "string".lastIndexOf("string", "int") -> "int";
    "string".lowerAscii() -> "string";
    "string".replace("string", "string") -> "string";
    "string".replace("string", "string", "int") -> "string";
    "string".reverse() -> "string";
    "string".split("string") -> "list(string)";
    "string".split("string", "int") -> "list(string)";
    "string".substring("int") -> "string";
    "string".substring("int", "int") -> "string";
    "string".trim() -> "string";
    "string".upperAscii() -> "string";

    "timestamp".getDate() -> "int";
    "timestamp".getDate("string") -> "int";
    "timestamp".getDayOfMonth() -> "int";
    "timestamp".getDayOfMonth("string") -> "int";
    "timestamp".getDayOfWeek() -> "int";
    "timestamp".getDayOfWeek("string") -> "int";
    "timestamp".getDayOfYear() -> "int";
    "timestamp".getDayOfYear("string") -> "int";
    "timestamp".getFullYear() -> "int";
    "timestamp".getFullYear("string") -> "int";
    "timestamp".getHours() -> "int";
    "timestamp".getHours("string") -> "int";
    "duration".getHours() -> "int";
    "timestamp".getMilliseconds() -> "int";
    "timestamp".getMilliseconds("string") -> "int";
    "duration".getMilliseconds() -> "int";
    "timestamp".getMinutes() -> "int";
    "timestamp".getMinutes("string") -> "int";
    "duration".getMinutes() -> "int";
    "timestamp".getMonth() -> "int";
    "timestamp".getMonth("string") -> "int";
    "timestamp".getSeconds() -> "int";
    "timestamp".getSeconds("string") -> "int";
    "duration".getSeconds() -> "int";

    "string".isEmail() -> "bool";
    "string".isHostname() -> "bool";
    "string".isHostAndPort("bool") -> "bool";
    "double".isInf() -> "bool";
    "double".isInf("int") -> "bool";
    "string".isIp() -> "bool";
    "string".isIp("int") -> "bool";
    "string".isIpPrefix() -> "bool";
    "string".isIpPrefix("int") -> "bool";
    "string".isIpPrefix("bool") -> "bool";
    "string".isIpPrefix("int", "bool") -> "bool";
    "double".isNan() -> "bool";
    "string".isUri() -> "bool";
    "string".isUriRef() -> "bool";
    "list".unique() -> "bool";

    "dyn".hasValue() -> "bool";
    "dyn".or("dyn") -> "dyn";
    "dyn".orValue("dyn") -> "dyn";
    "dyn".value() -> "dyn";
}
