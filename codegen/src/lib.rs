//! The generator: reads contracts, checks them, renders crates.
//!
//! | module | does |
//! | --- | --- |
//! | `project` | says which contracts there are and where their code goes |
//! | `read` | compiles the `.proto` files and builds the model |
//! | `model` | holds what contracts say, as plain data in their own words |
//! | `names` | says what the parts of a contract are called elsewhere |
//! | `check` | finds what contracts say and can't mean |
//! | `lock` | keeps what stored data and running systems rely on |
//! | `render` | makes crates of the model |
//! | `graph` | makes a picture of the model |
//! | `cache` | proves that there is nothing to do |
//! | `output` | formats, compares and writes files |
//! | `pipeline` | runs read, check, render and format, for all ways in |
//! | `build`, `plugin` | are such ways, beside the command |
//! | `diagnostic`, `locate` | tell people what is wrong, and where |
//!
//! [`generate`] runs all of it.

mod build;
mod cache;
mod cel;
mod check;
mod diagnostic;
mod digest;
mod generate;
mod graph;
mod locate;
mod lock;
mod model;
mod names;
mod output;
mod parallel;
mod pipeline;
mod plugin;
mod project;
mod read;
mod render;
mod slashed;
mod watched;

pub use build::{BuildError, Builder, configure};
pub use diagnostic::{Code, Diagnostic, Report, Severity};
pub use generate::{Mode, Outcome, generate};
pub use graph::{
    Call, EntityReference, Graph, GraphEntity, GraphMethod, GraphPackage, GraphService, graph,
};
pub use locate::{Place, SourceFile};
pub use output::{Change, Gaps, State};
pub use pipeline::Planned;
pub use plugin::plugin;
pub use project::{Input, Packages, Project};
pub use watched::Watched;

#[doc(hidden)]
pub mod steps;
