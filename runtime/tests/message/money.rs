//! Amounts of money.

use counterpart::money::MoneyError;
use counterpart::rpc::{Code, Status};
use proptest::prelude::*;

/// As the generator writes a message that is money.
#[derive(Clone, Debug, Default, PartialEq)]
struct Price {
    currency: String,
    cents: i64,
}

counterpart::money::amount!(Price, cents, currency);

#[test]
fn an_amount_prints_with_the_places_of_its_currency() {
    for (units, currency, text) in [
        (490, "EUR", "4.90 EUR"),
        (5, "EUR", "0.05 EUR"),
        (-5, "EUR", "-0.05 EUR"),
        (0, "EUR", "0.00 EUR"),
        (490, "JPY", "490 JPY"),
        (490, "KWD", "0.490 KWD"),
        (i64::MIN, "EUR", "-92233720368547758.08 EUR"),
        (490, "???", "490 minor units of \"???\""),
        (0, "", "0 minor units of \"\""),
    ] {
        assert_eq!(Price::new(units, currency).to_string(), text);
    }
}

#[test]
fn an_amount_is_read_as_people_write_it() {
    for (text, units, currency) in [
        ("4.90 EUR", 490, "EUR"),
        ("4.9 EUR", 490, "EUR"),
        ("4 EUR", 400, "EUR"),
        (" -0.05 EUR ", -5, "EUR"),
        ("490 JPY", 490, "JPY"),
        ("0.490 KWD", 490, "KWD"),
    ] {
        assert_eq!(text.parse(), Ok(Price::new(units, currency)), "{text}");
    }
}

#[test]
fn what_is_no_amount_is_told() {
    for (text, message) in [
        ("", "\"\" isn't an amount such as `4.90 EUR`"),
        ("4.90", "\"4.90\" isn't an amount such as `4.90 EUR`"),
        ("4. EUR", "\"4. EUR\" isn't an amount such as `4.90 EUR`"),
        (".5 EUR", "\".5 EUR\" isn't an amount such as `4.90 EUR`"),
        ("+4 EUR", "\"+4 EUR\" isn't an amount such as `4.90 EUR`"),
        (
            "4,90 EUR",
            "\"4,90 EUR\" isn't an amount such as `4.90 EUR`",
        ),
        ("4.90 eur", "\"eur\" is no currency of ISO 4217"),
        ("4.905 EUR", "EUR has 2 decimal places"),
        ("4.9 JPY", "JPY has 0 decimal places"),
        ("99999999999999999999 EUR", "the amount is too large"),
    ] {
        let error = text.parse::<Price>().unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn amounts_of_one_currency_are_added_and_compared() {
    let (small, large) = (Price::new(490, "EUR"), Price::new(1000, "EUR"));
    assert_eq!(small.checked_add(&large), Ok(Price::new(1490, "EUR")));
    assert_eq!(small.checked_sub(&large), Ok(Price::new(-510, "EUR")));
    assert_eq!(small.checked_mul(3), Ok(Price::new(1470, "EUR")));
    assert!(small < large);
}

#[test]
fn amounts_of_two_currencies_are_neither_added_nor_compared() {
    let (euros, yen) = (Price::new(490, "EUR"), Price::new(490, "JPY"));
    let error = euros.checked_add(&yen).unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"EUR\" and \"JPY\" are different currencies"
    );
    assert_eq!(Status::from(error).code(), Code::InvalidArgument);
    assert!(euros.checked_sub(&yen).is_err());
    assert_eq!(euros.partial_cmp(&yen), None);
}

#[test]
fn what_is_too_large_is_no_amount() {
    let most = Price::new(i64::MAX, "EUR");
    assert_eq!(
        most.checked_add(&Price::new(1, "EUR")),
        Err(MoneyError::Overflow)
    );
    assert_eq!(most.checked_mul(2), Err(MoneyError::Overflow));
    let error = most.checked_sub(&Price::new(-1, "EUR")).unwrap_err();
    assert_eq!(Status::from(error).code(), Code::OutOfRange);
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(
        units in any::<i64>(),
        currency in prop::sample::select(vec!["EUR", "JPY", "KWD", "CLF"]),
    ) {
        let price = Price::new(units, currency);
        prop_assert_eq!(price.to_string().parse(), Ok(price));
    }
}
