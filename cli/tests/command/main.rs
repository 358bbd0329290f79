//! What the command says and how it ends.

mod bench;
mod check;
mod formats;
mod generate;
mod tools;
