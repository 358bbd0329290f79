//! The rules of contracts.

use std::collections::BTreeMap;

use counterpart::message::{Bytes, Duration, FieldMask, Timestamp};
use counterpart::rpc::{Code, StatusExt as _};
use counterpart::validate::{Check, MAX_VIOLATIONS, Pattern, Validate};

use crate::sample::{
    Card, Color, CreateShelfRequest, Everything, Payment, PaymentMethod, Place, Shelf,
    UpdateShelfRequest,
};

/// What rules find, as `field REASON: description`.
fn found(rules: impl FnOnce(&mut Check)) -> Vec<String> {
    let mut check = Check::new();
    rules(&mut check);
    shown(check)
}

fn shown(check: Check) -> Vec<String> {
    check
        .into_violations()
        .into_iter()
        .map(|violation| {
            format!(
                "{} {}: {}",
                violation.field, violation.reason, violation.description
            )
        })
        .collect()
}

/// The paths and reasons of what a message breaks.
fn broken(message: &impl Validate) -> Vec<String> {
    Check::of(message)
        .into_violations()
        .into_iter()
        .map(|violation| format!("{} {}", violation.field, violation.reason))
        .collect()
}

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

#[test]
fn a_path_leads_through_messages_lists_maps_and_oneofs() {
    let bad = Payment {
        method: Some(PaymentMethod::Cash(-1)),
    };
    let card = Payment {
        method: Some(PaymentMethod::Card(Card::default())),
    };
    let message = Everything {
        child: Some(Box::new(Everything {
            payments: vec![
                Payment {
                    method: Some(PaymentMethod::Note(String::new())),
                },
                bad.clone(),
            ],
            by_number: BTreeMap::from([(7, card)]),
            ..Everything::default()
        })),
        payment: Some(Payment::default()),
        ..Everything::default()
    };
    assert_eq!(
        broken(&message),
        [
            "child.payments[1].cash INT64_GT",
            "child.by_number[7].card.number REQUIRED",
            "payment.method REQUIRED",
        ]
    );
}

#[test]
fn violations_are_bounded_and_keys_in_paths_short() {
    let many = Everything {
        payments: vec![Payment::default(); 1000],
        ..Everything::default()
    };
    assert_eq!(broken(&many).len(), MAX_VIOLATIONS);
    let names = BTreeMap::from([("k".repeat(1000), String::new())]);
    let found = found(|check| {
        check.field("n", &names).each_value(|value| {
            value.required();
        });
    });
    assert!(found[0].len() < 120, "{found:?}");
}

#[test]
fn a_broken_rule_becomes_invalid_argument() {
    let status = Check::of(&CreateShelfRequest::default())
        .into_result()
        .expect_err("no shelf");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.message(), "shelf: value is required");
    assert_eq!(status.violated_fields(), ["shelf"]);
}

#[test]
fn rules_of_fields_that_the_service_gives_do_not_bind_a_new_entity() {
    let shelf = Shelf {
        place: Some(Place {
            floor: -1,
            ..Place::default()
        }),
        ..Shelf::default()
    };
    let expected = [
        "shelf.title REQUIRED",
        "shelf.code REQUIRED",
        "shelf.place.room REQUIRED",
        "shelf.place.floor INT32_GTE",
    ];
    assert_eq!(
        broken(&CreateShelfRequest {
            shelf: Some(shelf.clone())
        }),
        expected
    );
    // The entity itself, as a store checks it, has to keep them all.
    assert_eq!(
        broken(&shelf),
        [
            "id REQUIRED",
            "title REQUIRED",
            "code REQUIRED",
            "place.room REQUIRED",
            "place.floor INT32_GTE",
            "place.visits INT64_GTE",
            "create_time REQUIRED",
        ]
    );
}

fn update(paths: &[&str], shelf: Shelf) -> UpdateShelfRequest {
    UpdateShelfRequest {
        shelf: Some(shelf),
        update_mask: Some(FieldMask {
            paths: paths.iter().map(|path| (*path).to_owned()).collect(),
        }),
    }
}

#[test]
fn an_update_is_checked_where_its_mask_points() {
    let shelf = Shelf {
        id: "7".into(),
        title: "much too long".into(),
        place: Some(Place {
            room: "too long".into(),
            floor: -1,
            visits: 0,
        }),
        past_places: vec![Place::default()],
        payment: Some(Payment::default()),
        ..Shelf::default()
    };
    for (paths, expected) in [
        (&["tags"][..], &[][..]),
        (&["title"], &["shelf.title STRING_MAX_LEN"]),
        (&["place.room"], &["shelf.place.room STRING_MAX_LEN"]),
        (&["place"], &["shelf.place.room STRING_MAX_LEN"]),
        (&["past_places"], &["shelf.past_places[0].room REQUIRED"]),
        (&["payment.note"], &[]),
        (
            &["*"],
            &[
                "shelf.title STRING_MAX_LEN",
                "shelf.place.room STRING_MAX_LEN",
                "shelf.past_places[0].room REQUIRED",
            ],
        ),
    ] {
        assert_eq!(broken(&update(paths, shelf.clone())), expected, "{paths:?}");
    }
    let empty = Shelf {
        id: "7".into(),
        ..Shelf::default()
    };
    assert_eq!(
        broken(&update(&["place"], empty.clone())),
        ["shelf.place REQUIRED"]
    );
    assert_eq!(broken(&update(&["place.room"], empty)), [""; 0]);
}

#[test]
fn a_mask_that_cannot_be_used_is_a_violation_of_the_mask() {
    let shelf = Shelf {
        id: "7".into(),
        ..Shelf::default()
    };
    for (paths, reason) in [
        (&[][..], "FIELD_MASK_EMPTY"),
        (&["tilte"], "FIELD_MASK_UNKNOWN"),
        (&["id"], "FIELD_MASK_READ_ONLY"),
        (&["code"], "FIELD_MASK_IMMUTABLE"),
        (&["tags.x"], "FIELD_MASK_TOO_DEEP"),
    ] {
        assert_eq!(
            broken(&update(paths, shelf.clone())),
            [format!("update_mask {reason}")]
        );
    }
    let request = UpdateShelfRequest {
        shelf: Some(shelf),
        update_mask: None,
    };
    assert_eq!(broken(&request), ["update_mask REQUIRED"]);
}

#[test]
fn an_update_has_to_say_which_entity_it_means() {
    let shelf = Shelf {
        title: "x".into(),
        ..Shelf::default()
    };
    assert_eq!(broken(&update(&["title"], shelf)), ["shelf.id REQUIRED"]);
}
