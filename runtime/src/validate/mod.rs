//! Does a message keep the rules of its contract?
//!
//! A generated message implements [`Validate`] with one line per field. A rule
//! is a method of [`Field`]; a field has only the methods that fit its type.
//!
//! ```
//! use counterpart::validate::{Check, Pattern, Validate};
//!
//! struct Shelf {
//!     slug: String,
//!     labels: Vec<String>,
//!     height: Option<i32>,
//! }
//!
//! static SLUG: Pattern = Pattern::new("^[a-z0-9]+(-[a-z0-9]+)*$");
//!
//! impl Validate for Shelf {
//!     fn validate(&self, check: &mut Check) {
//!         check.field("slug", &self.slug).required().max_len(120).pattern(&SLUG);
//!         check.field("labels", &self.labels).max_items(20).each(|label| {
//!             label.min_len(1);
//!         });
//!         check.field("height", &self.height).gte_lte(1, 300);
//!     }
//! }
//!
//! let shelf = Shelf { slug: "oak".into(), labels: vec![String::new()], height: None };
//! let violations = Check::of(&shelf).finish()?;
//! assert_eq!(violations[0].field(), "labels[0]");
//! assert_eq!(violations[0].rule_id(), "string.min_len");
//! # Ok::<(), counterpart::validate::EvaluationError>(())
//! ```
//!
//! Rules, their ids and their messages are those of
//! [protovalidate](https://github.com/bufbuild/protovalidate): a rule applies to
//! a field that is there, and a field without presence always is. What holds
//! costs a comparison and no allocation; paths and messages are made only of
//! what is violated.

mod cel;
mod check;
mod checked;
mod error;
mod field;
mod format;
mod pattern;
mod rules;
mod scope;
mod violation;

pub use cel::{Expression, Viewed};
pub use check::{Check, Validate};
pub use checked::{Checked, is_given, shape};
pub use error::EvaluationError;
pub use field::Field;
pub use pattern::Pattern;
pub use rules::{Comparable, Ordered};
pub use violation::Violation;

pub use crate::rpc::MAX_VIOLATIONS;
