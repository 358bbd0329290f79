//! Numbers in JSON and in texts.

/// An integer as JSON allows it: `12`, `"12"`, `1.2e1`.
pub(super) fn parse_integer(text: &str) -> Option<i128> {
    if let Ok(integer) = text.parse::<i128>() {
        // `parse` takes a sign that JSON doesn't know.
        return (!text.starts_with('+')).then_some(integer);
    }
    let has_form = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    has_form
        .then(|| text.parse().ok())
        .flatten()
        .and_then(integer_of)
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
        _ => {
            // `parse` also takes words such as `inf`, and values too large become infinite.
            let has_form = text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
            let value = has_form.then(|| text.parse::<f64>().ok()).flatten()?;
            value.is_finite().then_some(value)
        }
    }
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
