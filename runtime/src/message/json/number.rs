//! Numbers in JSON and in texts.

/// An integer as JSON allows it: `12`, `"12"`, `1.2e1`.
pub(super) fn parse_integer(text: &str) -> Option<i128> {
    if let Ok(integer) = text.parse::<i128>() {
        // `parse` takes a sign that JSON doesn't know.
        return (!text.starts_with('+')).then_some(integer);
    }
    parse_decimal(text).and_then(integer_of)
}

/// The integer that a float is, if it is one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the value is whole and within the range"
)]
pub(super) fn integer_of(value: f64) -> Option<i128> {
    (value.fract() == 0.0 && value.abs() < 1e30).then_some(value as i128)
}

/// A float as proto3 JSON writes it in a text.
pub(super) fn parse_float(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        // Values that are too large become infinite.
        _ => parse_decimal(text).filter(|value| value.is_finite()),
    }
}

/// A number in the form of JSON. Rust's own is wider: it knows words such as
/// `inf`, a plus sign, and a point without digits on both sides.
fn parse_decimal(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let has_digit_at = |index: usize| {
        unsigned
            .as_bytes()
            .get(index)
            .is_some_and(u8::is_ascii_digit)
    };
    let is_point_inside = unsigned
        .find('.')
        .is_none_or(|point| has_digit_at(point + 1));
    (has_digit_at(0) && is_point_inside)
        .then(|| text.parse().ok())
        .flatten()
}

/// The nearest `float`; `None` if it would be infinite though the value isn't.
#[expect(
    clippy::cast_possible_truncation,
    reason = "rounding to the nearest float is what proto3 JSON asks for"
)]
pub(super) fn narrow(value: f64) -> Option<f32> {
    let narrowed = value as f32;
    (narrowed.is_finite() || !value.is_finite()).then_some(narrowed)
}
