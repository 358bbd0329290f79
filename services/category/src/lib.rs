//! The category service: a tree of categories.
