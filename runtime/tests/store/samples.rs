//! Random specimens, of few enough values that filters meet some of them.

use std::collections::BTreeMap;

use bytes::Bytes;
use counterpart::message::Timestamp;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::bed::specimen;
use super::specimen::{Choice, Grade, Part, Specimen};

pub(crate) fn texts() -> impl Strategy<Value = String> + Clone {
    select(vec![
        "",
        "a",
        "ab",
        "abc",
        "b",
        "é",
        "$gt",
        "$where",
        "a.b",
        "'",
        "\"",
        "%",
        "_",
        "NaN",
        "a\u{0}b",
        "\u{10FFFF}",
        "A",
        "true",
        "null",
        "1",
    ])
    .prop_map(str::to_owned)
}

pub(crate) fn smalls() -> impl Strategy<Value = i32> + Clone {
    select(vec![i32::MIN, -1, 0, 1, 2, i32::MAX])
}

pub(crate) fn larges() -> impl Strategy<Value = i64> + Clone {
    select(vec![
        i64::MIN,
        -(1 << 53) - 1,
        -1,
        0,
        1,
        1 << 53,
        (1 << 53) + 1,
        i64::MAX,
    ])
}

pub(crate) fn unsigned_smalls() -> impl Strategy<Value = u32> + Clone {
    select(vec![0, 1, 9, 10, u32::MAX])
}

pub(crate) fn unsigned_larges() -> impl Strategy<Value = u64> + Clone {
    select(vec![
        0,
        1,
        9,
        10,
        i64::MAX as u64,
        1 << 63,
        u64::MAX - 1,
        u64::MAX,
    ])
}

pub(crate) fn doubles() -> impl Strategy<Value = f64> + Clone {
    select(vec![
        f64::NAN,
        f64::NEG_INFINITY,
        f64::MIN,
        -1.5,
        -0.0,
        0.0,
        5e-324,
        0.1,
        0.1 + 0.2,
        0.3,
        1e300,
        f64::INFINITY,
    ])
}

pub(crate) fn singles() -> impl Strategy<Value = f32> + Clone {
    select(vec![
        f32::NAN,
        f32::NEG_INFINITY,
        -0.0,
        0.0,
        0.1,
        1e-45,
        f32::MAX,
    ])
}

pub(crate) fn blobs() -> impl Strategy<Value = Bytes> + Clone {
    select(vec![&b""[..], b"\0", b"ab", b"\xff\xfe"]).prop_map(Bytes::from_static)
}

pub(crate) fn grades() -> impl Strategy<Value = Grade> + Clone {
    select(vec![
        Grade::Unspecified,
        Grade::Poor,
        Grade::Fine,
        Grade::Unrecognized(-3),
        Grade::Unrecognized(7),
    ])
}

pub(crate) fn moments() -> impl Strategy<Value = Timestamp> + Clone {
    select(vec![
        (-62_135_596_800, 0),
        (-1, 999_999_999),
        (0, 0),
        (0, 1),
        (0, 2),
        (0, 999_999),
        (0, 1_000_000),
        (0, 1_000_001),
        (1_700_000_000, 5),
        (253_402_300_799, 999_999_999),
    ])
    .prop_map(|(seconds, nanos)| Timestamp { seconds, nanos })
}

fn parts() -> impl Strategy<Value = Part> {
    (texts(), larges(), option::of(texts())).prop_map(|(name, size, note)| Part {
        name,
        size,
        note,
        inner: None,
    })
}

fn choices() -> impl Strategy<Value = Option<Choice>> {
    prop_oneof![
        Just(None),
        texts().prop_map(|word| Some(Choice::Word(word))),
        larges().prop_map(|number| Some(Choice::Number(number))),
    ]
}

/// Specimens with a code of their own, so that they can be stored together.
pub(crate) fn specimens() -> impl Strategy<Value = Specimen> {
    let scalars = (
        texts(),
        any::<bool>(),
        smalls(),
        larges(),
        unsigned_smalls(),
        unsigned_larges(),
        singles(),
        doubles(),
        blobs(),
        grades(),
    );
    let optionals = (
        option::of(moments()),
        option::of(parts()),
        option::of(texts()),
        option::of(larges()),
        choices(),
    );
    let lists = (
        vec(texts(), 0..4),
        vec(larges(), 0..4),
        vec(moments(), 0..4),
        vec(doubles(), 0..4),
        vec(grades(), 0..4),
        vec(unsigned_larges(), 0..4),
        proptest::collection::btree_map(texts(), texts(), 0..3),
    );
    (scalars, optionals, lists).prop_map(|(scalars, optionals, lists)| {
        let (
            title,
            flag,
            small,
            large,
            unsigned_small,
            unsigned_large,
            single,
            double,
            data,
            grade,
        ) = scalars;
        let (moment, part, nickname, weight, choice) = optionals;
        let (tags, numbers, moments, doubles, grades, unsigned_numbers, labels) = lists;
        let labels: BTreeMap<String, String> = labels;
        Specimen {
            title,
            flag,
            small,
            large,
            unsigned_small,
            unsigned_large,
            single,
            double,
            data,
            grade,
            moment,
            part,
            nickname,
            weight,
            tags,
            numbers,
            moments,
            labels,
            doubles,
            grades,
            unsigned_numbers,
            choice,
            ..specimen()
        }
    })
}
