//! Amounts of money, exact to the smallest unit of their currency.
//!
//! A message that its contract marks as money holds a number of minor units
//! (cents, yen) and the currency's code. Generated code gives it, by
//! [`amount!`](crate::money::amount), what can be done to amounts: they print as
//! `4.90 EUR` and are read from it, they are added and compared within one
//! currency, and an operation across two is an error instead of a number.

mod currency;
mod error;
mod macros;
mod text;

pub use crate::__amount as amount;
pub use currency::exponent;
pub use error::MoneyError;
pub use text::{display, parse};

use std::cmp::Ordering;

/// The sum of two numbers of minor units, each with its currency.
pub fn add(left: (i64, &str), right: (i64, &str)) -> Result<i64, MoneyError> {
    combine(left, right, i64::checked_add)
}

/// The difference of two numbers of minor units, each with its currency.
pub fn subtract(left: (i64, &str), right: (i64, &str)) -> Result<i64, MoneyError> {
    combine(left, right, i64::checked_sub)
}

fn combine(
    left: (i64, &str),
    right: (i64, &str),
    operation: fn(i64, i64) -> Option<i64>,
) -> Result<i64, MoneyError> {
    if left.1 != right.1 {
        return Err(MoneyError::Currencies {
            left: left.1.to_owned(),
            right: right.1.to_owned(),
        });
    }
    operation(left.0, right.0).ok_or(MoneyError::Overflow)
}

/// Which of two amounts is more; `None` if their currencies differ.
pub fn compare(left: (i64, &str), right: (i64, &str)) -> Option<Ordering> {
    (left.1 == right.1).then(|| left.0.cmp(&right.0))
}
