//! Rules of what has to be there, and of what is absent.

use super::found;
use crate::sample::{Color, Place};

#[test]
fn required_comes_first_and_silences_what_follows() {
    let empty = String::new();
    assert_eq!(
        found(|check| {
            check.field("text", &empty).required().min_len(5);
            check.field("number", &0).required().gt(5);
            check
                .field("list", &Vec::<i32>::new())
                .required()
                .min_items(1);
            check.field("message", &None::<Place>).required().nested();
            check
                .field("enum", &Color::Unspecified)
                .required()
                .is_in(&[Color::Red]);
            check.field("optional", &None::<i32>).required();
        }),
        ["text", "number", "list", "message", "enum", "optional"]
            .map(|name| format!("{name} REQUIRED: value is required"))
    );
}

#[test]
fn an_absent_value_keeps_every_rule_and_a_default_one_can() {
    let kept = found(|check| {
        check.field("a", &None::<i32>).gt(5);
        check.field("b", &None::<String>).min_len(1).email();
        check.field("c", &Some(String::new())).required();
        check.field("d", &0).ignore_if_default().gt(5);
        check.field("e", &Some(0)).required().equals(0);
    });
    assert!(kept.is_empty(), "{kept:?}");
}
#[test]
fn one_of_several_fields_is_given() {
    assert_eq!(
        found(|check| {
            check.at_most_one_of(&[("a", true), ("b", false)]);
            check.at_most_one_of(&[("a", false), ("b", false)]);
            check.at_most_one_of(&[("a", true), ("b", true)]);
            check.exactly_one_of(&[("a", false), ("b", true)]);
            check.exactly_one_of(&[("a", false), ("b", false)]);
            check.exactly_one_of(&[("c", true), ("b", true)]);
        }),
        [
            " MESSAGE_ONEOF: only one of a, b can be set",
            " MESSAGE_ONEOF: one of a, b must be set",
            " MESSAGE_ONEOF: only one of c, b can be set",
        ]
    );
}
