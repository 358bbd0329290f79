//! Update masks.

use std::collections::BTreeMap;

use counterpart::message::mask::{MaskError, Selection, apply, covers};
use counterpart::message::{FieldDescriptor, FieldMask, Timestamp};
use counterpart::rpc::StatusExt as _;

use crate::sample::{Payment, PaymentMethod, Place, SHELF, Shelf};

fn mask(paths: &[&str]) -> FieldMask {
    FieldMask {
        paths: paths.iter().map(|path| (*path).to_owned()).collect(),
    }
}

fn place(room: &str, floor: i32, visits: i64) -> Place {
    Place {
        room: room.to_owned(),
        floor,
        visits,
    }
}

fn stored() -> Shelf {
    Shelf {
        id: "7".into(),
        title: "old".into(),
        code: "c".into(),
        place: Some(place("a", 1, 10)),
        tags: vec!["x".into()],
        labels: BTreeMap::from([("k".into(), place("l", 1, 1))]),
        past_places: vec![place("p", 1, 1)],
        payment: Some(Payment {
            method: Some(PaymentMethod::Cash(5)),
        }),
        create_time: Some(Timestamp::default()),
        etag: "1".into(),
    }
}

fn changes() -> Shelf {
    Shelf {
        id: "8".into(),
        title: "new".into(),
        code: "d".into(),
        place: Some(place("b", 2, 20)),
        tags: vec!["y".into(), "z".into()],
        labels: BTreeMap::new(),
        past_places: Vec::new(),
        payment: Some(Payment {
            method: Some(PaymentMethod::Note("n".into())),
        }),
        create_time: None,
        etag: "2".into(),
    }
}

fn applied(paths: &[&str], changes: &Shelf) -> Shelf {
    let mut shelf = stored();
    apply(&mask(paths), changes, &mut shelf).expect("the mask can be used");
    shelf
}

#[test]
fn only_named_fields_change() {
    assert_eq!(
        applied(&["title"], &changes()),
        Shelf {
            title: "new".into(),
            ..stored()
        }
    );
    assert_eq!(
        applied(&["tags", "labels"], &changes()),
        Shelf {
            tags: vec!["y".into(), "z".into()],
            labels: BTreeMap::new(),
            ..stored()
        }
    );
    assert_eq!(
        applied(&["title", "title"], &changes()),
        applied(&["title"], &changes())
    );
}

#[test]
fn a_part_of_a_message_changes_alone() {
    assert_eq!(
        applied(&["place.room"], &changes()),
        Shelf {
            place: Some(place("b", 1, 10)),
            ..stored()
        }
    );
    let without = Shelf {
        place: None,
        ..changes()
    };
    assert_eq!(
        applied(&["place.room"], &without),
        Shelf {
            place: Some(place("", 1, 10)),
            ..stored()
        }
    );
    let mut shelf = Shelf {
        place: None,
        ..stored()
    };
    apply(&mask(&["place.room"]), &without, &mut shelf).expect("the mask can be used");
    assert_eq!(
        shelf.place, None,
        "what is absent on both sides stays absent"
    );
    assert_eq!(
        applied(&["place", "place.room"], &changes()),
        applied(&["place"], &changes())
    );
}

#[test]
fn a_replaced_message_keeps_what_nobody_may_change() {
    assert_eq!(
        applied(&["place"], &changes()),
        Shelf {
            place: Some(place("b", 1, 10)),
            ..stored()
        }
    );
    let without = Shelf {
        place: None,
        ..changes()
    };
    assert_eq!(
        applied(&["place"], &without),
        Shelf {
            place: None,
            ..stored()
        }
    );
}

#[test]
fn a_member_of_a_oneof_replaces_the_others() {
    let note = Payment {
        method: Some(PaymentMethod::Note("n".into())),
    };
    assert_eq!(
        applied(&["payment.note"], &changes()),
        Shelf {
            payment: Some(note.clone()),
            ..stored()
        }
    );
    assert_eq!(
        applied(&["payment"], &changes()),
        Shelf {
            payment: Some(note),
            ..stored()
        }
    );
    assert_eq!(
        applied(&["payment.cash"], &changes()),
        Shelf {
            payment: Some(Payment::default()),
            ..stored()
        },
        "the named member is cleared where it isn't given"
    );
    assert_eq!(
        applied(&["payment.card"], &changes()),
        stored(),
        "a member that neither has leaves the other alone"
    );
}

#[test]
fn a_star_replaces_all_but_what_the_service_gives() {
    assert_eq!(
        applied(&["*"], &changes()),
        Shelf {
            id: "7".into(),
            code: "c".into(),
            place: Some(place("b", 1, 10)),
            create_time: Some(Timestamp::default()),
            etag: "1".into(),
            ..changes()
        }
    );
    let empty = Shelf::default();
    assert_eq!(
        applied(&["*"], &empty),
        Shelf {
            id: "7".into(),
            code: "c".into(),
            create_time: Some(Timestamp::default()),
            etag: "1".into(),
            ..empty
        }
    );
}

#[test]
fn a_mask_that_cannot_be_used_says_why() {
    for (paths, expected) in [
        (&[][..], "must name at least one field, or be `*`"),
        (&["*", "title"], "`*` names all fields and stands alone"),
        (&["tilte"], "`tilte` names no field of sample.v1.Shelf"),
        (&[""], "`` names no field of sample.v1.Shelf"),
        (
            &["place.roof"],
            "`place.roof` names no field of sample.v1.Place",
        ),
        (
            &["pastPlaces"],
            "`pastPlaces` names no field of sample.v1.Shelf",
        ),
        (
            &["tags.x"],
            "`tags.x` goes into `tags`, which can only be named as a whole",
        ),
        (
            &["past_places.room"],
            "`past_places.room` goes into `past_places`, which can only be named as a whole",
        ),
        (
            &["labels.k"],
            "`labels.k` goes into `labels`, which can only be named as a whole",
        ),
        (
            &["title.x"],
            "`title.x` goes into `title`, which can only be named as a whole",
        ),
        (&["id"], "`id` is given by the service and can't be changed"),
        (
            &["create_time"],
            "`create_time` is given by the service and can't be changed",
        ),
        (
            &["create_time.seconds"],
            "`create_time.seconds` is given by the service and can't be changed",
        ),
        (
            &["place.visits"],
            "`place.visits` is given by the service and can't be changed",
        ),
        (
            &["etag"],
            "`etag` is given by the service and can't be changed",
        ),
        (&["code"], "`code` can't be changed after it was set"),
        (
            &["place.floor"],
            "`place.floor` can't be changed after it was set",
        ),
    ] {
        let errors = Selection::resolve(&SHELF, &mask(paths)).expect_err(expected);
        assert_eq!(errors[0].to_string(), expected);
        let status = apply(&mask(paths), &changes(), &mut stored()).expect_err(expected);
        assert_eq!(status.violated_fields()[0], "update_mask");
    }
    let errors =
        Selection::resolve(&SHELF, &mask(&["id", "title", "x"])).expect_err("two are wrong");
    assert!(matches!(
        &errors[..],
        [MaskError::ReadOnly { .. }, MaskError::Unknown { .. }]
    ));
}

#[test]
fn a_selection_names_its_paths() {
    let selection = Selection::resolve(&SHELF, &mask(&["title", "place.room", "payment.note"]))
        .expect("the mask can be used");
    let names = |path: &Vec<&'static FieldDescriptor>| {
        let names: Vec<_> = path.iter().map(|field| field.name).collect();
        names.join(".")
    };
    let paths: Vec<_> = selection.paths().iter().map(names).collect();
    assert_eq!(paths, ["title", "place.room", "payment.note"]);
}

#[test]
fn a_mask_covers_what_it_names_and_what_lies_in_it() {
    for (paths, path, expected) in [
        (&["*"][..], "place.room", true),
        (&["place"], "place", true),
        (&["place"], "place.room", true),
        (&["place.room"], "place", false),
        (&["place"], "places", false),
        (&["title"], "place", false),
        (&[], "place", false),
    ] {
        assert_eq!(covers(&mask(paths), path), expected, "{paths:?} and {path}");
    }
}
