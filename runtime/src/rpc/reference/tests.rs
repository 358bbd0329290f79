use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tonic_types::StatusExt as _;

use super::*;
use crate::bus::{Embedded, Limits};
use crate::message::{FIELD_MASK, FieldDescriptor, FieldMask, Kind, MessageDescriptor, Value};

const SHELF: &str = "test.Shelf";

static ITEM: MessageDescriptor = MessageDescriptor::new(
    "test.Item",
    &[
        FieldDescriptor::new(1, "shelf_ids", "shelfIds", Kind::Text)
            .repeated()
            .refers_to(SHELF),
        FieldDescriptor::new(2, "home_id", "homeId", Kind::Text).refers_to(SHELF),
        FieldDescriptor::new(3, "past_id", "pastId", Kind::Text)
            .refers_to(SHELF)
            .output_only(),
        FieldDescriptor::new(4, "first_id", "firstId", Kind::Text)
            .refers_to(SHELF)
            .immutable(),
        FieldDescriptor::new(5, "secret_id", "secretId", Kind::Text)
            .refers_to(SHELF)
            .redacted(),
    ],
);

static UPDATE: MessageDescriptor = MessageDescriptor::new(
    "test.UpdateItemRequest",
    &[
        FieldDescriptor::new(1, "item", "item", Kind::Message(&ITEM))
            .optional()
            .masked_by("update_mask"),
        FieldDescriptor::new(2, "update_mask", "updateMask", Kind::Message(&FIELD_MASK)).optional(),
    ],
);

#[derive(Clone, Default)]
struct Item {
    shelf_ids: Vec<String>,
    home_id: String,
    past_id: String,
    first_id: String,
    secret_id: String,
}

impl Message for Item {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &ITEM
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.shelf_ids),
            2 => Some(&self.home_id),
            3 => Some(&self.past_id),
            4 => Some(&self.first_id),
            5 => Some(&self.secret_id),
            _ => None,
        }
    }

    fn field_mut(&mut self, _number: u32) -> Option<&mut dyn Value> {
        None
    }
}

struct Update {
    item: Option<Item>,
    update_mask: Option<FieldMask>,
}

impl Message for Update {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &UPDATE
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.item),
            2 => Some(&self.update_mask),
            _ => None,
        }
    }

    fn field_mut(&mut self, _number: u32) -> Option<&mut dyn Value> {
        None
    }
}

/// Knows the shelves `a` and `b`, and notes what it is asked.
#[derive(Default)]
struct Shelves {
    asked: Mutex<Vec<String>>,
}

impl Lookup for Shelves {
    async fn exists(&self, _caller: &Caller, entity: &'static str, id: &str) -> Result<bool> {
        assert_eq!(entity, SHELF);
        self.asked.lock().expect("no panic").push(id.to_owned());
        if id == "down" {
            return Err(Status::unavailable("nobody serves test.Shelf"));
        }
        Ok(id == "a" || id == "b")
    }
}

/// The owners are asked directly, so nothing travels over this bus.
async fn check(request: &dyn Message, lookup: &impl Lookup) -> Result<()> {
    let caller = Caller::new(Arc::new(Embedded::new(Limits::default())), "tester");
    super::check(request, lookup, &caller).await
}

fn item(shelf_ids: &[&str], home_id: &str, past_id: &str) -> Item {
    Item {
        shelf_ids: shelf_ids.iter().map(|id| (*id).to_owned()).collect(),
        home_id: home_id.to_owned(),
        past_id: past_id.to_owned(),
        first_id: String::new(),
        secret_id: String::new(),
    }
}

fn update(item: Item, paths: &[&str]) -> Update {
    Update {
        item: Some(item),
        update_mask: Some(FieldMask {
            paths: paths.iter().map(|path| (*path).to_owned()).collect(),
        }),
    }
}

#[tokio::test]
async fn each_unknown_id_is_a_violation_of_its_own_field() {
    let request = item(&["a", "x", "y", "x"], "x", "");
    let status = check(&request, &Shelves::default()).await;
    let status = status.expect_err("x and y don't exist");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(
        status.violated_fields(),
        ["home_id", "shelf_ids[1]", "shelf_ids[2]", "shelf_ids[3]"]
    );
}

#[tokio::test]
async fn an_unknown_id_that_is_redacted_is_told_to_nobody() {
    let request = Item {
        secret_id: "x".to_owned(),
        ..item(&["x"], "", "")
    };
    let status = check(&request, &Shelves::default()).await;
    let details = status.expect_err("x doesn't exist").get_error_details();
    let violations = details
        .bad_request()
        .expect("violations")
        .field_violations
        .clone();
    let told: Vec<_> = violations
        .iter()
        .map(|violation| violation.description.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "there is no such test.Shelf",
            "there is no test.Shelf \"x\""
        ]
    );
}

#[tokio::test]
async fn an_id_is_looked_up_once_and_an_empty_or_ignored_one_never() {
    let shelves = Shelves::default();
    let request = item(&["a", "a", "b"], "", "never");
    check(&request, &shelves).await.expect("all exist");
    assert_eq!(*shelves.asked.lock().expect("no panic"), ["a", "b"]);
}

#[tokio::test]
async fn an_empty_id_in_a_list_refers_to_nothing_that_exists() {
    let shelves = Shelves::default();
    let status = check(&item(&["a", ""], "", ""), &shelves).await;
    let status = status.expect_err("no shelf has an empty id");
    assert_eq!(status.violated_fields(), ["shelf_ids[1]"]);
    assert_eq!(*shelves.asked.lock().expect("no panic"), ["a"]);
}

#[tokio::test]
async fn only_what_the_mask_names_is_looked_up() {
    let unknown = || item(&["x"], "a", "");
    let shelves = Shelves::default();
    let request = update(unknown(), &["home_id"]);
    check(&request, &shelves).await.expect("a exists");
    for paths in [&["shelf_ids"][..], &["*"]] {
        let status = check(&update(unknown(), paths), &shelves).await;
        let status = status.expect_err("x doesn't exist");
        assert_eq!(status.violated_fields(), ["item.shelf_ids[0]"], "{paths:?}");
    }
    let request = update(unknown(), &[]);
    check(&request, &shelves).await.expect("nothing is named");
}

#[tokio::test]
async fn a_lookup_that_fails_is_no_missing_entity() {
    let status = check(&item(&["x", "down"], "", ""), &Shelves::default()).await;
    assert_eq!(status.expect_err("it failed").code(), Code::Unavailable);
}

#[tokio::test]
async fn what_an_update_can_not_change_is_looked_up_only_in_a_new_entity() {
    let found_long_ago = || Item {
        first_id: "x".to_owned(),
        ..item(&["a"], "b", "")
    };
    let shelves = Shelves::default();
    let request = update(found_long_ago(), &["*"]);
    check(&request, &shelves).await.expect("a and b exist");
    let status = check(&found_long_ago(), &shelves).await;
    let status = status.expect_err("x doesn't exist");
    assert_eq!(status.violated_fields(), ["first_id"]);
}

#[tokio::test]
async fn a_request_that_refers_to_too_much_is_refused_before_anybody_is_asked() {
    let ids: Vec<_> = (0..=MAX_REFERENCES).map(|id| id.to_string()).collect();
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let shelves = Shelves::default();
    let status = check(&item(&ids, "", ""), &shelves).await;
    let status = status.expect_err("one is too many");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("1000 entities"), "{status}");
    assert!(shelves.asked.lock().expect("no panic").is_empty());

    // The same id again is no further entity.
    let repeated = [&ids[1..], &ids[1..]].concat();
    let status = check(&item(&repeated, "", ""), &shelves).await;
    assert!(
        !status
            .expect_err("none exists")
            .violated_fields()
            .is_empty()
    );
    let asked = shelves.asked.lock().expect("no panic").len();
    assert_eq!(asked, MAX_REFERENCES);
}

/// Notes how many lookups are under way.
#[derive(Default)]
struct Busy {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Lookup for Busy {
    async fn exists(&self, _caller: &Caller, _entity: &'static str, _id: &str) -> Result<bool> {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        tokio::task::yield_now().await;
        self.now.fetch_sub(1, Ordering::SeqCst);
        Ok(true)
    }
}

#[tokio::test]
async fn lookups_run_side_by_side_and_never_too_many() {
    let ids: Vec<_> = (0..100).map(|id| id.to_string()).collect();
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let busy = Busy::default();
    check(&item(&ids, "", ""), &busy).await.expect("all exist");
    assert_eq!(busy.most.into_inner(), CONCURRENT_LOOKUPS);
}
