//! Which fields are checked, and how they are told.

use std::collections::BTreeMap;

use counterpart::message::FieldMask;
use counterpart::rpc::{Code, StatusExt as _};
use counterpart::validate::{Check, MAX_VIOLATIONS};

use super::{broken, found};
use crate::sample::{
    Card, CreateShelfRequest, Everything, Payment, PaymentMethod, Place, Shelf, UpdateShelfRequest,
};

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
