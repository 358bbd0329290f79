//! The form in which entities are stored.
//!
//! A [`Document`] is what an entity looks like in any store: its fields by
//! stored name. A backend only writes it in its own notation (BSON, JSON).

mod datum;
mod encode;
mod key;

pub(crate) use datum::{Datum, Document};
pub(crate) use encode::datum_of;
