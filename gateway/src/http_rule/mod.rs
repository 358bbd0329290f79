//! The paths of a contract under plain HTTP (`google.api.http`,
//! <https://google.aip.dev/127>).
//!
//! [`template`] reads a path template and matches paths, [`router`] finds the
//! method of a request, [`bind`] puts path, query and body into its message.

mod bind;
mod router;
mod template;

pub(crate) use bind::bind;
pub use router::RuleError;
pub(crate) use router::{Found, NotFound, RuleRouter};
pub use template::TemplateError;
