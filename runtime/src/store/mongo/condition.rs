//! Conditions as MongoDB's query documents.

use bson::{Bson, Document, doc};

use super::codec::{nanos_path, operand, split};
use crate::message::Timestamp;
use crate::store::StoreError;
use crate::store::condition::Condition;
use crate::store::document::Datum;
use crate::store::expression::Operator;
use crate::store::field::{Field, Shape};

type Result<T, E = StoreError> = std::result::Result<T, E>;

/// The query for the documents that match. Values stand behind operators, so
/// that they are never taken for some themselves.
pub(super) fn filter(condition: &Condition) -> Result<Document> {
    Ok(match condition {
        Condition::All => doc! {},
        Condition::Nothing => nothing(),
        Condition::Compare(field, operator, value) => compare(field, *operator, value)?,
        Condition::OneOf(field, values) => one_of(field, values)?,
        Condition::Stored(path) => doc! { path: { "$exists": true } },
        Condition::NotEmpty(field) if field.shape == Shape::List => {
            doc! { format!("{}.0", field.path): { "$exists": true } }
        }
        Condition::NotEmpty(field) => doc! { &field.path: { "$exists": true, "$ne": {} } },
        Condition::And(terms) => all(terms.iter().map(filter).collect::<Result<_>>()?),
        Condition::Or(terms) => any(terms.iter().map(filter).collect::<Result<_>>()?),
        Condition::Not(term) => doc! { "$nor": [filter(term)?] },
    })
}

fn nothing() -> Document {
    doc! { "_id": { "$in": [] } }
}

/// Each of these.
pub(super) fn all(mut terms: Vec<Document>) -> Document {
    terms.retain(|term| !term.is_empty());
    match terms.len() {
        0 => doc! {},
        1 => terms.remove(0),
        _ => doc! { "$and": terms },
    }
}

/// One of these.
pub(super) fn any(mut terms: Vec<Document>) -> Document {
    match terms.len() {
        0 => nothing(),
        1 => terms.remove(0),
        _ => doc! { "$or": terms },
    }
}

fn compare(field: &Field, operator: Operator, value: &Datum) -> Result<Document> {
    if let (Shape::Time, Datum::Time(time)) = (field.shape, value) {
        return Ok(compare_time(&field.path, operator, *time));
    }
    Ok(doc! { &field.path: { symbol(operator): operand(value)? } })
}

fn one_of(field: &Field, values: &[Datum]) -> Result<Document> {
    if field.shape == Shape::Time {
        let equal = |value| compare(field, Operator::Equal, value);
        return Ok(any(values.iter().map(equal).collect::<Result<_>>()?));
    }
    let values = values.iter().map(operand).collect::<Result<Vec<_>>>()?;
    Ok(doc! { &field.path: { "$in": values } })
}

/// Moments compare by their dates, and by the nanoseconds beside them where the
/// dates are the same. Where no nanoseconds are stored, there are none.
fn compare_time(path: &str, operator: Operator, time: Timestamp) -> Document {
    let (date, nanos) = split(time);
    let nanos_path = nanos_path(path);
    let less = || match nanos {
        0 => nothing(),
        nanos => doc! { "$or": [{ &nanos_path: missing() }, { &nanos_path: { "$lt": nanos } }] },
    };
    let equal = || match nanos {
        0 => doc! { &nanos_path: missing() },
        nanos => doc! { &nanos_path: { "$eq": nanos } },
    };
    let greater = || doc! { &nanos_path: { "$gt": nanos } };
    let same_date = |rest| all(vec![doc! { path: { "$eq": date } }, rest]);
    let earlier = || doc! { path: { "$lt": date } };
    let later = || doc! { path: { "$gt": date } };
    match operator {
        Operator::Equal => same_date(equal()),
        Operator::Less => any(vec![earlier(), same_date(less())]),
        Operator::LessOrEqual => any(vec![earlier(), same_date(any(vec![less(), equal()]))]),
        Operator::Greater => any(vec![later(), same_date(greater())]),
        Operator::GreaterOrEqual => any(vec![later(), same_date(any(vec![greater(), equal()]))]),
    }
}

/// Matches what is missing.
fn missing() -> Bson {
    Bson::Document(doc! { "$eq": Bson::Null })
}

fn symbol(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "$eq",
        Operator::Less => "$lt",
        Operator::LessOrEqual => "$lte",
        Operator::Greater => "$gt",
        Operator::GreaterOrEqual => "$gte",
    }
}
