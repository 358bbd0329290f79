//! Where something stands in the source text of a contract.
//!
//! Descriptors know the span of each declared element, but of an option only
//! that of its whole statement. So the value inside an option's literal is
//! found by reading the text again: [`Site`] is a declared element, [`Place`]
//! what a diagnostic points at.

mod declared;
mod option;
mod package;
mod site;
mod sites;
mod source;
mod token;

pub(crate) use declared::{Declared, What, declared};
pub(crate) use package::{edition_of, package_of};
pub use site::Place;
pub(crate) use site::Site;
pub(crate) use sites::Sites;
pub use source::SourceFile;
pub(crate) use source::Sources;
