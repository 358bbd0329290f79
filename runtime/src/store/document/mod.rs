//! The form in which entities are stored.
//!
//! A [`Document`] is what an entity looks like in any store: its fields by
//! stored name. A backend only writes it in its own notation (BSON, JSON).

mod changes;
mod datum;
mod decode;
mod dynamic;
mod encode;
mod error;
mod json;
mod key;
pub(crate) mod text;

pub(crate) use changes::{Change, changes};
pub(crate) use datum::{Datum, Document, UNNAMED_REASON};
pub(crate) use decode::read;
pub(crate) use encode::{datum_of, write};
