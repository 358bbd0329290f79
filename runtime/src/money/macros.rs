//! What a message that is money can do.

/// Makes a message an amount of money: `amount!(Money, minor_units, currency)`
/// names the message, its `int64` field with the minor units, and its `string`
/// field with the code of ISO 4217.
///
/// Generated for the messages that a contract marks so; nothing to call by hand.
#[doc(hidden)]
#[macro_export]
macro_rules! __amount {
    ($money:ident, $units:ident, $currency:ident) => {
        impl $money {
            /// An amount of so many minor units (cents, yen) of a currency.
            pub fn new(
                minor_units: ::std::primitive::i64,
                currency: impl ::std::convert::Into<::std::string::String>,
            ) -> Self {
                Self {
                    $units: minor_units,
                    $currency: currency.into(),
                }
            }

            /// The sum of both. An error if their currencies differ, or if it is
            /// too large.
            pub fn checked_add(
                &self,
                other: &Self,
            ) -> ::std::result::Result<Self, $crate::money::MoneyError> {
                let units = $crate::money::add(
                    (self.$units, &self.$currency),
                    (other.$units, &other.$currency),
                )?;
                ::std::result::Result::Ok(Self::new(units, self.$currency.as_str()))
            }

            /// What is left of it without the other one. An error if their
            /// currencies differ, or if it is too large.
            pub fn checked_sub(
                &self,
                other: &Self,
            ) -> ::std::result::Result<Self, $crate::money::MoneyError> {
                let units = $crate::money::subtract(
                    (self.$units, &self.$currency),
                    (other.$units, &other.$currency),
                )?;
                ::std::result::Result::Ok(Self::new(units, self.$currency.as_str()))
            }

            /// So many times this amount. An error if it is too large.
            pub fn checked_mul(
                &self,
                times: ::std::primitive::i64,
            ) -> ::std::result::Result<Self, $crate::money::MoneyError> {
                let units = self
                    .$units
                    .checked_mul(times)
                    .ok_or($crate::money::MoneyError::Overflow)?;
                ::std::result::Result::Ok(Self::new(units, self.$currency.as_str()))
            }
        }

        /// Amounts of different currencies are neither more nor less.
        impl ::std::cmp::PartialOrd for $money {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                $crate::money::compare(
                    (self.$units, &self.$currency),
                    (other.$units, &other.$currency),
                )
            }
        }

        impl ::std::fmt::Display for $money {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::money::display((self.$units, &self.$currency), f)
            }
        }

        impl ::std::str::FromStr for $money {
            type Err = $crate::money::MoneyError;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                let (units, currency) = $crate::money::parse(text)?;
                ::std::result::Result::Ok(Self::new(units, currency))
            }
        }
    };
}
