//! What can't be done with an amount.

use crate::rpc::Status;

/// What can't be done with an amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two amounts have different currencies.
    #[error("{left:?} and {right:?} are different currencies")]
    Currencies {
        /// One of them.
        left: String,
        /// The other one.
        right: String,
    },
    /// The result has more minor units than 64 bits hold.
    #[error("the amount is too large")]
    Overflow,
    /// The text isn't an amount with its currency.
    #[error("{0:?} isn't an amount such as `4.90 EUR`")]
    Form(String),
    /// The code is in no list of ISO 4217.
    #[error("{0:?} is no currency of ISO 4217")]
    Currency(String),
    /// The text is more exact than the currency.
    #[error("{currency} has {exponent} decimal places")]
    Places {
        /// The currency.
        currency: String,
        /// How many it has.
        exponent: u32,
    },
}

impl From<MoneyError> for Status {
    /// `OUT_OF_RANGE` for an amount that is too large, otherwise
    /// `INVALID_ARGUMENT`.
    fn from(error: MoneyError) -> Self {
        match error {
            MoneyError::Overflow => Status::out_of_range(error.to_string()),
            _ => Status::invalid_argument(error.to_string()),
        }
    }
}
