//! The operators of CEL.

use cel::common::ast::operators;

use super::types::Type;

/// How people write an operator; `None` if the name is none.
pub(super) fn sign(name: &str) -> Option<&'static str> {
    Some(match name {
        operators::CONDITIONAL => "?:",
        operators::LOGICAL_AND => "&&",
        operators::LOGICAL_OR => "||",
        operators::LOGICAL_NOT => "!",
        operators::SUBSTRACT | operators::NEGATE => "-",
        operators::ADD => "+",
        operators::MULTIPLY => "*",
        operators::DIVIDE => "/",
        operators::MODULO => "%",
        operators::EQUALS => "==",
        operators::NOT_EQUALS => "!=",
        operators::GREATER_EQUALS => ">=",
        operators::LESS_EQUALS => "<=",
        operators::GREATER => ">",
        operators::LESS => "<",
        operators::INDEX | operators::OPT_INDEX => "[]",
        operators::IN => "in",
        operators::OPT_SELECT => ".?",
        operators::NOT_STRICTLY_FALSE => "",
        _ => return None,
    })
}

/// The type that an operator gives between these; `None` if it has none.
pub(super) fn apply(name: &str, operands: &[Type]) -> Option<Type> {
    match (name, operands) {
        (operators::CONDITIONAL, [condition, yes, no]) => {
            Type::Bool.accepts(condition).then(|| yes.clone().or(no))
        }
        (operators::LOGICAL_AND | operators::LOGICAL_OR, [left, right]) => {
            (Type::Bool.accepts(left) && Type::Bool.accepts(right)).then_some(Type::Bool)
        }
        (operators::LOGICAL_NOT | operators::NOT_STRICTLY_FALSE, [value]) => {
            Type::Bool.accepts(value).then_some(Type::Bool)
        }
        (operators::EQUALS | operators::NOT_EQUALS, [left, right]) => {
            left.compares(right).then_some(Type::Bool)
        }
        (
            operators::LESS
            | operators::LESS_EQUALS
            | operators::GREATER
            | operators::GREATER_EQUALS,
            [left, right],
        ) => orders(left, right).then_some(Type::Bool),
        (operators::NEGATE, [value]) => {
            matches!(value, Type::Int | Type::Double | Type::Dyn).then(|| value.clone())
        }
        (operators::IN, [value, holder]) => contains(holder, value).then_some(Type::Bool),
        (operators::INDEX, [holder, index]) => element(holder, index),
        (operators::OPT_INDEX | operators::OPT_SELECT, _) => Some(Type::Dyn),
        (_, [left, right]) => arithmetic(name, left, right),
        _ => None,
    }
}

fn orders(left: &Type, right: &Type) -> bool {
    let has_order = |ty: &Type| {
        matches!(
            ty,
            Type::Dyn | Type::Bool | Type::Text | Type::Bytes | Type::Duration | Type::Timestamp
        ) || ty.is_number()
    };
    has_order(left) && has_order(right) && left.compares(right)
}

fn contains(holder: &Type, value: &Type) -> bool {
    match holder {
        Type::Dyn => true,
        Type::List(of) => of.compares(value),
        Type::Map(key, _) => key.compares(value),
        _ => false,
    }
}

fn element(holder: &Type, index: &Type) -> Option<Type> {
    match holder {
        Type::Dyn => Some(Type::Dyn),
        Type::List(of) => index.is_number().then(|| (**of).clone()),
        Type::Map(key, value) => key.compares(index).then(|| (**value).clone()),
        _ => None,
    }
}

fn arithmetic(name: &str, left: &Type, right: &Type) -> Option<Type> {
    use Type::{Bytes, Double, Duration, Dyn, Int, List, Text, Timestamp, UInt};

    let result = match (left, right) {
        (Dyn, other) | (other, Dyn) => match other {
            Timestamp | Duration | Dyn | List(_) => Dyn,
            other => other.clone(),
        },
        (Int, Int) => Int,
        (UInt, UInt) if name != operators::NEGATE => UInt,
        (Double, Double) if name != operators::MODULO => Double,
        (Text, Text) if name == operators::ADD => Text,
        (Bytes, Bytes) if name == operators::ADD => Bytes,
        (List(left), List(right)) if name == operators::ADD => List(Box::new(joined(left, right))),
        (Duration, Duration) if is_sum(name) => Duration,
        (Timestamp, Duration) if is_sum(name) => Timestamp,
        (Duration, Timestamp) if name == operators::ADD => Timestamp,
        (Timestamp, Timestamp) if name == operators::SUBSTRACT => Duration,
        _ => return None,
    };
    Some(result)
}

fn is_sum(name: &str) -> bool {
    matches!(name, operators::ADD | operators::SUBSTRACT)
}

/// The elements of two lists put together; an empty list tells nothing of its own.
fn joined(left: &Type, right: &Type) -> Type {
    match (left, right) {
        (Type::Dyn, other) | (other, Type::Dyn) => other.clone(),
        (left, right) => left.clone().or(right),
    }
}
