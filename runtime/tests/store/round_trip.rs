//! What is stored is read as it was.

use std::collections::BTreeMap;

use bytes::Bytes;
use counterpart::message::{Duration, Timestamp};

use super::bed::{Bed, specimen};
use super::specimen::{Choice, Grade, Part, Specimen};

pub(crate) async fn is_kept(bed: &Bed, specimen: Specimen) {
    let stored = bed.insert(specimen.clone()).await;
    let read = bed.specimens.get(&stored.id).await.expect("it was stored");
    assert_eq!(read, stored);
    let expected = Specimen {
        id: stored.id.clone(),
        create_time: stored.create_time,
        update_time: stored.update_time,
        etag: stored.etag.clone(),
        ..specimen
    };
    assert_eq!(read, expected);
}

pub(crate) fn time(seconds: i64, nanos: i32) -> Timestamp {
    Timestamp { seconds, nanos }
}

pub(crate) async fn an_entity_of_defaults_is_kept(bed: Bed) {
    is_kept(&bed, specimen()).await;
}

pub(crate) async fn an_entity_with_every_field_is_kept(bed: Bed) {
    let part = Part {
        name: "handle".into(),
        size: -1,
        note: Some(String::new()),
        inner: Some(Box::default()),
    };
    let full = Specimen {
        title: "Größe \u{1F600} \u{0} \"'\\".into(),
        flag: true,
        small: -5,
        large: 5,
        unsigned_small: 7,
        unsigned_large: 9,
        single: 0.1,
        double: 0.1,
        data: Bytes::from_static(&[0, 255, 1]),
        grade: Grade::Fine,
        moment: Some(time(1_700_000_000, 123_456_789)),
        span: Some(Duration {
            seconds: -3,
            nanos: -5,
        }),
        part: Some(part.clone()),
        nickname: Some("Nick".into()),
        weight: Some(0),
        tags: vec!["a".into(), String::new(), "a".into()],
        numbers: vec![3, -1, 2],
        moments: vec![time(0, 0), time(1, 1), time(-1, 999_999_999)],
        parts: vec![part.clone(), Part::default()],
        labels: BTreeMap::from([("colour".into(), "blue".into())]),
        counts: BTreeMap::from([(i64::MIN, 1), (-1, 2), (i64::MAX, 3)]),
        parts_by_flag: BTreeMap::from([(false, Part::default()), (true, part.clone())]),
        doubles: vec![1.5, -0.0],
        grades: vec![Grade::Poor, Grade::Unspecified],
        blobs: vec![Bytes::new(), Bytes::from_static(b"x")],
        unsigned_numbers: vec![0, u64::MAX],
        moments_by_name: BTreeMap::from([
            ("first.".into(), time(5, 5)),
            (String::new(), time(6, 0)),
        ]),
        serial: Some("S-1".into()),
        choice: Some(Choice::Piece(part)),
        ..specimen()
    };
    is_kept(&bed, full).await;
}

pub(crate) async fn the_ends_of_the_integers_are_kept(bed: Bed) {
    for (small, large, unsigned_small, unsigned_large) in [
        (i32::MIN, i64::MIN, u32::MIN, u64::MIN),
        (i32::MAX, i64::MAX, u32::MAX, u64::MAX),
        (-1, -(1 << 53) - 1, 1, (1 << 53) + 1),
        (0, i64::MAX - 1, 0, u64::MAX - 1),
        (0, i64::MIN + 1, 0, 1 << 63),
    ] {
        let ends = Specimen {
            small,
            large,
            unsigned_small,
            unsigned_large,
            weight: Some(large),
            numbers: vec![large],
            unsigned_numbers: vec![unsigned_large],
            ..specimen()
        };
        is_kept(&bed, ends).await;
    }
}

pub(crate) async fn floating_point_numbers_are_kept_to_the_bit(bed: Bed) {
    for double in [
        f64::MIN,
        f64::MAX,
        f64::MIN_POSITIVE,
        5e-324,
        f64::INFINITY,
        f64::NEG_INFINITY,
        -0.0,
        0.1 + 0.2,
        2.225_073_858_507_201e-308,
        9_007_199_254_740_993.0,
    ] {
        let stored = bed
            .insert(Specimen {
                double,
                doubles: vec![double],
                ..specimen()
            })
            .await;
        let read = bed.specimens.get(&stored.id).await.unwrap();
        assert_eq!(read.double.to_bits(), double.to_bits(), "{double:e}");
        assert_eq!(read.doubles[0].to_bits(), double.to_bits(), "{double:e}");
    }
    for single in [
        f32::MIN,
        f32::MAX,
        f32::MIN_POSITIVE,
        1e-45,
        f32::INFINITY,
        -0.0,
        0.3,
    ] {
        let stored = bed
            .insert(Specimen {
                single,
                ..specimen()
            })
            .await;
        let read = bed.specimens.get(&stored.id).await.unwrap();
        assert_eq!(read.single.to_bits(), single.to_bits(), "{single:e}");
    }
    let stored = bed
        .insert(Specimen {
            single: f32::NAN,
            double: f64::NAN,
            doubles: vec![f64::NAN],
            ..specimen()
        })
        .await;
    let read = bed.specimens.get(&stored.id).await.unwrap();
    assert!(read.single.is_nan() && read.double.is_nan() && read.doubles[0].is_nan());
}

pub(crate) async fn every_nanosecond_of_every_year_is_kept(bed: Bed) {
    for moment in [
        time(-62_135_596_800, 0),
        time(-62_135_596_800, 1),
        time(253_402_300_799, 999_999_999),
        time(-1, 999_999_999),
        time(-1, 1),
        time(0, 0),
        time(0, 1),
        time(0, 999_999),
        time(0, 1_000_000),
        time(1_700_000_000, 123_456_789),
    ] {
        let timed = Specimen {
            moment: Some(moment),
            moments: vec![moment, moment],
            moments_by_name: BTreeMap::from([("$now".into(), moment)]),
            ..specimen()
        };
        is_kept(&bed, timed).await;
    }
}

pub(crate) async fn absent_and_empty_stay_apart(bed: Bed) {
    for (nickname, part, weight) in [
        (None, None, None),
        (Some(String::new()), Some(Part::default()), Some(0)),
        (
            None,
            Some(Part {
                note: Some(String::new()),
                ..Part::default()
            }),
            None,
        ),
    ] {
        let stored = bed
            .insert(Specimen {
                nickname: nickname.clone(),
                part: part.clone(),
                weight,
                ..specimen()
            })
            .await;
        let read = bed.specimens.get(&stored.id).await.unwrap();
        assert_eq!(
            (read.nickname, read.part, read.weight),
            (nickname, part, weight)
        );
    }
}

pub(crate) async fn maps_keep_any_key(bed: Bed) {
    let keys = [
        "",
        " ",
        ".",
        "$",
        "$set",
        "a.b",
        "a..b",
        "_id",
        "%",
        "%24",
        "0",
        "-1",
        "\"",
        "'",
        "\\",
        "[0]",
        "\u{0}",
        "\u{1}",
        "\n",
        "ключ",
        "\u{1F600}",
        "constructor",
        "number",
        "$.x",
    ];
    let labels: BTreeMap<String, String> = keys
        .iter()
        .map(|key| ((*key).to_owned(), format!("value of {key}")))
        .collect();
    is_kept(
        &bed,
        Specimen {
            labels,
            ..specimen()
        },
    )
    .await;
}

pub(crate) async fn each_member_of_a_oneof_is_kept(bed: Bed) {
    for choice in [
        None,
        Some(Choice::Word(String::new())),
        Some(Choice::Word("x".into())),
        Some(Choice::Number(0)),
        Some(Choice::Piece(Part::default())),
    ] {
        is_kept(
            &bed,
            Specimen {
                choice,
                ..specimen()
            },
        )
        .await;
    }
}

pub(crate) async fn numbers_of_unknown_enum_values_are_kept(bed: Bed) {
    for number in [3, -1, i32::MIN, i32::MAX] {
        let unknown = Specimen {
            grade: Grade::Unrecognized(number),
            grades: vec![Grade::Fine, Grade::Unrecognized(number)],
            ..specimen()
        };
        is_kept(&bed, unknown).await;
    }
}
