//! Conditions and orders as SQL.

use std::fmt::{self, Write as _};

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value};

use super::row;
use crate::store::backend::Query;
use crate::store::condition::Condition;
use crate::store::document::{Datum, text};
use crate::store::expression::Operator;
use crate::store::field::{Field, Shape};
use crate::store::{ID_PATH, StoreError};

/// A statement with its parameters.
#[derive(Debug)]
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
    fn new(text: String) -> Self {
        Self {
            text,
            parameters: Vec::new(),
        }
    }

    /// The documents of a table that a query asks for.
    pub(super) fn select(table: &str, query: &Query) -> Result<Self, StoreError> {
        let mut sql = Self::new(format!("SELECT id, document FROM {} WHERE ", quoted(table)));
        sql.condition(&query.condition)?;
        if let Some(position) = &query.after {
            sql.text.push_str(" AND ");
            sql.behind(&query.order, position)?;
        }
        sql.text.push_str(" ORDER BY ");
        sql.order(&query.order);
        sql.text.push_str(" LIMIT ");
        sql.text.push_str(&query.limit.to_string());
        Ok(sql)
    }

    /// How many documents of a table match.
    pub(super) fn count(table: &str, condition: &Condition) -> Result<Self, StoreError> {
        let mut sql = Self::new(format!("SELECT count(*) FROM {} WHERE ", quoted(table)));
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
                self.write(format_args!("json_type(document, '{path}') IS NOT NULL"));
            }
            Condition::NotEmpty(field) => {
                let path = json_path(&field.path);
                self.write(format_args!(
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

    /// A comparison with a value that isn't null.
    pub(super) fn compare(
        &mut self,
        field: &Field,
        operator: &str,
        value: &Datum,
    ) -> Result<(), StoreError> {
        self.text.push_str(&column(field));
        self.text.push_str(operator);
        self.value(field, value)
    }

    fn one_of(&mut self, field: &Field, values: &[Datum]) -> Result<(), StoreError> {
        match field.shape {
            Shape::List => {
                let path = json_path(&field.path);
                self.write(format_args!(
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
            Datum::Null | Datum::List(_) | Datum::Document(_) | Datum::Unnamed => {
                return Err(incomparable(value));
            }
        }
        Ok(())
    }

    fn write(&mut self, text: fmt::Arguments<'_>) {
        self.text.write_fmt(text).expect("a String takes all text");
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

fn incomparable(value: &Datum) -> StoreError {
    StoreError::Internal(format!("{} compares with nothing", value.type_name()))
}
