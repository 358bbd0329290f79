//! Several versions of a contract live over the same documents.

use std::collections::BTreeMap;

use counterpart::message::{FieldDescriptor, Kind, Message, MessageDescriptor, Timestamp, Value};
use counterpart::rpc::{Code, StatusExt};
use counterpart::store::{Entity, EntityDescriptor, Filter, Repository};
use counterpart::validate::{Check, Validate};

use super::bed::{Bed, mask, specimen};
use super::message::{message, version};
use super::specimen::{self as fields, Choice, Grade, Museum, Part, Specimen, SpecimenId};

message! {
    /// A part before it had a size.
    OldPart in OLD_PART = "museum.v1.Part" {
        1 name: String = FieldDescriptor::new(1, "name", "name", Kind::Text),
    }
}

impl Validate for OldPart {
    fn validate(&self, _check: &mut Check) {}
}

version! {
    /// Specimens before most fields were added, and with other names of two.
    OldSpecimen in OLD_SPECIMEN, OLD_SPECIMENS {
        2 headline: String = FieldDescriptor::new(2, "headline", "headline", Kind::Text).stored_as("title"),
        14 part: Option<OldPart> = FieldDescriptor::new(14, "part", "part", Kind::Message(&OLD_PART)).optional(),
        29 number: String = FieldDescriptor::new(29, "number", "number", Kind::Text),
        33 etag: String = FieldDescriptor::new(33, "etag", "etag", Kind::Text),
    }
}

version! {
    /// Specimens before they had a code.
    EarlySpecimen in EARLY_SPECIMEN, EARLY_SPECIMENS {
        33 etag: String = FieldDescriptor::new(33, "etag", "etag", Kind::Text),
    }
}

version! {
    /// Specimens whose choice was between nothing and a word.
    WordSpecimen in WORD_SPECIMEN, WORD_SPECIMENS {
        33 etag: String = FieldDescriptor::new(33, "etag", "etag", Kind::Text),
        40 word: Option<String> = FieldDescriptor::new(40, "word", "word", Kind::Text).optional(),
    }
}

version! {
    /// Somebody gave the title another type without a new number.
    BrokenSpecimen in BROKEN_SPECIMEN, BROKEN_SPECIMENS {
        2 title: i64 = FieldDescriptor::new(2, "title", "title", Kind::Int64),
        14 part: Option<BrokenPart> = FieldDescriptor::new(14, "part", "part", Kind::Message(&BROKEN_PART)).optional(),
        33 etag: String = FieldDescriptor::new(33, "etag", "etag", Kind::Text),
    }
}

message! {
    BrokenPart in BROKEN_PART = "museum.v1.Part" {
        1 name: bool = FieldDescriptor::new(1, "name", "name", Kind::Bool),
    }
}

impl Validate for BrokenPart {
    fn validate(&self, _check: &mut Check) {}
}

fn old(bed: &Bed) -> Repository<Museum, OldSpecimen> {
    Repository::open(&bed.database)
}

pub(crate) async fn a_renamed_field_is_read_under_its_stored_name(bed: Bed) {
    let stored = bed
        .insert(Specimen {
            title: "Soap".into(),
            code: "C".into(),
            ..specimen()
        })
        .await;
    let read = old(&bed).get(&stored.id).await.unwrap();
    assert_eq!(
        (read.headline.as_str(), read.number.as_str()),
        ("Soap", "C")
    );
    let by_code = bed
        .specimens
        .find_one(fields::code().eq("C"))
        .await
        .unwrap();
    assert_eq!(by_code, Some(stored));
}

pub(crate) async fn an_older_version_keeps_what_it_does_not_know(bed: Bed) {
    let stored = bed
        .insert(Specimen {
            title: "Soap".into(),
            part: Some(Part {
                name: "handle".into(),
                size: 5,
                ..Part::default()
            }),
            moment: Some(Timestamp {
                seconds: 1,
                nanos: 1,
            }),
            labels: BTreeMap::from([("a.b".into(), "$c".into())]),
            grade: Grade::Unrecognized(7),
            ..specimen()
        })
        .await;
    let mut read = old(&bed).get(&stored.id).await.unwrap();
    read.headline = "Shampoo".into();
    read.part = Some(OldPart {
        name: "grip".into(),
    });
    let read = old(&bed).replace(read).await.unwrap();
    let changes = OldSpecimen {
        headline: "Brush".into(),
        ..read.clone()
    };
    old(&bed)
        .update(changes, &mask(&["headline"]))
        .await
        .unwrap();
    let after = bed.specimens.get(&stored.id).await.unwrap();
    let expected = Specimen {
        title: "Brush".into(),
        part: Some(Part {
            name: "grip".into(),
            size: 5,
            ..Part::default()
        }),
        etag: after.etag.clone(),
        ..stored
    };
    assert_eq!(after, expected);
}

pub(crate) async fn an_entity_from_before_a_field_has_its_default(bed: Bed) {
    let part = Some(OldPart {
        name: "handle".into(),
    });
    let stored = old(&bed)
        .insert(OldSpecimen {
            headline: "Soap".into(),
            number: "C".into(),
            part,
            ..OldSpecimen::default()
        })
        .await
        .unwrap();
    let read = bed.specimens.get(&stored.id).await.unwrap();
    let expected = Specimen {
        id: stored.id.clone(),
        title: "Soap".into(),
        code: "C".into(),
        part: Some(Part {
            name: "handle".into(),
            ..Part::default()
        }),
        etag: stored.etag,
        ..Specimen::default()
    };
    assert_eq!(read, expected);
    let count = async |filter: Filter<Specimen>| bed.specimens.count(filter).await.unwrap();
    for (filter, expected) in [
        (fields::large().eq(0), 1),
        (fields::large().ne(0), 0),
        (fields::large().lt(5), 1),
        (fields::large().lt(0), 0),
        (fields::large().ge(0), 1),
        (fields::large().is_in([0, 7]), 1),
        (fields::flag().eq(false), 1),
        (fields::flag().eq(true), 0),
        (fields::grade().eq(Grade::Unspecified), 1),
        (fields::double().le(0.0), 1),
        (fields::unsigned_large().eq(0_u64), 1),
        (fields::data().eq(bytes::Bytes::new()), 1),
        (fields::large().exists(), 0),
        (fields::part_size().eq(0), 1),
        (fields::part_size().exists(), 0),
        (fields::weight().eq(0), 0),
        (fields::nickname().eq(""), 0),
        (fields::tags().exists(), 0),
    ] {
        assert_eq!(count(filter.clone()).await, expected, "{filter:?}");
    }
    let partless = OldSpecimen {
        number: "D".into(),
        ..OldSpecimen::default()
    };
    old(&bed).insert(partless).await.unwrap();
    assert_eq!(count(fields::part_size().eq(0)).await, 1);
    let listed = bed
        .specimens
        .list(Filter::all())
        .order_by(fields::large().ascending());
    assert_eq!(listed.page(1, "").await.unwrap().items.len(), 1);
}

pub(crate) async fn what_lacks_a_field_is_outside_of_its_unique_index(bed: Bed) {
    let early: Repository<Museum, EarlySpecimen> = Repository::open(&bed.database);
    let first = early.insert(EarlySpecimen::default()).await.unwrap();
    let second = early.insert(EarlySpecimen::default()).await.unwrap();
    // Both have the default of the field by which no two may be equal.
    for id in [&first.id, &second.id] {
        assert_eq!(bed.specimens.get(id).await.unwrap().code, "");
    }
    let coded = async |id: &SpecimenId| {
        let changes = Specimen {
            id: id.clone(),
            code: "C".into(),
            ..Specimen::default()
        };
        bed.specimens.update(changes, &mask(&["code"])).await
    };
    coded(&first.id).await.unwrap();
    let status = coded(&second.id).await.unwrap_err();
    assert_eq!(status.code(), Code::AlreadyExists, "{status}");
    assert_eq!(status.violated_fields(), ["code"]);
}

pub(crate) async fn an_update_adds_fields_that_the_stored_document_lacks(bed: Bed) {
    let stored = old(&bed)
        .insert(OldSpecimen {
            number: "C".into(),
            ..OldSpecimen::default()
        })
        .await
        .unwrap();
    let changes = Specimen {
        id: stored.id.clone(),
        labels: BTreeMap::from([("0".into(), "zero".into()), ("a.b".into(), "c".into())]),
        part: Some(Part {
            size: 3,
            ..Part::default()
        }),
        large: 4,
        ..Specimen::default()
    };
    let updated = bed
        .specimens
        .update(changes, &mask(&["labels", "part.size", "large"]))
        .await
        .unwrap();
    assert_eq!(updated.labels.len(), 2);
    assert_eq!(bed.specimens.get(&stored.id).await.unwrap(), updated);
}

pub(crate) async fn what_cannot_be_read_is_named(bed: Bed) {
    let stored = bed
        .insert(Specimen {
            title: "Soap".into(),
            ..specimen()
        })
        .await;
    let broken: Repository<Museum, BrokenSpecimen> = Repository::open(&bed.database);
    let status = broken.get(&stored.id).await.unwrap_err();
    assert_eq!(status.code(), Code::DataLoss);
    for word in ["Specimen", stored.id.as_str(), "title", "integer"] {
        assert!(status.message().contains(word), "{}", status.message());
    }
    let changed = Specimen {
        title: String::new(),
        ..stored
    };
    assert_eq!(bed.specimens.replace(changed).await.unwrap().title, "");
}

pub(crate) async fn of_two_stored_members_of_a_oneof_the_last_one_counts(bed: Bed) {
    let stored = bed
        .insert(Specimen {
            choice: Some(Choice::Number(5)),
            ..specimen()
        })
        .await;
    let words: Repository<Museum, WordSpecimen> = Repository::open(&bed.database);
    let mut read = words.get(&stored.id).await.unwrap();
    assert_eq!(read.word, None);
    read.word = Some("x".into());
    words.replace(read).await.unwrap();
    let mut both = bed.stored(&stored.id).await;
    assert_eq!(both.choice, Some(Choice::Word("x".into())));
    both.choice = Some(Choice::Number(6));
    let replaced = bed.specimens.replace(both).await.unwrap();
    assert_eq!(bed.stored(&stored.id).await, replaced);
}
