//! Arbitrary messages.

use counterpart::message::{Bytes, Duration, FieldMask, Timestamp};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use super::{Card, Color, Everything, Payment, PaymentMethod};

/// A message whose fields may all be set, children included.
pub(crate) fn everything() -> impl Strategy<Value = Everything> {
    let leaf = (
        scalars(),
        fixed(),
        optionals(),
        lists(),
        maps(),
        well_known(),
    )
        .prop_map(
            |(scalars, fixed, optionals, lists, maps, well_known)| Everything {
                sint32: fixed.sint32,
                sint64: fixed.sint64,
                fixed32: fixed.fixed32,
                fixed64: fixed.fixed64,
                sfixed32: fixed.sfixed32,
                sfixed64: fixed.sfixed64,
                maybe_number: optionals.maybe_number,
                maybe_text: optionals.maybe_text,
                payment: optionals.payment,
                numbers: lists.numbers,
                texts: lists.texts,
                colors: lists.colors,
                payments: lists.payments,
                blobs: lists.blobs,
                doubles: lists.doubles,
                names: maps.names,
                counts: maps.counts,
                by_flag: maps.by_flag,
                by_number: maps.by_number,
                time: well_known.time,
                duration: well_known.duration,
                mask: well_known.mask,
                ..scalars
            },
        );
    leaf.prop_recursive(2, 3, 1, |child| {
        (child.clone(), option::of(child)).prop_map(|(parent, child)| Everything {
            child: child.map(Box::new),
            ..parent
        })
    })
}

fn scalars() -> impl Strategy<Value = Everything> {
    let numbers = (
        any::<bool>(),
        any::<i32>(),
        any::<i64>(),
        any::<u32>(),
        any::<u64>(),
    );
    (numbers, float(), double(), text(), bytes(), color()).prop_map(
        |((flag, int32, int64, uint32, uint64), float, double, text, blob, color)| Everything {
            flag,
            int32,
            int64,
            uint32,
            uint64,
            float,
            double,
            text,
            blob,
            color,
            ..Everything::default()
        },
    )
}

fn fixed() -> impl Strategy<Value = Everything> {
    let signed = (any::<i32>(), any::<i64>(), any::<i32>(), any::<i64>());
    (signed, any::<u32>(), any::<u64>()).prop_map(
        |((sint32, sint64, sfixed32, sfixed64), fixed32, fixed64)| Everything {
            sint32,
            sint64,
            fixed32,
            fixed64,
            sfixed32,
            sfixed64,
            ..Everything::default()
        },
    )
}

fn optionals() -> impl Strategy<Value = Everything> {
    (
        option::of(any::<i32>()),
        option::of(text()),
        option::of(payment()),
    )
        .prop_map(|(maybe_number, maybe_text, payment)| Everything {
            maybe_number,
            maybe_text,
            payment,
            ..Everything::default()
        })
}

fn lists() -> impl Strategy<Value = Everything> {
    (
        vec(any::<i32>(), 0..3),
        vec(text(), 0..3),
        vec(color(), 0..3),
        vec(payment(), 0..3),
        vec(bytes(), 0..3),
        vec(double(), 0..3),
    )
        .prop_map(
            |(numbers, texts, colors, payments, blobs, doubles)| Everything {
                numbers,
                texts,
                colors,
                payments,
                blobs,
                doubles,
                ..Everything::default()
            },
        )
}

fn maps() -> impl Strategy<Value = Everything> {
    (
        btree_map(text(), text(), 0..3),
        btree_map(any::<i64>(), any::<u64>(), 0..3),
        btree_map(any::<bool>(), color(), 0..3),
        btree_map(any::<u32>(), payment(), 0..3),
    )
        .prop_map(|(names, counts, by_flag, by_number)| Everything {
            names,
            counts,
            by_flag,
            by_number,
            ..Everything::default()
        })
}

fn well_known() -> impl Strategy<Value = Everything> {
    let path = "[a-z]{1,4}(_[a-z]{1,3})?(\\.[a-z]{1,3})?";
    (
        option::of(time()),
        option::of(duration()),
        option::of(vec(path, 0..3)),
    )
        .prop_map(|(time, duration, paths)| Everything {
            time,
            duration,
            mask: paths.map(|paths| FieldMask { paths }),
            ..Everything::default()
        })
}

/// A time between the years 1 and 9999.
pub(crate) fn time() -> impl Strategy<Value = Timestamp> {
    (-62_135_596_800..=253_402_300_799_i64, nanos())
        .prop_map(|(seconds, nanos)| Timestamp { seconds, nanos })
}

/// A duration of at most 10,000 years, in either direction.
fn duration() -> impl Strategy<Value = Duration> {
    (0..=315_576_000_000_i64, nanos(), any::<bool>()).prop_map(|(seconds, nanos, is_negative)| {
        let sign = if is_negative { -1 } else { 1 };
        Duration {
            seconds: i64::from(sign) * seconds,
            nanos: sign * nanos,
        }
    })
}

/// With 0, 3, 6 and 9 digits.
fn nanos() -> impl Strategy<Value = i32> {
    prop_oneof![
        Just(0),
        (0..1_000).prop_map(|millis| millis * 1_000_000),
        (0..1_000_000).prop_map(|micros| micros * 1_000),
        0..1_000_000_000,
    ]
}

fn payment() -> impl Strategy<Value = Payment> {
    let method = prop_oneof![
        text().prop_map(|number| PaymentMethod::Card(Card { number })),
        any::<i64>().prop_map(PaymentMethod::Cash),
        text().prop_map(PaymentMethod::Note),
    ];
    option::of(method).prop_map(|method| Payment { method })
}

fn color() -> impl Strategy<Value = Color> {
    prop_oneof![
        Just(Color::Unspecified),
        Just(Color::Red),
        Just(Color::Blue),
        (3..i32::MAX).prop_map(Color::Unrecognized),
        (i32::MIN..0).prop_map(Color::Unrecognized),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,6}",
        Just(String::new()),
        Just("\"\\\u{0}\u{2028}\u{1f600}".to_owned())
    ]
}

fn bytes() -> impl Strategy<Value = Bytes> {
    vec(any::<u8>(), 0..6).prop_map(Bytes::from)
}

// JSON has one NaN, so that others would not come back as they were; and the
// oracle leaves out -0.0, which the specification keeps.
fn float() -> impl Strategy<Value = f32> {
    any::<f32>().prop_map(|value| match value {
        value if value.is_nan() => f32::NAN,
        value => value + 0.0,
    })
}

fn double() -> impl Strategy<Value = f64> {
    any::<f64>().prop_map(|value| match value {
        value if value.is_nan() => f64::NAN,
        value => value + 0.0,
    })
}
