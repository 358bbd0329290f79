//! The project file `counterpart.toml`: which contracts there are, and where
//! their code goes.

mod discover;
mod input;
mod packages;
mod settings;
mod wrong;

pub(crate) use discover::protos;
pub use input::Input;
pub use packages::Packages;
pub use settings::Project;
