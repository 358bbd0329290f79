//! Conditions and orders as SQL.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value};

use super::row;
use crate::store::backend::{Key, Position, Query};
use crate::store::condition::Condition;
use crate::store::document::{Datum, text};
use crate::store::expression::Operator;
use crate::store::field::{Field, Shape};
use crate::store::{Direction, ID_PATH, StoreError};

/// A statement with its parameters.
#[derive(Debug, Default)]
pub(super) struct Sql {
    pub(super) text: String,
    pub(super) parameters: Vec<Parameter>,
}

/// A parameter of a statement.
#[derive(Clone, Debug)]
pub(super) struct Parameter(Value);

impl ToSql for Parameter {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl From<String> for Parameter {
    fn from(text: String) -> Self {
        Self(Value::Text(text))
    }
}

/// A name, quoted.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A stored path in SQLite's notation, such as `$."price"."minor_units"`. Its
/// names hold no quotes: the keys of maps are escaped, all others identifiers.
pub(super) fn json_path(path: &str) -> String {
    path.split('.')
        .fold("$".to_owned(), |whole, name| format!("{whole}.\"{name}\""))
}

/// The expression for a field's value, the same in indexes as in queries:
/// SQLite uses an index only where both are written alike.
pub(super) fn column(field: &Field) -> String {
    let path = json_path(&field.path);
    match field.shape {
        Shape::Id => "id".to_owned(),
        // Numbers that JSON has no notation for are stored as texts.
        Shape::Double => format!(
            "CASE json_extract(document, '{path}') \
             WHEN '{}' THEN 9e999 WHEN '{}' THEN -9e999 WHEN '{}' THEN NULL \
             ELSE json_extract(document, '{path}') END",
            text::INFINITY,
            text::NEGATIVE_INFINITY,
            text::NAN,
        ),
        _ => format!("json_extract(document, '{path}')"),
    }
}

impl Sql {
    /// The documents of a table that a query asks for.
    pub(super) fn select(table: &str, query: &Query) -> Result<Self, StoreError> {
        let mut sql = Self::default();
        sql.text = format!("SELECT id, document FROM {} WHERE ", quoted(table));
        sql.condition(&query.condition)?;
        if let Some(position) = &query.after {
            sql.text.push_str(" AND ");
            sql.behind(&query.order, position)?;
        }
        let order: Vec<String> = query.order.iter().map(order_term).collect();
        sql.text.push_str(" ORDER BY ");
        sql.text.push_str(&order.join(", "));
        sql.text.push_str(&format!(" LIMIT {}", query.limit));
        Ok(sql)
    }

    /// How many documents of a table match.
    pub(super) fn count(table: &str, condition: &Condition) -> Result<Self, StoreError> {
        let mut sql = Self::default();
        sql.text = format!("SELECT count(*) FROM {} WHERE ", quoted(table));
        sql.condition(condition)?;
        Ok(sql)
    }

    /// A term that is true, false, or null in place of false.
    fn condition(&mut self, condition: &Condition) -> Result<(), StoreError> {
        match condition {
            Condition::All => self.text.push_str("TRUE"),
            Condition::Nothing => self.text.push_str("FALSE"),
            Condition::Compare(field, operator, value) => {
                self.compare(field, symbol(*operator), value)?;
            }
            Condition::OneOf(field, values) => self.one_of(field, values)?,
            Condition::Stored(path) if path == ID_PATH => self.text.push_str("TRUE"),
            Condition::Stored(path) => {
                let path = json_path(path);
                self.text
                    .push_str(&format!("json_type(document, '{path}') IS NOT NULL"));
            }
            Condition::NotEmpty(field) => {
                let path = json_path(&field.path);
                self.text.push_str(&format!(
                    "EXISTS (SELECT 1 FROM json_each(document, '{path}'))"
                ));
            }
            Condition::And(terms) => self.join(terms, " AND ", "TRUE")?,
            Condition::Or(terms) => self.join(terms, " OR ", "FALSE")?,
            Condition::Not(term) => {
                self.text.push('(');
                self.condition(term)?;
                self.text.push_str(") IS NOT TRUE");
            }
        }
        Ok(())
    }

    fn join(
        &mut self,
        terms: &[Condition],
        operator: &str,
        of_none: &str,
    ) -> Result<(), StoreError> {
        self.text.push('(');
        for (index, term) in terms.iter().enumerate() {
            if index > 0 {
                self.text.push_str(operator);
            }
            self.condition(term)?;
        }
        if terms.is_empty() {
            self.text.push_str(of_none);
        }
        self.text.push(')');
        Ok(())
    }

    fn compare(&mut self, field: &Field, operator: &str, value: &Datum) -> Result<(), StoreError> {
        self.text.push_str(&column(field));
        self.text.push_str(operator);
        self.value(field, value)
    }

    fn one_of(&mut self, field: &Field, values: &[Datum]) -> Result<(), StoreError> {
        match field.shape {
            Shape::List => {
                let path = json_path(&field.path);
                self.text.push_str(&format!(
                    "EXISTS (SELECT 1 FROM json_each(document, '{path}') AS element \
                     WHERE element.value IN (SELECT value FROM json_each("
                ));
                self.parameter(Value::Text(row::json(&values)?));
                self.text.push_str(")))");
            }
            Shape::Double => {
                let equal = |value: &Datum| {
                    Condition::Compare(field.clone(), Operator::Equal, value.clone())
                };
                let terms: Vec<Condition> = values.iter().map(equal).collect();
                self.join(&terms, " OR ", "FALSE")?;
            }
            _ => {
                self.text.push_str(&column(field));
                self.text.push_str(" IN (SELECT value FROM json_each(");
                self.parameter(Value::Text(row::json(&values)?));
                self.text.push_str("))");
            }
        }
        Ok(())
    }

    /// A term for what comes behind a position: the first key is behind its
    /// value, or it is the same and the second one is behind, and so on.
    fn behind(&mut self, order: &[Key], position: &Position) -> Result<(), StoreError> {
        let mut alternatives = 0;
        self.text.push('(');
        for last in 0..order.len().min(position.0.len()) {
            let (key, value) = (&order[last], &position.0[last]);
            let is_absent = is_absent(&key.field, value);
            if is_absent && key.direction == Direction::Descending {
                // Nothing is smaller than an absent value.
                continue;
            }
            if alternatives > 0 {
                self.text.push_str(" OR ");
            }
            alternatives += 1;
            self.text.push('(');
            for (key, value) in order.iter().zip(&position.0).take(last) {
                self.same(&key.field, value)?;
                self.text.push_str(" AND ");
            }
            match key.direction {
                Direction::Ascending if is_absent => {
                    self.text.push_str(&column(&key.field));
                    self.text.push_str(" IS NOT NULL");
                }
                Direction::Ascending => self.compare(&key.field, " > ", value)?,
                Direction::Descending if key.field.shape == Shape::Id => {
                    self.compare(&key.field, " < ", value)?;
                }
                Direction::Descending => {
                    self.text.push('(');
                    self.compare(&key.field, " < ", value)?;
                    self.text.push_str(" OR ");
                    self.text.push_str(&column(&key.field));
                    self.text.push_str(" IS NULL)");
                }
            }
            self.text.push(')');
        }
        if alternatives == 0 {
            self.text.push_str("FALSE");
        }
        self.text.push(')');
        self.bound(order, position)
    }

    /// Repeats what follows from the alternatives, so that an index over the
    /// first key is entered at the position.
    fn bound(&mut self, order: &[Key], position: &Position) -> Result<(), StoreError> {
        if let (Some(key), Some(value)) = (order.first(), position.0.first())
            && key.direction == Direction::Ascending
            && !is_absent(&key.field, value)
        {
            self.text.push_str(" AND ");
            self.compare(&key.field, " >= ", value)?;
        }
        Ok(())
    }

    fn same(&mut self, field: &Field, value: &Datum) -> Result<(), StoreError> {
        if is_absent(field, value) {
            self.text.push_str(&column(field));
            self.text.push_str(" IS NULL");
            return Ok(());
        }
        self.compare(field, " = ", value)
    }

    /// A value that a field is compared with.
    fn value(&mut self, field: &Field, value: &Datum) -> Result<(), StoreError> {
        match value {
            Datum::Bool(value) => self.parameter(Value::Integer((*value).into())),
            Datum::Int32(value) => self.parameter(Value::Integer((*value).into())),
            Datum::Int64(value) => self.parameter(Value::Integer(*value)),
            Datum::UInt64(value) => self.parameter(Value::Text(text::of_unsigned(*value))),
            Datum::Double(value) if value.is_infinite() => self.parameter(Value::Real(*value)),
            // Read from JSON as the stored number is, so that both are the same
            // however exactly SQLite reads digits.
            Datum::Double(value) => {
                self.text.push_str("json_extract(");
                self.parameter(Value::Text(row::json(value)?));
                self.text.push_str(", '$')");
            }
            Datum::Text(name) if field.shape == Shape::Double => match text::to_special(name) {
                Some(value) => self.parameter(Value::Real(value)),
                None => return Err(incomparable(value)),
            },
            Datum::Text(value) => self.parameter(Value::Text(value.clone())),
            Datum::Bytes(value) => self.parameter(Value::Text(text::of_bytes(value))),
            Datum::Time(time) => match text::of_time(*time) {
                Some(text) => self.parameter(Value::Text(text)),
                None => return Err(incomparable(value)),
            },
            Datum::Null | Datum::List(_) | Datum::Document(_) => return Err(incomparable(value)),
        }
        Ok(())
    }

    fn parameter(&mut self, value: Value) {
        self.text.push('?');
        self.parameters.push(Parameter(value));
    }
}

fn symbol(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => " = ",
        Operator::Less => " < ",
        Operator::LessOrEqual => " <= ",
        Operator::Greater => " > ",
        Operator::GreaterOrEqual => " >= ",
    }
}

fn order_term(key: &Key) -> String {
    let direction = match key.direction {
        Direction::Ascending => "",
        Direction::Descending => " DESC",
    };
    format!("{}{direction}", column(&key.field))
}

/// Whether SQL has null for the value: what isn't stored, and what is not a number.
fn is_absent(field: &Field, value: &Datum) -> bool {
    match value {
        Datum::Null => true,
        Datum::Text(name) => field.shape == Shape::Double && name == text::NAN,
        other => other.is_nan(),
    }
}

fn incomparable(value: &Datum) -> StoreError {
    StoreError::Internal(format!("{} compares with nothing", value.type_name()))
}
