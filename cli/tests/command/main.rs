//! What the command says and how it ends.

mod bench;
mod check;
mod explained;
mod formats;
mod generate;
mod graph;
mod tools;
mod watch;
