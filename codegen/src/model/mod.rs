//! What contracts say, as plain data in their own words.
//!
//! The model is built once by [`read`](crate::read) and never changed.
//! It knows protobuf, AIPs and entities, and no Rust; checks and rendering know
//! only the model. Names that a contract writes in options are kept as written,
//! beside what they resolve to, so that a check can say what was meant.

mod callers;
mod circles;
pub(crate) mod connected;
mod contract;
mod entity;
mod message;
mod provided;
mod references;
mod rules;
mod service;

pub use contract::{Contract, File, Origin, Package, Reference};
pub use entity::{Entity, Index, IndexedField, Standard};
pub use message::{Behavior, Cardinality, Enum, EnumValue, Field, Kind, Message, Money, Oneof};
pub use provided::{Parts, Provided};
pub use references::GetMethod;
pub use rules::{
    Choice, Constant, Expression, Ignore, Literal, MessageRules, Predefined, Rule, Rules,
    UnsupportedRule,
};
pub use service::{Access, HttpBody, HttpRule, HttpVerb, Idempotency, Method, RateLimit, Service};
