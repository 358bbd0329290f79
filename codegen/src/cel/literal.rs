//! Values of a contract in the words of CEL.

use std::fmt::Write as _;

use crate::model::{Constant, Literal};

/// A value as an expression.
pub(crate) fn constant(constant: &Constant) -> String {
    match constant {
        Constant::One(value) => literal(value),
        Constant::List(values) => {
            let values: Vec<_> = values.iter().map(literal).collect();
            format!("[{}]", values.join(", "))
        }
    }
}

/// Values by their names, as an expression.
pub(crate) fn map(entries: &[(String, Constant)]) -> String {
    let entries: Vec<_> = entries
        .iter()
        .map(|(name, value)| format!("{}: {}", text(name), constant(value)))
        .collect();
    format!("{{{}}}", entries.join(", "))
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => value.to_string(),
        Literal::UInt(value) => format!("{value}u"),
        Literal::Float(value) => double(f64::from(*value)),
        Literal::Double(value) => double(*value),
        Literal::Text(value) => text(value),
        Literal::Bytes(value) => {
            let digits = value.iter().fold(String::new(), |mut digits, byte| {
                let _ = write!(digits, "\\x{byte:02x}");
                digits
            });
            format!("b'{digits}'")
        }
        Literal::Duration { seconds, nanos } => duration(*seconds, *nanos),
        Literal::Timestamp { seconds, nanos } => {
            format!("timestamp({seconds}) + {}", duration(0, *nanos))
        }
    }
}

fn double(value: f64) -> String {
    if value.is_finite() {
        format!("{value:?}")
    } else if value.is_nan() {
        "double('NaN')".to_owned()
    } else {
        let sign = if value < 0.0 { "-" } else { "" };
        format!("double('{sign}Infinity')")
    }
}

fn duration(seconds: i64, nanos: i32) -> String {
    format!("duration('{seconds}s') + duration('{nanos}ns')")
}

fn text(value: &str) -> String {
    let mut quoted = String::from("'");
    for letter in value.chars() {
        match letter {
            '\'' | '\\' => {
                quoted.push('\\');
                quoted.push(letter);
            }
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\U{:08x}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('\'');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_expressions() {
        let list = Constant::List(vec![Literal::UInt(1), Literal::Double(-1.0)]);
        assert_eq!(constant(&list), "[1u, -1.0]");
        let entries = [(
            "it's".to_owned(),
            Constant::One(Literal::Bytes(vec![0, 255])),
        )];
        assert_eq!(map(&entries), r"{'it\'s': b'\x00\xff'}");
        assert_eq!(text("a\n"), r"'a\U0000000a'");
        assert_eq!(double(f64::NEG_INFINITY), "double('-Infinity')");
    }
}
