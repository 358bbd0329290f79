//! Orders, and what comes behind a position in one.

use bson::{Bson, Document, doc};

use super::codec::{nanos_path, operand, split};
use super::condition::{all, any};
use crate::store::backend::{Key, Position};
use crate::store::document::Datum;
use crate::store::field::Shape;
use crate::store::{Direction, StoreError};

type Result<T, E = StoreError> = std::result::Result<T, E>;

/// The sort document of an order.
pub(super) fn sort(order: &[Key]) -> Document {
    let mut sort = Document::new();
    for key in order {
        let direction = match key.direction {
            Direction::Ascending => 1,
            Direction::Descending => -1,
        };
        for path in paths(&key.field.path, key.field.shape) {
            sort.insert(path, direction);
        }
    }
    sort
}

/// The stored paths that a field is sorted by: a moment has its nanoseconds
/// beside it.
pub(super) fn paths(path: &str, shape: Shape) -> Vec<String> {
    match shape {
        Shape::Time => vec![path.to_owned(), nanos_path(path)],
        _ => vec![path.to_owned()],
    }
}

/// The query for what comes behind a position: the first path is behind its
/// value, or it is the same and the second one is behind, and so on.
pub(super) fn behind(order: &[Key], position: &Position) -> Result<Document> {
    let mut marks = Vec::new();
    for (key, value) in order.iter().zip(&position.0) {
        marks.extend(marks_of(key, value)?);
    }
    let mut alternatives = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        if let Some(behind) = mark.behind() {
            let mut terms: Vec<Document> = marks[..index].iter().map(Mark::same).collect();
            terms.push(behind);
            alternatives.push(all(terms));
        }
    }
    Ok(any(alternatives))
}

/// A position in the order of one path.
struct Mark {
    path: String,
    direction: Direction,
    shape: Shape,
    /// [`Bson::Null`] where nothing is stored.
    value: Bson,
}

fn marks_of(key: &Key, value: &Datum) -> Result<Vec<Mark>> {
    let mark = |path: &str, value| Mark {
        path: path.to_owned(),
        direction: key.direction,
        shape: key.field.shape,
        value,
    };
    let path = &key.field.path;
    if key.field.shape != Shape::Time {
        return Ok(vec![mark(path, operand(value)?)]);
    }
    let (date, nanos) = match value {
        Datum::Time(time) => {
            let (date, nanos) = split(*time);
            let nanos = if nanos == 0 { Bson::Null } else { nanos.into() };
            (date.into(), nanos)
        }
        _ => (Bson::Null, Bson::Null),
    };
    Ok(vec![mark(path, date), mark(&nanos_path(path), nanos)])
}

impl Mark {
    fn same(&self) -> Document {
        doc! { &self.path: { "$eq": self.value.clone() } }
    }

    /// `None` if nothing can be behind.
    fn behind(&self) -> Option<Document> {
        let path = &self.path;
        let value = self.value.clone();
        let is_nan = value.as_f64().is_some_and(f64::is_nan);
        match (&self.value, self.direction) {
            (Bson::Null, Direction::Ascending) => Some(doc! { path: { "$ne": Bson::Null } }),
            // Nothing is smaller than what is missing.
            (Bson::Null, Direction::Descending) => None,
            // Not a number sorts before all numbers, but doesn't compare with them.
            (_, Direction::Ascending) if is_nan => {
                Some(doc! { path: { "$gte": f64::NEG_INFINITY } })
            }
            (_, Direction::Descending) if is_nan => Some(doc! { path: { "$eq": Bson::Null } }),
            (_, Direction::Ascending) => {
                let mut terms = vec![doc! { path: { "$gt": value } }];
                // A comparison sees only values of its own type. Numbers of
                // unknown enum values sort before the names of known ones.
                if self.shape == Shape::Enum && !matches!(self.value, Bson::String(_)) {
                    terms.push(doc! { path: { "$type": "string" } });
                }
                Some(any(terms))
            }
            (_, Direction::Descending) => {
                let mut terms = vec![
                    doc! { path: { "$lt": value } },
                    doc! { path: { "$eq": Bson::Null } },
                ];
                if self.shape == Shape::Enum && matches!(self.value, Bson::String(_)) {
                    terms.push(doc! { path: { "$type": "number" } });
                }
                if self.shape == Shape::Double {
                    terms.push(doc! { path: { "$eq": f64::NAN } });
                }
                Some(any(terms))
            }
        }
    }
}
