//! Tables and indexes, made from what the contract says of an entity.

use rusqlite::{Connection, OptionalExtension};

use super::error;
use super::sql::{column, quoted};
use crate::store::field::{Field, Shape};
use crate::store::{EntityDescriptor, IndexDescriptor, StoreError};

/// The version of this layout, kept in the file's `user_version`.
const LAYOUT: i64 = 1;

/// The table of what the store itself keeps.
pub(super) const SYSTEM_TABLE: &str = "_counterpart";

/// Makes a new file a database of this layout. A file of a layout that this
/// program doesn't know is refused.
pub(super) fn prepare(connection: &Connection) -> Result<(), StoreError> {
    let layout: i64 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(|error| error::of_read(&error))?;
    if layout > LAYOUT {
        return Err(StoreError::Mismatch(format!(
            "the file was written by a newer program: its layout is {layout}, and {LAYOUT} is known here"
        )));
    }
    connection
        .execute_batch(&format!(
            "CREATE TABLE IF NOT EXISTS {SYSTEM_TABLE} (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT;
             PRAGMA user_version = {LAYOUT};"
        ))
        .map_err(|error| error::of_read(&error))
}

/// Makes the table and the indexes of an entity that aren't there, and tells
/// what is there and differs.
pub(super) fn apply(
    connection: &mut Connection,
    entity: &EntityDescriptor,
) -> Result<Vec<String>, StoreError> {
    let failed = |error: rusqlite::Error| error::of_read(&error);
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(failed)?;
    let table = quoted(entity.collection);
    transaction
        .execute_batch(&format!(
            "CREATE TABLE IF NOT EXISTS {table} (id TEXT NOT NULL PRIMARY KEY, document TEXT NOT NULL) STRICT"
        ))
        .map_err(failed)?;
    let mut differences = Vec::new();
    for index in entity.indexes {
        let Some(wanted) = create_index(entity, index)? else {
            continue;
        };
        let name = index_name(entity, index);
        match stored_index(&transaction, &name).map_err(failed)? {
            None => transaction
                .execute_batch(&wanted)
                .map_err(|error| cannot_create(entity, index, &error))?,
            Some(stored) if stored == wanted => {}
            Some(stored) => differences.push(format!(
                "index {} of {} differs from the contract: {stored:?} is there, {wanted:?} is wanted",
                index.name, entity.collection
            )),
        }
    }
    differences.extend(unknown_indexes(&transaction, entity).map_err(failed)?);
    transaction.commit().map_err(failed)?;
    Ok(differences)
}

/// The statement that makes an index; `None` if SQLite can't index any of the
/// fields. Lists are left out, since an expression has one value per row.
fn create_index(
    entity: &EntityDescriptor,
    index: &IndexDescriptor,
) -> Result<Option<String>, StoreError> {
    let mut columns = Vec::new();
    for field in Field::indexed(entity, index)? {
        if field.shape != Shape::List {
            columns.push(column(&field));
        }
    }
    if columns.is_empty() {
        return Ok(None);
    }
    let unique = if index.unique {
        // What is absent is null, which SQLite takes for equal to nothing.
        "UNIQUE "
    } else {
        // The last key of every order.
        columns.push("id".to_owned());
        ""
    };
    Ok(Some(format!(
        "CREATE {unique}INDEX {} ON {} ({})",
        quoted(&index_name(entity, index)),
        quoted(entity.collection),
        columns.join(", ")
    )))
}

fn index_name(entity: &EntityDescriptor, index: &IndexDescriptor) -> String {
    format!("{}.{}", entity.collection, index.name)
}

fn stored_index(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?",
            [name],
            |row| row.get(0),
        )
        .optional()
}

fn unknown_indexes(
    connection: &Connection,
    entity: &EntityDescriptor,
) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
    )?;
    let names = statement
        .query_map([entity.collection], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let is_known = |name: &String| {
        entity
            .indexes
            .iter()
            .any(|index| index_name(entity, index) == *name)
    };
    Ok(names
        .into_iter()
        .filter(|name| !is_known(name))
        .map(|name| format!("index {name} is not in the contract"))
        .collect())
}

fn cannot_create(
    entity: &EntityDescriptor,
    index: &IndexDescriptor,
    error: &rusqlite::Error,
) -> StoreError {
    if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) {
        return StoreError::Mismatch(format!(
            "the unique index {} of {} can't be made: stored entities have the same values",
            index.name, entity.collection
        ));
    }
    error::of_read(error)
}

#[cfg(test)]
mod tests {
    use rusqlite::params_from_iter;

    use super::*;
    use crate::message::{FieldDescriptor, Kind, MessageDescriptor};
    use crate::store::Direction;
    use crate::store::backend::{Key, Position, Query};
    use crate::store::condition::Condition;
    use crate::store::document::Datum;
    use crate::store::expression::Operator;
    use crate::store::sqlite::sql::Sql;

    static THING: MessageDescriptor = MessageDescriptor::new(
        "test.v1.Thing",
        &[
            FieldDescriptor::new(1, "id", "id", Kind::Text).identifier(),
            FieldDescriptor::new(2, "title", "title", Kind::Text),
            FieldDescriptor::new(3, "weight", "weight", Kind::Double),
        ],
    );

    static THINGS: EntityDescriptor = EntityDescriptor::new(&THING, "things").indexes(&[
        IndexDescriptor::new("title", &["title"]).unique(),
        IndexDescriptor::new("weight", &["weight"]),
    ]);

    fn field(path: &str) -> Field {
        Field::stored(&THINGS, path).unwrap()
    }

    fn plan(query: &Query) -> String {
        let mut connection = Connection::open_in_memory().unwrap();
        apply(&mut connection, &THINGS).unwrap();
        let sql = Sql::select("things", query).unwrap();
        let mut statement = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {}", sql.text))
            .unwrap();
        let steps = statement
            .query_map(params_from_iter(&sql.parameters), |row| {
                row.get::<_, String>("detail")
            })
            .unwrap();
        steps.map(Result::unwrap).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_filter_over_an_indexed_field_uses_the_index() {
        for condition in [
            Condition::Compare(field("title"), Operator::Equal, Datum::Text("a".into())),
            Condition::OneOf(field("title"), vec![Datum::Text("a".into())]),
        ] {
            let query = Query {
                condition,
                order: vec![],
                after: None,
                limit: 1,
            };
            let plan = plan(&Query {
                order: vec![Key {
                    field: Field::id(),
                    direction: Direction::Ascending,
                }],
                ..query
            });
            assert!(
                plan.contains("SEARCH things USING INDEX things.title"),
                "{plan}"
            );
        }
    }

    #[test]
    fn a_page_is_entered_by_the_index_and_needs_no_sorting() {
        let key = |field, direction| Key { field, direction };
        for direction in [Direction::Ascending, Direction::Descending] {
            let plan = plan(&Query {
                condition: Condition::All,
                order: vec![key(field("weight"), direction), key(Field::id(), direction)],
                after: Some(Position(vec![Datum::Double(1.5), Datum::Text("x".into())])),
                limit: 10,
            });
            assert!(plan.contains("things.weight"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
