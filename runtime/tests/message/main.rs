//! What is promised of every message, shown with one that has fields of every
//! kind.

#[path = "../by_hand/macros.rs"]
mod by_hand;
mod hostile;
mod json;
mod mask;
mod money;
mod names;
mod prepare;
mod sample;
mod validate;
