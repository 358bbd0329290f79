//! The functions that expressions have: those of CEL, and those that
//! protovalidate adds.

#![expect(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "the `cel` crate gives the form of a function"
)]

use cel::common::types::{
    BOOL_TYPE, BYTES_TYPE, CelBool, CelBytes, CelDouble, CelInt, CelString, DOUBLE_TYPE, DYN_TYPE,
    INT_TYPE, LIST_TYPE, STRING_TYPE, Type,
};
use cel::common::value::CowVal;
use cel::{DeclarationError, Env, ExecutionError, extensions};

use super::message::Question;
use super::pattern::{PATTERN, matches};
use super::unique::unique;
use crate::validate::format::{self, Version};

/// What `has(this.field)` becomes. No expression can call it.
pub(super) const HAS: &str = "@has";

pub(super) type Arguments<'b, 'v> = Vec<CowVal<'b, 'v>>;
pub(super) type Answer<'b, 'v> = Result<CowVal<'b, 'v>, ExecutionError>;
type Function = for<'b, 'v> fn(Arguments<'b, 'v>) -> Answer<'b, 'v>;

/// What is called on a value: its name, an id of its own, the types of the value
/// and of the arguments.
type Member = (&'static str, &'static str, Type, Vec<Type>, Function);

/// Everything that expressions can call.
pub(super) fn environment() -> Env {
    let mut environment = Env::stdlib();
    declare(&mut environment).expect("every function is declared once");
    environment
}

fn declare(environment: &mut Env) -> Result<(), DeclarationError> {
    extensions::strings(environment)?;
    environment.add_overload(HAS, "has", vec![DYN_TYPE, STRING_TYPE], has)?;
    environment.add_overload(
        "getField",
        "get_field",
        vec![DYN_TYPE, STRING_TYPE],
        get_field,
    )?;
    let members: [Member; 16] = [
        (
            "matches",
            "matches_compiled",
            STRING_TYPE,
            vec![PATTERN.to_owned()],
            matches,
        ),
        ("unique", "unique", LIST_TYPE, vec![], unique),
        ("isNan", "is_nan", DOUBLE_TYPE, vec![], is_nan),
        ("isInf", "is_inf", DOUBLE_TYPE, vec![], is_inf),
        ("isInf", "is_inf_sign", DOUBLE_TYPE, vec![INT_TYPE], is_inf),
        ("isEmail", "is_email", STRING_TYPE, vec![], |arguments| {
            of_text(&arguments, format::is_email)
        }),
        (
            "isHostname",
            "is_hostname",
            STRING_TYPE,
            vec![],
            |arguments| of_text(&arguments, format::is_hostname),
        ),
        ("isUri", "is_uri", STRING_TYPE, vec![], |arguments| {
            of_text(&arguments, format::is_uri)
        }),
        ("isUriRef", "is_uri_ref", STRING_TYPE, vec![], |arguments| {
            of_text(&arguments, format::is_uri_reference)
        }),
        (
            "isHostAndPort",
            "is_host_and_port",
            STRING_TYPE,
            vec![BOOL_TYPE],
            is_host_and_port,
        ),
        ("isIp", "is_ip", STRING_TYPE, vec![], is_ip),
        ("isIp", "is_ip_version", STRING_TYPE, vec![INT_TYPE], is_ip),
        (
            "isIpPrefix",
            "is_ip_prefix",
            STRING_TYPE,
            vec![],
            is_ip_prefix,
        ),
        (
            "isIpPrefix",
            "is_ip_prefix_version",
            STRING_TYPE,
            vec![INT_TYPE],
            is_ip_prefix,
        ),
        (
            "isIpPrefix",
            "is_ip_prefix_strict",
            STRING_TYPE,
            vec![BOOL_TYPE],
            is_ip_prefix,
        ),
        (
            "isIpPrefix",
            "is_ip_prefix_version_strict",
            STRING_TYPE,
            vec![INT_TYPE, BOOL_TYPE],
            is_ip_prefix,
        ),
    ];
    for (name, id, target, arguments, function) in members.into_iter().chain(of_bytes_alone()) {
        environment.add_member_overload(name, id, target, arguments, function)?;
    }
    Ok(())
}

/// What CEL has for texts, for bytes too.
fn of_bytes_alone() -> [Member; 3] {
    [
        (
            "startsWith",
            "starts_with_bytes",
            BYTES_TYPE,
            vec![BYTES_TYPE],
            |arguments| of_bytes(&arguments, <[u8]>::starts_with),
        ),
        (
            "endsWith",
            "ends_with_bytes",
            BYTES_TYPE,
            vec![BYTES_TYPE],
            |arguments| of_bytes(&arguments, <[u8]>::ends_with),
        ),
        (
            "contains",
            "contains_bytes",
            BYTES_TYPE,
            vec![BYTES_TYPE],
            |arguments| {
                of_bytes(&arguments, |bytes, part| {
                    part.is_empty() || bytes.windows(part.len()).any(|window| window == part)
                })
            },
        ),
    ]
}

pub(super) fn answer<'b, 'v>(answer: bool) -> Answer<'b, 'v> {
    Ok(CowVal::owned(CelBool::from(answer)))
}

/// The argument at this place, of a type that the overload was declared for.
fn text<'a>(arguments: &'a [CowVal<'_, '_>], index: usize) -> Result<&'a str, ExecutionError> {
    let value = arguments
        .get(index)
        .and_then(|value| value.downcast_ref::<CelString<'_>>());
    value.map(CelString::inner).ok_or_else(wrong_argument)
}

fn integer(arguments: &[CowVal<'_, '_>], index: usize) -> Option<i64> {
    let value = arguments.get(index)?.downcast_ref::<CelInt>()?;
    Some(*value.inner())
}

fn flag(arguments: &[CowVal<'_, '_>], index: usize) -> Option<bool> {
    let value = arguments.get(index)?.downcast_ref::<CelBool>()?;
    Some(*value.inner())
}

pub(super) fn wrong_argument() -> ExecutionError {
    ExecutionError::missing_argument_or_target()
}

fn of_text<'b, 'v>(arguments: &[CowVal<'_, '_>], holds: fn(&str) -> bool) -> Answer<'b, 'v> {
    answer(holds(text(arguments, 0)?))
}

fn of_bytes<'b, 'v>(
    arguments: &[CowVal<'_, '_>],
    holds: fn(&[u8], &[u8]) -> bool,
) -> Answer<'b, 'v> {
    let bytes = |index: usize| {
        let value: &CowVal<'_, '_> = arguments.get(index)?;
        value.downcast_ref::<CelBytes<'_>>()
    };
    match (bytes(0), bytes(1)) {
        (Some(bytes), Some(part)) => answer(holds(bytes.inner(), part.inner())),
        _ => Err(wrong_argument()),
    }
}

/// `has(this.field)`: a message is asked; a map has what it holds.
fn has<'b, 'v>(arguments: Arguments<'b, 'v>) -> Answer<'b, 'v> {
    let name = text(&arguments, 1)?;
    let holder = arguments[0].as_indexer().ok_or_else(|| {
        let types = arguments
            .iter()
            .map(|argument| argument.get_type().name().to_owned());
        ExecutionError::no_such_overload("has", types.collect())
    })?;
    match holder.get(&Question::Has(name.to_owned())) {
        Ok(value) => Ok(CowVal::Owned(value.into_owned())),
        Err(error @ ExecutionError::NoSuchKey(_))
            if arguments[0].get_type().name() == "message" =>
        {
            Err(error)
        }
        Err(_) => match holder.get(&CelString::from(name)) {
            Ok(_) => answer(true),
            Err(ExecutionError::NoSuchKey(_)) => answer(false),
            Err(error) => Err(error),
        },
    }
}

/// `getField(message, name)`: a field whose name CEL takes for a word of its own.
fn get_field<'b, 'v>(mut arguments: Arguments<'b, 'v>) -> Answer<'b, 'v> {
    let name = text(&arguments, 1)?.to_owned();
    let holder = arguments.swap_remove(0).into_owned();
    match holder.into_indexer() {
        Some(holder) => holder.steal(&CelString::from(name)).map(CowVal::Owned),
        None => Err(wrong_argument()),
    }
}

fn number(arguments: &[CowVal<'_, '_>]) -> Result<f64, ExecutionError> {
    let value = arguments
        .first()
        .and_then(|value| value.downcast_ref::<CelDouble>());
    value.map(|value| *value.inner()).ok_or_else(wrong_argument)
}

fn is_nan<'b, 'v>(arguments: Arguments<'b, 'v>) -> Answer<'b, 'v> {
    answer(number(&arguments)?.is_nan())
}

/// With a sign above or below zero, only that infinity is meant.
fn is_inf<'b, 'v>(arguments: Arguments<'b, 'v>) -> Answer<'b, 'v> {
    let number = number(&arguments)?;
    let sign = integer(&arguments, 1).unwrap_or(0);
    let has_sign = sign == 0 || (sign > 0) == (number > 0.0);
    answer(number.is_infinite() && has_sign)
}

fn is_host_and_port<'b, 'v>(arguments: Arguments<'b, 'v>) -> Answer<'b, 'v> {
    let port_required = flag(&arguments, 1).ok_or_else(wrong_argument)?;
    answer(format::is_host_and_port(
        text(&arguments, 0)?,
        port_required,
    ))
}

fn is_ip<'b, 'v>(arguments: Arguments<'b, 'v>) -> Answer<'b, 'v> {
    let version = Version::from_number(integer(&arguments, 1).unwrap_or(0));
    let text = text(&arguments, 0)?;
    answer(version.is_some_and(|version| format::is_ip(text, version)))
}

fn is_ip_prefix<'b, 'v>(arguments: Arguments<'b, 'v>) -> Answer<'b, 'v> {
    let version = Version::from_number(integer(&arguments, 1).unwrap_or(0));
    let strict = flag(&arguments, 1)
        .or_else(|| flag(&arguments, 2))
        .unwrap_or(false);
    let text = text(&arguments, 0)?;
    answer(version.is_some_and(|version| format::is_ip_prefix(text, version, strict)))
}
