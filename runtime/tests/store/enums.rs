//! Enum values are stored by name, and the names of other versions are kept.

use counterpart::message::{
    EnumDescriptor, Enumeration, FieldDescriptor, Kind, Message, MessageDescriptor, Value,
};
use counterpart::rpc::{Code, StatusExt};
use counterpart::store::{Entity, EntityDescriptor, Filter, Path, Repository};
use counterpart::validate::{Check, Validate};

use super::bed::{Bed, mask, specimen};
use super::message::version;
use super::specimen::{Grade, Museum, Specimen, SpecimenId};

/// Another version of [`Grade`]: it has other names for two values, and doesn't
/// know `GRADE_FINE`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OtherGrade {
    #[default]
    Unknown,
    Bad,
    Unrecognized(i32),
}

pub(crate) static OTHER_GRADE: EnumDescriptor =
    EnumDescriptor::new("museum.v1.Grade", &[(0, "GRADE_UNKNOWN"), (1, "GRADE_BAD")])
        .stored_as(&[(0, "GRADE_UNSPECIFIED"), (1, "GRADE_POOR")]);

impl Enumeration for OtherGrade {
    const DESCRIPTOR: &'static EnumDescriptor = &OTHER_GRADE;

    fn from_number(number: i32) -> Self {
        match number {
            0 => Self::Unknown,
            1 => Self::Bad,
            unrecognized => Self::Unrecognized(unrecognized),
        }
    }

    fn number(self) -> i32 {
        match self {
            Self::Unknown => 0,
            Self::Bad => 1,
            Self::Unrecognized(number) => number,
        }
    }
}

counterpart::message::enumeration!(OtherGrade);

version! {
    /// Specimens with the other grades.
    OtherSpecimen in OTHER_SPECIMEN, OTHER_SPECIMENS {
        2 title: String = FieldDescriptor::new(2, "title", "title", Kind::Text),
        11 grade: OtherGrade = FieldDescriptor::new(11, "grade", "grade", Kind::Enum(&OTHER_GRADE)),
        25 grades: Vec<OtherGrade> = FieldDescriptor::new(25, "grades", "grades", Kind::Enum(&OTHER_GRADE)).repeated(),
        29 number: String = FieldDescriptor::new(29, "number", "number", Kind::Text),
        33 etag: String = FieldDescriptor::new(33, "etag", "etag", Kind::Text),
    }
}

version! {
    /// Specimens whose grade must be a defined one.
    StrictSpecimen in STRICT_SPECIMEN, STRICT_SPECIMENS checked {
        2 title: String = FieldDescriptor::new(2, "title", "title", Kind::Text),
        11 grade: OtherGrade = FieldDescriptor::new(11, "grade", "grade", Kind::Enum(&OTHER_GRADE)),
        33 etag: String = FieldDescriptor::new(33, "etag", "etag", Kind::Text),
    }
}

impl Validate for StrictSpecimen {
    fn validate(&self, check: &mut Check) {
        check.field("grade", &self.grade).defined_only();
    }
}

fn other(bed: &Bed) -> Repository<Museum, OtherSpecimen> {
    Repository::open(&bed.database)
}

const fn grade() -> Path<OtherSpecimen, OtherGrade> {
    Path::new("grade")
}

pub(crate) async fn a_renamed_value_is_read_written_and_found_under_its_stored_name(bed: Bed) {
    let poor = bed
        .insert(Specimen {
            grade: Grade::Poor,
            grades: vec![Grade::Poor, Grade::Unspecified],
            ..specimen()
        })
        .await;
    let read = other(&bed).get(&poor.id).await.unwrap();
    assert_eq!(read.grade, OtherGrade::Bad);
    assert_eq!(read.grades, [OtherGrade::Bad, OtherGrade::Unknown]);
    let found = async |filter: Filter<OtherSpecimen>| other(&bed).count(filter).await.unwrap();
    assert_eq!(found(grade().eq(OtherGrade::Bad)).await, 1);
    assert_eq!(found(grade().eq(OtherGrade::Unknown)).await, 0);

    let changes = OtherSpecimen {
        id: poor.id.clone(),
        grade: OtherGrade::Unknown,
        grades: vec![OtherGrade::Bad],
        ..OtherSpecimen::default()
    };
    let paths = mask(&["grade", "grades"]);
    other(&bed).update(changes, &paths).await.unwrap();
    let after = bed.stored(&poor.id).await;
    assert_eq!(after.grade, Grade::Unspecified);
    assert_eq!(after.grades, [Grade::Poor]);
    assert_eq!(found(grade().eq(OtherGrade::Unknown)).await, 1);
}

fn unknown(grade: OtherGrade) -> bool {
    matches!(grade, OtherGrade::Unrecognized(_))
}

pub(crate) async fn a_value_of_a_newer_version_is_kept_by_who_does_not_know_it(bed: Bed) {
    let fine = bed
        .insert(Specimen {
            grade: Grade::Fine,
            grades: vec![Grade::Poor, Grade::Fine],
            ..specimen()
        })
        .await;
    let mut read = other(&bed).get(&fine.id).await.unwrap();
    assert!(unknown(read.grade), "{:?}", read.grade);
    assert_eq!(read.grades[0], OtherGrade::Bad);
    assert!(unknown(read.grades[1]), "{:?}", read.grades);

    read.title = "replaced".into();
    let read = other(&bed).replace(read).await.unwrap();
    let changes = OtherSpecimen {
        number: "updated".into(),
        ..read
    };
    let paths = mask(&["number", "grade"]);
    other(&bed).update(changes, &paths).await.unwrap();
    let after = bed.stored(&fine.id).await;
    let expected = Specimen {
        title: "replaced".into(),
        code: "updated".into(),
        etag: after.etag.clone(),
        ..fine
    };
    assert_eq!(after, expected);
    let repository = other(&bed);
    let list = repository.list(Filter::all()).order_by(grade().ascending());
    assert_eq!(list.all().await.unwrap().len(), 1);
}

pub(crate) async fn a_value_that_is_not_known_by_name_is_never_written(bed: Bed) {
    let fine = bed
        .insert(Specimen {
            grades: vec![Grade::Fine],
            ..specimen()
        })
        .await;
    let read = other(&bed).get(&fine.id).await.unwrap();
    let copied = OtherSpecimen {
        grade: read.grades[0],
        ..read.clone()
    };
    let mut longer = read.clone();
    longer.grades.push(OtherGrade::Bad);
    let fresh = OtherSpecimen {
        id: SpecimenId::default(),
        number: "fresh".into(),
        ..read.clone()
    };
    let filtered = grade().eq(read.grades[0]);
    for status in [
        other(&bed).replace(copied).await.unwrap_err(),
        other(&bed).replace(longer).await.unwrap_err(),
        other(&bed).insert(fresh).await.unwrap_err(),
        other(&bed).count(filtered).await.unwrap_err(),
    ] {
        assert_eq!(status.code(), Code::InvalidArgument, "{status}");
    }
    assert_eq!(bed.stored(&fine.id).await, fine);
    let without = OtherSpecimen {
        grades: Vec::new(),
        ..read
    };
    other(&bed).replace(without).await.unwrap();
    assert_eq!(bed.stored(&fine.id).await.grades, []);
}

pub(crate) async fn a_rule_of_defined_values_holds_for_what_is_changed(bed: Bed) {
    let fine = bed
        .insert(Specimen {
            grade: Grade::Fine,
            ..specimen()
        })
        .await;
    let strict: Repository<Museum, StrictSpecimen> = Repository::open(&bed.database);
    let mut read = strict.get(&fine.id).await.unwrap();
    read.title = "changed".into();
    let mut read = strict.replace(read).await.unwrap();
    assert_eq!(bed.stored(&fine.id).await.grade, Grade::Fine);
    read.grade = OtherGrade::Bad;
    let mut read = strict.replace(read).await.unwrap();
    read.grade = OtherGrade::Unrecognized(7);
    let status = strict.replace(read).await.unwrap_err();
    assert_eq!(status.violated_fields(), ["grade"]);
    assert_eq!(bed.stored(&fine.id).await.grade, Grade::Poor);
}
