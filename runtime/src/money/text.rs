//! Amounts as people write them.

use std::fmt;

use super::{MoneyError, exponent};

/// Writes an amount: `4.90 EUR`, `490 JPY`, `-0.490 KWD`. Where the currency has
/// no known number of decimal places, the minor units are called so.
pub fn display((units, currency): (i64, &str), f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(exponent) = exponent(currency) else {
        return write!(f, "{units} minor units of {currency:?}");
    };
    let sign = if units < 0 { "-" } else { "" };
    let per_whole = 10_u64.pow(exponent);
    let (whole, rest) = (
        units.unsigned_abs() / per_whole,
        units.unsigned_abs() % per_whole,
    );
    let text = match exponent {
        0 => format!("{sign}{whole} {currency}"),
        places => format!(
            "{sign}{whole}.{rest:0places$} {currency}",
            places = places as usize
        ),
    };
    f.pad(&text)
}

/// Reads what [`display`] writes, also with fewer decimal places than the
/// currency has: minor units, and the currency.
pub fn parse(text: &str) -> Result<(i64, &str), MoneyError> {
    let form = || MoneyError::Form(text.to_owned());
    let (number, currency) = text.trim().rsplit_once(' ').ok_or_else(form)?;
    let exponent = exponent(currency).ok_or_else(|| MoneyError::Currency(currency.to_owned()))?;
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((_, "")) => return Err(form()),
        Some(parts) => parts,
        None => (unsigned, ""),
    };
    let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
        return Err(form());
    }
    let places = exponent as usize;
    if fraction.len() > places {
        return Err(MoneyError::Places {
            currency: currency.to_owned(),
            exponent,
        });
    }
    let sign = if number == unsigned { "" } else { "-" };
    // Digits alone: the only thing that can be wrong is that there are too many.
    let units = format!("{sign}{whole}{fraction:0<places$}").parse();
    Ok((units.map_err(|_| MoneyError::Overflow)?, currency))
}
