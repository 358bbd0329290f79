//! Whether what a request refers to exists.

use std::any::Any;
use std::collections::BTreeMap;

use futures::future::try_join_all;

use super::{Code, FieldViolation, Result, Status, StatusExt};
use crate::message::{FieldDescriptor, FieldMask, ListView, Message, Value, View};

/// The most lookups that one request has under way at once.
const CONCURRENT_LOOKUPS: usize = 16;

/// Asks the owners of entities whether ids exist. Generated for each service
/// whose requests hold references.
pub trait Lookup: Sync {
    /// Whether the entity (a full name, such as `shop.category.v1.Category`)
    /// with this id exists.
    fn exists(&self, entity: &'static str, id: &str) -> impl Future<Output = Result<bool>> + Send;
}

/// Turns the result of an entity's Get method into whether the entity exists.
/// Every failure but `NOT_FOUND` stays one.
pub fn found<T>(result: Result<T>) -> Result<bool> {
    match result {
        Ok(_) => Ok(true),
        Err(status) if status.code() == Code::NotFound => Ok(false),
        Err(status) => Err(status),
    }
}

/// Looks up every reference that the request holds, each id once.
/// `INVALID_ARGUMENT` with a violation of each field whose entity doesn't exist.
pub(super) async fn check(request: &dyn Message, lookup: &impl Lookup) -> Result<()> {
    let references = references_in(request);
    let targets: Vec<_> = references.keys().collect();
    let mut exists = Vec::with_capacity(targets.len());
    for some in targets.chunks(CONCURRENT_LOOKUPS) {
        let lookups = some.iter().map(|(entity, id)| lookup.exists(entity, id));
        exists.extend(try_join_all(lookups).await?);
    }
    let mut violations: Vec<_> = references
        .iter()
        .zip(exists)
        .filter(|(_, exists)| !exists)
        .flat_map(|(((entity, id), paths), _)| paths.iter().map(|path| violation(path, entity, id)))
        .collect();
    if violations.is_empty() {
        return Ok(());
    }
    violations.sort_by(|one, other| one.field.cmp(&other.field));
    Err(Status::violations(violations))
}

fn violation(path: &str, entity: &str, id: &str) -> FieldViolation {
    let mut violation = FieldViolation::new(path, format!("there is no {entity} {id:?}"));
    "REFERENCE_NOT_FOUND".clone_into(&mut violation.reason);
    violation
}

/// What a request refers to, and the paths of the fields that do so.
type References = BTreeMap<(&'static str, String), Vec<String>>;

fn references_in(request: &dyn Message) -> References {
    let mut references = References::new();
    collect(request, "", &Scope::Everything, &mut references);
    references
}

fn collect(message: &dyn Message, prefix: &str, scope: &Scope<'_>, references: &mut References) {
    for field in message.descriptor().fields {
        // What the caller can't set is ignored, so it refers to nothing.
        if field.behavior.is_ignored_on_input() {
            continue;
        }
        let Some(inner) = scope.of_field(message, field) else {
            continue;
        };
        if let Some(value) = message.field(field.number) {
            let path = join(prefix, field.name);
            collect_value(value, &path, field, &inner, references);
        }
    }
}

fn collect_value(
    value: &dyn Value,
    path: &str,
    field: &FieldDescriptor,
    scope: &Scope<'_>,
    references: &mut References,
) {
    match value.view() {
        View::Text(id) if !id.is_empty() => {
            if let Some(entity) = field.reference {
                references
                    .entry((entity, id.to_owned()))
                    .or_default()
                    .push(path.to_owned());
            }
        }
        View::Message(message) => collect(message, path, scope, references),
        View::List(list) => {
            for (index, element) in elements(list).enumerate() {
                let path = format!("{path}[{index}]");
                collect_value(element, &path, field, scope, references);
            }
        }
        View::Map(map) => map.for_each(&mut |key, element| {
            let path = format!("{path}[{}]", key_text(key));
            collect_value(element, &path, field, scope, references);
        }),
        _ => {}
    }
}

fn elements(list: &dyn ListView) -> impl Iterator<Item = &dyn Value> {
    (0..list.len()).filter_map(|index| list.at(index))
}

fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix}.{name}")
    }
}

/// A map's key as it stands in a path.
fn key_text(key: View<'_>) -> String {
    match key {
        View::Bool(key) => key.to_string(),
        View::Int32(key) => key.to_string(),
        View::Int64(key) => key.to_string(),
        View::UInt32(key) => key.to_string(),
        View::UInt64(key) => key.to_string(),
        View::Text(key) => format!("{key:?}"),
        _ => String::new(),
    }
}

/// Which fields of a message count.
enum Scope<'a> {
    /// All of them.
    Everything,
    /// Those that these paths of an update mask name, and what lies below them.
    Paths(Vec<&'a str>),
}

impl<'a> Scope<'a> {
    /// What counts inside this field; `None` if the field doesn't count.
    fn of_field<'m: 'a>(
        &self,
        message: &'m dyn Message,
        field: &FieldDescriptor,
    ) -> Option<Scope<'a>> {
        match self {
            Self::Everything => Some(match field.mask {
                Some(mask) => Self::of_mask(message, mask),
                None => Self::Everything,
            }),
            Self::Paths(paths) => {
                let mut below = Vec::new();
                for path in paths {
                    match path.strip_prefix(field.name) {
                        Some("") => return Some(Self::Everything),
                        Some(rest) => below.extend(rest.strip_prefix('.')),
                        None => {}
                    }
                }
                (!below.is_empty()).then_some(Self::Paths(below))
            }
        }
    }

    /// The paths of the update mask in this field of the request.
    fn of_mask(message: &'a dyn Message, mask: &str) -> Self {
        let value = message
            .descriptor()
            .by_name(mask)
            .and_then(|field| message.field(field.number));
        let Some(View::Message(mask)) = value.map(Value::view) else {
            return Self::Paths(Vec::new());
        };
        let mask: &dyn Any = mask;
        let paths = mask
            .downcast_ref::<FieldMask>()
            .map(|mask| mask.paths.as_slice())
            .unwrap_or_default();
        if paths.iter().any(|path| path == "*") {
            Self::Everything
        } else {
            Self::Paths(paths.iter().map(String::as_str).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::message::{FIELD_MASK, FieldDescriptor, Kind, MessageDescriptor};

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
        ],
    );

    static UPDATE: MessageDescriptor = MessageDescriptor::new(
        "test.UpdateItemRequest",
        &[
            FieldDescriptor::new(1, "item", "item", Kind::Message(&ITEM))
                .optional()
                .masked_by("update_mask"),
            FieldDescriptor::new(2, "update_mask", "updateMask", Kind::Message(&FIELD_MASK))
                .optional(),
        ],
    );

    #[derive(Clone, Default)]
    struct Item {
        shelf_ids: Vec<String>,
        home_id: String,
        past_id: String,
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
        async fn exists(&self, entity: &'static str, id: &str) -> Result<bool> {
            assert_eq!(entity, SHELF);
            self.asked.lock().expect("no panic").push(id.to_owned());
            if id == "down" {
                return Err(Status::unavailable("nobody serves test.Shelf"));
            }
            Ok(id == "a" || id == "b")
        }
    }

    fn item(shelf_ids: &[&str], home_id: &str, past_id: &str) -> Item {
        Item {
            shelf_ids: shelf_ids.iter().map(|id| (*id).to_owned()).collect(),
            home_id: home_id.to_owned(),
            past_id: past_id.to_owned(),
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
    async fn an_id_is_looked_up_once_and_an_empty_or_ignored_one_never() {
        let shelves = Shelves::default();
        let request = item(&["a", "a", "b"], "", "never");
        check(&request, &shelves).await.expect("all exist");
        assert_eq!(*shelves.asked.lock().expect("no panic"), ["a", "b"]);
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
}
