//! What people read when a contract is wrong. Each test changes one thing in a
//! right contract and holds the whole text, excerpt and fix included.

mod access;
mod bench;
mod callers;
mod compiled;
mod effects;
mod entities;
mod foreign;
mod http;
mod language;
mod lock;
mod names;
mod project;
mod reports;
mod rules;
mod services;
mod standard;
