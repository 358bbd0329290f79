//! How many decimal places currencies have.

/// Currencies whose minor unit is the currency itself.
const NONE: &[&str] = &[
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV", "XAF", "XOF", "XPF",
];

/// Currencies with two decimal places. Those that were replaced in the last
/// years stay, because amounts of them are stored.
const TWO: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT",
    "BGN", "BMD", "BND", "BOB", "BOV", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF",
    "CHE", "CHF", "CHW", "CNY", "COP", "COU", "CRC", "CUC", "CUP", "CVE", "CZK", "DKK", "DOP",
    "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GTQ",
    "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS", "INR", "IRR", "JMD", "KES", "KGS",
    "KHR", "KPW", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "MAD", "MDL", "MGA", "MKD",
    "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MXV", "MYR", "MZN", "NAD", "NGN",
    "NIO", "NOK", "NPR", "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD",
    "RUB", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SLL", "SOS", "SRD", "SSP",
    "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH",
    "USD", "USN", "UYU", "UZS", "VED", "VES", "WST", "XCD", "XCG", "YER", "ZAR", "ZMW", "ZWG",
    "ZWL",
];

/// Currencies with three decimal places.
const THREE: &[&str] = &["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// Units of account with four decimal places.
const FOUR: &[&str] = &["CLF", "UYW"];

/// How many decimal places a currency has: what its minor unit is a part of by
/// tens. `None` if it isn't one, or has no minor unit, as gold (`XAU`).
///
/// From the column "Minor unit" of ISO 4217, list one, as SIX publishes it
/// (<https://www.six-group.com/en/products-services/financial-information/data-standards.html>).
///
/// ```
/// use counterpart::money::exponent;
///
/// assert_eq!(exponent("EUR"), Some(2));
/// assert_eq!(exponent("JPY"), Some(0));
/// assert_eq!(exponent("eur"), None);
/// ```
pub fn exponent(currency: &str) -> Option<u32> {
    [(NONE, 0), (TWO, 2), (THREE, 3), (FOUR, 4)]
        .iter()
        .find(|(currencies, _)| currencies.binary_search(&currency).is_ok())
        .map(|(_, exponent)| *exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_is_found_by_searching_sorted_lists_of_which_it_is_in_one() {
        let lists = [NONE, TWO, THREE, FOUR];
        for list in lists {
            assert!(list.is_sorted(), "{list:?}");
        }
        let all: Vec<&str> = lists.concat();
        for currency in &all {
            assert!(exponent(currency).is_some(), "{currency}");
            let count = all.iter().filter(|other| *other == currency).count();
            assert_eq!(count, 1, "{currency}");
            assert!(currency.bytes().all(|letter| letter.is_ascii_uppercase()));
            assert_eq!(currency.len(), 3, "{currency}");
        }
    }

    #[test]
    fn exponents_are_those_of_iso_4217() {
        for (currency, expected) in [
            ("EUR", Some(2)),
            ("ISK", Some(0)),
            ("KWD", Some(3)),
            ("CLF", Some(4)),
            ("XAU", None),
            ("ABC", None),
            ("", None),
        ] {
            assert_eq!(exponent(currency), expected, "{currency}");
        }
    }
}
