//! Rules of lists and maps, and of what is in them.

use std::collections::BTreeMap;

use counterpart::validate::Check;

use super::found;

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
fn a_violation_of_a_key_says_so() {
    let counts = BTreeMap::from([(5_i64, 1_u64)]);
    let mut check = Check::new();
    check
        .field("m", &counts)
        .each_key(|key| {
            key.lt(0);
        })
        .each_value(|value| {
            value.lt(0);
        });
    let violations = check.finish().unwrap();
    let told: Vec<_> = violations
        .iter()
        .map(|violation| (violation.field(), violation.rule_id(), violation.for_key()))
        .collect();
    let at = || "m[5]".to_owned();
    assert_eq!(told, [(at(), "int64.lt", true), (at(), "uint64.lt", false)]);
}
