//! What of a request is ignored.

use std::collections::BTreeMap;

use counterpart::message::{Timestamp, prepare};
use counterpart::validate::Check;

use crate::sample::{CreateShelfRequest, Payment, PaymentMethod, Place, Shelf, UpdateShelfRequest};

/// A shelf as a client got it, with all that the service gives.
fn full(room: &str) -> Shelf {
    let place = Place {
        room: room.to_owned(),
        floor: 1,
        visits: 10,
    };
    Shelf {
        id: "7".into(),
        title: "old".into(),
        code: "c".into(),
        place: Some(place.clone()),
        labels: BTreeMap::from([("k".into(), place.clone())]),
        past_places: vec![place],
        payment: Some(Payment {
            method: Some(PaymentMethod::Cash(5)),
        }),
        create_time: Some(Timestamp::default()),
        etag: "1".into(),
        ..Shelf::default()
    }
}

/// The same without what the service gives.
fn cleared(room: &str) -> Shelf {
    let mut shelf = full(room);
    shelf.id.clear();
    shelf.create_time = None;
    let inner = shelf.place.iter_mut();
    let inner = inner
        .chain(shelf.labels.values_mut())
        .chain(&mut shelf.past_places);
    inner.for_each(|place| place.visits = 0);
    shelf
}

#[test]
fn a_new_entity_comes_without_what_the_service_gives() {
    let mut request = CreateShelfRequest {
        shelf: Some(full("a")),
    };
    prepare(&mut request);
    assert_eq!(request.shelf, Some(cleared("a")));
}

#[test]
fn an_updated_entity_still_says_which_one_it_is() {
    let mut request = UpdateShelfRequest {
        shelf: Some(full("a")),
        ..UpdateShelfRequest::default()
    };
    prepare(&mut request);
    let expected = Shelf {
        id: "7".into(),
        ..cleared("a")
    };
    assert_eq!(request.shelf, Some(expected));
}

#[test]
fn nothing_appears_that_was_not_there() {
    let mut request = CreateShelfRequest::default();
    prepare(&mut request);
    assert_eq!(request, CreateShelfRequest::default());
    let mut request = CreateShelfRequest {
        shelf: Some(Shelf::default()),
    };
    prepare(&mut request);
    assert_eq!(request.shelf, Some(Shelf::default()));
}

#[test]
fn a_prepared_entity_keeps_the_rules_of_a_new_one() {
    let mut request = CreateShelfRequest {
        shelf: Some(full("a")),
    };
    prepare(&mut request);
    assert!(Check::of(&request).is_ok(), "{:?}", Check::of(&request));
}
