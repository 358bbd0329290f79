//! Values of a contract as Rust expressions.

use crate::model::{Kind, Literal};

/// A text, raw where it would need escapes.
pub(super) fn text(value: &str) -> String {
    let needs_escapes = value.contains(['\\', '"']);
    // What changes the direction of text is refused by the compiler, too.
    let is_printable = value
        .chars()
        .all(|letter| "\"\\'".contains(letter) || letter.escape_debug().count() == 1);
    if !needs_escapes || !is_printable {
        return format!("{value:?}");
    }
    let mut marks = String::new();
    if value.contains('"') {
        marks.push('#');
        while value.contains(&format!("\"{marks}")) {
            marks.push('#');
        }
    }
    format!("r{marks}\"{value}\"{marks}")
}

/// An integer with its thousands apart, as clippy wants it: `10_000`.
pub(super) fn integer(value: &impl ToString) -> String {
    let plain = value.to_string();
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", plain.as_str()),
    };
    if digits.len() < 5 {
        return plain;
    }
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}")
}

/// A value that a rule compares with.
pub(super) fn expression(literal: &Literal, kind: &Kind) -> String {
    match literal {
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => integer(value),
        Literal::UInt(value) => integer(value),
        Literal::Float(value) => float(f64::from(*value), "f32", &format!("{value:?}")),
        Literal::Double(value) => float(*value, "f64", &format!("{value:?}")),
        Literal::Text(value) if matches!(kind, Kind::Bytes) => bytes(value.as_bytes()),
        Literal::Text(value) => text(value),
        Literal::Bytes(value) => bytes(value),
        Literal::Duration { seconds, nanos } | Literal::Timestamp { seconds, nanos } => format!(
            "{{ seconds: {}, nanos: {} }}",
            integer(seconds),
            integer(nanos)
        ),
    }
}

fn bytes(value: &[u8]) -> String {
    format!("b\"{}\"", value.escape_ascii())
}

fn float(value: f64, ty: &str, written: &str) -> String {
    if value.is_nan() {
        format!("{ty}::NAN")
    } else if value.is_infinite() {
        let sign = if value < 0.0 { "NEG_" } else { "" };
        format!("{ty}::{sign}INFINITY")
    } else {
        grouped_float(written)
    }
}

/// A decimal number with its thousands apart on both sides of the point, if one
/// side is long.
fn grouped_float(written: &str) -> String {
    let (mantissa, exponent) = match written.find('e') {
        Some(at) => written.split_at(at),
        None => (written, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.trim_start_matches('-').len() < 6 && fraction.len() < 6 {
        return written.to_owned();
    }
    let mut output = integer(&whole);
    for (index, digit) in fraction.chars().enumerate() {
        let separator = match index {
            0 => ".",
            _ if index.is_multiple_of(3) => "_",
            _ => "",
        };
        output.push_str(separator);
        output.push(digit);
    }
    output.push_str(exponent);
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_raw_strings() {
        assert_eq!(text("^[a-z]+$"), "\"^[a-z]+$\"");
        assert_eq!(text(r"^\d+$"), "r\"^\\d+$\"");
        assert_eq!(text("say \"#\\"), "r##\"say \"#\\\"##");
        assert_eq!(text("\\ \u{202e}"), "\"\\\\ \\u{202e}\"");
    }

    #[test]
    fn long_integers_have_their_thousands_apart() {
        assert_eq!(integer(&1000), "1000");
        assert_eq!(integer(&10000), "10_000");
        assert_eq!(integer(&-1_234_567), "-1_234_567");
        assert_eq!(grouped_float("10000000000.0"), "10_000_000_000.0");
        assert_eq!(grouped_float("-0.1234567"), "-0.123_456_7");
        assert_eq!(grouped_float("1.5e300"), "1.5e300");
    }
}
