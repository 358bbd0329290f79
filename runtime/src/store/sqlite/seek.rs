//! Orders, and what comes behind a position in one, as SQL.

use super::sql::{Sql, column};
use crate::store::backend::{Key, Position};
use crate::store::document::{Datum, text};
use crate::store::field::{Field, Shape};
use crate::store::{Direction, StoreError};

impl Sql {
    /// The keys of an order, as they stand behind `ORDER BY`. Null, which stands
    /// for what is absent, is the smallest to SQLite, too.
    pub(super) fn order(&mut self, order: &[Key]) {
        let terms: Vec<String> = order.iter().map(order_term).collect();
        self.text.push_str(&terms.join(", "));
    }

    /// A term for what comes behind a position: the first key is behind its
    /// value, or it is the same and the second one is behind, and so on.
    pub(super) fn behind(&mut self, order: &[Key], position: &Position) -> Result<(), StoreError> {
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
