//! What each rule says.

use std::collections::BTreeMap;

use counterpart::message::{Bytes, Duration, Timestamp};
use counterpart::validate::Pattern;

use super::found;
use crate::sample::{Color, Place};

static LOWER: Pattern = Pattern::new("^[a-z]+$");

#[test]
fn texts_are_counted_in_characters_and_compared() {
    let text = "f\u{fc}nf".to_owned();
    let kept = found(|check| {
        check
            .field("t", &text)
            .required()
            .len(4)
            .min_len(4)
            .max_len(4)
            .len_bytes(5)
            .min_bytes(5)
            .max_bytes(5)
            .prefix("f")
            .suffix("f")
            .contains("\u{fc}n")
            .not_contains("x")
            .equals("f\u{fc}nf")
            .is_in(&["a", "f\u{fc}nf"])
            .not_in(&["a"]);
    });
    assert!(kept.is_empty(), "{kept:?}");
    let violated = found(|check| {
        check
            .field("t", &text)
            .len(5)
            .min_len(5)
            .max_len(3)
            .len_bytes(4)
            .min_bytes(6)
            .max_bytes(4)
            .pattern(&LOWER)
            .prefix("a")
            .suffix("a")
            .contains("a")
            .not_contains("f")
            .equals("a")
            .is_in(&["a", "b"])
            .not_in(&["f\u{fc}nf"]);
    });
    assert_eq!(
        violated,
        [
            "t STRING_LEN: must be 5 characters",
            "t STRING_MIN_LEN: must be at least 5 characters",
            "t STRING_MAX_LEN: must be at most 3 characters",
            "t STRING_LEN_BYTES: must be 4 bytes",
            "t STRING_MIN_BYTES: must be at least 6 bytes",
            "t STRING_MAX_BYTES: must be at most 4 bytes",
            "t STRING_PATTERN: does not match regex pattern `^[a-z]+$`",
            "t STRING_PREFIX: does not have prefix `a`",
            "t STRING_SUFFIX: does not have suffix `a`",
            "t STRING_CONTAINS: does not contain substring `a`",
            "t STRING_NOT_CONTAINS: contains substring `f`",
            "t STRING_CONST: must equal `a`",
            "t STRING_IN: must be in list [a, b]",
            "t STRING_NOT_IN: must not be in list [f\u{fc}nf]",
        ]
    );
}

#[test]
fn a_form_tells_empty_from_wrong() {
    let (empty, wrong) = (String::new(), "#".to_owned());
    assert_eq!(
        found(|check| {
            check.field("a", &empty).email();
            check.field("b", &wrong).email().uuid().uri();
        }),
        [
            "a STRING_EMAIL_EMPTY: value is empty, which is not a valid email address",
            "b STRING_EMAIL: must be a valid email address",
            "b STRING_UUID: must be a valid UUID",
            "b STRING_URI: must be a valid URI",
        ]
    );
}

#[test]
fn numbers_have_ends() {
    assert_eq!(
        found(|check| {
            check.field("lt", &5).lt(5);
            check.field("lte", &6).lte(5);
            check.field("gt", &5_u64).gt(5);
            check.field("gte", &-1_i64).gte(0);
            check.field("both", &11).gte_lte(1, 10);
            check.field("outside", &5).gt_lt(10, 1);
            check.field("kind", &-1).kind("sint32").gte_lt(0, 5);
            check.field("nan", &f64::NAN).gt(0.0).finite();
            check.field("flag", &false).equals(true);
        }),
        [
            "lt INT32_LT: must be less than 5",
            "lte INT32_LTE: must be less than or equal to 5",
            "gt UINT64_GT: must be greater than 5",
            "gte INT64_GTE: must be greater than or equal to 0",
            "both INT32_GTE_LTE: must be greater than or equal to 1 and less than or equal to 10",
            "outside INT32_GT_LT_EXCLUSIVE: must be greater than 10 or less than 1",
            "kind SINT32_GTE_LT: must be greater than or equal to 0 and less than 5",
            "nan DOUBLE_GT: must be greater than 0",
            "nan DOUBLE_FINITE: must be finite",
            "flag BOOL_CONST: must equal true",
        ]
    );
    let kept = found(|check| {
        check
            .field("n", &5)
            .lt(6)
            .lte(5)
            .gt(4)
            .gte(5)
            .gt_lt(4, 6)
            .gte_lte(5, 5);
        check.field("n", &0).gt_lt(10, 1).gte_lte(10, 0);
        check.field("n", &11).gt_lt(10, 1).gt_lte(10, 1);
    });
    assert!(kept.is_empty(), "{kept:?}");
}

#[test]
fn times_and_durations_have_ends() {
    let second = |seconds| Duration { seconds, nanos: 0 };
    let past = Timestamp {
        seconds: 0,
        nanos: 500_000_000,
    };
    assert_eq!(
        found(|check| {
            check.field("d", &Some(second(5))).lt(second(5)).gte_lte(
                second(6),
                Duration {
                    seconds: 7,
                    nanos: 500_000_000,
                },
            );
            check
                .field("t", &Some(past))
                .gt_now()
                .within(second(60))
                .gt(past)
                .lt_now();
            check.field("none", &None::<Timestamp>).gt_now();
        }),
        [
            "d DURATION_LT: must be less than 5s",
            "d DURATION_GTE_LTE: must be greater than or equal to 6s and less than or equal to 7.500s",
            "t TIMESTAMP_GT_NOW: must be greater than now",
            "t TIMESTAMP_WITHIN: must be within 60s of now",
            "t TIMESTAMP_GT: must be greater than 1970-01-01T00:00:00.500Z",
        ]
    );
}

#[test]
fn bytes_and_enums_have_rules_of_their_own() {
    let bytes = Bytes::from_static(b"\x01\xff");
    assert_eq!(
        found(|check| {
            check
                .field("b", &bytes)
                .len(3)
                .min_len(3)
                .max_len(1)
                .prefix(b"\xff")
                .suffix(b"\x01")
                .contains(b"\x02")
                .pattern(&LOWER)
                .equals(b"\x0a")
                .uuid();
            check
                .field("e", &Color::Unrecognized(9))
                .defined_only()
                .is_in(&[Color::Red, Color::Unrecognized(4)]);
            check
                .field("f", &Color::Red)
                .defined_only()
                .equals(Color::Blue)
                .not_in(&[Color::Red]);
        }),
        [
            "b BYTES_LEN: must be 3 bytes",
            "b BYTES_MIN_LEN: must be at least 3 bytes",
            "b BYTES_MAX_LEN: must be at most 1 bytes",
            "b BYTES_PREFIX: does not have prefix ff",
            "b BYTES_SUFFIX: does not have suffix 01",
            "b BYTES_CONTAINS: does not contain 02",
            "b BYTES_PATTERN: must match regex pattern `^[a-z]+$`",
            "b BYTES_CONST: must be 0a",
            "b BYTES_UUID: must be a valid UUID",
            "e ENUM_DEFINED_ONLY: value must be one of the defined enum values",
            "e ENUM_IN: must be in list [COLOR_RED, 4]",
            "f ENUM_CONST: must equal COLOR_BLUE",
            "f ENUM_NOT_IN: must not be in list [COLOR_RED]",
        ]
    );
}

#[test]
fn lists_and_maps_have_sizes_and_rules_for_what_is_in_them() {
    let texts = vec!["a".to_owned(), "bb".to_owned(), "a".to_owned()];
    let counts = BTreeMap::from([(-1_i64, 5_u64), (2, 50)]);
    let names = BTreeMap::from([("a\"b".to_owned(), String::new())]);
    assert_eq!(
        found(|check| {
            check
                .field("l", &texts)
                .min_items(4)
                .max_items(2)
                .unique()
                .each(|text| {
                    text.max_len(1);
                });
            check
                .field("m", &counts)
                .min_pairs(3)
                .max_pairs(1)
                .each_key(|key| {
                    key.gte(0);
                })
                .each_value(|value| {
                    value.lt(10);
                });
            check.field("n", &names).each_value(|value| {
                value.required();
            });
        }),
        [
            "l REPEATED_MIN_ITEMS: must contain at least 4 item(s)",
            "l REPEATED_MAX_ITEMS: must contain no more than 2 item(s)",
            "l REPEATED_UNIQUE: repeated value must contain unique items",
            "l[1] STRING_MAX_LEN: must be at most 1 characters",
            "m MAP_MIN_PAIRS: map must be at least 3 entries",
            "m MAP_MAX_PAIRS: map must be at most 1 entries",
            "m[-1] INT64_GTE: must be greater than or equal to 0",
            "m[2] UINT64_LT: must be less than 10",
            "n[\"a\\\"b\"] REQUIRED: value is required",
        ]
    );
}

#[test]
fn uniqueness_is_by_value_in_short_and_long_lists() {
    let is_unique = |list: &Vec<f64>| {
        found(|check| {
            check.field("l", list).unique();
        })
        .is_empty()
    };
    assert!(is_unique(&vec![]));
    assert!(
        is_unique(&vec![f64::NAN, f64::NAN]),
        "NaN is equal to nothing"
    );
    assert!(!is_unique(&vec![0.0, -0.0]), "both zeros are equal");
    let mut long: Vec<_> = (0..100_i32).map(f64::from).collect();
    assert!(is_unique(&long));
    long.push(57.0);
    assert!(!is_unique(&long));
}

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
