//! An entity with every kind of field.

use std::collections::BTreeMap;

use bytes::Bytes;
use counterpart::message::well_known::{
    ANY, Any, LIST_VALUE, ListValue, NULL_VALUE, NullValue, STRUCT, Struct, VALUE, Value as Dynamic,
};
use counterpart::message::{
    DURATION, Duration, EntityName, EnumDescriptor, Enumeration, FieldDescriptor, Id, Kind,
    Message, MessageDescriptor, TIMESTAMP, Timestamp, Value,
};
use counterpart::store::{Entity, EntityDescriptor, IndexDescriptor, Path};
use counterpart::validate::{Check, Validate};

use super::message::message;

/// The contract that owns specimens.
#[derive(Debug)]
pub(crate) enum Museum {}

pub(crate) type SpecimenId = Id<SpecimenName>;

pub(crate) enum SpecimenName {}

impl EntityName for SpecimenName {
    const NAME: &'static str = "museum.v1.Specimen";
}

const fn field(number: u32, name: &'static str, kind: Kind) -> FieldDescriptor {
    FieldDescriptor::new(number, name, name, kind)
}

const TIME: Kind = Kind::Message(&TIMESTAMP);

message! {
    /// A part of a specimen.
    Part in PART = "museum.v1.Part" {
        1 name: String = field(1, "name", Kind::Text),
        2 size: i64 = field(2, "size", Kind::Int64),
        3 note: Option<String> = field(3, "note", Kind::Text).optional(),
        4 inner: Option<Box<Part>> = field(4, "inner", Kind::Message(&PART)).optional(),
    }
}

message! {
    /// What has no contract of its own.
    Open in OPEN = "museum.v1.Open" {
        1 fields: Option<Struct> = field(1, "fields", Kind::Message(&STRUCT)).optional(),
        2 value: Option<Dynamic> = field(2, "value", Kind::Message(&VALUE)).optional(),
        3 list: Option<ListValue> = field(3, "list", Kind::Message(&LIST_VALUE)).optional(),
        4 any: Option<Any> = field(4, "any", Kind::Message(&ANY)).optional(),
        5 null: Option<NullValue> = field(5, "null", Kind::Enum(&NULL_VALUE)).optional(),
        6 values: Vec<Dynamic> = field(6, "values", Kind::Message(&VALUE)).repeated(),
        7 by_name: BTreeMap<String, Dynamic> = field(7, "by_name", Kind::Message(&VALUE)).map(Kind::Text),
    }
}

message! {
    /// One of everything that protobuf has.
    Specimen in SPECIMEN = "museum.v1.Specimen" {
        1 id: SpecimenId = field(1, "id", Kind::Text).identifier(),
        2 title: String = field(2, "title", Kind::Text),
        3 flag: bool = field(3, "flag", Kind::Bool),
        4 small: i32 = field(4, "small", Kind::SInt32),
        5 large: i64 = field(5, "large", Kind::Int64),
        6 unsigned_small: u32 = field(6, "unsigned_small", Kind::Fixed32),
        7 unsigned_large: u64 = field(7, "unsigned_large", Kind::UInt64),
        8 single: f32 = field(8, "single", Kind::Float),
        9 double: f64 = field(9, "double", Kind::Double),
        10 data: Bytes = field(10, "data", Kind::Bytes),
        11 grade: Grade = field(11, "grade", Kind::Enum(&GRADE)),
        12 moment: Option<Timestamp> = field(12, "moment", TIME).optional(),
        13 span: Option<Duration> = field(13, "span", Kind::Message(&DURATION)).optional(),
        14 part: Option<Part> = field(14, "part", Kind::Message(&PART)).optional(),
        15 nickname: Option<String> = field(15, "nickname", Kind::Text).optional(),
        16 weight: Option<i64> = field(16, "weight", Kind::Int64).optional(),
        17 tags: Vec<String> = field(17, "tags", Kind::Text).repeated(),
        18 numbers: Vec<i64> = field(18, "numbers", Kind::Int64).repeated(),
        19 moments: Vec<Timestamp> = field(19, "moments", TIME).repeated(),
        20 parts: Vec<Part> = field(20, "parts", Kind::Message(&PART)).repeated(),
        21 labels: BTreeMap<String, String> = field(21, "labels", Kind::Text).map(Kind::Text),
        22 counts: BTreeMap<i64, i32> = field(22, "counts", Kind::Int32).map(Kind::Int64),
        23 parts_by_flag: BTreeMap<bool, Part> = field(23, "parts_by_flag", Kind::Message(&PART)).map(Kind::Bool),
        24 doubles: Vec<f64> = field(24, "doubles", Kind::Double).repeated(),
        25 grades: Vec<Grade> = field(25, "grades", Kind::Enum(&GRADE)).repeated(),
        26 blobs: Vec<Bytes> = field(26, "blobs", Kind::Bytes).repeated(),
        27 unsigned_numbers: Vec<u64> = field(27, "unsigned_numbers", Kind::UInt64).repeated(),
        28 moments_by_name: BTreeMap<String, Timestamp> = field(28, "moments_by_name", TIME).map(Kind::Text),
        29 code: String = field(29, "code", Kind::Text).stored_as("number"),
        30 serial: Option<String> = field(30, "serial", Kind::Text).optional(),
        31 create_time: Option<Timestamp> = field(31, "create_time", TIME).optional().output_only(),
        32 update_time: Option<Timestamp> = field(32, "update_time", TIME).optional().output_only(),
        33 etag: String = field(33, "etag", Kind::Text),
        34 open: Option<Open> = field(34, "open", Kind::Message(&OPEN)).optional(),
    }
    oneof choice: Choice {
        40 Word(String) = field(40, "word", Kind::Text).optional(),
        41 Number(i64) = field(41, "choice_number", Kind::Int64).optional(),
        42 Piece(Part) = field(42, "piece", Kind::Message(&PART)).optional(),
    }
}

/// How well a specimen is preserved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Grade {
    #[default]
    Unspecified,
    Poor,
    Fine,
    Unrecognized(i32),
}

pub(crate) static GRADE: EnumDescriptor = EnumDescriptor::new(
    "museum.v1.Grade",
    &[
        (0, "GRADE_UNSPECIFIED"),
        (1, "GRADE_POOR"),
        (2, "GRADE_FINE"),
    ],
);

impl Enumeration for Grade {
    const DESCRIPTOR: &'static EnumDescriptor = &GRADE;

    fn from_number(number: i32) -> Self {
        match number {
            0 => Self::Unspecified,
            1 => Self::Poor,
            2 => Self::Fine,
            unrecognized => Self::Unrecognized(unrecognized),
        }
    }

    fn number(self) -> i32 {
        match self {
            Self::Unspecified => 0,
            Self::Poor => 1,
            Self::Fine => 2,
            Self::Unrecognized(number) => number,
        }
    }
}

counterpart::message::enumeration!(Grade);

impl Validate for Part {
    fn validate(&self, _check: &mut Check) {}
}

impl Validate for Specimen {
    fn validate(&self, check: &mut Check) {
        check.field("title", &self.title).max_len(200);
    }
}

pub(crate) static SPECIMENS: EntityDescriptor = EntityDescriptor::new(&SPECIMEN, "specimens")
    .indexes(&[
        IndexDescriptor::new("number", &["number"]).unique(),
        IndexDescriptor::new("serial", &["serial"]).unique(),
        IndexDescriptor::new("title", &["title"]),
        IndexDescriptor::new("large_title", &["large", "title"]),
        IndexDescriptor::new("unsigned_large", &["unsigned_large"]),
        IndexDescriptor::new("double", &["double"]),
        IndexDescriptor::new("moment", &["moment"]),
        IndexDescriptor::new("weight", &["weight"]),
        IndexDescriptor::new("part_size", &["part.size"]),
        IndexDescriptor::new("tags_large", &["tags", "large"]),
        IndexDescriptor::new("grade", &["grade"]),
    ]);

impl Entity<Museum> for Specimen {
    type Id = SpecimenId;

    const DESCRIPTOR: &'static EntityDescriptor = &SPECIMENS;

    fn id(&self) -> &SpecimenId {
        &self.id
    }
}

/// The fields of a specimen.
macro_rules! paths {
    ($($name:ident: $type:ty = $stored:literal,)*) => {$(
        pub(crate) fn $name() -> Path<Specimen, $type> {
            Path::new($stored)
        }
    )*};
}

paths! {
    id: SpecimenId = "_id",
    title: String = "title",
    flag: bool = "flag",
    small: i32 = "small",
    large: i64 = "large",
    unsigned_small: u32 = "unsigned_small",
    unsigned_large: u64 = "unsigned_large",
    single: f32 = "single",
    double: f64 = "double",
    data: Bytes = "data",
    grade: Grade = "grade",
    moment: Timestamp = "moment",
    part: Part = "part",
    nickname: String = "nickname",
    weight: i64 = "weight",
    tags: Vec<String> = "tags",
    numbers: Vec<i64> = "numbers",
    doubles: Vec<f64> = "doubles",
    grades: Vec<Grade> = "grades",
    moments: Vec<Timestamp> = "moments",
    unsigned_numbers: Vec<u64> = "unsigned_numbers",
    labels: BTreeMap<String, String> = "labels",
    code: String = "number",
    serial: String = "serial",
    word: String = "word",
}

pub(crate) fn part_size() -> Path<Specimen, i64> {
    part().join("size")
}

pub(crate) fn part_note() -> Path<Specimen, String> {
    part().join("note")
}
