//! What each rule says.

use counterpart::message::well_known::Any;
use counterpart::message::{Bytes, Duration, FieldMask, Timestamp};
use counterpart::validate::{Check, Pattern};

use super::found;
use crate::sample::Color;

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
            "d DURATION_GTE_LTE: must be greater than or equal to 6s and less than or equal to 7.5s",
            "t TIMESTAMP_GT_NOW: must be greater than now",
            "t TIMESTAMP_WITHIN: must be within 60s of now",
            "t TIMESTAMP_GT: must be greater than 1970-01-01T00:00:00.5Z",
        ]
    );
}

#[test]
fn bytes_and_enums_have_rules_of_their_own() {
    let bytes = Bytes::from_static(b"\x01\x7f");
    assert_eq!(
        found(|check| {
            check
                .field("b", &bytes)
                .len(3)
                .min_len(3)
                .max_len(1)
                .prefix(b"\x7f")
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
            "b BYTES_PREFIX: does not have prefix 7f",
            "b BYTES_SUFFIX: does not have suffix 01",
            "b BYTES_CONTAINS: does not contain 02",
            "b BYTES_PATTERN: must match regex pattern `^[a-z]+$`",
            "b BYTES_CONST: must be 0a",
            "b BYTES_UUID: must be a valid UUID",
            "e ENUM_DEFINED_ONLY: value must be one of the defined enum values",
            "e ENUM_IN: must be in list [1, 4]",
            "f ENUM_CONST: must equal 2",
            "f ENUM_NOT_IN: must not be in list [1]",
        ]
    );
}

#[test]
fn a_pattern_of_bytes_that_are_no_text_is_no_violation() {
    let (good, bad) = (Bytes::from_static(b"a"), Bytes::from_static(b"\xff"));
    let checked = |bytes: &Bytes| {
        let mut check = Check::new();
        check.field("first", &0).gt(5);
        check.field("b", bytes).pattern(&LOWER);
        check.field("last", &0).gt(5);
        check.finish()
    };
    assert_eq!(checked(&good).map(|found| found.len()), Ok(2));
    let error = checked(&bad).unwrap_err();
    assert_eq!(
        (error.field(), error.rule_id()),
        ("b".to_owned(), "bytes.pattern")
    );
}

#[test]
fn a_message_of_any_type_has_a_type() {
    let any = Some(Any {
        type_url: "type.example/a.B".to_owned(),
        value: Bytes::new(),
    });
    assert_eq!(
        found(|check| {
            check
                .field("kept", &any)
                .type_in(&["type.example/a.B"])
                .type_not_in(&["a.B"]);
            check.field("a", &any).type_in(&["type.example/a.C"]);
            check.field("b", &any).type_not_in(&["type.example/a.B"]);
        }),
        [
            "a ANY_IN: type URL must be in the allow list",
            "b ANY_NOT_IN: type URL must not be in the block list",
        ]
    );
}

#[test]
fn a_mask_has_paths() {
    let mask = |paths: &[&str]| {
        Some(FieldMask {
            paths: paths.iter().map(|&path| path.to_owned()).collect(),
        })
    };
    assert_eq!(
        found(|check| {
            check.field("a", &mask(&["a", "b"])).has_paths(&["a"]);
            check.field("b", &mask(&["a.x", "b"])).only_paths(&["a"]);
            check.field("c", &mask(&["a", "b.x"])).no_paths(&["b", "c"]);
            check
                .field("kept", &mask(&["ab", "a.x"]))
                .only_paths(&["a", "ab"])
                .no_paths(&["x"]);
        }),
        [
            "a FIELD_MASK_CONST: must equal paths [a]",
            "b FIELD_MASK_IN: must only contain paths in [a]",
            "c FIELD_MASK_NOT_IN: must not contain any paths in [b, c]",
        ]
    );
}
